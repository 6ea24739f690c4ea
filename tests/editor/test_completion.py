"""What is proposed at marked places."""

from __future__ import annotations

import pytest
from views import cursor, project

from conngen.editor.completion import Proposal, ProposalKind, Rank, complete

BASE = '''"""What others inherit from."""

connections Base[instrument, visit] {
    template coaddName = "deep"
    template oldName = "good", deprecated="Use `coaddName`. Will be removed after v31."

    input warps: ExposureF[..., detector] = "{coaddName}Warp", multiple
        "Warps."
    output catalog: SourceCatalog[...] = "catalog"
        "Sources."
}

config BaseConfig {
    doIt: bool = True
        "Do it?"
    mode: str = "mean", allowed={"mean": "The mean.", "median": "The median."}
        "How to do it."
}

task Measure[visit] {
    "Measures."

    config {
        depth: int = 3
            "How deep."
    }
}

dimensions image = [instrument, visit, detector]
'''
HOOKS = '''
import os

def find_flats(dataset_type, registry, data_id, collections):
    """Find flats."""

class Finder:
    """Finds."""

_hidden = 1
'''
TEXT = """from .base import Base, BaseConfig, Measure

task Example[instrument, visit](Base) {
    template prefix = "x"
    dimensions area = [tract, patch]

    input calexp: ExposureF[...] = "{prefix}calexp"@DECLARATION@
    output sources: SourceCatalog[...] = "src"
        "Sources."
@TASK@
    config {
        doMatch: bool = True
            "Match?"
        method: str = "fast", allowed={"fast": "Fast.", "exact": "Exact."}
            "Method."
        bands: list[str] = ["g"]
            "Bands."
        base: BaseConfig
            "Inner."
        measure: Measure
            "Subtask."
@CONFIG@
    }
}
"""


def at(place: str, text: str) -> tuple[Proposal, ...]:
    """Return what is proposed at the mark of a text: of a whole file, or in a place of the example."""
    if place != "FILE":
        text = TEXT.replace(f"@{place}@", text)
    for one in ("DECLARATION", "TASK", "CONFIG"):
        text = text.replace(f"@{one}@", "")
    plain, offset = cursor(text)
    files = {"base.conn": BASE, "my_hooks.py": HOOKS, "package/__init__.py": "", "package/inner.conn": ""}
    view = project({**files, "example.conn": plain})["example.conn"]
    found = complete(view, offset)
    assert [one.label for one in found] == list(dict.fromkeys(one.label for one in found))
    assert all(one.replaces.start <= offset <= one.replaces.end for one in found)
    return found


