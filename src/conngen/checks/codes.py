"""The codes that are reported where files are read: each is imported when it has something to tell.

A file without mistakes needs none of them, and there are many.
"""

from __future__ import annotations

from ..typings import TYPE_CHECKING

if TYPE_CHECKING:
    from .ambiguous_name import AMBIGUOUS_NAME as AMBIGUOUS_NAME
    from .bad_file_name import BAD_FILE_NAME as BAD_FILE_NAME
    from .bad_name import BAD_NAME as BAD_NAME
    from .bad_repetition import BAD_REPETITION as BAD_REPETITION
    from .bad_template import BAD_TEMPLATE as BAD_TEMPLATE
    from .bad_value import BAD_VALUE as BAD_VALUE
    from .duplicate_name import DUPLICATE_NAME as DUPLICATE_NAME
    from .flag_not_for_kind import FLAG_NOT_FOR_KIND as FLAG_NOT_FOR_KIND
    from .import_cycle import IMPORT_CYCLE as IMPORT_CYCLE
    from .incomplete_declaration import INCOMPLETE_DECLARATION as INCOMPLETE_DECLARATION
    from .inheritance_cycle import INHERITANCE_CYCLE as INHERITANCE_CYCLE
    from .limit_exceeded import LIMIT_EXCEEDED as LIMIT_EXCEEDED
    from .misplaced import MISPLACED as MISPLACED
    from .missing_module import MISSING_MODULE as MISSING_MODULE
    from .no_static_value import NO_STATIC_VALUE as NO_STATIC_VALUE
    from .repeated_flag import REPEATED_FLAG as REPEATED_FLAG
    from .undefined_template import UNDEFINED_TEMPLATE as UNDEFINED_TEMPLATE
    from .unknown_block import UNKNOWN_BLOCK as UNKNOWN_BLOCK
    from .unknown_definition import UNKNOWN_DEFINITION as UNKNOWN_DEFINITION
    from .unknown_edition import UNKNOWN_EDITION as UNKNOWN_EDITION
    from .unknown_flag import UNKNOWN_FLAG as UNKNOWN_FLAG
    from .unknown_function import UNKNOWN_FUNCTION as UNKNOWN_FUNCTION
    from .unknown_import import UNKNOWN_IMPORT as UNKNOWN_IMPORT
    from .unknown_inherited import UNKNOWN_INHERITED as UNKNOWN_INHERITED
    from .unknown_kind import UNKNOWN_KIND as UNKNOWN_KIND
    from .unknown_name import UNKNOWN_NAME as UNKNOWN_NAME
    from .unknown_setting import UNKNOWN_SETTING as UNKNOWN_SETTING
    from .unknown_type import UNKNOWN_TYPE as UNKNOWN_TYPE
    from .unread_base import UNREAD_BASE as UNREAD_BASE
    from .useless_suppression import USELESS_SUPPRESSION as USELESS_SUPPRESSION
else:

    class _Later:
        """A code, with the attributes that it has in its own module."""

        def __init__(self, name):
            self._name = name

        def __getattr__(self, attribute):
            from . import code_of

            return getattr(code_of(self._name), attribute)

    def __getattr__(name):
        """Return what stands for a code."""
        from . import CODES

        code = name.lower().replace("_", "-")
        if not name.isupper() or code not in CODES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return globals().setdefault(name, _Later(code))
