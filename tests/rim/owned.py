"""A project of one module for each file, to build again and again."""

import os
from pathlib import Path

from conngen.output import Owner
from conngen.ownership import Plan, Wanted, apply, plan, stamp


class Project:
    """A folder with `.conn` files, each of which becomes a module of its text."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self.root.mkdir()

    def write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        return path

    def wanted(self, name: str, task: bool = False) -> list[Wanted]:
        source = self.root / name
        text = source.read_text()
        made = [
            Wanted(
                source.with_suffix(".py"), stamp(f"x = {text!r}\n", source.name, text), Owner.COMPILER, source
            )
        ]
        if task:
            made.append(
                Wanted(source.with_name(f"{source.stem}_task.py"), "task = 1\n", Owner.AUTHOR, source)
            )
        return made

    def plan(self, *names: str, task: bool = False) -> Plan:
        wanted = [one for name in names for one in self.wanted(name, task)]
        return plan(self.root, wanted, [self.root / name for name in names])

    def build(self, *names: str, task: bool = False) -> Plan:
        made = self.plan(*names, task=task)
        apply([made])
        return made

    def files(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file()
        }

    def actions(self, made: Plan) -> dict[str, str]:
        return {os.path.relpath(change.path, self.root): change.action.value for change in made.changes}


def prepared(project: Project) -> Plan:
    """A plan that creates, updates and removes."""
    for name in ("a.conn", "b.conn", "gone.conn"):
        project.write(name, "1")
    project.build("a.conn", "b.conn", "gone.conn")
    (project.root / "gone.conn").unlink()
    project.write("a.conn", "2")
    project.write("new/deep/c.conn", "1")
    project.write("d.conn", "1")
    made = project.plan("a.conn", "b.conn", "new/deep/c.conn", "d.conn")
    assert project.actions(made) == {
        "a.py": "update",
        "b.py": "unchanged",
        "d.py": "create",
        "gone.py": "remove",
        "new/deep/c.py": "create",
    }
    return made
