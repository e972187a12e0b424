#!/usr/bin/env python3
"""Makes src/text/simplified.tsv anew: the simplified form of each traditional Chinese character, and of the forms that only Japan has.

usage: simplified.py

needs: pip, to download the source of the package opencc 1.4.2 (Apache-2.0)
"""
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

VERSION = "1.4.2"
TABLE = Path(__file__).resolve().parents[2] / "src" / "text" / "simplified.tsv"


def is_common(character):
    """Whether a character is of the block that nearly all texts are written in; others are left as they stand."""
    return "\u4e00" <= character <= "\u9fff"


def is_chinese(character):
    """Whether a character is one of simplified Chinese in its own right."""
    return bool(character.encode("gb2312", "ignore"))


def rows_of(archive, name):
    """The first two cells of the rows of a dictionary."""
    member = archive.extractfile(f"opencc-{VERSION}/data/dictionary/{name}")
    rows = member.read().decode("utf8").splitlines()
    return [row.split("\t")[:2] for row in rows if row.strip() and not row.startswith("#")]


def main():
    with tempfile.TemporaryDirectory() as folder:
        what = ["download", "-q", "--no-deps", "--no-binary", ":all:", "-d", folder, f"opencc=={VERSION}"]
        subprocess.run([sys.executable, "-m", "pip", *what], check=True)
        (package,) = Path(folder).glob("*.tar.gz")
        with tarfile.open(package) as archive:
            chinese = rows_of(archive, "TSCharacters.txt")
            japanese = rows_of(archive, "JPShinjitaiCharacters.txt")
    pairs = {}
    for traditional, simplified in chinese:
        # The first is the usual one.
        simplified = simplified.split()[0]
        if traditional != simplified and is_common(traditional) and is_common(simplified): pairs[traditional] = simplified
    for reformed, former in japanese:
        # The first that is another: some stand for themselves as well.
        former = next((one for one in former.split() if one != reformed), reformed)
        simplified = pairs.get(former, former)
        is_new = reformed not in pairs and not is_chinese(reformed) and is_chinese(simplified)
        if is_new and is_common(reformed) and is_common(simplified): pairs[reformed] = simplified
    # What is folded folds to itself: where a simplified form is a traditional one of another, the last of them counts.
    for traditional in pairs:
        while pairs[traditional] in pairs: pairs[traditional] = pairs[pairs[traditional]]
    with open(TABLE, "w", encoding="utf8") as table:
        table.write("# Traditional Chinese characters and their simplified forms, from OpenCC 1.4.2 (Apache-2.0): TSCharacters.txt, the first form of "
                    "each, and JPShinjitaiCharacters.txt, the forms that only Japan has. Made by tools/words/simplified.py\n")
        for traditional, simplified in sorted(pairs.items()): table.write(f"{traditional}\t{simplified}\n")
    print(len(pairs), "characters")


if __name__ == "__main__":
    main()
