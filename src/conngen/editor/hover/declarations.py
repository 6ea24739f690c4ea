"""Hovers of what files declare: connections, templates, config fields, named dimensions and classes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...backends.python import InternalError, connection_excerpt, field_excerpt
from ...checks.common import Seen, filled, seen, template_names
from ...diagnostics import Level
from ...model import (
    Base,
    ConfigClass,
    ConfigField,
    Connection,
    ConnectionsClass,
    Definition,
    Dimensions,
    Expression,
    PythonName,
    Task,
    Template,
    Text,
    Value,
)
from ...source import Span
from ..paths import index_of
from ..spelling import alternatives, of_quantum, with_defaults
from ..view import View
from .markdown import code, conn, facts, names, prose, put_together, quoted
from .universe import brought_along

__all__ = [
    "of_class",
    "of_connection",
    "of_dataset",
    "of_definition",
    "of_field",
    "of_quantum_dimensions",
    "of_template",
]


# --- connections ---------------------------------------------------------------------------------------


def of_connection(view: View, cls: ConnectionsClass, name: str) -> str | None:
    """Return what is said of a connection that a class has, its own or inherited; `None` if there is none."""
    found = seen(cls).get(name)
    return None if found is None else _of_seen(view, cls, found)


def _of_seen(view: View, cls: ConnectionsClass, found: Seen) -> str:
    one = found.connection
    quantum = of_quantum(found.dimensions_owner)
    several = () if found.dimensions is None else alternatives(found.dimensions, quantum)
    known = [
        ("dataset type", _dataset_fact(cls, found)),
        ("dimensions", _dimension_fact(several, view) if one.kind.dimensioned else ""),
        ("storage class", _storage_fact(found.storage_class, view)),
        *((quoted(flag), _flag_text(value)) for flag, value in found.flags.items()),
        ("is there when", _conditions(one.conditions)),
        ("is repeated for", "; ".join(_repetition(one))),
        ("inherited from", quoted(found.owner.name) if found.owner is not cls else ""),
    ]
    doc = _text(one.doc)
    return put_together(_head(cls, found, several), prose(doc), facts(known), _python(view, cls, one))


def _head(cls: ConnectionsClass, found: Seen, several: tuple[tuple[str, ...], ...]) -> str:
    """Return the declaration as it is in the end."""
    one = found.connection
    dimensions = f"[{', '.join(several[0])}]" if len(several) == 1 else "[…]" if several else ""
    if not one.kind.dimensioned:
        dimensions = ""
    storage = found.storage_class or _text(one.storage_class)
    value = resolved(cls, found) or with_defaults(written_name(found), cls.all_templates())
    named = f' = "{value}"' if value else ""
    return conn(f"{one.kind.name} {one.attribute}: {storage}{dimensions}{named}")


def resolved(cls: ConnectionsClass, found: Seen) -> str | None:
    """Return the dataset type name of a connection with the defaults of templates, or `None` if it isn't known."""
    if found.constant is not None or not found.dataset:
        return None
    return filled(found.dataset, cls.all_templates())


def written_name(found: Seen) -> str:
    """Return the dataset type name of a connection as it is written; empty if it is a constant of Python's."""
    if found.dataset or found.constant is not None:
        return found.dataset
    return _text(found.connection.dataset) if isinstance(found.connection.dataset, Text) else ""


def _dataset_fact(cls: ConnectionsClass, found: Seen) -> str:
    if found.constant is not None:
        return quoted(found.constant.text)
    value = resolved(cls, found)
    if value is None:
        written = written_name(found)
        value = with_defaults(written, cls.all_templates())
        return (
            f"{quoted(value)}, from {quoted(written)}"
            if value != written
            else quoted(written) if written else ""
        )
    used = template_names(found.dataset)
    return f"{quoted(value)}, from {quoted(found.dataset)}" if used else quoted(value)


def _dimension_fact(several: tuple[tuple[str, ...], ...], view: View) -> str:
    if not several:
        return ""
    texts = [names(one) if one else "none" for one in several]
    more = brought_along(several[0], view.vocabulary.universe) if len(several) == 1 else ()
    extra = f" (with {names(more)})" if more else ""
    return " or ".join(texts) + extra


