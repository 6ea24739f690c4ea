"""Dataset type names and storage classes of connections."""

from __future__ import annotations

from ..checks.codes import BAD_VALUE, INCOMPLETE_DECLARATION, NO_STATIC_VALUE
from ..model import Binding, Expression, Meaning, PythonName, TemplatePart, Text
from ..records import replace
from ..syntax import tree
from .flags import found_words, last_else
from .scope import Context, Names, dotted_parts
from .texts import Texts, static_text, why_unknown

__all__ = ["DatasetReader"]


class DatasetReader:
    """Resolves what the connections of one class hold.

    Parameters
    ----------
    names : `Names`
        What names stand for.
    texts : `Texts`
        Resolves the templates in a name.
    """

    def __init__(self, names: Names, texts: Texts) -> None:
        self.names = names
        self.report = names.report
        self.texts = texts

    def name(self, item: tree.Declaration, context: Context) -> Text | PythonName | None:
        """Return the dataset type name of a connection, or `None` after noting why there is none."""
        value = item.value
        what = f"the connection `{item.name.text}`"
        if value is None:
            advice = f'write `= "…"` behind `{self.report.text(item.type)}`'
            self.report.add(
                INCOMPLETE_DECLARATION, item.name, what=what, part="a dataset type name", help=advice
            )
            return None
        if isinstance(value, tree.String):
            if value.parts is not None:
                advice = "leave the `f` out: templates, variables and config fields are filled in anyway"
                takes = "a plain string as its dataset type name"
                self.report.add(BAD_VALUE, value, name=what, takes=takes, found="an f-string", help=advice)
                return None
            return self.texts.dataset_name(value, context)
        if isinstance(value, tree.Ternary):
            return self.switched(value, what, context)
        if dotted_parts(value) is not None:
            found = self.names.python(value, "dataset type name")
            return found[0] if found is not None else None
        takes = "a string, or the dotted name of a constant, as its dataset type name"
        self.report.add(BAD_VALUE, value, name=what, takes=takes, found=found_words(value))
        return None

    def switched(self, value: tree.Ternary, what: str, context: Context) -> Text | None:
        """Return a name that a condition chooses; at class level stands what follows the last ``else``."""
        names: dict[str, Binding] = {}
        node = self._choice(value, what, context, names)
        if node is None:
            return None
        last = last_else(value)
        if not isinstance(last, tree.String):
            takes = "a string behind the last `else`, which stands at class level"
            self.report.add(BAD_VALUE, value, name=what, takes=takes, found=found_words(last))
            return None
        expression = Expression(node, names, self.report.source)
        static = static_text(self.texts.dataset_name(last, context))
        return Text((expression,), self.report.at(value), static)

    def _choice(
        self, node: tree.Expression, what: str, context: Context, names: dict[str, Binding]
    ) -> tree.Expression | None:
        """Return a choice among names with what is filled in, after noting what the words in it stand for."""
        match node:
            case tree.Group(value=inner):
                return self._choice(inner, what, context, names)
            case tree.Ternary(value=then, condition=condition, otherwise=otherwise):
                names.update(self.names.expression(condition, context).names)
                one, other = (self._choice(part, what, context, names) for part in (then, otherwise))
                if one is None or other is None:
                    return None
                return replace(node, value=one, otherwise=other)
            case tree.String(parts=None):
                return self._string(node, context, names)
        if dotted_parts(node) is not None and self.names.python(node, "dataset type name") is not None:
            names.update(self.names.expression(node, context).names)
            return node
        if dotted_parts(node) is None:
            takes = "strings to choose from"
            self.report.add(BAD_VALUE, node, name=what, takes=takes, found=found_words(node))
        return None

    def _string(self, node: tree.String, context: Context, names: dict[str, Binding]) -> tree.String:
        """Return one of several names: an f-string, if templates or fields are to be filled in."""
        text = self.texts.dataset_name(node, context)
        parts: list[str | tree.Expression] = []
        for part in text.parts:
            if isinstance(part, str):
                parts.append(part)
            elif isinstance(part, TemplatePart):
                names["connections"] = Binding(Meaning.CONNECTIONS)
                holder, span = tree.Variable(node.span, "connections"), part.place.span
                parts.append(tree.Attribute(span, holder, tree.Identifier(span, part.name)))
            else:
                names.update(part.names)
                parts.append(part.tree)
        if all(isinstance(part, str) for part in parts):
            return replace(node, value="".join(part for part in parts if isinstance(part, str)))
        return replace(node, parts=tuple(parts))

    def storage_class(self, name: tree.Dotted | tree.Filled, context: Context) -> tuple[Text, str]:
        """Return a storage class, and the one that stands at class level."""
        place = self.report.at(name)
        if isinstance(name, tree.Dotted):
            return Text((name.text,), place), name.text
        expression = self.names.expression(name.value, context)
        text = Text((expression,), place)
        static = static_text(Text((expression.part(last_else(name.value)),), place))
        if static is None and not context.repetitions and expression.names and not self.names.opaque:
            why = why_unknown(text.parts, "storage class")
            self.report.add(NO_STATIC_VALUE, place, what="storage class", why=why)
        return text, static or ""
