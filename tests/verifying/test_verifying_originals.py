"""Originals that fail, refuse, print, end the process, are never done, or need what is not installed."""

from __future__ import annotations

from pathlib import Path

import pytest
from side_by_side import ORIGINALS, compiled, pair, verify, verify_one

from conngen.errors import ConngenError
from conngen.verifying import Generated, Pair, PairResult

HEAD = """\
import lsst.pex.config as pexConfig
from lsst.pipe.base import NoWorkFound, PipelineTaskConfig, PipelineTaskConnections
from lsst.pipe.base import connectionTypes as cT

DIMENSIONS = ("instrument", "visit")
"""

CONNECTIONS = """

class FieldConnections(PipelineTaskConnections, dimensions=DIMENSIONS):
    image = cT.Input(doc="Image.", name="image", storageClass="ExposureF", dimensions=DIMENSIONS)
    flat = cT.PrerequisiteInput(doc="Flat.", name="flat", storageClass="ExposureF", dimensions=DIMENSIONS)
    mask = cT.Input(doc="Mask.", name="mask", storageClass="Mask", dimensions=DIMENSIONS, multiple=True)
"""

CONFIG = """

class FieldConfig(PipelineTaskConfig, pipelineConnections=FieldConnections):
    doA = pexConfig.Field[bool](doc="A?", default=True)
    doB = pexConfig.Field[bool](doc="B?", default=True)
    bands = pexConfig.ListField[str](doc="Bands.", default=["g"])
"""

CONN = """\
{imports}
task Field[instrument, visit] {{
    input image: ExposureF[...] = "image"
        "Image."
    prerequisiteInput flat: ExposureF[...] = "flat"{flat}
        "Flat."
    input mask: Mask[...] = "mask", multiple{mask}
        "Mask."
{more}
    config {{
        doA: bool = True
            "A?"
        doB: bool = True
            "B?"
        bands: list[str] = ["g"]
            "Bands."
    }}
}}
"""


def conn(*, flat: str = "", mask: str = "", more: str = "", imports: str = "") -> str:
    """Return a `.conn` file with conditions and more."""
    return CONN.format(flat=flat, mask=mask, more=more, imports=imports)


def original(*body: str, methods: str = "") -> str:
    """Return an original with statements in its ``__init__``."""
    lines = "".join(f"        {line}\n" for line in ("super().__init__(config=config)", *body))
    return f"{HEAD}{CONNECTIONS}\n    def __init__(self, *, config=None):\n{lines}{methods}{CONFIG}"


# --- cases that one process compares ---------------------------------------------------------------------------------

TWICE = original(
    "if not config.doA:",
    "    self.inputs.remove('mask')",
    "if not config.doB:",
    "    self.inputs.remove('mask')",
)
WRONG_SET = original("if not config.doA:", "    self.inputs.remove('flat')")
NOT_THERE = original("if not config.doA:", "    del self.dark", "    del self.mask")
REFUSES = original("if not (config.doA or config.doB):", "    raise RuntimeError('Nothing to do.')")
REQUIRES = '\n    require doA or doB\n        "Nothing to do."\n'
TWO_MISTAKES = original(
    "if not config.doA:",
    "    raise ValueError('No A.')",
    "if not config.doB:",
    "    raise ValueError('No B.')",
)
TWO_REQUIRED = '\n    require doB\n        "No B."\n    require doA\n        "No A."\n'
INDEXES = original("if config.bands[0] == 'g':", "    del self.mask")
CAREFUL = original("if config.bands and config.bands[0] == 'g':", "    del self.mask")
INDEXED = conn(mask=', when bands[0] != "g"')
WARNS = original("if config.doA:", "    import warnings", "    warnings.warn('Slow.', UserWarning)")
ADJUSTS = """
    def adjustQuantum(self, inputs, outputs, label, data_id):
        connection, refs = inputs["mask"]
        if len(refs) < 2:
            raise NoWorkFound("Too few masks.")
        return {"mask": (connection, refs[1:])}, {}
"""
HOOK = """
def adjust{name}(connections, inputs, outputs, label, data_id):
    connection, refs = inputs["mask"]
    if len(refs) < {least}:
        raise NoWorkFound("Too few masks.")
    return {{"mask": (connection, refs[{first}:])}}, {{}}
"""
HOOKS = HEAD + "".join(
    HOOK.format(name=f"{least}{first}", least=least, first=first)
    for least, first in ((2, 1), (2, 0), (3, 1), (0, 1))
)
HELPER = "\n    def helper(self):\n        return 1\n"


