import json

from conngen.report.json import render
from conngen.source import Source, Span

from .samples import DOC, duplicate, minimum, note


def test_the_shape_is_the_documented_one():
    document = json.loads(render([minimum()]))
    assert document == {
        "version": 1,
        "diagnostics": [
            {
                "code": "minimum-needs-multiple",
                "level": "error",
                "message": "a connection that holds one dataset cannot need 2",
                "help": "add `multiple`, or drop `minimum`",
                "file": "calibrate.conn",
                "start": {"line": 2, "column": 34, "offset": 49},
                "end": {"line": 2, "column": 43, "offset": 58},
                "related": [],
                "fix": None,
            }
        ],
        "summary": {"errors": 1, "warnings": 0, "notes": 0, "files": 1},
    }


def test_related_places_and_a_fix_have_places_of_their_own():
    (entry,) = json.loads(render([duplicate()]))["diagnostics"]
    assert entry["help"] is None
    assert entry["related"][0]["message"] == "first declared here"
    assert entry["related"][0]["start"]["line"] == 2
    assert entry["fix"]["text"] == "b"
    assert entry["fix"]["file"] == "calibrate.conn"


def test_the_summary_counts_files_once():
    summary = json.loads(render([minimum(), duplicate(), note()]))["summary"]
    assert summary == {"errors": 1, "warnings": 1, "notes": 1, "files": 2}


def test_it_is_ascii_whatever_the_file_is_called():
    source = Source("f\udce9é日.conn", "é")
    text = render([DOC.at(source.at(Span(0, 1)), name="日")])
    assert text.isascii()
    assert json.loads(text)["diagnostics"][0]["message"] == "`日` has no doc"
