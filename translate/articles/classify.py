"""What a block of plain text is: heading, caption, link, list item or paragraph.

News text has no markup, so kinds show in how a line begins and ends. Whatever is in doubt is a
paragraph: that is translated and may be summarised, so nothing is lost by it.
"""

from __future__ import annotations

import re
import unicodedata

from translate.text.number_words import number_words
from translate.types import BlockKind

MAX_TITLE = 200
MAX_HEADING = 100
MAX_HEADING_WORDS = 15
#: A question or exclamation is a heading only if it is this short.
MAX_QUESTION = 70
MAX_CAPTION = 400
MAX_LINK = 300
MAX_BYLINE = 100

LIST_MARKER = re.compile(
    r"(?:[-*•‣▪◦·–—→➔►▶➤●○■□✓✔☑☐✗✘]|\d{1,2}[.)°º]|[a-z][.)]|\((?:\d{1,2}|[a-z])\)|"
    r"[IVX]{2,5}[.)])[^\S\r\n]+(?=\S)"
)

_CLOSERS = "\"'”’“»)]›*_ "
_ENDS = re.compile(r"[.!?…]\Z")
_INNER_END = re.compile(r"[.!?…][\"'”’»)]*\s+[^\sa-z]")
_LINK_WORDS = re.compile(
    r"(?:(?:bekijk|lees|luister|kijk)\s+(?:ook|meer|verder|hier|terug|alles)|zie\s+ook|"
    r"meer\s+(?:over|lezen|nieuws)|ook\s+interessant|gerelateerd)\b(?P<colon>[^:.!?]{0,40}:)?",
    re.IGNORECASE,
)
#: Phrases that also begin sentences and headlines; such a link is short, or has a colon.
_PROSE_WORDS = re.compile(
    r"(?:kijk|luister)\s+(?:ook|terug|verder)|meer\s|ook\s|gerelateerd", re.IGNORECASE
)
_SHORT_LINK = 4
#: A handle, a hashtag or an address; these and signs that are no letters end no heading.
_HANDLE = re.compile(r"\S*@\S+\Z|#\w+\Z")
_URL = re.compile(r"<?(?:https?://|www\.)\S+>?\Z", re.IGNORECASE)
_CREDIT = re.compile(
    r"(?:archief)?(?:foto|beeld|fotografie|fotograaf|illustratie|video|infographic|grafiek|bron)"
    r"(?:'?s)?\s*[:/|]",
    re.IGNORECASE,
)
#: ``(c)`` as people type it; in an enumeration there is a ``(b)`` before it.
_COPYRIGHT = re.compile(r"\A(?!.*\(b\)).*\(c\)\s+[A-Z0-9]", re.DOTALL)
_AGENCIES = (
    r"(?:ANP|AFP|Reuters|REUTERS|Getty(?:\s+Images)?|Belga|BELGA|EPA(?:-EFE)?|EFE|AP|DPA|dpa|TASS|"
    r"ISOPIX|Isopix|Shutterstock|iStock|NurPhoto|Sipa|SIPA|IMAGO|Imago|Xinhua|Photo\s+News|"
    r"Hollandse\s+Hoogte|Pro\s+Shots|ProShots|ImageSelect|Unsplash|Pixabay|Wikimedia(?:\s+Commons)?)"
)
_AGENCY_END = re.compile(
    rf"(?P<before>[\w©.,/|:–—-]*)[\s(/|,–—-]+{_AGENCIES}(?:\s*[/|]\s*[\w .-]{{2,40}})?\)?\Z"
)
#: ``… meldt Reuters`` tells who said it, not whose picture it is.
_REPORTING = re.compile(
    r"(?:meldt|melden|volgens|aldus|zegt|tegen|aan|bij|van|door|met|en|persbureaus?|bericht|"
    r"schrijft|citeert|de|het)\Z",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:van\s+on[sz]e?r?\s+(?:redact|verslaggev|correspondent|medewerk|sport|weer)|"
    r"door\s+on[sz]e?r?\s|(?:tekst|auteur|redactie)\s*:)",
    re.IGNORECASE,
)
_BY_NAMES = re.compile(
    r"(?:Door|DOOR|Foto|FOTO|Beeld|BEELD):?\s+[^\W\d_a-z][\w.'’-]*"
    r"(?:,?\s+(?:van|de|der|den|ter|ten|te|het|'t|’t|en|el|al|von|in|[^\W\d_a-z][\w.'’-]*))+\Z"
)
_WORDS = number_words("nl")
#: When a piece was published, which stands below many headlines.
_DATED = re.compile(
    r"(?:(?:gepubliceerd|geplaatst|(?:laatst )?(?:bijgewerkt|gewijzigd)|update)\b[ :]*(?:op )?)?"
    rf"(?:(?:{'|'.join(sorted(_WORDS.days))}) )?\d{{1,2}} "
    rf"(?:{'|'.join(sorted([*_WORDS.months, *_WORDS.short_months]))})\.? \d{{4}}"
    r"(?:[ ,|–-]+(?:om )?\d{1,2}[:.]\d\d(?: uur)?)?",
    re.IGNORECASE,
)
_AGENCY_ALONE = re.compile(rf"\(?{_AGENCIES}(?:\s*/\s*{_AGENCIES})*\)?\Z")


