"""What lets other tools call the compiler: a module for each of them, imported by that tool alone."""

__all__: list[str] = []
