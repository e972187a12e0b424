"""Makes src/lang/trigrams.tsv from the sources of the crate whatlang: `trigrams.py FOLDER_OF_WHATLANG > src/lang/trigrams.tsv`.

The crate looks up the 300 trigrams of each of its languages in a text; the table has the same trigrams and letters, so that
the detector can look up each trigram of a text once. Run it when the crate in Cargo.lock is of another version.
"""

import re
import sys
from pathlib import Path

SCRIPTS = {"Latin": "latin", "Cyrillic": "cyrillic"}


def profiles(source, script):
    """The trigrams of each language of a script, the most frequent first."""
    start = source.index(f"pub static {script.upper()}_LANGS")
    table = source[start : source.index("\n];", start)]
    for language in re.split(r"Lang::", table)[1:]:
        letters = re.findall(r"Trigram\('(.)', '(.)', '(.)'\)", language)
        assert len(letters) == len(re.findall(r"Trigram\(", language)), language[:20]
        yield language[:3], ["".join(three) for three in letters]


def alphabets(source):
    """The letters of each language, by the name of its constant."""
    return dict(re.findall(r'const ([A-Z]{3}): &str =\s*"([^"]*)";', source))


def main():
    crate = Path(sys.argv[1])
    version = re.search(r'^version = "(.*)"', (crate / "Cargo.toml").read_text(), re.M)[1]
    print(
        f"# From the crate whatlang {version}, Copyright (c) Serhii Potapov, MIT licence. Script, ISO 639-3 code, letters, and the"
        " 300 trigrams of a text that are most frequent, _ for what is no letter. Made by tools/languages/trigrams.py."
    )
    for script, name in SCRIPTS.items():
        letters = alphabets((crate / f"src/alphabets/{name}.rs").read_text())
        for code, trigrams in profiles((crate / "src/trigrams/profiles.rs").read_text(), script):
            assert len(trigrams) == 300 and not any("_" in trigram for trigram in trigrams), code
            spelled = " ".join(trigram.replace(" ", "_") for trigram in trigrams)
            print(name, code.lower(), letters[code.upper()], spelled, sep="\t")


main()
