"""What no model is given, because nothing in it is to be translated, and how it comes back.

Addresses, handles, hashtags, phone numbers, file names, code, formulas, emoji, other scripts, and
every sign that news text has too rarely for a model to have learned it. Each stands in the model's
source as a number in brackets, ``(1)``, which ``bench/verbatim.py`` found to be copied best and to
disturb least; square and curly brackets stand there as round ones. Depends on no model: what a
vocabulary has is no sign that its model has learned it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from translate.types import Hypothesis

#: Part of the key of every sentence that holds such a piece.
VERBATIM_VERSION = 2

#: Signs that models of news copy; everything else is no text to them.
_PLAIN = (
    r"\s\w!\"%&'()+,./:;?$`\-€£¥§°‰•©†…“”„‟«»″〃＂‘’‚‛′´‹›＇‐‑‒–—―−"
    r"\u0300-\u036f\u00ad\x00-\x1f\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufe00-\ufe0f"
    r"\ufeff\ud800-\udfff"
)
#: Letters of other scripts, and what looks like a letter or digit to ``\w`` and is none.
_OTHER = (
    r"²³¹¼½¾ªºµ_\u0250-\u02ff\u0370-\u1dff\u2070-\u209f\u2150-\u218f\u2c00-\ua71f\ua840-\ud7ff"
    r"\ue000-\uf8ff\ufb13-\ufdff\ufe70-\ufefc\uff66-\uffdc\U00010000-\U0010ffff"
)
_STRANGE = rf"(?:[^{_PLAIN}]|[{_OTHER}])"
_JOINED = r"[\ufe00-\ufe0f\u200d\u0300-\u036f\u0591-\u05c7\u064b-\u065f]"
_RAISED = r"[²³¹⁰-ₜ½¼¾⅐-⅞]"

_ENDINGS = (  # of hosts and of files
    "nl|be|com|org|net|eu|info|nu|de|fr|uk|io|tv|gov|edu|amsterdam|frl|app|dev|example|csv|txt|pdf|"
    "docx?|xlsx?|pptx?|odt|jpe?g|png|gif|svg|mp[34]|zip|gz|html?|json|xml|ya?ml|toml|conf|py|js|exe"
)
_BODY = r"(?:[^\s()\"“”„«»<>]|\([^\s()]{0,200}\)){1,2000}(?<![.,;:!?'’\]}])"
_OPERAND = r"(?:\d+(?![\d.,]*[.,]\d)|[A-Za-zα-ω]{1,2}[²³¹⁰-ₜ]*)(?!\w)"
_OPERATOR = r"\s?[=<>≤≥≈≠±×÷*^+/−-]\s?"

_ADDRESS = (
    rf"(?:https?|ftp)://{_BODY}",
    rf"\bwww\.{_BODY}",
    r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,8}",
    r"(?<![\w./~-])(?:[\w~-][\w.-]{0,64}/){0,32}[\w-]{1,64}(?:\.[\w-]{1,64}){0,8}"
    rf"\.(?:{_ENDINGS})\b(?:[/?#]\w[^\s()]{{0,2000}}\b/?)?",
    r"(?<![\w./])(?:~|\.{1,2})?/[\w.-]{0,64}\w(?:/[\w.-]{0,64}\w){1,32}/?",
    r"(?<!\w)[A-Za-z]:\\[^\s,;]{0,400}[\w\\]",
    r"(?<![\w/&])[@#]\w(?:[\w.-]{0,64}\w)?",
    r"(?<![\w.,])(?=[+0]\d{1,3}(?:[\s-]?\d){6})[+0]\d{1,3}(?:[\s-]?\d{1,8}){0,5}(?![\w-])",
    r"(?<![\w.,])(?!\d{1,3}(?:\.\d{3}){3})\d{1,3}(?:\.\d{1,3}){3}(?!\w|[.,]\d)",
)
_CODE = (
    r"`[^`\n]{1,400}`",
    r"</?[A-Za-z][^<>\n]{0,200}>",
    rf"(?<![\w.,])(?=[^=<>≤≥≈≠±×÷*^]{{1,20}}[=<>≤≥≈≠±×÷*^]){_OPERAND}(?:{_OPERATOR}{_OPERAND}){{1,16}}",
    r"(?<![\w.+-])\w[\w.+-]{0,64}[_\\^=*][\w.+\\^=*-]{0,64}\w(?:\(\))?",
    rf"(?<![\w.,])(?:\d[\d.,]{{0,16}}|[A-Za-z]{{1,2}}|[A-Z]{{1,8}}){_RAISED}\w{{0,8}}|{_RAISED}?[µΩ][A-Za-z]?\b",
    r"[\[{]\d{1,400}[\]}]|\[(?:\.{3}|…|\s?|[xX])\]",
)
_SIGNS = rf"{_STRANGE}(?:{_JOINED}|{_STRANGE})*+(?:\s{_STRANGE}(?:{_JOINED}|{_STRANGE})*+)*+"
_PIECE = re.compile("|".join((*_ADDRESS, *_CODE, _SIGNS)))
#: One of these is in every piece, and in few sentences.
_HINT = re.compile(rf"{_STRANGE}|`|www\.|/\w|\.(?:{_ENDINGS})\b|://|\+\d|\b0\d|\d\.\d{{1,3}}\.\d")
_INSIDE = r"(?=[^\w\[\](){}]{0,20}\w)[^\[\](){}]{1,400}"
_BRACKETS = re.compile(rf"\[{_INSIDE}\]|\{{{_INSIDE}\}}")
_SEPARATOR = re.compile(r"[|¦→←↔⇒►▶»>]+|([^\w\s.])\1+")
#: A part of a sentence without the marks at its edges that belong to what is beside it.
_CORE = re.compile(r"[^\W_](?:.*[^\s(\"'“‘„«\[])?(?=[\s(\"'“‘„«\[]*\Z)", re.DOTALL)
_MARK = re.compile(r"\(\d+\)|X\d+(?!\d)|[()]")


@dataclass(frozen=True, slots=True)
class Masked:
    """A source as models get it; ``pieces`` are by their mark, ``brackets`` in their order.

    ``brackets`` is empty where the source has round ones only.
    """

    text: str
    pieces: Mapping[str, str] = field(default_factory=dict)
    brackets: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether it is another text than its source."""
        return bool(self.pieces or self.brackets)

    @property
    def has_words(self) -> bool:
        """Whether anything between the marks is to be translated."""
        return any(map(str.isalpha, "".join(self.cut(self.text)[::2])))

    def restored(self, text: str) -> str | None:
        """``text`` with everything back in its place; None where a mark is lost or doubled."""
        left, brackets = dict(self.pieces), list(self.brackets)
        sound = True

        def original(match: re.Match[str]) -> str:
            nonlocal sound
            mark = match[0]
            if mark in self.pieces:
                sound = sound and mark in left
                return left.pop(mark, mark)
            if not self.brackets or len(mark) > 1:
                return mark
            sound = sound and bool(brackets) and (brackets[0] in "([{") == (mark == "(")
            return brackets.pop(0) if brackets else mark

        whole = _MARK.sub(original, text)
        return whole if sound and not left and not brackets else None

    def lost(self, target: str) -> bool:
        """Whether ``target`` is no translation to restore: it is made in parts instead."""
        if not self.changed:
            return False
        apart = any(_SEPARATOR.fullmatch(piece) for piece in self.pieces.values())
        return apart or self.restored(target) is None

    def cut(self, text: str) -> list[str]:
        """``text`` between its marks, and the marks: a mark is at each odd place."""
        found, end = [], 0
        for match in _MARK.finditer(text):
            if match[0] in self.pieces or (self.brackets and len(match[0]) == 1):
                found += [text[end : match.start()], match[0]]
                end = match.end()
        return [*found, text[end:]]

    def joined(self, parts: Sequence[str], answers: Mapping[str, Hypothesis]) -> Hypothesis:
        """One answer from those for the parts that :func:`to_ask` names, sure as the least sure."""
        asked = [answers[core] for core in to_ask(parts)]
        texts = [
            part if place % 2 else _CORE.sub(lambda core: self._fitted(core[0], answers), part)
            for place, part in enumerate(parts)
        ]
        return Hypothesis(
            "".join(texts),
            min((answer.score for answer in asked), default=1.0),
            any(answer.truncated for answer in asked),
            max(1, len(asked)),
        )

    def _fitted(self, source: str, answers: Mapping[str, Hypothesis]) -> str:
        """The answer for a part of a sentence, with the stop and the capital that it has."""
        if source not in answers:
            return source
        target = "".join(self.cut(answers[source].text)[::2]).strip()  # a mark in it is invented
        if source[-1] not in ".!?":
            target = target.removesuffix(".")
        if source[0].islower() and not target[:2].isupper() and not target.startswith("I "):
            target = target[:1].lower() + target[1:]
        return target