CASES = [
    # items
    ("FILE", "‸", "task connections config dimensions from import edition suppress", "input when template"),
    ("FILE", "edition 1\n‸", "task", "edition"),
    ("FILE", "edition ‸", "1", "task"),
    ("FILE", "task Example[visit] {\n    ‸", "input output template config when require runQuantum", "task"),
    ("FILE", "task Example[visit] {\n    ou‸\n}\n", "output", "task"),
    ("FILE", "task Example[visit] {\n    inp‸ut x: ExposureF[...] = 'x'\n}\n", "input", ""),
    ("FILE", "connections Example[visit] {\n    ‸\n}\n", "input template customize", "config runQuantum"),
    ("FILE", "config Example {\n    ‸\n}\n", "field require validate pipelineConnections", "input template"),
    ("FILE", "task Example[visit] {\n    input x: ExposureF[...] = 'x'\n}\n‸", "task", "input"),
    ("FILE", "task Example[visit] {\n    input x: ExposureF[visit\n    ‸\n}\n", "input when", "task"),
    (
        "TASK",
        "    ‸",
        "input when del warps catalog customize",
        "config calexp sources pipelineConnections task",
    ),
    ("TASK", "    runQuantum = True\n    ‸", "canMultiprocess", "runQuantum"),
    ("TASK", "    when doMatch {\n        ‸\n    }", "input when for require", "template config customize"),
    ("CONFIG", "        ‸", "field base measure require setDefaults", "input pipelineConnections customize"),
    ("CONFIG", "        when doMatch {\n            ‸\n        }", "base require", "field setDefaults"),
    # names that are given, comments and docs
    ("TASK", "    input ‸", "", ""),
    ("TASK", "    template ‸", "", ""),
    ("TASK", "    # ‸", "", ""),
    ("DECLARATION", '\n        "A doc, ‸"', "", ""),
    ("DECLARATION", '\n        "{‸}"', "", ""),
    ("DECLARATION", '\n        """A doc\n        ‸', "", ""),
    # types
    ("TASK", "    input x: ‸", "ExposureF SourceCatalog int", "task list"),
    ("TASK", "    input x: Exp‸[...] = 'x'", "ExposureF", "bool"),
    ("TASK", "    input x: {‸}", "doMatch method", "ExposureF"),
    ("TASK", "    input x: ExposureF‸", "ExposureF", "multiple"),
    ("TASK", "    input x: ExposureF ‸", "", ""),
    ("CONFIG", "        x: ‸", "bool list dict task BaseConfig Measure", "ExposureF Base"),
    ("CONFIG", "        x: list[‸]", "int str", "list BaseConfig"),
    ("CONFIG", "        x: dict[str, ‸]", "int BaseConfig config", "Measure"),
    ("CONFIG", "        x: int | ‸", "None", "int"),
    ("CONFIG", "        x: task[‸]", "Measure", "bool"),
    # dimensions
    ("TASK", "    input x: ExposureF[‸", "... visit skymap area skypix", "ExposureF"),
    ("TASK", "    input x: ExposureF[..., ‸]", "detector area band", "..."),
    ("TASK", "    input x: ExposureF[visit, ‸, area]", "... detector", "visit area"),
    ("TASK", "    dimensions d = [visit, ‸]", "... detector area", "visit d"),
    ("TASK", "    dimensions d = ‸", "area […]", "d visit"),
    ("TASK", "    dimensions d = [visit] if ‸", "doMatch not", "area visit"),
    ("TASK", "    dimensions d = [visit] if doMatch ‸", "else and", "doMatch"),
    ("FILE", "task Example[instrument, ‸", "visit", "instrument ..."),
    # values
    ("TASK", "    input x: ExposureF[...] = ‸", '"x" "{prefix}" "{coaddName}"', "True doMatch"),
    ("TASK", '    input x: ExposureF[...] = "‸"', "x {prefix} {coaddName}", "doMatch"),
    ("TASK", '    input x: ExposureF[...] = "{‸"', "prefix coaddName doMatch", "x"),
    ("TASK", '    input x: ExposureF[...] = "{‸', "prefix coaddName", "x"),
    ("TASK", '    input x: ExposureF[...] = "{{‸"', "", "prefix doMatch"),
    ("TASK", '    input x: ExposureF[...] = f"{‸}"', "doMatch method", "prefix"),
    ("TASK", '    input x: ExposureF[...] = f"{base.‸}"', "mode", "prefix"),
    ("CONFIG", "        x: bool = ‸", "True False", "None"),
    ("CONFIG", "        x: bool | None = ‸", "True False None", ""),
    ("CONFIG", '        x: str = ‸, allowed={"a": "A", "b": "B"}', '"a" "b"', "True None"),
    ("CONFIG", '        x: str = "‸", allowed={"a": "A", "b": "B"}', "a b", "True"),
    ("TASK", "    runQuantum = ‸", "True False", "None doMatch"),
    ("TASK", "    getSpatialBoundsConnections = [‸]", '"calexp" "warps"', "calexp"),
    ("TASK", '    getSpatialBoundsConnections = ["‸"]', "calexp warps", "doMatch"),
    ("TASK", "    customize = ‸", "find_flats", "Measure doMatch"),
    # flags
    ("DECLARATION", ", ‸", "multiple deferLoad minimum when suppress", "lookupFunction allowed raises"),
    ("DECLARATION", ", multiple, ‸, minimum=2", "deferLoad", "multiple minimum when"),
    ("DECLARATION", ",\n        ‸", "multiple when", ""),
    ("DECLARATION", ", when doMatch, ‸", "", "multiple when"),
    ("TASK", "    output x: ExposureF[...] = 'x', ‸", "multiple checkFunction", "deferLoad minimum"),
    ("TASK", "    initInput x: ExposureF = 'x', ‸", "multiple deprecated", "isCalibration"),
    ("TASK", "    prerequisiteInput x: ExposureF = 'x', lookupFunction=‸", "find_flats", "Measure True"),
    ("TASK", '    template x = "x", ‸', "deprecated suppress", "multiple when"),
    ("TASK", "    require doMatch, ‸", "raises when", "multiple"),
    ("TASK", "    require doMatch, raises=‸", "ValueError RuntimeError", "doMatch UserWarning"),
    ("CONFIG", "        x: int = 3, ‸", "min max allowed check deprecated", "length multiple when"),
    ("CONFIG", "        x: str = 'x', ‸", "allowed check", "min length"),
    ("CONFIG", "        x: list[int] = [3], ‸", "length itemCheck listCheck", "min check allowed"),
    ("CONFIG", "        x: Measure, ‸", "check deprecated", "length min"),
    ("CONFIG", "        x: int = 3, min=0, ‸", "max inclusiveMin", "min"),
    ("DECLARATION", ", multiple=‸", "True False doMatch", "None"),
    ("DECLARATION", ", suppress={‸", '"missing-doc" "needs-multiple"', "doMatch"),
    ("DECLARATION", ', suppress={"missing-doc": "x", "‸"}', "needs-multiple", "missing-doc"),
    ("DECLARATION", ', suppress={"missing-doc": "‸"}', "", "needs-multiple"),
    # conditions
    ("DECLARATION", ", when ‸", "doMatch method base connections len not", "multiple prefix"),
    ("DECLARATION", ", when doMatch ‸", "and or is", "doMatch not"),
    ("DECLARATION", ", when doMatch an‸", "and or", "input doMatch"),
    ("DECLARATION", ", when doMatch\n        an‸", "and or input", "doMatch"),
    ("DECLARATION", ",\n    mul‸", "multiple input", "doMatch"),
    ("DECLARATION", " mul‸", "if", "multiple input"),
    ("DECLARATION", '\n        "A doc." in‸', "input", "multiple"),
    ("FILE", "task One[visit] {\n    input x: ExposureF = 'x'\n\ntask‸ Two[visit] {\n}\n", "task", "input"),
    ("FILE", "task One[visit] {\n    config {\n        a: int\n    out‸put x: E = 'x'\n", "output", "field"),
    ("DECLARATION", ", when doMatch and ‸", "doMatch method not", "and"),
    ("DECLARATION", ", when base.‸", "doIt mode", "doMatch"),
    ("DECLARATION", ", when measure.‸", "depth", "doMatch"),
    ("DECLARATION", ", when connections.‸", "prefix coaddName calexp warps", "doMatch"),
    ("DECLARATION", ", when method == ‸", '"fast" "exact" doMatch', ""),
    ("DECLARATION", ', when method == "‸"', "fast exact", "doMatch"),
    ("DECLARATION", ', when method in ["fast", "‸"]', "fast exact", "doMatch"),
    ("DECLARATION", ', when base.mode != "‸"', "mean median", "fast"),
    ("DECLARATION", ', when method.‸("f")', "startswith", "doMatch"),
    ("DECLARATION", ", when doMatch is ‸", "None True not", ""),
    ("DECLARATION", ", when len(‸", "bands", "prefix"),
    ("TASK", "    when ‸", "doMatch not", "input"),
    ("TASK", "    when ‸ {\n    }", "doMatch not", "input"),
    ("TASK", "    require ‸", "doMatch not", "input"),
    ("TASK", "    for ‸", "", ""),
    ("TASK", "    for band ‸", "in", "bands"),
    ("TASK", "    for band in ‸", "bands range", "band"),
    (
        "TASK",
        "    for band in bands {\n        output x_{band}: ExposureF[...] = '{‸}'\n    }",
        "band prefix",
        "",
    ),
    (
        "TASK",
        "    for band in bands {\n        output x: ExposureF[...] = 'x', when ‸\n    }",
        "band doMatch",
        "",
    ),
    # what is inherited
    ("TASK", "    del ‸", "warps catalog", "calexp when"),
    ("TASK", "    del warps, ‸", "catalog when", "warps"),
    ("TASK", "    del warps, when ‸", "doMatch not", "catalog when"),
    ("TASK", "    warps.‸", "multiple deferLoad name dimensions", "lookupFunction checkFunction"),
    ("TASK", "    catalog.‸", "multiple storageClass", "deferLoad"),
    ("TASK", "    calexp.‸", "", "multiple"),
    ("TASK", "    warps.deferLoad = ‸", "True False doMatch", "None"),
    ("TASK", "    warps.storageClass = ‸", '"ExposureF"', "ExposureF"),
    ("TASK", '    warps.storageClass = "‸"', "ExposureF", ""),
    ("TASK", '    warps.name = "{‸}"', "prefix coaddName", ""),
    ("TASK", "    warps.dimensions = [‸]", "... visit area", ""),
    ("CONFIG", "        base.‸", "doIt mode", "doMatch"),
    ("CONFIG", "        base.mode = ‸", '"mean" "median"', "True None"),
    ("CONFIG", '        base.mode = "‸"', "mean median", "fast"),
    ("CONFIG", "        base.doIt = ‸", "True False doMatch", "None"),
    ("FILE", "from .base import BaseConfig\n\nconfig More(BaseConfig) {\n    ‸\n}\n", "doIt mode field", ""),
    # heads
    ("FILE", "from .base import Base\n\ntask More[visit](‸) {\n}\n", "Base Measure BaseConfig", "More"),
    ("FILE", "from .base import Base\n\ntask More[visit](Base, ‸", "Measure", "Base"),
    ("FILE", "config More(‸) {\n}\n", "BaseConfig Measure", "Base"),
    ("FILE", "connections One[visit] {\n}\n\nconnections Two[visit](‸) {\n}\n", "One Base", "Two BaseConfig"),
    ("FILE", "task ‸", "", ""),
    # imports
    ("FILE", "from ‸", ".base base .my_hooks package", ".example"),
    ("FILE", "from .‸", "base my_hooks package import", "example"),
    ("FILE", "from .package.‸", "inner", "base"),
    ("FILE", "from .base ‸", "import", "base"),
    ("FILE", "from .base import ‸", "Base BaseConfig Measure MeasureConfig image", "find_flats"),
    ("FILE", "from .base import (Base, ‸)", "BaseConfig", "Base"),
    ("FILE", "from .base import Base ‸", "as", "Base"),
    ("FILE", "from .my_hooks import ‸", "find_flats Finder", "_hidden"),
    ("FILE", "from . import ‸", "base my_hooks", "example"),
    ("FILE", "import ‸", "my_hooks package", "base"),
    ("FILE", "import my_hooks ‸", "as", "import"),
]


