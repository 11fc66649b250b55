"""Tracing a summary to its evidence: what in it has no ground there.

Everything is judged against the sentences that a piece says it was made from. Names, numbers,
quotations, negations, speakers and roles must be there one by one; of the other words a share
may be new, because a summary is allowed its own words. Names and numbers are compared with the
Dutch as well, so that one that was mistranslated does not pass twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from translate.quality.english import DENIALS, NEGATORS, RIVALS, ROLES, SPEECH, base, related
from translate.quality.names import lost_names
from translate.quality.names import names as names_in
from translate.quality.nations import same_nation
from translate.quality.numbers import lost, quantities
from translate.quality.passage import Passage, closest, prepare, sentences, supported
from translate.quality.words import ENGLISH_FUNCTION, fold, word_set, words_of
from translate.types import Flag, FlagCode

Evidence = Sequence[tuple[str, str]]

#: Chosen by ``python bench/faithfulness.py SUMMEDITS XSUM`` on one half of each file: a piece
#: of which more than this share of the content words is new is not supported.
MAX_NEW_WORDS = 0.35

_AUXILIARIES = word_set(
    "is was are were has had have will would can could may might must did does should"
)

#: Evidence sentences that a sentence of a piece is compared with closely.
CLOSEST = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a piece that its evidence does not bear out; ``rule`` names who found it."""

    rule: str
    detail: str


@dataclass(frozen=True, slots=True)
class Case:
    """A piece and its evidence, prepared. ``dutch`` is empty where any source is not known."""

    piece: str
    english: str
    dutch: str
    parts: tuple[Passage, ...]
    evidence: tuple[Passage, ...]


def prepared(piece: str, evidence: Evidence) -> Case:
    """What the rules are asked about."""
    targets = [target for _, target in evidence]
    known = all(source.strip() for source, _ in evidence)
    return Case(
        piece,
        " ".join(targets),
        " ".join(source for source, _ in evidence) if known else "",
        tuple(prepare(sentence) for sentence in sentences(piece)),
        tuple(prepare(sentence) for target in targets for sentence in sentences(target)),
    )


def trace(piece: str, evidence: Evidence) -> tuple[Flag, ...]:
    """Flags for what in ``piece`` its ``evidence`` does not support; none where it does.

    ``evidence`` holds (Dutch source, English target) of each sentence the piece was made from;
    with an empty source only the English is asked.
    """
    case = prepared(piece, evidence)
    found = [finding for rule in RULES for finding in rule(case)]
    share, words = new_words(case)
    if share > MAX_NEW_WORDS:
        found.append(Finding("words", f"words not in the evidence: {', '.join(words)}"))
    details = dict.fromkeys(finding.detail for finding in found)
    return tuple(Flag(FlagCode.UNSUPPORTED, detail) for detail in details)


def support_score(piece: str, evidence: Evidence) -> float:
    """How well the evidence bears the piece out: 1 for a sentence of the evidence itself.

    The share of words that are not new, halved for every finding.
    """
    case = prepared(piece, evidence)
    findings = len({finding for rule in RULES for finding in rule(case)})
    share, _ = new_words(case)
    return round((1.0 - share) * 0.5**findings, 4)


# -- shares -------------------------------------------------------------------------------------


def new_words(case: Case) -> tuple[float, list[str]]:
    """Share of the piece's content words without kin in the evidence, and which they are."""
    total = 0
    new: list[str] = []
    for part in case.parts:
        for word in part.content:
            total += 1
            if not supported(word, case.evidence):
                new.append(part.shown(word))
    return (len(new) / total if total else 0.0), sorted(new)


# -- rules ---------------------------------------------------------------------------------------


def find_names(case: Case) -> Iterator[Finding]:
    """Names that the English evidence does not have, or that the Dutch has otherwise."""
    vocabulary = {fold(word) for word in _name_words(case.english)}
    vocabulary |= {word.replace(".", "") for word in vocabulary}
    initials = _initials(case.english)
    for name in names_in(case.piece, "en"):
        plain = fold(name.text)
        if _same_english_name(plain, vocabulary):
            continue
        if not name.sure and not _acts(name.text, case):
            continue
        if plain.replace(".", "") in initials:
            continue
        yield Finding("name", f"name not in the evidence: {name.text}")
    if case.dutch:
        said = {fold(name.text) for name in names_in(case.piece, "en")}
        for missing in lost_names(case.dutch, case.english):
            if missing.near and fold(missing.near) in said:
                yield Finding("name", f"{missing.near} is {missing.name} in the Dutch")


def _acts(word: str, case: Case) -> bool:
    """Whether a word that opens a sentence is somebody: it is new, and a verb follows it."""
    plain = base(fold(word))
    if supported(plain, case.evidence):
        return False
    following = re.search(rf"\b{re.escape(word)} ([^\W\d_]+)", case.piece)
    if following is None:
        return False
    verb = following[1]
    if plain.endswith("s") or word.endswith("s"):
        return False  # "Authorities called": a plural noun rather than a name
    past = base(verb) != verb and not verb.endswith(("s", "ing", "ly"))  # spoke, won, opened
    return verb in _AUXILIARIES or past or base(verb) in SPEECH


