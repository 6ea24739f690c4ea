import json

import pytest

from conngen.report.sarif import render
from conngen.source import Source, Span
from conngen.version import __version__

from .samples import DOC, duplicate, minimum, note


def run(*found):
    log = json.loads(render(list(found)))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    assert run["columnKind"] == "utf16CodeUnits"
    return run


def test_the_tool_lists_each_rule_once():
    driver = run(minimum(), minimum(), note())["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("conngen", __version__)
    assert driver["rules"] == [
        {
            "id": "minimum-needs-multiple",
            "shortDescription": {"text": "a connection that holds one dataset cannot need …"},
            "defaultConfiguration": {"level": "error"},
            "help": {"text": "add `multiple`, or drop `minimum`"},
        },
        {
            "id": "missing-doc",
            "shortDescription": {"text": "`…` has no doc"},
            "defaultConfiguration": {"level": "note"},
        },
    ]


def test_a_result_names_its_rule_and_its_place():
    results = run(note(), minimum())["results"]
    assert [(one["ruleId"], one["ruleIndex"], one["level"]) for one in results] == [
        ("missing-doc", 1, "note"),
        ("minimum-needs-multiple", 0, "error"),
    ]
    location = results[1]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"] == {"uri": "calibrate.conn"}
    assert location["region"] == {"startLine": 2, "startColumn": 34, "endLine": 2, "endColumn": 43}
    assert "relatedLocations" not in results[1]


def test_related_places_and_fixes_are_there():
    (result,) = run(duplicate())["results"]
    (related,) = result["relatedLocations"]
    assert related["message"] == {"text": "first declared here"}
    (change,) = result["fixes"][0]["artifactChanges"]
    (replacement,) = change["replacements"]
    assert replacement["insertedContent"] == {"text": "b"}
    assert replacement["deletedRegion"]["startLine"] == 3


def test_columns_count_utf16_code_units():
    source = Source("x.conn", "😀é = a")
    region = run(DOC.at(source.at(Span(5, 6)), name="a"))["results"][0]["locations"][0]["physicalLocation"][
        "region"
    ]
    assert (region["startColumn"], region["endColumn"]) == (7, 8)


@pytest.mark.parametrize(
    ("name", "uri"),
    [
        ("a b/é%#?.conn", "a%20b/%C3%A9%25%23%3F.conn"),
        ("a:b.conn", "a%3Ab.conn"),
        ("../x.conn", "../x.conn"),
        ("/somewhere/x y.conn", "file:///somewhere/x%20y.conn"),
        ("C:/x y.conn", "file:///C:/x%20y.conn"),
        ("f\udce9.conn", "f%E9.conn"),
    ],
)
def test_files_are_uris(name, uri):
    source = Source(name, "a")
    (result,) = run(DOC.at(source.at(Span(0, 1)), name="a"))["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri
