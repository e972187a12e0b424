#!/usr/bin/env bash
# A column of Monday and Tuesday is days of the year 1 for agate, one of May, June and April too, and 12:30 twelve minutes.
#
# One would guess: a date is typed as one when it has a year; names of weekdays and months are text, and 12:30 a time of day.
# What happens:    agate, the library under csvkit, tries the types from the narrowest on. "Monday" is 0001-01-08, "Sat"
#                  0001-01-06, "Oct 15" 0001-10-15, "today" 0001-01-01; "12:30" is an interval of 12 minutes and 30 seconds.
#                  "2025-10" and "15.10.2025", which are dates, stay text. One value that does not fit keeps the whole column as
#                  text, so the same column is dates in one file and text in the next.
# Why it matters:  agate is made for newsrooms. Columns of weekdays, of editions, of the hour of a report, or of the first names
#                  of a shift are rewritten by a command that was asked to sort or to join. Name the types, or switch inference
#                  off (csvkit's -I).
# Seen with:       agate 1.14.2, 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check agate==1.14.2
"$folder/env/bin/python" - <<'PYTHON'
import importlib.metadata

import agate

print("agate", importlib.metadata.version("agate"))
for values, kind, expected in (
    (["Monday", "Tuesday"], "Date", ["0001-01-08", "0001-01-02"]),
    (["Sat", "Sun"], "Date", ["0001-01-06", "0001-01-07"]),
    (["May", "June", "April"], "Date", ["0001-05-01", "0001-06-01", "0001-04-01"]),
    (["Oct 15", "Oct 16"], "Date", ["0001-10-15", "0001-10-16"]),
    (["12:30", "13:45"], "TimeDelta", ["0:12:30", "0:13:45"]),
    (["2025-10", "2025-11"], "Text", ["2025-10", "2025-11"]),
    (["15.10.2025", "16.10.2025"], "Text", ["15.10.2025", "16.10.2025"]),
    (["May", "June", "Linda"], "Text", ["May", "June", "Linda"]),
):
    column = agate.Table.from_object([{"value": value} for value in values]).columns["value"]
    found = type(column.data_type).__name__, [str(value) for value in column.values()]
    print(values, "->", *found)
    assert found == (kind, expected)
print("as the head says")
PYTHON
