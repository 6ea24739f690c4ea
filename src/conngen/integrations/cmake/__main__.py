"""Print the folder of the CMake package."""

from . import FOLDER

print(FOLDER.as_posix())
