"""Dutch against its neighbours, on texts written for this test."""

from __future__ import annotations

import subprocess
import sys

import pytest

from translate.language import UNDECIDED, detect, is_dutch, is_english

DUTCH = [
    "De gemeente heeft besloten dat de brug over het kanaal pas in het voorjaar opengaat.",
    "Volgens de rechter had de verdachte kunnen weten dat het geld van diefstal kwam.",
    "Onderzoekers uit Leiden vonden in een oude put de resten van een Romeins schip.",
    "Morgen trekken vanuit het westen stevige buien over het land, met kans op onweer.",
    "Premier Rutte en president Macron spraken in Parijs over Oekraïne, Gazprom en de NAVO.",
    "‘Wij laten ons niet wegjagen’, zegt Willem de Boer, die er al veertig jaar woont.",
    "Kijk op https://www.example.org/news/the-best-of-the-world voor de uitslagen van gisteren.",
    "AJAX VERLIEST IN DE LAATSTE MINUUT VAN EEN STERK SPELEND FEYENOORD",
]
OTHERS = {
    "en": [
        "The council has decided that the bridge over the canal will not open before spring.",
        "According to the judge, the suspect could have known that the money was stolen.",
        "Water is in the lake and men are best in winter, said John Smith of Amsterdam.",
    ],
    "de": [
        "Die Gemeinde hat beschlossen, dass die Brücke über den Kanal erst im Frühjahr öffnet.",
        "Laut dem Richter hätte der Angeklagte wissen können, dass das Geld gestohlen war.",
    ],
    "af": [
        "Die munisipaliteit het besluit dat die brug oor die kanaal eers in die lente oopmaak.",
        "Volgens die regter kon die beskuldigde geweet het dat die geld gesteel was.",
    ],
    "fy": [
        "De gemeente hat besletten dat de brêge oer it kanaal pas yn de maitiid iepen giet.",
        "Neffens de rjochter hie de fertochte witte kinnen dat it jild stellen wie.",
    ],
    "fr": ["La commune a décidé que le pont sur le canal ne serait ouvert qu’au printemps."],
}


@pytest.mark.parametrize("text", DUTCH)
def test_dutch_is_dutch(text: str) -> None:
    assert is_dutch(text)
    assert detect(text).code == "nl"


@pytest.mark.parametrize(
    ("code", "text"), [(code, text) for code, texts in OTHERS.items() for text in texts]
)
def test_neighbours_are_not(code: str, text: str) -> None:
    assert detect(text).code == code
    assert not is_dutch(text)


@pytest.mark.parametrize(
    "text",
    ["", "  \n", "12,5 % – 2022", "Amsterdam", "Ajax – Feyenoord 2-1", "Breaking news", "© ANP"],
)
def test_too_short_to_tell_passes(text: str) -> None:
    assert detect(text).code == UNDECIDED
    assert is_dutch(text)


def test_quotations_in_another_language_do_not_tip_an_article() -> None:
    dutch = " ".join(DUTCH[:4])
    assert is_dutch(f"{dutch} “We shall never surrender”, riep Churchill toen in het Lagerhuis.")


def test_an_english_article_with_dutch_names_is_not_dutch() -> None:
    text = (
        "Jan van der Berg and Piet de Vries of De Nederlandsche Bank spoke in Den Haag. "
        "They said that het Rijksmuseum would get more money from the state next year."
    )
    assert not is_dutch(text)


def test_ordinary_dutch_loads_no_classifier() -> None:
    code = (
        "import sys; from translate.language import is_dutch; "
        f"assert is_dutch({' '.join(DUTCH)!r}); "
        "sys.exit('py3langid' in sys.modules or 'numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("text", DUTCH[:4] + OTHERS["de"] + OTHERS["af"] + OTHERS["fr"])
def test_no_english_for_the_english_model(text: str) -> None:
    assert not is_english(text)


@pytest.mark.parametrize("text", [*OTHERS["en"], "Short.", "", "12 345", "Anna Vos, Leiden"])
def test_english_and_what_is_too_short_to_tell_goes_to_it(text: str) -> None:
    assert is_english(text)
