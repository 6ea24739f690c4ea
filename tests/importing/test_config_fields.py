"""Config fields, however they are spelt."""

from __future__ import annotations

import inspect

import lsst.pex.config as pexConfig
import pytest
from config_programs import IMPORTS, field_line, lines, read
from lsst.pex.config import configurableActions

from conngen.importing.configs.field_calls import PARAMETERS
from conngen.importing.drafts import ConfigDraft, FieldDraft


@pytest.mark.parametrize("name", PARAMETERS)
def test_parameters_are_those_of_the_runtime(name: str) -> None:
    owner = getattr(pexConfig, name, None) or getattr(configurableActions, name, None)
    function = owner or pexConfig.Registry().makeField
    assert PARAMETERS[name] == tuple(inspect.signature(function).parameters)


def fields(*statements: str) -> ConfigDraft:
    """Return what is read of a config with some fields."""
    body = "\n".join(f"    {line}" for statement in statements for line in statement.splitlines())
    return read(
        f"{IMPORTS}\nLIMIT = 12\nPLANES = ['BAD', 'SAT']\nDOCS = {{'a': 'A.', 'b': 'B.'}}\n"
        f"def is_even(number):\n    return number % 2 == 0\n"
        f"class Other(Config):\n    SIZE = 7\n"
        f"class OtherConnections(PipelineTaskConnections, dimensions=('visit', 'band')):\n"
        f"    image = Input(doc='Image.', name='calexp', storageClass='ExposureF')\n"
        f"class Mine(Config):\n{body}\n"
    )


