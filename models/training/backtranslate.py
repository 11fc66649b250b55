"""Stage `back-translate`: English news in, tagged machine Dutch with that English as target out.

The Dutch comes from a reverse model (its folder, or the reverse direction of this one), or, while
that is weak, word by word from a lexicon (pseudo.py), or from both. Pairs of a model whose names
were invented or lost are left out (names.py), and some pairs get marks to copy (marks.py).

Caswell et al. 2019, "Tagged back-translation": the tag tells the encoder that the source is
machine-made, so that the target side can be learned from without imitating the source's faults.
"""

from __future__ import annotations

import json
import os
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path

from .clean import PairRules, pair_fault
from .config import Config, RecipeError
from .decode import Decoder
from .evidence import Evidence, name_words
from .export import write_model
from .files import atomic_text, log_event, tell
from .lexicon import Lexicon, build_lexicon, count_bigrams
from .marks import Marks
from .names import DutchNames, NameCheck
from .people import People, first_names_of, frequent_people, people_of
from .preorder import Reorder
from .prepare import read_lines, weight_of
from .pseudo import PseudoTranslator
from .state import CHECKPOINT, average_weights
from .store import BACK_TRANSLATED_SOURCE
from .synonyms import Synonyms
from .text import match_key, normalise
from .tokenizer import TO_DUTCH
from .vary import Abbreviations, Variation, abbreviations, copied_names, frequent_names
from .verbs import Verbs

_CHUNK = 4000
_STUTTER = re.compile(r"([a-z])\1\1")
_SMALL = re.compile(r"\b[a-z]{3,}\b")
LEXICON_WORDS, _COUNTED = 26, 400_000
# 1,500 of the million sentences of news have Putin, and 2,554 names stand in more than this.
_FREQUENT_NAME = 60


def choose_english(config: Config) -> tuple[list[str], list[str]]:
    """A fixed random choice of English sentences from the wanted sources; those of rare words."""
    settings = config.back_translate
    path = config.run / "english.tsv"
    if not path.exists():
        raise RecipeError(f"{path} is missing; set [data] english and run stage prepare")
    chance = random.Random(config.train.seed)
    chosen, others = [], []
    for line in read_lines(path):
        source, text = line.split("\t")
        fits = settings.min_words <= len(text.split()) <= settings.max_words
        if chance.random() < weight_of(source, settings.sources, 0.0) and fits:
            chosen.append(text)
        elif fits and settings.rare_below:
            others.append(text)
    chance.shuffle(chosen)
    chance.shuffle(others)
    chosen = chosen[settings.first : settings.first + settings.sentences]
    if not settings.rare_below:
        return chosen, []
    pairs = (line.split("\t")[3] for line in read_lines(config.run / "pairs.tsv"))
    return chosen, with_rare_words(others, chosen, pairs, settings.rare_below)


def with_rare_words(
    texts: Iterable[str], chosen: Iterable[str], pairs: Iterable[str], below: int
) -> list[str]:
    """Those of `texts` with a word that fewer than `below` sentences have by then.

    Only words of `pairs` count: of others no lexicon has the Dutch.
    """
    known = {word for text in pairs for word in _SMALL.findall(text)}
    counts: Counter[str] = Counter()
    for text in chosen:
        counts.update(known.intersection(_SMALL.findall(text)))
    found = []
    for text in texts:
        words = known.intersection(_SMALL.findall(text))
        if any(counts[word] < below for word in words):
            found.append(text)
            counts.update(words)
    return found


def back_translate(config: Config) -> None:
    """Write synthetic.tsv; finished chunks are kept, so a killed stage resumes."""
    target = config.run / "synthetic.tsv"
    if target.exists():
        tell("back-translate: already there")
        return
    settings = config.back_translate
    if settings.method not in ("model", "lexicon", "both"):
        raise RecipeError('back_translate.method must be "model", "lexicon" or "both"')
    usual, rare = choose_english(config)
    if settings.core >= 0:
        os.sched_setaffinity(0, {settings.core})
    parts = config.run / "synthetic"
    if settings.method != "both":
        _translate_parts(config, settings.method, usual + rare, parts)
    else:  # what a reverse model cannot know: rare words
        _translate_parts(config, "model", usual, parts)
        _translate_parts(config, "lexicon", rare, parts)
    asked = len(usual) + len(rare)
    counts = write_synthetic(config, parts)
    log_event(config.run, "back-translate", method=settings.method, asked=asked, **counts)
    tell(f"back-translated {asked} sentences: {dict(counts)}")


def write_synthetic(config: Config, parts: Path) -> Counter[str]:
    """Write synthetic.tsv of the parts and of what lay ready; what was kept and why not."""
    counts: Counter[str] = Counter()
    with atomic_text(config.run / "synthetic.tsv") as out:
        for dutch, english in _finished(config, parts, counts):
            out.write(f"{BACK_TRANSLATED_SOURCE}\t1.0\t{dutch}\t{english}\n")
    return counts


