"""From the cells of one row to one set: what blank, zero, negative and impossible numbers mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Final, Generic, NamedTuple, TypeVar

from mygymtracker.exchange.brackets import load_mode_of
from mygymtracker.exchange.cells import DecimalSign, Unit, read_amount, read_number, read_reps, read_rpe, shown
from mygymtracker.exchange.loads import scale, snap, tidy, undust
from mygymtracker.exchange.records import SetRecord, SetTypeName, TechniqueName
from mygymtracker.exchange.set_words import SetMeaning
from mygymtracker.quantities import LOAD_LIMIT, DistanceUnit, LoadMode, LoadUnit, convert_distance, convert_load

Number = TypeVar("Number")

NEVER_PERFORMED: Final = "nothing is recorded but the name: probably never performed"
# The heaviest real load among 193,083 sets is about 330 kg; above these it is a slip of the finger, kept and
# told.
_REMARKABLE_KILOGRAMS: Final = 500
_REMARKABLE_REPS: Final = 200
_REMARKABLE_SECONDS: Final = 86_400
#: Two columns that differ by less were rounded when one was made from the other.
_SAME: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Units:
    """What the numbers of a row are in; None where nobody knows yet.

    `converted` says that the app converts loads between units when it exports, and leaves dust.
    `zero_is_blank` says that this form of the file writes 0 where it means nothing. `unknown_load` and
    `unknown_distance` are units that the row names and nobody knows. `sign` is the decimal sign of the file.
    """

    load: LoadUnit | None
    distance: DistanceUnit | None
    converted: bool = False
    zero_is_blank: bool = False
    unknown_load: str | None = None
    unknown_distance: str | None = None
    sign: DecimalSign | None = None


@dataclass(frozen=True, slots=True)
class SetKind:
    """What a row's tag says about its set; `remark` when the tag is one we do not know."""

    set_type: SetTypeName = "working"
    technique: TechniqueName | None = None
    remark: str | None = None


@dataclass(slots=True)
class _Numbers:
    """Reads the numbers of one row; what is wrong with those that could not be read gathers in `unread`."""

    unread: list[str] = field(default_factory=list)

    def read(self, number: Callable[[], Number | None]) -> Number | None:
        try:
            return number()
        except ValueError as error:
            self.unread.append(str(error))
            return None


#: What the meanings of tags make of a set.
KINDS: Final = {
    SetMeaning.WORKING: SetKind(),
    SetMeaning.WARMUP: SetKind("warmup"),
    SetMeaning.DROP_SET: SetKind("working", "drop_set"),
    SetMeaning.FAILURE: SetKind("working", "fail"),
}


#: Of a row whose tag is blank or damaged.
WITHOUT_A_WORD: Final = SetKind(remark="no set type can be read; taken as a working set")


class Written(NamedTuple, Generic[Unit]):
    """A number as a cell has it, and the unit of its column."""

    text: str
    unit: Unit


def filled(first: Written[Unit], second: Written[Unit], sign: DecimalSign | None) -> tuple[str, Unit, str | None]:
    """Of two columns for the same thing in two units the one that says it; a remark where they say different things.

    Where both say it, the one with fewer decimals was typed and the other was converted.
    """
    one, other = _number_or_none(first.text, sign), _number_or_none(second.text, sign)
    if not other and (one or first.text.strip() or not second.text.strip()):
        return first.text, first.unit, None
    if not one and (other or not first.text.strip()):
        return second.text, second.unit, None
    if not one or not other:
        return first.text, first.unit, f'"{shown(second.text)}" beside it in {second.unit} was not used'
    if abs(_converted(other, second.unit, first.unit) - one) > one * _SAME:
        disagreement = f"{one} {first.unit} and {other} {second.unit} disagree"
        return first.text, first.unit, f"{disagreement}; {one} {first.unit} was taken"
    taken = second if scale(other) < scale(one) else first
    return taken.text, taken.unit, None


def _number_or_none(text: str, sign: DecimalSign | None) -> Decimal | None:
    try:
        return read_number(text, sign)
    except ValueError:
        return None


def _converted(number: Decimal, unit: LoadUnit | DistanceUnit, to: LoadUnit | DistanceUnit) -> Decimal:
    if isinstance(unit, LoadUnit) and isinstance(to, LoadUnit):
        return convert_load(number, unit, to=to)
    if isinstance(unit, DistanceUnit) and isinstance(to, DistanceUnit):
        return convert_distance(number, unit, to=to)
    return number


