"""How each group of words looks in editors whose colours have names of their own: one table for all of them."""

from __future__ import annotations

from typing import NamedTuple

from conngen.highlighting import Group

__all__ = ["DOCS", "LOOKS", "Look"]


class Look(NamedTuple):
    """How a group of words looks.

    Parameters
    ----------
    vim : `str`
        The highlight group of Vim's that it is linked to; nothing for plain text.
    emacs : `str`
        The face of Emacs' that its face inherits from; nothing for plain text.
    """

    vim: str
    emacs: str


LOOKS = {
    Group.COMMENT: Look("Comment", "font-lock-comment-face"),
    Group.STRING: Look("String", "font-lock-string-face"),
    Group.PLACEHOLDER: Look("Special", "font-lock-preprocessor-face"),
    Group.KEYWORD: Look("Keyword", "font-lock-keyword-face"),
    Group.KIND: Look("StorageClass", "font-lock-keyword-face"),
    Group.OPERATOR: Look("Operator", "font-lock-keyword-face"),
    Group.CONSTANT: Look("Constant", "font-lock-constant-face"),
    Group.NUMBER: Look("Number", ""),
    Group.CLASS: Look("Structure", "font-lock-type-face"),
    Group.CONNECTION: Look("Identifier", "font-lock-variable-name-face"),
    Group.FIELD: Look("Identifier", "font-lock-variable-name-face"),
    Group.TEMPLATE: Look("Macro", "font-lock-preprocessor-face"),
    Group.DIMENSION: Look("Tag", "font-lock-constant-face"),
    Group.TYPE: Look("Type", "font-lock-type-face"),
    Group.FLAG: Look("Label", "font-lock-builtin-face"),
    Group.SETTING: Look("PreProc", "font-lock-variable-name-face"),
    Group.MODULE: Look("Include", "font-lock-constant-face"),
    Group.NAME: Look("", ""),
    Group.FUNCTION: Look("Function", "font-lock-function-name-face"),
    Group.VARIABLE: Look("", ""),
}

DOCS = {
    Group.COMMENT: "Comments.",
    Group.STRING: "Strings.",
    Group.PLACEHOLDER: "What is filled into a string, with its braces.",
    Group.KEYWORD: "Words that begin an item or hold one together.",
    Group.KIND: "Kinds of connections.",
    Group.OPERATOR: "Operators that are words.",
    Group.CONSTANT: "Constants.",
    Group.NUMBER: "Numbers.",
    Group.CLASS: "Tasks and classes, where they are declared and as bases.",
    Group.CONNECTION: "Connections, where they are declared or left out.",
    Group.FIELD: "Config fields, where they are declared.",
    Group.TEMPLATE: "Templates, where they are declared.",
    Group.DIMENSION: "Dimensions.",
    Group.TYPE: "Storage classes and types of config fields.",
    Group.FLAG: "Flags of declarations.",
    Group.SETTING: "What is assigned to.",
    Group.MODULE: "Modules of imports.",
    Group.NAME: "What is imported, and what it is called here.",
    Group.FUNCTION: "What is called.",
    Group.VARIABLE: "Other names of expressions.",
}
