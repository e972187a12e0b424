#!/usr/bin/env bash
# A Japanese name that has its reading above it in a document is left out of the text by Pandoc, mammoth and python-docx.
#
# One would guess: a reading (ruby) is an aid above the word. A converter may lose the aid, or put it behind the word, but it
#                  keeps the word.
# What happens:    from a Word document with 東京 below とうきょう, Pandoc, mammoth (which MarkItDown uses), python-docx and
#                  officeparser give the sentence without either: who or where it was is gone. docx2txt puts the reading before
#                  the word, とうきょう東京. From an OpenDocument text Pandoc and officeparser lose both as well, and odfpy has
#                  the reading behind the word. In HTML Pandoc keeps both.
# Why it matters:  readings are given for what a reader may not know: names of persons and places. The sentence that is left
#                  is sound Japanese, nothing is said on the way, and a search for the name finds nothing. Look for w:ruby and
#                  text:ruby-base before a document is converted.
# Seen with:       pandoc 3.9 (pypandoc-binary 1.17), mammoth 1.13.0, python-docx 1.2.0, docx2txt 0.9, odfpy 1.4.1, officeparser
#                  7.8.0, 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pypandoc-binary==1.17 mammoth==1.13.0 python-docx==1.2.0 \
    docx2txt==0.9 odfpy==1.4.1
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
import mammoth
import odf.opendocument
import odf.teletype
import odf.text
import pypandoc

folder = sys.argv[1]
print("pandoc", pypandoc.get_pandoc_version(), *(f"{name} {importlib.metadata.version(name)}" for name in ("mammoth", "python-docx", "docx2txt", "odfpy")), "officeparser 7.8.0")
DOCX, ODT = f"{folder}/story.docx", f"{folder}/story.odt"

document = docx.Document()
paragraph = document.add_paragraph("昨日、")
paragraph.add_run("X")
paragraph.add_run("の橋が開いた。")
document.save(f"{folder}/plain.docx")
RUBY = "<w:ruby><w:rt><w:r><w:t>とうきょう</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>東京</w:t></w:r></w:rubyBase></w:ruby>"
with zipfile.ZipFile(f"{folder}/plain.docx") as source, zipfile.ZipFile(DOCX, "w") as target:
    for name in source.namelist():
        part = source.read(name)
        target.writestr(name, part.replace(b"<w:t>X</w:t>", RUBY.encode()) if name == "word/document.xml" else part)

text = odf.opendocument.OpenDocumentText()
line = odf.text.P(text="昨日、")
ruby = odf.text.Ruby()
ruby.addElement(odf.text.RubyBase(text="東京"))
ruby.addElement(odf.text.RubyText(text="とうきょう"))
line.addElement(ruby)
line.addText("の橋が開いた。")
text.text.addElement(line)
text.save(ODT)


def run(*command, given=None):
    done = subprocess.run(command, capture_output=True, text=True, check=True, input=given)
    assert done.stderr == "", done.stderr
    return done.stdout.strip()


def pandoc(path):
    return run(pypandoc.get_pandoc_path(), "-t", "plain", path)


def officeparser(path):
    return run("node", f"{folder}/read.cjs", path)


def by_mammoth(path):
    with open(path, "rb") as file:
        return mammoth.extract_raw_text(file).value.strip()


GONE = "昨日、の橋が開いた。"
for name, path, read, expected in (
    ("pandoc", DOCX, pandoc, GONE),
    ("mammoth", DOCX, by_mammoth, GONE),
    ("python-docx", DOCX, lambda path: docx.Document(path).paragraphs[0].text, GONE),
    ("officeparser", DOCX, officeparser, GONE),
    ("docx2txt", DOCX, lambda path: docx2txt.process(path).strip(), "昨日、とうきょう東京の橋が開いた。"),
    ("pandoc", ODT, pandoc, GONE),
    ("officeparser", ODT, officeparser, GONE),
    ("odfpy", ODT, lambda path: odf.teletype.extractText(odf.opendocument.load(path).text), "昨日、東京とうきょうの橋が開いた。"),
):
    found = read(path)
    print(f"{path.rsplit('.')[-1]}, {name}: {found}")
    assert found == expected
html = run(pypandoc.get_pandoc_path(), "-f", "html", "-t", "plain", given="<p>昨日、<ruby>東京<rt>とうきょう</rt></ruby>の橋が開いた。</p>")
print("html, pandoc:", html)
assert "東京" in html
print("as the head says")
PYTHON
