#!/usr/bin/env bash
# Pandoc, which reads spreadsheets now, shows 15 October 2025 as 45945.0, and officeparser shows it as 45945.
#
# One would guess: a converter of documents gives what a reader of the document sees: the day, 12.5%, TRUE.
# What happens:    both give the stored number and pass over the cell's format: days are counts of days, 7% is 7.0e-2, true is
#                  1.0, the year 1945 is 1945.0 in Pandoc. Japanese cells with a reading (Excel keeps what was typed as
#                  phonetic text of the cell) have the reading run into the word: officeparser gives 東京トウキョウ for 東京,
#                  Pandoc does it where the cell has more than one font. SheetJS and python-calamine give day and word.
# Why it matters:  a table of events that is converted for search has no day that anybody could search for, and a city that no
#                  word matches; no warning, and the table looks filled. Read spreadsheets with a library for them.
# Seen with:       pandoc 3.9 (pypandoc-binary 1.17), officeparser 7.8.0, xlsxwriter 3.3.1, python-calamine 0.9.1, xlsx 0.18.5,
#                  2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pypandoc-binary==1.17 xlsxwriter==3.3.1 python-calamine==0.9.1
npm install --silent --no-audit --no-fund --prefix "$folder" officeparser@7.8.0 xlsx@0.18.5 >/dev/null 2>&1
cat >"$folder/read.cjs" <<'NODE'
const [reader, path] = process.argv.slice(2);
if (reader === "officeparser") require("officeparser").parseOffice(path).then((tree) => console.log(tree.toText().split("\n").join(" | ")));
else {
  const book = require("xlsx").readFile(path);
  console.log(require("xlsx").utils.sheet_to_csv(book.Sheets[book.SheetNames[0]], { FS: " | " }).trim());
}
NODE
"$folder/env/bin/python" - "$folder" <<'PYTHON'
import datetime
import importlib.metadata
import subprocess
import sys
import zipfile

import pypandoc
import python_calamine
import xlsxwriter

folder = sys.argv[1]
print("pandoc", pypandoc.get_pandoc_version(), "officeparser 7.8.0 xlsx 0.18.5 python-calamine", importlib.metadata.version("python-calamine"))
book = xlsxwriter.Workbook(f"{folder}/plain.xlsx")
sheet = book.add_worksheet()
sheet.write_datetime(0, 0, datetime.date(2025, 10, 15), book.add_format({"num_format": "yyyy-mm-dd"}))
sheet.write_number(0, 1, 0.07, book.add_format({"num_format": "0%"}))
sheet.write_boolean(0, 2, True)
sheet.write_number(0, 3, 1945)
sheet.write_string(0, 4, "ONE FONT")
sheet.write_rich_string(0, 5, "長", book.add_format({"bold": True}), "野")
book.close()
path = f"{folder}/cells.xlsx"
with zipfile.ZipFile(f"{folder}/plain.xlsx") as source, zipfile.ZipFile(path, "w") as target:
    for name in source.namelist():
        part = source.read(name).decode()
        if name == "xl/sharedStrings.xml":  # the readings, as Excel writes them
            part = part.replace("<t>ONE FONT</t>", '<t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh>')
            head, end = part.rsplit("</r></si>", 1)
            part = f'{head}</r><rPh sb="0" eb="2"><t>ナガノ</t></rPh></si>{end}'
        target.writestr(name, part)


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True)


by_pandoc = run(pypandoc.get_pandoc_path(), "-t", "plain", "--columns=200", path)
assert by_pandoc.stderr == ""
row = " | ".join(word for word in by_pandoc.stdout.split("\n\n", 1)[1].split() if word.strip("-"))
print("pandoc:      ", row)
for one in ("45945.0", "7.0e-2", "1.0", "1945.0", "東京", "ナガノ"):
    assert one in row.split(" | "), one
by_officeparser = run("node", f"{folder}/read.cjs", "officeparser", path).stdout.strip()
print("officeparser:", by_officeparser)
assert by_officeparser.startswith("45945 | 0.07") and "東京トウキョウ" in by_officeparser and "ナガノ" not in by_officeparser
by_sheetjs = run("node", f"{folder}/read.cjs", "xlsx", path).stdout.strip()
print("SheetJS:     ", by_sheetjs)
assert by_sheetjs == "2025-10-15 | 7% | TRUE | 1945 | 東京 | 長野"
by_calamine = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[0]
print("calamine:    ", by_calamine)
assert by_calamine == [datetime.date(2025, 10, 15), 0.07, True, 1945, "東京", "長野"]
print("as the head says")
PYTHON
