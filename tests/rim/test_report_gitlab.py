import json

import jsonschema

from conngen.report.gitlab import render

from .samples import TEXT, duplicate, minimum, note

# What GitLab documents of an entry.
SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^[^/.]"},
                    "lines": {"type": "object", "required": ["begin"]},
                },
            },
        },
    },
}


def test_each_diagnostic_is_one_entry():
    report = json.loads(render([minimum(), duplicate(), note()]))
    jsonschema.validate(report, SCHEMA)
    assert [one["severity"] for one in report] == ["major", "minor", "info"]
    assert report[0]["check_name"] == "minimum-needs-multiple"
    assert report[0]["location"] == {"path": "calibrate.conn", "lines": {"begin": 2, "end": 2}}
    assert report[0]["description"].endswith("cannot need 2; add `multiple`, or drop `minimum`")


def test_nothing_found_is_an_empty_report():
    assert json.loads(render([])) == []


def test_an_entry_stays_the_same_when_lines_are_added_and_others_differ():
    before = json.loads(render([minimum(), minimum(), duplicate()]))
    after = json.loads(render([minimum(text=f"# moved\n\n{TEXT}"), minimum(), duplicate()]))
    assert [one["fingerprint"] for one in before] == [one["fingerprint"] for one in after]
    assert len({one["fingerprint"] for one in before}) == 3
