"""`python -m conngen` is the `conngen` command."""

from .cli import main

main()