def to_ask(parts: Sequence[str]) -> list[str]:
    """What is to be translated of the parts that :meth:`Masked.cut` gives."""
    cores = [core[0] for part in parts[::2] for core in _CORE.finditer(part)]
    return [core for core in cores if any(map(str.isalpha, core))]


def without_pieces(text: str) -> str:
    """``text`` without what no model is given."""
    return _PIECE.sub("", text) if _HINT.search(text) else text


@lru_cache(maxsize=4096)  # a window asks of each sentence whether it needs a model, and for what
def masked(source: str) -> Masked:
    """``source`` with a mark for each piece that no model is given."""
    if _HINT.search(source) is None:
        return Masked(source)
    pieces: dict[str, str] = {}
    taken = set(_MARK.findall(source))
    number = depth = seen = 0

    def mark(match: re.Match[str]) -> str:
        nonlocal number, depth, seen
        before = match.string[seen : match.start()]
        depth, seen = depth + before.count("(") - before.count(")"), match.end()
        around = match.string[max(match.start() - 1, 0) : match.end() + 1]
        word = depth > 0 and not (around[0].isalnum() or around[-1].isalnum())
        name = ""
        while not name or name in taken:
            number += 1
            name = f"X{number}" if word else f"({number})"
        pieces[name] = match[0]
        return name

    # Brackets around words are round to the model; what has other uses is a piece.
    opened = _BRACKETS.sub(
        lambda match: match[0] if _PIECE.fullmatch(match[0]) else f"({match[0][1:-1]})", source
    )
    brackets = [was for was, now in zip(source, opened, strict=True) if now in "()"]
    return Masked(_PIECE.sub(mark, opened), pieces, tuple(brackets) if opened != source else ())


def pieces(text: str) -> list[str]:
    """Everything in ``text`` that no model is given, in order."""
    return [match[0] for match in _PIECE.finditer(text)] if _HINT.search(text) else []
