"""What a person says of themselves, and of what they lift with: all of it may be left out."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Annotated, Final
from uuid import UUID
from zoneinfo import available_timezones

import msgspec
from msgspec import Meta, Struct

from mygymtracker.contents import Content, NameOrNothing, from_row, kept, refuse_fine, refuse_nul
from mygymtracker.database.entities import E1rmFormula, Sex, User
from mygymtracker.errors import Invalid
from mygymtracker.quantities import LOAD_LIMIT, LoadUnit

#: Files among the zones that stand for no place: whatever this machine is set to, and nowhere.
_NO_ZONES: Final = frozenset({"localtime", "Factory", "posixrules"})

Weekday = Annotated[int, Meta(ge=1, le=7, description="1 is Monday, 7 is Sunday.")]
BirthYear = Annotated[int, Meta(ge=1900, le=2100, description="Not later than this year.")]
TimeZone = Annotated[
    str, Meta(max_length=64, description="An IANA name; days begin and end there.", examples=["Europe/Berlin"])
]
DisplayName = Annotated[NameOrNothing, Meta(max_length=100, description="What to call you; may be empty.")]
Load = Annotated[Decimal, Meta(description="In `unit`, above 0, with at most three decimals.")]


class Bar(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A bar to load plates on."""

    load: Load
    unit: LoadUnit
    name: Annotated[NameOrNothing, Meta(max_length=100)] = ""


class Plate(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Plates of one load."""

    load: Load
    unit: LoadUnit
    count: Annotated[int, Meta(ge=1, le=1000, description="How many there are in all: 4 go on a bar as two pairs.")]


Bars = Annotated[list[Bar], Meta(max_length=50, description="The bars at hand.")]
Plates = Annotated[list[Plate], Meta(max_length=50, description="The plates at hand.")]
Formula = Annotated[E1rmFormula, Meta(description="For estimated one-repetition maxima.")]
KnownSex = Annotated[Sex | None, Meta(description="Asked for by strength scores alone; never required.")]
ShownUnit = Annotated[LoadUnit, Meta(description="Loads are shown in it where they were not typed in one.")]


class ProfileContent(Content, frozen=True, kw_only=True):
    """What a person says of themselves. Bars and plates are each sent as a whole list."""

    display_name: DisplayName = ""
    unit: ShownUnit = LoadUnit.KG
    time_zone: TimeZone = "UTC"
    first_weekday: Weekday = 1
    bars: Bars = msgspec.field(default_factory=list)
    plates: Plates = msgspec.field(default_factory=list)
    e1rm_formula: Formula = E1rmFormula.EPLEY
    sex: KnownSex = None
    birth_year: BirthYear | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        for place, bar in enumerate(self.bars):
            _refuse_unfit(f"bars[{place}].load", bar.load)
            refuse_nul(f"bars[{place}].name", bar.name)
        for place, plate in enumerate(self.plates):
            _refuse_unfit(f"plates[{place}].load", plate.load)


def _refuse_unfit(field: str, load: Decimal) -> None:
    refuse_fine(field, load)
    if not 0 < load < LOAD_LIMIT:
        raise Invalid(f"{field} must be above 0 and below {LOAD_LIMIT}", field=field, value=str(load))


class Account(Struct, frozen=True):
    """The account of the person signed in."""

    id: UUID
    email: Annotated[str, Meta(description="In the form in which it is looked up: lower case.")]
    created_at: datetime
    display_name: DisplayName
    unit: ShownUnit
    time_zone: TimeZone
    first_weekday: Weekday
    bars: Bars
    plates: Plates
    e1rm_formula: Formula
    sex: KnownSex
    birth_year: BirthYear | None
    version: Annotated[int, Meta(description="The number in its ETag.")]


def content_of(user: User) -> ProfileContent:
    bars, plates = msgspec.convert(user.bars, list[Bar]), msgspec.convert(user.plates, list[Plate])
    return from_row(ProfileContent, user, bars=bars, plates=plates)


def values_of(content: ProfileContent) -> dict[str, object]:
    """Columns and their values. In JSON a load is the digits that were typed, in a string."""
    values: dict[str, object] = {field: getattr(content, field) for field in content.__struct_fields__}
    return values | {
        "bars": [{"load": _digits(bar.load), "unit": bar.unit.value, "name": bar.name} for bar in content.bars],
        "plates": [
            {"load": _digits(plate.load), "unit": plate.unit.value, "count": plate.count} for plate in content.plates
        ],
    }


def _digits(load: Decimal) -> str:
    """As typed, but for powers of ten and zeros that nothing could hold (1E+1 is 10, 2.50000 is 2.500)."""
    return str(kept(load))


def account_of(user: User) -> Account:
    content = content_of(user)
    return from_row(Account, user, created_at=user.account_created_at, bars=content.bars, plates=content.plates)


def refuse_unknown_zone(name: str) -> None:
    """Raises Invalid for what is no name of the IANA database."""
    if name not in _zones():
        raise unknown_zone(name)


def unknown_zone(name: str) -> Invalid:
    return Invalid(
        f'"{name}" is no time zone that is known; give one like Europe/Berlin', field="time_zone", value=name
    )


def refuse_future_year(birth_year: int | None, *, now: datetime) -> None:
    if birth_year is not None and birth_year > now.year:
        raise Invalid(f"birth_year must not be later than {now.year}", field="birth_year", value=str(birth_year))


@cache
def _zones() -> frozenset[str]:
    """Read once: it is some hundred files."""
    return frozenset(available_timezones()) - _NO_ZONES
