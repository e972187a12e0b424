#!/usr/bin/env bash
# ClickHouse keeps 8 May 1945 as a moment, and makes it 12 October 2124 when asked for its day; by month it is January 1970.
#
# One would guess: once a column has a type that holds old times (Date32, DateTime64: 1900 and before), the functions of dates work on
#                  it. A day that does not fit is an error, or null with the functions named OrNull.
# What happens:    many of them give back the short type Date, which begins in 1970. toDate of a DateTime64 goes round and lands in the
#                  next century; toStartOfMonth, toStartOfYear and toMonday give 1 January 1970; date_trunc is right. toDateOrNull of the
#                  text 1945-05-08 is 1 January 1970, and so are CAST and parseDateTimeBestEffort; parseDateTime, the exact one, raises
#                  an error. 31 February is 3 March, as Date and as Date32.
# Why it matters:  a chart of stories by month (GROUP BY toStartOfMonth) has all of the years before 1970 in one column, and the filter
#                  toDate(seen) < today() leaves the war out. Schemas are inferred with the long types, so the reading is right and
#                  the count is not. Ask for date_trunc, toDate32, or set enable_extended_results_for_datetime_functions.
# Seen with:       chdb-core 26.9.0 (ClickHouse 26.9.2 as a library; 180 MB), 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check chdb-core==26.9.0
cd "$folder"
printf '%s\n' '{"seen":"1945-05-08T12:00:00Z"}' '{"seen":"1969-07-20T20:17:00Z"}' '{"seen":"2025-10-15T12:00:00Z"}' >stories.jsonl
"$folder/env/bin/python" - <<'PYTHON'
import chdb


def ask(query, settings=""):
    return [line.split("\t") for line in str(chdb.query(query + " settings session_timezone='UTC'" + settings, "TSV")).strip().splitlines()]


print("ClickHouse", ask("select version()")[0][0])
print("types:", ask("select toTypeName(seen) from file('stories.jsonl') limit 1"))
rows = ask("select toDateTime64(seen, 0), toDate(seen), toStartOfMonth(seen), toStartOfYear(seen), toMonday(seen), date_trunc('month', seen), toDate32(seen) from file('stories.jsonl')")
for row in rows:
    print(*row)
assert rows[0] == ["1945-05-08 12:00:00", "2124-10-12", "1970-01-01", "1970-01-01", "1970-01-01", "1945-05-01", "1945-05-08"]
assert rows[2] == ["2025-10-15 12:00:00", "2025-10-15", "2025-10-01", "2025-01-01", "2025-10-13", "2025-10-01", "2025-10-15"]
months = ask("select toStartOfMonth(seen), count() from file('stories.jsonl') group by all order by 1")
past = ask("select count() from file('stories.jsonl') where toDate(seen) < toDate('2026-01-01')")
print("by month:", months, "before 2026:", past)
assert months == [["1970-01-01", "2"], ["2025-10-01", "1"]] and past == [["1"]]
mended = ask("select toStartOfMonth(seen) from file('stories.jsonl') limit 1", ", enable_extended_results_for_datetime_functions = 1")
print("with the setting:", mended)
assert mended == [["1945-05-01"]]
for text in ("toDateOrNull('1945-05-08')", "cast('1945-05-08' as Date)", "toDate(parseDateTimeBestEffort('8 May 1945'))"):
    print(text, ask(f"select {text}"))
    assert ask(f"select {text}") == [["1970-01-01"]]
try:
    ask("select parseDateTime('1945-05-08', '%Y-%m-%d')")
    raise SystemExit("no error")
except RuntimeError as error:
    print("parseDateTime:", str(error)[:90])
assert ask("select toDate('2025-02-31'), toDate32('2025-02-31')") == [["2025-03-03", "2025-03-03"]]
print("as the head says")
PYTHON
