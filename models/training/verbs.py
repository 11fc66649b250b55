"""English verb forms: a list of irregular verbs, and base forms known by the company they keep."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from .lexicon import words


def word_set(text: str) -> frozenset[str]:
    """The words of a text with spaces between them."""
    return frozenset(text.split())


MODALS = word_set("will would can could may might must should shall")
_NOUN_CUES = word_set("the a an this his her their its our of in for with by on from")
_NEVER_VERBS = word_set("be have do not also only it he she they we all")
_VOWELS = "aeiou"

# base past participle
_IRREGULAR = """
arise arose arisen|bear bore borne|beat beat beaten|become became become|begin began begun
bend bent bent|bind bound bound|bite bit bitten|bleed bled bled|blow blew blown
break broke broken|breed bred bred|bring brought brought|build built built|buy bought bought
cast cast cast|catch caught caught|choose chose chosen|come came come|cost cost cost
cut cut cut|deal dealt dealt|dig dug dug|draw drew drawn|drink drank drunk|drive drove driven
eat ate eaten|fall fell fallen|feed fed fed|feel felt felt|fight fought fought|find found found
flee fled fled|fly flew flown|forbid forbade forbidden|forget forgot forgotten
forgive forgave forgiven|freeze froze frozen|get got got|give gave given|go went gone
grow grew grown|hang hung hung|hear heard heard|hide hid hidden|hit hit hit|hold held held
hurt hurt hurt|keep kept kept|know knew known|lay laid laid|lead led led|learn learned learned
leave left left|lend lent lent|let let let|lie lay lain|light lit lit|lose lost lost
make made made|mean meant meant|meet met met|overcome overcame overcome|pay paid paid
put put put|quit quit quit|read read read|ride rode ridden|ring rang rung|rise rose risen
run ran run|say said said|see saw seen|seek sought sought|sell sold sold|send sent sent
set set set|shake shook shaken|shine shone shone|shoot shot shot|show showed shown
shut shut shut|sing sang sung|sink sank sunk|sit sat sat|sleep slept slept|slide slid slid
speak spoke spoken|spend spent spent|split split split|spread spread spread
stand stood stood|steal stole stolen|stick stuck stuck|strike struck struck
swear swore sworn|sweep swept swept|swim swam swum|swing swung swung|take took taken
teach taught taught|tear tore torn|tell told told|think thought thought|throw threw thrown
understand understood understood|undergo underwent undergone|wake woke woken|wear wore worn
win won won|withdraw withdrew withdrawn|write wrote written
"""
IRREGULAR: dict[str, tuple[str, str]] = {
    base: (past, participle)
    for base, past, participle in (
        row.split() for row in _IRREGULAR.replace("\n", "|").split("|") if row.strip()
    )
}


@dataclass(frozen=True)
class Verbs:
    """Base forms of verbs, and the forms that belong to them."""

    bases: frozenset[str]
    past: dict[str, str] = field(default_factory=dict)  # past form to base
    participle: dict[str, str] = field(default_factory=dict)  # participle to base
    third: dict[str, str] = field(default_factory=dict)  # third person singular to base
    ing: dict[str, str] = field(default_factory=dict)  # -ing form to base

    @classmethod
    def of(cls, bases: Iterable[str]) -> Verbs:
        """All forms of the given base forms."""
        found = cls(frozenset(bases))
        for base in sorted(found.bases):
            past, participle = IRREGULAR.get(base, (regular_past(base),) * 2)
            found.past.setdefault(past, base)
            found.participle.setdefault(participle, base)
            found.third.setdefault(third_person(base), base)
            found.ing.setdefault(ing_form(base), base)
        return found

    @classmethod
    def from_texts(cls, texts: Iterable[str], least: int = 3, share: float = 0.03) -> Verbs:
        """Verbs are the words found after modal verbs, not only after articles and prepositions."""
        after_modal: Counter[str] = Counter()
        seen: Counter[str] = Counter()
        after_noun_cue: Counter[str] = Counter()
        for text in texts:
            row = [word.lower() for word in words(text)]
            seen.update(row)
            for first, second in pairwise(row):
                if first in MODALS:
                    after_modal[second] += 1
                elif first in _NOUN_CUES:
                    after_noun_cue[second] += 1
        skipped = MODALS | _NOUN_CUES | _NEVER_VERBS
        return cls.of(
            word
            for word, count in after_modal.items()
            if word.isalpha() and len(word) > 1 and word not in skipped
            and (word in IRREGULAR or not word.endswith(("ly", "ed", "ing")))
            and seen[ing_form(word)] >= least
            and count >= least and count >= share * (count + after_noun_cue[word])
        )  # fmt: skip

    def simple(self, base: str, tense: str) -> str:
        """Form of a base for tense "past", "third" (person singular) or "base"."""
        if tense == "past":
            return IRREGULAR[base][0] if base in IRREGULAR else regular_past(base)
        return third_person(base) if tense == "third" else base


def third_person(base: str) -> str:
    """Third person singular: sees, watches, tries."""
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return base + "es"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ies"
    return base + "s"


def regular_past(base: str) -> str:
    """Regular past: walked, used, tried, planned."""
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ied"
    return (base + base[-1] if _doubles(base) else base) + "ed"


def ing_form(base: str) -> str:
    """Walking, using, planning, lying."""
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        return base[:-1] + "ing"
    return (base + base[-1] if _doubles(base) else base) + "ing"


def _doubles(base: str) -> bool:
    """One vowel before one final consonant: a short word, or one stressed on its end."""
    if len(base) < 3 or base[-1] in "aeiouwxy" or base[-2] not in _VOWELS:
        return False
    if base[-3] in _VOWELS:
        return False
    return sum(letter in _VOWELS for letter in base) == 1 or base in _STRESSED_END


_STRESSED_END = word_set(
    "begin forget admit permit commit submit refer prefer occur control upset regret "
    "transfer rebel compel expel propel equip deter incur"
)
