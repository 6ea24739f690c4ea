"""The flags behind a declaration."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..checks.codes import BAD_VALUE, FLAG_NOT_FOR_KIND, MISPLACED, REPEATED_FLAG, UNKNOWN_FLAG, UNKNOWN_NAME
from ..diagnostics import did_you_mean
from ..model import Expression, PythonName, Suppression, Unknown, Value, evaluate
from ..records import dataclass
from ..source import Place
from ..syntax import tree
from ..typings import Any
from ..vocabulary import ERRORS, Flag, Takes
from .scope import Context, Names, dotted_parts
from .texts import default_of

__all__ = ["FlagReader", "Flags", "article", "found_words", "last_else", "leaves", "listed"]

# How messages call the types of fields.
_FIELDS = {
    "scalar": "plain values",
    "list": "lists",
    "dict": "dictionaries",
    "choice": "fields with `allowed`",
    "range": "numbers with `min` or `max`",
    "task": "subtasks",
    "config": "configs",
    "configDict": "dictionaries of configs",
    "registry": "registries",
    "configChoice": "choices among configs",
    "action": "actions",
    "actions": "groups of actions",
}


def listed(names: Iterable[str]) -> str:
    """Return names as a message lists them."""
    return joined([f"`{name}`" for name in names])


def joined(words: Sequence[str]) -> str:
    """Return words as a sentence lists them."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def article(word: str) -> str:
    """Return the article of a word."""
    return "an" if word[0] in "aeiou" else "a"


def found_words(node: tree.Expression | None) -> str:
    """Say what an expression is."""
    match node:
        case None:
            return "nothing"
        case tree.String(parts=parts):
            return "a string" if parts is None else "an f-string"
        case tree.Number():
            return "a number"
        case tree.Constant(value=value):
            return f"`{value}`"
        case tree.List():
            return "a list"
        case tree.Dict():
            return "a dictionary"
    return "an expression"


# Which fields a flag is for, where that is not the type it makes of them.
_FLAGS_FOR = {
    "min": "`int` and `float`",
    "max": "`int` and `float`",
    "allowed": "`bool`, `int`, `float` and `str`",
}


# Flags that take a function, and may take one or another.
_SWITCHED = ("lookupFunction",)


@dataclass(frozen=True)
class Flags:
    """The flags of one declaration."""

    values: Mapping[str, Value]
    condition: Expression | None
    suppressions: tuple[Suppression, ...]


