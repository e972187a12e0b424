#!/usr/bin/env bash
# A long story among MARC records that pymarc writes is not read again, and can hide all the records after it.
#
# One would guess: MARC has lengths in fixed places, four digits for a field and five for a record, so a writer refuses what is
#                  longer; and a reader loses at most that record.
# What happens:    pymarc writes the fifth or the sixth digit, which moves all that stands after it. A field of 9,995 letters, a
#                  summary or a text, makes its record None for pymarc's own reader, its title too. A record of 100,000
#                  bytes, each field short enough, moves the beginning of the next: the reader gives None and ends there, and
#                  six sound records of ten are never seen. Nothing is raised or warned of in writing or reading. As
#                  MARCXML all is well.
# Why it matters:  libraries take newspapers in as MARC, and programs skip None, as the manual says they may. Which stories are
#                  lost depends on the longest one before them. Count bytes before writing, write MARCXML, and count records
#                  after reading.
# Seen with:       pymarc 5.4.0, 2026-11-30. The first report to pymarc is of 2013.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pymarc==5.4.0
"$folder/env/bin/python" -W error - <<'PYTHON'
import importlib.metadata
import io

import pymarc

print("pymarc", importlib.metadata.version("pymarc"))


def written(texts):
    """Ten records, one a list of texts."""
    target = io.BytesIO()
    writer = pymarc.MARCWriter(target)
    for number, fields in enumerate(texts):
        record = pymarc.Record()
        record.add_field(pymarc.Field("245", ["0", "0"], [pymarc.Subfield("a", f"Story {number}")]))
        for text in fields:
            record.add_field(pymarc.Field("520", [" ", " "], [pymarc.Subfield("a", text)]))
        writer.write(record)
    return target.getvalue()


def read(data):
    return [record and record.title for record in pymarc.MARCReader(io.BytesIO(data))]


short = [["The pier is open."]] * 10
titles = [f"Story {number}" for number in range(10)]
for letters, expected in ((9994, titles), (9995, titles[:3] + [None] + titles[4:])):
    found = read(written(short[:3] + [["a" * letters]] + short[4:]))
    print(f"a field of {letters:,} letters: {found}")
    assert found == expected
for parts, expected in ((11, titles), (12, titles[:3] + [None])):
    data = written(short[:3] + [["a" * 9000] * parts] + short[4:])
    found = read(data)
    print(f"a record of {parts} fields of 9,000 letters, {len(data):,} bytes in all: {found}")
    assert found == expected
as_xml = io.BytesIO()
writer = pymarc.XMLWriter(as_xml)
record = pymarc.Record()
record.add_field(pymarc.Field("245", ["0", "0"], [pymarc.Subfield("a", "Story")]), pymarc.Field("520", [" ", " "], [pymarc.Subfield("a", "a" * 200_000)]))
writer.write(record)
writer.close(close_fh=False)
(again,) = pymarc.parse_xml_to_array(io.BytesIO(as_xml.getvalue()))
print("as MARCXML:", again.title, f"{len(again['520']['a']):,}", "letters")
assert again.title == "Story" and len(again["520"]["a"]) == 200_000
print("as the head says")
PYTHON