SCALAR = "x: scalar[int]"
SPELT = {
    # The same field, as code spells it.
    "x = Field(doc='X.', dtype=int)": SCALAR,
    "x = Field[int](doc='X.')": SCALAR,
    "x = Field('X.', int)": SCALAR,
    "x = Field['int']('X.')": SCALAR,
    "x = pexConfig.Field(dtype=int, doc='X.')": SCALAR,
    "x = lsst.pex.config.Field(dtype=int, doc='X.')": SCALAR,
    "x: Field[int] = Field(dtype=int, doc='X.')": SCALAR,
    "x = Field(dtype=int, doc='X.', optional=False, check=None, default=None)": SCALAR,
    "F = pexConfig.Field\nx = F(dtype=int, doc='X.')": SCALAR,
    # Types.
    "x = ListField(dtype=str, doc='X.')": "x: list[str]",
    "x = ListField[str](doc='X.', length=2, minLength=1, maxLength=3)": (
        "x: list[str], length=2, minLength=1, maxLength=3"
    ),
    "x = DictField(keytype=str, itemtype=float, doc='X.')": "x: dict[str, float]",
    "x = DictField[str, float](doc='X.', optional=True)": "x: dict[str, float] | None",
    "x = ChoiceField(dtype=str, doc='X.', allowed={'a': 'A.'})": "x: choice[str] | None, allowed={'a': 'A.'}",
    "x = ChoiceField[str](doc='X.', allowed=DOCS, optional=False)": (
        "x: choice[str], allowed={'a': 'A.', 'b': 'B.'}"
    ),
    "x = ChoiceField[str](doc='X.', allowed={name: name for name in ('a', 'b')}, optional=False)": (
        "x: choice[str], allowed={'a': 'a', 'b': 'b'}"
    ),
    "x = ChoiceField[int](doc='X.', allowed={1: 'One ' + 'two.'}, default=1, optional=False)": (
        "x: choice[int], allowed={1: 'One two.'}, default=1"
    ),
    "x = RangeField(dtype=int, doc='X.', min=1, max=LIMIT, inclusiveMax=True)": (
        "x: range[int], min=1, max=12, inclusiveMax=True"
    ),
    "x = RangeField[float](doc='X.', min=None, max=np.pi, inclusiveMin=False)": (
        "x: range[float], max=np.pi, inclusiveMin=False"
    ),
    "x = ConfigurableField(doc='X.', target=ShapeTask)": "x: task[ShapeTask]",
    "x = ConfigurableField[ShapeTask]('X.', shapes.ShapeTask)": "x: task[shapes.ShapeTask]",
    "x = ConfigField(doc='X.', dtype=ShapeConfig)": "x: config[ShapeConfig]",
    "x = ConfigField[ShapeTask.ConfigClass](doc='X.')": "x: config[ShapeTask.ConfigClass]",
    "x = ConfigField(doc='X.', dtype=ShapeConfig, default=ShapeConfig)": "x: config[ShapeConfig]",
    "x = ConfigDictField(doc='X.', keytype=str, itemtype=ShapeConfig, default={})": (
        "x: configDict[str, ShapeConfig], default={}"
    ),
    "x = ConfigDictField(doc='X.', keytype=str, itemtype=ShapeConfig, default={'a': ShapeConfig()})": (
        "x: configDict[str, ShapeConfig], default={'a': ShapeConfig}"
    ),
    "x = RegistryField('X.', shapeRegistry, default='a')": "x: registry[shapeRegistry], default='a'",
    "x = shapeRegistry.makeField('X.', default=['a'], multi=True)": (
        "x: registry[shapeRegistry], default=['a'], multi=True"
    ),
    "x = shapes.shapeRegistry.makeField(doc='X.', multi=False)": "x: registry[shapes.shapeRegistry]",
    "x = Shape.registry.makeField(doc='X.', optional=True)": "x: registry[Shape.registry] | None",
    "x = ConfigurableActionField(doc='X.')": "x: action[]",
    "x = ConfigurableActionField[Shape](doc='X.')": "x: action[Shape]",
    "x = ConfigurableActionField(doc='X.', default=Shape)": "x: action[], default=Shape",
    "x = ConfigurableActionStructField[Shape](doc='X.')": "x: actions[Shape]",
    "x = ConfigurableActionStructField(doc='X.', default={'a': Shape()})": "x: actions[], default={'a': Shape}",
    "x = ShapeConfig.make_field()": "x: made[ShapeConfig.make_field]",
    "x = shapes.ShapeConfig.makeField(doc='X.')": "x: made[shapes.ShapeConfig.makeField]",
    # Defaults.
    "x = Field[float](doc='X.', default=-1.5)": "x: scalar[float], default=-1.5",
    "x = Field[float](doc='X.', default=float('nan'))": "x: scalar[float], default=float('nan')",
    "x = Field[float](doc='X.', default=np.inf)": "x: scalar[float], default=np.inf",
    "x = Field[float](doc='X.', default=2 * math.pi)": "x: scalar[float], default=2 * math.pi",
    "x = Field[float](doc='X.', default=1.0 / 15.0)": "x: scalar[float], default=1.0 / 15.0",
    "x = Field[int](doc='X.', default=2**18)": "x: scalar[int], default=262144",
    "x = Field[int](doc='X.', default=LIMIT + 1)": "x: scalar[int], default=13",
    "x = Field[int](doc='X.', default=-LIMIT)": "x: scalar[int], default=-12",
    "x = Field[int](doc='X.', default=Other.SIZE)": "x: scalar[int], default=7",
    "x = Field[int](doc='X.', default=int(shapes.MEAN))": "x: scalar[int], default=int(shapes.MEAN)",
    "x = Field[int](doc='X.', default=shapes.MEAN)": "x: scalar[int], default=shapes.MEAN",
    "x = Field[str](doc='X.', default=f'{LIMIT}_flag')": "x: scalar[str], default='12_flag'",
    "x = Field[str](doc='X.', default=OtherConnections.image.storageClass)": "x: scalar[str], default='ExposureF'",
    "x = ListField[str](doc='X.', default=sorted(OtherConnections.dimensions))": (
        "x: list[str], default=['band', 'visit']"
    ),
    "x = ListField[str](doc='X.', default=('a', 'b'))": "x: list[str], default=['a', 'b']",
    "x = ListField[str](doc='X.', default=PLANES + ['CR'])": "x: list[str], default=['BAD', 'SAT', 'CR']",
    "x = ListField[str](doc='X.', default=[*PLANES, shapes.PLANE])": (
        "x: list[str], default=['BAD', 'SAT', shapes.PLANE]"
    ),
    "x = DictField[str, int](doc='X.', default=dict(a=1))": "x: dict[str, int], default={'a': 1}",
    "SIZE = 5\nx = Field[int](doc='X.', default=SIZE)": "x: scalar[int], default=5",
    # Flags.
    "x = Field[int](doc='X.', deprecated='Use ' 'y.')": "x: scalar[int], deprecated='Use y.'",
    "x = Field[int](doc='X.', check=math.isfinite)": "x: scalar[int], check=math.isfinite",
    "x = Field[int](doc='X.', check=shapes.is_round)": "x: scalar[int], check=shapes.is_round",
}


@pytest.mark.parametrize("statement", SPELT)
def test_spelt(statement: str) -> None:
    draft = fields(statement)
    (item,) = draft.items
    assert isinstance(item, FieldDraft)
    assert field_line(item) == SPELT[statement]
    assert not [hook for hook in draft.hooks if hook.setting != "mixin"]


@pytest.mark.parametrize(
    "doc",
    [
        "'One two.'",
        "'One ' 'two.'",
        "'One ' + 'two.'",
        "('One '\n           'two.')",
        "f'One {WORD}.'",
        "'One %s.' % WORD",
        "'One {}.'.format(WORD)",
        "' '.join(('One', 'two.'))",
        "DOC",
    ],
)
def test_docs(doc: str) -> None:
    draft = read(
        f"from lsst.pex.config import *\nWORD = 'two'\nDOC = 'One two.'\n"
        f"class Mine(Config):\n    x = Field[int](doc={doc})\n"
    )
    (item,) = draft.items
    assert isinstance(item, FieldDraft)
    assert [getattr(value, "value", None) for value in item.arguments.values()] == ["One two."]


