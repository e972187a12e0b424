#!/usr/bin/env bash
# Since 1 January 2026 dateutil reads "15 Oct 75" as a day of 2075. No release did that: the year did.
#
# One would guess: years of two digits have a fixed turning point, as in POSIX and Python's own strptime (69 is 1969, 68 is
#                  2068), so a file gives the same days whenever it is read.
# What happens:    the turning point is fifty years before the year of the clock, taken when the parser is made (the default
#                  one: at import). In 2025 "75" was 1975, in 2026 it is 2075; on New Year's Day of 2027 "76" follows. A
#                  process that runs over New Year keeps the old one. pandas and dateparser read both as 19xx in the usual
#                  form; pandas hands "15/10/75" to dateutil, and it is 2075 there too.
# Why it matters:  an archive of 1975 that was indexed last year and is indexed again this year has its stories a century
#                  later, in the future. A reader of old news needs a turning point of its own, such as the day of the save:
#                  no story is later than that.
# Seen with:       python-dateutil 4.0.0, pandas 3.1.1, dateparser 1.5.0, 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check python-dateutil==4.0.0 pandas==3.1.1 dateparser==1.5.0
"$folder/env/bin/python" -W ignore - <<'PYTHON'
import importlib.metadata
import time
from datetime import datetime

import dateparser
import pandas
from dateutil import parser

print(*(f"{name} {importlib.metadata.version(name)}" for name in ("python-dateutil", "pandas", "dateparser")))


class ReadIn(parser.parserinfo):
    """The parser's own rule with the clock's year set."""

    def __init__(self, year):
        super().__init__()
        self._year, self._century = year, year // 100 * 100


def read(text, year):
    return parser.parser(ReadIn(year)).parse(text).year


for year in (2025, 2026, 2027):
    print(f"read in {year}:", {text: read(text, year) for text in ("15 Oct 74", "15 Oct 75", "15 Oct 76", "15 Oct 77")})
assert [read("15 Oct 75", year) for year in (2025, 2026)] == [1975, 2075]
assert [read("15 Oct 76", year) for year in (2026, 2027)] == [1976, 2076]

now = time.localtime().tm_year
for back, expected in ((50, now - 50), (51, now + 49)):
    text = f"{(now - back) % 100:02}"
    found = parser.parse(f"15 Oct {text}").year, pandas.to_datetime(f"15/10/{text}").year
    other = dateparser.parse(f"15 Oct {text}").year, datetime.strptime(f"15 Oct {text}", "%d %b %y").year
    print(f"now, '{text}': dateutil, pandas {found}; dateparser, strptime {other}")
    assert found == (expected, expected) and other == (now - back, now - back)
print("as the head says")
PYTHON
