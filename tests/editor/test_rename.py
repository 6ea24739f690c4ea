"""Renaming: what is refused, and that everything else means the same afterwards."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from views import Memory, conn_files, cursor, project

from conngen.editor import View
from conngen.editor.edits import Edit, Refusal, applied
from conngen.editor.rename import prepare, rename
from conngen.editor.symbols import CLASSES, Occurrence, occurrences
from conngen.source import Span

PROJECTS = conn_files()

BASE = """
from .fields import Sub

task Base[visit, detector] {
    template coadd = "deep"

    input sources: ArrowAstropy[...] = "{coadd}_src"
        "Sources."
    output catalog: ArrowAstropy[...] = "{coadd}_cat", when doIt
        "Catalog."

    config {
        doIt: bool = True
            "Detect them?"
        sub: Sub
            "More."
    }
}
"""
FIELDS = 'config Sub {\n    deep: int = 1\n        "A number."\n}\n'
TASK = """
from .base import Base, BaseConfig, BaseTask as Other

task Twice(Base) {
    template other = "x"

    sources.deferLoad = True, when doIt and connections.coadd != ""
    del catalog
    getSpatialBoundsConnections = ["sources"]

    output found: ArrowAstropy[...] = "{coadd}_found_{other}"
        "What was found."

    config {
        other_one: Other
            "A subtask."
        extra: int = 1
            "More."

        sub.deep = 2
        require doIt or extra > 1
            f"not {doIt}"
    }
}

