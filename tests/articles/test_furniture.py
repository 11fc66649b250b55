"""HTML: what stands on a page and is none of its article is told, and not read."""

from __future__ import annotations

import json

import pytest

from .conftest import Read

TITLE = "De kade bij Zwolle wordt hoger"
FIRST = "Het waterschap wil de kade verhogen, omdat het water elk jaar hoger komt te staan."
SECOND = "De gemeente is het daar niet mee eens en vraagt eerst een onderzoek van een bureau."
THIRD = "Volgens de wethouder kost het werk ongeveer honderd miljoen euro, meer dan verwacht."
FACT = "De dijk is van 1953 en is acht meter hoog."
TEXT = [FIRST, SECOND, THIRD]
BODY = "".join(f"<p>{one}</p>" for one in TEXT)
H1 = f"<h1>{TITLE}</h1>"
ARTICLE = f"<article>{H1}{BODY}</article>"
OG = f"<meta property='og:title' content='{TITLE}'>"
AUTHOR = "<meta name='author' content='Jan Jansen'>"


def links(*texts: str) -> str:
    return "".join(("<ul>", *(f"<li><a href='/{one}'>{one}</a></li>" for one in texts), "</ul>"))


MENU = links("Voorpagina", "Sport", "Regio")
DOCUMENTS = links("Het plan", "De brief")
ELSEWHERE = links("Zwembad gaat dicht", "Trein rijdt niet")
COOKIES = "<p>Wij gebruiken cookies om deze site te verbeteren.</p>"
ROLES = (
    "<div role='banner'><p>De Krant, elke dag het nieuws uit de regio.</p></div>"
    "<div role='navigation'><a href='/s'>Sport</a></div>"
    "<div role='search'><p>Zoek in het archief van de krant.</p></div>"
)
ASIDE = (
    "<div role='complementary'><h2>Meest gelezen</h2><p><a href='/1'>Zwembad dicht</a></p>"
    "<p>De weersverwachting voor vandaag is zonnig.</p></div>"
    "<div role='contentinfo'><p>De Krant is een uitgave van Uitgeverij Voorbeeld.</p></div>"
)


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def sentences(read: Read, body: str, head: str = OG) -> list[str]:
    article = read(page(body, head), "a.html")
    assert article.title == TITLE
    return [sentence.source for sentence in article.sentences()][1:]


@pytest.mark.parametrize(
    "body",
    [
        f"{ROLES}<div role='main'>{H1}{BODY}</div>{ASIDE}",
        f"<div>{ROLES}<div><div role='main'>{H1}{BODY}</div>{ASIDE}</div></div>",
        f"<div role='main'>{ROLES}<div>{H1}{BODY}</div></div>{ASIDE}",
        f"{ROLES}<div>{H1}{BODY}</div>{ASIDE}",
        f"{ROLES}<div role='article'>{H1}{BODY}</div>{ASIDE}",
        f"{ROLES}<div role='main'>{BODY}</div>{ASIDE}",
        f"<div role='dialog'>{COOKIES}</div>{H1}{BODY}",
        f"<div role='dialog'><h1>Cookies</h1>{COOKIES}</div><h2>{TITLE}</h2>{BODY}",
        f"<div role='dialog'>{ARTICLE}</div>",
        f"<div role='dialog'>{ARTICLE}</div><script>{'var x = 1;' * 500}</script>",
        f"<div role='banner'><div>De Krant</div>{H1}</div><div role='main'>{BODY}</div>",
    ],
)
def test_what_has_a_role_of_its_own_is_not_read(read: Read, body: str) -> None:
    assert sentences(read, body) == TEXT


def test_a_banner_in_an_article_that_holds_its_headline_is_of_it(read: Read) -> None:
    body = f"<article><header role='banner'>{H1}<p>{FACT}</p></header>{BODY}</article>"
    assert sentences(read, body) == [FACT, *TEXT]


