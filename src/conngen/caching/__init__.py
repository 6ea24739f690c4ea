"""What earlier builds have found out, kept in a folder of the project: a file that is as it was is not compiled again.

`facts` says what a build has seen of the disk, and tells whether it still is so; `memory` is the file with all facts of
one build; `identity` tells which conngen made it. These three load nothing heavy: a build of what has not changed needs
no more. `conngen.recalling` turns a memory into what a build knows, and back.
"""
