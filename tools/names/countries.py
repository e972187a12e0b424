#!/usr/bin/env python3
"""Makes src/text/name/countries.tsv anew: the spellings of each country's name, from the tables of src/lang.

usage: countries.py

needs: numpy, numba, and what known.py needs
"""
from collections import defaultdict

from known import FOLDER, Alike, clusters, lines, usable
from units import fold, script_of

LANGUAGES = FOLDER.parent.parent / "lang"
# What begins with the same letters in a row is a case of one name.
BEGINNING = 3


def names():
    """The folded names of one word of every country, in all languages, by code. Cases of a name stand behind it in its row: in
    Latin letters they may be another name (Mali, and the Malin of Sweden), so only the first one is taken. Acronyms are left out:
    NDR is a state of the past in one language, and a broadcaster in another."""
    by_code = defaultdict(dict)
    for table in sorted(LANGUAGES.glob("*/c*.tsv")):
        if table.name not in ("cldr.tsv", "countries.tsv"): continue
        for line in table.read_text("utf8").splitlines():
            code, _, rest = line.partition("\t")
            if not code.isupper() or len(code) not in (2, 4): continue
            begun = set()
            for name in rest.split("\t")[0].split("|"):
                if name.strip().isupper(): continue
                name = fold(name.strip())
                is_case = script_of(name) == "latin" and name[:BEGINNING] in begun
                begun.add(name[:BEGINNING])
                if name and not is_case and " " not in name and "-" not in name and "~" not in name and usable(name): by_code[code][name] = None
    return by_code


def main():
    alike, found = Alike(), []
    for code, spelled in sorted(names().items()):
        spelled = list(spelled)
        m = alike.between(spelled)
        for cluster in clusters(m, list(range(len(spelled)))):
            if len(cluster) > 1: found.append((code, [spelled[j] for j in cluster]))
    with open(FOLDER / "countries.tsv", "w", encoding="utf8") as f:
        f.write("# Names of countries, folded and sorted, in the form of known.tsv. Made by tools/names/countries.py from src/lang/*/countries.tsv "
                "and cldr.tsv (Unicode CLDR, Unicode licence).\n")
        for line in lines(found): f.write(line + "\n")
    print(len(found), "groups of", len({c for c, _ in found}), "countries")


if __name__ == "__main__":
    main()
