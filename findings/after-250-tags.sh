#!/usr/bin/env bash
# lxml drops the rest of a page after some 250 tags that were not closed, and trafilatura with it.
#
# One would guess: a parser of HTML takes any page that a browser shows, and reads it to its end or raises an error.
# What happens:    libxml2 stops at a depth of 256 elements. In recovery mode, which is the default for HTML, that is no
#                  exception: the tree ends there, with its last stories missing, and only the parser's error_log has a
#                  line. Tags that are not closed nest: <font>, <span>, <div> and <center> do, <b> and <i> do not.
#                  HTMLParser(huge_tree=True) reads all; lexbor, by the rules that browsers follow, does so by default.
# Why it matters:  pages of the 1990s and 2000s open a <font> for each paragraph or comment and close none. The longest
#                  pages lose their end, which looks like short pages. Whatever builds on lxml has this, and has to look
#                  into error_log.
# Seen with:       lxml 6.1.3 (libxml2 2.14.6), trafilatura 2.3.1, selectolax 1.0.2, 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check lxml==6.1.3 lxml_html_clean==0.4.6 trafilatura==2.3.1 selectolax==1.0.2
"$folder/env/bin/python" - <<'PYTHON'
import importlib.metadata

import lxml.html
import trafilatura
from selectolax.lexbor import LexborHTMLParser

print(*(f"{name} {importlib.metadata.version(name)}" for name in ("lxml", "trafilatura", "selectolax")), "libxml2", lxml.etree.LIBXML_VERSION)


def page(tag, count):
    comments = "".join(f"<{tag}><p>Comment {number} says that the ferry sails again from the pier.</p>" for number in range(count))
    return f"<html><body><article><h1>The pier is open</h1>{comments}<p>This is the end of the comments.</p></article></body></html>"


def seen(text):
    return text.count("Comment"), "the end" in text


for count, by_lxml in ((252, (252, True)), (253, (252, False)), (1000, (252, False))):
    html = page("font", count)
    huge = lxml.html.document_fromstring(html, parser=lxml.html.HTMLParser(huge_tree=True))
    rows = {
        "lxml": seen(lxml.html.document_fromstring(html).text_content()),
        "lxml, huge_tree": seen(huge.text_content()),
        "trafilatura": seen(trafilatura.extract(html)),
        "lexbor": seen(LexborHTMLParser(html).body.text()),
    }
    print(count, "comments:", rows)
    assert rows["lxml"] == by_lxml
    assert rows["lxml, huge_tree"] == rows["lexbor"] == (count, True)
    assert rows["trafilatura"][1] == by_lxml[1]
for tag, whole in (("span", False), ("div", False), ("center", False), ("b", True), ("i", True)):
    assert seen(lxml.html.document_fromstring(page(tag, 300)).text_content())[1] == whole, tag
print("as the head says")
PYTHON
