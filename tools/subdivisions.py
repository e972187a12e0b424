#!/usr/bin/env python3
"""Makes src/enrich/country/data/subdivisions.tsv anew: the names of provinces, states, counties and the like in the languages of the
press, from Unicode CLDR. Names that are a town's, a person's or a word's as well, or that two countries share, are left out.

usage: subdivisions.py FOLDER

FOLDER holds the files of common/subdivisions of CLDR 41, as Debian's package unicode-cldr-core 41-0.1 has them:
    apt-get download unicode-cldr-core; dpkg -x unicode-cldr-core_41-0.1_all.deb cldr

needs: what doubtful.py needs
"""
import re
import sys
import unicodedata
import xml.etree.ElementTree as xml
from collections import defaultdict
from pathlib import Path

import doubtful

DATA = Path(__file__).resolve().parents[1] / "src/enrich/country/data"
LANGUAGES = ["en", "de", "fr", "es", "pt", "it", "nl", "pl", "tr", "ru", "ar", "zh"]
# Countries whose subdivisions have codes of their own are no subdivisions here: Puerto Rico, Hong Kong.
SHORTEST = 5
# Words for what a subdivision is or where it lies, in these languages: alone, or with a number, they name none.
WORDS = set("""
central centre center centrale centrum central-est north south east west northern southern eastern western nord sud est ouest norte sur
sul este oeste northeast northwest southeast southwest littoral plateau plateaux delta river rivers rivers capital lacs lagunes montagnes
savanes collines atlantique pacific atlantic upper lower interior coast coastal islands island highlands lakes lake union
progress liberty independence republic federal district metropolitan aerodrom jewish insular midway landes marches zealand babylon palmyra
creuse marken laghi komenda harari pella kanal valle rota
""".split())


def fold(name):
    decomposed = unicodedata.normalize("NFKD", name.lower().replace("-", " "))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def taken():
    """Folded names that other tables have, with their countries; words that are no names."""
    names, words = defaultdict(set), set()
    for line in (DATA / "cities.tsv").read_text("utf8").splitlines():
        if line.startswith("#"): continue
        country, _, _, listed = line.split("\t")
        for name in listed.split("|"): names[fold(name)].add(country)
    for file in ("regions.tsv", "doubtful.tsv"):
        for line in (DATA / file).read_text("utf8").splitlines():
            cells = line.split("\t")
            for cell in cells[1:]:
                for name in cell.split("|"):
                    (words.add(fold(name)) if cells[0].startswith("-") else names[fold(name)].add(cells[0]))
    for table in sorted((DATA.parents[2] / "lang").glob("*/c*.tsv")):
        if table.name not in ("countries.tsv", "cldr.tsv"): continue
        for line in table.read_text("utf8").splitlines():
            code, *cells = line.split("\t")
            for cell in cells:
                for name in cell.split("|"): (names[fold(name)].add(code) if code.isupper() else words.add(fold(name)))
    return names, words


def is_name(name, words):
    """Whether a name says what it is of by itself."""
    latin = bool(re.match("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]", name))
    if re.search(r"[\d(),/.;:]", name) or (latin and not name[0].isupper()): return False
    parts = fold(name).split()
    if fold(name) in words or all(part in WORDS for part in parts): return False
    if not latin: return len(name) > (2 if name[0] > "\u1100" else 4)
    return len(name) >= SHORTEST


def main(folder):
    names, words = taken()
    listed = [name for kind, name in doubtful.by_hand() if kind != "known"]
    words |= {fold(word) for word in [*doubtful.persons(), *doubtful.words(), *listed]}
    found, bearers = defaultdict(dict), defaultdict(set)
    for language in LANGUAGES:
        tree = xml.parse(Path(folder) / f"{language}.xml")
        for one in tree.iter("subdivision"):
            country, name = one.get("type")[:2].upper(), (one.text or "").strip().rstrip("²³").replace("’", "'")
            bearers[fold(name)].add(country)
            if is_name(name, words): found[one.get("type")].setdefault(fold(name), name)
    rows, count = [], 0
    for code in sorted(found):
        country = code[:2].upper()
        own = [name for folded, name in found[code].items() if bearers[folded] == {country} and not names.get(folded)]
        if own:
            rows.append(f"{country}\t{'|'.join(own)}")
            count += len(own)
    head = ("# Unicode CLDR 41 (Unicode licence), made by tools/subdivisions.py. country, names of a province, state or county in the languages "
            "of the press")
    (DATA / "subdivisions.tsv").write_text("\n".join([head, *rows]) + "\n", "utf8")
    print(len(rows), "subdivisions,", count, "names")


main(*sys.argv[1:])
