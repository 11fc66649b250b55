"""What could judge a rewrite: how well each sign tells sound answers from unsound ones.

    PYTHONPATH=. python bench/judges.py bench/judged_pieces.jsonl [--encoder FOLDER]

The file is that of ``bench/candidates.py``. AUC is the chance that a sound answer has a higher
value of the sign than an unsound one, with an interval of 95 % of 2,000 resamples of the passages.
Choosing is that of ``bench/candidates.py``: of the answers of a passage whose sign is above a
threshold, the one with the most new word pairs. "With hindsight" takes the threshold that gives
most while at most one choice is unsound; "held out" chooses it for each passage on the others, and
so are the weights of combinations (logistic regression) fitted. Needs smollm2-135m on this
machine; ``--encoder`` is the folder of a sentence-embedding model that transformers loads.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from statistics import NormalDist
from typing import Any

import numpy as np
from candidates import Row, new_pairs, novelty

from translate.engines.generate_ct2 import conversion_of, load_ct2
from translate.quality.trace import trace
from translate.shelf import resolve
from translate.summary.guards import doubts
from translate.summary.words import content_stems, words_of
from translate.text.english_sentences import sentences

RESAMPLES = 2000
RIDGE = 1.0
UNSOUND = 1
#: Made-up judges of one AUC.
DRAWS = 50
Values = np.ndarray[Any, np.dtype[np.float64]]
#: For each passage its answers, the newest first, and what choosing each gives.
Possible = Sequence[tuple[list[int], Values]]
#: Values of each sign, one for each answer; a higher one should be sounder.
Signs = Mapping[str, Values]


def rules(rows: Sequence[Row]) -> Signs:
    """What the checks that are there say."""
    found = []
    for row in rows:
        told = sentences(row["article"])
        wording = len(doubts(row["summary"], told))
        facts = len(trace(row["summary"], [("", one) for one in told]))
        found.append((-wording, -facts, -wording - facts, -novelty(row)))
    names = ("doubts of the wording", "flags of the tracer", "both", "new word pairs, fewest first")
    return dict(zip(names, np.array(found, float).T, strict=True))


def agreement(rows: Sequence[Row]) -> Signs:
    """How many other answers to the passage have the content words that are neighbours in this."""
    said = [set(pairwise(content_stems(row["summary"]))) for row in rows]
    found = []
    for at, row in enumerate(rows):
        others = [
            said[other]
            for other, one in enumerate(rows)
            if other != at and one["article"] == row["article"]
        ]
        shares = [sum(pair in other for other in others) / max(1, len(others)) for pair in said[at]]
        found.append((np.mean(shares or [0]), min(shares, default=0)))
    names = ("other answers agree, mean", "other answers agree, lowest")
    return dict(zip(names, np.array(found, float).T, strict=True))


def likelihoods(rows: Sequence[Row]) -> Signs:
    """Log probabilities that the generator gives the tokens of answers and passages."""
    import ctranslate2

    model = resolve("smollm2-135m", "summarise")
    tokens, layout, _ = load_ct2(model, "int8", 1, None)
    network = ctranslate2.Generator(
        str(conversion_of(model, "int8").found(None)), compute_type="int8", intra_threads=1
    )

    @cache
    def scored(text: str, passage: str = "") -> Values:
        before = tokens.frame("<|endoftext|>")
        if passage:
            before = tokens.frame("<|im_start|>user\n") + tokens.ids(passage)
            before += tokens.frame(layout.after)
        ids = tokens.ids(text)
        answer = network.score_batch([tokens.written(before + ids)], max_input_length=0)[0]
        return np.array(answer.log_probs[-len(ids) :])

    found = []
    for row in rows:
        passage, answer = row["article"], row["summary"]
        given, alone = scored(answer, passage), scored(answer)
        gain, back = given - alone, scored(passage, answer)
        found.append(
            (given.sum(), given.mean(), np.sort(given)[:3].mean(), given.min(), gain.mean(),
             gain.min(), back.mean(), (back - scored(passage)).mean(), alone.mean())
        )  # fmt: skip
    names = (
        "answer given passage, sum", "answer given passage, mean",
        "answer given passage, three lowest", "answer given passage, lowest",
        "the same less answer alone, mean", "the same less answer alone, lowest",
        "passage given answer, mean", "the same less passage alone, mean", "answer alone, mean",
    )  # fmt: skip
    return dict(zip(names, np.array(found).T, strict=True))


def embeddings(rows: Sequence[Row], folder: Path) -> Signs:
    """Likeness of answer and passage, whole and token by token."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    tokenizer: Any = AutoTokenizer.from_pretrained(folder)
    network: Any = AutoModel.from_pretrained(folder)

    @cache
    def states(text: str) -> Values:
        with torch.inference_mode():
            made: Values = network(**tokenizer(text, return_tensors="pt")).last_hidden_state[0]
        return np.asarray(made, float)

    def unit(values: Values) -> Values:
        return np.asarray(values / np.linalg.norm(values, axis=-1, keepdims=True), float)

    found = []
    for row in rows:
        passage, answer = states(row["article"]), states(row["summary"])
        nearest = (unit(answer[1:-1]) @ unit(passage[1:-1]).T).max(axis=1)
        whole = unit(answer.mean(axis=0)) @ unit(passage.mean(axis=0))
        found.append((whole, nearest.mean(), nearest.min()))
    names = ("embedding, whole", "embedding, tokens, mean", "embedding, tokens, lowest")
    return dict(zip(names, np.array(found).T, strict=True))