def _translate_parts(config: Config, method: str, sentences: list[str], parts: Path) -> None:
    """Dutch and English by `method`, a file for each chunk; those that are there are kept."""
    missing = missing_parts(parts, method, len(sentences), _CHUNK)
    if not missing:
        return
    rules = PairRules(max_words=config.data.max_words)
    with _translator(config, method) as translate:
        for start, part in missing.items():
            write_part(part, translate(sentences[start : start + _CHUNK]), rules)


def missing_parts(parts: Path, name: str, count: int, chunk: int) -> dict[int, Path]:
    """First sentence and file of every part of `count` sentences that is not there yet."""
    parts.mkdir(parents=True, exist_ok=True)
    files = {start: parts / f"{name}-{start:08d}.tsv" for start in range(0, count, chunk)}
    return {start: part for start, part in files.items() if not part.exists()}


def write_part(part: Path, pairs: Iterable[tuple[str, str]], rules: PairRules) -> None:
    """Write the usable pairs, Dutch and English, of one part."""
    with atomic_text(part) as out:
        for dutch, english in pairs:
            if usable(dutch, english, rules):
                out.write(f"{dutch}\t{english}\n")


def _finished(config: Config, parts: Path, counts: Counter[str]) -> Iterator[tuple[str, str]]:
    """All pairs, those of models without invented or lost names, some marked; what was counted."""
    settings, chance = config.back_translate, random.Random(config.train.seed)
    made = [row for part in sorted(parts.glob("model-*.tsv")) for row in _rows(part)]
    for name in settings.ready:
        made += [(dutch, english) for _, english, dutch in _rows(config.path(name))]
    made = [(normalise(dutch), normalise(english)) for dutch, english in made]
    check = NameCheck(made)
    respell: Callable[[str, str], str] = lambda dutch, _: dutch  # noqa: E731
    if settings.names:
        respell = DutchNames(_rows(config.path(settings.names)))
    names = [] if not config.data.dutch else copied_names(
        read_lines(config.path(config.data.dutch)), frozenset())[0]  # fmt: skip
    exchanged = Abbreviations([], [], 0.0, chance)
    if settings.abbreviations and config.data.dutch:
        lines = (normalise(line) for line in read_lines(config.path(config.data.dutch)))
        table = _rows(config.path(settings.names)) if settings.names else ()
        other = frozenset(dutch for dutch, *_ in table)
        exchanged = Abbreviations(*abbreviations(lines, other), settings.abbreviations, chance)
    other_words = _synonyms(config, made, chance)
    other_people = _people(config, made, chance)
    marks = Marks([name for name in names if name.isascii()], settings.marked, chance)
    rules = PairRules(max_words=config.data.max_words)
    for dutch, english in made:
        fault = check.fault(dutch, english) if usable(dutch, english, rules) else "unusable"
        counts[fault or "kept"] += 1
        if not fault:
            pair = other_people(*other_words(respell(dutch, english), english))
            yield marks(*exchanged(*pair))
    for part in sorted(parts.glob("lexicon-*.tsv")):
        for dutch, english in _rows(part):
            counts["kept"] += 1
            yield marks(dutch, english)


def _synonyms(
    config: Config, made: list[tuple[str, str]], chance: random.Random
) -> Callable[[str, str], tuple[str, str]]:
    """What exchanges Dutch words of the made pairs, by the dictionaries and real pairs."""
    share = config.back_translate.synonyms
    if not (share and config.data.dutch):
        return lambda dutch, english: (dutch, english)
    entries, real = [], []
    for source, weight, dutch, english in _rows(config.run / "pairs.tsv"):
        if any(fnmatch(source, pattern) for pattern in config.data.free_form):
            entries.append((english, dutch))
        elif float(weight) > 0:
            real.append((dutch, english))
    for name in config.data.dictionaries:
        entries += [(english, dutch) for _, english, dutch in _rows(config.path(name))]
    news = map(normalise, read_lines(config.path(config.data.dutch)))
    return Synonyms(made, real, entries, news, share, chance)


def _people(
    config: Config, made: list[tuple[str, str]], chance: random.Random
) -> Callable[[str, str], tuple[str, str]]:
    """What exchanges people of the made pairs for those of Dutch news."""
    settings = config.back_translate
    if not (settings.people and settings.first_names and config.data.dutch):
        return lambda dutch, english: (dutch, english)
    first = first_names_of(read_lines(config.path(settings.first_names)))
    news = map(normalise, read_lines(config.path(config.data.dutch)))
    kept = frequent_people(english for _, english in made)
    return People(people_of(news, first), first, kept, settings.people, chance)


