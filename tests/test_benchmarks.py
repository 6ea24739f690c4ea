"""The benchmarks measure what they say, and what is shown is what was measured. How fast anything is, is not asked."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import conngen
from benchmarks import editing, instructions, measuring, run, samples
from conngen.source import Source
from conngen.syntax.editing import Editing
from conngen.syntax.parser import parse

ROOT = Path(__file__).parent.parent
ROWS = [row for _, rows in run.TABLES for row in rows]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def _table(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("|")]


# The samples


@pytest.mark.parametrize(
    "text", [samples.SMALL, samples.task(0), samples.task(1001), samples.connections(20)], ids=str.split
)
def test_samples_have_no_problem(text: str) -> None:
    compilation = conngen.compile(text)
    assert compilation.diagnostics == ()
    assert compilation.modules


def test_a_repository_holds_different_tasks(tmp_path: Path) -> None:
    samples.repository(tmp_path, 41)
    texts = [path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.conn")]
    assert len(set(texts)) == 41
    assert len(list(tmp_path.iterdir())) == 3


def test_400_tasks_are_as_much_as_the_goal_says() -> None:
    modules = conngen.compile(samples.task(377)).modules.values()
    assert 55_000 < 400 * sum(len(text.splitlines()) for text in modules) < 61_000


def test_the_classes_of_the_peer_are_the_tasks() -> None:
    schema = json.loads(samples.models(8))
    jsonschema.Draft7Validator.check_schema(schema)
    classes = list(schema["definitions"].values())
    fields_alone = list(json.loads(samples.models(8, connections=False))["definitions"].values())
    assert len(classes) == len(fields_alone) == 8
    for n in range(8):
        (declared,) = conngen.compile(samples.task(n)).model.declarations
        task: Any = declared
        fields = {one.name: (one.doc.parts[0], one.default.static) for one in task.config.fields}
        connections = {
            one.attribute: (one.doc.parts[0], one.static_dataset.replace("{prefix}", f"step{n}_"))
            for one in task.connections.connections
        }
        assert _described(classes[n]) == connections | fields
        assert _described(fields_alone[n]) == fields
        assert classes[n]["description"] == task.doc.parts[0]


def _described(model: dict[str, Any]) -> dict[str, tuple[str, Any]]:
    properties = model["properties"]
    for one in properties.values():
        jsonschema.validate(one["default"], one)
    return {name: (one["description"], one["default"]) for name, one in properties.items()}


def test_the_equivalent_python_is_what_would_be_generated() -> None:
    (generated,) = conngen.compile(samples.connections(30)).modules.values()
    assert _attributes(samples.connections_in_python(30)) == _attributes(generated)


def _attributes(text: str) -> list[str]:
    (many,) = [node for node in ast.parse(text).body if isinstance(node, ast.ClassDef)]
    return [ast.dump(node) for node in many.body if isinstance(node, ast.Assign)]


def test_a_session_of_typing_is_followed_and_ends_where_it_began() -> None:
    text = samples.connections(20)
    states = list(editing.typed(20))
    assert len(states) == editing.KEYS
    assert states[-1] == text
    follows = Editing(Source("many.conn", text))
    for state in states:
        parsed = follows.change(Source("many.conn", state))
        assert parsed.file == parse(Source("many.conn", state)).file


def test_half_of_what_is_typed_has_a_mistake_in_it() -> None:
    states = list(editing.typed(2))
    broken = sum(conngen.compile(state).failed for state in states)
    assert 0.4 < broken / len(states) < 0.6


# What is measured, and what is shown of it


def test_every_row_can_be_measured() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.run", "--quick"],
        cwd=ROOT,
        env=measuring.environment(ROOT),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("works:") == len(run.TABLES)


def test_what_is_compared_is_measured_in_turn() -> None:
    order: list[str] = []
    values = {"mine": iter([90.0, 1.0, 5.0, 3.0]), "base": iter([90.0, 2.0, 2.0, 1.0])}

    def measured(name: str) -> float:
        order.append(name)
        return next(values[name])

    found = measuring.medians(3, lambda: measured("mine"), lambda: measured("base"))
    assert found == [3.0, 2.0]
    assert order == ["mine", "base"] * 4


def test_cold_is_without_modules_and_cache(tmp_path: Path) -> None:
    samples.repository(tmp_path, 1)
    before = {path.relative_to(tmp_path) for path in tmp_path.rglob("*")}
    (tmp_path / "pyproject.toml").write_text("[tool.conngen]\n", encoding="utf-8")
    build = measuring.Build(tmp_path)
    build.cold()
    build.check(3)
    build.clear()
    left = {path.relative_to(tmp_path) for path in tmp_path.rglob("*")} - {Path("pyproject.toml")}
    assert left == before


def test_a_build_that_is_not_current_is_not_taken_for_a_result(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.conngen]\n", encoding="utf-8")
    (tmp_path / "detect.conn").write_text(samples.SMALL, encoding="utf-8")
    build = measuring.Build(tmp_path)
    build.cold()
    with pytest.raises(SystemExit, match="3 modules"):
        build.check(4)
    (tmp_path / "detect.conn").write_text(samples.SMALL.replace("5.0", "6.0"), encoding="utf-8")
    with pytest.raises(SystemExit, match="failed"):
        build.check(3)


def test_the_readme_shows_the_results() -> None:
    readme = run.README.read_text(encoding="utf-8")
    shown = readme.split(run.BEGIN)[1].split(run.END)[0]
    assert shown.strip()
    assert shown in run.RESULTS.read_text(encoding="utf-8")


def test_the_results_have_the_rows_of_the_benchmark() -> None:
    lines = _table(run.RESULTS.read_text(encoding="utf-8"))
    assert tuple(lines[:2]) == run.HEAD
    assert len(lines) == 2 + len(ROWS)
    for line, row in zip(lines[2:], ROWS, strict=True):
        _, value, _, _, _, note = _cells(line)
        measured = float(value.removesuffix(f" {row.unit}"))
        assert line == run.shown(row, run.Found(measured, note))


def test_the_goals_are_all_there() -> None:
    assert [row.most for row in ROWS] == [1.5, 9, 3, 1.5, 0.07, 0.08, 0.25, 5.5, 64, 5.5, 64, 0.15]


@pytest.mark.parametrize(("value", "reached"), [(1.5, "yes"), (1.51, "**no**")])
def test_a_goal_that_is_missed_is_shown_as_missed(value: float, reached: str) -> None:
    assert _cells(run.shown(ROWS[0], run.Found(value, "")))[4] == reached


def test_the_notes_are_those_of_the_benchmark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    results, readme = tmp_path / "results.md", tmp_path / "README.md"
    readme.write_text(f"before\n{run.BEGIN}what was before\n{run.END}behind\n", encoding="utf-8")
    kept = run.RESULTS.read_text(encoding="utf-8")
    monkeypatch.setattr(run, "RESULTS", results)
    monkeypatch.setattr(run, "README", readme)
    run.write(kept.splitlines()[4], _table(kept))
    assert results.read_text(encoding="utf-8") == kept
    text = readme.read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert text.endswith(f"{run.END}behind\n")
    assert "what was before" not in text


# The counts of instructions


def test_there_is_a_count_for_each_command() -> None:
    python, counts = instructions.stored()
    assert python == "3.11"
    assert list(counts) == list(instructions.COUNTED)
    assert all(value > 0 for value in counts.values())


def test_more_instructions_are_a_failure_and_fewer_a_note() -> None:
    before = {"a": 10.0, "b": 10.0, "c": 10.0}
    fewer, more = instructions.judged({"a": 10.2, "b": 10.6, "c": 9.0, "d": 1.0}, before)
    assert more == ["b: 6.0% more instructions than stored, 10.6 instead of 10", "d: no count is stored"]
    assert fewer == ["c: 10.0% fewer instructions than stored, 9 instead of 10"]


def test_the_tolerance_is_a_part_of_the_start_too() -> None:
    assert instructions.judged({"a": 0.2}, {"a": 0.1}, start=9.9) == ([], [])
    assert instructions.judged({"a": 0.7}, {"a": 0.1}, start=9.9)[1]


def test_stored_counts_are_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(instructions, "STORED", tmp_path / "instructions.toml")
    instructions.write({"build of one": 12.34567, "a key pressed": 0.0123456})
    _, counts = instructions.stored()
    assert counts == {"build of one": 12.35, "a key pressed": 0.01235}


def test_the_counts_of_all_processes_are_added() -> None:
    log = "==7== \n==7== I   refs:      35,693,432\n"
    assert instructions.refs([log, log.replace("35,693,432", "8"), "==9== nothing\n"]) == 35_693_440


# The README names the commands


def test_the_commands_are_targets() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("benchmark", "instructions"):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)
        assert f"`make {target}`" in run.README.read_text(encoding="utf-8")
        assert target in (ROOT / ".ci" / "run").read_text(encoding="utf-8") or target == "benchmark"
