"""What every format for people shows of a result, worked out once: its headline, who made it and
how far to trust it, its flags in words, and what was left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from translate.flags import Flag, FlagCode, Severity
from translate.outputs.clean import one_line
from translate.readable import counted
from translate.types import ArticleResult, BlockKind, Reason, Summary, TranslatedBlock, Translation

#: What each severity says, as a heading over its flags.
_SEVERITIES = {
    Severity.DOUBT: "Doubts (may be wrong: read the Dutch)",
    Severity.REPAIR: "Repairs (something was wrong and was put right)",
    Severity.NOTE: "Notes (how this was made)",
}
#: The flags that no check sets.
_WORDS = {
    FlagCode.UNSURE: "The model was unsure of this sentence: much of what scores so low is wrong.",
    FlagCode.TERM: "A term of the glossary is not translated as the glossary says.",
    FlagCode.SPLIT: "Translated in parts: too long for the model, or cut at a sign that it lost.",
    FlagCode.RETRY: "The first translation was doubtful or missed a term; this is a second one.",
    FlagCode.REPAIRED: "The model garbled a name; the name was put back in its place.",
    FlagCode.HUMAN: "A person corrected or confirmed this sentence; no model was asked.",
    FlagCode.UNSUPPORTED: "Something in this part of the summary was not found in the article.",
    FlagCode.SOURCE_SENTENCE: "A sentence of the translated article itself, not a rewritten one.",
    FlagCode.SHORT: "The article is so short that the summary is the article.",
    FlagCode.CUT: "The summary was cut at the limit on its length.",
    FlagCode.WEAK_MODEL: "A weak model made this: check against the Dutch before you quote.",
}


@dataclass(frozen=True, slots=True)
class Headline:
    """The article's title or first line: English, Dutch under it, and what is said against it."""

    english: str
    dutch: str
    flags: tuple[Flag, ...]
    is_title: bool = True


@dataclass(frozen=True, slots=True)
class Mark:
    """A flag as readers see it; ``details`` has one for each time that it was set, "" for none."""

    code: FlagCode
    words: str
    details: tuple[str, ...] = ()

    @property
    def severity(self) -> Severity:
        """Whether it is a doubt, a repair or a note."""
        return self.code.severity

    @property
    def detail(self) -> str:
        """All details."""
        return "; ".join(filter(None, self.details))


@cache
def explanations() -> dict[FlagCode, str]:
    """One sentence for every flag: the checks' own, and one for each flag that no check sets."""
    from translate.quality import CHECKS

    return _WORDS | {code: check.explanation for code, check in CHECKS.items()}


def marks(flags: Iterable[Flag]) -> tuple[Mark, ...]:
    """Each code once, doubts first, with the details of all its flags."""
    details: dict[FlagCode, list[str]] = {}
    for flag in sorted(flags, key=lambda flag: list(Severity).index(flag.severity)):
        details.setdefault(flag.code, []).append(one_line(flag.detail))
    words = explanations()
    return tuple(Mark(code, words[code], tuple(texts)) for code, texts in details.items())


def legend(flags: Iterable[Flag]) -> list[tuple[str, list[Mark]]]:
    """For each severity its heading, and what those of ``flags`` mean, in the codes' order."""
    found = marks(sorted(flags, key=lambda flag: list(FlagCode).index(flag.code)))
    return [
        (_SEVERITIES[severity], list(group))
        for severity, group in groupby(found, key=lambda mark: mark.severity)
    ]


def flags_of(result: ArticleResult) -> Iterator[Flag]:
    """All that sentences and summary are flagged with, in order."""
    for pair in result.sentences():
        yield from pair.flags
    if result.summary is not None:
        for piece in result.summary.pieces:
            yield from piece.flags
        yield from result.summary.flags


def codes(flags: Iterable[Flag]) -> list[FlagCode]:
    """Each code once, in the order in which they occur."""
    return list(dict.fromkeys(flag.code for flag in flags))


