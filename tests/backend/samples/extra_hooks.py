"""The Python side of ``extra.conn``: notes what is called."""

from __future__ import annotations

from typing import Any

calls: list[str] = []


def adjust(connections: Any, inputs: Any, outputs: Any, label: str, data_id: Any) -> Any:
    calls.append("adjust")
    return {}, {}


def check(connection: Any, refs: Any, label: str, data_id: Any) -> None:
    calls.append(connection.name)


def isSmall(value: Any) -> bool:
    return len(value) < 5


def later(connections: Any) -> None:
    calls.append("later")


def lookup(*arguments: Any) -> list[Any]:
    return []


def prepare(config: Any) -> None:
    calls.append("prepare")