config More(BaseConfig) {
    doIt = False
}
"""


def files_of(text: str = TASK, **more: str) -> dict[str, str]:
    """Return the files of a small project."""
    others = {f"{name}.conn": other for name, other in more.items()}
    return {"__init__.py": "", "example.conn": text, "base.conn": BASE, "fields.conn": FIELDS, **others}


def changed(files: dict[str, str], edits: tuple[Edit, ...]) -> dict[str, str]:
    """Return files after edits."""
    return {key: applied(text, [one for one in edits if one.key == key]) for key, text in files.items()}


def at(files: dict[str, str], key: str, marked: str) -> tuple[View, int]:
    """Return a view and the offset of a mark, given with what stands around it."""
    plain, offset = cursor(marked)
    return project(files)[key], files[key].index(plain) + offset


RENAMED = {
    "a connection": (("base.conn", "input ‸sources"), "stars", {"base.conn": 1, "example.conn": 2}),
    "a connection, in a list": (("example.conn", '["so‸urces'), "stars", {"base.conn": 1, "example.conn": 2}),
    "a template": (("base.conn", "template ‸coadd"), "depth", {"base.conn": 3, "example.conn": 2}),
    "a template, in a string": (
        ("example.conn", "{co‸add}_found"),
        "depth",
        {"base.conn": 3, "example.conn": 2},
    ),
    "a field": (("example.conn", "not {do‸It}"), "wanted", {"base.conn": 2, "example.conn": 4}),
    "a nested field": (("fields.conn", "deep‸: int"), "deeper", {"fields.conn": 1, "example.conn": 1}),
    "a task": (("base.conn", "task ‸Base"), "First", {"base.conn": 1, "example.conn": 5}),
    "a class of a task": (("example.conn", "More(‸Base"), "FirstConfig", {"base.conn": 1, "example.conn": 5}),
    "an alias": (("example.conn", "other_one: ‸Other"), "Another", {"example.conn": 2}),
    "a config": (("fields.conn", "config ‸Sub"), "Inner", {"fields.conn": 1, "base.conn": 2}),
}


@pytest.mark.parametrize("name", RENAMED)
def test_renamed(name: str) -> None:
    where, new, counts = RENAMED[name]
    files = files_of()
    view, offset = at(files, *where)
    assert isinstance(prepare(view, offset), Span)
    edits = rename(view, offset, new)
    assert not isinstance(edits, Refusal), edits
    assert {key: sum(edit.key == key for edit in edits) for key in {edit.key for edit in edits}} == counts
    before, after = project(files), project(changed(files, edits))
    assert {key: codes(one) for key, one in before.items()} == {key: codes(one) for key, one in after.items()}
    assert not any(one.compilation.failed for one in after.values())


def codes(view: View) -> list[str]:
    """Return what is wrong with a file."""
    return [one.code.name for one in view.compilation.diagnostics]


REFUSED = {
    "a keyword of Python": (("base.conn", "input ‸sources"), "class", "it is a word of Python"),
    "no identifier": (("base.conn", "input ‸sources"), "two words", "it is no Python identifier"),
    "nothing": (("base.conn", "input ‸sources"), "", "it is no Python identifier"),
    "kept by the runtime": (("base.conn", "input ‸sources"), "inputs", "the runtime keeps it"),
    "a field that is kept": (("base.conn", "‸doIt: bool"), "freeze", "every config has an attribute"),
    "a template that is kept": (("base.conn", "template ‸coadd"), "freeze", "every config has an attribute"),
    "a connection of the class": (
        ("base.conn", "input ‸sources"),
        "catalog",
        "there is a connection `catalog` already",
    ),
    "a template of the class": (
        ("base.conn", "input ‸sources"),
        "coadd",
        "there is a template `coadd` already",
    ),
    "a connection of a subclass": (
        ("base.conn", "input ‸sources"),
        "found",
        "there is a connection `found` already, at example.conn:11",
    ),
    "a template of a subclass": (
        ("base.conn", "template ‸coadd"),
        "other",
        "there is a template `other` already",
    ),
    "a field named like a template": (
        ("base.conn", "‸doIt: bool"),
        "coadd",
        "there is a template `coadd` already",
    ),
    "a field of a subclass": (
        ("base.conn", "‸doIt: bool"),
        "extra",
        "there is a config field `extra` already",
    ),
    "a template named like a field": (
        ("base.conn", "template ‸coadd"),
        "extra",
        "there is a config field `extra` already",
    ),
    "a class": (("base.conn", "task ‸Base"), "Twice", "already, at example.conn"),
    "an imported name": (("base.conn", "task ‸Base"), "Sub", "there is an import `Sub` already"),
    "an alias": (("example.conn", "other_one: ‸Other"), "Base", "there is an import `Base` already"),
    "an ending": (("example.conn", "More(‸Base"), "First", "its name ends in `Config`"),
    "a dimension": (("base.conn", "[‸visit"), "exposure", "is a dimension of the universe"),
    "a storage class": (("base.conn", "sources: ‸ArrowAstropy"), "X", "is a storage class"),
    "a module": (("example.conn", "from .ba‸se"), "x", "is a file"),
    "a keyword": (("base.conn", "in‸put sources"), "x", "there is nothing here"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str) -> None:
    where, new, message = REFUSED[name]
    view, offset = at(files_of(), *where)
    found = rename(view, offset, new)
    assert isinstance(found, Refusal)
    assert message in found.message
    assert not found.message.endswith(".")


BROKEN = {
    "in a broken part": "from .base import Base\ntask T(Base) {\n    sources.multiple = = True\n}\n",
    "in a string of a broken part": 'from .base import Base\ntask T(Base) {\n    output o: = "{sources}"\n}\n',
    "in a base that can't be read": "from gone.away import Gone\ntask T(Gone) {\n    sources.multiple = True\n}\n",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_place_that_may_be_missed(name: str) -> None:
    view, offset = at(files_of(broken=BROKEN[name]), "base.conn", "input ‸sources")
    found = rename(view, offset, "stars")
    assert isinstance(found, Refusal)
    assert "broken.conn:" in found.message


def test_other_breaks_are_no_matter() -> None:
    view, offset = at(
        files_of(broken="task T {\n    input x: = 1\n}\n# sources\n"), "base.conn", "input ‸sources"
    )
    assert not isinstance(rename(view, offset, "stars"), Refusal)


def test_declared_again_in_a_subclass() -> None:
    text = (
        'from .base import Base\ntask T(Base) { input sources: ArrowAstropy[visit] = "x", multiple "S." }\n'
    )
    files = files_of(text)
    for key in ("base.conn", "example.conn"):
        view, offset = at(files, key, "input ‸sources")
        edits = rename(view, offset, "stars")
        assert not isinstance(edits, Refusal)
        assert {edit.key for edit in edits} == {"base.conn", "example.conn"}


def test_the_new_name_would_hide_a_variable() -> None:
    text = (
        'task T[visit] {\n    template t = "x"\n    for n in ["a"] {\n'
        '        output o{n}: ArrowAstropy[visit] = "{t}_{n}"\n            f"For {n}."\n    }\n}\n'
    )
    view, offset = at({"example.conn": text}, "example.conn", "template ‸t")
    assert isinstance(rename(view, offset, "n"), Refusal)
    view, offset = at({"example.conn": text}, "example.conn", "for ‸n")
    assert isinstance(rename(view, offset, "t"), Refusal)
    assert not isinstance(rename(view, offset, "number"), Refusal)


def test_a_repeated_connection_keeps_its_variable() -> None:
    text = (
        'task T[visit] {\n    for n in ["a"] {\n'
        '        output out{n}: ArrowAstropy[visit] = "x_{n}"\n            f"For {n}."\n    }\n}\n'
    )
    view, offset = at({"example.conn": text}, "example.conn", "output o‸ut{n}")
    assert isinstance(rename(view, offset, "other"), Refusal)
    edits = rename(view, offset, "found_{n}_x")
    assert not isinstance(edits, Refusal)
    assert "output found_{n}_x:" in applied(text, edits)


def test_what_is_inherited_from_python() -> None:
    python = (
        "from lsst.pipe.base import PipelineTaskConnections\nimport lsst.pipe.base.connectionTypes as cT\n"
        "class HandConnections(PipelineTaskConnections, dimensions=('visit',)):\n"
        "    sources = cT.Input(doc='S.', name='src', storageClass='ArrowAstropy', dimensions=('visit',))\n"
    )
    text = "from .hand import HandConnections\ntask T(HandConnections) {\n    sources.deferLoad = True\n}\n"
    view, offset = at({"example.conn": text, "hand.py": python}, "example.conn", "‸sources")
    found = prepare(view, offset)
    assert isinstance(found, Refusal)
    assert "Python" in found.message


def test_the_task_module_is_mentioned() -> None:
    files = {**files_of(), "base_task.py": "class BaseTask: ...\n"}
    view, offset = at(files, "base.conn", "input ‸sources")
    edits = rename(view, offset, "stars")
    assert not isinstance(edits, Refusal)
    assert [edit.note for edit in edits if edit.note] == [
        "`run` in base_task.py has a parameter or a result of that name: change it there by hand"
    ]


# --- everything that can be renamed, renamed ---


def fresh(one: Occurrence, files: dict[str, str]) -> str:
    """Return a name that is as long and that nothing has."""
    name, every = one.symbol.name, "".join(files.values())
    for letter in "QXZWKJ" if one.symbol.kind in CLASSES else "qxzwkj":
        ending = "Task" if name.endswith("Task") and one.symbol.kind in CLASSES else ""
        plain = re.sub(r"[^{}]+(?![^{}]*\})", lambda match, letter=letter: letter * len(match.group()), name)
        new = plain[: len(plain) - len(ending)] + ending
        if new not in every and new != name:
            return new
    return "Unique" + name


def said(view: View, new: str, old: str, judged: bool) -> str:
    """Return what a file means, and what is wrong with it if wanted, with one name in the place of another."""
    model = (view.module.declarations, view.module.imports, view.module.definitions)
    wrong = sorted((one.code.name, one.message) for one in view.compilation.diagnostics if judged)
    text = re.sub(r"Span\(start=\d+, end=\d+\)", "Span", repr((model, wrong)))
    for one, other in zip(re.split(r"\{[^{}]*\}", new), re.split(r"\{[^{}]*\}", old), strict=True):
        for end in ("", "Task"):
            here, there = one.removesuffix(end), other.removesuffix(end)
            if here:  # the default label of a task begins with a small letter
                text = text.replace(here, there)
                text = text.replace(here[0].lower() + here[1:], there[:1].lower() + there[1:])
    return text


VALID = [
    folder
    for folder in PROJECTS
    if "/language/" in folder or folder.startswith("examples") or "several-files" in folder
]


@pytest.mark.parametrize("folder", VALID)
def test_everything_means_the_same(folder: str) -> None:
    files = {key: text for key, text in PROJECTS[folder].items() if not key.endswith("_task.py")}
    before = project(files)
    for view in before.values():
        for one in occurrences(view):
            if (
                not one.defines
                or one.called is not None
                or isinstance(prepare(view, one.span.start), Refusal)
            ):
                continue
            if one.symbol.name.startswith("{") and one.symbol.name.endswith("}"):
                continue  # nothing but a variable: another name has one part more in the model
            new = fresh(one, files)
            edits = rename(view, one.span.start, new)
            if isinstance(edits, Refusal):
                assert "Python" in edits.message, (one, edits)
                continue
            memory = Memory(changed(files, edits))
            edited = {edit.key for edit in edits}
            old = one.symbol.name
            judged = not any(old in text for key, text in files.items() if key.endswith(".py"))
            for key, other in before.items():
                if key in edited or edited & set(other.compilation.dependencies):
                    after = memory.view(key)
                    assert after is not None
                    assert said(after, new, old, judged) == said(other, new, old, judged), one


def test_a_name_that_is_nothing_but_a_variable() -> None:
    text = PROJECTS["tests/cases/language/clause-for-names"]["example.conn"]
    view, offset = at({"example.conn": text}, "example.conn", "output ‸{name}")
    edits = rename(view, offset, "map_{name}")
    assert not isinstance(edits, Refusal)
    assert applied(text, edits) == text.replace("output {name}", "output map_{name}")


@given(st.sampled_from(sorted(PROJECTS)), st.data())
def test_any_text_and_any_name(folder: str, data: st.DataObject) -> None:
    files = PROJECTS[folder]
    key = data.draw(st.sampled_from(sorted(name for name in files if name.endswith(".conn"))))
    end = data.draw(st.integers(0, len(files[key])))
    view = project({**files, key: files[key][:end]})[key]
    names = st.one_of(
        st.text(max_size=8), st.sampled_from([one.place.text for one in occurrences(view)] or ["x"])
    )
    offset, name = data.draw(st.integers(0, end)), data.draw(names)
    found = prepare(view, offset)
    edits = rename(view, offset, name)
    if isinstance(found, Refusal):
        assert edits == found
    elif not isinstance(edits, Refusal) and edits:
        assert name.isidentifier() or "{" in name
        assert any(edit.key == key and edit.span.start <= offset <= edit.span.end for edit in edits)


def test_a_file_that_cannot_be_read() -> None:
    """A file of the project that cannot be opened may hold the name: nothing is renamed then."""
    files = files_of()
    memory = Memory(files)
    view = memory.view("base.conn")
    assert view is not None
    memory.keys = lambda key: ("base.conn", "example.conn", "gone.conn")  # type: ignore[method-assign]
    found = rename(view, files["base.conn"].index("sources"), "stars")
    assert isinstance(found, Refusal)
    assert "gone.conn can't be read" in found.message