def _storage_fact(name: str, view: View) -> str:
    classes = view.vocabulary.storage_classes
    pytype = classes[name].pytype if name in classes else ""
    return f"{quoted(name)}, {quoted(pytype)} in Python" if pytype else quoted(name) if name else ""


def _flag_text(value: Value) -> str:
    if value.dynamic is not None:
        return quoted(value.dynamic.place.text)
    if isinstance(value.static, PythonName):
        return quoted(value.static.text)
    if isinstance(value.static, str):
        return prose(value.static)
    return quoted(value.place.text if isinstance(value.static, Expression) else repr(value.static))


def _conditions(conditions: Iterable[Expression]) -> str:
    return " and ".join(quoted(one.place.text) for one in conditions)


def _repetition(one: Connection) -> list[str]:
    return [f"{quoted(two.variable)} in {quoted(two.values.place.text)}" for two in one.repetitions]


def _text(text: Text | None) -> str:
    """Return a text as far as it can be shown."""
    if text is None:
        return ""
    if text.plain is not None:
        return text.plain
    return "".join(part if isinstance(part, str) else _braced(part.place.text) for part in text.parts)


def _braced(text: str) -> str:
    return text if text.startswith("{") else f"{{{text}}}"


def _python(view: View, cls: ConnectionsClass, one: Connection) -> str:
    """Return the generated Python of a connection, if the file declares it and nothing in it is wrong."""
    if (cls, one) not in _declared(view, one) or _has_error(view, one.where.span):
        return ""
    try:
        found = connection_excerpt(view.module, cls, one, view.vocabulary, view.line_length)
    except InternalError:
        return ""
    return code(found, "python")


def _has_error(view: View, span: Span) -> bool:
    """Whether something is wrong in a declaration; what is wrong elsewhere in the file does not count."""
    return any(
        one.level is Level.ERROR
        and one.place.source is view.source
        and one.place.span.start <= span.end
        and span.start <= one.place.span.end
        for one in view.compilation.diagnostics
    )


def _declared(view: View, one: Connection) -> list[tuple[ConnectionsClass, Connection]]:
    if one.place.source is not view.source:
        return []
    return index_of(view.module).connections.get(one.place.span, [])


def of_dataset(view: View, cls: ConnectionsClass, name: str) -> str | None:
    """Return what is said of the dataset type name of a connection, or `None` if there is no such connection."""
    found = seen(cls).get(name)
    value = None if found is None else resolved(cls, found)
    if found is None or value is None:
        return None
    templates = cls.all_templates()
    used = [(quoted(f"{{{one}}}"), _default(templates[one])) for one in template_names(found.dataset)]
    return put_together(f"dataset type {quoted(value)}", facts(used))


# --- templates and named dimensions --------------------------------------------------------------------


def of_template(cls: ConnectionsClass, template: Template) -> str:
    """Return what is said of a template."""
    yields = []
    for one in seen(cls).values():
        if template.name in template_names(one.dataset) and (value := resolved(cls, one)) is not None:
            yields.append(f"{quoted(one.attribute)}: {quoted(value)}")
    shown = yields[:_MOST_YIELDS]
    more = f"and {len(yields) - len(shown)} more" if len(yields) > len(shown) else ""
    known = [("default", _default(template)), ("deprecated", prose(template.deprecated or ""))]
    about = "A part of dataset type names that a pipeline can set."
    found = facts(("it makes", one) for one in (*shown, more) if one)
    return put_together(f"**{template.name}** (template)", about, facts(known), found)


_MOST_YIELDS = 8


def _default(template: Template) -> str:
    if template.python is not None:
        return quoted(template.python.text)
    return quoted(f'"{template.default}"')


def of_definition(view: View, definition: Definition, cls: ConnectionsClass | None) -> str:
    """Return what is said of a name for dimensions."""
    quantum = of_quantum(cls)
    several = [one for choice in definition.choices() for one in alternatives(choice, quantum)]
    known = _dimension_fact(tuple(dict.fromkeys(several)), view)
    return put_together(f"**{definition.name}** (dimensions)", facts([("stands for", known)]))


