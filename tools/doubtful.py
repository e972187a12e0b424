#!/usr/bin/env python3
"""Writes src/enrich/country/data/doubtful.tsv: names of towns and regions that are something else as well.

    pip install faker mnemonic stopwordsiso && tools/doubtful.py

It goes through every name of one word in cities.tsv and regions.tsv. Names of persons come from Faker's providers (MIT), function
words from stopwordsiso (MIT, Gene Diaz; in PyPI's metadata as its License-Expression), common nouns and verbs from the word lists of
mnemonic (MIT) and of Faker's running text (MIT); areas, firms, titles, garments, dishes and animals from doubtful_words.tsv, written
by hand. A town that is great and chiefly known as one is left out: `GREAT`, and the row `known`. What each kind holds is printed.
"""
import importlib
import pkgutil
import unicodedata
from collections import defaultdict
from pathlib import Path

import faker.providers.lorem
import faker.providers.person
import mnemonic
import stopwordsiso

ROOT = Path(__file__).parent.parent
DATA = ROOT / "src/enrich/country/data"
# From so many thousands of inhabitants on the town is what a name means first.
GREAT = defaultdict(lambda: 500, person=300, firm=200, dish=200, garment=200, animal=200)
# An alternate name of so many letters counts like the first.
SPELLING = 6
# What each kind says of a name; what is no place at all stands in front.
ROLES = {"area": "-nothing", "person": "-names", "firm": "-names"}


def fold(word):
    return "".join(c for c in unicodedata.normalize("NFKD", word.lower().replace("ı", "i")) if not unicodedata.combining(c))


def places():
    """The inhabitants, in thousands, of the greatest town of each name that is one word; of a region 0."""
    found, spelling = defaultdict(int), {}
    for line in (DATA / "cities.tsv").read_text("utf8").splitlines()[1:]:
        _, population, _, names = line.split("\t")
        for at, name in enumerate(names.split("|")):
            # Another spelling of a great town is what it is known by if it is like a name: Frankfurt, but not Can.
            known = at == 0 or len(name) >= SPELLING
            found[fold(name)] = max(found[fold(name)], int(population) if known else 0)
            spelling.setdefault(fold(name), name)
    for line in (DATA / "regions.tsv").read_text("utf8").splitlines():
        if not line.startswith(("#", "-")):
            for name in line.split("\t")[1].split("|"):
                found.setdefault(fold(name), 0)
                spelling.setdefault(fold(name), name)
    return {name: population for name, population in found.items() if not set(" -'.’") & set(spelling[name])}


def providers(package):
    """The providers of a package of Faker, a language and country each."""
    for module in pkgutil.iter_modules(package.__path__):
        if module.name != "la":
            yield importlib.import_module(f"{package.__name__}.{module.name}").Provider


def persons():
    for provider in providers(faker.providers.person):
        for listed in dir(provider):
            if listed.startswith(("first_names", "last_names")):
                names = getattr(provider, listed)
                yield from names if isinstance(names, (list, tuple, dict)) else ()


def words():
    for language in stopwordsiso.langs():
        yield from stopwordsiso.stopwords(language)
    for path in sorted((Path(mnemonic.__file__).parent / "wordlist").glob("*.txt")):
        yield from path.read_text("utf8").split()
    for provider in providers(faker.providers.lorem):
        # German nouns have capitals, but so have names.
        yield from (word for word in provider.word_list if word.islower())


def by_hand():
    for line in (Path(__file__).parent / "doubtful_words.tsv").read_text("utf8").splitlines()[1:]:
        kind, listed = line.split("\t")
        yield from ((kind, word) for word in listed.split("|"))


def main():
    kinds = defaultdict(set)
    for kind, word in [*(("person", name) for name in persons()), *(("word", word) for word in words()), *by_hand()]:
        kinds[kind].add(fold(str(word)))
    known = places()
    famous = kinds.pop("known")
    rows = defaultdict(set)
    for kind, listed in sorted(kinds.items()):
        taken = {name for name in listed & set(known) - famous if known[name] < GREAT[kind] and len(name) > 1}
        rows[ROLES.get(kind, "-words")] |= taken
        print(f"{kind}: {len(taken)} of {len(known)} names, left out as great: {', '.join(sorted(n for n in listed & set(known) if known[n] >= GREAT[kind]))}")
    rows["-words"] -= rows["-nothing"]
    rows["-names"] -= rows["-nothing"] | rows["-words"]
    head = ("# Towns and regions that are no place but an area (-nothing), persons or firms (-names), or words (-words) too: Faker (MIT), stopwordsiso (MIT), mnemonic (MIT),"
            " tools/doubtful_words.tsv (ours); made by tools/doubtful.py")
    lines = [head, *(f"{head}\t{'|'.join(sorted(names))}" for head, names in sorted(rows.items()))]
    (DATA / "doubtful.tsv").write_text("\n".join(lines) + "\n", "utf8")



if __name__ == "__main__":
    main()