@pytest.mark.parametrize(("place", "text", "there", "absent"), CASES)
def test_proposes(place, text, there, absent):
    labels = {one.label for one in at(place, text)}
    assert not set(there.split()) - labels
    assert not set(absent.split()) & labels
    if not there and not absent:
        assert not labels


def one(place: str, text: str, label: str) -> Proposal:
    return next(one for one in at(place, text) if one.label == label)


def test_a_kind_is_a_declaration_to_fill_in():
    found = one("TASK", "    ‸", "input")
    assert found.kind is ProposalKind.KIND
    assert found.snippet
    assert found.text.startswith("input ${1:name}: ${2:StorageClass}[${3:...}] = ")
    assert "what there is decides" in found.doc
    assert found.plain == "input"


def test_an_init_kind_has_no_dimensions():
    assert "[" not in one("TASK", "    ‸", "initInput").text


def test_a_repeated_connection_has_the_variable_in_its_name():
    found = one("TASK", "    for n in range(3) {\n        ‸\n    }", "output")
    assert found.text.startswith("output ${1:name}{n\\}: ")


@pytest.mark.parametrize(
    ("text", "label", "inserted"),
    [
        ("multiple", "multiple", "multiple"),
        ("", "minimum", "minimum=${1:1}"),
        ("", "deprecated", 'deprecated="${1:text}"'),
    ],
)
def test_a_flag_brings_its_value(text, label, inserted):
    assert one("DECLARATION", f", {text}‸", label).text == inserted


