"""What every reader is told first: which machine translated this, and how far to trust it."""

from __future__ import annotations

from translate.flags import FlagCode
from translate.outputs.clean import one_line
from translate.readable import counted
from translate.types import ArticleResult, Translation


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


def made_by(pair: Translation, signature: str) -> str:
    """Who made one sentence, for a column or an attribute that travels with it alone."""
    if any(flag.code is FlagCode.HUMAN for flag in pair.flags):
        return "a person"
    if pair.score is None:
        return "copied"
    return f"machine ({model_name(signature)}), not checked"


def told(result: ArticleResult, *, counts: bool = True) -> str:
    """The notice of a result, with its corrections by people and a weak model's warning.

    ``counts`` False leaves out what differs between the articles of a run.
    """
    weak = (flag.detail for flag in result.flags if flag.code is FlagCode.WEAK_MODEL)
    people = sum(
        any(flag.code is FlagCode.HUMAN for flag in pair.flags) for pair in result.sentences()
    )
    return notice(result.signature, next(weak, ""), people if counts else 0)