class FlagReader:
    """Resolves flags.

    Parameters
    ----------
    names : `Names`
        What names stand for.
    """

    def __init__(self, names: Names) -> None:
        self.names = names
        self.report = names.report

    def read(
        self,
        written: tuple[tree.Flag | tree.Condition, ...],
        words: Mapping[str, Flag],
        what: str,
        kind: str,
        target: Place,
        context: Context,
        *,
        conditions: bool = True,
    ) -> Flags:
        """Return the flags of a declaration.

        Parameters
        ----------
        written : `tuple`
            What was written.
        words : mapping from `str` to `Flag`
            The flags there are.
        what, kind : `str`
            What the declaration is, in words and by its name in the vocabulary; empty if every flag fits.
        target : `Place`
            The declaration.
        context : `Context`
            What surrounds it.
        conditions : `bool`
            Whether ``when`` makes sense here.
        """
        values: dict[str, Value] = {}
        suppressions: list[Suppression] = []
        condition: Expression | None = None
        seen: dict[str, tree.Node] = {}
        for i, flag in enumerate(written):
            if isinstance(flag, tree.Condition):
                last = all(isinstance(one, tree.Condition) for one in written[i:])
                condition = self._condition(flag, what, last, conditions, seen, context)
                continue
            word = words.get(flag.name.text)
            if word is None:
                word = self._unknown(
                    flag, words, what, kind
                )  # what was meant, as far as the rest is concerned
                if word is not None and kind and kind not in word.kinds:
                    continue
            if word is not None and self._once(word.name, flag, seen):
                if kind and word.kinds and kind not in word.kinds:
                    kinds = sorted(_FIELDS.get(one, f"`{one}`") for one in word.kinds)
                    names = _FLAGS_FOR.get(word.name) if word.kinds <= _FIELDS.keys() else None
                    self.report.add(
                        FLAG_NOT_FOR_KIND, flag.name, flag=word.name, what=what, names=names or joined(kinds)
                    )
                elif word.takes is Takes.REASONS:
                    suppressions.extend(self.reasons(flag.value, flag.name, target))
                elif (value := self.value(word.takes, word.name, flag.value, flag, context)) is not None:
                    values[word.name] = value
                elif word.takes is Takes.TRUTH:  # what was meant, as far as the rest is concerned
                    values[word.name] = Value(self.report.at(flag), True, where=self.report.at(flag))
        return Flags(values, condition, tuple(suppressions))

    def _once(self, name: str, node: tree.Node, seen: dict[str, tree.Node]) -> bool:
        if name in seen:
            related = [(self.report.at(seen[name]), "first given here")]
            self.report.add(REPEATED_FLAG, node, flag=name, related=related)
            return False
        seen[name] = node
        return True

    def _unknown(self, flag: tree.Flag, words: Mapping[str, Flag], what: str, kind: str) -> Flag | None:
        """Note a flag that does not exist, and return the one that was probably meant."""
        legal = [word.name for word in words.values() if not kind or not word.kinds or kind in word.kinds]
        if kind in ("scalar", "range", "choice"):
            legal += [name for name in ("min", "max", "allowed") if name not in legal]
        if not legal:
            advice = f"{what} takes no flags"
            self.report.add(UNKNOWN_FLAG, flag.name, flag=flag.name.text, names="", help=advice)
            return None
        hint = did_you_mean(flag.name.text, [*legal, "when"])
        if hint.get("fix") == "when":  # what follows is no flag's value
            hint = {"help": hint["help"]}
        self.report.add(UNKNOWN_FLAG, flag.name, flag=flag.name.text, names=listed(legal), **hint)
        return words.get(hint.get("fix", ""))

    def _condition(
        self,
        flag: tree.Condition,
        what: str,
        last: bool,
        allowed: bool,
        seen: dict[str, tree.Node],
        context: Context,
    ) -> Expression | None:
        if not allowed:
            advice = "leave it out"
            self.report.add(MISPLACED, flag, what="`when`", where=f"behind {what}", help=advice)
            return None
        if not self._once("when", flag, seen):
            return None
        if not last:
            advice = "put it behind the other flags, where a reader looks for it"
            self.report.add(MISPLACED, flag, what="`when`", where="before other flags", help=advice)
        return self.names.expression(flag.value, context)

    # --- values ---

    def value(
        self, takes: Takes, name: str, node: tree.Expression | None, flag: tree.Node, context: Context
    ) -> Value | None:
        """Return the value of a flag or a setting, or `None` after noting why there is none."""
        where = self.report.at(flag)
        if node is None and takes is Takes.TRUTH:
            return Value(where, True, where=where)
        if node is None:
            return self._bad(takes, name, node, flag)
        place = self.report.at(node)
        if takes is Takes.METHOD and name in _SWITCHED and isinstance(node, tree.Ternary):
            return self._chosen(takes, name, node, flag, context)
        if name == "decorate" and isinstance(node, tree.Call) and dotted_parts(node.function) is not None:
            return Value(place, None, self.names.expression(node, context), where)
        if takes in (Takes.METHOD, Takes.NAME, Takes.NAMES):
            if dotted_parts(node) is None:
                return self._bad(takes, name, node, flag)
            found = self.names.python(node, "function" if takes is not Takes.NAME else "class")
            return None if found is None else Value(place, found[0], where=where)
        if takes is Takes.ERROR:
            return self._error(name, node, flag)
        if takes is Takes.TEXT:
            if isinstance(node, tree.String) and node.parts is None:
                return Value(place, node.value, where=where)
            return self._bad(takes, name, node, flag)
        if takes is Takes.CHOICES:
            return self._choices(name, node, flag)
        return self._computed(takes, name, node, flag, context)

    def _error(self, name: str, node: tree.Expression, flag: tree.Node) -> Value | None:
        """Return an exception: one of Python's, or one that is imported."""
        parts = dotted_parts(node)
        if parts is None:
            return self._bad(Takes.ERROR, name, node, flag)
        place, where = self.report.at(node), self.report.at(flag)
        only = parts[0] if len(parts) == 1 and parts[0] not in self.names.imports else ""
        if only in ERRORS:
            return Value(place, PythonName("", only, place=place), where=where)
        if only and (hint := did_you_mean(only, [*ERRORS, *self.names.imports])):
            self.report.add(UNKNOWN_NAME, node, what="exception", name=only, **hint)
            return None
        found = self.names.python(node, "exception")
        return None if found is None else Value(place, found[0], where=where)

    def _chosen(
        self, takes: Takes, name: str, node: tree.Ternary, flag: tree.Node, context: Context
    ) -> Value | None:
        """Return a function that a condition chooses; at class level stands what follows the last ``else``."""
        for one in leaves(node):
            if dotted_parts(one) is None and not (isinstance(one, tree.Constant) and one.value is None):
                return self._bad(takes, name, one, flag)
        expression = self.names.expression(node, context)
        last = last_else(node)
        found = None if isinstance(last, tree.Constant) else self.names.python(last, "function")
        static = None if found is None else found[0]
        return Value(self.report.at(node), static, expression, self.report.at(flag))

    def _computed(
        self, takes: Takes, name: str, node: tree.Expression, flag: tree.Node, context: Context
    ) -> Value | None:
        place, where = self.report.at(node), self.report.at(flag)
        expression = self.names.expression(node, context)
        dynamic = expression if expression.depends else None
        last = expression.part(last_else(node)) if isinstance(node, tree.Ternary) and dynamic else expression
        static = evaluate(last, default_of)
        if takes is Takes.TRUTH and dynamic is not None and not isinstance(static, Unknown):
            static = bool(static)
        if isinstance(static, Unknown):
            if dynamic is None:
                return self._constant(takes, name, expression, flag)
            static = {Takes.TRUTH: False, Takes.COUNT: 1}.get(takes, 0)
        right = {
            Takes.TRUTH: isinstance(static, bool),
            Takes.COUNT: isinstance(static, int) and not isinstance(static, bool),
            Takes.NUMBER: isinstance(static, int | float) and not isinstance(static, bool),
        }
        return Value(place, static, dynamic, where) if right[takes] else self._bad(takes, name, node, flag)

    def _constant(self, takes: Takes, name: str, expression: Expression, flag: tree.Node) -> Value | None:
        """Return the value that only Python knows, if it can stand here."""
        node = expression.tree
        if takes is Takes.NUMBER and expression.of_python:
            return Value(self.report.at(node), expression, where=self.report.at(flag))
        return None if expression.unbound else self._bad(takes, name, node, flag)

    def _choices(self, name: str, node: tree.Expression, flag: tree.Node) -> Value | None:
        if dotted_parts(node) is not None:
            found = self.names.python(node, "dictionary of choices")
            return (
                None if found is None else Value(self.report.at(node), found[0], where=self.report.at(flag))
            )
        if not isinstance(node, tree.Dict) or not node.pairs:
            return self._bad(Takes.CHOICES, name, node, flag)
        choices: dict[Any, str] = {}
        for key, doc in node.pairs:
            choice = self._plain(key)
            if isinstance(choice, Unknown | list | dict):
                self.report.add(
                    BAD_VALUE, key, name=f"`{name}`", takes="plain values as choices", found=found_words(key)
                )
            elif any(choice == other and type(choice) is type(other) for other in choices):
                first = next(key for key, _ in node.pairs if self._plain(key) == choice)
                related = [(self.report.at(first), "first given here")]
                self.report.add(REPEATED_FLAG, key, flag=str(choice), related=related)
            elif not isinstance(doc, tree.String) or doc.parts is not None:
                choices[choice] = ""
                self.report.add(
                    BAD_VALUE,
                    doc,
                    name=f"`{name}`",
                    takes="a string as the doc of a choice",
                    found=found_words(doc),
                )
            else:
                choices[choice] = doc.value
        return Value(self.report.at(node), choices, where=self.report.at(flag))

    def _plain(self, node: tree.Expression) -> Any:
        return evaluate(Expression(node, {}, self.report.source), default_of)

    def reasons(self, node: tree.Expression | None, name: tree.Node, target: Place) -> list[Suppression]:
        """Return the suppressions that ``suppress={code: reason}`` asks for."""
        if not isinstance(node, tree.Dict):
            self._bad(Takes.REASONS, "suppress", node, name)
            return []
        found = []
        for code, reason in node.pairs:
            if not isinstance(code, tree.String) or code.parts is not None:
                self._bad_reason(code, "codes in quotes", found_words(code))
            elif not isinstance(reason, tree.String) or not reason.value.strip():
                what = found_words(reason) if not isinstance(reason, tree.String) else "an empty one"
                self._bad_reason(reason, "a reason for each code", what)
            else:
                found.append(Suppression(code.value, reason.value, self.report.at(code), target))
        return found

    def _bad_reason(self, node: tree.Expression, takes: str, found: str) -> None:
        help = 'write it like `suppress={"missing-doc": "why it is not wanted"}`'
        self.report.add(BAD_VALUE, node, name="`suppress`", takes=takes, found=found, help=help)

    def _bad(self, takes: Takes, name: str, node: tree.Expression | None, flag: tree.Node) -> Value | None:
        advice: dict[str, Any] = {}
        if node is None:
            advice = {"help": f"write it behind `{name}=`"}
        elif isinstance(node, tree.Variable) and takes is Takes.TEXT:
            advice = {"help": f'write `"{node.name}"`', "fix": f'"{node.name}"'}
        elif isinstance(node, tree.String) and takes is Takes.NAMES:
            written = self.report.text(node)
            advice = {"help": f"write `[{written}]`", "fix": f"[{written}]"}
        elif isinstance(node, tree.String) and takes in (Takes.METHOD, Takes.NAME):
            advice = {"help": "write its dotted name without quotes, and import it"}
        elif takes is Takes.REASONS:
            advice = {"help": 'write it like `{"missing-doc": "why it is not wanted"}`'}
        self.report.add(
            BAD_VALUE, node or flag, name=f"`{name}`", takes=takes.value, found=found_words(node), **advice
        )
        return None


def leaves(node: tree.Expression) -> Iterator[tree.Expression]:
    """Yield the values among which conditions choose."""
    match node:
        case tree.Group(value=inner):
            yield from leaves(inner)
        case tree.Ternary(value=then, otherwise=otherwise):
            yield from leaves(then)
            yield from leaves(otherwise)
        case _:
            yield node


def last_else(node: tree.Expression) -> tree.Expression:
    """Return what follows the last ``else``: what stands at class level."""
    while isinstance(node, tree.Ternary | tree.Group):
        node = node.otherwise if isinstance(node, tree.Ternary) else node.value
    return node
