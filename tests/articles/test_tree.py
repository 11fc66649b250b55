"""HTML into blocks: line ends, notes, tables, code and what is left out."""

from __future__ import annotations

import pytest

from translate.articles.draft import Content
from translate.articles.tree import blocks_of, parted, tree_of
from translate.types import BlockKind, Hyperlink, Reason


def contents(page: str) -> list[Content]:
    kept, _ = parted(blocks_of(tree_of(f"<html><body>{page}</body></html>")))
    return kept


def texts(page: str) -> list[str]:
    return [content.text for content in contents(page)]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>Adres:<br>Dorp 12<br>1234 AB Zwolle</p>", ["Adres:", "Dorp 12", "1234 AB Zwolle"]),
        ("<div>Eén.<br><br>Twee<br>gaat door.</div>", ["Eén.", "Twee gaat door."]),
        ("<li>Zwolle<br>Open</li>", ["Zwolle\nOpen"]),
        ("<h2>Kop<br>Twee</h2>", ["Kop Twee"]),
        ("<p>Een <!-- weg --> twee</p>drie", ["Een twee", "drie"]),
        ("<div>Een<p>twee</p>drie</div>", ["Een", "twee", "drie"]),
        ("<pre>Beste lezer,\n\nDit is\neen brief.</pre>", ["Beste lezer,", "Dit is een brief."]),
        ("<p>Hij zei <q>ja</q>.</p>", ["Hij zei “ja”."]),
        ("<p>Typ <code>ls -l</code> in.</p>", ["Typ `ls -l` in."]),
    ],
)
def test_lines(page: str, expected: list[str]) -> None:
    assert texts(page) == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("In 2019<sup><a href='#n'>1</a></sup> was", "In 2019 [1] was"),
        ("een stad.<sup><a href='#n'>[2]</a></sup> Zij", "een stad [2]. Zij"),
        ("telde 480<sup>2</sup> stallingen", "telde 480 [2] stallingen"),
        ("van 3 m<sup>2</sup> en CO<sub>2</sub>", "van 3 m² en CO2"),
        ("10<sup>-3</sup> en 1<sup>e</sup>", "10⁻³ en 1e"),
        ("zie noot<sup>a</sup>", "zie noot [a]"),
        ("terug <a href='#r'>↩</a>", "terug"),
        ("in 2019<sup>2,3</sup> was", "in 2019 [2,3] was"),
        ("in 2019<sup>2</sup><sup>,</sup><sup>3</sup>.", "in 2019 [2,3]."),
        ("in 2019<sup>[2]</sup><sup>[3]</sup>.", "in 2019 [2] [3]."),
        ("in 2019<sup>2-4</sup>, toen", "in 2019 [2-4], toen"),
        ("480<sup>a</sup> stallingen", "480 [a] stallingen"),
        ("480<sup>*</sup> stallingen", "480 [*] stallingen"),
        ("de burgemeester<sup>1, 2</sup> zei", "de burgemeester [1, 2] zei"),
        ("Dorpsstraat 12<sup>a</sup>", "Dorpsstraat 12a"),
        ("de 19<sup>de</sup> eeuw, M<sup>r</sup> Smit", "de 19de eeuw, Mr Smit"),
        ("kost €3<sup>99</sup> nu", "kost €3,99 nu"),
        ("kost 3<sup>99</sup> euro", "kost 3,99 euro"),
        ("van € 500<sup>2</sup> nu", "van € 500 [2] nu"),
        ("om 12<sup>30</sup> uur", "om 12.30 uur"),
        ("open 9<sup>00</sup>–17<sup>30</sup> uur", "open 9.00–17.30 uur"),
        ("12<sup>30</sup> mensen", "12 [30] mensen"),
        ("3<sup>1</sup>/<sub>2</sub> jaar", "3½ jaar"),
        ("<sup>7</sup>⁄<sub>20</sub> en 2<sup>7</sup>/<sub>20</sub>", "7/20 en 2 7/20"),
        ("20<sup>o</sup>C en 20 <sup>o</sup>C", "20 °C en 20 °C"),
        ("een hoek van 90<sup>o</sup>.", "een hoek van 90°."),
        ("<sup>14</sup>C en Ca<sup>2+</sup>", "¹⁴C en Ca²⁺"),
        ("5 × 10<sup>6</sup> deeltjes", "5 × 10⁶ deeltjes"),
        ("<ruby>東京<rp>(</rp><rt>Tokio</rt><rp>)</rp></ruby>", "東京 (Tokio)"),
    ],
)
def test_what_is_raised(page: str, expected: str) -> None:
    assert texts(f"<p>{page}</p>") == [expected]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<ol><li>Eén<li>Twee</ol>", ["1.\nEén", "2.\nTwee"]),
        ("<ol start=5><li><p>Vijf</p><p>Meer</p><li>Zes</ol>", ["5.\nVijf", "Meer", "6.\nZes"]),
        ("<ol><li value=10>Tien<li>Elf</ol>", ["10.\nTien", "11.\nElf"]),
        ("<ol reversed><li>Twee<li>Eén</ol>", ["2.\nTwee", "1.\nEén"]),
        ("<ol type=a><li>Eén<li>Twee</ol>", ["a.\nEén", "b.\nTwee"]),
        ("<ol><li>Eén<ul><li>Punt</ul><li>Twee</ol>", ["1.\nEén", "Punt", "2.\nTwee"]),
        ("<ol><li><li hidden>Weg<li>Drie</ol>", ["2.\nDrie"]),
    ],
)
def test_numbers_of_lists(page: str, expected: list[str]) -> None:
    assert texts(page) == expected


