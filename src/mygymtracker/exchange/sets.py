"""From the cells of one row to one set: what blank, zero, negative and impossible numbers mean."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from mygymtracker.exchange.cells import read_amount, read_number, read_reps, read_rpe
from mygymtracker.exchange.loads import LOAD_LIMIT, load_mode_of, scale, snap, tidy, undust
from mygymtracker.exchange.records import SetRecord, SetTypeName, TechniqueName
from mygymtracker.quantities import DistanceUnit, LoadMode, LoadUnit, convert_load

NEVER_PERFORMED: Final = "nothing is recorded but the name: probably never performed"
# The heaviest real load among 193,083 sets is about 330 kg; above these it is a slip of the finger, kept and
# told.
_REMARKABLE_KILOGRAMS: Final = 500
_REMARKABLE_REPS: Final = 200
_REMARKABLE_SECONDS: Final = 86_400


@dataclass(frozen=True, slots=True)
class Units:
    """What the numbers of a row are in; None where nobody knows yet.

    `converted` says that the app converts loads between units when it exports, and leaves dust.
    `zero_is_blank` says that this form of the file writes 0 where it means nothing.
    """

    load: LoadUnit | None
    distance: DistanceUnit | None
    converted: bool = False
    zero_is_blank: bool = False


@dataclass(frozen=True, slots=True)
class SetKind:
    """What a row's tag says about its set; `remark` when the tag is one we do not know."""

    set_type: SetTypeName = "working"
    technique: TechniqueName | None = None
    remark: str | None = None


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

    Raises `ValueError`, with the reason to set the row aside, for numbers that cannot be read or kept.
    """
    typed = _load(load, units.load, converted=units.converted)
    lasted, covered = read_amount(seconds, "time"), read_amount(distance, "distance")
    lifted, made = _what_applies(typed.load, read_reps(reps), is_measured=bool(lasted or covered), units=units)
    exertion, doubt = read_rpe(rpe)
    is_bare = lifted is None and made is None and not lasted and not covered
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
                doubt,
                NEVER_PERFORMED if is_bare else None,
                f"{made} reps is unusually many" if made and made > _REMARKABLE_REPS else None,
                f"{lasted} seconds is more than a day" if lasted and lasted > _REMARKABLE_SECONDS else None,
            ]
        ),
    )


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


def joined(remarks: list[str | None]) -> str | None:
    """Several remarks as one, or None where there is none."""
    return "; ".join(filter(None, remarks)) or None


@lru_cache(maxsize=16384)
def _load(text: str, unit: LoadUnit | None, *, converted: bool) -> _Load:
    """The load as it was typed, with the unit it was typed in. A negative one is help.

    Three decimals are kept: more cannot come from a plate, and the row keeps what stood there.
    """
    try:
        number = read_number(text)
    except ValueError as error:
        raise ValueError(f"load {error}") from error
    if number is None:
        return _Load(None, None, is_help=False, remark=None)
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
        raise ValueError(f'load "{text}" is too large')
    return _Load(load, unit, is_help=number < 0, remark=joined(remarks))
