"""Which unit the loads of a file without units are in: each exercise by its own dust, the rest by the barbell lifts.

Strong lets one choose a unit for each exercise, and writes each in its own without naming any. So what is written of
one exercise says nothing of another, and the loads of one that shows its unit itself are left out where the unit of the
file is guessed. Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from mygymtracker.exchange.loads import read_dust
from mygymtracker.exchange.records import ExerciseUnit, UnitGuess
from mygymtracker.exchange.workout_identity import folded
from mygymtracker.quantities import LoadUnit

#: From a folded name of an exercise to the unit that a person says it is written in.
UnitsByName = Mapping[str, LoadUnit]

#: Whose loads are those of a bar with plates; of other barbell exercises many are done with small fixed bars.
_BARBELL_LIFTS: Final = frozenset(
    f"{lift} (barbell)"
    for lift in (
        "squat",
        "front squat",
        "bench press",
        "incline bench press",
        "overhead press",
        "deadlift",
        "romanian deadlift",
        "bent over row",
    )
)
# Of the files whose unit was known, those in pounds had 15 to 44 of 100 barbell loads among the first of these and at
# most 5 below the bar of 45 lb. 45 itself is a load in kilograms, too.
_LOADED_POUND_BARS: Final = frozenset(map(Decimal, (95, 135, 185, 225, 275, 315, 365, 405)))
_ROUND_KILOGRAMS: Final = frozenset(map(Decimal, range(20, 101, 10)))
_POUND_BAR: Final = 45
_FEWEST_TO_BE_SURE: Final = 20
_FEWEST_LOADS_TO_JUDGE: Final = 5
_THOUSANDTH: Final = Decimal("0.001")


@dataclass(slots=True)
class _Loads:
    """The loads above 0 of one exercise, as written; `typed_in` counts the dusty ones by what they were typed in."""

    name: str
    plain: list[Decimal] = field(default_factory=list)
    dusty: list[Decimal] = field(default_factory=list)
    typed_in: dict[LoadUnit, int] = field(default_factory=dict)

    def add(self, load: Decimal, times: int) -> None:
        if (typed := read_dust(load)) is None:
            self.plain += [load] * times
        else:
            self.dusty += [load] * times
            self.typed_in[typed[1]] = self.typed_in.get(typed[1], 0) + times

    @property
    def written_in(self) -> LoadUnit | None:
        """What its dust shows: what was typed in pounds is written in kilograms. None without dust, or for a draw."""
        pounds, kilograms = (self.typed_in.get(unit, 0) for unit in (LoadUnit.LB, LoadUnit.KG))
        if pounds == kilograms:
            return None
        return LoadUnit.KG if pounds > kilograms else LoadUnit.LB


class LoadsByExercise:
    """All loads of a file that names no unit, gathered by exercise before any of them is read.

    They are given as exercise and load, with how often the file has them.
    """

    def __init__(self, loads: Iterable[tuple[tuple[str, Decimal], int]]) -> None:
        self._by_name: dict[str, _Loads] = {}
        for (name, load), times in loads:
            if load > 0:
                self._by_name.setdefault(folded(name), _Loads(name)).add(load, times)

    def unit_of(self, name: str, of_file: LoadUnit, answers: UnitsByName) -> LoadUnit:
        """What the loads of an exercise are written in: the answer, else what it shows itself, else the file's."""
        key = folded(name)
        loads = self._by_name.get(key)
        return answers.get(key) or (loads and loads.written_in) or of_file

    @property
    def showing(self) -> Sequence[tuple[str, LoadUnit]]:
        """The exercises that show their unit themselves."""
        return [(each.name, each.written_in) for each in self._by_name.values() if each.written_in is not None]

    def units(self, of_file: LoadUnit, answers: UnitsByName) -> tuple[ExerciseUnit, ...]:
        """Of every exercise, in the order of the file."""
        return tuple(
            ExerciseUnit(
                name=loads.name,
                written_in=self.unit_of(key, of_file, answers),
                source="answer" if key in answers else "dust" if loads.written_in else "file",
                dusty=len(loads.dusty),
                plain=len(loads.plain),
                example=max(loads.dusty or loads.plain),
            )
            for key, loads in self._by_name.items()
        )

    def guess(self) -> UnitGuess:
        """What the file looks like but for the exercises that show their unit themselves; where these are all, they do.

        Plates of kilograms make loads in steps of two and a half: where many are no multiples of 5, it is kilograms.
        """
        rest = [each for each in self._by_name.values() if each.written_in is None]
        used = [load for each in rest for load in each.plain]
        by_2_5 = sum(1 for load in used if load % Decimal("2.5") == 0)
        by_5 = sum(1 for load in used if load % 5 == 0)
        likely, is_sure, reason = _by_barbell(rest) or _by_steps(used, by_2_5=by_2_5, by_5=by_5)
        shown = {each.written_in for each in self._by_name.values()}
        if not used and not rest and len(shown) == 1:
            likely, is_sure, reason = shown.pop(), True, "every exercise with a load shows it itself"
        return UnitGuess(
            loads=len(used),
            share_of_2_5=_share(by_2_5, len(used)),
            share_of_5=_share(by_5, len(used)),
            maximum=max(used, default=Decimal(0)),
            likely=likely,
            is_sure=is_sure,
            reason=reason,
        )


_Likely = tuple[LoadUnit | None, bool, str]


def _by_barbell(exercises: Collection[_Loads]) -> _Likely | None:
    """What the lifts with a bar show; None for too few of them, and for what could be either."""
    loads = [load for each in exercises if folded(each.name) in _BARBELL_LIFTS for load in each.plain]
    below = sum(1 for load in loads if load < _POUND_BAR)
    pounds = sum(1 for load in loads if load in _LOADED_POUND_BARS)
    kilograms = sum(1 for load in loads if load in _ROUND_KILOGRAMS)
    if len(loads) < _FEWEST_LOADS_TO_JUDGE:
        return None
    is_sure = len(loads) >= _FEWEST_TO_BE_SURE
    if below * 40 >= len(loads) and kilograms > 5 * pounds:
        return LoadUnit.KG, is_sure, f"{below} of {len(loads)} loads of barbell lifts are below a bar of 45 lb"
    if pounds * 10 >= len(loads) and below * 20 <= len(loads):
        return LoadUnit.LB, is_sure, f"{pounds} of {len(loads)} loads of barbell lifts are 95, 135, 185 … 405"
    return None


def _by_steps(loads: Collection[Decimal], *, by_2_5: int, by_5: int) -> _Likely:
    """What the steps between all loads show, which is never sure."""
    if by_2_5 >= _FEWEST_LOADS_TO_JUDGE:
        if by_5 * 100 < by_2_5 * 85:
            return LoadUnit.KG, False, f"{by_2_5 - by_5} of {len(loads)} loads are steps of 2.5"
        loaded_bars = sum(1 for load in loads if load in _LOADED_POUND_BARS)
        if loaded_bars * 20 >= len(loads):
            return LoadUnit.LB, False, f"{loaded_bars} of {len(loads)} loads are 95, 135, 185 … 405"
    return None, False, ""


def _share(part: int, whole: int) -> Decimal:
    return (Decimal(part) / whole).quantize(_THOUSANDTH) if whole else Decimal(0)
