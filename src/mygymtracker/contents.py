"""What people send of a thing: checked in one place, whether it comes whole, as a patch, from a terminal or a phone."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Annotated, Any, Final, TypeGuard, TypeVar, get_args, get_type_hints
from uuid import UUID

import msgspec
from msgspec import Meta

from mygymtracker.characters import HIDDEN_IN_NAMES, HIDDEN_IN_TEXTS, named, pictured
from mygymtracker.errors import Conflict, Invalid

_NAME: Final = Meta(min_length=1, max_length=100)
_NAME_OR_NOTHING: Final = Meta(extra={"is_name": True})
_NAMES: Final = (_NAME, _NAME_OR_NOTHING)
#: A name that something is found by, one that may be left empty, and a text as long as people write.
Name = Annotated[str, _NAME]
NameOrNothing = Annotated[str, _NAME_OR_NOTHING]
Text = Annotated[str, Meta(max_length=4000)]
_AS_WRITTEN: Final = Meta(extra={"is_as_written": True})
#: Of files that were written before there was a rule; shown with pictures (`characters.pictured`) wherever it is shown.
AsWritten = Annotated[str, _AS_WRITTEN]
#: Places after the point that the database keeps of anything weighed or measured.
PLACES: Final = 3


class Content(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that a person can say of one thing. Rules about several fields are in `__post_init__`, and raise Invalid."""

    def __post_init__(self) -> None:
        for field in self.__struct_fields__:
            refuse_nul(field, getattr(self, field))


