"""The forms in which the name of a country or city stands in a sentence, by language.

`forms(language, name)` gives the name and its cases. Rules are the regular declensions of each language; a form too many
does no harm where it is no word, so rules that depend on gender or sound give all candidates. Words of a name that is
made of adjectives and a noun are declined together.
"""
import re

# Per language: adjectives, then nouns, as (ending, its forms by case); forms of one case are parted by "/". The first ending
# that fits counts. "" as a form is the bare stem, "=" the word as it is.
CZECH_ADJ = [("é", "ých/ého ým/ému é ých/ém ými/ým".split()), ("á", "é é ou é ou".split()), ("ý", "ého ému ý ém ým".split()), ("í", "í í í í í".split())]
CZECH = [("sko", "ska sku sko sku skem".split()), ("cko", "cka cku cko cku ckem".split()), ("ie", "ie ii ii ii ií".split()),
         ("io", "ia iu io iu iem".split()), ("o", "a u o u/ě em".split()), ("ea", "eje/ey eji/ei eu eji/ei eou".split()),
         ("ňa", "ni/ně ni ňu ni ňou".split()), ("ja", "je/ji ji ju ji jou".split()), ("ha", "hy ze hu ze hou".split()), ("ka", "ky ce ku ce kou".split()),
         ("ga", "gy ze gu ze gou".split()), ("ra", "ry ře ru ře rou".split()), ("la", "ly le lu le lou".split()), ("sa", "sy se su se sou".split()),
         ("za", "zy ze zu ze zou".split()), ("a", "y ě/e u ě/e ou".split()), ("eň", "ně/eně ni/eni eň ni/eni ní/ení".split()),
         ("áty", "átů átům áty átech áty".split()), ("iny", "in inám iny inách inami".split()), ("ny", "n/nů nám ny nách nami".split()),
         ("ly", "l lám ly lách lami".split()), ("vy", "v vám vy vách vami".split()), ("my", "m mám my mách mami".split()),
         ("ec", "ce ci/cu ec ci/cu cem".split()), (r"([žščřcjďťň])", [r"\1e/\1i", r"\1i/\1u", r"\1", r"\1i/\1u", r"\1í/\1em"]),
         (r"([bdfghklmnprstvxz])", [r"\1u/\1a", r"\1u", r"\1", r"\1u/\1ě/\1e", r"\1em"])]
SLOVAK_ADJ = [("á", "ej ej ú ej ou".split()), ("ý", "ého ému ý om ým".split()), ("é", "ých/ého ým/ému é ých/om ými/ým".split()),
              ("a", "ej ej u ej ou".split())]
SLOVAK = [("sko", "ska sku sko sku skom".split()), ("cko", "cka cku cko cku ckom".split()), ("ia", "ie ii iu ii iou".split()), ("ea", "ey ei eu ei eou".split()),
          ("ňa", "ne ni ňu ni ňou".split()), ("ja", "je ji ju ji jou".split()), ("o", "a u o u om".split()), ("a", "y e u e ou".split()),
          ("áty", "átov átom áty átoch átmi".split()), ("y", "/ov ám y ách ami".split()), ("ec", "ca cu ec ci/ca com".split()),
          (r"([žščcjďťňľ])", [r"\1e/\1a/\1i", r"\1i/\1u", r"\1", r"\1i", r"\1ou/\1om"]), (r"([bdfghklmnprstvxz])", [r"\1u/\1a", r"\1u", r"\1", r"\1u/\1e/\1i", r"\1om"])]
POLISH_ADJ = [("ska", "skiej skiej ską skiej ską".split()), ("cka", "ckiej ckiej cką ckiej cką".split()), ("lka", "lkiej lkiej lką lkiej lką".split()),
              ("wa", "wej wej wą wej wą".split()), ("na", "nej nej ną nej ną".split()), ("ia", "iej iej ią iej ią".split()), ("ne", "nych nym ne nych nymi".split()),
              ("nych", ["nych"] * 5), ("skie", "skich skim skie skich skimi".split()), ("ne", "nego nemu ne nym nym".split()), ("ny", "nego nemu ny nym nym".split())]
