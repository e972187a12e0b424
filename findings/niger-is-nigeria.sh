#!/usr/bin/env bash
# pycountry's search for a country puts Nigeria before Niger, and knows neither Turkey nor Burma.
#
# One would guess: `search_fuzzy("Niger")` gives Niger first, since that is its name to the letter, and a country's common
#                  English name is found.
# What happens:    countries are scored by matches anywhere in their names and in those of their subdivisions: Nigeria (which has a state of
#                  that name) comes first, Niger second. "Korea" gives the North first. "Turkey", "Burma", "Swaziland" and "Ivory
#                  Coast" raise LookupError: ISO 3166-1 calls them otherwise, and the old names are not kept. "Kosovo" gives Serbia,
#                  which has a subdivision of that name.
# Why it matters:  scripts that tag news take the first answer. A name that is a country's own must win over parts of other
#                  names, and newspapers of all years use the names of their day.
# Seen with:       pycountry 26.2.16, 2026-11-29.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pycountry==26.2.16
"$folder/env/bin/python" - <<'PYTHON'
import importlib.metadata
import pycountry

print("pycountry", importlib.metadata.version("pycountry"))


def search(name):
    try:
        return [country.alpha_2 for country in pycountry.countries.search_fuzzy(name)]
    except LookupError:
        return None


for name in ("Niger", "Korea", "Kosovo", "Turkey", "Burma", "Swaziland", "Ivory Coast", "Chad"):
    print(name, search(name))
assert search("Niger")[:2] == ["NG", "NE"]
assert search("Korea")[0] == "KP"
assert search("Kosovo") == ["RS"]
assert [search(name) for name in ("Turkey", "Burma", "Swaziland", "Ivory Coast")] == [None] * 4
print("as the head says")
PYTHON
