"""What each check looks for: functions from a pair to the detail of what is wrong, or None."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from translate.quality.added_names import added_names, translated_surnames
from translate.quality.lost_names import lost_names
from translate.quality.nations import without_kept_names
from translate.quality.negation import negations
from translate.quality.particles import torn_names
from translate.quality.untranslated import left_in_dutch, nonwords
from translate.text import lists
from translate.text.names import names as names_in
from translate.text.numbers import lost, quantities
from translate.text.units import differing_units
from translate.text.words import DUTCH_FUNCTION, DUTCH_ONLY, WORD, without_titles, words_of
from translate.verbatim import pieces


@dataclass(frozen=True, slots=True)
class Pair:
    """A source and its translation as a check sees them; ``names`` maps Dutch to English names."""

    source: str
    target: str
    truncated: bool = False
    names: Mapping[str, str] | None = None


# -- EMPTY ------------------------------------------------------------------------------------


def find_empty(pair: Pair) -> str | None:
    """A source with letters whose target has none."""
    if has_letters(pair.source) and not has_letters(pair.target):
        return "no words in the translation"
    return None


def has_letters(text: str) -> bool:
    """Whether there is anything to translate."""
    return any(character.isalpha() for character in text)


# -- NUM --------------------------------------------------------------------------------------


_MARKS = re.compile(r"\d[.,]\d")
_SWAPPED = str.maketrans(".,", ",.")


def find_number(pair: Pair) -> str | None:
    """A number, date, time, unit or currency of one side that the other side does not have."""
    source = quantities(pair.source, "nl")
    target = quantities(pair.target, "en")
    gone = [quantity.text for quantity in lost(source, target)]
    come = [quantity.text for quantity in lost(target, source)]
    units_gone, units_come = differing_units(pair.source, pair.target)
    alike = [text for text in gone if text in come and _MARKS.search(text)]
    details = [f"{text} must be {text.translate(_SWAPPED)} in English" for text in alike]
    rest = _missing_and_added(
        [text for text in gone if text not in alike] + units_gone,
        [text for text in come if text not in alike] + units_come,
    )
    return "; ".join([*dict.fromkeys(details), *([rest] if rest else [])]) or None


def _missing_and_added(gone: Sequence[str], come: Sequence[str]) -> str | None:
    details = []
    if gone:
        details.append(f"missing: {', '.join(dict.fromkeys(gone))}")
    if come:
        details.append(f"not in the source: {', '.join(dict.fromkeys(come))}")
    return "; ".join(details) or None


# -- NAME -------------------------------------------------------------------------------------


def find_name(pair: Pair) -> str | None:
    """A name that the target lacks, has garbled, translated, left in Dutch or made up."""
    details = []
    for name in lost_names(pair.source, pair.target, pair.names):
        if name.english and name.near == name.name:
            details.append(f"{name.name} is {name.english} in English")
        elif name.near:
            details.append(f"{name.name} became {name.near}")
        else:
            details.append(f"{name.name} is missing")
    surnames = chain(
        translated_surnames(pair.source, pair.target), torn_names(pair.source, pair.target)
    )
    details += [f"{one} became {said}" if said else f"{one} is missing" for one, said in surnames]
    if added := added_names(pair.source, pair.target):
        details.append(f"not in the source: {', '.join(added)}")
    return "; ".join(details) or None


# -- NEGATION ---------------------------------------------------------------------------------


def find_negation(pair: Pair) -> str | None:
    """Fewer negations than the source has, or more."""
    gone, come = negations(pair.source, pair.target)
    if len(gone) > 1:
        return f"missing: one of {', '.join(gone)}"
    return _missing_and_added(gone, come)


# -- ADDRESS ----------------------------------------------------------------------------------


def find_address(pair: Pair) -> str | None:
    """What no model is given (addresses, code, emoji …) and only one of the sides has."""
    gone = [piece for piece in pieces(pair.source) if piece not in pair.target]
    come = [piece for piece in pieces(pair.target) if piece not in pair.source]
    return _missing_and_added(gone, come)


# -- LEN --------------------------------------------------------------------------------------

#: English characters for one Dutch character: news has 0.93 on average. The bounds allow
#: ``SLACK`` characters besides, so that "Ja." may become "Yes, indeed."
MIN_RATIO, MAX_RATIO, SLACK = 0.5, 1.7, 24


def find_length(pair: Pair) -> str | None:
    """A target far shorter or longer than any translation of the source would be."""
    source, target = len(pair.source.strip()), len(pair.target.strip())
    if not target or not source:
        return None
    if target < MIN_RATIO * (source - SLACK):
        return f"{target} characters for {source}"
    if target > MAX_RATIO * source + SLACK:
        return f"{target} characters for {source}"
    return None


# -- LOOP -------------------------------------------------------------------------------------

#: Words in a row of which a repetition is looked for, and how often they may come at once.
MAX_PERIOD = 8
_RUN = re.compile(rf"(?<!\S)((?:\S+ ){{1,{MAX_PERIOD}}}?)\1+")
#: How much oftener than the source a target may have one n-gram of this many words.
LONG_NGRAM = 4


def find_loop(pair: Pair) -> str | None:
    """Words that come again at once, or phrases that return, oftener than in the source."""
    target = _words_and_stops(pair.target)
    source = _words_and_stops(pair.source)
    phrase, times = _repetition(target)
    # two equal single words are grammar ("that that"); two equal longer phrases are not
    if phrase and times > max(_repetition(source)[1], 1 if " " in phrase else 2):
        return f"“{phrase}” {times} times in a row"
    repeated, count = _most_common(target)
    # a phrase of four words three times is a loop unless the source is as repetitive
    if count > 2 and count > _most_common(source)[1] + 1:
        return f"“{repeated}” {count} times"
    syllables = re.search(r"(\w{2,4}?)\1{3,}", pair.target)
    if syllables and syllables.group() not in pair.source and not syllables.group().isdigit():
        return f"“{syllables.group()[:20]}”"
    return None


_WORD_OR_STOP = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[.!?:;]")


def _words_and_stops(text: str) -> list[str]:
    """Words with the stops between: a sentence may begin as the one before it ended."""
    return [match.group().lower() for match in _WORD_OR_STOP.finditer(text)]


def _repetition(words: list[str]) -> tuple[str, int]:
    """The phrase that comes most often without anything between, and how often."""
    runs = _RUN.finditer("".join(f"{word} " for word in words))
    times = ((run[1].rstrip(), len(run[0]) // len(run[1])) for run in runs)
    return max(times, key=lambda one: one[1], default=("", 1))


def _most_common(words: list[str]) -> tuple[str, int]:
    grams = Counter(" ".join(words[i : i + LONG_NGRAM]) for i in range(len(words) - LONG_NGRAM + 1))
    return grams.most_common(1)[0] if grams else ("", 1)


# -- COPY and LANG ------------------------------------------------------------------------------

#: Share of the source's plain words that may come back in the target.
MAX_COPIED = 0.6
#: Share of Dutch function words in a target that makes it Dutch.
MAX_DUTCH = 0.15


def find_copy(pair: Pair) -> str | None:
    """The source came back: most of its words that are no names are in the target unchanged."""
    source = _plain_words(without_kept_names(pair.source))
    if len(source) < 3:
        return None
    target = set(words_of(without_kept_names(pair.target)))
    same = [word for word in source if word in target]
    dutch = [word for word in same if word in DUTCH_FUNCTION]
    # Words alike in both languages (in, is, water, president) are half of some short sentences.
    enough = MAX_COPIED if any(word in DUTCH_ONLY for word in dutch) else 0.9
    if dutch and len(same) >= enough * len(source):
        return f"{len(same)} of {len(source)} words are the source's own"
    return None


def _plain_words(text: str) -> list[str]:
    named = {
        word
        for name in names_in(text, "nl")
        if name.sure or name.derived
        for word in words_of(name.text)
    }
    return [word for word in words_of(text) if word not in named and len(word) > 1]


def find_language(pair: Pair) -> str | None:
    """Dutch function words left standing in the target."""
    return _partly_dutch(pair.target)


@lru_cache(maxsize=1)  # three checks of a sentence ask
def _partly_dutch(target: str) -> str | None:
    text = without_titles(target)
    words = WORD.findall(text)
    # a capital makes a name of it, as in Van der Meer, but where it opens the sentence
    small = [word.lower() for word in (*words[:1], *filter(str.islower, words[1:]))]
    dutch = [word for word in small if word in DUTCH_ONLY]
    # "de" is part of a name before a capital, and Dutch before a small letter
    dutch += [match[1] for match in _DUTCH_PHRASE.finditer(text)]
    if len(dutch) > 1 and len(dutch) >= MAX_DUTCH * len(words):
        return f"Dutch words: {', '.join(dict.fromkeys(dutch))}"
    return None


def find_untranslated(pair: Pair) -> str | None:
    """Single Dutch words left standing, where the whole is English."""
    if find_language(pair) is not None:
        return None
    left = left_in_dutch(pair.source, pair.target)
    return f"left in Dutch: {', '.join(left)}" if left else None


def find_nonword(pair: Pair) -> str | None:
    """Words that the model made up, where the whole is English."""
    if find_language(pair) is not None:
        return None
    made_up = nonwords(pair.source, pair.target)
    return f"no English word: {', '.join(made_up)}" if made_up else None


_DUTCH_PHRASE = re.compile(
    r"\b(de|en|te|om|op) (?!facto|route|masse|jure|luxe|suite|rigueur|passant|bloc)[^\W\d_A-Z]{2,}"
)


# -- TRUNC ------------------------------------------------------------------------------------

_STOP = re.compile(r"[.!?…][\"”’'»)\]]*$")
_DANGLING = lists.words("en", "dangling")


#: The detail of a truncation that only the decoder knows of.
STOPPED = "decoding stopped at the length limit"


def find_truncation(pair: Pair) -> str | None:
    """Decoding hit its limit, or the target ends in the middle of a clause."""
    if pair.truncated:
        return STOPPED
    source, target = pair.source.strip(), pair.target.strip()
    if not target or not _STOP.search(source) or _STOP.search(target):
        return None
    words = words_of(target)
    if words and words[-1] in _DANGLING:
        return f"ends in “{words[-1]}”"
    if target[-1] in ",;:-–—" or len(target) < 0.75 * len(source):
        return "ends without a stop"
    return None


# -- QUOTE ------------------------------------------------------------------------------------

_DOUBLE = re.compile(r"[\"“”„«»]|''|``|‚‚|,,")
_SINGLE_OPEN = re.compile(r"(?<!\w)['‘’‚](?=\w)(?!(?i:s|t|n|m|k|r|ns|er|em|tis|cause)\b)(?!\d)")
_SURE_CLOSE = re.compile(r"(?<=[.,!?…])['’](?!\w)")
_SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?…])['’](?!\w)")


def find_quotes(pair: Pair) -> str | None:
    """Quotation marks that were lost, or opened and not closed."""
    source, target = _quotations(pair.source), _quotations(pair.target)
    if source and not target:
        return "quotation marks are missing"
    if source % 2 == 0 and source != target and target % 2 == 1:
        return "a quotation mark is not closed"
    if not source and target:
        return "quotation marks that the source does not have"
    return None


def _quotations(text: str) -> int:
    """Number of quotation marks, double and single; apostrophes do not count."""
    doubles = len(_DOUBLE.findall(text))
    opened = len(_SINGLE_OPEN.findall(text))
    # behind a letter a closing quote cannot be told from an apostrophe unless one was opened
    closed = len(_SINGLE_CLOSE.findall(text))
    closed = max(min(opened, closed), len(_SURE_CLOSE.findall(text)))
    return doubles + opened + closed