def hooked(name: str) -> tuple[str, str]:
    """Return a case with a method of its own, which became a hook."""
    imports = f"from .hooks import adjust{name}\n"
    return original(methods=ADJUSTS), conn(imports=imports, more=f"\n    adjustQuantum = adjust{name}\n")


CASES = {
    "twice": (TWICE, conn(mask=", when doA and doB")),
    "wrong_set": (WRONG_SET, conn(flat=", when doA")),
    "not_there": (NOT_THERE, conn(mask=", when doA")),
    "misread": (WRONG_SET, conn(mask=", when doA")),
    "both_fail": (INDEXES, INDEXED),
    "fails_anew": (CAREFUL, INDEXED),
    "refused": (REFUSES, conn(more=REQUIRES)),
    "not_refused": (REFUSES, conn()),
    "refused_anew": (original(), conn(more=REQUIRES)),
    "other_words": (TWO_MISTAKES, conn(more=TWO_REQUIRED.replace("No A.", "Not A."))),
    "another_order": (TWO_MISTAKES, conn(more=TWO_REQUIRED)),
    "warned": (WARNS, conn()),
    "hook": hooked("21"),
    "hook_keeps_more": hooked("20"),
    "hook_needs_more": hooked("31"),
    "hook_needs_nothing": hooked("01"),
    "lost_methods": (original(methods=ADJUSTS + HELPER), conn()),
    "fails": ("1 / 0\n", conn()),
    "exits": ("raise SystemExit('no')\n", conn()),
    "no_python": ("def f(:\n", conn()),
    "no_class": ("\n", conn()),
    "ends_the_process": ("import os; print('bye', flush=True); os._exit(7)\n", conn()),
    "aborts": ("import os; os.abort()\n", conn()),
    "never_done": ("import time\nwhile True: time.sleep(0.1)\n", conn()),
    "after_all_that": (original(), conn()),
}
NAMES = {"connections": "FieldConnections", "config": "FieldConfig"}


@pytest.fixture(scope="module")
def results() -> dict[str, PairResult]:
    """What is found of each case."""
    originals = {"hooks.py": HOOKS, **{f"{name}.py": text for name, (text, _) in CASES.items()}}
    generated = {}
    for name, (_, written) in CASES.items():
        generated |= compiled({f"{name}.conn": written, "hooks.py": HOOKS})
    pairs = [pair(name, **NAMES) for name in CASES]
    return dict(zip(CASES, verify(originals, generated, pairs, patience=10.0), strict=True))


@pytest.mark.parametrize(
    ("case", "error", "first"),
    [
        ("twice", "KeyError: 'mask'", "with doA=False, doB=False"),
        ("wrong_set", "KeyError: 'flat'", "with doA=False"),
        ("not_there", "AttributeError: ", "with doA=False"),
    ],
)
def test_faults_of_the_original_are_no_differences(
    results: dict[str, PairResult], case: str, error: str, first: str
) -> None:
    result = results[case]
    assert result.equal
    assert [(one.count, one.both, one.first) for one in result.faults] == [(1, 0, first)]
    assert result.faults[0].error.startswith(error)


def test_where_the_original_fails_it_is_read_as_it_was_meant(results: dict[str, PairResult]) -> None:
    assert results["misread"].differences == (
        "FieldConnections: with doA=False: inputs: the original has also {'mask'} (1 of 2 combinations)",
        "FieldConnections: with doA=False: prerequisiteInputs: the generated class has also {'flat'} "
        "(1 of 2 combinations)",
    )


def test_a_fault_that_both_have_is_said_so(results: dict[str, PairResult]) -> None:
    result = results["both_fail"]
    assert result.equal
    found = [(one.error, one.count, one.both) for one in result.faults]
    assert found == [("IndexError: list index out of range", 1, 1)]