POLISH = [("Niemcy", "Niemiec Niemcom Niemcy Niemczech Niemcami".split()), ("Węgry", "Węgier Węgrom Węgry Węgrzech Węgrami".split()),
          ("Włochy", "Włoch Włochom Włochy Włoszech Włochami".split()), ("Czechy", "Czech Czechom Czechy Czechach Czechami".split()),
          ("Stany", "Stanów Stanom Stany Stanach Stanami".split()), ("ie", "ii iom ie iach iami".split()), ("ja", "ji ji ję ji ją".split()), ("ia", "ii ii ię ii ią".split()),
          ("ea", "ei ei eę ei eą".split()), ("ska", "ski sce skę sce ską".split()), ("ka", "ki ce kę ce ką".split()), ("ga", "gi dze gę dze gą".split()),
          ("da", "dy dzie dę dzie dą".split()), ("ta", "ty cie tę cie tą".split()), ("ra", "ry rze rę rze rą".split()), ("la", "li li lę li lą".split()),
          ("ła", "ły le łę le łą".split()), ("na", "ny nie nę nie ną".split()), (r"([bwpmszf])a", [r"\1y", r"\1ie", r"\1ę", r"\1ie", r"\1ą"]), ("a", "y ie/e ę ie/e ą".split()),
          (r"([nłlbmw])y", [r"\1", r"\1om", r"\1y", r"\1ach", r"\1ami"]), ("ów", "owa owowi ów owie owem".split()), ("eń", "nia niowi eń niu niem".split()),
          ("ń", "nia/ni niowi/ni ń niu/ni niem/nią".split()), (r"([kg])", [r"\1u/\1a", r"\1owi", r"\1", r"\1u", r"\1iem"]), ("ko", "ka ku ko ku kiem".split()),
          ("t", "tu towi t cie tem".split()), ("d", "du dowi d dzie dem".split()), ("r", "ru/ra rowi r rze rem".split()), ("n", "nu/na nowi n nie nem".split()),
          ("m", "mu mowi m mie mem".split()), ("l", "la/lu lowi l lu lem".split()), (r"([bpwszf])", [r"\1u/\1a", r"\1owi", r"\1", r"\1ie", r"\1em"]), (r"([żcj])", [r"\1a/\1u", r"\1owi", r"\1", r"\1u", r"\1em"])]
CROATIAN_ADJ = [("ške", "ških škim ške škim škim".split()), ("čke", "čkih čkim čke čkim čkim".split()), ("ne", "nih nim ne nim nim".split()), ("a", "e oj u oj om".split()),
                ("o", "og om/omu o om im".split()), ("i", "og/ih om/im i om/im im/ima".split())]
CROATIAN = [("ska", "ske skoj sku skoj skom".split()), ("čka", "čke čkoj čku čkoj čkom".split()), ("ška", "ške škoj šku škoj škom".split()), ("ka", "ke ki/ci ku ki/ci kom".split()),
            ("ga", "ge gi/zi gu gi/zi gom".split()), ("a", "e i u i om".split()), ("Države", "Država Državama Države Državama Državama".split()),
            ("države", "država državama države državama državama".split()), ("ati", "ata atima ate atima atima".split()), ("pat", "pta ptu pat ptu ptom".split()),
            ("par", "pra pru par pru prom".split()), ("ni", "na nima ne nima nima".split()), ("eč", "eča eču eč eču ečom/ečem".split()), ("o", "a u o u om".split()),
            (r"([čćžšđjcln]j?)", [r"\1a", r"\1u", r"\1", r"\1u", r"\1om/\1em"]), (r"([bdfghkmprstvz])", [r"\1a", r"\1u", r"\1", r"\1u", r"\1om"])]
SLAVIC = {"cs": (CZECH_ADJ, CZECH), "sk": (SLOVAK_ADJ, SLOVAK), "pl": (POLISH_ADJ, POLISH), "hr": (CROATIAN_ADJ, CROATIAN), "sr": (CROATIAN_ADJ, CROATIAN)}
# Russian and Ukrainian names of one word: all cases of an ending at once.
EAST_SLAVIC = [("ия", "ии ию ией"), ("ія", "ії ію ією"), ("а", "ы е у ой и і ою"), ("я", "и е ю ей і єю"), ("ь", "я ю ем е и"), ("й", "я ю ем е")]


