"""Strong's export: one row per set, with pseudo-rows for rest and notes, in seven forms.

| dialect | what tells it |
|---|---|
| S0 (2016–18) | the unit is the name of the column: `kg`, `lbs`, `km`, `mi.` |
| S1a, S1, S1b (iOS) | `,`, no unit anywhere; S1a without Duration, S1b without Notes |
| S1-de, S1-zh, S1-fr, … | S1 under a translated header |
| S2 (Android) | `;`, units in columns of their own |
| S3 (version 6) | `Workout #`, units in brackets behind the column name |

The whole history is written anew in the dialect of the app's version, so that the same workout must
read the same in all of them: S0 and S1 write 0 where S2 and S3 leave a cell blank. Columns stand in one order in each
of them, so that a file in a language that nobody here knows can be read after asking.
"""

from typing import Final

from mygymtracker.exchange.format import Format, reader_by_position, reader_for
from mygymtracker.exchange.formats.strong.headers import HEADER_EXAMPLE, by_position, recognise
from mygymtracker.exchange.formats.strong.rows import read

FORMAT: Final = Format(
    name="strong",
    title="Strong",
    dialects="S0 … S3 of Strong",
    header_example=HEADER_EXAMPLE,
    reader_for=reader_for(recognise, read),
    reader_by_position=reader_by_position(by_position, read),
    columns="date, workout, …, exercise, set order, load, reps",
    says_duration=True,
)
