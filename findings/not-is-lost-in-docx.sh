#!/usr/bin/env bash
# python-docx leaves out inserted words: "The pier is not open." is read as "The pier open."
#
# One would guess: `document.paragraphs` and `paragraph.text` hold the text that a person sees in the document.
# What happens:    text in a tracked insertion (w:ins) is not part of its paragraph, and a paragraph in a content control
#                  (w:sdt: titles of templates, fields of forms) is no paragraph of the document. Both are shown by every
#                  word processor. Nothing says that something was left out.
# Why it matters:  clippings and drafts of newsrooms have both. A sentence can turn into its opposite, and a headline made
#                  by a template is missing. A reader of DOCX has to walk all text of the body, and leave out what is deleted.
# Seen with:       python-docx 1.2.0, 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check python-docx==1.2.0
"$folder/env/bin/python" - "$folder/pier.docx" <<'PYTHON'
import importlib.metadata
import sys

import docx
from docx.oxml import parse_xml

print("python-docx", importlib.metadata.version("python-docx"))
names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
draft = docx.Document()
line = draft.add_paragraph("The pier ")
line._p.append(parse_xml(f'<w:ins {names} w:id="1" w:author="desk"><w:r><w:t xml:space="preserve">is not </w:t></w:r></w:ins>'))
line._p.append(parse_xml(f"<w:r {names}><w:t>open.</w:t></w:r>"))
control = f"<w:sdt {names}><w:sdtContent><w:p><w:r><w:t>Ferry news</w:t></w:r></w:p></w:sdtContent></w:sdt>"
draft.element.body.insert(0, parse_xml(control))
draft.save(sys.argv[1])

read = docx.Document(sys.argv[1])
print("in the file:", [text.text for text in read.element.body.iter("{*}t")])
print("as read:   ", [paragraph.text for paragraph in read.paragraphs])
assert [paragraph.text for paragraph in read.paragraphs] == ["The pier open."]
print("as the head says")
PYTHON