@pytest.mark.parametrize(
    ("case", "said"),
    [
        (
            "fails_anew",
            "with bands=[]: __init__: the original raises nothing, "
            "the generated class IndexError: list index out of range (1 of 5 combinations)",
        ),
        (
            "not_refused",
            "with doA=False, doB=False: __init__: the original raises RuntimeError: Nothing to do., "
            "the generated class nothing (1 of 4 combinations)",
        ),
        (
            "refused_anew",
            "with doA=False, doB=False: __init__: the original raises nothing, "
            "the generated class ValueError: Nothing to do. (1 of 4 combinations)",
        ),
        (
            "warned",
            "with the defaults: warnings: the original has also {'UserWarning: Slow.'} (1 of 2 combinations)",
        ),
        (
            "hook_keeps_more",
            "with the defaults: adjustQuantum with 2 datasets: [{'mask': ['dataset 1 of mask']}, {}] in the original, "
            "[{'mask': ['dataset 0 of mask', 'dataset 1 of mask']}, {}] in the generated class",
        ),
        (
            "hook_needs_more",
            "with the defaults: adjustQuantum with 2 datasets: [{'mask': ['dataset 1 of mask']}, {}] in the original, "
            "'NoWorkFound: Too few masks.' in the generated class",
        ),
        (
            "hook_needs_nothing",
            "with the defaults: adjustQuantum with 0 datasets: 'NoWorkFound: Too few masks.' in the original, "
            "[{'mask': []}, {}] in the generated class",
        ),
    ],
)
def test_one_difference(results: dict[str, PairResult], case: str, said: str) -> None:
    assert results[case].differences == (f"FieldConnections: {said}",)


def test_the_type_of_an_error_may_be_another(results: dict[str, PairResult]) -> None:
    result = results["refused"]
    assert result.equal
    assert result.notes == ("FieldConnections: __init__ raises ValueError instead of RuntimeError",)


def test_of_two_mistakes_either_may_be_told_first(results: dict[str, PairResult]) -> None:
    result = results["another_order"]
    assert result.equal
    assert result.notes == ("FieldConnections: __init__ tells of several mistakes at once in another order",)
    assert results["other_words"].differences == (
        "FieldConnections: with doA=False: __init__: the original raises ValueError: No A., "
        "the generated class ValueError: Not A. (1 of 4 combinations)",
        "FieldConnections: with doA=False, doB=False: __init__: the original raises ValueError: No A., "
        "the generated class ValueError: No B. (1 of 4 combinations)",
    )


def test_a_hook_that_does_the_same_is_equal(results: dict[str, PairResult]) -> None:
    assert results["hook"].equal


def test_a_lost_method_is_a_difference_and_a_lost_helper_a_note(results: dict[str, PairResult]) -> None:
    result = results["lost_methods"]
    assert result.differences[0] == "FieldConnections: methods: the original has also {'adjustQuantum'}"
    assert result.notes == ("FieldConnections also has helper, which the generated class has not",)


@pytest.mark.parametrize(
    ("case", "why"),
    [
        (
            "fails",
            "the module sky.fails can't be executed: ZeroDivisionError: division by zero at sky/fails.py:1",
        ),
        ("exits", "the module sky.exits can't be executed: SystemExit: no at sky/exits.py:1"),
        (
            "no_python",
            "the module sky.no_python can't be executed: SyntaxError: invalid syntax at sky/no_python.py:1",
        ),
        ("no_class", "the module sky.no_class has no class FieldConnections"),
        ("ends_the_process", "executing it ended the process (exit status 7): bye"),
        ("aborts", "executing it ended the process (exit status -6): it printed nothing"),
        ("never_done", "it takes longer than 10 seconds to execute"),
    ],
)
def test_a_module_that_can_not_be_executed_is_never_passed_over(
    results: dict[str, PairResult], case: str, why: str
) -> None:
    assert (results[case].why, results[case].equal) == (why, False)


def test_those_after_one_that_can_not_be_executed_are_compared(results: dict[str, PairResult]) -> None:
    assert results["after_all_that"].equal


def test_a_package_whose_own_module_fails_is_left_empty() -> None:
    result = verify_one(original(), conn(), {"__init__.py": "raise RuntimeError('not today')\n"})
    assert result.equal
    assert result.notes == (
        "the package sky was left empty, its __init__.py can't be executed: "
        "RuntimeError: not today at sky/__init__.py:1",
    )


