#!/usr/bin/env python3
"""Makes inflections.tsv: the inflected forms of nine names in the languages of the press, by the case endings of each.

Written by hand for this project. `*` stands for all nine names; a name with a row of its own in a language has that alone.
"""
NAMES = "putin orban taliban biden nato paris assad merkel macron".split()
ENDINGS = {
    "de": "s", "nl": "s", "sv": "s", "da": "s", "no": "s", "en": "s",
    "fi": "in ia a ille illa ilta iin issa ista n lle lla lta ssa sta on",
    "et": "i it ile ilt iga is ist isse",
    "hu": "t et ot nak nek nal nel val vel hoz hez ban ben bol rol ra re tol ert i",
    "pl": "a owi em ie", "cs": "a ovi em e u", "sk": "a ovi om e u",
    "hr": "a u om em e", "sr": "a u om em e", "sl": "a u om em", "lt": "as o ui a", "lv": "s a u am",
    "tr": "in un e a i u de da den dan ten tan te ta le la nun nin ya ye yi yu",
    "ro": "ului ul", "sq": "i it in", "eu": "ek en i", "az": "in e i den le",
}
OWN = {
    ("paris", "de"): "pariser parisers pariserin",
    ("taliban", "en"): "talibans", ("taliban", "fr"): "talibans", ("taliban", "es"): "talibanes", ("taliban", "it"): "talebani talebano",
    ("taliban", "pt"): "talibans talibas", ("taliban", "ro"): "talibani talibanii talibanilor talibanul", ("taliban", "de"): "talibans",
    ("taliban", "pl"): "talibow talibowie talibami talibom talibanu talibanem", ("taliban", "fi"): "talibanin talibania talibanit talibaneille talibanien",
    ("taliban", "sv"): "talibans talibanerna talibaner talibanernas", ("taliban", "no"): "talibans", ("taliban", "da"): "talibans",
    ("nato", "it"): "", ("nato", "es"): "", ("nato", "pt"): "",
}

if __name__ == "__main__":
    print("# Inflected forms of nine names, for precision.py: name, language, forms. Made by inflections.py")
    for name in NAMES:
        for lang in sorted(set(ENDINGS) | {lang for own, lang in OWN if own == name}):
            forms = OWN.get((name, lang))
            forms = [name + ending for ending in ENDINGS[lang].split()] if forms is None else forms.split()
            if forms:
                print(f"{name}\t{lang}\t{'|'.join(forms)}")