def declined_word(word, rules):
    """The forms of a word by case, each a list of candidates; None where no rule fits."""
    for ending, cases in rules:
        match = re.search(ending + "$", word)
        if match and match.start() > 0 or match and match.group() == word:
            stem = word[: match.start()]
            return [[stem + match.expand(one) for one in case.split("/")] for case in cases]
    return None


def slavic(name, adjectives, nouns):
    words = name.split(" ")
    yield name
    tables = []
    for at, word in enumerate(words):
        table = None
        if len(word) > 2 and word[0].isupper() or at == 0:
            known = declined_word(word, adjectives) if len(words) > 1 and is_adjective(word, at, words, adjectives) else None
            table = known or declined_word(word, nouns)
        elif len(word) > 3:
            table = declined_word(word, adjectives) if at + 1 < len(words) else declined_word(word, nouns)
        tables.append(table)
    if not any(tables):
        return
    for case in range(max(len(table) for table in tables if table)):
        partial = [""]
        for word, table in zip(words, tables):
            options = table[case] if table and case < len(table) else [word]
            partial = [f"{head} {option}".strip() for head in partial for option in options]
        yield from partial


def is_adjective(word, at, words, adjectives):
    """Adjectives stand before their noun, or behind it in Polish."""
    before = at + 1 < len(words) and words[at + 1][0].isalpha() and words[at + 1] not in ("a", "i", "and")
    behind = at > 0 and adjectives is POLISH_ADJ and re.search("(ska|cka|wa|na|skie|ne)$", word)
    return before and not (adjectives is POLISH_ADJ and word in ("Korea", "Arabia", "Stany", "Republika")) or behind


def east_slavic(name):
    yield name
    if " " in name or name[-1] in "оиеуэіїю" or name.isupper():
        return
    for ending, cases in EAST_SLAVIC:
        if name.endswith(ending):
            yield from (name[: -len(ending)] + case for case in cases.split(" "))
            return
    yield from (name + case for case in ("а", "у", "ом", "е", "і", "ові"))


def romanian(name):
    yield name
    words = name.split(" ")
    if words[-1].endswith("ia") and len(words) == 1:
        yield name[:-1] + "ei"
    elif words[-1].endswith("a") and len(words) == 1:
        yield name[:-1] + "ei"
    elif len(words) == 1 and name[-1] in "bcdfghklmnprstvwxzț":
        yield from (name + "ul", name + "ului")
    elif words[-1] == "Unite":
        yield name.replace("Statele", "Statelor")
    elif words[0] == "Regatul":
        yield name.replace("Regatul", "Regatului", 1)
    elif len(words) == 2 and words[0].endswith("a") and words[1][-1] in "dtu":
        yield f"{words[0][:-1]}ei {words[1]}"
    elif words[0].endswith(("eea", "ica")):
        yield " ".join([words[0][:-1] + {"eea": "i", "ica": "ii"}[words[0][-3:]], *words[1:]])


def hungarian(name):
    yield name
    stem = name[:-1] + {"a": "á", "e": "é"}.get(name[-1], name[-1])
    last = re.findall("[aáeéiíoóöőuúüű]", stem.lower())[-2:]
    open_end = stem[-1] in "aáeéiíoóöőuúüű"
    double = "" if open_end else stem[-1]
    for vowels, endings in (("aáoóuú", "ban ba ból ra ról hoz tól nak nál ért ig"), ("eéiíöőüű", "ben be ből re ről hez höz től nek nél ért ig")):
        if any(vowel in vowels for vowel in last):
            back = "a" in vowels
            endings = endings.split() + (["n", "t", "val" if back else "vel"] if open_end else ["on", "ot", "at", double + "al"] if back else ["en", "ön", "et", double + "el"])
            yield from (stem + ending for ending in endings)


