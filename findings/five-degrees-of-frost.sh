#!/usr/bin/env bash
# "-5 degrees" comes out of Markdown as "5 degrees", and the year that begins a paragraph is gone.
#
# One would guess: HTML turned to Markdown and back says the same: a converter escapes what Markdown would read as a sign.
# What happens:    markdownify escapes stars and underscores, but not what begins a line: `1986. A ferry came` becomes item
#                  1986 of a list and is shown, or read as text, without its number; `- 5 degrees` becomes a bullet. `5*3*2`
#                  is 532 after html2text and after html-to-markdown. `<Ferry>`, written `&lt;Ferry&gt;` in the page, is a
#                  tag after all three, and vanishes. trafilatura's own Markdown keeps all of these.
# Why it matters:  Markdown is what pages are turned into before they are searched, cut into passages or summed up. The
#                  number that opens a sentence is lost there, and no diff of the Markdown with the page shows it, only one
#                  of what Markdown says.
# Seen with:       markdownify 1.2.3, html2text 2025.4.15, html-to-markdown 3.21.2, trafilatura 2.3.1, read by
#                  markdown-it-py 4.3.0, 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check markdownify==1.2.3 html2text==2025.4.15 html-to-markdown==3.21.2 \
    trafilatura==2.3.1 lxml_html_clean==0.4.6 markdown-it-py==4.3.0
"$folder/env/bin/python" - <<'PYTHON'
import importlib.metadata

import html2text
import html_to_markdown
import lxml.html
import markdownify
import trafilatura
from markdown_it import MarkdownIt

names = ("markdownify", "html2text", "html-to-markdown", "trafilatura", "markdown-it-py")
print(*(f"{name} {importlib.metadata.version(name)}" for name in names))


def by_html_to_markdown(html):
    found = html_to_markdown.convert(html)
    return found if isinstance(found, str) else found.content


writers = {
    "markdownify": markdownify.markdownify,
    "html2text": html2text.HTML2Text(bodywidth=0).handle,
    "html-to-markdown": by_html_to_markdown,
    "trafilatura": lambda html: trafilatura.extract(html, output_format="markdown"),
}


def there_and_back(writer, paragraph):
    page = f"<html><body><article><p>The town had no pier.</p><p>{paragraph}</p><p>It was built then.</p></article></body></html>"
    text = lxml.html.fromstring(f"<div>{MarkdownIt().render(writer(page))}</div>").text_content()
    return " ".join(text.split()).removeprefix("The town had no pier.").removesuffix("It was built then.").strip()


expected = {
    "1986. A ferry came next.": {"markdownify": "A ferry came next."},
    "- 5 degrees tonight": {"markdownify": "5 degrees tonight"},
    "It has 5*3*2 seats.": {"html2text": "It has 532 seats.", "html-to-markdown": "It has 532 seats."},
    "The tag &lt;Ferry&gt; is new.": {name: "The tag is new." for name in ("markdownify", "html2text", "html-to-markdown")},
}
for paragraph, changed in expected.items():
    whole = paragraph.replace("&lt;", "<").replace("&gt;", ">")
    found = {name: " ".join(there_and_back(writer, paragraph).split()) for name, writer in writers.items()}
    print(f"{whole!r} becomes", {name: text for name, text in found.items() if text != whole})
    assert found == {name: changed.get(name, whole) for name in writers}
print("as the head says")
PYTHON
