"""What stands on a web page and is none of its article: banners, menus, offers, second bylines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING

from translate.articles.classify import ends_sentence
from translate.articles.draft import Content
from translate.articles.tree import Found, blocks_of, text_of
from translate.types import BlockKind, Reason

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ROLES = frozenset(
    ("navigation", "contentinfo", "search", "dialog", "alertdialog", "menu", "menubar")
)
_OFFERING = re.compile(
    r"(?:^|[\s_-])(?:cookies?[_-]?(?:consent|notice|banner|bar|wall|melding)|consent"
    r"|(?:newsletter|nieuwsbrief|paywall)[_-](?:sign-?up|subscribe|form|overlay|prompt|aanmelden"
    r"|inschrijven))(?:$|[\s_-])",
    re.IGNORECASE,
)
_LETTER = re.compile(r"newsletter|nieuwsbrief", re.IGNORECASE)
_OFFER = re.compile(r"cookies|nieuwsbrief|newsletter|abonne(?:e|ment)", re.IGNORECASE)
_STOP = re.compile(r"(?<=[.!?])\s+")
#: What leads to other articles, and says nothing else.
_LEAD = re.compile(
    r"\W*(?:(?:lees|bekijk|kijk|luister|zie)\s+ook|lees\s+(?:meer|verder)|ook\s+interessant"
    r"|meer\s+(?:nieuws|lezen|over\s.{1,40})|gerelateerd\w*(?:\s+\w+)?)\W*",
    re.IGNORECASE,
)
_POST = re.compile(r"(?:^|[\s_-])(?:post|entry|article|artikel|bericht)(?:$|[\s_-])", re.IGNORECASE)
_SITE = re.compile(r"\s+[|–—-]\s+[^|–—]*\Z")
_HOME = "boolean(.//a[@href='/'] | .//nav)"
_ADVERTISEMENT = re.compile(r"\W*advert(?:entie|isement)s?\W*", re.IGNORECASE)
#: An offer is shorter; a longer part of such a class holds the text that is sold.
_BOX = 600
#: Of links below a headline so many may be those who wrote.
_AUTHORS = 2
_BY = re.compile(r"(?:door|tekst|auteur|by)\b:?\s+", re.IGNORECASE)
_NAMES = re.compile(r"\s*(?:[,;&]|\ben\b|\band\b)\s*")
#: A sentence has so many words.
_SENTENCE = 5


def names_of(element: HtmlElement) -> str:
    """The class and the id of an element."""
    return f"{element.get('class', '')} {element.get('id', '')}"


def squashed(text: str) -> str:
    """Letters and digits alone, since white space and signs differ between two readings."""
    return "".join(filter(str.isalnum, text))


def is_prose(content: Content) -> bool:
    """Whether a block is a sentence without links."""
    return is_sentence(content) and not content.links


def is_sentence(content: Content) -> bool:
    """Whether a block is a sentence, with links or without."""
    return len(content.text.split()) >= _SENTENCE and ends_sentence(content.text)


def _is_of_page(part: HtmlElement) -> bool:
    """Whether a header or footer is that of the page, and not of an article or a quotation."""
    inner = ("article", "main", "blockquote", "section", "figure")
    role = part.get("role")
    if role != "banner" and (
        part.tag not in ("header", "footer")
        or any(one.tag in inner for one in part.iterancestors())
    ):
        return role in _ROLES and not _is_titled(part)
    if part.find(".//h1") is None:
        return part.xpath(_HOME) or not _is_titled(part)
    return _names_site(part)


def _names_site(part: HtmlElement) -> bool:
    """Whether the heading of a header leads home, or that of an article follows behind it."""
    home = part.xpath("boolean(.//h1//a[@href='/'] | .//a[@href='/'][h1])")
    name = squashed("".join(part.xpath("//meta[@property='og:site_name']/@content")))
    if home or name == squashed("".join(part.xpath("(.//h1)[1]//text()"))):
        return True
    around = set(part.iterancestors())
    # what a page is called may be its site, but then the article is most of it
    least = _letters(part.getroottree().getroot()) / 2 if _is_titled(part) else 0
    return any(
        _is_article(one) and one not in around and _letters(one) >= least
        for heading in part.xpath("following::h1")
        for one in heading.iterancestors()
    )


def titles_of(page: HtmlElement) -> set[str]:
    """What a page is called, with the name of its site and without it; letters and digits alone."""
    said = page.xpath("//title/text() | //meta[@property='og:title']/@content")
    return {squashed(part).casefold() for one in said for part in (one, _SITE.sub("", one))} - {""}


def _is_titled(part: HtmlElement) -> bool:
    """Whether a heading in a part is what the page is called."""
    headings = {squashed("".join(one.itertext())).casefold() for one in part.iter("h1", "h2")}
    return not headings.isdisjoint(titles_of(part))


def _is_article(element: HtmlElement) -> bool:
    return not {"article", "main"}.isdisjoint((element.tag, element.get("role")))


def keeps_sentences(element: HtmlElement) -> bool:
    """Whether it stands in the header of a text and not of a site, or in the footer of a post."""
    for one in [element, *element.iterancestors()]:
        if one.get("role") in {*_ROLES, "banner"} or _is_offer(one):
            return False
        if one.tag == "header":
            return not (one.xpath(_HOME) or (one.find(".//h1") is not None and _names_site(one)))
        if one.tag == "footer":
            post = (own for own in [one, *one.iterancestors()] if own.tag not in ("body", "html"))
            return any(_POST.search(names_of(own)) for own in post)
    return False


def parts_of(page: HtmlElement) -> set[HtmlElement]:
    """The elements that are no article's by a role, as a form, or as an offer.

    What holds more than half of the text of a page is its article, whatever it is called.
    """
    half = _letters(page) / 2
    return {
        one
        for one in page.iter("*")
        if (
            _is_of_page(one)
            or _is_beside(one)
            or (one.tag == "form" and one.find(".//input[@type='email']") is not None)
            or _is_offer(one)
        )
        and _letters(one) < half
    }


def _is_beside(part: HtmlElement) -> bool:
    """Whether a part stands beside the article by its role, or is an aside of links outside one."""
    if part.tag != "aside" and part.get("role") != "complementary":
        return False
    around = list(part.iterancestors())
    if part.get("role") == "complementary" and not any(map(_is_article, around)):
        return True
    linked = squashed("".join(part.xpath(".//a[@href]//text()")))
    return (
        part.tag == "aside"
        and not any("article" in (one.tag, one.get("role")) for one in around)
        and 2 * len(linked) > _letters(part)
    )


def _letters(element: HtmlElement) -> int:
    """How many letters and digits of an element are text."""
    texts = element.xpath(".//text()[not(parent::script or parent::style)]")
    return len(squashed("".join(texts)))


def _is_offer(part: HtmlElement) -> bool:
    """Whether a part is named as an offer, and each of its sentences is one."""
    names = names_of(part)
    asks = "boolean(.//input[@type='email'] | .//button)"
    if not (_OFFERING.search(names) or (_LETTER.search(names) and part.xpath(asks))):
        return False
    texts = [text_of(one.content) for one in blocks_of(deepcopy(part)) if one.reason is None]
    short = sum(map(len, texts)) < _BOX
    sentences = [
        one for text in texts for one in _STOP.split(text) if len(one.split()) >= _SENTENCE
    ]
    return short and all(map(_OFFER.search, sentences or [" ".join(texts)]))


def without(page: HtmlElement, parts: set[HtmlElement]) -> HtmlElement:
    """A copy of a page without these parts of it."""
    copied = deepcopy(page)
    for one in [copy for own, copy in zip(page.iter(), copied.iter(), strict=True) if own in parts]:
        one.drop_tree()
    return copied


def without_menus(found: Sequence[Found], headline: int, site: str) -> list[Found]:
    """``found`` without the links that stand before and behind the text, and what is read next.

    Links among the text are its own, as are those that a heading or a colon leads to, and those
    below the headline of what is marked as an article.
    """
    judged = list(found)
    kept = [(index, one.content) for index, one in enumerate(found) if one.reason is None]
    first = next((index for index, content in kept if is_sentence(content)), -1)
    other = (content.kind is BlockKind.HEADING or is_links(content) for _, content in kept)
    last = max((index for (index, _), no in zip(kept, other, strict=True) if not no), default=-1)
    for index, content in kept:
        names_site = content.level == 1 and (
            index < headline or squashed(content.text) == site != ""
        )
        if names_site or _ADVERTISEMENT.fullmatch(content.text):
            judged[index] = found[index]._replace(reason=Reason.NAVIGATION)
    for start, end in _runs(found):
        before = next((one for one in range(start - 1, -1, -1) if found[one].reason is None), None)
        lead = text_of(found[before].content) if before is not None else ""
        heads = before is not None and found[before].content.kind is BlockKind.HEADING
        to_others = _LEAD.fullmatch(lead) is not None and not found[before or 0].content.links
        inside = any(map(_is_article, found[start].element.iterancestors()))
        links = sum(len(one.content.links) for one in found[start:end])
        outside = first >= 0 and (
            (end <= headline and links > 1)
            or (end <= first and links > _AUTHORS and not inside)
            or (start > last and links > 1 and not heads and not inside)
        )
        if to_others or (outside and not lead.endswith(":")):
            for at in [*([before] if to_others and before is not None else []), *range(start, end)]:
                judged[at] = found[at]._replace(reason=Reason.NAVIGATION)
    return judged


def is_links(content: Content) -> bool:
    """Whether a block is links and nothing else; a whole sentence may be the article's."""
    if is_sentence(content):
        return False
    text = squashed(text_of(content))
    linked = squashed("".join(link.text for link in content.links))
    return bool(linked) and text.lstrip("0123456789") == linked.lstrip("0123456789")


