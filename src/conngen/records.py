"""Dataclasses that cost nothing before they are used.

The standard library's write and compile six methods for each class when it is defined, which for all of ours takes ten
times as long as Python needs to start. These are used alike: the methods are shared by all classes, but for
``__init__``, which is written when a class has proved to have many objects. What type checkers see are those of the
standard library.
"""

from __future__ import annotations

from .typings import TYPE_CHECKING

__all__ = ["dataclass", "field", "replace"]

if TYPE_CHECKING:
    from dataclasses import dataclass, field, replace
else:
    import operator

    _MISSING = object()
    _set = object.__setattr__
    _FEW = 50
    """So many objects are made before there is an `__init__` of its own for a class."""

    class _Field:
        """A field of a class: what `dataclasses.Field` is."""

        __slots__ = ("compare", "default", "default_factory", "hash", "init", "name", "repr")

        kw_only = False

        def __init__(self, default, default_factory, init, repr, hash, compare):
            self.name = None
            self.default = default
            self.default_factory = default_factory
            self.init = init
            self.repr = repr
            self.hash = compare if hash is None else hash
            self.compare = compare

        @property
        def _field_type(self):
            """What the functions of `dataclasses` know a field by."""
            import dataclasses

            return dataclasses._FIELD

    def field(*, default=_MISSING, default_factory=_MISSING, init=True, repr=True, hash=None, compare=True):
        """Return the description of a field, as `dataclasses.field` does."""
        return _Field(default, default_factory, init, repr, hash, compare)

    def replace(obj, /, **changes):
        """Return an object with some fields changed, as `dataclasses.replace` does."""
        for name, one in obj.__dataclass_fields__.items():
            if not one.init:
                if name in changes:
                    raise TypeError(f"field {name} is declared with init=False, it cannot be replaced")
            elif name not in changes:
                changes[name] = getattr(obj, name)
        return obj.__class__(**changes)

    def _first_compared(obj):
        """Return what is compared of an object, and let others of its class do so faster."""
        cls = _home(obj, "_compared")
        cls._compared = _getter([name for name, one in cls.__dataclass_fields__.items() if one.compare])
        return obj._compared(obj)

    def _first_hashed(obj):
        """Return what the hash of an object is made of, and let others of its class do so faster."""
        cls = _home(obj, "_hashed")
        cls._hashed = _getter([name for name, one in cls.__dataclass_fields__.items() if one.hash])
        return obj._hashed(obj)

    def _home(obj, name):
        """Return the class in which an attribute of an object is."""
        return next(cls for cls in type(obj).__mro__ if name in vars(cls))

    _COMPARED, _HASHED = staticmethod(_first_compared), staticmethod(_first_hashed)

    def dataclass(cls=None, /, *, frozen=False, eq=True, order=False, slots=False):
        """Make a class a dataclass, as `dataclasses.dataclass` does."""
        if cls is None:
            return lambda cls: _made(cls, frozen, eq, order, slots)
        return _made(cls, frozen, eq, order, slots)

    def _made(cls, frozen, eq, order, slots):
        fields, own = _fields(cls)
        if slots:
            cls = _slotted(cls, own)
        first = _first_init(cls, fields, frozen)
        members = vars(cls)
        cls.__dataclass_fields__ = fields
        cls.__match_args__ = tuple(name for name, one in fields.items() if one.init)
        cls.__init__ = first
        if "__repr__" not in members:
            cls.__repr__ = _repr
        if eq:
            if "__eq__" not in members:
                cls._compared = _COMPARED
                cls.__eq__ = _eq
            # A class with an `__eq__` of its own has `__hash__ = None` in it, unless it has that too.
            if members.get("__hash__") is None:
                if frozen:
                    cls._hashed = _HASHED
                cls.__hash__ = _hash if frozen else None
        if order:
            cls.__lt__, cls.__le__, cls.__gt__, cls.__ge__ = map(_ordering, ("lt", "le", "gt", "ge"))
        if frozen:
            cls.__setattr__ = _frozen_setattr
            cls.__delattr__ = _frozen_delattr
            if slots:
                cls.__getstate__ = _getstate
                cls.__setstate__ = _setstate
        return cls

    def _fields(cls):
        """Return all fields of a class, and the names of its own."""
        fields = {}
        for base in cls.__mro__[-1:0:-1]:
            fields.update(vars(base).get("__dataclass_fields__", ()))
        own = []
        for name, type in vars(cls).get("__annotations__", {}).items():
            if isinstance(type, str) and type.startswith(("ClassVar", "typing.ClassVar")):
                continue
            own.append(name)
            default = vars(cls).get(name, _MISSING)
            one = default
            if not isinstance(default, _Field):
                one = _Field(default, _MISSING, True, True, None, True)
            elif one.default is not _MISSING:
                setattr(cls, name, one.default)
            else:
                delattr(cls, name)
            one.name = name
            fields[name] = one
        return fields, own

    def _slotted(cls, own):
        """Return a class like another one that has slots for its fields."""
        members = dict(vars(cls))
        for name in (*own, "__dict__", "__weakref__"):
            members.pop(name, None)
        members["__slots__"] = tuple(own)
        made = type(cls)(cls.__name__, cls.__bases__, members)
        made.__qualname__ = cls.__qualname__
        return made

    def _first_init(cls, fields, frozen):
        """Return what makes the first objects of a class: to write an `__init__` takes as long as a hundred of them."""
        names = ()
        left = _FEW

        def __init__(self, *args, **kwargs):  # noqa: N807
            nonlocal left, names
            left -= 1
            names = names or [name for name, one in fields.items() if one.init]
            values = dict(zip(names, args))  # noqa: B905 - an argument too many is told of below
            fits = len(args) <= len(names) and kwargs.keys() <= {*names} and kwargs.keys().isdisjoint(values)
            values.update(kwargs)
            if left < 0 or not fits or not _filled(fields, values):
                init = _init(cls, fields, frozen)
                cls.__init__ = init
                init(self, *args, **kwargs)
                return
            put = _set if frozen else setattr
            for name in fields:
                if name in values:
                    put(self, name, values[name])
            if hasattr(cls, "__post_init__"):
                self.__post_init__()

        return __init__

    def _filled(fields, values):
        """Add what was not given to the values of fields; return whether that is all."""
        for name, one in fields.items():
            if name in values:
                continue
            if one.default_factory is not _MISSING:
                values[name] = one.default_factory()
            elif one.default is not _MISSING:
                values[name] = one.default
            elif one.init:
                return False
        return True

    def _init(cls, fields, frozen):
        """Return the `__init__` of a class."""
        names = {"_set": _set, "_given": _MISSING}
        parameters = ["self"]
        lines = []
        for name, one in fields.items():
            value = name
            if one.default_factory is not _MISSING:
                names[f"_make_{name}"] = one.default_factory
                value = f"_make_{name}()"
                if one.init:
                    parameters.append(f"{name}=_given")
                    value += f" if {name} is _given else {name}"
            elif one.default is not _MISSING:
                names[f"_default_{name}"] = one.default
                if one.init:
                    parameters.append(f"{name}=_default_{name}")
                else:
                    value = f"_default_{name}"
            elif one.init:
                parameters.append(name)
            else:
                continue
            slot = getattr(cls, name, None)
            if not frozen:
                lines.append(f" self.{name} = {value}")
            elif type(slot).__name__ == "member_descriptor":
                names[f"_set_{name}"] = slot.__set__
                lines.append(f" _set_{name}(self, {value})")
            else:
                lines.append(f" _set(self, {name!r}, {value})")
        if hasattr(cls, "__post_init__"):
            lines.append(" self.__post_init__()")
        exec(f"def __init__({', '.join(parameters)}):\n" + ("\n".join(lines) or " pass"), names)
        init = names["__init__"]
        init.__qualname__ = f"{cls.__qualname__}.__init__"
        init.__module__ = cls.__module__
        return init

    def _getter(names):
        """Return what gets the values of some fields."""
        if len(names) == 1:
            names = names * 2  # so that there is a tuple in any case
        return staticmethod(operator.attrgetter(*names) if names else lambda obj: ())

    def _eq(self, other):
        if other.__class__ is not self.__class__:
            return NotImplemented
        return self._compared(self) == other._compared(other)

    def _ordering(name):
        compare = getattr(operator, name)

        def method(self, other):
            if other.__class__ is not self.__class__:
                return NotImplemented
            return compare(self._compared(self), other._compared(other))

        return method

    def _hash(self):
        return hash(self._hashed(self))

    def _repr(self):
        shown = (name for name, one in self.__dataclass_fields__.items() if one.repr)
        return (
            f"{self.__class__.__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"
        )

    def _frozen_setattr(self, name, value):
        from dataclasses import FrozenInstanceError

        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def _frozen_delattr(self, name):
        from dataclasses import FrozenInstanceError

        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def _getstate(self):
        return [getattr(self, name) for name in self.__dataclass_fields__]

    def _setstate(self, state):
        for name, value in zip(self.__dataclass_fields__, state, strict=True):
            _set(self, name, value)
