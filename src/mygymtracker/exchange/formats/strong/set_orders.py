"""What Strong's cell `Set Order` says: a number, a letter or a word."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from mygymtracker.exchange.cells import read_number
from mygymtracker.exchange.records import RowOutcome
from mygymtracker.exchange.set_words import SetMeaning, SetTypes, folded_word, is_word, settle
from mygymtracker.exchange.sets import KINDS, WITHOUT_A_WORD, SetKind


class Tag(NamedTuple):
    """What a row is. `number` is that of a set, where it has one."""

    outcome: RowOutcome
    number: int | None
    kind: SetKind


_KNOWN: Final[Mapping[str, SetMeaning]] = {
    word: meaning
    for meaning, words in {
        SetMeaning.WARMUP: "w | warm up | warmup | aufwärmen | aufwärmsatz | échauffement | calentamiento "
        "| riscaldamento | aquecimento | rozgrzewka | разминка | ısınma | uppvärmning | opwarming | 热身 | 熱身 "
        "| ウォームアップ | 워밍업 | 웜업",
        SetMeaning.DROP_SET: "d | drop set | dropset | drop",
        SetMeaning.FAILURE: "f | failure",
        SetMeaning.REST: "rest timer | ruhezeit | pausentimer | minuteur de repos | temporizador de descanso "
        "| timer di recupero | timer di riposo | cronômetro de descanso | rusttimer | vilotimer | minutnik odpoczynku "
        "| таймер отдыха | dinlenme zamanlayıcısı | 休息计时器 | 休息計時器 | 休息时间 "
        "| 休憩タイマー | レストタイマー | 휴식 타이머",
        SetMeaning.NOTE: "note | notiz | nota | notitie | anteckning | notatka | заметка | 备注 | 備註 | 笔记 | メモ "
        "| 메모",
    }.items()
    for word in words.split(" | ")
}  # fmt: skip
_OUTCOMES: Final = {SetMeaning.REST: RowOutcome.REST, SetMeaning.NOTE: RowOutcome.NOTE}


class SetOrders:
    """The cells of one file. Raises Invalid for words that nobody knows and `set_types` says nothing of."""

    def __init__(self, texts: Collection[str], set_types: SetTypes) -> None:
        words = [text for text in texts if _number(text) is None]
        self._meanings = settle(words, _KNOWN, set_types, list(SetMeaning))

    def tag(self, text: str) -> Tag:
        """What one cell says; one with nothing in it is a working set, with a remark."""
        if (number := _number(text)) is not None:
            return Tag(RowOutcome.SET, number, KINDS[SetMeaning.WORKING])
        if not is_word(text):
            return Tag(RowOutcome.SET, None, WITHOUT_A_WORD)
        meaning = self._meanings[folded_word(text)]
        return Tag(_OUTCOMES.get(meaning, RowOutcome.SET), None, KINDS.get(meaning, SetKind()))


@lru_cache(maxsize=1024)
def _number(text: str) -> int | None:
    word = text.strip()
    if word.isascii() and word.isdecimal() and len(word) < 6:
        return int(word)
    try:
        number = read_number(word)
    except ValueError:
        return None
    return int(number) if number is not None and number >= 0 and number == number.to_integral_value() else None
