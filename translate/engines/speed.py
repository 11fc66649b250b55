"""How fast a loaded model is on this machine, in a second or two."""

from __future__ import annotations

import time
from collections.abc import Callable

from translate.protocols import Translator
from translate.types import Decoding

#: News of ordinary length: 15 words each.
_SAMPLE = [
    "De gemeenteraad stemt volgende week over de plannen voor een nieuwe brug bij het station.",
    "Volgens de brandweer is het vuur in de loods vannacht ontstaan door een kapotte machine.",
    "De club verkocht vorig jaar meer kaarten dan ooit, maar hield er minder geld aan over.",
    "Wie zijn fiets op het plein laat staan, kan hem de volgende dag ophalen bij de werf.",
    "Het ziekenhuis zoekt al maanden naar verpleegkundigen die ook in het weekend willen werken.",
    "Boeren langs de rivier vrezen dat hun land deze winter opnieuw onder water komt te staan.",
    "De school heeft drie lokalen te weinig, en daarom krijgen twee groepen les in de kerk.",
    "Onderzoekers vonden op de bodem van het meer resten van een schip uit de zestiende eeuw.",
]
_PLACES = ("Utrecht", "Zwolle", "Breda", "Assen")


def sentences_a_second(
    translator: Translator,
    decoding: Decoding,
    seconds: float = 1.0,
    timer: Callable[[], float] = time.perf_counter,
) -> float:
    """Sentences of some 15 words a second, over at least ``seconds``; loading is not counted."""
    # no two alike: an engine says equal sentences once
    sample = [f"{place}: {sentence}" for place in _PLACES for sentence in _SAMPLE]
    translator.translate(sample[:1], decoding)
    began, done, spent = timer(), 0, 0.0
    while spent < seconds:
        done += len(translator.translate(sample, decoding))
        spent = timer() - began
    return done / spent
