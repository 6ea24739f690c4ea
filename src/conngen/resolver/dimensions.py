"""Lists of dimensions: of quanta, of connections, and those that have a name."""

from __future__ import annotations

from collections.abc import Mapping

from .. import limits
from ..checks.codes import BAD_VALUE, DUPLICATE_NAME, LIMIT_EXCEEDED, NO_STATIC_VALUE, UNKNOWN_NAME
from ..diagnostics import did_you_mean
from ..model import (
    Built,
    Defined,
    Definition,
    DimensionItem,
    Dimensions,
    Expression,
    Listed,
    Meaning,
    Named,
    OfQuantum,
    Python,
    Switch,
    Text,
    Unknown,
    evaluate,
)
from ..source import Place, Span
from ..syntax import tree
from .flags import found_words
from .scope import Context, Names, dotted_parts
from .texts import Texts, default_of, static_text, why_unknown

__all__ = ["DimensionReader"]


class DimensionReader:
    """Resolves lists of dimensions.

    Parameters
    ----------
    names : `Names`
        What names stand for.
    texts : `Texts`
        Resolves names that are put together.
    definitions : mapping from `str` to `Definition`
        The names given to dimensions so far.
    """

    def __init__(self, names: Names, texts: Texts, definitions: Mapping[str, Definition]) -> None:
        self.names = names
        self.texts = texts
        self.report = names.report
        self.definitions = dict(definitions)
        self.unnamed: set[str] = set()

    # --- definitions ---

    def define(self, item: tree.Definition, context: Context) -> None:
        """Take over ``dimensions NAME = …``."""
        name = item.name.text
        if not self.names.identifier(item.name):
            return
        if name in self.definitions:
            related = [(self.definitions[name].place, "first declared here")]
            self.report.add(DUPLICATE_NAME, item.name, name=name, related=related)
            return
        value = self._definition_value(item.value, context)
        self.definitions[name] = Definition(
            name, value or self._unknown(item.value), self.report.at(item.name)
        )

    def _unknown(self, where: tree.Expression | Span) -> Dimensions:
        """Return dimensions of which nothing is known, for what has been reported."""
        place = self.report.at(where)
        return Dimensions((self._nothing(place),), place)

    def _nothing(self, place: Place) -> DimensionItem:
        return Listed(Expression(tree.Variable(place.span, ""), {}, self.report.source), None, place)

    def _definition_value(self, node: tree.Expression, context: Context) -> Dimensions | Switch | None:
        match node:
            case tree.Group(value=inner):
                return self._definition_value(inner, context)
            case tree.Ternary(value=then, condition=condition, otherwise=otherwise):
                one, other = self._definition_value(then, context), self._definition_value(otherwise, context)
                if one is None or other is None:
                    return None
                return Switch(self.names.expression(condition, context), one, other, self.report.at(node))
            case tree.List(elements=elements):
                return self._dimensions([self._element(element, context) for element in elements], node.span)
            case tree.Variable(name=name) if name in self.definitions:
                return Dimensions(
                    (Defined(self.definitions[name], self.report.at(node)),), self.report.at(node)
                )
        takes = "a list of dimensions, or a choice among lists"
        self.report.add(BAD_VALUE, node, name="`dimensions`", takes=takes, found=found_words(node))
        return None

    def _element(self, node: tree.Expression, context: Context) -> DimensionItem | None:
        match node:
            case tree.Variable(name=name, span=span):
                return self._built(name, span, context) if "{" in name else self._named(name, span)
            case tree.Quantum():
                return OfQuantum(self.report.at(node))
            case tree.Star(value=value):
                return self._star(value, node.span, context)
            case tree.Filled(value=value):
                return self._filled(value, node.span, context)
            case tree.String(value=value):
                return self._quoted(value, node.span)
        self.report.add(BAD_VALUE, node, name="a list of dimensions", takes="names", found=found_words(node))
        return None

    # --- lists in brackets ---

    def read(self, written: tuple[tree.Dimension, ...], brackets: Span, context: Context) -> Dimensions:
        """Return the dimensions in the brackets behind a storage class or a task."""
        found = self._dimensions([self._item(item, context) for item in written], brackets)
        return found or self._unknown(brackets)

    def expression(self, node: tree.Expression, name: str, context: Context) -> Dimensions | None:
        """Return the dimensions that are assigned to an inherited connection.

        Parameters
        ----------
        node : `tree.Expression`
            What is assigned.
        name : `str`
            What a choice among lists is called in the generated module, if nothing else is called so.
        context : `Context`
            What surrounds it.
        """
        value = self._definition_value(node, context)
        if not isinstance(value, Switch):
            return value
        while name in self.definitions or name in self.unnamed:
            name += "_"
        self.unnamed.add(name)
        place = self.report.at(node)
        return Dimensions((Defined(Definition(name, value, place, named=False), place),), place)

    def _item(self, item: tree.Dimension, context: Context) -> DimensionItem | None:
        match item:
            case tree.Quantum():
                return OfQuantum(self.report.at(item))
            case tree.Built(text=text):
                return self._built(text, item.span, context)
            case tree.Star(value=value):
                return self._star(value, item.span, context)
            case tree.Quoted(value=value):
                return self._quoted(value, item.span)
            case tree.Type(name=tree.Filled(value=value), arguments=None, optional=False):
                return self._filled(value, item.span, context)
            case tree.Type(name=tree.Dotted(parts=(only,)), arguments=None, optional=False):
                return self._named(only.text, item.span)
            case tree.Type(name=tree.Dotted() as name, arguments=None, optional=False):
                advice = f"write `*{name.text}` for the dimensions that a constant lists"
                self.report.add(
                    BAD_VALUE,
                    item,
                    name="a list of dimensions",
                    takes="names",
                    found="a path",
                    help=advice,
                    fix=f"*{name.text}",
                )
        if isinstance(item, tree.Type) and (item.arguments is not None or item.optional):
            self.report.add(BAD_VALUE, item, name="a list of dimensions", takes="plain names", found="a type")
        return None

    def _dimensions(self, items: list[DimensionItem | None], span: Span) -> Dimensions | None:
        found = Dimensions(tuple(item for item in items if item is not None), self.report.at(span))
        if _weight(found) > limits.DIMENSIONS.value:
            text = f"there can be at most {limits.DIMENSIONS.value:,} {limits.DIMENSIONS.what}"
            self.report.add(LIMIT_EXCEEDED, span, text=text)
            return None
        return found

    def _named(self, name: str, span: Span) -> DimensionItem:
        place = self.report.at(span)
        if name in self.definitions:
            return Defined(self.definitions[name], place)
        return self._nothing(place) if name in self.report.rejected else Named(name, place)

    def _quoted(self, value: str, span: Span) -> DimensionItem | None:
        plain = value.isidentifier()
        advice = (
            {"help": f"write `{value}`", "fix": value}
            if plain
            else {"help": "write their names, with commas"}
        )
        self.report.add(
            BAD_VALUE, span, name="a list of dimensions", takes="names", found="a string", **advice
        )
        return Named(value, self.report.at(span)) if plain else None

    def _built(self, name: str, span: Span, context: Context) -> DimensionItem:
        parts: list[str | Expression] = []
        rest = name
        while "{" in rest:
            before, _, after = rest.partition("{")
            inner, _, rest = after.partition("}")
            parts += [before, self.texts.path(inner, span, context)]
        parts.append(rest)
        built = Text(tuple(part for part in parts if part != ""), self.report.at(span))
        plain = static_text(built)
        depends = any(isinstance(part, Expression) and part.depends for part in built.parts)
        if plain is not None and not depends:
            return Named(plain, self.report.at(span))
        return Built(built, plain, self.report.at(span))

    def _filled(self, value: tree.Expression, span: Span, context: Context) -> DimensionItem:
        expression = self.names.expression(value, context)
        static = evaluate(expression, default_of)
        place = self.report.at(span)
        if not expression.depends and isinstance(static, str):
            return Named(static, place)
        return Built(Text((expression,), place), static if isinstance(static, str) else None, place)

    def _star(self, value: tree.Expression, span: Span, context: Context) -> DimensionItem | None:
        place = self.report.at(span)
        parts = dotted_parts(value)
        if parts is not None and len(parts) == 1 and parts[0] in self.definitions:
            return Defined(self.definitions[parts[0]], place)
        known = parts is not None and (parts[0] in self.names.fields or parts[0] in context.variables)
        if parts is not None and not known and (len(parts) > 1 or parts[0] in self.names.imports):
            found = self.names.python(value, "list of dimensions")
            return None if found is None else Python(found[0], place)
        if parts is not None and not known and not self.names.opaque and parts[0] not in self.report.broken:
            legal = [*self.names.fields, *self.definitions, *self.names.imports]
            self.report.add(
                UNKNOWN_NAME, value, what="list of dimensions", name=parts[0], **did_you_mean(parts[0], legal)
            )
            return self._nothing(place)
        expression = self.names.expression(value, context)
        static = evaluate(expression, default_of)
        names = (
            tuple(static)
            if isinstance(static, list | tuple) and all(isinstance(name, str) for name in static)
            else None
        )
        return Listed(expression, names, place)

    # --- what stands at class level ---

    def need_static(self, dimensions: Dimensions | None, what: str) -> None:
        """Note what has no value at class level, where one is needed."""
        for item in dimensions.items if dimensions is not None else ():
            if isinstance(item, Named | OfQuantum):
                continue
            if any(one is None for one in Dimensions((item,), item.place).static()) and not _excused(item):
                why = why_unknown(_parts(item), "dimension")
                self.report.add(NO_STATIC_VALUE, item.place, what=what, why=why)


def _weight(value: Dimensions | Switch) -> int:
    """Return how many dimensions and names of dimensions there are, names replaced by what they stand for."""
    if isinstance(value, Switch):
        return _weight(value.then) + _weight(value.otherwise)
    return sum(
        1 + (_weight(item.definition.value) if isinstance(item, Defined) else 0) for item in value.items
    )


def _parts(item: DimensionItem) -> list[Expression]:
    """Return the expressions in an item; of a name for dimensions, of those that stand at class level."""
    match item:
        case Built(text=text):
            return [part for part in text.parts if isinstance(part, Expression)]
        case Listed(value=value):
            return [value]
        case Defined(definition=definition):
            return [part for inner in definition.static().items for part in _parts(inner)]
    return []


def _excused(item: DimensionItem) -> bool:
    """Whether a value is missing for a reason that has been reported, or that can't be known."""
    for part in _parts(item):
        if not part.names or any(one.meaning is Meaning.LOOP for one in part.names.values()):
            return True
        for _, field in part.fields():
            if field is None or (field.default is not None and isinstance(field.default_value, Unknown)):
                return True
            if field.default is None and field.type == "":
                return True
    return False
