"""HTML: the article of a page. trafilatura (Apache-2.0) finds it, and its title, date and byline.

What the library takes is the article, and so is what stands among it: tables, lists and captions
that it passes over. What stands elsewhere, in menus and teasers, is left out, and said to be.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from translate.articles.declared import declared, say_own
from translate.articles.decode import declared_charset, decode
from translate.articles.documents import Properties, compose
from translate.articles.draft import Content, Draft, flat
from translate.articles.furniture import (
    is_links,
    is_prose,
    is_sentence,
    keeps_sentences,
    names_of,
    parts_of,
    squashed,
    without,
    without_by,
    without_menus,
    without_second_bylines,
)
from translate.articles.source import shown
from translate.articles.tree import Found, blocks_of, parted, text_of, tree_of
from translate.errors import BadFormat, EmptyArticle
from translate.types import BlockKind, Reason

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Nothing may depend on the day of the run, which is the library's own upper bound for dates.
_DATES = {"extensive_search": False, "original_date": True, "max_date": "2100-01-01"}

_ROOT = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
#: Shorter texts also stand in menus: that the library has them says nothing of their place.
_TELLING = 25
#: The article is the innermost element with so much of what the library takes.
_SHARE = 0.9
_ARTICLE = frozenset({"article", "main"})
_CLASSES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|kruimelpad|cookies?|consent|shar(?:e|ing)"
    r"|social|related|gerelateerd|recommended|teasers?|advert\w*|ads?|promo|pagination|skip-?links?"
    r"|newsletter|tags)(?:$|[\s_-])",
    re.IGNORECASE,
)
_COMMENTS = re.compile(
    r"(?:^|[\s_-])(?:comments?|reacties|respond|disqus)(?:$|[\s_-])", re.IGNORECASE
)
#: A text of this length that stands on a page twice is shown twice.
_REPEATED = 40


def read_html(data: bytes, name: str, limit: int = 0) -> Draft:
    """A draft from a web page.

    Raises BinaryFile, EmptyArticle where the page holds no text, BadFormat where it is nested
    beyond what a parser takes or is broken such that the libraries fail.
    """
    from lxml import etree

    text, encoding = decode(data, name, declared_charset(data))
    # the library takes a fragment for no page at all
    whole = _ROOT.search(text[:10_000]) is not None
    text = text if whole else f"<html><body><article>{text}</article></body></html>"
    try:
        page = tree_of(text)
        parts = parts_of(page)
        article, body = without(page, parts), declared(page)
        say_own(article, page)
        found = [_outside(one, parts) for one in blocks_of(page)]
        told = blocks_of(body) if body is not None else []
    except (etree.LxmlError, ValueError, AssertionError):
        found, told = [], []
    said, site, extracted = _extracted(article, name) if found or told else (Properties(), "", "")
    judged = _split(found, extracted, said, site)
    contents, left_out = parted(_told(judged, told))
    if not contents:
        raise EmptyArticle(
            f"{shown(name)} holds no article", "save the page anew, or its text as .txt"
        )
    if said.title:
        contents.insert(0, Content(BlockKind.TITLE, said.title, 1))
    return compose(contents, said, encoding, left_out)


def _told(shown: Sequence[Found], told: Sequence[Found]) -> list[Found]:
    """The text that a page declares, where that is more than twice what it shows of it.

    Where the page shows sentences, what it does not declare stays, before it; where most of them
    are not declared, it is the text of another article.
    """
    whole = squashed("".join(text_of(one.content) for one in told))
    own = [one for one in shown if one.reason is None]
    sentences = [one for one in own if is_prose(one.content)]
    others = [one for one in sentences if squashed(text_of(one.content)) not in whole]
    if len(others) > max(1, len(sentences) / 2) or len(whole) <= 2 * sum(
        len(squashed(text_of(one.content))) for one in own
    ):
        return list(shown)
    rest: list[Found] = []
    for one in shown:
        if one.reason is None and squashed(text_of(one.content)) in whole:
            one = one._replace(reason=Reason.DUPLICATE)
        elif one.reason is None and (not sentences or is_links(one.content)):
            one = one._replace(reason=Reason.NAVIGATION)
        rest.append(one)
    return [*rest, *told]


def _outside(one: Found, parts: set[HtmlElement]) -> Found:
    """A block, with the reason that it is none where it stands in one of these parts."""
    if one.reason is not None or parts.isdisjoint([one.element, *one.element.iterancestors()]):
        return one
    if is_sentence(one.content) and keeps_sentences(one.element):
        return one
    return one._replace(reason=Reason.NAVIGATION)


def _extracted(article: HtmlElement, name: str) -> tuple[Properties, str, str]:
    """What trafilatura says of a page, its site, and takes of its text; "" where it finds none."""
    import trafilatura  # a third of a second, paid by web pages only

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        page: Any = trafilatura.bare_extraction(
            article,
            with_metadata=True,
            include_comments=False,
            include_formatting=False,
            date_extraction_params=dict(_DATES),
        )
    except RecursionError as error:
        raise BadFormat(f"{shown(name)} is nested too deeply", "save its text as .txt") from error
    except Exception as error:  # broken markup trips the libraries in many ways
        raise BadFormat(
            f"{shown(name)} cannot be read as a web page ({type(error).__name__})",
            "save its text as .txt",
        ) from error
    if page is None or page.body is None:
        return Properties(), "", ""
    said = Properties(flat(page.title or ""), without_by(flat(page.author or "")), page.date or "")
    return said, flat(page.sitename or ""), "".join(page.body.itertext())


def _split(found: Sequence[Found], extracted: str, said: Properties, site: str) -> list[Found]:
    """The blocks of a page without its title; those that are none of the article say why."""
    extracted, title, site = squashed(extracted), squashed(said.title), squashed(site)
    texts = [squashed(text_of(one.content)) for one in found]
    taken = {
        index
        for index, text in enumerate(texts)
        if len(text) >= _TELLING
        and found[index].reason is None
        and (text in extracted or text.lstrip("0123456789") in extracted)  # the number of an item
    }
    headlines = [
        index
        for index, (content, _, reason) in enumerate(found)
        if content.kind is BlockKind.HEADING and texts[index] == title and reason is None
    ]
    article, sure = _article([found[one].element for one in sorted(taken)],
                             [found[one].element for one in headlines])  # fmt: skip
    places: dict[str, HtmlElement | None] = {}
    judged: list[Found] = []
    before = 0
    for index, (content, element, reason) in enumerate(found):
        if index in headlines:
            if index == headlines[0]:
                before = len(judged)
                continue  # it stands before everything as the title
            reason = Reason.DUPLICATE
        elif content.kind is BlockKind.LIST_ITEM and texts[index].lstrip("0123456789") == title:
            reason = reason or Reason.DUPLICATE  # the last of a trail of breadcrumbs
        elif reason is None and index not in taken:
            reason = _reason(content, element, article, sure)
        if reason is None and len(texts[index]) >= _REPEATED:
            place = element.getparent()
            # what stands again beside itself is the writer's own, such as a refrain
            if places.setdefault(texts[index], place) is not place:
                reason = Reason.DUPLICATE
        judged.append(Found(content, element, reason))
    return without_second_bylines(without_menus(judged, before, site), said.author)


def _article(
    taken: Sequence[HtmlElement], headlines: Sequence[HtmlElement]
) -> tuple[HtmlElement | None, bool]:
    """The element that holds the article, None where all of the page may be one.

    Also whether the page itself says so, by its markup or its headline.
    """
    holding: Counter[HtmlElement] = Counter()
    for element in taken:
        holding.update([element, *element.iterancestors()])
    if not taken:
        return None, False
    need = _SHARE * len(taken)
    around = [one for one in [taken[0], *taken[0].iterancestors()] if holding[one] >= need]
    marked = [one for one in around if one.tag in _ARTICLE or one.get("role") == "main"]
    if marked:
        return marked[0], True
    for headline in headlines[:1]:
        above = set(headline.iterancestors())
        around = [one for one in around if one in above]
    return around[0], bool(headlines)


def _reason(
    content: Content, element: HtmlElement, article: HtmlElement | None, sure: bool
) -> Reason | None:
    """Why a block is none of the article, by the elements that it stands in.

    The name of a class alone takes no sentence out of the article, and no text without links is
    a menu where the page does not say which part of it is the article.
    """
    named = None
    if is_sentence(content) and keeps_sentences(element):
        return None
    for one in [element, *element.iterancestors()]:
        names = names_of(one)
        if one is article:
            return None if is_prose(content) else named
        if _COMMENTS.search(names) and one.tag != "body":
            return Reason.COMMENT
        if _CLASSES.search(names) and one.tag != "body":
            named = Reason.NAVIGATION
    if article is None or (not content.links and (not sure or _is_list_beside(element, article))):
        return named
    return Reason.NAVIGATION


def _is_list_beside(item: HtmlElement, article: HtmlElement) -> bool:
    """Whether it is of a list or aside that stands beside an article which no element marks."""
    if article.tag in _ARTICLE or article.get("role") == "main":
        return False
    beside = article.getparent()
    return any(one.getparent() is beside for one in item.iterancestors("ol", "ul", "aside"))
