"""What the words in brackets behind the name of an exercise say, in the languages of the apps. Pure.

Strong and Hevy write `Bench Press (Barbell)`, and translate the bracket: `Bench Press (Bar)` is the same in Turkish. It
tells what the load hangs on, and whether a number is load or help.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mygymtracker.quantities import LoadMode


@dataclass(frozen=True, slots=True)
class Bracket:
    """What a bracket says: its English words, the name of a piece of equipment (of the schema), and the load mode."""

    english: str
    equipment: str | None = None
    load_mode: LoadMode = LoadMode.EXTERNAL


_BRACKETS: Final = {
    bracket.english: bracket
    for bracket in (
        Bracket("Barbell", "barbell"),
        Bracket("Dumbbell", "dumbbell"),
        Bracket("Machine", "machine"),
        Bracket("Cable", "cable"),
        Bracket("Smith Machine", "smith_machine"),
        Bracket("Kettlebell", "kettlebell"),
        Bracket("Plate", "plate"),
        Bracket("EZ Bar", "ez_bar"),
        Bracket("Trap Bar", "trap_bar"),
        Bracket("Bodyweight", "bodyweight", LoadMode.BODYWEIGHT_PLUS),
        Bracket("Weighted", None, LoadMode.BODYWEIGHT_PLUS),
        Bracket("Assisted", None, LoadMode.ASSISTED),
        Bracket("Band", "band", LoadMode.BAND),
        Bracket("Resistance Band", "band", LoadMode.BAND),
    )
}
_ENGLISH: Final = "en"
#: By language and the English of a bracket. English itself has plurals and what is often mistyped.
_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    _ENGLISH: {
        "Barbell": "barbell | barbel | barbells",
        "Dumbbell": "dumbbell | dumbbells | dumbell | dumbells | dumbel | dumbbel",
        "Machine": "machine | machines",
        "Cable": "cable | cables",
        "Smith Machine": "smith machine | smith",
        "Kettlebell": "kettlebell | kettlebells | kettlebel",
        "Plate": "plate",
        "EZ Bar": "ez bar | ez-bar",
        "Trap Bar": "trap bar | hex bar",
        "Bodyweight": "bodyweight | body weight",
        "Weighted": "weighted",
        "Assisted": "assisted",
        "Band": "band | banded",
        "Resistance Band": "resistance band",
    },
    "de": {
        "Barbell": "langhantel",
        "Dumbbell": "kurzhantel | kurzhanteln",
        "Machine": "maschine | gerät",
        "Cable": "kabelzug | kabel | seilzug",
        "Smith Machine": "multipresse | smith-maschine | smith maschine",
        "Kettlebell": "kugelhantel",
        "Plate": "hantelscheibe | scheibe | gewichtsscheibe",
        "EZ Bar": "sz-stange | sz-hantel | curlstange",
        "Bodyweight": "körpergewicht | eigengewicht",
        "Weighted": "mit gewicht | mit zusatzgewicht | gewichtet | beschwert",
        "Assisted": "assistiert | assistierte | assistierter | assistiertes | unterstützt | unterstützte "
        "| mit unterstützung",
        "Resistance Band": "widerstandsband | gummiband | fitnessband",
    },
    "fr": {
        "Barbell": "barre",
        "Dumbbell": "haltère | haltères",
        "Cable": "câble | câbles | poulie",
        "Smith Machine": "machine smith | barre guidée",
        "Plate": "disque",
        "EZ Bar": "barre ez",
        "Bodyweight": "poids du corps",
        "Weighted": "lesté | lestée | lestés | lestées | avec poids | avec lest",
        "Assisted": "assisté | assistée | assistés | assistées",
        "Resistance Band": "élastique | bande élastique | bande de résistance",
    },
    "es": {
        "Barbell": "barra",
        "Dumbbell": "mancuerna | mancuernas",
        "Machine": "máquina",
        "Cable": "polea | cable",
        "Smith Machine": "máquina smith | multipower",
        "Kettlebell": "pesa rusa",
        "Plate": "disco",
        "EZ Bar": "barra ez | barra z",
        "Bodyweight": "peso corporal",
        "Weighted": "con peso | lastrado | lastrada | lastradas | lastrados | con lastre",
        "Assisted": "asistida | asistido | asistidas | asistidos",
        "Resistance Band": "banda | goma | banda elástica | banda de resistencia",
    },
    "it": {
        "Barbell": "bilanciere",
        "Dumbbell": "manubrio | manubri",
        "Machine": "macchina | macchinario",
        "Cable": "cavo | cavi",
        "Smith Machine": "multipower",
        "Plate": "disco",
        "EZ Bar": "bilanciere ez",
        "Bodyweight": "corpo libero | peso corporeo",
        "Weighted": "con peso | zavorrato | zavorrata | zavorrati | zavorrate | con zavorra",
        "Assisted": "assistito | assistita | assistiti | assistite",
        "Resistance Band": "elastico | banda elastica | fascia elastica",
    },
    "pt": {
        "Barbell": "barra",
        "Dumbbell": "halter | halteres",
        "Machine": "máquina",
        "Cable": "polia | cabo | cabos",
        "Smith Machine": "máquina smith",
        "Plate": "anilha",
        "EZ Bar": "barra w | barra ez",
        "Bodyweight": "peso corporal | peso do corpo",
        "Weighted": "com peso | com carga | com peso adicional | lastrado",
        "Assisted": "assistida | assistido | assistidas | assistidos",
        "Resistance Band": "elástico | faixa elástica | banda elástica | faixa",
    },
    "tr": {
        "Barbell": "bar | halter",
        "Dumbbell": "dambıl | dambıllı",
        "Machine": "makine | makina",
        "Cable": "kablo | kablolu",
        "Smith Machine": "smith makinesi | smith makine",
        "Kettlebell": "girya",
        "Plate": "plaka",
        "EZ Bar": "z bar",
        "Bodyweight": "vücut ağırlığı",
        "Weighted": "ağırlıklı | ağırlıkla",
        "Assisted": "destekli | yardımlı",
        "Resistance Band": "bant | direnç bandı | lastik",
    },
    "nl": {
        "Barbell": "halterstang | lange halter",
        "Dumbbell": "halter | halters",
        "Cable": "kabel",
        "Plate": "schijf",
        "Bodyweight": "lichaamsgewicht",
        "Weighted": "met gewicht | verzwaard",
        "Assisted": "geassisteerd | geassisteerde | ondersteund",
        "Resistance Band": "weerstandsband | elastiek",
    },
    "pl": {
        "Barbell": "sztanga | sztangą",
        "Dumbbell": "hantel | hantle | hantlami",
        "Machine": "maszyna",
        "Cable": "wyciąg | linka",
        "Bodyweight": "masa ciała",
        "Weighted": "z obciążeniem | z ciężarem",
        "Assisted": "wspomagane | asystowane | ze wspomaganiem | z asystą",
        "Resistance Band": "guma | taśma",
    },
    "ru": {
        "Barbell": "штанга | со штангой",
        "Dumbbell": "гантель | гантели | с гантелями",
        "Machine": "тренажёр | тренажер",
        "Cable": "трос | блок | кроссовер",
        "Smith Machine": "машина смита | смит",
        "Kettlebell": "гиря",
        "Plate": "блин",
        "Bodyweight": "собственный вес",
        "Weighted": "с весом | с отягощением | с утяжелением",
        "Assisted": "с поддержкой | с помощью",
        "Resistance Band": "лента | резинка | эспандер",
    },
    "ja": {
        "Barbell": "バーベル",
        "Dumbbell": "ダンベル",
        "Machine": "マシン",
        "Cable": "ケーブル",
        "Smith Machine": "スミスマシン",
        "Kettlebell": "ケトルベル",
        "Plate": "プレート",
        "Bodyweight": "自重",
        "Weighted": "加重 | ウェイト",
        "Assisted": "アシスト | 補助",
        "Resistance Band": "バンド | チューブ",
    },
    "ko": {
        "Barbell": "바벨",
        "Dumbbell": "덤벨",
        "Machine": "머신",
        "Cable": "케이블",
        "Smith Machine": "스미스 머신 | 스미스머신",
        "Kettlebell": "케틀벨",
        "Plate": "원판",
        "Bodyweight": "맨몸",
        "Weighted": "중량 | 가중",
        "Assisted": "어시스트 | 어시스티드 | 보조",
        "Resistance Band": "밴드",
    },
    "zh": {
        "Barbell": "杠铃 | 槓鈴",
        "Dumbbell": "哑铃 | 啞鈴",
        "Machine": "器械 | 機械 | 机器 | 機器",
        "Cable": "绳索 | 繩索 | 拉索 | 缆绳",
        "Smith Machine": "史密斯机 | 史密斯機 | 史密斯",
        "Kettlebell": "壶铃 | 壺鈴",
        "Plate": "杠铃片 | 槓片",
        "Bodyweight": "自重",
        "Weighted": "负重 | 負重 | 加重",
        "Assisted": "辅助 | 輔助 | 助力",
        "Resistance Band": "弹力带 | 彈力帶 | 阻力带",
    },
}
#: A word that two languages mean differently is in none of them: `Halter` is a barbell in Turkish, and not in Dutch.
_MEANINGS: Final[dict[str, set[str]]] = {}
for _brackets in _WORDS.values():
    for _english, _words in _brackets.items():
        for _word in _words.split(" | "):
            _MEANINGS.setdefault(_word.casefold(), set()).add(_english)
#: Words for help that say so wherever they stand in a name; not those for a support, which can be one of the chest. In
#: English only a bracket counts: in `Assisted Pistol Squats` the help is a hand on a rack, not a number.
_ASSISTANCE: Final = re.compile("assist|asist|asyst|wspomag|アシスト|어시스트|辅助|輔助")
_HELP: Final = frozenset(
    word
    for language, brackets in _WORDS.items()
    if language != _ENGLISH
    for word in brackets["Assisted"].split(" | ")
    if _ASSISTANCE.search(word)
)
_ADDED: Final = tuple(
    word
    for language, brackets in _WORDS.items()
    if language != _ENGLISH
    for word in brackets["Weighted"].split(" | ")
    if " " in word  # of one word alone it is not sure that it speaks of the load: `lestes Heben`
)
_IN_BRACKETS: Final = re.compile(r"\(([^()]+)\)")
_MODE_FIRST: Final = re.compile(r"\s*(weighted|assisted|band)\b", re.IGNORECASE)
_PARTS: Final = re.compile(r"\s+[-–]\s+|,\s*")
_FULL_WIDTH: Final = str.maketrans("（）", "()")


@lru_cache(maxsize=4096)
def load_mode_of(exercise: str) -> LoadMode:
    """What a load means for an exercise, by the bracket that Strong and Hevy put behind its name, in any language."""
    brackets = list(_brackets_in(exercise))
    for mode in (LoadMode.ASSISTED, LoadMode.BODYWEIGHT_PLUS, LoadMode.BAND):
        if any(bracket.load_mode is mode for bracket in brackets):
            return mode
    name = f" {' '.join(_letters(exercise))} "
    if any(f" {word} " in name or (not _is_spaced(word) and word in name) for word in _HELP):
        return LoadMode.ASSISTED
    is_added = name.rstrip().endswith(tuple(f" {word}" for word in _ADDED))
    return LoadMode.BODYWEIGHT_PLUS if is_added else LoadMode.EXTERNAL


@lru_cache(maxsize=4096)
def equipment_of(exercise: str) -> str | None:
    """What its load hangs on, by its bracket; None where that does not say it, or says two things."""
    kinds = {bracket.equipment for bracket in _brackets_in(exercise) if bracket.equipment}
    return kinds.pop() if len(kinds) == 1 else None


def in_english(exercise: str) -> str:
    """The name with its brackets as English has them: `Bench Press (Bar)` is `Bench Press (Barbell)`.

    A bracket of other words stays, and so does one that two languages mean differently.
    """
    return _IN_BRACKETS.sub(_translated, exercise.translate(_FULL_WIDTH))


def _translated(bracket: re.Match[str]) -> str:
    meaning = _meaning(bracket[1])
    return f"({meaning.english})" if meaning else bracket[0]


def _brackets_in(exercise: str) -> Iterator[Bracket]:
    """What each bracket says, whole or by one of its parts: `(Cable - Straight Bar)`."""
    for inner in _IN_BRACKETS.findall(exercise.translate(_FULL_WIDTH)):
        meanings = filter(None, map(_meaning, (inner, *_PARTS.split(inner))))
        if (meaning := next(meanings, None)) is not None:
            yield meaning
        elif begins := _MODE_FIRST.match(inner):  # `(Weighted Hyperextension)`
            yield _BRACKETS[begins[1].capitalize()]


def _meaning(words: str) -> Bracket | None:
    meanings = _MEANINGS.get(unicodedata.normalize("NFC", words).strip().casefold(), set())
    return _BRACKETS[next(iter(meanings))] if len(meanings) == 1 else None


def _letters(name: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", name).casefold())


def _is_spaced(word: str) -> bool:
    """Whether the script of a word parts words by blanks."""
    return not any("\u3040" <= letter <= "\u9fff" for letter in word)
