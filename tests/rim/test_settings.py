from pathlib import Path

import pytest

from conngen.diagnostics import Level
from conngen.globs import GlobError, pattern
from conngen.settings import LINE_LENGTH, SettingsError, has_table, load
from conngen.universe import embedded

CODES = {"unused-template": False, "missing-doc": False, "syntax-error": True}


def project(folder: Path, text: str) -> Path:
    (folder / "pyproject.toml").write_text(text, encoding="utf-8")
    return folder


def settings_of(folder: Path, text: str):
    return load(project(folder, "[tool.conngen]\n" + text), CODES)


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(SettingsError) as caught:
        settings_of(folder, text)
    assert "\n" not in str(caught.value)
    assert "pyproject.toml: " in str(caught.value)
    return str(caught.value).partition("pyproject.toml: ")[2]


def test_without_any_settings_there_are_good_ones(tmp_path):
    settings = settings_of(tmp_path, "")
    assert settings.root == tmp_path
    assert settings.file == tmp_path / "pyproject.toml"
    assert settings.vocabulary is embedded()
    assert settings.levels == {}
    assert settings.source_roots == (tmp_path, tmp_path / "src", tmp_path / "python")
    assert settings.out_dir is None
    assert settings.line_length == LINE_LENGTH == 110


def test_all_that_can_be_said(tmp_path):
    settings = settings_of(
        tmp_path,
        """
        vocabulary = "30.0.11"
        include = ["pipelines/**/*.conn"]
        exclude = ["old"]
        source-roots = ["lib"]
        out-dir = "made"
        line-length = 88
        [tool.conngen.levels]
        unused-template = "error"
        missing-doc = "off"
        [tool.conngen.storage-classes.MyImage]
        inherits = "ExposureF"
        [tool.conngen.dimensions.pfs_design_id]
        doc = "A design."
        """,
    )
    assert settings.vocabulary.release == "30.0.11"
    assert "MyImage" in settings.vocabulary.storage_classes
    assert "pfs_design_id" in settings.vocabulary.universe
    assert settings.levels == {"unused-template": Level.ERROR, "missing-doc": None}
    assert settings.source_roots == (tmp_path / "lib",)
    assert settings.out_dir == tmp_path / "made"
    assert settings.line_length == 88


def test_a_project_can_have_a_universe_of_its_own(tmp_path):
    (tmp_path / "dimensions.yaml").write_text(
        "version: 1\nskypix:\n  common: htm7\n  htm: {class: lsst.sphgeom.HtmPixelization}\n"
        "elements:\n  spectrograph: {doc: One., keys: [{name: id, type: int}]}\n",
        encoding="utf-8",
    )
    settings = settings_of(tmp_path, 'universe = "dimensions.yaml"')
    assert "spectrograph" in settings.vocabulary.universe
    assert "detector" not in settings.vocabulary.universe
    assert "ExposureF" in settings.vocabulary.storage_classes


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('vocabularry = "30.0.11"', "there is no setting `vocabularry`; did you mean `vocabulary`?"),
        ("zzz = 1", "there is no setting `zzz`; there is dimensions, exclude,"),
        ('"a\\u001bb" = 1', r"there is no setting 'a\x1bb'"),
        ("vocabulary = 30", "`vocabulary` must be a string"),
        ('vocabulary = "1.0"', "no vocabulary of lsst-daf-butler '1.0'; there is 30.0.11"),
        ('universe = "missing.yaml"', "can't read the universe: No such file"),
        ("universe = 3", "`universe` must be a string"),
        ("levels = 3", "`levels` must be a table"),
        ('levels = {unused-templates = "error"}', "which is no diagnostic; did you mean `unused-template`?"),
        ('levels = {zzz = "error"}', "which is no diagnostic; `conngen explain` lists them all"),
        (
            'levels = {unused-template = "warn"}',
            'the level of `unused-template` must be "error", "warning", "note" or "off"',
        ),
        ('levels = {unused-template = "eror"}', 'did you mean "error"?'),
        ("levels = {unused-template = true}", "the level of `unused-template` must be"),
        ('levels = {syntax-error = "off"}', "the level of `syntax-error` cannot be changed"),
        ('include = "*.conn"', "`include` must be a list of strings"),
        ("exclude = [1]", "`exclude` must be a list of strings"),
        ('exclude = ["[z-a]"]', "`[z-a]` in `exclude` is no glob"),
        ('source-roots = ["/usr"]', "`/usr` in `source-roots` must be relative to the project"),
        ('out-dir = ""', "`out-dir` must be a string with something in it"),
        ("line-length = true", "`line-length` must be a whole number from 40 to 1000"),
        ("line-length = 3", "`line-length` must be a whole number from 40 to 1000"),
        ("storage-classes = 1", "`storage-classes` must be a table"),
        ('storage-classes.A = {inherits = "B"}', "storage class 'A' inherits from 'B', which isn't one"),
        ('dimensions.a = {requires = ["zzz"]}', "dimension 'a' requires 'zzz', which is no dimension"),
    ],
)
def test_what_cannot_be_understood_is_told_in_one_line(tmp_path, text, message):
    assert message in refusal(tmp_path, text)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"[tool.conngen\n", "is no TOML: "),
        (b"a = '\xff'", "is not encoded in UTF-8"),
        (b"[tool]\nconngen = 3", "`tool.conngen` must be a table"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path, data, message):
    (tmp_path / "pyproject.toml").write_bytes(data)
    with pytest.raises(SettingsError, match=r"pyproject\.toml: ") as caught:
        load(tmp_path)
    assert message in str(caught.value)
    assert caught.value.status == 2