def test_links_keep_their_address() -> None:
    (content,) = contents("<p>Zie <a href='https://x.example/a'>de <b>gids</b></a>.</p>")
    assert content.links == (Hyperlink("de gids", "https://x.example/a"),)


@pytest.mark.parametrize(
    ("page", "rows", "header_rows"),
    [
        (
            "<tr><th>Stad<th>2019<tr><td>Zwolle<td>",
            (("Stad", "2019"), ("Zwolle", "")),
            1,
        ),
        (
            "<tr><td colspan=2>Samen<td>1<tr><td>a<td>b<td>c",
            (("Samen", "", "1"), ("a", "b", "c")),
            0,
        ),
        ("<tr><td rowspan=2>a<td>b<tr><td>c", (("a", "b"), ("", "c")), 0),
        ("<tr><td>a<td>b<td rowspan=2>c<tr><td>d", (("a", "b", "c"), ("d", "", "")), 0),
        ("<thead><tr><td>a<td>b</thead><tr><td>c<td>d", (("a", "b"), ("c", "d")), 1),
        ("<tr><td><b>a</b><td><b>b</b><tr><td>c<td>d", (("a", "b"), ("c", "d")), 1),
        ("<tr><td>a<br>b<td><p>c</p><p>d</p>", (("a b", "c\nd"),), 0),
        (
            "<tr><td>Noord<td>Zie:<table><tr><td>huizen<td>480<tr><td>winkels<td>12</table>bron"
            "<tr><td>Zuid<td>geen",
            (("Noord", "Zie:\nhuizen 480\nwinkels 12\nbron"), ("Zuid", "geen")),
            0,
        ),
        (
            "<tr><td>Stad<td>Aantal<tr><td>Zwolle<td><table><tr><td>10</table>",
            (("Stad", "Aantal"), ("Zwolle", "10")),
            0,
        ),
    ],
)
def test_tables(page: str, rows: tuple[tuple[str, ...], ...], header_rows: int) -> None:
    (content,) = contents(f"<table>{page}</table>")
    assert (content.kind, content.rows, content.header_rows) == (
        BlockKind.TABLE, rows, header_rows,
    )  # fmt: skip


@pytest.mark.parametrize(
    "page",
    [
        "<tr><td>Alleen een kolom.",
        "<tr><td><h2>Kop</h2><td>Alleen een kolom.",
        "<tr><td>a<table><tr><td>b<td>c</table><td>d",
        "losse tekst<tr><td>a<td>b",
        "</table><table role=presentation><tr><td>a<td>b",
        f"<tr><td><p>{'Een lange zin van een pagina. ' * 20}</p><td>b",
    ],
)
def test_a_table_that_is_none_is_read_as_blocks(page: str) -> None:
    first = contents(f"<table>{page}</table>")[0]
    assert first.kind is not BlockKind.TABLE


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<del>weg</del>", Reason.DELETED),
        ("<span style='text-decoration: line-through'>weg</span>", Reason.DELETED),
        ("<span hidden>weg</span>", Reason.HIDDEN),
        ("<span style='Display: none'>weg</span>", Reason.HIDDEN),
        ("<span class='a sr-only'>weg</span>", Reason.HIDDEN),
        ("<template>weg</template>", Reason.HIDDEN),
        ("<nav>weg</nav>", Reason.NAVIGATION),
        ("<button>weg</button>", Reason.NAVIGATION),
        ("<noscript>weg</noscript>", Reason.SCRIPT),
        ("<script>weg</script>", Reason.SCRIPT),
    ],
)
def test_what_is_left_out(page: str, reason: Reason) -> None:
    kept, left_out = parted(blocks_of(tree_of(f"<html><body>Eén {page} twee</body></html>")))
    assert [one.text for one in kept] == ["Eén twee"]
    assert left_out == [(reason, "weg")]


def test_code_stays_as_it_is() -> None:
    (content,) = contents("<pre><code>als a:\n    b = 1\n</code></pre>")
    assert content == Content(BlockKind.CODE, "als a:\n    b = 1")
    (content,) = contents("<pre>if (a) { b(); }</pre>")
    assert content.kind is BlockKind.CODE
