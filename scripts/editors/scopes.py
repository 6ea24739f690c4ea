"""The scope of each group of words in a TextMate grammar: standard names, which themes colour differently."""

from __future__ import annotations

from conngen.highlighting import Group

__all__ = ["SCOPES", "scope"]

_STANDARD = {
    Group.COMMENT: "comment.line.number-sign",
    Group.STRING: "string.quoted",
    Group.PLACEHOLDER: "constant.other.placeholder",
    Group.KEYWORD: "keyword.control",
    Group.KIND: "storage.type",
    Group.OPERATOR: "keyword.operator.expression",
    Group.CONSTANT: "constant.language",
    Group.NUMBER: "constant.numeric",
    Group.CLASS: "entity.name.type.class",
    Group.CONNECTION: "variable.parameter.connection",
    Group.FIELD: "variable.other.property.field",
    Group.TEMPLATE: "variable.other.constant.template",
    Group.DIMENSION: "variable.other.enummember.dimension",
    Group.TYPE: "support.type",
    Group.FLAG: "storage.modifier",
    Group.SETTING: "entity.other.attribute-name",
    Group.MODULE: "entity.name.namespace",
    Group.NAME: "variable.other.readwrite.alias",
    Group.FUNCTION: "entity.name.function",
    Group.VARIABLE: "variable.other.readwrite",
}

SCOPES = {group: f"{_STANDARD[group]}.conn" for group in Group}
"""The scope of each group."""


def scope(group: Group | None) -> str:
    """Return the scope of a group, or that of what joins words: signs and brackets."""
    return "punctuation.conn" if group is None else SCOPES[group]