@pytest.mark.parametrize(
    "part", [f"<aside><p>{FACT}</p></aside>", f"<div role='complementary'><p>{FACT}</p></div>"]
)
def test_an_aside_is_of_the_article_that_it_stands_in(read: Read, part: str) -> None:
    body = f"<article>{H1}<div>{BODY}</div>{part}</article>"
    assert sentences(read, body) == [*TEXT, FACT]
    among = f"<main>{H1}<div>{BODY}</div>{part}<div><p>{FIRST} {FIRST} {FIRST}</p></div></main>"
    assert FACT in sentences(read, among)
    assert FACT in sentences(read, f"<main><div>{H1}{BODY}</div>{part}</main>")


@pytest.mark.parametrize(
    "body",
    [
        f"{MENU}{H1}{BODY}",
        f"<div>{MENU}{H1}{BODY}</div>",
        f"<main>{MENU}{H1}{BODY}</main>",
        f"<article>{MENU}{H1}{BODY}</article>",
        f"{H1}{MENU}{BODY}",
        f"<p><a href='/'>Voorpagina</a> | <a href='/s'>Sport</a></p>{H1}{BODY}",
        f"<a href='/'>Voorpagina</a> <a href='/s'>Sport</a>{H1}{BODY}",
        f"<table><tr><td><a href='/'>Start</a></td><td><a href='/s'>Sport</a></td></tr></table>"
        f"{H1}{BODY}",
        f"<ol><li><a href='/'>Start</a></li><li><a href='/r'>Regio</a></li><li>{TITLE}</li></ol>"
        f"{H1}{BODY}",
        f"{H1}{BODY}{MENU}",
        f"<article>{H1}{BODY}<h3>Lees ook</h3>{ELSEWHERE}</article>",
        f"<article>{H1}<p>{FIRST}</p><aside><h3>Lees ook</h3>{ELSEWHERE}</aside><p>{SECOND}</p>"
        f"<p>{THIRD}</p></article>",
        f"<article>{H1}<p>{FIRST}</p><p>Lees ook:</p>{ELSEWHERE}<p>{SECOND}</p>"
        f"<p>{THIRD}</p></article>",
    ],
)
@pytest.mark.parametrize("head", [OG, ""])
def test_links_that_lead_elsewhere_are_no_text(read: Read, body: str, head: str) -> None:
    assert sentences(read, body, head) == TEXT


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (f"{BODY}<p>De stukken:</p>{DOCUMENTS}", [*TEXT, "De stukken:", "Het plan", "De brief"]),
        (f"{BODY}<h2>Stukken</h2>{DOCUMENTS}", [*TEXT, "Stukken", "Het plan", "De brief"]),
        (f"{DOCUMENTS}{BODY}", ["Het plan", "De brief", *TEXT]),
        (f"<p>{FACT}</p>{DOCUMENTS}{BODY}", [FACT, "Het plan", "De brief", *TEXT]),
        (DOCUMENTS, ["Het plan", "De brief"]),
        (
            f"<p><a href='/jan'>Jan Jansen</a>, <a href='/piet'>Piet de Vries</a></p>{BODY}",
            ["Jan Jansen, Piet de Vries", *TEXT],
        ),
    ],
)
@pytest.mark.parametrize("frame", ["{}", "<article>{}</article>"])
def test_links_that_the_text_leads_to_are_its_own(
    read: Read, body: str, found: list[str], frame: str
) -> None:
    assert sentences(read, frame.format(H1 + body)) == found


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (f"<header><h1>De Krant</h1></header>{ARTICLE}", ""),
        (f"<header><h1>De Krant</h1></header>{ARTICLE}", "<title>De Krant</title>"),
        (f"<header><h1>De Krant</h1></header>{ARTICLE}", OG),
        (f"<header><h1><a href='/'>De Krant</a></h1></header><div>{H1}{BODY}</div>", ""),
        (f"<header><a href='/'><h1>De Krant</h1></a></header><h2>{TITLE}</h2>{BODY}", ""),
        (f"<header><h1>De Krant</h1><p>Elke dag nieuws</p></header><main>{H1}{BODY}</main>", ""),
        (f"<div role='banner'><h1>De Krant</h1></div><div role='main'>{H1}{BODY}</div>", ""),
        (f"<h1>De Krant</h1>{H1}{BODY}", OG),
        (
            f"<header><h1>De Krant</h1></header><div>{BODY}</div>",
            OG + "<meta property='og:site_name' content='De Krant'>",
        ),
        (f"<header>{H1}</header><article>{BODY}</article>", ""),
    ],
)
def test_the_name_of_the_site_is_not_the_title(read: Read, body: str, head: str) -> None:
    assert sentences(read, body, head) == TEXT


