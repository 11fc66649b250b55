"""Stage `lexicon`: what Dutch words mean, for the tool to mend words that the model guesses.

Meanings come from the alignment of the run's own pairs and from the dictionaries that
`[data] lexicon_sources` names, with their inflected forms; compounds of the Dutch text whose
English stands in the English text are entries of their own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise

from translate.lexicon import FILE, Entry, Lexicon

from .backtranslate import LEXICON_WORDS, learnt_lexicon
from .config import Config
from .dictionary import Texts
from .evidence import Evidence
from .files import atomic_text, log_event, tell
from .lexicon import words
from .prepare import read_lines
from .text import match_key

_MOST, _LEAST_SHARE = 5, 0.1
#: An alignment that no dictionary bears out needs this share of a word's, more beside one.
_SURE, _SURE_BESIDE = 0.3, 0.4
#: Pairs that must bear an alignment out, of words in a dictionary and of others.
_PAIRS, _PAIRS_ALONE = 2, 5
_LEAST_LETTERS, _LEAST_COMPOUND = 3, 8


def lexicon(config: Config) -> None:
    """Write lexicon.tsv beside the exported weights."""
    pairs = [line.split("\t")[2:] for line in read_lines(config.run / "pairs.tsv")]
    short = [
        (dutch, english)
        for dutch, english in pairs
        if max(len(dutch.split()), len(english.split())) <= LEXICON_WORDS
    ]
    evidence = Evidence(learnt_lexicon(config, short))
    seen: Counter[str] = Counter()
    for dutch, english in pairs:
        evidence.add(dutch, english, entry=False)
        seen.update(set(words(dutch.lower())))
    texts = Texts.read(config, config.data.lexicon_sources)
    entries = [(d.lower(), e.lower().removeprefix("to ")) for d, e in texts.entries]
    listed = dictionary([*entries, *texts.forms()])
    found = {
        word: Entry(seen[word], ordered)
        for word, aligned, known in _rows(evidence, listed)
        if (ordered := meanings(aligned, known, texts.english)) not in ((), (word,))
    }
    found |= _whole(found, listed)
    found |= _compounds(found, texts.dutch, seen, _english_texts(config, pairs))
    with atomic_text(config.export / FILE) as out:
        for word, entry in sorted(found.items()):
            out.write(f"{word}\t{entry.seen}\t{'|'.join(entry.meanings)}\n")
    log_event(config.run, "lexicon", words=len(found), sources=config.data.lexicon_sources)
    tell(f"{len(found)} words in {config.export / FILE}")


def dictionary(entries: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """The meanings of each Dutch word, in their order, each once."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for dutch, english in entries:
        if dutch.isalpha() and match_key(english) == english.replace("-", " "):
            found[dutch][english] = None
    return {word: list(listed) for word, listed in found.items()}


def meanings(
    aligned: Mapping[str, float], known: Iterable[str], english: Mapping[str, int]
) -> tuple[str, ...]:
    """English for a word, the most trusted first, from shares of alignment and a dictionary.

    Of what a dictionary alone knows the most frequent English comes first. Empty where nothing
    can be trusted.
    """
    listed = sorted(known, key=lambda one: (-min(english.get(w, 0) for w in one.split()), one))
    total = sum(aligned.values())
    shares = {one: value / total for one, value in aligned.items()}
    best = max(sorted(shares), key=lambda one: shares[one], default="")
    sure = best and (best in listed or shares[best] > (_SURE_BESIDE if listed else _SURE))
    if not sure and not listed:
        return ()
    first = best if sure else listed[0]
    by_share = sorted((o for o in shares if shares[o] > _LEAST_SHARE), key=lambda o: -shares[o])
    return tuple(dict.fromkeys([first, *by_share, *listed]))[:_MOST]


def _rows(
    evidence: Evidence, listed: Mapping[str, list[str]]
) -> Iterable[tuple[str, Mapping[str, float], list[str]]]:
    """Each Dutch word with its alignments, as the counts that they would have, and entries."""
    aligned: dict[str, dict[str, float]] = defaultdict(dict)
    for english, row in evidence.lexicon.items():
        for dutch, score in row:
            least = _PAIRS if dutch in listed else _PAIRS_ALONE
            if english.isalpha() and evidence.together[english, dutch] >= least:
                aligned[dutch][english] = score * evidence.english[english]
    for word in sorted({*aligned, *listed}):
        if word.isalpha() and len(word) >= _LEAST_LETTERS:
            yield word, aligned.get(word, {}), listed.get(word, [])


def _whole(found: Mapping[str, Entry], listed: Mapping[str, list[str]]) -> dict[str, Entry]:
    """Compounds that were aligned with the English of one part alone, with that of both."""
    parts = Lexicon(found)
    made = {}
    for word, entry in found.items():
        both = parts.compound(word) if word not in listed and len(word) >= _LEAST_COMPOUND else None
        if both is not None and entry.meanings[0] in both.split():
            made[word] = Entry(entry.seen, (both, *entry.meanings)[:_MOST])
    return made


def _compounds(
    found: Mapping[str, Entry],
    dutch: Mapping[str, int],
    seen: Mapping[str, int],
    texts: Iterable[str],
) -> dict[str, Entry]:
    """Dutch words made of two others whose English stands together somewhere."""
    parts = Lexicon(found)
    made = {
        word: english
        for word, count in dutch.items()
        if count >= 2 and word not in found and len(word) >= _LEAST_COMPOUND and word.isalpha()
        and (english := parts.meaning(word)) is not None
    }  # fmt: skip
    wanted = {tuple(english.split()) for english in made.values()}
    together: Counter[tuple[str, ...]] = Counter()
    for text in texts:
        together.update(pair for pair in pairwise(words(text.lower())) if pair in wanted)
    return {
        word: Entry(seen.get(word, 0), (english,))
        for word, english in made.items()
        if together[tuple(english.split())] >= 2
    }


def _english_texts(config: Config, pairs: Iterable[list[str]]) -> Iterable[str]:
    yield from (english for _, english in pairs)
    if (config.run / "english.tsv").exists():
        yield from (line.split("\t")[1] for line in read_lines(config.run / "english.tsv"))
