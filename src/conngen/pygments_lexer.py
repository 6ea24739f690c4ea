"""Lets Pygments colour `.conn` files: in Sphinx, in notebooks, on a terminal.

Pygments finds it by the entry point of the package. It loads every plugin to look for one, so the compiler, which
tells what each word is, is imported with the first text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pygments.lexer import Lexer
from pygments.token import (
    Comment,
    Keyword,
    Name,
    Number,
    Operator,
    Punctuation,
    String,
    Text,
    Whitespace,
    _TokenType,
)

__all__ = ["TOKENS", "ConnLexer"]

TOKENS = {
    "comment": Comment.Single,
    "string": String,
    "placeholder": String.Interpol,
    "keyword": Keyword,
    "kind": Keyword.Declaration,
    "operator": Operator.Word,
    "constant": Keyword.Constant,
    "number": Number,
    "class": Name.Class,
    "connection": Name.Variable,
    "field": Name.Variable.Instance,
    "template": Name.Variable.Global,
    "dimension": Name.Constant,
    "type": Keyword.Type,
    "flag": Name.Attribute,
    "setting": Name.Property,
    "module": Name.Namespace,
    "name": Name.Other,
    "function": Name.Function,
    "variable": Name,
}
"""The token type of each group of `conngen.highlighting`, another one for each; what has no group is `Text`."""

_BETWEEN = re.compile(
    r"(?P<space>\s+)|(?P<operator>[-+*/%<>=!|.]+)|(?P<punctuation>[](){}[,:])|\w+|.", re.DOTALL
)
_KINDS = {"space": Whitespace, "operator": Operator, "punctuation": Punctuation, None: Text}


class ConnLexer(Lexer):
    """Pygments' lexer of `.conn` files: each word is what the compiler takes it for."""

    name = "conn"
    aliases = ("conn",)
    filenames = ("*.conn",)
    mimetypes = ("text/x-conn",)

    def get_tokens_unprocessed(self, text: str) -> Iterator[tuple[int, _TokenType, str]]:
        """Yield offset, type and text of the tokens, which together are the whole text, whatever is wrong with it."""
        from .highlighting import coloured
        from .source import Source
        from .syntax.parser import parse

        end = 0
        for span, group in coloured(parse(Source("", text))):
            start = max(span.start, end)  # no character is ever given twice
            yield from _between(text, end, start)
            if start < span.end:
                yield start, TOKENS[group], text[start : span.end]
                end = span.end
        yield from _between(text, end, len(text))


def _between(text: str, start: int, end: int) -> Iterator[tuple[int, _TokenType, str]]:
    """Yield the tokens of a stretch in which no word is anything."""
    for match in _BETWEEN.finditer(text, start, end):
        yield match.start(), _KINDS[match.lastgroup], match.group()
