#!/usr/bin/env bash
# A story of 40,000 letters that is exported to a spreadsheet ends in mid-sentence, and only one of three libraries says so.
#
# One would guess: a text that does not fit in a cell of Excel is an error or at least a warning, as in pandas; and a column
#                  that is read back is text if one of its cells is.
# What happens:    openpyxl and polars.write_excel keep the first 32,767 letters, which is Excel's limit, and drop the rest
#                  without a word. When polars reads a sheet, a column whose first thousand rows hold numbers is a column of
#                  numbers: texts further down are null ("see page 4" in a column of pages), again without a word. pandas
#                  warns of the first, and reads the same column whole.
# Why it matters:  spreadsheets are how stories go to those who code or check them by hand. Long reports are the ones cut.
#                  Count letters before and after, and read with infer_schema_length=None or a schema.
# Seen with:       openpyxl 3.1.5, polars 2.1.0 with xlsxwriter 3.3.1 and fastexcel 0.21.0, pandas 3.1.1, 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check openpyxl==3.1.5 polars==2.1.0 xlsxwriter==3.3.1 \
    fastexcel==0.21.0 pandas==3.1.1
"$folder/env/bin/python" - "$folder/stories.xlsx" <<'PYTHON'
import importlib.metadata
import sys
import warnings

import openpyxl
import pandas
import polars

print(*(f"{name} {importlib.metadata.version(name)}" for name in ("openpyxl", "polars", "xlsxwriter", "fastexcel", "pandas")))
sheet = sys.argv[1]
story = "The ferry sails again. " * 1800
assert len(story) == 41400


def by_openpyxl():
    book = openpyxl.Workbook()
    book.active.append(["text"])
    book.active.append([story])
    book.save(sheet)


writers = {
    "openpyxl": by_openpyxl,
    "polars": lambda: polars.DataFrame({"text": [story]}).write_excel(sheet),
    "pandas": lambda: pandas.DataFrame({"text": [story]}).to_excel(sheet, index=False),
}
for name, write in writers.items():
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        write()
    kept = openpyxl.load_workbook(sheet).active["A2"].value
    said = [str(warning.message) for warning in told if "runcated" in str(warning.message)]
    print(f"{name}: {len(kept):,} of {len(story):,} letters, ends with {kept[-12:]!r}, says {said}")
    assert len(kept) == 32767 and bool(said) == (name == "pandas")

book = openpyxl.Workbook()
book.active.append(["title", "page"])
for row in range(1500):
    book.active.append(["The ferry sails again", row if row < 1200 else f"see page {row}"])
book.save(sheet)
pages = polars.read_excel(sheet)["page"]
whole = polars.read_excel(sheet, infer_schema_length=None)["page"]
texts = pandas.read_excel(sheet)["page"]
print(f"polars: {pages.dtype}, {pages.null_count()} of {len(pages)} null; all rows asked: {whole.dtype}, {whole.null_count()} null;"
      f" pandas: {texts.isna().sum()} null, the last is {texts.iloc[-1]!r}")
assert pages.null_count() == 300 and whole.null_count() == 0
assert texts.isna().sum() == 0 and texts.iloc[-1] == "see page 1499"
print("as the head says")
PYTHON