def test_a_storage_class_says_what_it_is():
    found = one("TASK", "    input x: ‸", "ExposureF")
    assert found.kind is ProposalKind.STORAGE_CLASS
    assert "Exposure" in found.detail
    assert "`image: ImageF`" in found.doc


def test_dimensions_say_what_they_bring_and_what_follows_stands_last():
    found = {one.label: one for one in at("TASK", "    input x: ExposureF[visit, ‸]")}
    assert "Requires `instrument`" in found["detector"].doc
    assert found["instrument"].rank is found["band"].rank is Rank.IMPLIED
    assert found["detector"].rank is not Rank.IMPLIED
    assert found["..."].detail == "instrument, visit"
    assert found["area"].detail == "[tract, patch]"


def test_dimensions_of_the_quantum_follow_from_it():
    found = {one.label: one for one in at("TASK", "    input x: ExposureF[..., ‸]")}
    assert found["visit"].rank is Rank.IMPLIED


def test_a_field_comes_with_type_default_and_doc():
    found = one("DECLARATION", ", when ‸", "doMatch")
    assert found.kind is ProposalKind.FIELD
    assert found.detail == "bool = True"
    assert found.doc == "Match?"


def test_a_choice_comes_with_its_doc():
    assert one("DECLARATION", ", when method == ‸", '"exact"').doc == "Exact."


