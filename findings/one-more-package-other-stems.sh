#!/usr/bin/env bash
# The same release of snowballstemmer has other stems for English, German and Dutch once PyStemmer stands beside it: the emergency
# is emerging, and Mueller is not Müller.
#
# One would guess: a pinned release has one answer. PyStemmer is the same family in C, for speed, and has to be asked for.
# What happens:    where PyStemmer can be imported, `snowballstemmer.stemmer` is PyStemmer's, of whatever release that is: nothing of
#                  snowballstemmer itself is used. Between releases 2 and 3 stems were mended (emergency and emerge, university and
#                  universal, ae for ä in German) and all of Dutch is of another author. There is no word of it, and no version of
#                  the stems to ask for.
# Why it matters:  PyStemmer comes along with other packages, so an index that was made on one machine is searched on another with other
#                  stems: a search for "emergency" finds what is emerging, one for "huizen" (houses) nothing, and most words all.
#                  Sphinx makes the index of a site with this call. An index has to keep by which stemmer, of which release, its
#                  words were made.
# Seen with:       snowballstemmer 3.1.1, alone and with PyStemmer 2.2.0.3, 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --root-user-action ignore --disable-pip-version-check --no-deps --no-compile --target "$folder/lib" snowballstemmer==3.1.1
python3 -m pip install --quiet --root-user-action ignore --disable-pip-version-check --no-deps --no-compile --target "$folder/beside" pystemmer==2.2.0.3
cat >"$folder/stems.py" <<'PYTHON'
import json
import sys

import snowballstemmer

words = json.loads(sys.argv[1])
print(json.dumps({language: [snowballstemmer.stemmer(language).stemWord(word) for word in some] for language, some in words.items()}))
PYTHON
PYTHONPATH="$folder/lib" python3 - "$folder" <<'PYTHON'
import importlib.metadata
import json
import os
import subprocess
import sys

folder = sys.argv[1]
print("snowballstemmer", importlib.metadata.version("snowballstemmer"), "with pystemmer", *(
    found.version for found in importlib.metadata.distributions(path=[f"{folder}/beside"])))
words = {
    "english": ["emergency", "emerging", "university", "universal", "ferries"],
    "german": ["mueller", "müller", "hafen"],
    "dutch": ["huizen", "huis", "schepen", "schip"],
}


def stems(*places):
    path = os.pathsep.join(f"{folder}/{place}" for place in places)
    done = subprocess.run([sys.executable, f"{folder}/stems.py", json.dumps(words)], env={**os.environ, "PYTHONPATH": path},
                          capture_output=True, text=True, check=True)
    return {word: stem for language, some in json.loads(done.stdout).items() for word, stem in zip(words[language], some)}


alone, beside = stems("lib"), stems("lib", "beside")
for word in alone:
    print(f"{word}: alone {alone[word]}, with PyStemmer {beside[word]}")
assert alone["emergency"] != alone["emerging"] and beside["emergency"] == beside["emerging"]
assert alone["university"] != alone["universal"] and beside["university"] == beside["universal"]
assert alone["mueller"] == alone["müller"] and beside["mueller"] != beside["müller"]
assert alone["ferries"] == beside["ferries"] and alone["hafen"] == beside["hafen"]
assert alone["huizen"] != beside["huizen"]
print("as the head says")
PYTHON
