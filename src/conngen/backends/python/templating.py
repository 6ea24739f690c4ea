"""Turns templates into functions of Python, so that they can be printed without jinja. Only `make tables` needs it.

The templates stay what they are: jinja reads them, and what it can do beyond what they need is refused here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import jinja2
from jinja2 import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["environment", "functions"]


def environment(loader: jinja2.BaseLoader | None = None) -> jinja2.Environment:
    """Return jinja with the settings that our templates are written for."""
    return jinja2.Environment(
        loader=loader,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )


def functions(templates: Mapping[str, str]) -> str:
    """Return the functions that print what templates print, as Python.

    Parameters
    ----------
    templates : mapping from `str` to `str`
        The templates by name; one called ``macros.jinja`` holds nothing but macros for the others.

    Returns
    -------
    code : `str`
        A function ``print_x`` for each template ``x.py.jinja``, taking the module, and one for each macro.

    Raises
    ------
    ValueError
        Raised if a template has something in it that is not known here.
    """
    found = []
    for name, text in templates.items():
        parsed = environment().parse(text)
        stem = name.partition(".")[0]
        macros = [one for one in parsed.body if isinstance(one, nodes.Macro)]
        for macro in macros:
            found.append(
                _Function(f"{stem}_{macro.name}", [one.name for one in macro.args], macros).code(macro.body)
            )
        rest = [one for one in parsed.body if not isinstance(one, nodes.Macro)]
        if not macros:
            found.append(_Function(f"print_{stem}", ["module"], []).code(rest))
    return "\n\n".join(found)


class _Function:
    """A function that prints a part of a template.

    Parameters
    ----------
    name : `str`
        Its name.
    parameters : `list` [ `str` ]
        What it is given.
    macros : `list`
        The macros that are beside it, if it is one.
    """

    def __init__(self, name: str, parameters: list[str], macros: list[nodes.Macro]) -> None:
        self.name = name
        self.names = set(parameters)
        self.parameters = parameters
        self.own = {one.name for one in macros}
        self.imported: dict[str, str] = {}

    def code(self, body: Iterable[nodes.Node]) -> str:
        """Return its text."""
        head = f"def {self.name}({', '.join(f'{one}: Any' for one in self.parameters)}) -> str:"
        lines = [head, "    out: list[str] = []", "    add = out.append", *self.statements(body, "    ")]
        return "\n".join([*lines, '    return "".join(out)', ""])

    def statements(self, body: Iterable[nodes.Node], margin: str) -> Iterator[str]:
        """Yield the lines for what stands in a template."""
        for node in body:
            match node:
                case nodes.Import(template=nodes.Const(value=str() as name), target=target):
                    self.imported[target] = name.partition(".")[0]
                case nodes.Output():
                    for one in node.nodes:
                        if isinstance(one, nodes.TemplateData):
                            yield f"{margin}add({one.data!r})"
                        else:
                            yield f"{margin}add({self.text(one)})"
                case nodes.If():
                    yield f"{margin}if {self.value(node.test)}:"
                    yield from self.block(node.body, margin)
                    for other in node.elif_:
                        yield f"{margin}elif {self.value(other.test)}:"
                        yield from self.block(other.body, margin)
                    if node.else_:
                        yield f"{margin}else:"
                        yield from self.block(node.else_, margin)
                case nodes.For(target=nodes.Name(name=name), else_=[], test=None, recursive=False):
                    yield from self.loop(node, name, margin)
                case _:
                    raise self.unknown(node)

    def block(self, body: Iterable[nodes.Node], margin: str) -> list[str]:
        lines = list(self.statements(body, f"{margin}    "))
        return lines or [f"{margin}    pass"]

    def loop(self, node: nodes.For, name: str, margin: str) -> Iterator[str]:
        if name in self.names:
            raise ValueError(f"{self.name}: `{name}` stands for two things at once")
        items = self.value(node.iter)
        self.names.add(name)
        if any(one.name == "loop" for one in node.find_all(nodes.Name)):
            yield f"{margin}{name}_all = list({items})"
            yield f"{margin}for {name}_at, {name} in enumerate({name}_all, 1):"
            yield f"{margin}    loop_last = {name}_at == len({name}_all)"
        else:
            yield f"{margin}for {name} in {items}:"
        yield from self.block(node.body, margin)
        self.names.discard(name)

    def text(self, node: nodes.Node) -> str:
        """Return the expression for the text of a value."""
        value = self.value(node)
        is_text = isinstance(node, nodes.Call | nodes.Concat | nodes.Filter)
        is_text = is_text or (isinstance(node, nodes.Const) and isinstance(node.value, str))
        return value if is_text else f"str({value})"

    def value(self, node: nodes.Node) -> str:
        """Return the expression for a value."""
        match node:
            case nodes.Const():
                return repr(node.value)
            case nodes.Name(name=name) if name in self.names:
                return name
            case nodes.Getattr(node=nodes.Name(name="loop"), attr="last"):
                return "loop_last"
            case nodes.Getattr():
                return f"{self.value(node.node)}.{node.attr}"
            case nodes.Not():
                return f"(not {self.value(node.node)})"
            case nodes.And():
                return f"({self.value(node.left)} and {self.value(node.right)})"
            case nodes.Or():
                return f"({self.value(node.left)} or {self.value(node.right)})"
            case nodes.Concat():
                return f"({' + '.join(self.text(one) for one in node.nodes)})"
            case nodes.Test(node=nodes.Getattr() as about, name="defined"):
                return f"hasattr({self.value(about.node)}, {about.attr!r})"
            case nodes.Filter(node=nodes.Node() as items, name="join", args=[nodes.Const(value=sign)]):
                return f"{sign!r}.join(map(str, {self.value(items)}))"
            case nodes.Call(args=arguments, kwargs=[], dyn_args=None, dyn_kwargs=None):
                return f"{self.function(node.node)}({', '.join(self.value(one) for one in arguments)})"
        raise self.unknown(node)

    def function(self, node: nodes.Node) -> str:
        match node:
            case nodes.Name(name=name) if name in self.own:
                return f"{self.name.partition('_')[0]}_{name}"
            case nodes.Getattr(node=nodes.Name(name=name), attr=macro) if name in self.imported:
                return f"{self.imported[name]}_{macro}"
        raise self.unknown(node)

    def unknown(self, node: Any) -> ValueError:
        return ValueError(
            f"{self.name}: line {node.lineno}: {type(node).__name__} is nothing that is known here"
        )
