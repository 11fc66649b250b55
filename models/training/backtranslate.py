"""Stage `back-translate`: English news in, tagged machine Dutch with that English as target out.

The Dutch comes from the reverse direction of the model, or, while that is weak, word by word
from a lexicon (pseudo.py).

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

from .clean import PairRules, pair_fault
from .config import Config, RecipeError
from .decode import Decoder
from .evidence import Evidence, name_words
from .export import write_model
from .files import atomic_text, log_event, tell
from .lexicon import Lexicon, build_lexicon, count_bigrams
from .preorder import Reorder
from .prepare import read_lines, weight_of
from .pseudo import PseudoTranslator
from .state import CHECKPOINT, average_weights
from .store import BACK_TRANSLATED_SOURCE
from .text import match_key, normalise
from .tokenizer import TO_DUTCH
from .vary import Variation, copied_names, frequent_names
from .verbs import Verbs

_CHUNK = 4000
_SMALL = re.compile(r"\b[a-z]{3,}\b")
LEXICON_WORDS, _COUNTED = 26, 400_000
# 1,500 of the million sentences of news have Putin, and 2,554 names stand in more than this.
_FREQUENT_NAME = 60


def choose_english(config: Config) -> list[str]:
    """A fixed random choice of English sentences from the wanted sources, and of rare words."""
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
        return chosen
    pairs = (line.split("\t")[3] for line in read_lines(config.run / "pairs.tsv"))
    return chosen + with_rare_words(others, chosen, pairs, settings.rare_below)


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
    if config.back_translate.method not in ("model", "lexicon"):
        raise RecipeError('back_translate.method must be "model" or "lexicon"')
    sentences = choose_english(config)
    parts = config.run / "synthetic"
    parts.mkdir(exist_ok=True)
    if config.back_translate.core >= 0:
        os.sched_setaffinity(0, {config.back_translate.core})
    rules = PairRules(max_words=config.data.max_words)
    with _translator(config) as translate:
        for start in range(0, len(sentences), _CHUNK):
            part = parts / f"{start:08d}.tsv"
            if part.exists():
                continue
            english = sentences[start : start + _CHUNK]
            with atomic_text(part) as out:
                for source, text in translate(english):
                    if usable(source, text, rules):
                        out.write(f"{BACK_TRANSLATED_SOURCE}\t1.0\t{source}\t{text}\n")
    kept = 0
    with atomic_text(target) as out:
        for part in sorted(parts.glob("*.tsv")):
            for line in read_lines(part):
                out.write(line + "\n")
                kept += 1
    log_event(
        config.run, "back-translate", method=config.back_translate.method,
        asked=len(sentences), kept=kept,
    )  # fmt: skip
    tell(f"back-translated {kept} of {len(sentences)} sentences")


@contextmanager
def _translator(config: Config) -> Iterator[Callable[[list[str]], Iterable[tuple[str, str]]]]:
    """The function that makes Dutch-English pairs of English, by the configured method."""
    if config.back_translate.method == "lexicon":
        pseudo = pseudo_translator(config)
        vary = variation(config, pseudo.lexicon)
        yield lambda texts: (vary(pseudo.translate(text), text) for text in texts)
        return
    model = config.run / "reverse"
    if not (model / "tokenizer_config.json").exists():
        weights = average_weights(config.run / CHECKPOINT, config)
        write_model(weights, config.model, config.run, model)
    decoder = Decoder(model, config.back_translate.threads)
    size = config.back_translate.batch_tokens
    try:
        yield lambda texts: zip(
            decoder.translate(texts, prefix=TO_DUTCH, batch_tokens=size), texts, strict=True
        )
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
    fault = pair_fault(dutch, english, rules, free_form=False)
    # Wrong numbers are frequent in weak translations, and teach the model to invent numbers.
    return fault is None