_NAME_WORDS = re.compile(r"[^\W\d_](?:[\w]|[-.&](?=\w))*")


def _name_words(text: str) -> Iterator[str]:
    for word in _NAME_WORDS.findall(text):
        yield word
        if "-" in word:
            yield from word.split("-")


def _initials(text: str) -> set[str]:
    """Acronyms that the capitalised words in a row would have: World Health Organization."""
    found: set[str] = set()
    for run in re.findall(r"(?:[A-Z]\w+(?:[ -](?:of|for|the|and|in) | |-)?){2,}", text):
        letters = "".join(word[0] for word in re.findall(r"[A-Z]\w+", run)).lower()
        found.update(
            letters[i:j] for i in range(len(letters)) for j in range(i + 2, len(letters) + 1)
        )
    return found


def _same_english_name(name: str, vocabulary: set[str]) -> bool:
    if name in vocabulary or name.replace(".", "") in vocabulary:
        return True
    parts = name.split("-")
    if len(parts) > 1:
        return all(len(part) < 2 or _same_english_name(part, vocabulary) for part in parts)
    for word in vocabulary:
        shorter, longer = sorted((name, word), key=len)
        if len(shorter) > 3 and longer.startswith(shorter[: max(4, len(shorter) - 1)]):
            return True
        if same_nation(name, word):
            return True
    return False


def find_numbers(case: Case) -> Iterator[Finding]:
    """Numbers, dates and times that the English, or the Dutch, does not have."""
    said = quantities(case.piece, "en")
    missing = lost(said, quantities(case.english, "en"))
    for quantity in missing:
        yield Finding("number", f"number not in the evidence: {quantity.text}")
    if case.dutch:
        for quantity in lost(said, quantities(case.dutch, "nl")):
            if quantity not in missing:
                yield Finding("number", f"number not in the Dutch: {quantity.text}")


_QUOTATION = re.compile(r"[“\"„«]([^”\"»]{2,})[”\"»]")


def find_quotations(case: Case) -> Iterator[Finding]:
    """Words in quotation marks that nobody says in the evidence."""
    there = f" {' '.join(words_of(case.english))} "
    for match in _QUOTATION.finditer(case.piece):
        said = " ".join(words_of(match.group(1)))
        if said and f" {said} " not in there:
            yield Finding("quotation", f"quotation not in the evidence: “{match.group(1)}”")


def find_negations(case: Case) -> Iterator[Finding]:
    """Negations that the evidence does not have, and those of the evidence that were dropped."""
    for part in case.parts:
        near = closest(part, case.evidence, CLOSEST)
        for head in _negated(part):
            said = [passage for passage in near if passage.places(head)]
            if not any(_denies(passage) for passage in said or near):
                shown = part.shown(head)
                yield Finding("negation", f"negation not in the evidence: {shown}")
        for passage in near[:1]:
            # only where the piece says what the sentence says: most of its words are there
            if 2 * len(part.content & passage.content) < len(part.content) or _denies(part):
                continue
            for head in _negated(passage):
                if part.places(head):
                    shown = passage.shown(head)
                    yield Finding("negation", f"negation of the evidence is lost: {shown}")


def _negators(passage: Passage) -> list[int]:
    return [index for index, word in enumerate(passage.bases) if word in NEGATORS]


def _denies(passage: Passage) -> bool:
    """Whether a sentence has a negator or a word that does its work."""
    return any(word in NEGATORS or word in DENIALS for word in passage.bases)


def _negated(passage: Passage) -> Iterator[str]:
    """The next content word behind each negator."""
    for index in _negators(passage):
        for place in range(index + 1, min(index + 5, len(passage.bases))):
            if passage.carries[place]:
                yield passage.bases[place]
                break


def _is_negated(passage: Passage, word: str) -> bool:
    negators = _negators(passage)
    return any(-1 <= place - index <= 6 for place in passage.places(word) for index in negators)


def find_rivals(case: Case) -> Iterator[Finding]:
    """Words that say the contrary of, or something else than, the closest evidence."""
    everything = frozenset().union(*(passage.vocabulary for passage in case.evidence))
    for part in case.parts:
        near = closest(part, case.evidence, CLOSEST)
        there = frozenset().union(*(passage.vocabulary for passage in near))
        for word in sorted(part.vocabulary):
            if _is_negated(part, word):
                continue  # "not guilty" may stand for "innocent"
            rivals: frozenset[str] = frozenset().union(*RIVALS.get(word, ())) - part.vocabulary
            if word not in everything:
                rivals &= there
            else:
                rivals = _in_the_same_place(word, rivals, part, near)
            rivals = frozenset(
                rival for rival in rivals if not any(_is_negated(p, rival) for p in near)
            )
            if rivals:
                there_is = next(p.shown(r) for r in sorted(rivals) for p in near if r in p.bases)
                said = part.shown(word)
                yield Finding("rival", f"“{said}” where the evidence has “{there_is}”")