def _rows(path: Path) -> Iterator[tuple[str, ...]]:
    """The columns of a table without its comments."""
    for line in read_lines(path):
        if line and not line.startswith("#"):
            yield tuple(line.split("\t"))


@contextmanager
def _translator(
    config: Config, method: str
) -> Iterator[Callable[[list[str]], Iterable[tuple[str, str]]]]:
    """The function that makes Dutch-English pairs of English, by the method."""
    settings = config.back_translate
    if method == "lexicon":
        pseudo = pseudo_translator(config)
        vary = variation(config, pseudo.lexicon)
        yield lambda texts: (vary(pseudo.translate(text), text) for text in texts)
        return
    model = config.path(settings.model) if settings.model else config.run / "reverse"
    if not (model / "tokenizer_config.json").exists():
        if settings.model:
            raise RecipeError(f"no model in {model}; correct [back_translate] model")
        weights = average_weights(config.run / CHECKPOINT, config)
        write_model(weights, config.model, config.run, model)
    decoder = Decoder(model, settings.threads)
    try:
        yield lambda texts: zip(
            decoder.translate(
                texts, prefix=TO_DUTCH, batch_tokens=settings.batch_tokens,
                beam=settings.beam, sampled=settings.sampled,
            ), texts, strict=True,
        )  # fmt: skip
    finally:
        decoder.close()


def pseudo_translator(config: Config) -> PseudoTranslator:
    """Lexicon, word order and Dutch counts from the run's own pairs and its news."""
    chance = random.Random(config.train.seed)
    pairs, counted, spoken = [], [], []
    for line in read_lines(config.run / "pairs.tsv"):
        source, weight, dutch, english = line.split("\t")
        entry = any(fnmatch(source, pattern) for pattern in config.data.free_form)
        chosen = chance.random() < float(weight)
        if max(len(dutch.split()), len(english.split())) <= LEXICON_WORDS:
            if chosen:
                pairs.append((dutch, english))
            if chosen or entry:
                counted.append((dutch, english, entry))
        if float(weight) > 1:
            spoken.append(dutch)
    evidence = Evidence(learnt_lexicon(config, pairs))
    for dutch, english, entry in counted:
        evidence.add(dutch, english, entry=entry)
    news = []
    if config.data.dutch:
        news = [normalise(line) for line in read_lines(config.path(config.data.dutch))]
    texts = [dutch for dutch, _ in pairs] + news
    chance.shuffle(texts)
    bigrams = count_bigrams(texts[:_COUNTED])
    unigrams: Counter[str] = Counter()
    for (first, _), count in bigrams.items():
        unigrams[first] += count
    english_texts = [line.split("\t")[1] for line in read_lines(config.run / "english.tsv")]
    chance.shuffle(english_texts)
    return PseudoTranslator(
        evidence.trusted(), bigrams, unigrams,
        order=Reorder(Verbs.from_texts(english_texts[:_COUNTED])),
        names=name_words(english_texts[: _COUNTED // 2]), dutch_names=name_words(news + spoken),
    )  # fmt: skip


def variation(config: Config, lexicon: Lexicon) -> Variation:
    """Names of the Dutch news that English writes the same, to stand in for English ones."""
    translated = frozenset(
        dutch
        for word, entries in lexicon.items()
        for dutch, score in entries[:3]
        if dutch != word and score > 0.1
    )
    news: Iterable[str] = ()
    if config.data.dutch:
        news = read_lines(config.path(config.data.dutch))
    names, counts = copied_names(news, translated)
    chance = random.Random(config.train.seed)
    english = (line.split("\t")[1] for line in read_lines(config.run / "english.tsv"))
    kept = frequent_names(english, _FREQUENT_NAME)
    return Variation(names, counts, config.back_translate.varied, chance, kept)


def learnt_lexicon(config: Config, pairs: list[tuple[str, str]]) -> Lexicon:
    """The lexicon of the pairs, kept in the run's folder."""
    stored = config.run / "lexicon.json"
    if stored.exists():
        lexicon: Lexicon = json.loads(stored.read_text("utf-8"))
        return lexicon
    lexicon = build_lexicon(pairs)
    with atomic_text(stored) as out:
        json.dump(lexicon, out, ensure_ascii=False)
    return lexicon


def usable(dutch: str, english: str, rules: PairRules) -> bool:
    """False for empty, looping, copied or badly unbalanced machine translations."""
    words = match_key(dutch).split()
    if not words or (len(words) > 8 and len(set(words)) < 0.45 * len(words)):
        return False
    if any(words[i : i + 3] == words[i + 3 : i + 6] for i in range(len(words) - 5)):
        return False
    if _STUTTER.search(dutch):
        return False
    fault = pair_fault(dutch, english, rules, free_form=False)
    # Wrong numbers are frequent in weak translations, and teach the model to invent numbers.
    return fault is None
