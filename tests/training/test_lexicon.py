"""The lexicon finds word translations; pseudo-Dutch uses them and copies what it does not know."""

from __future__ import annotations

from collections import Counter

import pytest

from models.training.evidence import Evidence, name_words
from models.training.lexicon import build_lexicon, count_bigrams, words
from models.training.pseudo import PseudoTranslator, dutch_number, expand, spell_amounts
from models.training.verbgroups import Token
from tests.training.conftest import made_up_pairs


@pytest.fixture(scope="module")
def translator() -> PseudoTranslator:
    pairs = made_up_pairs(300)
    bigrams = count_bigrams(dutch for dutch, _ in pairs)
    unigrams: Counter[str] = Counter()
    for (first, _), count in bigrams.items():
        unigrams[first] += count
    return PseudoTranslator(build_lexicon(pairs), bigrams, unigrams)


def test_words_keep_numbers_and_apostrophes_whole() -> None:
    assert words("Jan's 1.500 euro's, 3,5% (ja).") == [
        "Jan's", "1.500", "euro's", ",", "3,5%", "(", "ja", ")", ".",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("english", "dutch"),
    [("mayor", "burgemeester"), ("buys", "koopt"), ("house", "huis"), ("bike", "fiets"),
     ("today", "vandaag")],
)  # fmt: skip
def test_the_best_candidate_is_the_translation(
    translator: PseudoTranslator, english: str, dutch: str
) -> None:
    assert translator.lexicon[english][0][0] == dutch


def test_names_numbers_and_unknown_words_are_copied(translator: PseudoTranslator) -> None:
    found = translator.translate("The mayor sees Zwartjes and a zeppelin for 47 euros.")
    assert found.startswith("De burgemeester ziet Zwartjes")
    assert "zeppelin" in found and "47 euro" in found and found.endswith(".")


def test_quotes_and_brackets_keep_their_spacing(translator: PseudoTranslator) -> None:
    found = translator.translate('"The man sees the child (today)," he wrote.')
    assert found.startswith('"De man ziet') and "(vandaag)," in found and '," he wrote' in found


def test_an_empty_sentence_stays_empty(translator: PseudoTranslator) -> None:
    assert translator.translate("") == ""


def test_days_are_lower_case_in_dutch(translator: PseudoTranslator) -> None:
    assert "maandag" in translator.translate("The man sees the child on Monday.")
    assert "Maandag" not in translator.translate("The man sees the child on Monday.")


@pytest.mark.parametrize(
    ("english", "full"),
    [
        ("They don't say it's hers.", "They do not say it is hers."),
        ("We can't see the mayor's house.", "We can not see the mayor's house."),
        ("Children's books we've sold", "Children's books we have sold"),
    ],
)
def test_contractions_are_expanded(english: str, full: str) -> None:
    assert expand(english) == full


@pytest.mark.parametrize(
    ("english", "dutch"),
    [("5,200", "5.200"), ("1,250.5", "1.250,5"), ("3.5%", "3,5%"), ("2019", "2019"),
     ("1.2.3", "1.2.3"), ("10.30", "10,30")],
)  # fmt: skip
def test_numbers_get_dutch_marks(english: str, dutch: str) -> None:
    assert dutch_number(english) == dutch


def test_amounts_have_their_currency_behind_them() -> None:
    found = spell_amounts("It cost $5 million, not €3.50.")
    assert found == "It cost 5 million dollars, not 3.50 euros."


def _counts(**words_seen: int) -> Counter[str]:
    return Counter(words_seen)


def test_two_nouns_become_the_compound_that_dutch_text_has() -> None:
    lexicon = {"election": [("verkiezing", 0.5)], "campaign": [("campagne", 0.6)]}
    known = PseudoTranslator(lexicon, Counter(), _counts(verkiezingscampagne=5))
    assert known.translate("election campaign") == "verkiezingscampagne"
    assert PseudoTranslator(lexicon, Counter(), Counter()).translate("election campaign") == (
        "verkiezing campagne"
    )


def test_names_are_only_translated_to_names() -> None:
    lexicon = {"diamond": [("diamant", 0.6)], "germany": [("duitsland", 0.9)]}
    names = frozenset({"diamond", "germany"})
    pseudo = PseudoTranslator(
        lexicon, Counter(), Counter(), names=names, dutch_names=frozenset({"duitsland"})
    )
    assert pseudo.translate('"Neil Diamond," in Germany') == '"Neil Diamond," in Duitsland'
    assert pseudo.translate("a diamond") == "a diamant"


def test_the_name_after_a_closing_quotation_mark_is_no_sentence_start() -> None:
    pseudo = PseudoTranslator({"christie": [("warmt", 0.2)]}, Counter(), Counter())
    assert pseudo.translate('"No," Christie said.') == '"No," Christie said.'


def test_finite_verbs_are_no_participles() -> None:
    lexicon = {"reported": [("gerapporteerd", 0.5)]}
    counts = _counts(rapporteerde=3)
    pseudo = PseudoTranslator(
        lexicon, Counter(), counts, order=lambda row: [Token(w, None, w == "reported") for w in row]
    )
    assert pseudo.translate("reported") == "rapporteerde"


def test_a_lexicon_keeps_what_is_well_supported() -> None:
    lexicon = {
        "court": [("rechtbank", 0.5), ("rechtbankbestand", 0.4), ("kalmte", 0.1)],
        "zeppelin": [("warmt", 0.31), ("zeppelin", 0.31)],
    }
    evidence = Evidence(lexicon)
    for _ in range(3):
        evidence.add("de rechtbank zegt", "the court says", entry=False)
    evidence.add("kalmte", "court", entry=False)
    evidence.add("een zeppelin warmt", "a zeppelin", entry=False)
    evidence.add("hof", "court", entry=True)
    found = evidence.trusted()
    assert [word for word, _ in found["court"]][:1] == ["rechtbank"]
    assert dict(found["court"])["rechtbankbestand"] == pytest.approx(0.16)
    assert "kalmte" not in dict(found["court"]) and dict(found["court"])["hof"] == 0.3
    assert found["zeppelin"] == [("zeppelin", 0.31)]


def test_names_have_a_capital_inside_sentences() -> None:
    texts = ["The Bass of Germany", "In Germany the bass", "To Germany by bass", "A bass"]
    assert name_words(texts) == {"germany"}
