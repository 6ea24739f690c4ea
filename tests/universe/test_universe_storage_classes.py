"""Storage classes are resolved as the real factory resolves them."""

from __future__ import annotations

import importlib
import pickle
from typing import Any

import pytest

from conngen.universe import StorageClasses, UniverseError, embedded, releases
from conngen.universe.vocabulary import newness

CLASSES = embedded().storage_classes


def _real(name: str) -> Any:
    """Return the class of the installed release, if that is the newest one embedded."""
    butler = importlib.import_module("lsst.daf.butler")
    if newness(butler.__version__) != newness(releases()[-1]):
        pytest.skip("another release of lsst-daf-butler is installed than the newest embedded one")
    return butler.StorageClassFactory().getStorageClass(name)


@pytest.mark.parametrize("name", CLASSES.names())
def test_a_class_is_as_the_real_factory_resolves_it(name: str) -> None:
    ours, real = CLASSES[name], _real(name)
    written = {
        component: value for component, value in ours.components.items() if component not in ours.derived
    }
    assert ours.pytype == real._pytypeName
    assert written == {component: value.name for component, value in real.components.items()}
    assert ours.components == {component: value.name for component, value in real.allComponents().items()}
    assert set(ours.parameters) == real.parameters
    # The factory forgets a converter whose type turns out not to be installed; the order is kept.
    assert [one for one in ours.converters if one in real.converters] == list(real.converters)


@pytest.mark.parametrize("name", ["int", "StructuredDataDict", "ArrowAstropy", "NumpyArray", "Timespan"])
def test_the_python_type_can_be_imported_by_its_name(name: str) -> None:
    found = _real(name).pytype
    module = "" if found.__module__ == "builtins" else found.__module__
    assert CLASSES[name].pytype.rpartition(".")[2] == found.__name__
    assert CLASSES[name].pytype.split(".")[0] == (module.split(".")[0] or found.__name__)


def test_what_is_inherited_and_what_is_own() -> None:
    exposure = CLASSES["ExposureF"]
    assert exposure.pytype == "lsst.afw.image.ExposureF"
    assert exposure.inherits == "Exposure"
    assert exposure.components["image"] == "ImageF"
    assert exposure.components["wcs"] == "Wcs"
    assert exposure.components["bbox"] == "Box2I"
    assert exposure.derived == {"bbox", "dimensions", "xy0"}
    assert "origin" in exposure.parameters


def test_it_is_a_mapping() -> None:
    assert "ExposureF" in CLASSES
    assert "exposureF" not in CLASSES
    assert CLASSES.names() == tuple(sorted(CLASSES))
    assert len(CLASSES) > 100
    with pytest.raises(KeyError):
        CLASSES["calexp"]
    assert str(len(CLASSES)) in repr(CLASSES)
    assert pickle.loads(pickle.dumps(CLASSES)) == CLASSES
    assert len({hash(found) for found in CLASSES.values()}) > 100


def test_a_project_adds_storage_classes() -> None:
    classes = CLASSES.extended(
        {
            "StarMasks": {"pytype": "my.masks.StarMasks", "inherits": "ObjectMaskCatalog"},
            "PfsArm": {"pytype": "pfs.PfsArm", "derived-components": {"bbox": "Box2I"}, "parameters": ["x"]},
            "Pair": {"pytype": "tuple", "components": {"image": "ImageF", "arm": "PfsArm"}},
            "NoType": {},
        }
    )
    assert classes["StarMasks"].pytype == "my.masks.StarMasks"
    assert classes["PfsArm"].derived == {"bbox"}
    assert classes["Pair"].components == {"image": "ImageF", "arm": "PfsArm"}
    assert classes["NoType"].pytype == ""
    assert len(classes) == len(CLASSES) + 4


def test_a_class_put_in_place_of_another_is_what_others_inherit() -> None:
    classes = CLASSES.extended(
        {"Image": {"pytype": "my.Image", "parameters": ["zoom"], "converters": ["my.X"]}}
    )
    assert classes["ImageF"].pytype == "lsst.afw.image.ImageF"
    assert classes["ImageF"].parameters == ("zoom",)
    assert classes["ImageF"].converters == ("my.X",)
    assert CLASSES["ImageF"].parameters == ("bbox", "origin")


def test_written_components_win_over_derived_ones_on_either_side() -> None:
    classes = StorageClasses(
        {
            "int": {"pytype": "int"},
            "str": {"pytype": "str"},
            "Base": {
                "pytype": "a.Base",
                "components": {"a": "int", "b": "int"},
                "derived-components": {"c": "int", "d": "int"},
            },
            "Heir": {
                "inherits": "Base",
                "components": {"c": "str"},
                "derived-components": {"a": "str", "d": "str"},
            },
        }
    )
    assert classes["Heir"].pytype == "a.Base"
    assert classes["Heir"].components == {"a": "int", "b": "int", "c": "str", "d": "str"}
    assert classes["Heir"].derived == {"d"}


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ({"A": "a.B"}, "storage class 'A' must be a table"),
        ({"A": {1: "a"}}, "storage class 'A' has a value of type int as a key; a key must be a name"),
        (
            {"A": {"pytpe": "a.B"}},
            "storage class 'A' has the unknown key 'pytpe'; known are "
            "pytype, inherits, components, derived-components, parameters, converters",
        ),
        ({"A": {"pytype": 1}}, "pytype of storage class 'A' must be a string"),
        ({"A": {"inherits": "Imag"}}, "storage class 'A' inherits from 'Imag', which isn't one"),
        ({"A": {"inherits": "A"}}, "storage class 'A' inherits from itself"),
        ({"A": {"inherits": "B"}, "B": {"inherits": "A"}}, "storage class 'A' inherits from itself"),
        ({"A": {"components": ["a"]}}, "components of storage class 'A' must be a table"),
        ({"A": {"components": {"a": 1}}}, "component 'a' of storage class 'A' must be a string"),
        (
            {"A": {"derived-components": {"a": "Imag"}}},
            "component 'a' of storage class 'A' has the unknown storage class 'Imag'",
        ),
        (
            {"A": {"components": {"a": "Image"}}},
            "storage class 'A' can't have 'a' as its only component; "
            "if it is merely read, it belongs under derived-components",
        ),
        ({"A": {"parameters": "bbox"}}, "parameters of storage class 'A' must be a list of names"),
    ],
)
def test_a_malformed_storage_class_is_refused(entries: dict[str, object], message: str) -> None:
    with pytest.raises(UniverseError) as caught:
        CLASSES.extended(entries)
    assert str(caught.value) == message


def test_a_long_line_of_heirs_is_followed() -> None:
    line: dict[str, object] = {f"C{n}": {"inherits": f"C{n + 1}"} for n in range(5000)}
    assert CLASSES.extended({**line, "C5000": {"pytype": "int"}})["C0"].pytype == "int"
