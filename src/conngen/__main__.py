"""The `conngen` command, and `python -m conngen`.

What is asked most often and needs nothing is answered here, before anything else is imported.
"""

import sys

__all__ = ["main"]


def main() -> None:
    """Run the command."""
    if sys.argv[1:] == ["--version"]:
        from .version import __version__

        try:
            print(f"conngen {__version__}", flush=True)
        except OSError:
            pass  # the command proper says what is wrong with its output
        else:
            return
    from .cli import main as run

    run()


if __name__ == "__main__":
    main()
