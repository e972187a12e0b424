#!/usr/bin/env bash
# Nilsimsa takes any two stories in Hindi for near copies, though they have no word in common; in English it tells such stories apart.
#
# One would guess: a hash for near copies that is made of letters, not words, needs no language: scores of strangers are about as high in
#                  one script as in the next. Above 54 is the usual mark for "no chance".
# What happens:    it counts triples of bytes. A letter of Hindi is three bytes in UTF-8, the first always E0, the second A4 or A5; so most
#                  triples of any text are those of any other. Stories of 150 words, drawn from two lists without a common word, score -14 to 19 in
#                  English, 37 to 59 in Ukrainian (two bytes, the first D0 or D1), and 65 to 96 in Hindi, where all 225 pairs are above 54.
#                  A copy with eight words changed scores 113 to 127 in all three.
# Why it matters:  a threshold that was set with English news makes one heap of all stories in Devanagari, Bengali or Tamil, and of a part of
#                  those in Cyrillic; one of each heap is kept. Anything that hashes bytes has to be tried by script.
# Seen with:       nilsimsa 0.3.8, 2026-11-30.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check nilsimsa==0.3.8
"$folder/env/bin/python" - <<'PYTHON'
import importlib.metadata
import random
import statistics

from nilsimsa import Nilsimsa, compare_digests

print("nilsimsa", importlib.metadata.version("nilsimsa"))
LISTS = {
    "English": (
        "harbour closed tuesday storm damaged pier ferry could land island boats waited north wind waves night rescue crew coast lights",
        "council met speak about bridge which costs ten million built three years firm mayor office spring autumn vote people town",
    ),
    "Ukrainian": (
        "порт закрито вівторок шторм пошкодив причал пором пристати острів човни чекали північ вітер хвилі ніч рятувальники берег вогні",
        "рада зібралася говорити про міст який коштує десять мільйонів збудує три роки фірма мер весна осінь вибори люди місто",
    ),
    "Hindi": (
        "बंदरगाह मंगलवार तूफान घाट नुकसान नौका किनारे द्वीप नावें उत्तर हवा लहरें रात बचाव दल तट रोशनी बंद समुद्र पानी",
        "परिषद बैठक पुल लागत एक करोड़ तीन साल कंपनी महापौर वसंत पद चुनाव लोग शहर बनाएगी कहा नए बारे जिसे",
    ),
}


def score(one, other):
    return compare_digests(Nilsimsa(one).hexdigest(), Nilsimsa(other).hexdigest())


strangers = {}
for language, (first, second) in LISTS.items():
    first, second = first.split(), second.split()
    assert not set(first) & set(second)
    chance = random.Random(1)
    here = [" ".join(chance.choices(first, k=150)) for _ in range(15)]
    there = [" ".join(chance.choices(second, k=150)) for _ in range(15)]
    strangers[language] = [score(one, other) for one in here for other in there]
    copies = []
    for story in here:
        words = story.split()
        for place in chance.sample(range(150), 8):
            words[place] = chance.choice(second)
        copies.append(score(story, " ".join(words)))
    found = strangers[language]
    over = sum(value > 54 for value in found)
    print(f"{language}: strangers {min(found)} to {max(found)}, median {statistics.median(found)}, {over} of {len(found)} above 54; copies {min(copies)} to {max(copies)}")
    assert min(copies) > max(found)
assert max(strangers["English"]) <= 54 < min(strangers["Hindi"])
assert max(strangers["English"]) < statistics.median(strangers["Hindi"])
print("as the head says")
PYTHON
