"""The embedded vocabulary is that of lsst-daf-butler, and the script that writes it can be trusted.

A release that is embedded must be so exactly. One that is newer than all of
them may add storage classes, but what is embedded must still be true of it.
Nothing is claimed of one that was skipped: numbers don't tell its age, as
patches of 30.0 come out later than many a 30.2026.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from conngen.universe import StorageClass, Vocabulary, embedded, releases
from conngen.universe.vocabulary import DATA, newness, parse_vocabulary

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "update_vocabulary.py"
ADVICE = "run scripts/update_vocabulary.py to embed the installed release"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """Return the script as a module."""
    spec = importlib.util.spec_from_file_location("update_vocabulary", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def changes(known: Vocabulary, found: Vocabulary) -> list[str]:
    """Return what is no longer true, a line for each; more names are no change."""
    lines = []
    for part in ("namespace", "version", "common_skypix", "skypix"):
        before, after = getattr(known.universe, part), getattr(found.universe, part)
        if before != after:
            lines.append(f"universe: {part} was {before!r}, is {after!r}")
    before, after = known.universe.dimensions, found.universe.dimensions
    lines += [
        f"dimension {name}: was {before.get(name)}, is {after.get(name)}"
        for name in sorted(before.keys() | after.keys())
        if before.get(name) != after.get(name)
    ]
    for name, ours in known.storage_classes.items():
        if name not in found.storage_classes:
            lines.append(f"storage class {name}: is gone")
        elif _kind(ours) != _kind(found.storage_classes[name]):
            lines.append(f"storage class {name}: was {_kind(ours)}, is {_kind(found.storage_classes[name])}")
    return lines


def _kind(found: StorageClass) -> tuple[str, str | None]:
    return found.pytype, found.inherits


def differences(known: Vocabulary, found: Vocabulary) -> list[str]:
    """Return all that differs, a line for each."""
    lines = changes(known, found)
    for name in found.storage_classes:
        if name not in known.storage_classes:
            lines.append(f"storage class {name}: is new")
        elif known.storage_classes[name] != found.storage_classes[name]:
            lines.append(f"storage class {name}: was {known.storage_classes[name]}")
            lines.append(f"storage class {name}: is {found.storage_classes[name]}")
    return lines


def test_the_installed_release_says_what_is_embedded(script: ModuleType) -> None:
    try:
        release = script.installed()
    except FileNotFoundError as err:
        pytest.skip(str(err))
    found = parse_vocabulary(script.vocabulary(release))
    if release.name in releases():
        known = embedded(release.name)
        lines = differences(known, found)
    elif newness(release.name) > newness(releases()[-1]):
        known = embedded()
        lines = changes(known, found)
    else:
        pytest.skip(f"lsst-daf-butler {release.name} isn't embedded, and older than one that is")
    assert not lines, "\n".join(
        [f"lsst-daf-butler {release.name} differs from {known.release} as embedded; {ADVICE}:", *lines]
    )


def test_additions_are_no_change_but_a_difference() -> None:
    known = embedded()
    more = known.extended(storage_classes={"New": {"pytype": "int"}})
    assert changes(known, more) == []
    assert differences(known, more) == ["storage class New: is new"]
    assert changes(more, known) == ["storage class New: is gone"]


def test_changes_are_told_one_by_one() -> None:
    known = embedded()
    other = known.extended(
        dimensions={"band": {"requires": ["instrument"]}}, storage_classes={"int": {"pytype": "builtins.int"}}
    )
    dimension, storage_class = changes(known, other)
    assert dimension.startswith("dimension band: was Dimension(")
    assert storage_class == "storage class int: was ('int', None), is ('builtins.int', None)"


@pytest.mark.parametrize("release", releases())
def test_an_embedded_file_has_one_line_for_each_entry(release: str) -> None:
    source = (DATA / f"daf_butler-{release}.json").read_text(encoding="utf-8")
    for title in ("skypix", "dimensions", "storage-classes"):
        entries = json.loads(source)[title]
        assert list(entries) == sorted(entries)
        for name in entries:
            assert sum(line.startswith(f'"{name}": ') for line in source.splitlines()) == 1


DIMENSIONS = """\
version: 1
namespace: small
skypix: {common: htm7, htm: {class: lsst.sphgeom.HtmPixelization, max_level: 24}}
elements: !include elements.yaml
"""
ELEMENTS = (
    "{visit: {keys: [{name: id, type: int}], implies: [band]}, band: {keys: [{name: name, type: string}]}}"
)
CLASSES = "{includeConfigs: more/classes.yaml, storageClasses: {A: {pytype: a.A}, B: {inheritsFrom: A}}}"
MORE = "{storageClasses: {A: {pytype: a.Old, converters: {b.B: f, a.C: g}, unknown: 1}, C: {pytype: int}}}"


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """Return a wheel of a small release whose files include others."""
    path = tmp_path / "lsst_daf_butler-1.2.3-py3-none-any.whl"
    files = {
        "dimensions.yaml": DIMENSIONS,
        "elements.yaml": ELEMENTS,
        "storageClasses.yaml": CLASSES,
        "more/classes.yaml": MORE,
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, source in files.items():
            archive.writestr(f"lsst/daf/butler/configs/{name}", source)
    return path


def test_a_wheel_is_read_with_what_it_includes(
    script: ModuleType, wheel: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = [str(wheel), "--data", str(wheel.parent)]
    target = wheel.parent / "daf_butler-1.2.3.json"
    assert script.main([*options, "--check"]) == 1
    assert not target.exists()
    assert script.main(options) == 0
    assert script.main([*options, "--check"]) == 0
    found = parse_vocabulary(target.read_text(encoding="utf-8"))
    assert found.universe.expand(["visit"]) == {"visit", "band"}
    assert found.storage_classes.names() == ("A", "B", "C")
    assert found.storage_classes["B"].pytype == "a.A"
    assert found.storage_classes["B"].converters == ("b.B", "a.C")
    target.write_text("{}", encoding="utf-8")
    assert script.main([*options, "--check"]) == 1
    told = capsys.readouterr().out.splitlines()
    assert [line.split(" is ")[1] for line in told] == ["missing", "written", "up to date", "stale"]


def test_what_is_no_wheel_is_refused(
    script: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "lsst_daf_butler-1.2.3-py3-none-any.whl"
    path.write_text("no wheel", encoding="utf-8")
    assert script.main([str(path)]) == 1
    assert "can't read lsst-daf-butler" in capsys.readouterr().err