def _in_the_same_place(
    word: str, rivals: frozenset[str], part: Passage, near: Sequence[Passage]
) -> frozenset[str]:
    """Those of ``rivals`` that the evidence has before the very word that follows ``word``."""
    if not rivals:
        return rivals
    followers = {after for before, after in _followed(part) if before == word}
    pairs = {pair for passage in near for pair in _followed(passage) if pair[1] in followers}
    if any(before == word for before, _ in pairs):
        return frozenset()
    return frozenset(before for before, _ in pairs if before in rivals)


def _followed(passage: Passage) -> Iterator[tuple[str, str]]:
    """Each token with the next content word, at most three tokens on."""
    for index, word in enumerate(passage.bases):
        for place in range(index + 1, min(index + 4, len(passage.bases))):
            if passage.carries[place]:
                yield word, passage.bases[place]
                break


def find_counts(case: Case) -> Iterator[Finding]:
    """How many of what: a number that the evidence has, but of something else."""
    there = [pair for passage in case.evidence for pair in _counted(passage.text)]
    for part in case.parts:
        for readings, noun in _counted(part.text):
            others = [readings_there for readings_there, word in there if related(noun, word)]
            if others and not any(readings & readings_there for readings_there in others):
                shown = part.shown(noun)
                yield Finding("count", f"number of “{shown}” differs from the evidence")


def _counted(sentence: str) -> Iterator[tuple[frozenset[str], str]]:
    """Quantities of a sentence with the first content word behind each, in the same clause."""
    end = 0
    for quantity in quantities(sentence, "en"):
        start = sentence.find(quantity.text, end)
        end = max(end, start + len(quantity.text))
        behind = re.split(r"[,.;:()]", sentence[end : end + 40])[0]
        passage = prepare(behind)
        if quantity.required and passage.bases and passage.carries[0] and not passage.capital[0]:
            yield quantity.readings, passage.bases[0]


_OF_WHOM = re.compile(
    r"\b(?P<role>[A-Za-z]+)(?: of| for)?(?: the)? (?P<name>[A-Z][\w-]+)"
    r"|(?:(?P<owner>[A-Z][\w-]+)['’]s? (?:[a-z]+ )?|(?<=[\w,] )(?P<of>[A-Z][\w-]+) )"
    r"(?P<post>[a-z]+)\b"
)


def find_roles(case: Case) -> Iterator[Finding]:
    """Who is what of whom: a role and a name that stand together in no evidence sentence."""
    for part in case.parts:
        for match in _OF_WHOM.finditer(part.text):
            role = (match["role"] or match["post"]).lower()
            name = match["name"] or match["owner"] or match["of"]
            if base(role) not in ROLES or fold(name) in ENGLISH_FUNCTION:
                continue
            known = any(
                _stand_together(passage, base(role), base(fold(name)), 8)
                for passage in case.evidence
            )
            if not known:
                yield Finding("role", f"“{role}” is not said of {name} in the evidence")


def find_speakers(case: Case) -> Iterator[Finding]:
    """Who said it: a speaker whom the evidence does not let speak."""
    for part in case.parts:
        for _, name in _beside(part, SPEECH, 2):
            if not any(_speaks(passage, name) for passage in _with_next(case.evidence)):
                yield Finding(
                    "speaker", f"{part.shown(name)} does not say anything in the evidence"
                )


def _beside(part: Passage, nouns: frozenset[str], reach: int) -> Iterator[tuple[str, str]]:
    """Pairs of one of ``nouns`` and a capitalised word at most ``reach`` tokens away."""
    for index, word in enumerate(part.bases):
        if word not in nouns:
            continue
        first = max(0, index - reach)
        for place in range(first, min(len(part.bases), index + reach + 1)):
            if place != index and part.capital[place] and part.carries[place] and place > 0:
                yield word, part.bases[place]


def _stand_together(passage: Passage, one: str, other: str, reach: int) -> bool:
    here, there = passage.places(one), passage.places(other)
    return any(abs(a - b) <= reach for a in here for b in there)


def _with_next(evidence: Sequence[Passage]) -> Iterator[Passage]:
    """Each passage, joined with the next: a speaker is often named one sentence before."""
    for index, passage in enumerate(evidence):
        following = evidence[index + 1].text if index + 1 < len(evidence) else ""
        yield prepare(f"{passage.text} {following}")


def _speaks(passage: Passage, name: str) -> bool:
    if not passage.places(name):
        return False
    quoted = any(mark in passage.text for mark in '“”"„‘:')
    return quoted or any(word in SPEECH for word in passage.bases)


#: What a piece is asked, in the order in which a reader would want to know.
RULES: tuple[Callable[[Case], Iterator[Finding]], ...] = (
    find_numbers,
    find_names,
    find_quotations,
    find_negations,
    find_counts,
    find_rivals,
    find_roles,
    find_speakers,
)