def read_set(
    line_number: int,
    exercise: str,
    kind: SetKind,
    *,
    load: str,
    reps: str,
    seconds: str,
    distance: str,
    rpe: str,
    units: Units,
) -> SetRecord:
    """One set from the texts of its cells; a remark for what is odd about it.

    A number that cannot be read or kept costs that number and not the set, which says so in `unread`.
    """
    numbers, sign = _Numbers(), units.sign
    typed = numbers.read(lambda: _load(load, units)) or _NO_LOAD
    made = numbers.read(lambda: read_reps(reps, sign))
    lasted = numbers.read(lambda: read_amount(seconds, "time", sign))
    covered = numbers.read(lambda: _distance(distance, units))
    exertion = numbers.read(lambda: read_rpe(rpe, sign))
    lifted, made = _what_applies(typed.load, made, is_measured=bool(lasted or covered), units=units)
    is_bare = lifted is None and made is None and not lasted and not covered and not numbers.unread
    unread = "; ".join(numbers.unread)
    return SetRecord(
        line_number=line_number,
        set_type=kind.set_type,
        technique=kind.technique,
        load=lifted,
        load_unit=typed.unit if lifted is not None else None,
        load_mode=LoadMode.ASSISTED if typed.is_help else load_mode_of(exercise),
        reps=made,
        duration_seconds=lasted,
        distance=covered,
        distance_unit=units.distance if covered is not None else None,
        rpe=exertion,
        remark=joined(
            [
                kind.remark,
                typed.remark,
                f"{unread}; left out, and noted at the set" if unread else None,
                NEVER_PERFORMED if is_bare else None,
                f"{made} reps is unusually many" if made and made > _REMARKABLE_REPS else None,
                f"{lasted} seconds is more than a day" if lasted and lasted > _REMARKABLE_SECONDS else None,
            ]
        ),
        unread=unread,
    )


def _distance(text: str, units: Units) -> Decimal | None:
    covered = read_amount(text, "distance", units.sign)
    if covered and units.unknown_distance is not None:
        raise ValueError(f'the unit "{shown(units.unknown_distance)}" of the distance {covered} is not known')
    return covered


def _what_applies(
    load: Decimal | None, reps: int | None, *, is_measured: bool, units: Units
) -> tuple[Decimal | None, int | None]:
    """Load and reps without the zeros that mean "does not apply".

    - Timed or covering a distance (`is_measured`): reps 0 does not apply, nor does a load of 0 without reps.
    - Reps 0 with a load, no time and no distance: an attempt of which none was made; it stays 0.
    - All of it 0 in a form that writes 0 for blank, or nothing but a load of 0: never performed, all None.
    - A load of 0 with reps stays 0.
    """
    if is_measured:
        reps = reps or None
        return (load if load or reps else None), reps
    if not load and (reps is None or (reps == 0 and units.zero_is_blank)):
        return None, None
    return load, reps


class _Load(NamedTuple):
    load: Decimal | None
    unit: LoadUnit | None
    is_help: bool
    remark: str | None


_NO_LOAD: Final = _Load(None, None, is_help=False, remark=None)


def joined(remarks: list[str | None]) -> str | None:
    """Several remarks as one, or None where there is none."""
    return "; ".join(filter(None, remarks)) or None


def _load(text: str, units: Units) -> _Load:
    typed = _load_in(text, units.load, units.sign, converted=units.converted)
    if typed.load and units.unknown_load is not None:
        raise ValueError(f'the unit "{shown(units.unknown_load)}" of the load {typed.load} is not known')
    return typed


@lru_cache(maxsize=16384)
def _load_in(text: str, unit: LoadUnit | None, sign: DecimalSign | None, *, converted: bool) -> _Load:
    """The load as it was typed, with the unit it was typed in. A negative one is help.

    Three decimals are kept: more cannot come from a plate, and the row keeps what stood there.
    """
    try:
        number = read_number(text, sign)
    except ValueError as error:
        raise ValueError(f"load {error}") from error
    if number is None:
        return _NO_LOAD
    remarks: list[str | None] = []
    if number < 0:
        remarks.append(f"the load {number} is negative and was kept as help")
    load = snap(abs(number))
    if unit is not None:
        load, unit = undust(load, unit) if converted else (load, unit)
        if scale(load) > 3:
            rounded = tidy(load.quantize(Decimal("0.001")))
            remarks.append(f"the load {load} was rounded to {rounded}")
            load = rounded
        if convert_load(load, unit, to=LoadUnit.KG) > _REMARKABLE_KILOGRAMS:
            remarks.append(f"a load of {load} {unit} is unusually heavy")
    if load >= LOAD_LIMIT:
        raise ValueError(f'load "{shown(text)}" is too large')
    return _Load(load, unit, is_help=number < 0, remark=joined(remarks))
