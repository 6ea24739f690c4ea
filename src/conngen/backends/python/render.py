"""Views printed by templates, and formatted."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import cache

from ...digests import blake2b
from ...resources import folder
from ...typings import TYPE_CHECKING
from . import stored_templates
from .errors import InternalError
from .layout import UnsureError, laid_out
from .wrap import wrap

if TYPE_CHECKING:
    import jinja2

__all__ = ["arranged", "by_jinja", "digest", "format_module", "printed", "render", "sources"]


def sources() -> dict[str, str]:
    """Return the templates as they are now, by name."""
    files = sorted(one for one in (folder("templates") / "python").iterdir() if one.suffix == ".jinja")
    return {file.name: file.read_text(encoding="utf-8") for file in files}


def digest(templates: dict[str, str]) -> str:
    """Return the digest of templates."""
    whole = "\0".join(f"{name}\0{text}" for name, text in templates.items())
    return blake2b(whole.encode(), digest_size=16).hexdigest()


@cache
def _environment() -> jinja2.Environment:
    import jinja2

    from .templating import environment

    return environment(jinja2.FileSystemLoader(folder("templates") / "python"))


def by_jinja(template: str, module: object) -> str:
    """Return what jinja prints; parameters as for `printed`."""
    return _environment().get_template(template).render(module=module)


@cache
def _is_current() -> bool:
    return digest(sources()) == stored_templates.TEMPLATES


def printed(template: str, module: object) -> str:
    """Return what a template prints: by its stored function, or by jinja if it was changed since that was made.

    Parameters
    ----------
    template : `str`
        The name of the template.
    module : `object`
        The view of the module.
    """
    if not _is_current():
        return by_jinja(template, module)
    function: Callable[[object], str] = getattr(stored_templates, f"print_{template.partition('.')[0]}")
    return function(module)


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
    return arranged(template, printed(template, module), line_length)


def arranged(template: str, code: str, line_length: int) -> str:
    """Return what a template printed, formatted; parameters as for `printed` and `render`."""
    try:
        return laid_out(code, line_length)
    except UnsureError:
        pass
    from black.parsing import InvalidInput

    try:
        return format_module(code, line_length)
    except (SyntaxError, InvalidInput) as err:
        raise InternalError(template, f"Python can't read it: {err}") from err


def format_module(code: str, line_length: int) -> str:
    """Return a module formatted as every release of black formats it, long strings broken."""
    import black
    from black.mode import TargetVersion

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
