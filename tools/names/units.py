"""Folded words, their units and their consonant keys: the same rules as src/text/name, read from the same table."""

import re
import unicodedata
from pathlib import Path

TEXT = Path(__file__).resolve().parents[2] / "src/text"
TABLE = TEXT / "name/units.tsv"
SIMPLIFIED = dict(line.split("\t") for line in (TEXT / "simplified.tsv").read_text("utf8").splitlines() if line[0] != "#")
SCRIPTS = ["latin", "cyrillic", "arabic", "hebrew", "greek", "devanagari", "georgian", "armenian"]
RANGES = [("latin", 0x61, 0x24F), ("latin", 0x1E00, 0x1EFF), ("cyrillic", 0x400, 0x52F), ("arabic", 0x600, 0x77F),
          ("hebrew", 0x590, 0x5FF), ("greek", 0x370, 0x3FF), ("devanagari", 0x900, 0x97F), ("georgian", 0x10D0, 0x10FF),
          ("armenian", 0x530, 0x58F)]
LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i",
                         "ς": "σ", "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ة": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه", "ک": "ك",
                         "ڪ": "ك", "ё": "е", "ґ": "г"} | SIMPLIFIED | {c: "" for c in "'’‘ʼʻʾʿ`´׳״\u00ad\u200b\u200c\u200d\u200e\u200f\u0640"})
KEPT = {("и", "\u0306"): "й", ("і", "\u0308"): "ї"}
MAX_LAID, MAX_ASKED, MAX_CLASSES = 4, 64, 12
# A nasal of the class of the consonant behind it, which may as well be written as anusvara.
NASAL = re.compile("(?<=[ऀ-ॿ])(?:ङ्(?=[क-घ])|ञ्(?=[च-झ])|ण्(?=[ट-ढ])|न्(?=[त-ध])|म्(?=[प-भ]))")


# Letters that fold to themselves, which most words are made of.
SIMPLE = re.compile("[a-z]+|[а-яієї]+|[ابت-غف-وي]+|[א-ת]+")


def fold(word):
    """The folded form of a word, as src/text/fold.rs has it."""
    if SIMPLE.fullmatch(small := word.lower()): return small
    out = []
    for c in unicodedata.normalize("NFKD", word.lower()):
        if not unicodedata.combining(c) and unicodedata.category(c) not in ("Mn", "Mc"):
            out.append(c.translate(LETTERS))
        elif out and (out[-1], c) in KEPT:
            out[-1] = KEPT[out[-1], c]
        elif out and "\u0900" <= c <= "\u097f":
            out.append(c)
    return NASAL.sub(lambda found: "\N{DEVANAGARI SIGN ANUSVARA}", "".join(out))


OF_SCRIPT = {s: "".join(f"{chr(lo)}-{chr(hi)}" for script, lo, hi in RANGES if script == s) for s in SCRIPTS}
OF_SCRIPT = [(s, re.compile(f"[{letters}]+")) for s, letters in OF_SCRIPT.items()]


def script_of(word):
    """The one script of a word; none where it is mixed or not known."""
    return next((script for script, letters in OF_SCRIPT if letters.fullmatch(word)), None)


class Units:
    """The table: units in order, each with its number, script, classes as laid and as asked."""

    def __init__(self):
        self.rows = [l.split("\t") for l in TABLE.read_text("utf8").splitlines() if not l.startswith("#")]
        self.number = {(s, u): n for n, (s, u, _, _) in enumerate(self.rows)}
        alternatives = lambda text: [a.replace("-", "") for a in text.split("/")]
        self.laid = [alternatives(r[2]) for r in self.rows]
        self.asked = [alternatives(r[3]) for r in self.rows]
        self.vowel = [r[2] == "-" and r[3] == "-" for r in self.rows]

    def cut(self, word, script):
        """The units of a word, longest first, those with `$` only at its end; letters that the table lacks are passed over."""
        out, at = [], 0
        while at < len(word):
            last = self.number.get((script, word[at:] + "$")) if at else None
            if last is not None: return out + [last]
            for size in (5, 4, 3, 2, 1):
                n = self.number.get((script, word[at:at + size])) if at + size <= len(word) else None
                if n is not None:
                    out.append(n)
                    break
            at += size
        return out

    def readings(self, word, script):
        """The word, and where it begins with the Arabic or Hebrew article the word without it."""
        out = [self.cut(word, script)]
        if script == "arabic" and word.startswith("ال") and len(word) >= 5: out.append(self.cut(word[2:], script))
        return out

    def keys(self, units, table, limit):
        """Strings of consonant classes, doubles collapsed: the likeliest first, at most so many."""
        partial = [(0, "")]
        for u in units:
            grown = {}
            for cost, key in partial:
                for n, classes in enumerate(table[u]):
                    grown_key = key
                    for c in classes:
                        if not grown_key.endswith(c): grown_key += c
                    grown_key = grown_key[:MAX_CLASSES]
                    grown[grown_key] = min(grown.get(grown_key, 99), cost + n)
            partial = sorted((cost, key) for key, cost in grown.items())[:limit]
        return [key for _, key in partial if key]

    def laid_keys(self, word, script):
        """The keys under which a word is laid: those of both readings."""
        return list(dict.fromkeys(k for r in self.readings(word, script) for k in self.keys(r, self.laid, MAX_LAID)))[:MAX_LAID]

    def asked_keys(self, word, script):
        """The keys that a query for a word looks under."""
        return list(dict.fromkeys(k for r in self.readings(word, script) for k in self.keys(r, self.asked, MAX_ASKED)))[:MAX_ASKED]
