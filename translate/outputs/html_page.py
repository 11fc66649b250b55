"""HTML pages that are whole in themselves and ask the network for nothing.

Their Content-Security-Policy allows the one style sheet and the one script that are written into
them, by hash, so that nothing in an article's text can act even if it got past the escaping.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import jinja2
    from markupsafe import Markup


def render_page(page: str, scripts: Sequence[str], **values: object) -> str:
    """The page of a template, with the scripts of these names and the style sheet inside."""
    style = _template("style.css").render()
    script = "".join(_template(f"{name}.js").render() for name in scripts)
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    # our own files, not the article's text
    own = {"style": trusted(style), "script": trusted(script), "policy": policy}
    return _template(f"{page}.html").render(**own, **values).rstrip("\n") + "\n"


def render_part(page: str, **values: object) -> Markup:
    """A template's text as part of a page."""
    return trusted(_template(f"{page}.html").render(**values))


def trusted(text: str) -> Markup:
    """Markup that is known to be safe, and goes into a page as it is."""
    from markupsafe import Markup

    return Markup(text)


def _template(name: str) -> jinja2.Template:
    return _environment().get_template(f"{name}.j2")


@cache
def _environment() -> jinja2.Environment:
    import jinja2

    return jinja2.Environment(
        loader=jinja2.PackageLoader("translate.outputs", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _digest(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
