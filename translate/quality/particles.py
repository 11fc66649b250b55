"""Dutch surnames torn apart or translated: Jan the Vries, Hugo the Young.

They are put back where initials, a form of address or an office stands before them as in the Dutch;
torn ones that are left are doubted. Full names are terms (glossary/persons.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from translate.quality.nations import is_english_name, known, known_as
from translate.text import lists
from translate.text.names import FIRST_NAMES, NOBLE, TRANSLATED, same_name
from translate.text.words import DUTCH_FUNCTION, NAME_WORD, bare, fold

#: Particles that only names have, and the name behind them.
_SURE = re.compile(
    r"\b((?:(?:van|in|op|aan|uit|onder|bij) (?:den|der|['’]t)|ten|ter|den|der) )([A-Z][\w’'-]+)",
    re.IGNORECASE,
)
#: A name, or a form of address, with a particle that is an ordinary word as well.
_AMBIGUOUS = re.compile(
    r"(?:([A-Z][\w’'-]+(?: [A-Z]\.)*) |\b(?:mevrouw|meneer|heer|mevr\.|dhr\.) )"
    r"([Vv]an [Dd]e |[Vv]an |[Dd]e )([A-Z][\w’'-]+)\b(?! [A-Z])"
)
#: Such a particle behind initials, an address or an office, or before what is only a surname.
_TOLD = re.compile(
    r"(?:\b(?:[A-Z]\. ?){2,} ?|(?<![\w-])(?i:mevrouw|meneer|heer|mevr\.|dhr\.) |(?<![\w-])"
    rf"(?i:{'|'.join(sorted(lists.words('nl', 'titles')))}|familie|gezin) (?=D)"
    rf"|(?<![\w-])(?=De (?i:{'|'.join(sorted(lists.words('nl', 'surnames with de')))})\b))"
    r"([Dd]e )([A-Z][\w’'-]+)\b(?! [A-Z])"
)
#: What models make of them: Mr. the Great, P.C. the White, and minister The Young.
_MADE = (
    r"((?:[A-Z]\. ?){2,} ?|\b(?:Mr|Mrs|Ms|Miss|Mister|Madam|Dr)\.? )(?:The|the|De|de) ",
    r"(?<=[a-z,] )()The (?!Hague\b)",
)
#: And of one that begins the English sentence.
_BEGUN = r"\A()The "
_ADDRESS = frozenset(["mr", "mrs", "ms", "miss", "mister", "madam", "lady"])
_PUT = {"de": ("the",), "van": ("of", "from", "by"), "van de": ("of", "from", "by", "the")}
#: D66, JA21, ProDemos
_ABBREVIATED = re.compile(r"\w*[A-Z0-9]\w*[A-Z0-9]\w*")
#: Who is called by a first name and a country.
_RULES = re.compile(r"\b(?:Prince|Princess|King|Queen|Duke|Emperor) $")
#: Behind other names "van" often is a word: Loekasjenko van Belarus, Mertens van Napoli.
_FIRST = FIRST_NAMES | {"mevrouw", "meneer"}


def torn_names(source: str, target: str) -> Iterator[tuple[str, str]]:
    """Surnames of the Dutch whose particle the English lost or translated, and what is there."""
    words = [bare(word) for word in NAME_WORD.findall(target)]
    folded = [fold(word) for word in words]
    for match in _SURE.finditer(source):
        name = bare(match[2])
        kept = _squashed(match[1] + name) in _squashed(target)
        if match[2][0].isupper() and fold(name) in folded and not kept:
            yield match[1] + name, _before(words, folded.index(fold(name)), 2)
    for match in _TOLD.finditer(source):
        if fold(match[2]) in TRANSLATED and fold(match[2]) not in folded:
            yield match[1] + match[2], ""
    for match in _AMBIGUOUS.finditer(source):
        first, particle, name = _parts(match)
        noble = NOBLE.search(source[: match.start()])
        if fold(first) in DUTCH_FUNCTION:  # In de Eredivisie
            continue
        # behind other names "De" may begin a newspaper's: Krant De Avond
        if match[2] != "de " and (noble or (first and fold(first) not in _FIRST)):
            continue
        for index in (i for i, word in enumerate(folded) if word == fold(name)):
            start = index
            while start and folded[start - 1] in _PUT[particle]:
                start -= 1
            told = start
            while told and first and len(folded[told - 1]) == 1:  # Peter R. the Vries
                told -= 1
            said = folded[told - 1] if told else ""
            named = said in _ADDRESS or said == fold(first) or same_name(fold(first), said)
            if start < index and said and named:
                yield match[0], _before(words, index, index - start + 1)


def with_particles(source: str, target: str) -> tuple[str, list[tuple[str, str]]]:
    """``target`` with torn and translated surnames mended, and what became what.

    They are found behind initials or a form of address.
    """
    mended: list[tuple[str, str]] = []
    for match in _TOLD.finditer(source):
        told = match[1] + match[2], match[2]
        begun = _BEGUN if match.start() == 0 else rf"{_BEGUN}(?={re.escape(match[2])}\b)"
        for made in (*_MADE, begun):
            target = _mended(made, source, target, told, mended)
    return _of_places(target, mended), mended


def _of_places(target: str, mended: list[tuple[str, str]]) -> str:
    """``target`` with "of" for a "van" before a country or party: King Filip van Belgium."""

    def mend(found: re.Match[str]) -> str:
        place = fold(found[2])
        if not _ABBREVIATED.fullmatch(found[2]):
            if known_as(place) is None and not is_english_name(place):
                return found[0]
            if fold(found[1]) in FIRST_NAMES and not _RULES.search(target[: found.start()]):
                return found[0]  # Jan van Holland
        mended.append((f"van {found[2]}", f"of {found[2]}"))
        return f"{found[1]} of {found[2]}"

    # behind a name alone: in a sentence that stayed Dutch "van" is right
    return re.sub(r"\b([A-Z][\w’'-]*) van ([A-Z][\w’'-]*\w)(?![\w-])", mend, target)


def _mended(
    torn: str, source: str, target: str, name: tuple[str, str], mended: list[tuple[str, str]]
) -> str:
    """``target`` with a name, whole and without its particle, for what is torn or translated."""
    whole, last = name
    words = list(map(bare, NAME_WORD.findall(target)))
    there = words.count(last) >= list(map(bare, NAME_WORD.findall(source))).count(last)
    place = known(fold(last)) or last.endswith("ië")  # Maria of Burgundy

    def mend(found: re.Match[str]) -> str:
        word = bare(found[2])
        was = found[0][len(found[1]) : -len(found[2])] + word
        if was == whole or (word != last and (there or place or word in source)):
            return found[0]
        mended.append((was, whole))
        return found[1] + whole + found[2][len(word) :]

    return re.sub(rf"{torn}([A-Z][\w’'-]*)(?![\w-])", mend, target)


def _parts(match: re.Match[str]) -> tuple[str, str, str]:
    """First name without initials, particle in small letters, and surname."""
    first, particle, name = match.group(1, 2, 3)
    return (first or "").partition(" ")[0], particle.strip().lower(), bare(name)


def _before(words: list[str], index: int, count: int) -> str:
    return " ".join(words[max(0, index - count) : index + 1])


def _squashed(text: str) -> str:
    return "".join(letter for letter in fold(text) if letter.isalnum())