def doubts(flags: Iterable[Flag]) -> list[FlagCode]:
    """The codes that are doubts, likewise."""
    return [code for code in codes(flags) if code.severity is Severity.DOUBT]


def shown(pair: Translation) -> str:
    """The English of a sentence; the Dutch, marked, where there is no English."""
    target = one_line(pair.target)
    source = one_line(pair.source)
    return target if target or not source else f"[not translated: {source}]"


def headline(result: ArticleResult) -> Headline:
    """The title block if there is one, else the first sentence, else the path."""
    block = title_block(result)
    pairs = [pair for pair in (block.sentences if block else ()) if pair.source]
    is_title = bool(pairs)
    if not pairs:
        pairs = [pair for pair in result.sentences() if pair.source][:1]
    if not pairs:
        return Headline(one_line(result.article.path), "", ())
    return Headline(
        " ".join(map(shown, pairs)),
        " ".join(one_line(pair.source) for pair in pairs),
        tuple(flag for pair in pairs for flag in pair.flags),
        is_title=is_title,
    )


def title_block(result: ArticleResult) -> TranslatedBlock | None:
    """The block that is the title, where the article has one at its start."""
    first = result.blocks[0] if result.blocks else None
    return first if first is not None and first.kind is BlockKind.TITLE else None


def places(block: TranslatedBlock) -> list[tuple[int, int] | None]:
    """For each sentence of a block its row and column in the table, from 1; None elsewhere."""
    if block.grid is None:
        return [None] * len(block.sentences)
    return [
        (row, column)
        for row, counts in enumerate(block.grid.rows, start=1)
        for column, count in enumerate(counts, start=1)
        for _ in range(count)
    ]


def left_out(result: ArticleResult) -> list[tuple[str, int, str]]:
    """For each reason, in words: characters left out, and how each of those parts begins."""
    found: dict[Reason, tuple[int, list[str]]] = {}
    for one in result.left_out:
        count, texts = found.get(one.reason, (0, []))
        found[one.reason] = count + one.characters, [*texts, one_line(one.text)]
    return [
        (reason.value.replace("_", " "), count, " … ".join(texts))
        for reason, (count, texts) in found.items()
    ]


def how_summarised(summary: Summary | None) -> str:
    """That the summary is all sentences of the article, where it is; else empty."""
    pieces = summary.pieces if summary is not None else ()
    own = [FlagCode.SOURCE_SENTENCE in codes(piece.flags) for piece in pieces]
    return "In the article's own sentences, as translated." if own and all(own) else ""


def model_name(signature: str) -> str:
    """The translation model's name in a signature, such as ``mt:nl-en@1a2b3c4d|…``."""
    name = signature.partition("|")[0].removeprefix("mt:").rpartition("@")[0]
    return one_line(name) or "an unknown model"


def notice(signature: str, caution: str = "", people: int = 0) -> str:
    """What stands at the head of a page and the end of a run; ``caution`` is a weak model's.

    ``people`` counts the sentences that a person corrected or confirmed.
    """
    but = f", except {counted(people, 'sentence')} corrected or confirmed by one" if people else ""
    lines = [f"Machine translation by {model_name(signature)}, not checked by a person{but}."]
    if caution:
        lines.append(f"It is a weak model: {one_line(caution)}.")
        lines.append("Check against the Dutch before you quote.")
    return " ".join(lines)


def told(result: ArticleResult, *, counts: bool = True) -> str:
    """The notice of a result, with its corrections by people and a weak model's warning.

    ``counts`` False leaves out what differs between the articles of a run.
    """
    weak = (flag.detail for flag in result.flags if flag.code is FlagCode.WEAK_MODEL)
    people = sum(FlagCode.HUMAN in codes(pair.flags) for pair in result.sentences())
    return notice(result.signature, next(weak, ""), people if counts else 0)


def made_by(pair: Translation, signature: str) -> str:
    """Who made one sentence, for a column or an attribute that travels with it alone."""
    if FlagCode.HUMAN in codes(pair.flags):
        return "a person"
    if pair.score is None:
        return "copied"
    return f"machine ({model_name(signature)}), not checked"