@pytest.mark.parametrize(
    ("before", "after", "head"),
    [
        ("<div class='byline'>Door Jan Jansen</div>", "", AUTHOR),
        ("<p class='author'>Jan Jansen</p><div class='byline'>Door Jan Jansen</div>", "", AUTHOR),
        ("<p>Jan Jansen</p><div class='byline'>Door Jan Jansen</div>", "", ""),
        ("", "<div class='byline'>Door Jan Jansen</div>", AUTHOR),
        ("", "<p>Kort.</p>" * 9 + "<div class='byline'>Door Jan Jansen</div>", AUTHOR),
        (
            "<div class='byline'>Door Jan Jansen en Piet de Vries</div>",
            "",
            "<meta name='author' content='Jan Jansen, Piet de Vries'>",
        ),
    ],
)
def test_a_byline_stands_once(read: Read, before: str, after: str, head: str) -> None:
    found = sentences(read, f"<article>{H1}{before}{BODY}{after}</article>", OG + head)
    assert sum("Jan Jansen" in one for one in found) == 1
    assert [one for one in found if one in TEXT] == TEXT


@pytest.mark.parametrize(
    "part",
    [
        f"<div class='cookie-consent'>{COOKIES}</div>",
        "<div class='newsletter-signup'><p>Schrijf je in voor onze nieuwsbrief.</p></div>",
        "<form><p>Mis niets en schrijf je nu meteen in.</p><input type='email'></form>",
        "<div class='paywall-overlay'><p>Neem een abonnement van vijf euro.</p></div>",
        "<div class='nieuwsbrief'><p>Ontvang nu onze nieuwsbrief.</p><button>Ja</button></div>",
        "<p>Advertentie</p>",
        "<p>(Advertentie)</p>",
    ],
)
def test_offers_are_not_read(read: Read, part: str) -> None:
    body = f"<article>{H1}<p>{FIRST}</p>{part}<p>{SECOND}</p><p>{THIRD}</p></article>"
    assert sentences(read, body) == TEXT


def test_what_is_sold_is_read(read: Read) -> None:
    more = f"<p>Een abonnement is niet nodig, zegt de wethouder.</p><p>{FACT} {FACT.upper()}</p>"
    rest = "".join(f"<p>De wethouder zegt dat het werk {n} jaar gaat duren.</p>" for n in range(9))
    body = f"<article>{H1}<p>{FIRST}</p><div class='paywall'>{more}{rest}</div></article>"
    assert "Een abonnement is niet nodig, zegt de wethouder." in sentences(read, body)
    form = f"<form><input type='email'><div>{MENU}</div>{H1}{BODY}</form>"
    assert sentences(read, form) == TEXT


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("paywall", "Het duurste abonnement kost voortaan vijf euro meer."),
        ("recept cookies", "Bak de cookies twaalf minuten op 180 graden."),
        ("newsletter-intro", "Ik zegde mijn abonnement op deze krant op."),
        (
            "newsletter-form",
            "Over de nieuwsbrief klaagden vijf lezers.</p><p>De wethouder zei er niets over.",
        ),
    ],
)
def test_the_name_of_a_class_and_a_word_are_no_offer(read: Read, name: str, text: str) -> None:
    for frame in ("<article>{}</article>", "<div>{}</div>"):
        found = sentences(read, frame.format(f"{H1}{BODY}<div class='{name}'><p>{text}</p></div>"))
        assert " ".join(found) == " ".join([*TEXT, text.replace("</p><p>", " ")])