def of_quantum_dimensions(view: View, cls: ConnectionsClass | None) -> str:
    """Return what is said of ``...``."""
    quantum = of_quantum(cls)
    known = "" if quantum is None else _dimension_fact(alternatives(quantum, None), view)
    return put_together("**...** (the dimensions of the quantum)", facts([("stands for", known)]))


# --- config fields -------------------------------------------------------------------------------------


def of_field(view: View, field: ConfigField, config: ConfigClass | None) -> str:
    """Return what is said of a config field."""
    known = [
        ("default", quoted(field.default.place.text) if field.default is not None else ""),
        *((quoted(flag), _field_flag(value)) for flag, value in field.flags.items()),
        ("can be `None`", "yes" if field.optional else ""),
    ]
    head = conn(f"{field.name}: {_type_text(field)}")
    return put_together(head, prose(_text(field.doc)), facts(known), _field_python(view, field, config))


def _field_flag(value: Value) -> str:
    if isinstance(value.static, Mapping):
        return "; ".join(f"{quoted(repr(choice))}: {prose(str(doc))}" for choice, doc in value.static.items())
    return _flag_text(value)


def _type_text(field: ConfigField) -> str:
    target = field.target.text if field.target is not None else field.local_target
    basic = ", ".join(field.basic)
    match field.type:
        case "list" | "dict":
            found = f"{field.type}[{basic}]"
        case "configDict":
            found = f"dict[{basic}, {target}]"
        case "scalar" | "choice" | "range":
            found = basic
        case "registry" | "task" | "config":
            found = f"{field.type}[{target}]"
        case "configChoice":
            found = f"choice[{target}]"
        case "made":
            found = f"field[{target}]"
        case _:
            found = target or field.type or "…"
    return f"{found} | None" if field.optional else found


def _field_python(view: View, field: ConfigField, config: ConfigClass | None) -> str:
    """Return the generated Python of a field, if the file declares it and nothing in it is wrong."""
    if field.place.source is not view.source or _has_error(view, field.where.span):
        return ""
    declared = index_of(view.module).fields.get(field.place.span)
    if declared is None:
        return ""
    try:
        return code(field_excerpt(view.module, *declared, view.line_length), "python")
    except InternalError:
        return ""


# --- classes -------------------------------------------------------------------------------------------


def of_class(view: View, declared: Task | ConnectionsClass | ConfigClass) -> str:
    """Return what is said of a task or a class."""
    match declared:
        case Task():
            return _of_task(view, declared)
        case ConnectionsClass():
            head = f"connections {declared.name}{_brackets(declared)}"
            known = [("bases", _bases(declared.bases)), ("where", _where(view, declared))]
            return put_together(conn(head), prose(_text(declared.doc)), facts(known))
        case ConfigClass():
            known = [("bases", _bases(declared.bases)), ("where", _where(view, declared))]
            return put_together(conn(f"config {declared.name}"), prose(_text(declared.doc)), facts(known))


def _of_task(view: View, task: Task) -> str:
    quantum = of_quantum(task.connections)
    known = [
        ("dimensions", "" if quantum is None else _dimension_fact(alternatives(quantum, None), view)),
        ("base", quoted(task.base.python.text) if task.base is not None else ""),
        ("`_DefaultName`", quoted(f'"{task.default_name}"') if task.default_name else ""),
        ("classes", names((task.class_name, task.connections.name, task.config.name))),
        ("where", _where(view, task)),
    ]
    doc = _text(task.doc)
    if not doc and task.place.source is view.source and len(view.module.declarations) == 1:
        doc = _text(view.module.doc)
    return put_together(conn(f"task {task.name}{_brackets(task.connections)}"), prose(doc), facts(known))


def _brackets(cls: ConnectionsClass) -> str:
    quantum: Dimensions | None = of_quantum(cls)
    several = () if quantum is None else alternatives(quantum, None)
    return "" if not several else f"[{', '.join(several[0])}]" if len(several) == 1 else "[…]"


def _bases(bases: tuple[Base, ...]) -> str:
    return names(base.python.text for base in bases)


def _where(view: View, declared: Task | ConnectionsClass | ConfigClass) -> str:
    return "" if declared.place.source is view.source else quoted(declared.place.source.name)