def test_a_template_that_is_deprecated_is_marked():
    found = {one.label: one for one in at("TASK", '    input x: ExposureF[...] = "{‸}"')}
    assert found["oldName"].deprecated
    assert not found["coaddName"].deprecated


@pytest.mark.parametrize(
    ("text", "inserted"), [("{‸}", "prefix"), ("{‸", "prefix}"), ("{pre‸}", "prefix"), ("{p‸x}", "prefix")]
)
def test_braces_are_closed_once(text, inserted):
    text = f'    input x: ExposureF[...] = "a{text}b"'
    found = one("TASK", text, "prefix")
    plain, _ = cursor(TEXT.replace("@TASK@", text).replace("@DECLARATION@", "").replace("@CONFIG@", ""))
    written = plain[: found.replaces.start] + found.text + plain[found.replaces.end :]
    assert found.text == inserted
    assert '"a{prefix}' in written


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "task More[visit](‸) {\n}\n",
            "from .base import Base\n\ntask More[visit](Base) {\n}\n",
        ),
        (
            '"""Doc."""\n\n# A remark.\ntask More[visit](‸) {\n}\n',
            '"""Doc."""\n\nfrom .base import Base\n\n# A remark.\ntask More[visit](Base) {\n}\n',
        ),
        (
            "from .my_hooks import find_flats\n\ntask More[visit](‸) {\n}\n",
            "from .my_hooks import find_flats\nfrom .base import Base\n\ntask More[visit](Base) {\n}\n",
        ),
        (
            "from .my_hooks import find_flats\r\n\r\ntask More[visit](‸) {\r\n}\r\n",
            "from .my_hooks import find_flats\r\nfrom .base import Base\r\n\r\ntask More[visit](Base) {\r\n}\r\n",
        ),
        (
            "from .base import Measure\n\ntask More[visit](‸) {\n}\n",
            "from .base import Measure, Base\n\ntask More[visit](Base) {\n}\n",
        ),
        (
            "from .base import (\n    Measure,\n)\n\ntask More[visit](‸) {\n}\n",
            "from .base import (\n    Measure, Base,\n)\n\ntask More[visit](Base) {\n}\n",
        ),
    ],
)
def test_a_class_of_another_file_is_imported(text, expected):
    found = one("FILE", text, "Base")
    plain, _ = cursor(text)
    edits = [(found.replaces, found.text), *((edit.span, edit.text) for edit in found.edits)]
    for span, new in sorted(edits, reverse=True):
        plain = plain[: span.start] + new + plain[span.end :]
    assert plain == expected


def test_what_is_near_comes_first():
    labels = [one.label for one in at("DECLARATION", ", when ‸")]
    assert labels.index("doMatch") < labels.index("True") < labels.index("abs")