class Hidden:
    """Holds a secret, and so shows nothing of itself in logs and tracebacks."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"{type(self).__name__}(…)"

    def __rich_repr__(self) -> list[tuple[str, Any]]:
        return []


class SecretContent(Hidden, Content, frozen=True, kw_only=True):
    """What is said together with a password. A refusal names the field and never the value: it may be the password.

    The database keeps no such text as it was sent, so a NUL in it is no concern of anybody's.
    """

    def __post_init__(self) -> None:
        """Nothing is refused beforehand."""


class Order(Content, frozen=True, kw_only=True):
    """All that there is of something, each id once, in the order that it is to have."""

    ids: Annotated[list[UUID], Meta(max_length=1000)]

    def __post_init__(self) -> None:
        for each, count in Counter(self.ids).items():
            if count > 1:
                problem = f"ids must name each id once; this one stands {count} times"
                raise Invalid(problem, field="ids", value=str(each))

    def refuse_others(self, there: Collection[UUID], *, what: str) -> None:
        """Raises Conflict unless it names exactly what is there: the `what`, such as `days of the plan`."""
        missing = [str(each) for each in there if each not in self.ids]
        unknown = [str(each) for each in self.ids if each not in there]
        if missing or unknown:
            problems = [f"missing: {', '.join(missing)}"] if missing else []
            problems += [f"not there: {', '.join(unknown)}"] if unknown else []
            raise Conflict(
                f"ids must name the {what}, each once ({'; '.join(problems)}).", existing=Order(ids=[*there]), sent=self
            )


AnyContent = TypeVar("AnyContent", bound=Content)
AnyStruct = TypeVar("AnyStruct", bound=msgspec.Struct)


def from_row(shape: type[AnyStruct], row: object, **others: object) -> AnyStruct:
    """A struct of a row's attributes of its fields' names; `others` are the fields that have other values."""
    return shape(**{name: others[name] if name in others else getattr(row, name) for name in shape.__struct_fields__})


def digest(content: Content) -> bytes:
    """Of all fields, those left out included: equal for contents that say the same."""
    return hashlib.sha256(msgspec.json.encode(content, order="deterministic")).digest()


def merge(content: AnyContent, patch: Mapping[str, object]) -> AnyContent:
    """A JSON merge patch (RFC 7396) on a content; null makes a field what it is when left out.

    Raises Invalid naming the field, the value and the rule.
    """
    for field in patch.keys() - set(content.__struct_fields__):
        raise unknown_field(field, patch[field])
    known = msgspec.to_builtins(content)
    given = known | with_tidy_names(patch, type(content))
    merged = {field: value for field, value in given.items() if field not in patch or value is not None}
    return _convert(merged, type(content))


def read(given: Mapping[str, object], into: type[AnyContent]) -> AnyContent:
    """A content from plain values. Raises Invalid naming the field, the value and the rule."""
    return _convert(with_tidy_names(given, into), into)


def _convert(given: Mapping[str, object], into: type[AnyContent]) -> AnyContent:
    try:
        return msgspec.convert(given, into)
    except msgspec.ValidationError as error:
        field, value = blamed(str(error), given)
        choices = _choices(into, field) if "enum value" in str(error) else []
        rule_broken = f"must be one of {', '.join(choices)}" if choices else rule(str(error))
        raise Invalid(rule_broken, field=field, value=None if issubclass(into, SecretContent) else value) from error


def unknown_field(field: str, value: object) -> Invalid:
    """A field that nobody can send, in the words of `read`."""
    return Invalid(
        f"Object contains unknown field `{field}`", field=field, value=None if value is None else shown(value)
    )


# --------------------------------------------------------------------------------------------------------------- names

#: Kinds of characters that show nothing when they stand alone, and letters that are blank all the same.
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cn", "Me", "Mc", "Mn", "Zl", "Zp", "Zs"})
_BLANK_LETTERS: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def with_tidy_names(given: Mapping[str, object], into: type[Content]) -> dict[str, object]:
    """The same with one blank between the words of names. Raises Invalid for what no name and no text may hold.

    Only what is sent is looked at: what was kept before there was the rule stays, and can be corrected. What is said
    together with a password stays as it is: the password may hold anything.
    """
    if issubclass(into, SecretContent):
        return dict(given)
    return {field: _tidied(field, value, _fields(into).get(field, ())) for field, value in given.items()}


def _tidied(field: str, value: object, parts: Sequence[object]) -> object:
    """A value as it was sent, with what is inside it: names in lists, and in objects of lists.

    `parts` are those of the field's type.
    """
    match value:
        case str() if any(part in _NAMES for part in parts):
            return tidy_name(field, value)
        case str() if str in parts and _AS_WRITTEN not in parts:
            _refuse_hidden(field, value, HIDDEN_IN_TEXTS)
        case str() if Decimal in parts and not (value.isascii() and "_" not in value):
            raise Invalid(f"{field} must be a number in the digits 0 to 9", field=field, value=value)
        case list():
            return [
                _tidied(f"{field}[{place}]" if isinstance(each, dict) else field, each, parts)
                for place, each in enumerate(value)
            ]
        case dict():
            fields = {name: inner for part in parts if _is_struct(part) for name, inner in _fields(part).items()}
            return {name: _tidied(f"{field}.{name}", each, fields.get(name, ())) for name, each in value.items()}
    return value


def tidy_name(field: str, name: str) -> str:
    """One blank between words, none around them.

    Raises Invalid for characters that show nothing and do something, and where nothing can be seen.
    """
    _refuse_hidden(field, name, HIDDEN_IN_NAMES)
    tidied = " ".join(name.split())
    if tidied and all(unicodedata.category(each) in _UNSEEN or each in _BLANK_LETTERS for each in tidied):
        raise Invalid(f"{field} must have a letter, a digit or a sign that can be seen", field=field, value=name)
    return tidied


def _refuse_hidden(field: str, text: str, hidden: re.Pattern[str]) -> None:
    if match := hidden.search(text):
        which = "the character NUL" if match[0] == "\0" else f"the invisible character {named(match[0])}"
        raise Invalid(f"{field} must not contain {which}", field=field, value=pictured(text))


def name_key(name: str) -> str:
    """Equal for names that differ in nothing but blanks, upper and lower case, and width: they are the same name."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


@cache
def _fields(into: type) -> dict[str, tuple[object, ...]]:
    """Each field with the parts of its type."""
    return {name: tuple(_parts(hint)) for name, hint in get_type_hints(into, include_extras=True).items()}


