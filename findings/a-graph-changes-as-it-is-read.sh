#!/usr/bin/env bash
# rdflib rewrites days and times while it reads a graph: a day's zone is dropped, and the day as written is then not found.
#
# One would guess: reading a graph and writing it again gives the same triples; in RDF a value is named by its characters
#                  and its type.
# What happens:    values are turned into Python's and written anew. `"2025-10-15+02:00"^^xsd:date` and
#                  `"2025-10-15Z"^^xsd:date`, two different stretches of time, both become `"2025-10-15"`; a time of nine
#                  decimals is cut to six, `-00:00` (zone unknown) becomes `+00:00`, an id `"0012345"^^xsd:integer` 12345.
#                  gYearMonth is kept. A SPARQL query for the day as it stands in the file finds nothing; the shortened one
#                  finds both. Nothing is logged.
# Why it matters:  linked data of libraries and of news agencies has days with zones. Two stores no longer join on them, a
#                  signed or hashed graph no longer matches, and a diff shows changes that nobody made. NORMALIZE_LITERALS =
#                  False, set before reading, keeps what was written.
# Seen with:       rdflib 7.6.0, 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check rdflib==7.6.0
"$folder/env/bin/python" - <<'PYTHON'
import rdflib

print("rdflib", rdflib.__version__)
NAMES = "PREFIX x: <https://example.org/> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "
written = {
    "east": ("2025-10-15+02:00", "date"), "utc": ("2025-10-15Z", "date"), "seen": ("2025-10-15T10:00:00.123456789Z", "dateTime"),
    "sent": ("2025-10-15T10:00:00-00:00", "dateTime"), "id": ("0012345", "integer"), "month": ("2025-10", "gYearMonth"),
}
turtle = NAMES + "".join(f'x:story x:{name} "{text}"^^xsd:{kind} . ' for name, (text, kind) in written.items())


def read():
    graph = rdflib.Graph().parse(data=turtle, format="turtle")
    return graph, {str(name).rsplit("/", 1)[1]: str(value) for _, name, value in graph}


def finds(graph, day):
    return sorted(str(row[0]).rsplit("/", 1)[1] for row in graph.query(NAMES + f'SELECT ?name {{ ?story ?name "{day}"^^xsd:date }}'))


graph, found = read()
for name, (text, _) in written.items():
    print(f"{text} is read as {found[name]}")
assert found == {
    "east": "2025-10-15", "utc": "2025-10-15", "seen": "2025-10-15T10:00:00.123456+00:00", "sent": "2025-10-15T10:00:00+00:00",
    "id": "12345", "month": "2025-10",
}
print("2025-10-15+02:00 finds", finds(graph, "2025-10-15+02:00"), "2025-10-15 finds", finds(graph, "2025-10-15"))
assert finds(graph, "2025-10-15+02:00") == [] and finds(graph, "2025-10-15") == ["east", "utc"]
rdflib.NORMALIZE_LITERALS = False
assert read()[1] == {name: text for name, (text, _) in written.items()}, "asked not to, it keeps them"
print("as the head says")
PYTHON
