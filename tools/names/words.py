"""Words of many languages, from the lists of the PyPI package wordfreq: among them names are looked for.

The lists are under CC BY-SA 4.0. No word of them is in what is learnt, which only tells how often and in which way a
stranger among so many words is like a name."""

import gzip
import importlib.util
from pathlib import Path

import msgpack

from units import fold, script_of

# How many words of a language there are at most, the most frequent first.
MOST = 60_000


def words():
    """Folded words of one script each, of 3 to 24 letters, with how rare they are: -100 × log10 of their frequency."""
    folder = Path(importlib.util.find_spec("wordfreq").origin).parent / "data"
    lists = {path.name.split("_")[1]: path for kind in ("small", "large") for path in sorted(folder.glob(f"{kind}_*.msgpack.gz"))}
    found = {}
    for path in lists.values():
        left = MOST
        for rarity, same in enumerate(msgpack.loads(gzip.decompress(path.read_bytes()))[1:]):
            for word in same[:max(left, 0)]:
                if not script_of(word[0]): continue
                word = fold(word)
                if 3 <= len(word) <= 24 and script_of(word): found[word] = min(rarity, found.get(word, rarity))
            left -= len(same)
    return found
