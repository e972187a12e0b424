#!/usr/bin/env bash
# Told to give a null for what is no date, pyarrow makes "31 February 2025" the 3rd of March.
#
# One would guess: strptime refuses a day that is not in the calendar, as Python's does; error_is_null=True makes that a null.
# What happens:    a day up to 31 is let through in each month and counted on from its first: 31 February is 3 March, 31
#                  November 1 December, 29 February 2025 1 March. Only a day of 32 is a null. The same text cast to a timestamp
#                  ("2025-02-31") is an error. DuckDB's try_strptime and polars' strict=False give null.
# Why it matters:  pages and scans have such dates: a slip of the pen, a digit misread. As a null they are found; as a day near by
#                  they are counted. It is the fast path of a column, so it is used where
#                  nobody looks at single values. Write the day back and compare.
# Seen with:       pyarrow 26.0.1, duckdb 2.0.1, polars 2.1.0, 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pyarrow==26.0.1 duckdb==2.0.1 polars==2.1.0
"$folder/env/bin/python" - <<'PYTHON'
import datetime

import duckdb
import polars
import pyarrow
import pyarrow.compute

print("pyarrow", pyarrow.__version__, "duckdb", duckdb.__version__, "polars", polars.__version__)
PATTERN = "%d %B %Y"
texts = ["28 February 2025", "29 February 2025", "31 February 2025", "31 November 2025", "32 November 2025"]
arrow = [value and value.date().isoformat() for value in pyarrow.compute.strptime(texts, PATTERN, "s", error_is_null=True).to_pylist()]
duck = [duckdb.sql(f"SELECT try_strptime('{text}', '{PATTERN}')::DATE::VARCHAR").fetchall()[0][0] for text in texts]
polar = [value and value.isoformat() for value in polars.Series(texts).str.to_date(PATTERN, strict=False)]
for row in zip(texts, arrow, duck, polar):
    print("%s: pyarrow %s, duckdb %s, polars %s" % row)
assert arrow == ["2025-02-28", "2025-03-01", "2025-03-03", "2025-12-01", None]
assert duck == polar == ["2025-02-28", None, None, None, None]
for refuse in (
    lambda: datetime.datetime.strptime(texts[2], PATTERN),
    lambda: pyarrow.array(["2025-02-31"]).cast(pyarrow.timestamp("s")),
):
    try:
        refuse()
    except ValueError as error:
        print("refused:", error)
    else:
        raise SystemExit("31 February was taken")
print("as the head says")
PYTHON
