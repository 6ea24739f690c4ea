"""What prints modules. Written by `make tables` from templates/python: don't change this, change those."""

# fmt: off

from __future__ import annotations

from ...typings import Any

__all__ = ["TEMPLATES"]

TEMPLATES = '1e241687659dd41951d5f5f2dd387dee'


def print_config(module: Any) -> str:
    out: list[str] = []
    add = out.append
    add(macros_head(module.head))
    add(macros_imports(module.head))
    for one in module.classes:
        add('\n')
        add(macros_class_head(one))
        for field in one.fields:
            add(macros_assigned(field))
        for method in one.methods:
            add(macros_method(method))
        add('\n')
    return "".join(out)


def print_connections(module: Any) -> str:
    out: list[str] = []
    add = out.append
    add(macros_head(module.head))
    add(macros_imports(module.head))
    for one in module.classes:
        add('\n')
        add(macros_class_head(one))
        if one.config:
            add('    config: ')
            add(str(one.config))
            add('\n')
        for attribute in one.attributes:
            add(macros_assigned(attribute))
        for method in one.methods:
            add(macros_method(method))
        add('\n')
    for result in module.results:
        add('\nclass ')
        add(str(result.name))
        add('(')
        add(str(result.base))
        add('):\n    ')
        add(str(result.doc))
        add('\n\n')
        for item in result.items:
            add('    ')
            add(str(item.name))
            add(': ')
            add(str(item.annotation))
            add('\n')
        add('\n    def __init__(')
        add(str(result.signature))
        add(') -> None:\n        super().__init__(')
        add(str(result.passed))
        add(')\n\n')
    if module.runs:
        add('\nif TYPE_CHECKING:\n')
        for run in module.runs:
            add('\n    class ')
            add(str(run.name))
            add('(')
            add(str(run.base))
            add('):\n        ')
            add(str(run.doc))
            add('\n\n        ')
            add(str(run.head))
            add(':\n            ')
            add(str(run.run_doc))
            add('\n\n')
    return "".join(out)


def print_excerpt(module: Any) -> str:
    out: list[str] = []
    add = out.append
    add('class Excerpt:\n')
    for attribute in module.attributes:
        add(macros_assigned(attribute))
    for method in module.methods:
        add(macros_method(method))
    return "".join(out)


def macros_sections(block: Any, margin: Any) -> str:
    out: list[str] = []
    add = out.append
    for section in block.sections:
        for line in section:
            add(str(margin))
            add(str(line))
            add('\n')
        add('\n')
    return "".join(out)


def macros_head(head: Any) -> str:
    out: list[str] = []
    add = out.append
    add(str(head.doc))
    add('\n\n')
    return "".join(out)


def macros_imports(head: Any) -> str:
    out: list[str] = []
    add = out.append
    add('from __future__ import annotations\n\n__all__ = [')
    add(', '.join(map(str, head.exports)))
    add(']\n\n')
    add(macros_sections(head.imports, ''))
    if head.typing.sections:
        add('if TYPE_CHECKING:\n')
        add(macros_sections(head.typing, '    '))
    add('\n')
    return "".join(out)


def macros_statements(body: Any, margin: Any) -> str:
    out: list[str] = []
    add = out.append
    for one in body:
        if hasattr(one, 'head'):
            add(str(margin))
            add(str(one.head))
            add(':\n')
            add(macros_statements(one.body, (str(margin) + '    ')))
        else:
            add(str(margin))
            add(str(one.code))
            add('\n')
    return "".join(out)


def macros_method(one: Any) -> str:
    out: list[str] = []
    add = out.append
    add('\n    ')
    add(str(one.head))
    add(':\n')
    if one.doc:
        add('        ')
        add(str(one.doc))
        add('\n')
    add(macros_statements(one.body, '        '))
    return "".join(out)


def macros_assigned(one: Any) -> str:
    out: list[str] = []
    add = out.append
    add('    ')
    add(str(one.name))
    if one.annotation:
        add(': ')
        add(str(one.annotation))
    add(' = ')
    add(str(one.function))
    add('(')
    add(str(one.comment))
    add('\n')
    if one.first:
        add('        ')
        add(str(one.first))
        add(',\n')
    argument_all = list(one.arguments)
    for argument_at, argument in enumerate(argument_all, 1):
        loop_last = argument_at == len(argument_all)
        add('        ')
        add(str(argument.name))
        add('=')
        add(str(argument.code))
        if ((not loop_last) or one.exploded):
            add(',')
        add('\n')
    add('    )\n')
    return "".join(out)


def macros_class_head(one: Any) -> str:
    out: list[str] = []
    add = out.append
    if one.decorator:
        add('@')
        add(str(one.decorator))
        add('\n')
    add('class ')
    add(str(one.name))
    add('(')
    add(str(one.comment))
    add('\n    ')
    add(',\n    '.join(map(str, one.bases)))
    for keyword in one.keywords:
        add(',\n    ')
        add(str(keyword.name))
        add('=')
        add(str(keyword.code))
    add('\n):\n    ')
    add(str(one.doc))
    add('\n\n')
    return "".join(out)


def print_task(module: Any) -> str:
    out: list[str] = []
    add = out.append
    add(macros_head(module.head))
    for line in module.notice:
        add(str(line))
        add('\n')
    add('\n')
    add(macros_imports(module.head))
    for one in module.classes:
        add('\nclass ')
        add(str(one.name))
        add('(')
        add(str(one.base))
        add('):\n    ')
        add(str(one.doc))
        add('\n\n    ConfigClass = ')
        add(str(one.config))
        add('\n    _DefaultName = ')
        add(str(one.default_name))
        add('\n')
        if (not one.can_multiprocess):
            add('    canMultiprocess = False\n')
        add('\n    config: ')
        add(str(one.config))
        add('\n\n')
        for method in one.methods:
            add(macros_method(method))
        add('\n')
    if module.compared:
        add('\nif TYPE_CHECKING:\n    # Does `run` still fit the connections?\n')
        for one in module.compared:
            add('    ')
            add(str(one.comparison))
            add(': type[')
            add(str(one.fits))
            add('] = ')
            add(str(one.name))
            add('\n')
    return "".join(out)
