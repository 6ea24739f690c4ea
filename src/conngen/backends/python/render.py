"""Views printed by templates, and formatted."""

from __future__ import annotations

import ast
from functools import cache

import black
import jinja2
from black.mode import TargetVersion
from black.parsing import InvalidInput

from ...resources import folder
from .errors import InternalError
from .wrap import wrap

__all__ = ["format_module", "render"]


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder("templates") / "python"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )


def render(template: str, module: object, line_length: int) -> str:
    """Return the text of a module.

    Parameters
    ----------
    template : `str`
        The name of its template.
    module : `object`
        Its view.
    line_length : `int`
        The columns there are.
    """
    code = _environment().get_template(template).render(module=module)
    try:
        return format_module(code, line_length)
    except (SyntaxError, InvalidInput) as err:
        raise InternalError(template, f"Python can't read it: {err}") from err


def format_module(code: str, line_length: int) -> str:
    """Return a module formatted as every release of black formats it, long strings broken."""
    mode = black.Mode(
        target_versions={TargetVersion.PY311}, line_length=line_length, magic_trailing_comma=True
    )
    formatted = black.format_str(code, mode=mode)
    wrapped = wrap(formatted, line_length)
    if wrapped == formatted:
        return formatted
    if ast.dump(ast.parse(wrapped)) != ast.dump(ast.parse(formatted)):
        raise InternalError(
            "a generated module", "a string is not what it was before it was broken into lines"
        )
    return black.format_str(wrapped, mode=mode)
