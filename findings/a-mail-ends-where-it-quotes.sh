#!/usr/bin/env bash
# A press release by mail ends, for the parsers that cut off old mails, at "On Tuesday the mayor wrote:"; one that begins with a day
# may be empty.
#
# One would guess: a parser of replies takes off what was quoted from an older mail: lines with > below a line with a name, an address
#                  and a time. A mail that quotes none is left whole.
# What happens:    "On" at the beginning and "wrote:" at the end of a line are enough, and all below goes. The two may be
#                  paragraphs apart: a mail of three paragraphs that begins "On Friday" and has "the mayor wrote:" in its second
#                  is the empty string for email-reply-parser. There a line that begins with "-5 degrees", or with "From: 8 am",
#                  ends the mail as well. mail-parser-reply, with a table of languages, asks no more: in German it is "Am Dienstag
#                  schrieb der Minister:".
# Why it matters:  releases, letters to the editor and newsletters are kept as mail, and quote people on days. What is left reads like a
#                  short release, and the quotation was the news. Keep the whole body, and let the cut be a mark in it.
# Seen with:       email-reply-parser 0.5.12, mail-parser-reply 1.36, 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --root-user-action ignore --disable-pip-version-check --no-deps --target "$folder/lib" email-reply-parser==0.5.12 mail-parser-reply==1.36
PYTHONPATH="$folder/lib" python3 -W ignore - <<'PYTHON'
import importlib.metadata

from email_reply_parser import EmailReplyParser as First
from mailparser_reply import EmailReplyParser as Second

print(*(f"{name} {importlib.metadata.version(name)}" for name in ("email-reply-parser", "mail-parser-reply")))
first, last = "The harbour opens on Friday.", "Boats sail from eight."


def read(text, language="en"):
    return First.parse_reply(text), Second(languages=[language]).parse_reply(text)


for line, language, expected in (
    ("The mayor said on Tuesday:", "en", ("whole", "whole")),
    ("On Tuesday the mayor wrote:", "en", ("cut", "cut")),
    ("Am Dienstag schrieb der Minister:", "de", ("whole", "cut")),
    ("-5 degrees were measured.", "en", ("cut", "whole")),
    ("From: 8 am until noon", "en", ("cut", "whole")),
):
    whole = f"{first}\n\n{line}\n\n{last}"
    found = tuple({whole: "whole", first: "cut"}.get(text.strip(), text) for text in read(whole, language))
    print(f"{line!r}: {found}")
    assert found == expected
days = f"On Friday the harbour opens.\n\nThe pier was shut for a year, and in May the mayor wrote:\n\n{last}"
found = read(days)
print("a mail that begins with a day:", found)
assert found == ("", days)
print("as the head says")
PYTHON