def held_out(signs: Sequence[Values], sound: Values, passage: Values) -> Values:
    """Log odds of a logistic regression that was fitted on the other passages."""
    found = np.zeros(len(sound))
    table = np.array(signs).T
    for left in np.unique(passage):
        known = passage != left
        scaled = (table - table[known].mean(axis=0)) / (table[known].std(axis=0) + 1e-9)
        scaled = np.column_stack([scaled, np.ones(len(sound))])
        weights = np.zeros(scaled.shape[1])
        penalty = RIDGE * np.array([1.0] * len(signs) + [1e-6])
        for _ in range(50):
            chance = 1 / (1 + np.exp(-scaled[known] @ weights))
            slope = scaled[known].T @ (chance - sound[known]) + penalty * weights
            bend = (scaled[known].T * (chance * (1 - chance))) @ scaled[known] + np.diag(penalty)
            weights -= np.linalg.solve(bend, slope)
        found[~known] = scaled[~known] @ weights
    return found


def area(sign: Values, sound: Values, passage: Values) -> str:
    """AUC with its interval, in per cent."""
    better = (np.sign(sign[:, None] - sign[None]) + 1) / 2 * np.outer(sound, 1 - sound)
    member = np.eye(int(passage.max()) + 1)[passage]
    wins, all_pairs = (member.T @ one @ member for one in (better, np.outer(sound, 1 - sound)))
    chance = np.random.default_rng(17)
    drawn = chance.multinomial(len(wins), [1 / len(wins)] * len(wins), RESAMPLES)
    areas = [times @ wins @ times / (times @ all_pairs @ times) for times in drawn]
    low, high = np.percentile(areas, (2.5, 97.5))
    return f"{100 * wins.sum() / all_pairs.sum():.0f} [{100 * low:.0f}, {100 * high:.0f}]"


def outcomes(rows: Sequence[Row], passage: Values) -> Possible:
    """For each passage its answers, most new word pairs first, and what choosing one gives.

    That is: rewritten, new pairs, all pairs, unsound; the last row is the passage as it stands.
    """
    found = []
    for one in np.unique(passage):
        answers: list[int] = np.flatnonzero(passage == one).tolist()
        answers.sort(key=lambda at: -novelty(rows[at]))
        kept = (0, 0, len(set(pairwise(words_of(rows[answers[0]]["article"])))), 0)
        given = [(1, *new_pairs(rows[at]), 1 - rows[at]["consistent"]) for at in answers]
        found.append((answers, np.array([*given, kept], float)))
    return found


def choices(sign: Values, possible: Possible) -> Values:
    """What choosing gives, by threshold and passage."""
    thresholds = np.append(np.unique(sign), np.inf)[:, None]
    found = []
    for answers, table in possible:
        fit = sign[answers] >= thresholds
        found.append(table[np.where(fit.any(axis=1), fit.argmax(axis=1), len(answers))])
    return np.stack(found, axis=1)


def best_of(totals: Values) -> int:
    """The threshold with most new pairs at no more than ``UNSOUND``."""
    share = totals[:, 1] / np.maximum(1, totals[:, 2])
    return int(np.argmax(np.where(totals[:, 3] <= UNSOUND, share, -1)))


def line(name: str, sign: Values, sound: Values, passage: Values, possible: Possible) -> str:
    """One row of the table."""
    made = choices(sign, possible)
    totals = made.sum(axis=1)
    hindsight = totals[best_of(totals)]
    left = sum(made[best_of(totals - made[:, one]), one] for one in range(made.shape[1]))
    cells = [
        f"{done:.0f} | {new / every:.1%} | {unsound:.0f}"
        for done, new, every, unsound in (hindsight, left)
    ]
    return f"| {name} | {area(sign, sound, passage)} | {cells[0]} | {cells[1]} |"


def needed(sound: Values, possible: Possible) -> list[str]:
    """What made-up judges give with hindsight: the truth with normal noise, mean of draws."""
    chance = np.random.default_rng(17)
    shown = []
    for target in (0.90, 0.95, 0.98, 0.99):
        distance = 2**0.5 * NormalDist().inv_cdf(target)
        shares = []
        for _ in range(DRAWS):
            sign = distance * sound + chance.standard_normal(len(sound))
            totals = choices(sign, possible).sum(axis=1)
            best = totals[best_of(totals)]
            shares.append(best[1] / best[2])
        shown.append(f"| {target:.0%} | {np.mean(shares):.1%} |")
    return shown


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--encoder", type=Path)
    given = parser.parse_args()
    rows = [json.loads(one) for one in given.file.read_text("utf-8").split("\n") if one]
    order = list(dict.fromkeys(row["article"] for row in rows))
    passage = np.array([order.index(row["article"]) for row in rows])
    sound = np.array([row["consistent"] for row in rows], float)
    possible = outcomes(rows, passage)
    families = {
        "the rules": rules(rows),
        "other answers": agreement(rows),
        "the generator": likelihoods(rows),
    }
    if given.encoder:
        families["embeddings"] = embeddings(rows, given.encoder)
    signs = {name: sign for family in families.values() for name, sign in family.items()}
    together = {name: list(family.values()) for name, family in families.items()}
    together["everything"] = list(signs.values())
    for name, members in together.items():
        signs[f"combined: {name}"] = held_out(members, sound, passage)
    lines = [
        "| sign | AUC, % | with hindsight: rewritten | new word pairs | unsound "
        "| held out: rewritten | new word pairs | unsound |",
        "|---|---|---:|---:|---:|---:|---:|---:|",
        *(line(name, sign, sound, passage, possible) for name, sign in signs.items()),
        "",
        "| a made-up judge of AUC | new word pairs with hindsight |",
        "|---:|---:|",
        *needed(sound, possible),
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
