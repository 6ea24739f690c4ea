"""The `conngen` command, and `python -m conngen`.

What is asked most often is answered here, before what reads other command lines is imported: that takes as long as a
build itself.
"""

import gc
import sys

__all__ = ["main"]

_MANY_OBJECTS = 100_000


def main() -> None:
    """Run the command."""
    arguments = sys.argv[1:]
    if arguments == ["--version"] and _tell_version():
        return
    # Most of what a command makes it needs to its end: to look through all of it for what could go is in vain.
    gc.set_threshold(_MANY_OBJECTS)
    try:
        _run(arguments)
    finally:
        gc.freeze()


def _run(arguments: list[str]) -> None:
    if arguments[:1] in (["build"], ["check"]) and _are_paths(arguments[1:]):
        if _tell_of_before(arguments[0], arguments[1:]):
            return
        from .running import ended

        sys.exit(ended(lambda: _compile(arguments[0], arguments[1:])))
    from .cli import main as run

    run()


def _tell_version() -> bool:
    from .version import __version__

    try:
        print(f"conngen {__version__}", flush=True)
    except OSError:
        return False  # the command proper says what is wrong with its output
    return True


def _tell_of_before(command: str, paths: list[str]) -> bool:
    """Tell that nothing is new since an earlier build, if that is so."""
    from .caching import memory

    try:
        said = memory.quick(command, paths)
        if said is not None:
            print(said, flush=True)
    except OSError:
        return False  # the command proper says what is wrong
    except KeyboardInterrupt:
        from .running import ended

        sys.exit(ended(_interrupt))
    return said is not None


def _interrupt() -> None:
    raise KeyboardInterrupt


def _are_paths(arguments: list[str]) -> bool:
    """Whether a command line holds no options, and nothing that click does before it looks at it."""
    from os import environ

    return (
        sys.platform != "win32"
        and "_CONNGEN_COMPLETE" not in environ
        and not any(one.startswith("-") for one in arguments)
    )


def _compile(command: str, arguments: list[str]) -> int:
    from pathlib import Path

    from . import building
    from .terminal import Terminal, wants_colour

    request = building.Request(tuple(Path(one) for one in arguments))
    terminal = Terminal(colour=wants_colour("auto"))
    return building.build(request, terminal) if command == "build" else building.check(request, terminal)


if __name__ == "__main__":
    main()
