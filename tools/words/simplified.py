#!/usr/bin/env python3
"""Makes src/text/simplified.tsv anew: the simplified form of each traditional Chinese character.

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


def main():
    with tempfile.TemporaryDirectory() as folder:
        what = ["download", "-q", "--no-deps", "--no-binary", ":all:", "-d", folder, f"opencc=={VERSION}"]
        subprocess.run([sys.executable, "-m", "pip", *what], check=True)
        (package,) = Path(folder).glob("*.tar.gz")
        with tarfile.open(package) as archive:
            member = archive.extractfile(f"opencc-{VERSION}/data/dictionary/TSCharacters.txt")
            rows = member.read().decode("utf8").splitlines()
    pairs = {}
    for row in rows:
        if row.startswith("#") or not row.strip(): continue
        traditional, simplified = row.split("\t")
        # The first is the usual one.
        simplified = simplified.split()[0]
        if traditional != simplified and is_common(traditional) and is_common(simplified): pairs[traditional] = simplified
    # What is folded folds to itself: where a simplified form is a traditional one of another, the last of them counts.
    for traditional in pairs:
        while pairs[traditional] in pairs: pairs[traditional] = pairs[pairs[traditional]]
    with open(TABLE, "w", encoding="utf8") as table:
        table.write("# Traditional Chinese characters and their simplified forms, from OpenCC 1.4.2 (Apache-2.0): TSCharacters.txt, the first form of "
                    "each. Made by tools/words/simplified.py\n")
        for traditional, simplified in sorted(pairs.items()): table.write(f"{traditional}\t{simplified}\n")
    print(len(pairs), "characters")


if __name__ == "__main__":
    main()
