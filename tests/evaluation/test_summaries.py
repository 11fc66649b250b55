"""Scores of summaries: what they count, on summaries whose counts are known."""

from __future__ import annotations

import pytest

from translate.errors import UsageError
from translate.evaluation.summaries import Item, evaluate, lead

ARTICLE = (
    "The council of Deventer voted on Monday to close the old bridge for 14 weeks. Alderman Piet"
    " Jansen said that the repairs would cost 3 million euros. Shopkeepers in the centre fear that"
    " customers will stay away during the summer. The province pays a third of the work."
)
ITEM = Item(ARTICLE, "Deventer closes its old bridge for 14 weeks.")


def scores(text: str):
    (row,) = evaluate({"one": lambda article: text}, [ITEM])
    return row


def test_the_reference_scores_a_hundred() -> None:
    row = scores(ITEM.summary)
    assert (row.rouge1, row.rouge2, row.rouge_l) == (100.0, 100.0, 100.0)
    assert row.unsupported == 0 and row.repeats == 0 and row.longer == 0


def test_the_articles_own_words_are_not_new() -> None:
    (row,) = evaluate({"lead": lead(1)}, [ITEM])
    assert row.new_bigrams == 0 and row.unsupported == 0
    assert scores("Weeks of bridge closing ahead.").new_bigrams == 100


def test_a_name_is_supported_by_an_article_without_capitals() -> None:
    item = Item(ARTICLE.lower(), ITEM.summary)
    summary = "Alderman Piet Jansen of Deventer said so. Karel Vries did not."
    (row,) = evaluate({"one": lambda article: summary}, [item])
    # Vries of the four that are surely names: a sentence's first word may be another
    assert row.unsupported == 25


def test_inventions_are_counted() -> None:
    row = scores("The council said that Mayor Karel de Vries pays 900 euros for 14 weeks.")
    # Karel, Vries and 900 are not in the article, 14 is
    assert 50 <= row.unsupported < 100
    assert scores("The council closes the bridge for 15 weeks.").unsupported == 100


def test_repetition_and_length_are_counted() -> None:
    assert scores("The bridge is old and the bridge is old and the bridge is old.").repeats == 100
    assert scores(ARTICLE + " And more.").longer == 100


def test_nothing_to_summarise_is_a_usage_error() -> None:
    with pytest.raises(UsageError):
        evaluate({"lead": lead(3)}, [])
