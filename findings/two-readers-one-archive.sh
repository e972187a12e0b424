#!/usr/bin/env bash
# One WARC file, two readers: where warcio has the page, FastWARC has an empty one whose text stands in the status line.
#
# One would guess: WARC is a standard of twenty years; two readers differ in speed, not in what a record holds.
# What happens:    a response whose HTTP head ends its lines with LF alone, as many servers did and as HTTP lets a reader
#                  take it, is swallowed whole by FastWARC as its status line: no headers, body empty. `warc-type` in small
#                  letters, which the standard allows, is type "unknown" there, and a reader that asks for responses never
#                  sees it. Without Content-Type on the record, the HTTP head is part of the body. The address of wget's
#                  records stays in `<...>`, so it joins with no other. A body sent in chunks keeps their sizes inside the
#                  text. A page cut in two records is half a page for both.
# Why it matters:  nothing is raised: an archive read with the faster tool has pages of no text, and others with numbers
#                  between the words. Compare counts of empty bodies before a reader is changed.
# Seen with:       FastWARC 2.0.1, warcio 1.8.1, 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check FastWARC==2.0.1 warcio==1.8.1
"$folder/env/bin/python" - <<'PYTHON'
import importlib.metadata
import io

from fastwarc.warc import ArchiveIterator as FastWarc, WarcRecordType
from warcio.archiveiterator import ArchiveIterator as Warcio

print(*(f"{name} {importlib.metadata.version(name)}" for name in ("FastWARC", "warcio")))
ADDRESS = "https://example.org/pier"
HEAD, PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n", b"<p>The pier is open.</p>"


def record(body, **changes):
    fields = {
        "WARC-Type": "response", "WARC-Record-ID": "<urn:uuid:00000000-0000-4000-8000-000000000001>", "WARC-Date": "2025-10-15T10:00:00Z",
        "WARC-Target-URI": ADDRESS, "Content-Type": "application/http; msgtype=response",
    }
    fields |= {name.replace("_", "-"): value for name, value in changes.items()}
    lines = [f"{name}: {value}" for name, value in fields.items() if value]
    return "\r\n".join(["WARC/1.0", *lines, f"Content-Length: {len(body)}", "", ""]).encode() + body + b"\r\n\r\n"


def by_warcio(data):
    found = next(iter(Warcio(io.BytesIO(data))))
    return found.rec_type, found.rec_headers.get_header("WARC-Target-URI"), found.content_stream().read()


def by_fastwarc(data):
    found = next(iter(FastWarc(io.BytesIO(data))))
    return str(found.record_type), found.headers.get("WARC-Target-URI"), found.reader.read()


whole = HEAD + b"\r\n" + PAGE
chunks = HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + b"9\r\n" + PAGE[:9] + b"\r\nf\r\n" + PAGE[9:] + b"\r\n0\r\n\r\n"
records = {
    "as usual": record(whole),
    "lines end with LF": record(whole.replace(b"\r\n", b"\n")),
    "warc-type": record(whole).replace(b"WARC-Type", b"warc-type"),
    "no Content-Type": record(whole, Content_Type=None),
    "address in <...>": record(whole, WARC_Target_URI=f"<{ADDRESS}>"),
    "chunks": record(chunks),
    "first of two": record(whole[:-10], WARC_Segment_Number="1"),
}
for name, data in records.items():
    print(f"{name}: warcio {by_warcio(data)} FastWARC {by_fastwarc(data)}")
half = PAGE[:-10]
assert all(by_warcio(data) == ("response", ADDRESS, half if name == "first of two" else PAGE) for name, data in records.items())
found = {name: by_fastwarc(data) for name, data in records.items()}
assert found["as usual"] == ("response", ADDRESS, PAGE)
assert found["lines end with LF"] == ("response", ADDRESS, b"")
assert found["warc-type"][0] == "unknown"
assert found["no Content-Type"][2] == whole
assert found["address in <...>"][1] == f"<{ADDRESS}>"
assert found["chunks"][2].startswith(b"9\r\n")
assert found["first of two"][2] == half
swallowed = next(iter(FastWarc(io.BytesIO(records["lines end with LF"])))).http_headers.status_line
print("the status line by FastWARC:", ascii(swallowed))
assert "The pier is open" in swallowed
unseen = list(FastWarc(io.BytesIO(records["warc-type"]), record_types=WarcRecordType.response))
assert unseen == [], "asked for responses, it has none"
print("as the head says")
PYTHON