@pytest.mark.parametrize(
    "body",
    [
        f"<header>{H1}<p>{FACT}</p></header><div>{BODY}</div><div><h1>Meer nieuws</h1></div>",
        f"<header role='banner'>{H1}<p>{FACT}</p></header><div>{BODY}</div>"
        "<section><h1>Reacties</h1></section>",
        f"<header><h2>{TITLE}</h2><p>{FACT}</p></header><article>{BODY}</article>",
        f"<header>{H1}<p>{FACT}</p></header><div>{BODY}</div>"
        f"<div><article><h1>Kaas</h1><p>{FACT.upper()}</p></article></div>",
        f"<header><h2>{TITLE}</h2><p>{FACT.replace('dijk', '<a href=/d>dijk</a>')}</p></header>"
        f"<article>{BODY}</article>",
        f"<div class='post'><header><h2>{TITLE}</h2><p>{FACT}</p></header><div>{BODY}</div></div>",
    ],
)
def test_a_lead_in_the_header_of_an_article_is_read(read: Read, body: str) -> None:
    for head in (f"<title>{TITLE}</title>", OG):
        assert sentences(read, body, head)[:4] == [FACT, *TEXT]


def test_a_byline_in_the_header_of_a_post_is_read(read: Read) -> None:
    by = "<div>Door <a rel='author' href='/jan'>Jan Jansen</a></div>"
    body = f"<div class='post'><header><h2>{TITLE}</h2>{by}</header><div>{BODY}</div></div>"
    assert "Jan Jansen" in " ".join(sentences(read, body))


@pytest.mark.parametrize("part", ["<div class='{}'>", "<div><div class='{} single'>"])
def test_a_correction_in_the_footer_of_a_post_is_read(read: Read, part: str) -> None:
    note = "Rectificatie: de dijk is niet acht maar negen meter hoog."
    body = f"{H1}{BODY}<footer><p>{note}</p><a href='/d'>Dijken</a></footer></div>"
    assert sentences(read, part.format("post") + body) == [*TEXT, note]
    assert sentences(read, part.format("wrap") + body) == TEXT


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (f"{BODY}{DOCUMENTS}", [*TEXT, "Het plan", "De brief"]),
        (f"{MENU}{BODY}", ["Voorpagina", "Sport", "Regio", *TEXT]),
        (
            f"{BODY}<p>Bekijk hier welke wegen dichtgaan</p>{DOCUMENTS}<p>{FACT}</p>",
            [*TEXT, "Bekijk hier welke wegen dichtgaan", "Het plan", "De brief", FACT],
        ),
        (
            f"{BODY}<p>Zie ook de kaart</p><p><a href='/k'>Kaart van de kade</a></p><p>{FACT}</p>",
            [*TEXT, "Zie ook de kaart", "Kaart van de kade", FACT],
        ),
    ],
)
@pytest.mark.parametrize("tag", ["article", "main"])
def test_links_in_an_article_are_its_own(read: Read, body: str, found: list[str], tag: str) -> None:
    assert sentences(read, f"<{tag}>{H1}{body}</{tag}>") == found


def test_an_aside_without_links_is_read(read: Read) -> None:
    box = f"<aside><h3>In het kort</h3><ul><li>De kade is te laag</li></ul><p>{FACT}</p></aside>"
    short = ["In het kort", "De kade is te laag", FACT]
    assert sentences(read, f"<main>{H1}<div>{BODY}</div>{box}</main>") == [*TEXT, *short]
    assert sentences(read, f"<div>{box}<div>{H1}{BODY}</div></div>") == [*short, *TEXT]
    links = f"<aside><h3>Nieuws</h3>{ELSEWHERE}</aside>"
    assert sentences(read, f"<div>{links}<div>{H1}{BODY}</div></div>") == TEXT


def test_an_article_in_a_dialog_over_a_list_is_read(read: Read) -> None:
    cards = "".join(f"<h2><a href='/{n}'>Bericht {n}</a></h2><p>{n}: {FACT}</p>" for n in range(19))
    found = sentences(read, f"<div>{cards}</div><div role='dialog'>{H1}{BODY}</div>")
    assert found[-3:] == TEXT


