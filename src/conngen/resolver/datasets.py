"""Dataset type names and storage classes of connections."""

from __future__ import annotations

from ..checks.bad_value import BAD_VALUE
from ..checks.incomplete_declaration import INCOMPLETE_DECLARATION
from ..checks.no_static_value import NO_STATIC_VALUE
from ..model import PythonName, Text
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
            return self._switched(value, what, context)
        if dotted_parts(value) is not None:
            found = self.names.python(value, "dataset type name")
            return found[0] if found is not None else None
        takes = "a string, or the dotted name of a constant, as its dataset type name"
        self.report.add(BAD_VALUE, value, name=what, takes=takes, found=found_words(value))
        return None

    def _switched(self, value: tree.Ternary, what: str, context: Context) -> Text | None:
        """Return a name that a condition chooses; at class level stands what follows the last ``else``."""
        last: tree.Expression = value
        while isinstance(last, tree.Ternary | tree.Group):
            if isinstance(last, tree.Group):
                last = last.value
            elif (
                isinstance(last.value, tree.String)
                and last.value.parts is None
                and "{" not in last.value.value
            ):
                last = last.otherwise
            else:
                last = last.value
                break
        if not isinstance(last, tree.String) or last.parts is not None or "{" in last.value:
            takes = "plain strings without templates to choose from"
            help = "give two connections conditions that exclude one another"
            self.report.add(BAD_VALUE, last, name=what, takes=takes, found=found_words(last), help=help)
            return None
        return Text((self.names.expression(value, context),), self.report.at(value), last.value)

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
