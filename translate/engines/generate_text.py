"""Prompts for chat-style summarisers, and tidying what they answer; no ML library."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

Message = Mapping[str, str]

_SYSTEM = "You are a news editor. You shorten news text. You never add facts."

#: Invented examples: they show a small model what to do far better than instructions tell it.
_EXAMPLES: Sequence[tuple[str, str]] = (
    (
        "The museum in Leiden, which was founded in 1837 and draws many tourists, will remain "
        "closed until May because its roof, damaged in the storm of last January, has to be "
        "replaced. Director Anna Vos expects the repairs to cost 2 million euros.",
        "The museum in Leiden will remain closed until May while its storm-damaged roof is "
        "replaced, which director Anna Vos expects to cost 2 million euros.",
    ),
    (
        '"Our drivers have been waiting for a pay rise for three years," said union leader '
        "Peter Bakker at a press conference. The bus company says it has no money for higher "
        "wages.",
        "Union leader Peter Bakker said drivers have been waiting for a pay rise for three "
        "years, but the bus company says it has no money.",
    ),
)

_MUCH_SHORTER = 0.6
_IN_SHORT = "Shorten this as much as you can, in one sentence:"

#: ChatML, SmolLM2's own format, for checkpoints whose tokenizer carries no template.
CHATML = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n"
    "{{ message['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)

_PREAMBLE = re.compile(
    r"^\s*(?:(?:sure|certainly|of course)[!,.]?\s*)?"
    r"(?:here(?:'s| is| are)\b[^:\n]{0,80}:|(?:in )?summary:|(?:shortened|rewritten|revised)\b"
    r"[^:\n]{0,40}:)\s*",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"\*\*|__|`|^#{1,6}\s+|^[-*•]\s+", re.MULTILINE)
_QUOTES = {'"': '"', "“": "”", "'": "'", "‘": "’"}


def messages_for(passage: str) -> list[Message]:
    """The conversation whose answer is a shorter version of ``passage``."""
    messages: list[Message] = [{"role": "system", "content": _SYSTEM}]
    for text, answer in _EXAMPLES:
        messages.append({"role": "user", "content": text})
        messages.append({"role": "assistant", "content": answer})
    return [*messages, {"role": "user", "content": passage}]


def request(passage: str, max_words: int | None = None) -> str:
    """What the conversation ends with for a passage.

    A ``max_words`` of little more than half of it is asked for in words; small models do not
    count, so that it works as another way of asking rather than as a limit.
    """
    hurry = max_words is not None and max_words <= _MUCH_SHORTER * len(passage.split())
    return f"{_IN_SHORT}\n\n{passage}" if hurry else passage


def tidy(answer: str) -> str:
    """An answer without preamble, markup and the quotation marks around all of it.

    Only the first paragraph is kept: what follows it is talk about the text.
    """
    text = _PREAMBLE.sub("", answer.strip()).strip()
    text = _MARKUP.sub("", text.split("\n\n")[0])
    text = " ".join(text.split())
    closing = _QUOTES.get(text[:1])
    if closing and len(text) > 2 and text.endswith(closing) and text[1:-1].count(closing) == 0:
        inner = text[1:-1]
        if text[0] == closing or text[0] not in inner:
            text = inner.strip()
    return text