def _runs(found: Sequence[Found]) -> Iterator[tuple[int, int]]:
    """Where blocks begin and end that are links and nothing else."""
    start = None
    for index, (content, _, reason) in enumerate(found):
        if reason is None and is_links(content):
            start = index if start is None else start
        elif reason is None and start is not None:
            yield start, index
            start = None
    if start is not None:
        yield start, len(found)


def without_by(author: str) -> str:
    """The names of a line that says who wrote the article."""
    return _BY.sub("", author, count=1)


def without_second_bylines(found: Sequence[Found], author: str) -> list[Found]:
    """``found`` with the first of several lines that name the author, and nothing else.

    Within the text a name alone may say who speaks.
    """
    known = {one.casefold() for one in author.split("; ") if one}
    seen: set[str] = set()
    judged: list[Found] = []
    begun = False
    for one in found:
        begun = begun or (one.reason is None and is_sentence(one.content))
        line = one.content.text.casefold()
        names = without_by(line)
        again = names in seen and names != line
        if one.reason is None and known.issuperset(_NAMES.split(names)):
            again = not seen.isdisjoint(known) and (not begun or names != line)
            seen = seen | known
        judged.append(one._replace(reason=Reason.DUPLICATE) if again and not one.reason else one)
        seen = seen if one.reason else {*seen, names}
    return judged
