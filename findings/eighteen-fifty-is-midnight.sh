#!/usr/bin/env bash
# Days before 1900 that go into a spreadsheet come back as midnight, or a day early or late, as the pair of libraries has it.
#
# One would guess: Excel has no days before 1900, so a library that writes 4 March 1850 as a date refuses, or writes text; and
#                  what one library writes the next reads.
# What happens:    polars, and pandas with xlsxwriter, write the serial number -18,199 as a date, openpyxl -18,198: the two
#                  disagree about the leap day that 1900 did not have. Each reader undoes its own count: openpyxl reads the
#                  former as the 3rd of March, polars the latter as the 5th. python-calamine, which pandas has said will be its
#                  default, reads them all as the time 00:00, so that a paper's whole nineteenth century is one value. As a
#                  pandas timestamp, 1 January 1900 is midnight for both.
# Why it matters:  lists of old issues are kept and exchanged as spreadsheets, and a row of later years is right. The days are
#                  off by one, valid, and in order; no one warns. Write old days as text, YYYY-MM-DD.
# Seen with:       openpyxl 3.1.5, pandas 3.1.1, polars 2.1.0 with xlsxwriter 3.3.1 and fastexcel 0.21.0, python-calamine 0.9.1,
#                  2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check openpyxl==3.1.5 pandas==3.1.1 polars==2.1.0 xlsxwriter==3.3.1 \
    fastexcel==0.21.0 python-calamine==0.9.1
"$folder/env/bin/python" -W error - "$folder/issues.xlsx" <<'PYTHON'
import datetime
import importlib.metadata
import re
import sys
import zipfile

import openpyxl
import pandas
import polars
import python_calamine

print(*(f"{name} {importlib.metadata.version(name)}" for name in ("openpyxl", "pandas", "polars", "xlsxwriter", "fastexcel", "python-calamine")))
path = sys.argv[1]
DAYS = [datetime.date(1850, 3, 4), datetime.date(1862, 7, 9), datetime.date(1918, 11, 11)]


def by_openpyxl(days):
    book = openpyxl.Workbook()
    for value in ["day", *days]:
        book.active.append([value])
    book.save(path)


WRITERS = {
    "openpyxl": by_openpyxl,
    "pandas": lambda days: pandas.DataFrame({"day": days}).to_excel(path, index=False, engine="xlsxwriter"),
    "polars": lambda days: polars.DataFrame({"day": days}).write_excel(path),
}
READERS = {
    "openpyxl": lambda: [row[0].value for row in openpyxl.load_workbook(path).active][1:],
    "polars": lambda: polars.read_excel(path)["day"].to_list(),
    "calamine": lambda: [row[0] for row in python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()][1:],
    "pandas with calamine": lambda: pandas.read_excel(path, engine="calamine")["day"].tolist(),
}
SERIALS = {"openpyxl": "-18198", "pandas": "-18199", "polars": "-18199"}
MIDNIGHT = ["00:00:00", "00:00:00", "1918-11-11"]
EXPECTED = {
    ("openpyxl", "openpyxl"): ["1850-03-04", "1862-07-09", "1918-11-11"],
    ("openpyxl", "polars"): ["1850-03-05", "1862-07-10", "1918-11-11"],
    ("pandas", "openpyxl"): ["1850-03-03", "1862-07-08", "1918-11-11"],
    ("pandas", "polars"): ["1850-03-04", "1862-07-09", "1918-11-11"],
}
for writer, write in WRITERS.items():
    write(DAYS)
    serial = re.search(r"<v>(-\d+)</v>", zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml").decode())[1]
    print(f"{DAYS[0]} written by {writer} is {serial}")
    assert serial == SERIALS[writer]
    for reader, read in READERS.items():
        found = [str(value).replace(" 00:00:00", "") for value in read()]
        print(f"    read by {reader}: {found}")
        expected = EXPECTED.get(({"polars": "pandas"}.get(writer, writer), reader), MIDNIGHT)
        assert found == expected
pandas.DataFrame({"day": pandas.to_datetime([datetime.date(1900, 1, 1), datetime.date(1918, 11, 11)])}).to_excel(path, index=False)
new_year = [str(READERS[reader]()[0]) for reader in ("openpyxl", "calamine")]
print("1 January 1900 as a timestamp of pandas:", new_year)
assert new_year == ["00:00:00", "00:00:00"]
print("as the head says")
PYTHON
