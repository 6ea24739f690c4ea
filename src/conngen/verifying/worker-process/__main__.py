"""The script that conngen runs in a process of its own to execute original and generated classes side by side."""

import sys

from conngen_worker.main import main

sys.exit(main(sys.argv[1:]))
