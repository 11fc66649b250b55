"""The text of an article as a page declares it for search engines, in JSON-LD (schema.org)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape, unescape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MARKUP = re.compile(r"</?(?:p|br|div|h[1-6]|ul|ol|li|b|i|em|strong|a)\b[^<>]*>", re.IGNORECASE)


def declared(page: HtmlElement) -> HtmlElement | None:
    """The longest ``articleBody`` that a page declares, as an element; None where it has none."""
    from lxml import html

    bodies: list[str] = []
    for script in page.iter("script"):
        if script.get("type", "").strip().lower() == "application/ld+json":
            try:
                bodies += _bodies(json.loads(script.text or "", strict=False))
            except (ValueError, RecursionError):
                continue  # what no search engine reads either
    text = unescape(max(bodies, key=len, default=""))
    if not text.strip():
        return None
    if not _MARKUP.search(text):
        text = "".join(f"<p>{escape(line)}</p>" for line in text.split("\n"))
    body: HtmlElement = html.fragment_fromstring(text, create_parent="div")
    return body


def _bodies(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for one in node:
            yield from _bodies(one)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key == "articleBody" and isinstance(value, str):
                yield value
            else:
                yield from _bodies(value)
