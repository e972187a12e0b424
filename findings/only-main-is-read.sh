#!/usr/bin/env bash
# Pandoc reads of a web page what stands in `<main>`, and nothing else: a headline above it is lost.
#
# One would guess: a converter of documents converts the document; choosing the main text is the work of other tools, and
#                  `<main>` is a box like `<article>`.
# What happens:    a page with a `<main>` has no text outside it, not in Markdown, not in plain text, not in JSON: no headline
#                  in a `<header>` before it, no correction in a paragraph after it, and there is no warning. With `<article>`
#                  or `<div>` in its place all is there.
# Why it matters:  pages of newspapers with headline, author and day above `<main>` come out without them, and of one site the
#                  pages before and after a new design differ. Change the name of the tag before the conversion.
# Seen with:       pandoc 3.9 (PyPI pypandoc_binary 1.17), 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pypandoc_binary==1.17
"$folder/env/bin/python" - <<'PYTHON'
import pypandoc

print("pandoc", pypandoc.get_pandoc_version())


def words(tag, form):
    page = (
        "<!doctype html><html lang='en'><head><title>Ferry</title></head><body><header><h1>Headline</h1><p>Byline</p></header>"
        f"<{tag}><p>Story</p></{tag}><section><p>Correction</p></section></body></html>"
    )
    text = pypandoc.convert_text(page, form, "html")
    return [word for word in ("Headline", "Byline", "Story", "Correction") if word in text]


for tag in ("main", "article", "div"):
    found = {form: words(tag, form) for form in ("plain", "gfm", "json")}
    print(f"<{tag}>: {found}")
    expected = ["Story"] if tag == "main" else ["Headline", "Byline", "Story", "Correction"]
    assert set(map(tuple, found.values())) == {tuple(expected)}
print("as the head says")
PYTHON