def test_a_name_within_a_conversation_stays(read: Read) -> None:
    talk = (
        "<p>Anna</p><p>Is de kade hoog?</p><p>Jan Jansen</p><p>Ja.</p><p>Jan Jansen</p><p>Nee.</p>"
    )
    found = sentences(read, f"<article>{H1}<p>{FIRST}</p>{talk}</article>", OG + AUTHOR)
    assert found[-4:] == ["Jan Jansen", "Ja.", "Jan Jansen", "Nee."]


def declaring(text: str) -> str:
    said = {"@graph": [{"@type": "NewsArticle", "headline": TITLE, "articleBody": text}]}
    return ld(said)


def ld(said: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps(said)}</script>"


OTHER = {"@type": "NewsArticle", "headline": "Kaas", "articleBody": f"{FACT} " * 30}


@pytest.mark.parametrize(
    "said",
    [
        {"@type": "ItemList", "itemListElement": [OTHER]},
        {"@type": "NewsArticle", "headline": TITLE, "mentions": [OTHER], "citation": OTHER},
        {"@type": "NewsArticle", "headline": TITLE, "hasPart": OTHER, "isPartOf": OTHER},
        [OTHER, {**OTHER, "headline": "Boter", "articleBody": FACT * 40}],
        {**OTHER, "@type": "Product", "headline": TITLE},
        OTHER,
        {**OTHER, "headline": TITLE},
    ],
)
def test_the_text_of_another_article_is_not_read(read: Read, said: object) -> None:
    assert sentences(read, ld(said) + ARTICLE) == TEXT
    if isinstance(said, list):
        own = declaring("\n".join(TEXT))
        assert sentences(read, f"{ld(said)}{own}<div></div>") == TEXT


def test_what_a_page_shows_beside_its_declared_text_stays(read: Read) -> None:
    shown = f"<article>{H1}<p>{FIRST}</p><h2>Straten</h2><ul><li>Kade</li></ul></article>"
    found = sentences(read, shown + declaring("\n".join([*TEXT, *TEXT])))
    assert {"Straten", "Kade", *TEXT} == set(found)


@pytest.mark.parametrize("key", ["url", "mainEntityOfPage"])
def test_an_article_that_names_the_address_of_the_page_is_its_own(read: Read, key: str) -> None:
    place = "https://krant.example/kade"
    said = {"@type": ["Article", "Thing"], "headline": "Kade", key: place}
    own = ld([OTHER, {**said, "articleBody": "\n".join(TEXT)}])
    head = f"{OG}<link rel='canonical' href='{place}'>"
    assert sentences(read, f"{own}<div></div>", head) == TEXT


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("<div id='app'></div>", "\n\n".join(TEXT)),
        ("<nav>Sport</nav><div id='app'>Laden...</div><footer>Contact</footer>", "\n".join(TEXT)),
        (f"<div>{H1}<p>{FIRST}</p></div>", "\n".join(TEXT)),
        ("<div></div>", BODY),
        ("<div></div>", BODY.replace("<", "&lt;").replace(">", "&gt;")),
        (ARTICLE, "\n".join(TEXT)),
        (f"<script type='application/ld+json'>{{</script>{ARTICLE}", "Kort."),
    ],
)
def test_a_text_that_a_page_declares_and_does_not_show_is_read(
    read: Read, shown: str, text: str
) -> None:
    assert sentences(read, shown + declaring(text)) == TEXT


def test_a_sentence_that_a_page_shows_beside_what_it_declares_stays(read: Read) -> None:
    found = sentences(read, f"<div>{H1}<p>{FACT}</p></div>" + declaring("\n".join(TEXT)))
    assert found == [FACT, *TEXT]


def test_signs_in_a_declared_text_are_no_markup(read: Read) -> None:
    found = sentences(read, "<div></div>" + declaring(f"{FIRST}\nHet is 3 < 5 en R&amp;D."))
    assert found == [FIRST, "Het is 3 < 5 en R&D."]
