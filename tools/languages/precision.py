#!/usr/bin/env python3
"""precision.py BINARY INDEX: asks nine names of an index of many languages, and counts the hits in which the name really stands.

A hit is right if one of the words marked in it is the name as typed, an inflected form of it in the article's own language
(inflections.tsv), or a spelling that the answer itself tells as one (`expansions.names`). The index is one that `dateline index`
made; pages of news in a dozen languages are a good test. Prints a line a name, and the precision over all hits.
"""
import json
import subprocess
import sys
import unicodedata
from pathlib import Path


def fold(word):
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in plain if letter.isalnum() and not unicodedata.combining(letter))


def forms():
    known = {}
    for line in Path(__file__).with_name("inflections.tsv").read_text(encoding="utf8").splitlines():
        if not line.startswith("#"):
            name, lang, words = line.split("\t")
            known[name, lang] = set(words.split("|"))
    return known


def ask(binary, index, name):
    command = [binary, "search", name, "--index", index, "--copies", "all", "-n", "100000", "--context=1000", "--format", "json"]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    return json.loads(done.stdout)


def marked(hit):
    title = (hit["title"] or "").encode()
    words = [title[start:end].decode() for start, end in hit["title_marks"]]
    return words + [line["word"] for line in hit["context"]]


def main():
    binary, index = sys.argv[1:3]
    known, hits, right = forms(), 0, 0
    for name in dict.fromkeys(name for name, _ in known):
        answer = ask(binary, index, name)
        spelled = {fold(word) for part in answer["expansions"] for other in part["names"] for word in other["text"].split()}
        found = fine = 0
        for hit in answer["hits"]:
            allowed = {name} | spelled | known.get((name, hit["lang"]), set())
            words = [fold(piece) for word in marked(hit) for piece in word.split()]
            is_right = any(word in allowed for word in words)
            found, fine = found + 1, fine + is_right
            if not is_right:
                print(f"  wrong: {name}: {' '.join(words)[:60]} ({hit['lang']}) {hit['origin']}", file=sys.stderr)
        hits, right = hits + found, right + fine
        print(f"{name:10} {fine:5} of {found:5} right, {fine / found if found else 1:.3f}")
    print(f"{'all':10} {right:5} of {hits:5} right, {right / hits if hits else 1:.3f}")


if __name__ == "__main__":
    main()
