#!/usr/bin/env bash
# In the table that MarkItDown makes of a spreadsheet, the text "0012345" is 12345.0, "1e5" is 100000.0, 1945 is 1945.0, and NA, Namibia, is NaN.
#
# One would guess: a converter of documents gives what stands in the cells: text as text, and numbers and days as they are shown.
# What happens:    the sheet goes through pandas, and there and back through HTML. A column of texts that look like numbers is numbers; one
#                  empty cell in a column makes all years 1945.0 and true 1.0; NA, None and null become NaN, like an empty cell. A
#                  day is a day with midnight, 12.5% is 0.125, and a bar within a text, "open | shut", begins a column of its own, so
#                  that the rest of the row stands under wrong names. Nothing is logged.
# Why it matters:  tables of events, papers and countries are made into Markdown for search and for language models with it. Two ids become
#                  one, no one finds Namibia, and an empty cell and a country look alike. Read spreadsheets with a library for them.
# Seen with:       markitdown 0.1.9 with pandas 3.1.1, openpyxl 3.1.5, 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check "markitdown[xlsx]==0.1.9" pandas==3.1.1 openpyxl==3.1.5
"$folder/env/bin/python" -W ignore - "$folder/book.xlsx" <<'PYTHON'
import datetime
import importlib.metadata
import sys

import openpyxl
from markitdown import MarkItDown

print(*(f"{name} {importlib.metadata.version(name)}" for name in ("markitdown", "pandas", "openpyxl")))
book = openpyxl.Workbook()
sheet = book.active
for row in (
    ["country", "year", "id", "day", "seen", "share", "note", "paper"],
    ["NA", 1945, "0012345", datetime.date(2025, 10, 15), True, 0.125, "open | shut", "Post"],
    ["NE", None, "12345", None, None, None, None, "Post"],
    ["NO", 1950, "1e5", datetime.date(2025, 10, 16), False, 0.5, "None", "Post"],
):
    sheet.append(row)
for cell in sheet["F"][1:]:
    cell.number_format = "0.0%"
book.save(sys.argv[1])
assert openpyxl.load_workbook(sys.argv[1]).active["C2"].value == "0012345"  # a text, in the file as well
text = MarkItDown().convert(sys.argv[1]).text_content
print(text)
rows = [[value.strip() for value in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]
names, first, second, third = rows[0], rows[2], rows[3], rows[4]
assert names == ["country", "year", "id", "day", "seen", "share", "note", "paper"]
assert first == ["NaN", "1945.0", "12345.0", "2025-10-15", "1.0", "0.125", "open", "shut", "Post"]
assert second == ["NE", "NaN", "12345.0", "NaT", "NaN", "NaN", "NaN", "Post"]
assert third[:3] == ["NO", "1950.0", "100000.0"] and third[6] == "NaN"
print("as the head says")
PYTHON
