"""Packages are copied with what was generated beside the originals, and imported from there, wherever else they are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from conngen.verifying import Generated, Pair, overlay, verify_pairs

MODULE = """\
from lsst.pipe.base import PipelineTaskConnections, connectionTypes as cT
from .words import NAME

class FieldConnections(PipelineTaskConnections, dimensions=("instrument",)):
    image = cT.Input(doc="Image.", name=NAME, storageClass="ExposureF", dimensions=("instrument",))
"""
SPREAD = "import pkgutil\n\n__path__ = pkgutil.extend_path(__path__, __name__)\n"


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write files by their paths."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Return what a folder holds."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_only_the_packages_in_question_are_copied(tmp_path: Path) -> None:
    source = write(
        tmp_path / "source",
        {
            "sky/__init__.py": "",
            "sky/deep/field.py": "x = 1\n",
            "sky/deep/table.yaml": "a: 1\n",
            "sky/__pycache__/field.pyc": "",
            "sky/.hidden/a.py": "",
            "other/__init__.py": "",
            "single.py": "",
        },
    )
    before = contents(source)
    path = overlay(
        tmp_path / "overlay", source, {"sky/deep/field_config.py": "y = 2\n", "sky/deep/field.py": "x = 3\n"}
    )
    assert path == tmp_path / "overlay"
    assert contents(path) == {
        "sky/__init__.py": b"",
        "sky/deep/field.py": b"x = 3\n",
        "sky/deep/field_config.py": b"y = 2\n",
        "sky/deep/table.yaml": b"a: 1\n",
    }
    assert contents(source) == before


def test_large_files_and_links_are_linked(tmp_path: Path) -> None:
    source = write(tmp_path / "source", {"sky/__init__.py": "", "elsewhere.py": "z = 1\n"})
    (source / "sky" / "large.fits").write_bytes(bytes(2_000_000))
    os.symlink(source / "elsewhere.py", source / "sky" / "link.py")
    os.symlink(source / "nowhere.py", source / "sky" / "broken.py")
    path = overlay(tmp_path / "overlay", source, {"sky/link.py": "z = 2\n", "sky/new.py": ""})
    assert (path / "sky" / "large.fits").is_symlink()
    assert not (path / "sky" / "broken.py").is_symlink()
    assert (path / "sky" / "link.py").read_text() == "z = 2\n"
    assert (source / "elsewhere.py").read_text() == "z = 1\n"


def test_modules_without_a_package(tmp_path: Path) -> None:
    text = MODULE.replace("from .words", "from words")
    source = write(tmp_path / "source", {"field.py": text, "words.py": "NAME = 'image'\n"})
    changed = text.replace("Image.", "Picture.")
    path = overlay(
        tmp_path / "overlay", source, {"field_connections.py": text, "other_connections.py": changed}
    )
    pairs = [
        Pair("field", Generated("FieldConnections", module))
        for module in ("field_connections", "other_connections")
    ]
    found = verify_pairs(pairs, [path, source])
    assert [one.equal for one in found] == [True, False]
    assert sorted(contents(source)) == ["field.py", "words.py"]


@pytest.mark.parametrize("spread", [SPREAD, None], ids=["pkgutil", "without a module of their own"])
def test_namespace_packages_that_are_installed_too(tmp_path: Path, spread: str | None) -> None:
    spreads = {} if spread is None else {"lsst/__init__.py": spread, "lsst/pipe/__init__.py": spread}
    source = write(
        tmp_path / "source",
        {
            **spreads,
            "lsst/pipe/sky/__init__.py": "from .field import *\nfrom .version import *\n",
            "lsst/pipe/sky/field.py": MODULE,
            "lsst/pipe/sky/words.py": "NAME = 'image'\n",
        },
    )
    before = contents(source)
    generated = {"lsst/pipe/sky/field_connections.py": MODULE, "lsst/pipe/sky/words.py": "NAME = 'picture'\n"}
    path = overlay(tmp_path / "overlay", source, generated)
    pair = Pair("lsst.pipe.sky.field", Generated("FieldConnections", "lsst.pipe.sky.field_connections"))
    (result,) = verify_pairs([pair], [path, source])
    assert (result.why, result.notes, result.equal) == (None, (), True)
    assert result.stand_ins == ("lsst.pipe.sky.version",)
    assert contents(source) == before
    assert not [name for name in contents(path) if "__pycache__" in name]


def test_the_overlay_comes_before_what_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed = write(
        tmp_path / "installed",
        {
            "lsst/__init__.py": SPREAD,
            "lsst/sky/__init__.py": "",
            "lsst/sky/field.py": "raise RuntimeError('old')\n",
        },
    )
    monkeypatch.setenv("PYTHONPATH", str(installed))
    source = write(
        tmp_path / "source",
        {"lsst/sky/__init__.py": "", "lsst/sky/field.py": MODULE, "lsst/sky/words.py": "NAME = 'image'\n"},
    )
    path = overlay(tmp_path / "overlay", source, {"lsst/sky/field_connections.py": MODULE})
    pair = Pair("lsst.sky.field", Generated("FieldConnections", "lsst.sky.field_connections"))
    (result,) = verify_pairs([pair], [path])
    assert (result.why, result.equal) == (None, True)
