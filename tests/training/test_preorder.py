"""English in Dutch word order: the clause rules, and laws that hold for every sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.training.lexicon import words
from models.training.preorder import Reorder
from models.training.pseudo import expand
from models.training.verbs import Verbs, ing_form, regular_past, third_person, word_set

BASES = word_set(
    "open sell say go need work arrest see close fall win buy work plan try complete show leave "
    "make give write help"
)
VERBS = Verbs.of(BASES)


def ordered(english: str, phrases: int = 0) -> str:
    """The English words in Dutch order; settled Dutch words in their place."""
    tokens = Reorder(VERBS, phrases=(phrases,))(words(expand(english)))
    return " ".join(token.text if token.dutch is None else token.dutch for token in tokens)


@pytest.mark.parametrize(
    ("english", "dutch"),
    [
        # Verbs that are not finite go to the end of the clause.
        ("They will sell it.", "They will it sell ."),
        ("They have already sold it.", "They have already it sold ."),
        ("He will not sell these houses.", "He will these houses not sell ."),
        # Dutch has no do-support and no progressive.
        ("They do not sell it.", "They sell not it ."),
        ("Did you see it?", "Saw you it ?"),
        ("He is working.", "He works ."),
        ("They were not working.", "They worked not ."),
        # The passive, and the perfect passive.
        ("It was sold.", "It werd|was sold ."),
        ("It has been sold.", "It is sold ."),
        ("It will be sold.", "It will worden sold ."),
        # Infinitives.
        ("They try to sell it.", "They try it te sell ."),
        ("He wants to sell it.", "He wil it sell ."),
        ("She has a plan to close it.", "She has een plan om it te close ."),
        # Subordinate clauses.
        ("He said that they sold it.", "He said dat they it sold ."),
        ("He said they sold it.", "He said dat they it sold ."),
        ("They fell because he had sold it.", "They fell because he it had sold ."),
        ("People who bought it won.", "People die it bought won ."),
        # Inversion.
        ("In May, they fell.", "In mei fell they ."),
        ("On Monday they fell.", "On Monday fell they ."),
        ("When they fell, he won.", "When they fell , won he ."),
        ('"They fell," he said.', '" They fell , " said he .'),
        ("The map also shows it.", "De|het map shows also it ."),
        # Possessives, short names, ordinals.
        ("Iran's plan fell.", "De|het plan van Iran fell ."),
        ("The company's plan fell.", "De|het plan of de|het company fell ."),
        ("They left the US.", "They left de|het VS ."),
        ("US plans fell.", "Amerikaanse plans fell ."),
        ("In May 2019 they fell.", "In mei 2019 they fell ."),
        ("The 13th plan fell.", "De|het 13e plan fell ."),
    ],
)
def test_clauses_get_dutch_order(english: str, dutch: str) -> None:
    found = ordered(english).replace("The ", "De|het ", 1)
    assert found.replace(" of ", " van ") == dutch.replace(" of ", " van ")


def test_a_verb_may_pass_a_phrase_with_a_preposition() -> None:
    english = "They will sell it in May."
    assert ordered(english, 0) == "They will it sell in mei ."
    assert ordered(english, 1) == "They will it in mei sell ."


_OTHERS = word_set(
    "will has been was to not the a in of he they that who because if and but house Iran's "
    "company's US 13 th , . \" ? also quickly as do is Iran"
)
_WORDS = [*sorted(BASES), *VERBS.past, *VERBS.third, *VERBS.ing, *sorted(_OTHERS)]


@given(st.lists(st.sampled_from(_WORDS), max_size=25))
def test_no_content_word_is_lost_or_made(tokens: list[str]) -> None:
    found = [token.text for token in Reorder(VERBS)(tokens)]
    for word in ("house", "Iran", "company", "13", "quickly"):
        given_count = sum(w.removesuffix("'s").removesuffix("e") == word for w in tokens)
        if word == "13":
            given_count = tokens.count("13")
        assert sum(w.removesuffix("'s").removesuffix("e") == word for w in found) == given_count


@given(st.lists(st.sampled_from(_WORDS), max_size=25))
def test_marks_stay_in_order(tokens: list[str]) -> None:
    marks = [w for w in tokens if w in '.?"']
    assert [t.text for t in Reorder(VERBS)(tokens) if t.text in tuple('.?"')] == marks


@pytest.mark.parametrize(
    ("base", "third", "past", "ing"),
    [("try", "tries", "tried", "trying"), ("plan", "plans", "planned", "planning"),
     ("use", "uses", "used", "using"), ("watch", "watches", "watched", "watching"),
     ("visit", "visits", "visited", "visiting"), ("die", "dies", "died", "dying"),
     ("admit", "admits", "admitted", "admitting"), ("agree", "agrees", "agreed", "agreeing")],
)  # fmt: skip
def test_regular_forms(base: str, third: str, past: str, ing: str) -> None:
    assert (third_person(base), regular_past(base), ing_form(base)) == (third, past, ing)


def test_verbs_are_known_by_the_company_they_keep() -> None:
    texts = [
        "We will help them.", "He can help.", "She would help again.", "The helping hand.",
        "Helping is good, and helping pays.", "So helping wins.", "The can of paint.",
    ]  # fmt: skip
    found = Verbs.from_texts(texts)
    assert found.bases == {"help"}
    assert found.past == {"helped": "help"} and found.ing == {"helping": "help"}