HOOKED = {
    "x = Field[int](doc='X.', check=lambda x: x > 0)": [
        "x: scalar[int], check=check_x",
        "check:x: def check_x(x): return x > 0",
    ],
    "x = ListField[int](doc='X.', itemCheck=lambda x: x > 0, listCheck=is_even)": [
        "x: list[int], itemCheck=itemCheck_x, listCheck=is_even",
        "itemCheck:x: def itemCheck_x(x): return x > 0",
        "listCheck:x: def is_even(number): return number % 2 == 0",
    ],
    "x = Field[str](doc='X.', check=str.isidentifier)": [
        "x: scalar[str], check=check_x",
        "check:x: def check_x(value): return str.isidentifier(value)",
    ],
    "x = Field[str](doc='X.', default=os.path.join(os.getcwd(), 'a'))": [
        "x: scalar[str], default=default_x",
        "default:x: def default_x(): return os.path.join(os.getcwd(), 'a')",
    ],
    "x = ConfigChoiceField(doc='X.', typemap={'a': ShapeConfig}, default='a')": [
        "x: made[make_x]",
        "field:x: def make_x(doc): return ConfigChoiceField(doc=doc, typemap={'a': ShapeConfig}, default='a')",
    ],
    "x = ConfigurableField(doc='X.', target=Shape, ConfigClass=ShapeConfig)": [
        "x: made[make_x]",
        "field:x: def make_x(doc): return ConfigurableField(doc=doc, target=Shape, ConfigClass=ShapeConfig)",
    ],
    "x = ConfigField('X.', ShapeConfig, ShapeConfig(size=3))": [
        "x: made[make_x]",
        "field:x: def make_x(doc): return ConfigField(doc, ShapeConfig, ShapeConfig(size=3))",
    ],
    "x = shapeRegistry.makeField('X.', on_none=print)": [
        "x: made[make_x]",
        "field:x: def make_x(doc): return shapeRegistry.makeField(doc, on_none=print)",
    ],
    "x = ShapeConfig.make_field('X.')": [
        "x: made[make_x]",
        "field:x: def make_x(): return ShapeConfig.make_field('X.')",
    ],
    "x = shapes.ColorField(doc='X.', dtype=str)": [
        "x: made[make_x]",
        "field:x: def make_x(doc): return shapes.ColorField(doc=doc, dtype=str)",
    ],
    "x = Field(doc=shapes.DOC, dtype=int)": [
        "x: made[make_x]",
        "field:x: def make_x(): return Field(doc=shapes.DOC, dtype=int)",
    ],
    "x = Field(doc='X.', dtype=np.int64)": [
        "x: made[make_x]",
        "field:x: def make_x(doc): return Field(doc=doc, dtype=np.int64)",
    ],
    "x = Field(**shapes.ARGUMENTS)": [
        "x: made[make_x]",
        "field:x: def make_x(): return Field(**shapes.ARGUMENTS)",
    ],
}


@pytest.mark.parametrize("statement", HOOKED)
def test_what_is_not_said_of_a_field_is_a_function(statement: str) -> None:
    draft = fields(statement)
    assert lines(draft) == HOOKED[statement]
    assert all(hook.why and hook.line for hook in draft.hooks)


def test_a_function_of_the_module_stays_as_it_is() -> None:
    draft = fields("x = Field[int](doc='X.', check=is_even)", "y = Field[int](doc='Y.', check=is_even)")
    methods = [hook.method for hook in draft.hooks]
    methods[0].name = "other"
    assert methods[1].name == "is_even"


@pytest.mark.parametrize(
    ("statement", "line", "note"),
    [
        (
            "x = Field[float](doc='X.', default=math.sqrt(4) * 2)",
            "x: scalar[float], default=4.0",
            "the default of `x` is written as the value it has: `math.sqrt(4) * 2`",
        ),
        (
            "x = ChoiceField[str](doc='X.', allowed={'a': {'A.'}}, optional=False)",
            "x: choice[str], allowed={'a': 'A.'}",
            "a doc among the choices of `x` stands in braces, and is taken for the string in them",
        ),
        (
            "x = Field[int](doc='X.', check=is_even)\nx = Field[str](doc='X.')",
            "x: scalar[str]",
            "`x` is declared twice, and the second declaration holds",
        ),
    ],
)
def test_fields_that_are_put_differently(statement: str, line: str, note: str) -> None:
    draft = fields(statement)
    assert lines(draft) == [line]
    assert [one.text for one in draft.notes] == [note]