def finnish(name):
    yield name
    words = name.split(" ")
    word, head = words[-1], name[: len(name) - len(words[-1])]
    if word == "Yhdysvallat":
        yield from "Yhdysvaltain Yhdysvaltojen Yhdysvalloissa Yhdysvalloista Yhdysvaltoihin Yhdysvaltoja Yhdysvalloille Yhdysvalloilta Yhdysvalloilla Yhdysvalloiksi".split()
        return
    if word.endswith("maat"):
        yield from (word[:-1] + ending for ending in ("iden", "issa", "ista", "ihin", "ita", "ille"))
        return
    if word[-1] not in "aeiouyäö":
        full = weak = word[:-1] + "kse" if word.endswith("os") else word + "i"
    else:
        full = weak = word
        for strong, soft in (("kk", "k"), ("pp", "p"), ("tt", "t"), ("nt", "nn"), ("nk", "ng"), ("lt", "ll"), ("rt", "rr"), ("mp", "mm")):
            if word[:-1].endswith(strong):
                weak = word[: -1 - len(strong)] + soft + word[-1]
    a = "a" if re.search("[aou]", word.lower()) else "ä"
    for ending in ("n", f"ss{a}", f"st{a}", f"ll{a}", f"lt{a}", "lle", "ksi"):
        yield head + weak + ending
    yield from (head + full + ending for ending in (full[-1] + "n", a, f"t{a}", f"n{a}"))


def greek(name):
    yield name
    words = name.split(" ")
    if len(words) == 2 and words[0].endswith("ες") and words[1].endswith("ες"):
        yield f"{words[0][:-2]}ων {words[1][:-2]}ων"
        return
    for ending, cases in (("ος", "ου ο"), ("ο", "ου"), ("α", "ας"), ("η", "ης"), ("ες", "ων"), ("ά", "άς"), ("ή", "ής"), ("ό", "ού"), ("ός", "ού ό"), ("ί", "ιού"), ("ι", "ιου")):
        if words[-1].endswith(ending):
            head = name[: -len(ending)]
            if len(words) == 2 and words[0][-1] in "αήηά" and ending == "α":
                head = f"{words[0]}ς {words[1][:-1]}"
            yield from (head + case for case in cases.split(" "))
            return


def hebrew(name):
    yield name
    if len(name) > 2 and name not in ("מלי", "צ׳אד", "פרו"):
        yield from (prefix + name for prefix in ("ב", "ל", "מ", "ו", "ש", "כ", "וב", "ול", "ומ", "שב"))


def bengali(name):
    yield name
    if re.search("[ািীুূেৈোৌ]$", name):
        yield from (name + ending for ending in ("র", "তে", "কে", "য়", "য়"))
    else:
        yield from (name + ending for ending in ("ের", "ে", "কে"))


def hindi(name):
    yield name
    # The dot below is often left out.
    yield name.replace("़", "").replace("ज़", "ज").replace("फ़", "फ").replace("क़", "क").replace("ग़", "ग").replace("ड़", "ड़")


def genitive(name):
    yield name
    if name[-1] not in "sxzSXZ":
        yield name + "s"


RULES = {"ru": east_slavic, "uk": east_slavic, "ro": romanian, "hu": hungarian, "fi": finnish, "el": greek, "he": hebrew, "bn": bengali, "hi": hindi,
         "de": genitive, "sv": genitive, "da": genitive, "no": genitive, "nl": genitive}

INFLECTED = {*SLAVIC, *RULES} - {"ru", "uk", "de", "hi", "sv", "da", "no", "nl"}

LATIN = "dž lj nj a b c č ć d đ e f g h i j k l m n o p r s š t u v z ž w y x q".split()
CYRILLIC = "џ љ њ а б ц ч ћ д ђ е ф г х и ј к л м н о п р с ш т у в з ж в и кс к".split()


def cyrillic(text):
    """Serbian in Cyrillic letters."""
    for latin, letter in zip(LATIN, CYRILLIC):
        text = text.replace(latin, letter).replace(latin.capitalize(), letter.capitalize()).replace(latin.upper(), letter.upper())
    return text


def forms(language, name):
    """The forms of a name, itself first, each once."""
    if language in SLAVIC:
        found = slavic(name, *SLAVIC[language]) if not name.isupper() else [name]
    else:
        found = RULES.get(language, lambda name: [name])(name) if not name.isupper() else [name]
    found = list(dict.fromkeys(form for form in found if form))
    return found + [cyrillic(form) for form in found] if language == "sr" else found
