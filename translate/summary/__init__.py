"""Summaries: a plan of what the article says, said in fewer words, and nothing that it does not."""

from __future__ import annotations

from translate.summary.english import plain_sentences
from translate.summary.model import PlanSentence, SummaryOptions
from translate.summary.summarise import summarise

__all__ = ["PlanSentence", "SummaryOptions", "plain_sentences", "summarise"]
