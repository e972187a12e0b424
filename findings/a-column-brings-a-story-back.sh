#!/usr/bin/env bash
# DuckDB counts 30,002 stories in a file of which `SELECT *` gives 30,001; without the column of days the lost one is back.
#
# One would guess: with ignore_errors, a line that cannot be read is left out of the table. Which columns are asked for does not change which
#                  lines there are, and count(*) counts what * gives.
# What happens:    only the columns that are asked for are read. A line whose day is "unknown", behind 30,000 real days, is an error
#                  for a query that has the column `day` in it, and none for others: count(*) and count(id) are 30,002, count(day) 30,001;
#                  the story is found by its id, and is gone once its day is shown beside it. Without ignore_errors it is the same with
#                  the error: the count works, the list fails. A count by day and the total of all do not add up.
# Why it matters:  ignore_errors is what an archive of many years is read with. Whoever compares count(*) before and after an import sees
#                  no loss. Read such a column as text and cast it with TRY_CAST, and count the nulls.
# Seen with:       duckdb 2.0.1, 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check duckdb==2.0.1
cd "$folder"
"$folder/env/bin/python" - <<'PYTHON'
import duckdb

print("duckdb", duckdb.__version__)
with open("stories.csv", "w") as file:
    file.write("id,day,text\n")
    for number in range(30_000):
        file.write(f"{number},2025-10-{1 + number % 28:02},story {number}\n")
    file.write("30000,unknown,the undated story\n30001,2025-10-01,the last story\n")


def ask(what, where="", options=", ignore_errors = true"):
    return duckdb.sql(f"SELECT {what} FROM read_csv('stories.csv'{options}) {where}").fetchall()


print(duckdb.sql("SELECT column_name, column_type FROM (DESCRIBE FROM read_csv('stories.csv', ignore_errors = true))").fetchall())
counts = {what: ask(what)[0][0] for what in ("count(*)", "count(id)", "count(text)", "count(day)")}
lists = {what: len(ask(what)) for what in ("*", "id, text", "id, day")}
print("counts:", counts, "lists:", lists)
assert counts == {"count(*)": 30_002, "count(id)": 30_002, "count(text)": 30_002, "count(day)": 30_001}
assert lists == {"*": 30_001, "id, text": 30_002, "id, day": 30_001}
undated = [ask(what, "WHERE id = 30000") for what in ("id, text", "id, day, text")]
print("the story by its id:", undated)
assert undated == [[(30_000, "the undated story")], []]
summed = sum(number for _, number in ask("day, count(*)", "GROUP BY day"))
print("sum of the counts by day:", summed)
assert summed == 30_001
print("without ignore_errors, count(*):", ask("count(*)", options=""))
assert ask("count(*)", options="") == [(30_002,)]
try:
    ask("*", options="")
    raise SystemExit("no error")
except duckdb.Error as error:
    print("and *:", str(error).splitlines()[0])
mended = ask("count(*), count(day), count(TRY_CAST(day AS DATE))", options=", types = {'day': 'VARCHAR'}")
print("as text:", mended)
assert mended == [(30_002, 30_002, 30_001)]
print("as the head says")
PYTHON
