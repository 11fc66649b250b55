"""Words as the checks see them: one tokeniser, and the function words of both languages."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
#: A word with the parts that hyphens and apostrophes join.
JOINED_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
#: A word that may be a name: inner hyphens and digits belong to it.
NAME_WORD = re.compile(r"[^\W\d_](?:[\w]|[-'’.&](?=\w))*")


def word_set(words: str) -> frozenset[str]:
    """The words of a white-space separated list."""
    return frozenset(words.split())


@lru_cache(maxsize=1 << 15)
def fold(word: str) -> str:
    """Lower case without diacritics: ``Oekraïne`` -> ``oekraine``."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFD", word.replace("’", "'"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


def words_of(text: str) -> list[str]:
    """The words of ``text``, lower case, without numbers and marks."""
    return [match.group().lower() for match in WORD.finditer(text)]


#: English words that Dutch has as well and dictionaries of English often lack.
LOANS = word_set(
    """apartheid assemblage ciborium commando courgette databank gratis gymnasia megaton oeuvre
    pastorale peloton podia polder polders qua rollator sinus steppe thorium"""
)

#: Titles of works, which may stay Dutch.
_TITLE = re.compile(r"[“\"„«‘][^”\"»’]{3,}[”\"»’]")


def without_titles(text: str) -> str:
    """``text`` with what is quoted in it blanked, offsets kept; what is all quoted is speech."""
    blanked = _TITLE.sub(lambda match: " " * len(match.group()), text)
    return blanked if len(words_of(blanked)) > 2 else text


#: Frequent Dutch words that no English text has.
DUTCH_FUNCTION = word_set(
    """het een de van zijn wordt werd worden werden heeft hebben hij zij ze deze dit dat naar ook
    maar meer geen niet uit voor door bij tegen tussen zegt zei volgens moeten moet kunnen wij
    jullie waar wanneer omdat toen nog gaat gaan komt zich zoals zou zouden wel onze veel vooral
    alleen tijdens sinds terwijl toch echter vanwege jaar jaren hun mensen en als aan om op te
    ik je er nu werk weer eerste twee wat uur dagen dan minder miljoen miljard vorige volgende
    drie vijf zes zeven januari februari maart mei juni juli augustus oktober staten minuten
    onder daar zonder zelf nieuwe grote volgens weken maanden kan mijn haar hem deel over na die
    met is in
    was heb had al"""
)
#: Those of them that English has as well, or that occur in names (Vincent van Gogh, De Telegraaf).
DUTCH_AMBIGUOUS = word_set(
    """de van en als te is in was had over under na die me met kan wel er om op al nu door den der
    onder dan mei"""
)
DUTCH_ONLY = DUTCH_FUNCTION - DUTCH_AMBIGUOUS

#: Frequent English words that carry no content of their own.
ENGLISH_FUNCTION = word_set(
    """a an the and or but nor so yet of in on at by for with from to into onto over under after
    before during since until between among against about above below through across along around
    as than that which who whom whose what when where why how this these those it its he him his
    she her hers they them their theirs we us our ours you your yours i me my mine is are was were
    be been being am do does did done has have had having will would shall should can could may
    might must not no if then there here also too very more most some any all both each every
    either neither other another such own same just only even still again out up down off away
    back one s t re ve ll d m don didn doesn isn wasn aren weren hasn haven hadn won wouldn while
    because although though whether however per via amid upon toward towards within without"""
)

_SUFFIXES = ("ations", "ation", "ings", "ing", "edly", "ied", "ed", "ies", "es", "s", "ly")


def stem(word: str) -> str:
    """A rough stem, so that "closed", "closes" and "closing" meet; numbers stay as they are."""
    low = word.lower().replace("’", "'")
    low = low.removesuffix("'s").removesuffix("'")
    if len(low) < 4 or any(char.isdigit() for char in low):
        return low
    for suffix in _SUFFIXES:
        if low.endswith(suffix) and len(low) - len(suffix) >= (2 if suffix[0] == "i" else 3):
            low = low[: -len(suffix)] + ("y" if suffix in ("ies", "ied") else "")
            break
    if len(low) > 3 and low[-1] == low[-2] and low[-1] not in "aeiousl":
        low = low[:-1]
    return low.removesuffix("e") if len(low) > 4 else low
