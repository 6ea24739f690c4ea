"""What the three classes of a task are called."""

from __future__ import annotations

import pytest
from resolving import body, codes, module, task


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Calibrate", ("CalibrateConnections", "CalibrateConfig", "CalibrateTask", "calibrate")),
        ("CalibrateTask", ("CalibrateTaskConnections", "CalibrateTaskConfig", "CalibrateTask", "calibrate")),
        ("Task", ("TaskConnections", "TaskConfig", "Task", "task")),
        ("ISR", ("ISRConnections", "ISRConfig", "ISRTask", "iSR")),
    ],
)
def test_they_follow_from_the_name_of_the_task(name: str, expected: tuple[str, ...]) -> None:
    found = task(f"task {name}[visit] {{}}")
    assert (found.connections.name, found.config.name, found.class_name, found.default_name) == expected


def test_each_can_be_given() -> None:
    found = task(body("""
            TaskClass = MeasurePipelineTask
            ConfigClass = MeasureSettings
            ConnectionsClass = MeasureData
            _DefaultName = "measureStars"
            """))
    assert found.class_name == "MeasurePipelineTask"
    assert found.config.name == "MeasureSettings"
    assert found.connections.name == "MeasureData"
    assert found.default_name == "measureStars"
    assert found.own_config
    assert found.own_connections


def test_a_class_that_exists_takes_the_place_of_one_that_is_made() -> None:
    found = task("""
        connections Data[instrument, visit] {}
        config Settings { pipelineConnections = Data }
        task Measure[instrument, visit] {
            ConnectionsClass = Data
            ConfigClass = Settings
        }
        """)
    assert (found.own_connections, found.own_config) == (False, False)
    assert (found.connections.name, found.config.name) == ("Data", "Settings")


def test_other_files_can_import_a_task_by_its_name_and_by_those_of_its_classes() -> None:
    exports = module("task Measure[visit] {}").exports()
    assert set(exports) == {"Measure", "MeasureTask", "MeasureConfig", "MeasureConnections"}
    assert exports["Measure"] is exports["MeasureTask"]


def test_classes_stand_in_the_order_of_the_author_whatever_they_build_on() -> None:
    found = module("task B(A) {}\ntask A[visit] {}\nconfig C {}\nconnections D[visit] {}")
    assert [one.name for one in found.declarations] == ["B", "A", "C", "D"]
    assert next(iter(found.tasks)).connections.bases[0].known is list(found.tasks)[1].connections


def test_a_name_taken_by_a_class_of_another_task_is_reported_once() -> None:
    text = "task A[visit] {}\nconnections AConnections[visit] {}\nconnections C[visit](AConnections) {}\n"
    assert codes(text) == ["duplicate-name"]
