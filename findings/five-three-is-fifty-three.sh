#!/usr/bin/env bash
# A score of 5-3, seven degrees of frost and a table by tabs are 53, 7 and 194512 in the text of a Word document.
#
# One would guess: a reader of documents may lose the looks of a text, but not a sign between two figures, and words in two columns
#                  or lines stay two.
# What happens:    a hyphen that must not break (Ctrl+Shift+_, for scores and minus signs) is an element of its own. docx2txt,
#                  kreuzberg and officeparser drop it: 5-3 is 53, -7 is 7. kreuzberg and officeparser drop tabs as well, so that
#                  a year and a figure in two columns, 1945 and 12, are 194512; mammoth's extract_raw_text and officeparser do
#                  it to two lines of a paragraph. Pandoc and python-docx keep all of it.
# Why it matters:  results, temperatures and sums are what these signs are typed for, and the wrong number is as good a number
#                  as any. New releases are not safer: those of officeparser and kreuzberg are of August and September 2026. Try the
#                  reader on a page with all the signs first.
# Seen with:       docx2txt 0.9, kreuzberg 4.10.4, officeparser 7.8.0, mammoth 1.13.0, python-docx 1.2.0, pandoc 3.9
#                  (pypandoc-binary 1.17), 2026-11-30. Reported for docx2txt in 2021.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check docx2txt==0.9 kreuzberg==4.10.4 mammoth==1.13.0 python-docx==1.2.0 \
    pypandoc-binary==1.17
npm install --silent --no-audit --no-fund --prefix "$folder" officeparser@7.8.0 >/dev/null 2>&1
cat >"$folder/read.cjs" <<'NODE'
require("officeparser").parseOffice(process.argv[2]).then((tree) => console.log(tree.toText()));
NODE
"$folder/env/bin/python" -W ignore - "$folder" <<'PYTHON'
import importlib.metadata
import subprocess
import sys
import zipfile

import docx
import docx2txt
import kreuzberg
import mammoth
import pypandoc

folder = sys.argv[1]
print(*(f"{name} {importlib.metadata.version(name)}" for name in ("docx2txt", "kreuzberg", "mammoth", "python-docx")), "officeparser 7.8.0 pandoc", pypandoc.get_pandoc_version())
PATH = f"{folder}/story.docx"
document = docx.Document()
score = document.add_paragraph("It ended 5")
score.add_run("HYPHEN")
score.add_run("3 at ")
score.add_run("HYPHEN")
score.add_run("7 degrees.")
document.add_paragraph("1945").add_run("\t12")
document.add_paragraph("1945").add_run("\n12")
document.save(f"{folder}/plain.docx")
with zipfile.ZipFile(f"{folder}/plain.docx") as source, zipfile.ZipFile(PATH, "w") as target:
    for name in source.namelist():
        part = source.read(name)
        target.writestr(name, part.replace(b"<w:t>HYPHEN</w:t>", b"<w:noBreakHyphen/>") if name == "word/document.xml" else part)


def by_mammoth():
    with open(PATH, "rb") as file:
        return mammoth.extract_raw_text(file).value


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


readers = {
    "docx2txt": lambda: docx2txt.process(PATH),
    "kreuzberg": lambda: kreuzberg.extract_file_sync(PATH).content,
    "officeparser": lambda: run("node", f"{folder}/read.cjs", PATH),
    "mammoth": by_mammoth,
    "python-docx": lambda: "\n".join(paragraph.text for paragraph in docx.Document(PATH).paragraphs),
    "pandoc": lambda: run(pypandoc.get_pandoc_path(), "-t", "plain", PATH),
}
GLUED = {"docx2txt": "hyphen", "kreuzberg": "hyphen tab", "officeparser": "hyphen tab line", "mammoth": "line"}
for name, read in readers.items():
    text = read().strip().replace("\u2011", "-")
    print(f"{name}: {text!r}")
    glued = ["hyphen"] if "ended 53 at 7 degrees" in text else []
    assert glued or "ended 5-3 at -7 degrees" in text
    columns, lines = text.split("degrees.")[1].strip().split("1945", 2)[1:]
    glued += ["tab"] if columns.startswith("12") else []
    glued += ["line"] if lines.startswith("12") else []
    assert " ".join(glued) == GLUED.get(name, ""), (name, glued)
print("as the head says")
PYTHON
