"""Which meaning of a word fits its sentence: the one that the model finds likeliest there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from translate.lexicon.mend import Repair, variants

#: For each source and target the model's score of the target, the higher the better.
Score = Callable[[Sequence[str], Sequence[str]], Sequence[float]]


def chosen(
    sources: Sequence[str],
    targets: Sequence[str],
    repairs: Sequence[Sequence[Repair]],
    score: Score | None,
) -> list[list[tuple[Repair, str]]]:
    """For each sentence its repairs, each with one of its options.

    Every option is scored in the sentence with its other words as they are, all in one call of
    ``score``; without it, and among equals, the most trusted is taken.
    """
    found = [[(repair, repair.options[0]) for repair in row] for row in repairs]
    open_ = [
        (at, place, repair)
        for at, row in enumerate(repairs)
        for place, repair in enumerate(row)
        if len(repair.options) > 1
    ]
    if score is None or not open_:
        return found
    asked = [
        (sources[at], text) for at, _, repair in open_ for text in variants(targets[at], repair)
    ]
    scores = iter(score([source for source, _ in asked], [text for _, text in asked]))
    for at, place, repair in open_:
        values = [next(scores) for _ in repair.options]
        found[at][place] = (repair, repair.options[values.index(max(values))])
    return found