def _is_struct(part: object) -> TypeGuard[type[msgspec.Struct]]:
    return isinstance(part, type) and issubclass(part, msgspec.Struct)


# --------------------------------------------------------------------------------------------------------------- blame

_PLACE: Final = re.compile(r" - at `\$\.?(?P<path>[^`]*)`$")
_NAMED: Final = re.compile(r"(?:unknown|required) field `(?P<field>[^`]+)`")


def rule(message: str) -> str:
    """What msgspec demands, without where."""
    return _PLACE.sub("", message)


def _choices(into: object, path: str) -> list[str]:
    """The values of the enum that stands at a path of a content, `bars[0].unit`; none where there is no enum."""
    places = [into]
    for step in re.findall(r"[^.\[\]]+", path):
        structs = [place for place in places if isinstance(place, type) and issubclass(place, msgspec.Struct)]
        if not step.isdigit():
            places = [get_type_hints(struct)[step] for struct in structs if step in get_type_hints(struct)]
        places = [part for place in places for part in _parts(place)]
    enums = [place for place in places if isinstance(place, type) and issubclass(place, Enum)]
    return [str(member.value) for enum in enums for member in enum]


def _parts(hint: object) -> list[object]:
    """A type, and what it is made of: of `list[Muscle] | None` the enum, too."""
    return [hint, *(part for inner in get_args(hint) for part in _parts(inner))]


def blamed(message: str, given: object) -> tuple[str, str | None]:
    """The field that a message of msgspec is about, as a path, and the value that was sent for it, as text."""
    place, named = _PLACE.search(message), _NAMED.search(message)
    path = place["path"] if place else ""
    if named:
        path = f"{path}.{named['field']}".lstrip(".")
    value: object = given
    for step in re.findall(r"[^.\[\]]+", path):
        if isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        else:
            value = None
    return path or "body", None if value is None else shown(value)


def shown(value: object) -> str:
    """A value as a person would recognise it, and not much longer than that."""
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    return text if len(text) <= 200 else text[:199] + "…"


def refuse_nul(field: str, value: object) -> None:
    """PostgreSQL cannot hold the character NUL in a text. Raises Invalid."""
    if isinstance(value, str) and "\0" in value:
        raise Invalid(f"{field} must not contain the character NUL", field=field, value=value)


def refuse_fine(field: str, value: Decimal | None, *, places: int = PLACES) -> None:
    """Raises Invalid for more decimals than are kept, and for what is no number: nothing is rounded in silence."""
    if value is None:
        return
    _, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int):
        raise Invalid(f"{field} must be a number", field=field, value=str(value))
    written = "".join(map(str, digits)).rstrip("0")
    if written and -exponent - (len(digits) - len(written)) > places:
        raise Invalid(f"{field} must have at most {places} decimals", field=field, value=str(value))


def kept(value: Decimal | None, *, places: int = PLACES) -> Decimal | None:
    """As typed, but without zeros that are finer than what is kept, and without a power of ten (1E+1 is 10)."""
    if value is None or not value.is_finite():
        return value
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)  # noqa: S101 — it is finite
    if -places <= exponent <= 0:
        return value
    plain = value.quantize(Decimal(1).scaleb(-places if exponent < 0 else 0))
    return plain if plain == value else value


def refuse_uneven(field: str, value: Decimal | None) -> None:
    """Raises Invalid for effort that was not told in half steps."""
    if value is not None and (not value.is_finite() or value * 2 != (value * 2).to_integral_value()):
        raise Invalid(f"{field} must be told in half steps, such as 8 or 8.5", field=field, value=str(value))


def refuse_unpaired(field: str, value: object, partner: str, other: object) -> None:
    """Raises Invalid where of two fields that belong together one is missing."""
    if (value is None) != (other is None):
        missing = field if value is None else partner
        raise Invalid(f"{field} and {partner} must be given together; {missing} is missing", field=missing)