def classify(text: str, *, last: bool = False) -> BlockKind:
    """The kind of a block that is not the first; ``text`` has no white space around it.

    Nothing is the heading of nothing: where ``last``, a short line is a paragraph.
    """
    if LIST_MARKER.match(text) and not _COPYRIGHT.match(text):
        return BlockKind.LIST_ITEM
    if is_link(text):
        return BlockKind.LINK
    if is_caption(text):
        return BlockKind.CAPTION
    if is_heading(text) and not last:
        return BlockKind.HEADING
    return BlockKind.PARAGRAPH


def ends_sentence(text: str) -> bool:
    """Whether a terminator closes ``text``, perhaps inside quotes or brackets."""
    return _ENDS.search(text[-20:].rstrip(_CLOSERS)) is not None


def is_title(text: str) -> bool:
    """Whether the first block is the article's title rather than its lead."""
    return len(text) <= MAX_TITLE and _looks_like_heading(text)


def is_heading(text: str) -> bool:
    """A short line that is no sentence, or a short question or exclamation."""
    return (
        len(text) <= MAX_HEADING
        and len(text.split()) <= MAX_HEADING_WORDS
        and not _HANDLE.match(text.split()[-1])
        and text[-1] != "]"
        and unicodedata.category(text[-1]) not in ("So", "Sk", "Mn")
        and _looks_like_heading(text)
    )


def _looks_like_heading(text: str) -> bool:
    first = text.lstrip("\"'“”‘’„«([")[:2]
    clitic = text[:1] in "'’‘" and text[1:2] in ("s", "t", "n")
    if not first or (first[0].islower() and not first[1:].isupper() and not clitic):
        return False
    if not any(char.isalpha() for char in text) or "\n\n" in text:
        return False
    if text[-1] in ":;,–—-":
        return False
    if not ends_sentence(text):
        return True
    # A question stands as a heading; what is said in quotes, or ends with a stop, does not.
    return text[-1] in "?!" and len(text) <= MAX_QUESTION and _INNER_END.search(text) is None


def is_link(text: str) -> bool:
    """A pointer to another piece, or a bare address."""
    if len(text) > MAX_LINK:
        return False
    if _URL.match(text):
        return True
    match = _LINK_WORDS.match(text)
    if match is None:
        return False
    if match["colon"]:
        return True
    if _PROSE_WORDS.match(text) and (text[-1] in ".!" or len(text.split()) > _SHORT_LINK):
        return False
    return _INNER_END.search(text) is None


def is_caption(text: str) -> bool:
    """What belongs to a picture, or says who made the piece."""
    if len(text) > MAX_CAPTION:
        return False
    if _CREDIT.match(text) or _AGENCY_ALONE.match(text) or _DATED.fullmatch(text):
        return True
    if ("©" in text or _COPYRIGHT.search(text)) and not text.endswith("."):
        return True
    if len(text) <= MAX_BYLINE and not text.endswith("."):
        if _BY_NAMES.match(text):
            return True
        if _BYLINE.match(text):
            return True
    match = _AGENCY_END.search(text[-120:])
    return match is not None and _REPORTING.match(match["before"]) is None
