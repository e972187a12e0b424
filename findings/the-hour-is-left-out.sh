#!/usr/bin/env bash
# "The pier closes at 18:00 on Friday" loses the hour and the day, if the page marks them up as what they are: times.
#
# One would guess: the words of a sentence are its text, whatever inline tag they stand in; and marking up a time as <time>
#                  makes it easier to read by machine.
# What happens:    trafilatura, Resiliparse and goose3 take every <time> out, also in the middle of a sentence, and join what
#                  is left: "The pier closes and opens again." goose3 does the same with <abbr>, <cite>, <data>, <ins>,
#                  <mark>, <q>, <s>, <sub>, <u> and more ("The UN said" is "The said"), trafilatura with <output> and
#                  <label>. newspaper4k, readability-lxml and jusText keep the words.
# Why it matters:  hours and days of events, deadlines and corrections are what pages mark up so, and what is searched for.
#                  The sentence still reads like one. Keep an inline element's words unless the element is a line of its own.
# Seen with:       trafilatura 2.3.1, Resiliparse 2.0.1, goose3 3.1.22, newspaper4k 0.9.6, readability-lxml 0.9,
#                  jusText 3.0.2, 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check --upgrade pip==26.3
"$folder/env/bin/pip" install --quiet --disable-pip-version-check trafilatura==2.3.1 resiliparse==2.0.1 goose3==3.1.22 \
    newspaper4k==0.9.6 readability-lxml==0.9 justext==3.0.2
"$folder/env/bin/python" -W ignore - <<'PYTHON'
import importlib.metadata

import justext
import lxml.html
import newspaper
import trafilatura
from goose3 import Goose
from readability import Document
from resiliparse.extract.html2text import extract_plain_text

names = ("trafilatura", "resiliparse", "goose3", "newspaper4k", "readability-lxml", "justext")
print(*(f"{name} {importlib.metadata.version(name)}" for name in names))
around = [
    "The harbour office said that the ferry would sail again from the old pier, and that the winter timetable would be "
    "printed in the next days for all who live on the islands.",
    "Passengers have waited since the storm in the spring, when the landing stage was damaged and the boats were moved to "
    "the other side of the bay, an hour by road from the town.",
]


def newspaper4k(page):
    article = newspaper.Article("https://paper.example/pier")
    article.download(input_html=page)
    article.parse()
    return article.text


readers = {
    "trafilatura": trafilatura.extract,
    "resiliparse": lambda page: extract_plain_text(page, main_content=True),
    "goose3": lambda page: Goose().extract(raw_html=page).cleaned_text,
    "newspaper4k": newspaper4k,
    "readability-lxml": lambda page: lxml.html.fromstring(Document(page).summary()).text_content(),
    "justext": lambda page: "\n".join(part.text for part in justext.justext(page.encode(), justext.get_stoplist("English"))),
}


def page(sentence):
    return (f"<html lang='en'><head><title>The pier</title></head><body><article><h1>The pier</h1><p>{around[0]}</p>"
            f"<p>{sentence}</p><p>{around[1]}</p></article></body></html>")


def sentence_of(text):
    start = text.index("The council said")
    return " ".join(text[start:text.index("town hall.", start) + 10].split())


told = page("The council said that the pier closes <time datetime='2026-12-04T18:00'>on Friday at 18:00</time> and opens again "
            "<time datetime='2027-01-11'>on 11 January</time>, as the people heard who had come to the town hall.")
for name, read in readers.items():
    print(f"{name}: {sentence_of(read(told))}")
    assert ("18:00" in read(told)) == ("11 January" in read(told)) == (name in ("newspaper4k", "readability-lxml", "justext"))

inline = "abbr b cite code data em i ins label mark output q s small span strong sub time u".split()
lost = {name: [] for name in readers}
for tag in inline:
    text = page(f"The council said that <{tag}>Thursday</{tag}> would be the day on which all is told to the people of the town hall.")
    for name, read in readers.items():
        if "Thursday" not in read(text):
            lost[name].append(tag)
for name, tags in lost.items():
    print(f"{name} drops the words of: {' '.join(tags) or 'none of these'}")
assert lost["trafilatura"] == ["label", "output", "time"] and lost["resiliparse"] == ["label", "time"]
assert lost["goose3"] == "abbr cite code data ins label mark output q s sub time u".split()
assert not lost["newspaper4k"] and not lost["readability-lxml"] and not lost["justext"]
print("as the head says")
PYTHON
