"""Strings with parts to fill in: dataset type names, names of repeated connections, docs and messages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from ..checks.codes import BAD_TEMPLATE, BAD_VALUE, UNDEFINED_TEMPLATE, UNKNOWN_NAME
from ..diagnostics import did_you_mean
from ..model import (
    UNKNOWN,
    Binding,
    ConfigField,
    Expression,
    Meaning,
    TemplatePart,
    Text,
    Unknown,
    evaluate,
    path_of,
)
from ..patterns import pattern
from ..source import Span
from ..syntax import tree
from ..typings import Any
from .scope import Context, Names, identifier_problem

__all__ = ["Texts", "default_of", "static_text", "typical_name", "variable", "why_unknown"]

_BRACES = pattern(r"\{([^{}]*)\}")
_WORD = r"[^\W\d]\w*"
_FIELDS = pattern(
    rf"\{{\{{(?P<doubled>{_WORD})\}}\}}|\{{\{{|\}}\}}|\{{(?P<field>[^{{}}]*)\}}"
    rf"|\{{(?P<unclosed>{_WORD})?|(?P<unopened>{_WORD})?\}}"
)


def default_of(field: ConfigField | None) -> Any:
    """Return the default of a field, or an `Unknown`."""
    return UNKNOWN if field is None else field.default_value


def static_text(text: Text, value_of: Callable[[ConfigField | None], Any] = default_of) -> str | None:
    """Return a text at class level: fields by their defaults, templates in braces; `None` if not known."""
    if text.static is not None:
        return text.static
    found = []
    for part in text.parts:
        if isinstance(part, str):
            found.append(part)
        elif isinstance(part, TemplatePart):
            found.append(f"{{{part.name}}}")
        else:
            value = evaluate(part, value_of)
            if isinstance(value, Unknown) or value is None:
                return None
            found.append(str(value))
    return "".join(found)


def why_unknown(parts: Iterable[str | TemplatePart | Expression], what: str) -> str:
    """Say why a text or a list has no value at class level.

    Parameters
    ----------
    parts : iterable
        What it is made of.
    what : `str`
        What it should be.
    """
    for part in parts:
        for node, field in part.fields() if isinstance(part, Expression) else ():
            if field is not None and field.default is None:
                return f"`{node.name}` has no default"
            if field is not None and field.default is not None and field.default.static is None:
                return f"the default of `{node.name}` is `None`"
            if field is not None:
                return f"the default of `{node.name}` is no {what}"
    return f"it is no {what}"


class Texts:
    """Resolves the strings of one class.

    Parameters
    ----------
    names : `Names`
        What names stand for.
    templates : mapping from `str`
        The templates of the class, its own and the inherited.
    opaque : `bool`
        Whether the class may inherit templates that are not known.
    """

    def __init__(self, names: Names, templates: Mapping[str, object], opaque: bool) -> None:
        self.names = names
        self.report = names.report
        self.templates = templates
        self.opaque = opaque
        self.failed = False  # whether a template was not understood, so that nothing is said of what it uses

    def dataset_name(self, node: tree.String, context: Context) -> Text:
        """Return a dataset type name: ``{x}`` is a variable of a repetition, a template or a config field."""
        parts: list[str | TemplatePart | Expression] = []
        text, last = node.value, 0
        for match in _FIELDS.finditer(text):
            parts.append(text[last : match.start()])
            last = match.end()
            span = self._inside(node, match.start(), match.end())
            if match["field"] is not None:
                parts.append(self._field(match["field"], span, context))
            else:
                parts.append(self._bad_brace(match, span))
        parts.append(text[last:])
        return Text(_joined(parts, context), self.report.at(node))

    def _bad_brace(self, match: re.Match[str], span: Span) -> str | TemplatePart:
        """Note a brace that belongs to no template, and return what was meant."""
        word = match["doubled"] or match["unclosed"] or match["unopened"] or ""
        help = f"write `{{{word}}}`" if word in self.templates else "write `{name}` for a template"
        if match["doubled"]:
            what = "one pair of braces is enough"
        elif match.group().startswith("{") and "{{" not in match.group():
            what, span = "a brace is not closed", span._replace(end=span.start + 1)
        elif match.group().endswith("}") and "}}" not in match.group():
            what, span = "`}` stands alone", span._replace(start=span.end - 1)
        else:
            what = "braces can't be part of a dataset type name"
        self._bad_template(span, what, help, word, match.group())
        return self._meant(word, span)

    def _bad_template(self, span: Span, what: str, help: str, word: str, written: str) -> None:
        """Note what is no template; what was meant is known if a template is called so."""
        whole = self.report.source.text[span.start : span.end] == written
        fix = f"{{{word}}}" if whole and word in self.templates else None
        self.report.add(BAD_TEMPLATE, span, text=what, help=help, fix=fix)

    def _field(self, name: str, span: Span, context: Context) -> str | TemplatePart | Expression:
        if name in self.report.broken and name not in (*self.templates, *context.variables):
            return TemplatePart(name, self.report.at(span))
        if identifier_problem(name) is not None and not re.fullmatch(r"[^\W\d]\w*(\.[^\W\d]\w*)+", name):
            return self._bad_field(name, span)
        first = name.split(".")[0]
        inner = (
            Span(span.start + 1, span.start + 1 + len(first))
            if span.end - span.start == len(name) + 2
            else span
        )
        if first not in context.variables and first in self.templates and first == name:
            return TemplatePart(name, self.report.at(span))
        if first in context.variables or first in self.names.fields:
            return self.path(name, span, context)
        if name == first and (self.opaque or name in self.report.broken):
            return TemplatePart(name, self.report.at(span))
        legal = [*self.templates, *self.names.fields, *context.variables]
        hint = did_you_mean(first, legal)
        self.report.add(UNDEFINED_TEMPLATE, inner, name=first, **hint)
        self.failed = True
        return TemplatePart(hint.get("fix", first), self.report.at(span))

    def _bad_field(self, name: str, span: Span) -> str | TemplatePart | Expression:
        word = re.match(r"\s*([^\W\d]\w*)", name)
        advice = f"write `{{{word.group(1)}}}`" if word else "write the name of a template: `{name}`"
        if not name.strip():
            what = "there is no name between these braces"
        elif name.strip().isdigit():
            what = "templates have names, not numbers"
        elif ":" in name or "!" in name:
            what = "a template takes no format"
        else:
            what = f"`{{{name}}}` is no template"
        meant = word.group(1) if word else ""
        self._bad_template(span, what, advice, meant, f"{{{name}}}")
        return self._meant(meant, span)

    def _meant(self, word: str, span: Span) -> str | TemplatePart:
        """Return the template that a wrong field means, so that nothing else is said of it."""
        self.failed = True
        return TemplatePart(word, self.report.at(span)) if word in self.templates else ""

    def path(self, name: str, span: Span, context: Context) -> Expression:
        """Return the expression of a dotted name in braces."""
        first, *rest = name.split(".")
        node: tree.Expression = tree.Variable(span, first)
        for part in rest:
            node = tree.Attribute(span, node, tree.Identifier(span, part))
        return self.names.expression(node, context)

    def _inside(self, node: tree.String, start: int, end: int) -> Span:
        """Return the place of a part of a string, or of all of it if escapes make that hard to tell."""
        written = self.report.source.text[node.span.start : node.span.end]
        head = written.find(node.value)
        if head < 0:
            return node.span
        return Span(node.span.start + head + start, node.span.start + head + end)

    def attribute_name(self, name: tree.Identifier, context: Context) -> tuple[str, Text | None] | None:
        """Return the name of a repeated connection: plain if its variables have values, else a pattern."""
        if "{" not in name.text:
            return name.text, None
        parts: list[str | TemplatePart | Expression] = []
        last, known = 0, True
        for match in _BRACES.finditer(name.text):
            parts.append(name.text[last : match.start()])
            last = match.end()
            inner = match.group(1) or ""
            if inner in context.variables:
                parts.append(self.path(inner, name.span, context))
            else:
                span = Span(name.span.start + match.start() + 1, name.span.start + match.end() - 1)
                hint = did_you_mean(inner, context.variables) or {
                    "help": "only the variable of a `for` around it can be part of the name of a connection"
                }
                self.report.add(UNKNOWN_NAME, span, what="variable", name=inner, **hint)
                known = False
        if not known:
            return None
        parts.append(name.text[last:])
        text = Text(_joined(parts, context), self.report.at(name))
        plain = text.plain
        if plain is not None:
            return plain, None
        return "".join(part if isinstance(part, str) else _in_braces(part) for part in text.parts), text

    def string(self, node: tree.String, context: Context, per_config: bool) -> Text:
        """Return a doc or a message; of an f-string, with the expressions in it.

        Parameters
        ----------
        node : `tree.String`
            The string.
        context : `Context`
            What surrounds it.
        per_config : `bool`
            Whether it is used when there is a config.
        """
        if node.parts is None:
            return Text((node.value,), self.report.at(node))
        parts: list[str | TemplatePart | Expression] = []
        for part in node.parts:
            if isinstance(part, str):
                parts.append(part)
                continue
            expression = self.names.expression(part, context)
            if not per_config and not context.repetitions and (expression.depends or expression.of_python):
                takes = "variables of a `for` around it"
                found = "a config field" if expression.depends else "something imported"
                help = "a doc stands in the class, before there is a config"
                if expression.of_python:
                    help = "write what it says"
                self.report.add(BAD_VALUE, part, name="this doc", takes=takes, found=found, help=help)
            parts.append(expression)
        return Text(_joined(parts, context), self.report.at(node))


def typical_name(pattern: Text, context: Context) -> str:
    """Return the name of a repeated connection with a letter for each variable, and a digit for one that counts."""
    counting = {
        one.variable
        for one in context.repetitions
        if isinstance(one.values.tree, tree.Call)
        and one.values.tree.function == tree.Variable(one.place.span, "range")
    }
    found = []
    for part in pattern.parts:
        path = path_of(part.tree) if isinstance(part, Expression) else None
        stand_in = "0" if path is not None and path[0] in counting else "x"
        found.append(part if isinstance(part, str) else stand_in)
    return "".join(found)


def _in_braces(part: TemplatePart | Expression) -> str:
    """Return a part as it was written."""
    path = (part.name,) if isinstance(part, TemplatePart) else path_of(part.tree) or ()
    return f"{{{'.'.join(path)}}}"


def _joined(
    parts: list[str | TemplatePart | Expression], context: Context
) -> tuple[str | TemplatePart | Expression, ...]:
    """Put the values of variables in, and join neighbouring texts."""
    found: list[str | TemplatePart | Expression] = []
    for part in parts:
        if isinstance(part, Expression):
            value = evaluate(part, lambda field: UNKNOWN)
            if not isinstance(value, Unknown) and not part.depends:
                part = str(value)
        if isinstance(part, str) and found and isinstance(found[-1], str):
            found[-1] += part
        elif part != "":
            found.append(part)
    return tuple(found) or ("",)


def variable(value: object) -> Binding:
    """Return the meaning of a variable that has a value."""
    return Binding(Meaning.VALUE, value=value)
