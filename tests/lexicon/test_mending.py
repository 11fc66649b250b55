"""The lexicon beside a model, and how it mends what the model guessed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.errors import ModelError
from translate.lexicon import Entry, Lexicon, asks_for_links, chosen, mended, repairs
from translate.lexicon.mend import Mended
from translate.types import Link

LEXICON = Lexicon(
    {
        "muiterij": Entry(3, ("mutiny", "insurrection")),
        "orkaan": Entry(35, ("hurricane",)),
        "land": Entry(900, ("land", "country")),
        "mijnen": Entry(4, ("mines",)),
        "brak": Entry(400, ("broke",)),
        "minuscule": Entry(2, ("minute",)),
        "schip": Entry(50, ("ship", "vessel")),
        "keurt": Entry(73, ("approves",)),
        "gemoeid": Entry(9, ("involved",)),
        "ervan": Entry(9, ("of it",)),
        "iets": Entry(2000, ("something",)),
    }
)


def links(source: str, target: str, *pairs: tuple[str, str, float]) -> list[Link]:
    """Links between words of two texts, each named by what it says."""

    def span(text: str, word: str) -> tuple[int, int]:
        return text.index(word), text.index(word) + len(word)

    return [Link(span(target, english), span(source, dutch), w) for english, dutch, w in pairs]


def mend(source: str, target: str, links: Sequence[Link], taken: Collection[str] = ()) -> Mended:
    """The target with the most trusted option of each repair."""
    found = repairs(source, target, links, LEXICON, taken)
    return mended(target, links, [(repair, repair.options[0]) for repair in found])


def test_a_made_up_word_becomes_what_its_dutch_word_means() -> None:
    source, target = "Op het schip brak muiterij uit.", "A coloyment broke out on the ship."
    found = mend(source, target, links(source, target, ("coloyment", "muiterij", 0.2)))
    assert found.text == "A mutiny broke out on the ship."
    assert found.replaced == (("coloyment", "mutiny", "muiterij"),)


def test_links_point_at_the_same_words_afterwards() -> None:
    source, target = "Op het schip brak muiterij uit.", "A coloyment broke out on the ship."
    pairs = links(
        source, target, ("A", "Op", 0.1), ("coloyment", "muiterij", 0.9), ("ship", "schip", 0.9)
    )
    found = mend(source, target, pairs)
    assert [found.text[slice(*link.target)] for link in found.links] == ["A", "mutiny", "ship"]
    assert [link.source for link in found.links] == [link.source for link in pairs]


@pytest.mark.parametrize(
    ("dutch", "source", "target", "word", "weight", "expected"),
    [
        # a guess at a rare word
        ("orkaan", "De orkaan trok op.", "The orchestra left.", "orchestra", 0.8, "hurricane"),
        # too weak a link to doubt an English word
        ("orkaan", "De orkaan trok weg.", "The orchestra moved off.", "orchestra", 0.2, None),
        # another meaning of the lexicon's stands there
        ("schip", "Het schip vertrok.", "The vessels left.", "vessels", 0.9, None),
        # training saw the word often enough
        ("brak", "Hij brak het.", "He ruined it.", "ruined", 0.9, None),
        # a cognate
        ("minuscule", "Een minuscule winst.", "A minuscule gain.", "minuscule", 0.9, None),
        # left in Dutch
        ("muiterij", "Er was muiterij.", "There was muiterij.", "muiterij", 0.1, "mutiny"),
        ("Iets", "Iets bewoog.", "Iets moved.", "Iets", 0.1, "Something"),
        # a compound that is in no lexicon, where the English is none
        ("landmijnen", "Er zijn landmijnen.", "There are rabnels.", "rabnels", 0.5, "land mines"),
        ("landmijnen", "Er zijn landmijnen.", "There are rabbits.", "rabbits", 0.9, None),
        # what may mean function words only is nowhere to be missed
        ("ervan", "Hij hield ervan.", "He chirped.", "chirped", 0.9, None),
        # a function word is never a guess
        ("orkaan", "De orkaan trok weg.", "The moved off.", "The", 0.9, None),
    ],
)  # fmt: skip
def test_what_is_replaced(
    dutch: str, source: str, target: str, word: str, weight: float, expected: str | None
) -> None:
    found = mend(source, target, links(source, target, (word, dutch, weight)))
    assert found.text == (target.replace(word, expected) if expected else target)


@pytest.mark.parametrize(
    ("target", "word", "expected"),
    [
        ("It was an ork wind.", "ork", "It was a hurricane wind."),
        ("It was a orchestra wind.", "orchestra", "It was a hurricane wind."),
        ("An orchestra moved off.", "orchestra", "A hurricane moved off."),
        ("In the morning orchestra moved.", "orchestra", "In the morning hurricane moved."),
    ],
)
def test_the_article_fits_and_links_still_point_at_words(
    target: str, word: str, expected: str
) -> None:
    source = "De orkaan trok weg."
    pairs = links(source, target, (word, "orkaan", 0.9), (target.split()[-1][:-1], "weg", 0.9))
    found = mend(source, target, pairs)
    assert found.text == expected
    assert expected[slice(*found.links[1].target)] == target.split()[-1][:-1]


def test_a_verb_may_have_left_its_other_half_at_the_end_of_its_clause() -> None:
    target = "He criticizes it, and leaves."
    for source, expected in (
        ("Hij keurt het af, en vertrekt.", target),
        ("Hij keurt het, en vertrekt.", "He approves it, and leaves."),
    ):
        assert mend(source, target, links(source, target, ("criticizes", "keurt", 0.9))).text == (
            expected
        )


@pytest.mark.parametrize(
    ("source", "target", "word"),
    [
        ("Er is 64 miljoen euro mee gemoeid.", "It costs 64 million euros.", "euros"),  # a cognate
        ("Het schip was gemoeid.", "The ship was there.", "ship"),  # what another word means
    ],
)
def test_a_word_that_another_dutch_word_accounts_for_stays(
    source: str, target: str, word: str
) -> None:
    found = mend(source, target, links(source, target, (word, "gemoeid", 0.9)))
    assert found.text == target
    alone = source.replace("euro ", "").replace("schip", "")
    pairs = links(alone, target, (word, "gemoeid", 0.9))
    assert mend(alone, target, pairs).text == target.replace(word, "involved")


def test_words_of_terms_are_left_alone() -> None:
    source, target = "De orkaan trok weg.", "The orchestra moved off."
    pairs = links(source, target, ("orchestra", "orkaan", 0.9))
    assert mend(source, target, pairs, {"orkaan"}).text == target
    assert not asks_for_links(source, target, LEXICON, {"orkaan"})


@pytest.mark.parametrize(
    ("target", "asks"),
    [
        ("The hurricane moved off.", False),
        ("The hurricanes moved off.", False),
        ("The orchestra moved off.", True),
        ("The hurricane moovd off.", True),
        ("The orkaan hurricane moved off.", True),
    ],
)
def test_links_are_asked_for_where_something_may_be_wrong(target: str, asks: bool) -> None:
    assert asks_for_links("De orkaan trok weg.", target, LEXICON, ()) is asks


def test_a_dutch_word_is_put_right_once() -> None:
    source, target = "De orkaan trok weg.", "The orchestra moved the violin off."
    pairs = links(source, target, ("orchestra", "orkaan", 0.6), ("violin", "orkaan", 0.8))
    assert mend(source, target, pairs).text == "The orchestra moved the hurricane off."


def test_the_meaning_that_scores_best_is_taken_in_one_call() -> None:
    calls: list[list[str]] = []

    def score(sources: Sequence[str], targets: Sequence[str]) -> list[float]:
        calls.append(list(targets))
        assert len(sources) == len(targets)
        return [float("insurrection" in target) for target in targets]

    source, target = "Op het schip brak muiterij uit.", "A coloyment broke out on the ship."
    plain = "De orkaan trok weg.", "The orchestra moved off."
    pairs = links(source, target, ("coloyment", "muiterij", 0.9))
    found = [repairs(source, target, pairs, LEXICON, ())]
    found.append(repairs(*plain, links(*plain, ("orchestra", "orkaan", 0.9)), LEXICON, ()))
    taken = chosen([source, plain[0]], [target, plain[1]], found, score)
    assert [[option for _, option in row] for row in taken] == [["insurrection"], ["hurricane"]]
    assert calls == [["A mutiny broke out on the ship.", "An insurrection broke out on the ship."]]
    first = chosen([source, plain[0]], [target, plain[1]], found, None)
    assert first[0][0][1] == "mutiny"


@given(st.text(max_size=40), st.text(max_size=40))
def test_without_links_nothing_changes(source: str, target: str) -> None:
    assert mend(source, target, ()) == (target, (), ())


def test_a_compound_is_cut_where_both_parts_are_words() -> None:
    assert LEXICON.meaning("landmijnen") == "land mines"
    assert LEXICON.meaning("orkaanmuiterij") == "hurricane mutiny"
    assert LEXICON.meaning("land-mijnen") == "land mines"
    assert LEXICON.meaning("scheepsmuiterij") is None
    assert LEXICON.is_rare("landmijnen") and not LEXICON.is_rare("brak")


def test_a_file_is_read_and_a_damaged_one_is_one_clear_fault(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.tsv"
    path.write_text("muiterij\t3\tmutiny|insurrection\nhet\t900\t\n", "utf-8")
    lexicon = Lexicon.read(path)
    assert lexicon.meanings("muiterij") == ("mutiny", "insurrection")
    assert lexicon.meanings("het") == ()
    path.write_text("muiterij\tmutiny\n", "utf-8")
    with pytest.raises(ModelError, match="line 1 is not word, number, meanings"):
        Lexicon.read(path)