def test_levels_are_not_checked_without_the_list_of_codes(tmp_path):
    project(tmp_path, '[tool.conngen.levels]\nwhatever = "note"')
    assert load(tmp_path).levels == {"whatever": Level.NOTE}


def test_the_project_is_the_nearest_folder_with_settings(tmp_path):
    inner = tmp_path / "a" / "b" / "c"
    inner.mkdir(parents=True)
    (inner / "x.conn").write_text("")
    assert load(inner / "x.conn").root == inner
    (tmp_path / ".git").mkdir()
    assert load(inner / "x.conn").root == tmp_path
    project(tmp_path / "a", "[tool.other]")
    assert load(inner / "x.conn").root == tmp_path / "a"
    project(inner.parent, "")
    assert load(inner / "x.conn").root == inner.parent
    project(tmp_path, "[tool.conngen]\nline-length = 50")
    assert load(inner / "missing.conn").root == tmp_path
    assert load(inner).line_length == 50
    assert has_table(tmp_path)
    assert not has_table(inner.parent)
    assert not has_table(inner)


@pytest.mark.parametrize(
    ("glob", "path", "matches"),
    [
        ("*.conn", "a/b/c.conn", True),
        ("old", "a/old", True),
        ("old/", "a/old", True),
        ("old", "a/older", False),
        ("a/*.conn", "a/c.conn", True),
        ("a/*.conn", "a/b/c.conn", False),
        ("./a/*.conn", "a/c.conn", True),
        ("/a.conn", "b/a.conn", False),
        ("a/**", "a/b/c", True),
        ("a/**", "a", True),
        ("a/**", "ab", False),
        ("**/t/*.conn", "t/x.conn", True),
        ("a/**/x.conn", "a/x.conn", True),
        ("a**b/c", "a/x/b/c", True),
        ("x?.conn", "x1.conn", True),
        ("a?b/c", "a/b/c", False),
        ("x[0-9].conn", "x1.conn", True),
        ("x[!0-9].conn", "x1.conn", False),
        ("a[^b]c/d", "a/c/d", False),
        ("x[[]1].conn", "x[1].conn", True),
        ("x.conn", "xxconn", False),
        ("[a&&b--c~~|].conn", "-.conn", True),
        ("[.conn", "[.conn", True),
    ],
)
def test_globs(glob, path, matches):
    assert bool(pattern(glob).fullmatch(path)) is matches


def test_a_bad_glob_is_refused():
    with pytest.raises(GlobError):
        pattern("[z-a]")


def test_files_are_taken_by_include_and_exclude(tmp_path):
    settings = settings_of(tmp_path, 'include = ["a/**/*.conn"]\nexclude = ["a/old", "x*.conn"]')
    assert settings.takes(tmp_path / "a" / "b.conn")
    assert settings.takes(tmp_path / "a" / "c" / "b.conn")
    assert not settings.takes(tmp_path / "b.conn")
    assert not settings.takes(tmp_path / "a" / "x1.conn")
    assert settings.leaves_out(tmp_path / "a" / "old")
    assert not settings.takes(tmp_path.parent / "b.conn")
