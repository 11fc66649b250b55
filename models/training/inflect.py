"""Forms of Dutch words, as far as texts have them.

Rules make every form that a word could have, and counts of Dutch text choose: what nobody wrote
is dropped, so that the rules may be generous where Dutch spelling depends on sound.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .verbs import word_set

_SEPARABLE = word_set(
    "aaneen aan achter af bij binnen boven buiten dood door goed in klaar kwijt los mee mis na "
    "neer omhoog omver om onder open op over plaats rond samen stil tegemoet tegen teleur terug "
    "toe tussen uit vast verder vol voorbij vooruit voort voor vrij weer weg"
)
_INSEPARABLE = ("be", "ge", "her", "ont", "ver", "er")

# infinitive, past singular, participle
_STRONG = """
barsten barstte gebarsten|beginnen begon begonnen|bevelen beval bevolen|bezwijken bezweek bezweken
bidden bad gebeden|bieden bood geboden|bijten beet gebeten|binden bond gebonden
blazen blies geblazen|blijken bleek gebleken|blijven bleef gebleven|breken brak gebroken
brengen bracht gebracht|buigen boog gebogen|denken dacht gedacht|doen deed gedaan
dragen droeg gedragen|drijven dreef gedreven|dringen drong gedrongen|drinken dronk gedronken
druipen droop gedropen|duiken dook gedoken|dwingen dwong gedwongen|eten at gegeten
fluiten floot gefloten|gaan ging gegaan|gelden gold gegolden|genezen genas genezen
genieten genoot genoten|geven gaf gegeven|gieten goot gegoten|glijden gleed gegleden
graven groef gegraven|grijpen greep gegrepen|hangen hing gehangen|hebben had gehad
heffen hief geheven|helpen hielp geholpen|hijsen hees gehesen|houden hield gehouden
jagen joeg gejaagd|kiezen koos gekozen|kijken keek gekeken|klimmen klom geklommen
klinken klonk geklonken|knijpen kneep geknepen|komen kwam gekomen|kopen kocht gekocht
krijgen kreeg gekregen|krimpen kromp gekrompen|kruipen kroop gekropen|laden laadde geladen
laten liet gelaten|lezen las gelezen|liegen loog gelogen|liggen lag gelegen|lijden leed geleden
lijken leek geleken|lopen liep gelopen|meten mat gemeten|nemen nam genomen
prijzen prees geprezen|raden raadde geraden|rijden reed gereden|roepen riep geroepen
ruiken rook geroken|schelden schold gescholden|schenken schonk geschonken
scheppen schiep geschapen|schieten schoot geschoten|schijnen scheen geschenen
schrijven schreef geschreven|schrikken schrok geschrokken|schuiven schoof geschoven
slaan sloeg geslagen|slapen sliep geslapen|slijten sleet gesleten|sluipen sloop geslopen
sluiten sloot gesloten|smelten smolt gesmolten|snijden sneed gesneden|spreken sprak gesproken
springen sprong gesprongen|spuiten spoot gespoten|staan stond gestaan|steken stak gestoken
stelen stal gestolen|sterven stierf gestorven|stijgen steeg gestegen|stinken stonk gestonken
stoten stootte gestoten|strijden streed gestreden|strijken streek gestreken
treden trad getreden|treffen trof getroffen|trekken trok getrokken|vallen viel gevallen
vangen ving gevangen|varen voer gevaren|vechten vocht gevochten|vergeten vergat vergeten
verdwijnen verdween verdwenen|verliezen verloor verloren|vinden vond gevonden
vliegen vloog gevlogen|vragen vroeg gevraagd|vriezen vroor gevroren|wegen woog gewogen
werpen wierp geworpen|werven wierf geworven|weten wist geweten|wijken week geweken
wijzen wees gewezen|winden wond gewonden|winnen won gewonnen|worden werd geworden
wringen wrong gewrongen|zeggen zei gezegd|zenden zond gezonden|zien zag gezien
zingen zong gezongen|zinken zonk gezonken|zitten zat gezeten|zoeken zocht gezocht
zuigen zoog gezogen|zwemmen zwom gezwommen|zweren zwoer gezworen|zwijgen zweeg gezwegen
bedriegen bedroog bedrogen|bewegen bewoog bewogen|scheiden scheidde gescheiden
spannen spande gespannen|verzinnen verzon verzonnen|lachen lachte gelachen
"""
_PAST_OF = {
    infinitive: (past, participle)
    for infinitive, past, participle in (
        row.split() for row in _STRONG.replace("\n", "|").split("|") if row.strip()
    )
}
_VOWELS = "aeiou"
_VOICELESS = "tkfschp"
# A long vowel is written once before one consonant and a vowel.
_SHARPENED = {"v": "f", "z": "s"}
_SOFTENED = {"f": "v", "s": "z"}


def lengthened(stem: str) -> set[str]:
    """Spellings of a stem that stood before a vowel: mak -> maak, lopp -> lop, reiz -> reis."""
    if len(stem) < 2:
        return {stem}
    found = {stem}
    if stem[-1] == stem[-2] and stem[-1] not in _VOWELS:
        found = {stem[:-1]}
    elif stem[-1] not in _VOWELS and stem[-2] in "aeou" and stem[-3:-2] not in tuple(_VOWELS):
        found.add(stem[:-1] + stem[-2] + stem[-1])
    return {s[:-1] + _SHARPENED.get(s[-1], s[-1]) for s in found}


def before_vowel(word: str) -> set[str]:
    """Spellings of a word before a vowel: huis -> huiz, maan -> man, kat -> katt."""
    if len(word) < 2 or word[-1] in _VOWELS:
        return {word}
    last, rest = word[-1], word[:-1]
    found = {word}
    if rest[-1] in _VOWELS:
        if rest[-2:-1] == rest[-1]:
            found.add(rest[:-1] + last)
        elif rest[-2:-1] not in tuple(_VOWELS):
            found.add(word + last)
    found |= {w[:-1] + _SOFTENED[last] for w in set(found) if last in _SOFTENED}
    return found


def verb_forms(infinitive: str, counts: Mapping[str, int], least: int = 2) -> dict[str, set[str]]:
    """Forms of an infinitive that Dutch text has, under third, past and participle.

    `counts` says how often a word occurs; the forms of separable verbs are those of subordinate
    clauses (binnenviel), where both parts stand together.
    """
    third, past, participle = _candidates(infinitive)
    for prefix in sorted(_SEPARABLE):
        rest = infinitive.removeprefix(prefix)
        if rest != infinitive and len(rest) > 3:
            forms = _candidates(rest)
            for own, more in zip((third, past, participle), forms, strict=True):
                own |= {prefix + form for form in more}
    return {
        "third": _usual(third - {infinitive}, counts, least),
        "past": {form for form in past if counts.get(form, 0) >= least and form != infinitive},
        "participle": _usual(participle - {infinitive}, counts, least),
    }


def _candidates(infinitive: str) -> tuple[set[str], set[str], set[str]]:
    """Third person, past forms and participles that an infinitive could have."""
    inseparable = next(
        (p for p in _INSEPARABLE if infinitive.startswith(p) and len(infinitive) > len(p) + 3), ""
    )
    root = infinitive.removeprefix(inseparable)
    strong = _PAST_OF.get(infinitive) or _PAST_OF.get(root)
    stem = infinitive[:-2] if infinitive.endswith("en") else infinitive[:-1]
    stems = lengthened(stem)
    third = {s if s.endswith("t") else s + "t" for s in stems}
    if strong:
        begin = "" if infinitive in _PAST_OF else inseparable
        single, participle = begin + strong[0], strong[1]
        if begin:
            participle = begin + participle.removeprefix("ge")
        plural = {s + "en" for s in before_vowel(single)}
        # Strong pasts in a have a long vowel in the plural: brak, braken.
        plural.add((single[:-1] + _SOFTENED.get(single[-1], single[-1])) + "en")
        return third, {single} | plural | {single + "n"}, {participle}
    ending = "t" if stem[-1:] in tuple(_VOICELESS) else "d"
    past = {s + ending + tail for s in stems for tail in ("e", "en")}
    ge = "" if inseparable else "ge"
    participle_forms = {ge + (s if s.endswith(ending) else s + ending) for s in stems}
    return third, past, participle_forms


def plurals(noun: str, counts: Mapping[str, int], least: int = 2) -> set[str]:
    """Plurals of a noun that Dutch text has; a rare rival of a frequent one is dropped."""
    made = {noun + "s", noun + "'s"} | {stem + "en" for stem in before_vowel(noun)}
    if noun.endswith("heid"):
        made = {noun[:-4] + "heden"}
    elif noun.endswith("e"):
        made.add(noun + "n")
    return _usual(made - {noun}, counts, least)


def inflected_adjectives(word: str, counts: Mapping[str, int], least: int = 3) -> set[str]:
    """The form of an adjective with -e that Dutch text has: loyale, grote, dikke."""
    if word.endswith("e"):
        return set()
    return _usual({stem + "e" for stem in before_vowel(word)}, counts, least)


def _usual(forms: Iterable[str], counts: Mapping[str, int], least: int) -> set[str]:
    found = {form: counts.get(form, 0) for form in forms}
    most = max(found.values(), default=0)
    return {form for form, count in found.items() if count >= max(least, 0.2 * most)}


def is_infinitive(word: str) -> bool:
    """True for the look of one: werken, gaan, zien."""
    return word.endswith("en" if len(word) > 3 else "ien") or word in ("gaan", "staan", "slaan")