def test_without_the_runtime_there_is_one_clear_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lsst").mkdir()
    (tmp_path / "lsst" / "__init__.py").write_text("raise ImportError('there is no such thing')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(ConngenError) as raised:
        verify_one(original(), conn())
    assert (raised.value.message, raised.value.help, raised.value.status) == (
        "verification needs the runtime, which can't be imported: there is no such thing",
        "install it with `pip install lsst-pipe-base`",
        1,
    )


CALLS = (
    "self.sub.retarget(absent.SubTask)",
    "absent.configure(self)",
    "absent.configure(self.sub, 3)",
    "absent.configure(self.sub.plugins['x'])",
)
CALLING = """\
import absent
import lsst.pex.config as pexConfig

class FieldConfig(pexConfig.Config):
    sub = pexConfig.ConfigurableField(target=absent.FirstTask, doc="Sub.")

    def setDefaults(self):
{}"""


def test_what_is_done_to_a_config_by_what_is_not_installed_has_to_be_done_by_both() -> None:
    texts = [
        CALLING.format("".join(f"        {line}\n" for line in CALLS if line != without))
        for without in ("", *CALLS)
    ]
    generated = {f"calling{number}_config.py": text for number, text in enumerate(texts)}
    pairs = [
        pair("calling", f"calling{number}", connections=None, config="FieldConfig")
        for number in range(len(texts))
    ]
    found = verify({"calling.py": texts[0]}, generated, pairs)
    assert [one.equal for one in found] == [True, *(False for _ in CALLS)]
    assert (
        "FieldConfig: defaults: passed to: the original has ['absent.configure(<FieldConfig>)']"
        in found[2].differences[0]
    )


# --- classes alone ---------------------------------------------------------------------------------------------------


def test_connections_without_a_config_get_one_that_has_every_field() -> None:
    text = original("if config.sub.doA:", "    del self.mask", "if config.name == 'x':", "    del self.flat")
    same = "\n    def __init__(self, *, config):\n        super().__init__(config=config)\n"
    generated = {
        "field_connections.py": text,
        "other_connections.py": text.replace("config.sub.doA", "not config.sub.doA"),
        "third_connections.py": text.replace("'x'", "'y'"),
        "fourth_connections.py": f"{HEAD}{CONNECTIONS}{same}",
    }
    pairs = [
        pair("field", stem, connections="FieldConnections", config=None)
        for stem in ("field", "other", "third")
    ]
    pairs.append(pair("field", "fourth", connections="FieldConnections", config=None))
    found = verify({"field.py": text}, generated, pairs)
    assert [one.why for one in found] == [None] * 4
    assert [one.equal for one in found] == [True, False, False, False]
    assert found[0].fields == ("name", "sub.doA")
    assert found[0].faults == ()


def test_a_config_without_connections() -> None:
    text = (
        f'{HEAD}\n\nclass FieldConfig(pexConfig.Config):\n    n = pexConfig.Field[int](doc="N.", default=1)\n'
    )
    checks = "        super().validate()\n        if self.n == 7:\n            raise ValueError('Not 7.')\n"
    more = f"\n    def validate(self):\n{checks}"
    generated = {"field_config.py": text + more, "other_config.py": text}
    pairs = [pair("field", stem, connections=None) for stem in ("field", "other")]
    found = verify({"field.py": text + more}, generated, pairs)
    assert found[0].equal
    assert found[1].differences == (
        "FieldConfig: with n=7: validate: the original raises ValueError: Not 7., the generated class nothing "
        "(1 of 6 combinations)",
    )


def test_fields_that_must_have_a_value_are_given_one() -> None:
    head = "class SubConfig(pexConfig.Config):\n    n = pexConfig.Field[int](doc='N.')\n"
    fields = "    size = pexConfig.Field[float](doc='S.')\n    sub = pexConfig.ConfigField(dtype=SubConfig, doc='S.')\n"
    text = original("config.validate()", "if not config.doA:", "    del self.mask")
    text = text.replace("DIMENSIONS =", f"{head}DIMENSIONS =") + fields
    modules = {"same.py": text, "other.py": text.replace("not config.doA", "config.doA")}
    pairs = [
        Pair(
            "sky.field", Generated("FieldConnections", f"sky.{stem}"), Generated("FieldConfig", f"sky.{stem}")
        )
        for stem in ("same", "other")
    ]
    found = verify({"field.py": text}, modules, pairs)
    assert [one.equal for one in found] == [True, False]
    assert (found[0].combinations, found[0].possible, found[0].fields) == (5, 5, ("doA",))
    assert found[1].differences[0].startswith("FieldConnections: with size=0.0, sub.n=0: inputs:")


def test_a_config_of_other_connections_is_noticed() -> None:
    config = f"{HEAD}from .field import FieldConnections\n{CONFIG}"
    modules = {"field_connections.py": original(), "field_config.py": config}
    (result,) = verify({"field.py": original()}, modules, [pair("field")])
    assert result.differences == (
        "the generated FieldConfig is not the config of the generated FieldConnections",
    )


# --- what is not installed -------------------------------------------------------------------------------------------

ABSENT = [
    ('kind == "strict"', 'kind == "stricter"', "removed from what is inherited"),
    ("del more, when measureMore", "del more", "with the defaults: removed from what is inherited"),
    ("del measurement, when", "del measurements, when", "removed from what is inherited"),
    ("when photometry.doWrite", "when not photometry.doWrite", "with photometry.doWrite=False: inputs"),
    ('connections.metric = "number"', 'connections.metric = "count"', "defaults: connections.metric"),
    ("radii = [1.0, 2.0]", "radii = [1.0, 3.0]", "defaults: photometry"),
    ('plugins.names |= ["psf"]', 'plugins.names |= ["gauss"]', "defaults: photometry"),
    ("    photometry = HelperTask\n", "", "defaults: photometry.target: 'sky.absent.HelperTask'"),
    ('helper.planes += ["b"]', "", "defaults: helper.planes"),
    ('helper.bands += ["g"]', 'helper.bands += ["r"]', "defaults: helper.bands"),
    ("limits.maximum = RADIUS", "limits.maximum = 3.0", "defaults: limits.maximum"),
    ("doFlags = True", "doFlags = False", "defaults: selector['science'].doFlags"),
    ('"science"\n', '"objects"\n', "fields.selector.default: 'science'"),
    ("unknownOfTheBase = 3", "unknownOfTheBase = 4", "defaults: unknownOfTheBase: 3"),
    ("helper: HelperTask", "helper: PhotometryTask", "fields.helper.target: 'sky.absent.HelperTask'"),
    ("SkyMap.SKYMAP_DATASET_TYPE_NAME", "SkyMap.OTHER_NAME", "connections.skyMap.name"),
    ("*SkyMap.DIMENSIONS", "*SkyMap.OTHER_DIMENSIONS", "connections.skyMap.dimensions"),
    ("int = FLAG", "int = 1", "fields.flag.default: 'absent_root.FLAG'"),
]


def test_packages_that_are_not_installed_are_stood_in_for() -> None:
    text = (ORIGINALS / "absent.py").read_text()
    files = {"absent.py": text}
    written = (ORIGINALS / "absent.conn").read_text()
    generated = compiled({**files, "absent.conn": written})
    pairs = [pair("absent")]
    for index, (old, new, _) in enumerate(ABSENT):
        assert written.count(old) == 1, old
        generated |= compiled({**files, f"mutant{index}.conn": written.replace(old, new)})
        pairs.append(pair("absent", f"mutant{index}", connections="AbsentConnections", config="AbsentConfig"))
    same, *others = verify(files, generated, pairs)
    assert (same.why, same.differences, same.faults) == (None, (), ())
    assert same.fields == ("limits.kind", "measureMore", "photometry.doWrite")
    assert same.combinations == same.possible == 24
    assert same.stand_ins == (
        "absent_package",
        "absent_root",
        "lsst.absent",
        "lsst.pipe.base.measureSomething",
        "lsst.pipe.base.timeSomething",
        "sky._compiled",
    )
    for (old, _, said), result in zip(ABSENT, others, strict=True):
        assert any(said in line for line in result.differences), (
            old,
            result.why,
            result.differences,
            result.notes,
        )
