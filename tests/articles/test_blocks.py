"""Blocks of plain text: where they end and what they are."""

from __future__ import annotations

import json
import re
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.articles.blocks import split_blocks
from translate.articles.classify import classify
from translate.articles.plain import plain
from translate.types import BlockKind, Reason

from .conftest import Read

KINDS = {
    BlockKind.HEADING: [
        "Druk van de vakbond",
        "Dijkverzwaring",
        "Waarom de brug niet opengaat",
        "Mede-eigenaar",
        "Hoe nu verder?",
        "Eindelijk regen!",
        "'We zijn hier niet welkom'",
        "Nieuwe burgemeester voor 's-Hertogenbosch",
        "'s Avonds op straat",
        "iPhone wint van Android",
        "Geen schade, meldt Reuters",
        "3,5 miljoen euro voor het zwembad",
        "Door de storm vielen bomen om",
    ],
    BlockKind.PARAGRAPH: [
        "De brug blijft dicht.",
        '"Dat is onzin."',
        "“Dat meent u niet!”",
        "‘Wie betaalt dat?’",
        "De uitslagen zijn als volgt:",
        "Het regende. Toch ging iedereen naar buiten. Waarom?",
        "en dat was dat",
        "***",
        "De wet noemt (a) de dijk, (b) de weg en (c) De brug bij Tiel.",
        "12 345",
        "Dat meldt persbureau Reuters.",
        "Kijk ook naar de cijfers van vorig jaar.",
        "Lees ook dit. De auteur schreef het in Parijs. Het is mooi.",
        "Meer over de zaak werd gisteren bekend.",
        "De zin gaat maar door en door zonder punt " * 5,
        "Het is wachten op nieuws…",
        "De gemeente meldt het aan @krant_nl",
        "Wij zeggen nee tegen #afval",
        "Mail de redactie via jan@voorbeeld.nl",
        "De burgemeester kwam om 12 uur aan 👍",
        "Zij won het goud ❤️",
        "De minister sprak met Jan [zie foto]",
    ],
    BlockKind.CAPTION: [
        "De minister op het Binnenhof. © ANP",
        "Foto: Jan Jansen",
        "Beeld: Jan Jansen",
        "Archieffoto: gemeente Tiel",
        "De dijk bij Tiel in de ochtend. ANP",
        "De spits na zijn doelpunt (Reuters)",
        "Demonstranten in Minsk, vorige week. AFP via Getty Images",
        "Vluchtelingen aan de grens – EPA",
        "Belga",
        "Door Jan Jansen",
        "Door: Jan Jansen",
        "Foto Jan Jansen",
        "(c) Jan Jansen",
        "Door Jan van der Berg en Piet de Vries",
        "Van onze redactie",
        "Door onze verslaggever",
        "2 januari 2024, 14:05",
        "Gepubliceerd op dinsdag 2 januari 2024 om 14.05 uur",
        "Laatst bijgewerkt: 2 jan. 2024",
    ],
    BlockKind.LINK: [
        "Bekijk ook Waarom de brug zo vaak dicht is",
        "Lees ook: Brand in Tilburg. Niemand gewond",
        "Lees ook het gesprek met de burgemeester.",
        "LEES OOK Hoe het verder moet",
        "Lees meer over de brug",
        "Zie ook: de kaart",
        "Luister ook de podcast",
        "Kijk ook: zo werkt de sluis",
        "Meer over dit onderwerp",
        "https://www.voorbeeld.nl/nieuws",
        "www.voorbeeld.nl",
    ],
    BlockKind.LIST_ITEM: [
        "- eerste punt",
        "* Tweede punt.",
        "• Derde punt",
        "1. De aanloop",
        "12) Het einde",
        "– meer groen",
        "(1) de dijk",
        "a. de weg",
        "✓ Gedaan",
        "IV. Slot",
    ],
}


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text.strip()) for kind, texts in KINDS.items() for text in texts]
)
def test_kind(kind: BlockKind, text: str) -> None:
    assert classify(text) is kind


@pytest.mark.parametrize(
    "text",
    [
        "Meer lezen maakt kinderen slimmer",
        "Kijk terug op een mooi jaar!",
        "De redactie kreeg een brief met daarin het teken © en een handtekening.",
    ],
)
def test_prose_is_no_link_and_no_caption(text: str) -> None:
    assert classify(text) in (BlockKind.HEADING, BlockKind.PARAGRAPH)


def test_nothing_is_a_heading_at_the_end() -> None:
    assert classify("Druk van de vakbond", last=True) is BlockKind.PARAGRAPH
    assert classify("Beeld: Jan Jansen", last=True) is BlockKind.CAPTION


def blocks(text: str) -> list[str]:
    start = len(text) - len(text.lstrip())
    spans = split_blocks(text, start)
    assert text[start:] == "".join(text[begin:end] for begin, end in spans)
    return [text[begin:end].strip() for begin, end in spans]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_blank_lines_divide_and_wrapped_lines_do_not(newline: str) -> None:
    text = "Eerste regel\ngaat door.\n\n  \nTweede.\n\n\n\tDerde.\n".replace("\n", newline)
    assert blocks(text) == [f"Eerste regel{newline}gaat door.", "Tweede.", "Derde."]


def test_a_hard_wrapped_paragraph_is_one_block() -> None:
    text = (
        "De gemeente Tiel begint volgende week met het verhogen van de dijk langs de\n"
        "Waal. Het werk duurt tot december.\n"
        "Omwonenden krijgen daarover een brief van wethouder Jansen, die het plan\n"
        "gisteren presenteerde.\n"
    )
    assert len(blocks(text)) == 1


def test_a_list_is_taken_apart() -> None:
    text = "Wat verandert er:\n- de dijk wordt\n  hoger\n- de weg smaller\n\n1. een\n2. twee"
    expected = ["Wat verandert er:", "- de dijk wordt\n  hoger", "- de weg smaller"]
    assert blocks(text) == [*expected, "1. een", "2. twee"]


@pytest.mark.parametrize(
    "pair", ["– —", "→ ✓", "• ▪", "(1) (2)", "a. b.", "(a) (b)", "1° 2°", "I. II."]
)
def test_a_list_of_any_marker_is_taken_apart(pair: str) -> None:
    one, two = pair.split()
    text = f"{one} meer groen in de wijk\n   en in het park\n{two} minder auto’s in de straat"
    assert blocks(text) == [text[: text.index(two, 3)].strip(), text[text.index(two, 3) :]]


def test_a_programme_is_taken_apart_with_its_long_lines() -> None:
    lines = [
        "Agenda van de week in de stad en de dorpen eromheen",
        "Maandag 3 mei: vergadering van de raad in het stadhuis",
        "Dinsdag 4 mei: herdenking op de Grote Markt om acht uur met muziek\nen met dans",
        "20.00 uur: Journaal",
    ]
    assert blocks("\n".join(lines)) == lines


@pytest.mark.parametrize("name", ["a.txt", "a.csv"])
@pytest.mark.parametrize(
    "table",
    [
        "Stad      2019   2020\nZwolle     480    500\nDeventer   300    310",
        "1. Ajax          34  22  8\n2. PSV           34  20  9\n3. Feyenoord     34  19  7",
        "Ajax\t34\t74\r\nPSV\t34\t69",
        "Zwolle\t\t480\t500\nDeventer\t300\t310",
    ],
)
def test_lines_in_columns_are_a_table(read: Read, name: str, table: str) -> None:
    text = f"De uitslagen.\n\n{table}\n\nTot morgen."
    article = read(text if name == "a.txt" else f'titel,tekst\nKop,"{text}"\n', name)
    (block,) = (block for block in article.blocks if block.kind is BlockKind.TABLE)
    assert block.grid is not None
    sentences = iter(block.sentences)
    found = [
        [" ".join(next(sentences).source for _ in range(count)) for count in row]
        for row in block.grid.rows
    ]
    assert found == [re.split(r"\t+|  +", line) for line in table.splitlines()]
    assert [block.kind for block in article.blocks].count(BlockKind.TABLE) == 1


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl"])
@pytest.mark.parametrize(
    "rows",
    [
        [["Partij", "Zetels", "Winst"], ["VVD", "24", ""], ["D66", "", "3"], ["NSC", "20", "20"]],
        [["", "2019", "2020"], ["Zwolle", "480", ""], ["Deventer", "", ""]],
    ],
)
def test_an_empty_cell_between_tabs_keeps_its_column(
    read: Read, name: str, rows: list[list[str]]
) -> None:
    text = "De uitslagen.\n\n{}\n\nTot morgen.".format("\n".join(map("\t".join, rows)))
    article = read(text if name == "a.txt" else json.dumps({"text": text, "kop": "K"}), name)
    (block,) = (block for block in article.blocks if block.kind is BlockKind.TABLE)
    assert block.grid is not None
    cells = [
        [" ".join(one.source for one in cell) for cell in row]
        for row in block.grid.cells(block.sentences)
    ]
    assert cells == rows
    assert [one for block in article.blocks for one in block.sentences][-1].source == "Tot morgen."


def test_tabs_before_and_behind_lines_make_no_table(read: Read) -> None:
    article = read("\tDe brug is dicht.\n\tHet is laat.\n\nEen zin.\t\nNog een zin.\t", "a.txt")
    assert all(block.kind is not BlockKind.TABLE for block in article.blocks)


def test_wide_spaces_in_a_sentence_are_no_table(read: Read) -> None:
    article = read("De  brug   is dicht.\nHet  is   laat.\n\nZe won met  3-0 en  2-1.", "a.txt")
    assert all(block.kind is not BlockKind.TABLE for block in article.blocks)


def test_an_indented_line_begins_a_paragraph() -> None:
    lines = [
        "De gemeente heeft een plan gemaakt. Het\nplan is goed voor de stad.",
        "Een ingesprongen alinea begint hier en loopt\nnog even door.",
        "Nog een alinea die hier begint.",
        "En nog een.",
    ]
    assert blocks("\n   ".join(lines)) == lines
    hanging = "De gemeente maakte een plan met de stad\n   Zwolle, dat is goed voor het\ndorp."
    assert len(blocks(hanging)) == 1


@pytest.mark.parametrize("end", ["\u00ad\n", "-\n", "\u00ad\r\n"])
def test_a_word_that_a_line_breaks_ends_no_block(end: str) -> None:
    text = f"Regel een met afbre{end}king en nog een lange regel met veel woorden " + "erin " * 20
    assert len(blocks(text)) == 1


def test_a_dash_in_a_wrapped_sentence_is_no_list() -> None:
    text = "De onderhandelingen over de brug liepen vast\n- zonder uitkomst\n- en dat was dat."
    assert len(blocks(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Ajax - PSV 2-1\nFeyenoord - AZ 0-0\nZwolle - Twente 3-2",
        "09.00 Journaal\n09.30 Weerbericht\n10.00 Een lange film over de stad aan de rivier",
        "de zee is wijd\nen zonder tijd,\nde wind die rijdt\nlangs eb en vloed",
        "Stationsstraat 12\n1234 AB Zwolle\nOpen van 9 tot 5",
        "ik zag de maan boven het oude water\nen dacht aan jou en aan later,\naan wie we waren\n"
        "in al die jaren",
    ],
)
def test_short_lines_stay_lines_and_are_no_headings(text: str) -> None:
    assert blocks(text) == text.split("\n")
    assert {piece.kind for piece in plain(text, "utf-8").pieces} == {BlockKind.PARAGRAPH}


@given(st.lists(st.text("abcdefghij", min_size=1, max_size=11), min_size=12), st.integers(50, 110))
def test_what_textwrap_wraps_is_one_block(words: list[str], width: int) -> None:
    lines = textwrap.wrap(" ".join(words), width)
    assert len(blocks("\n".join(lines))) == 1


def test_broken_words_show_that_narrow_lines_were_wrapped() -> None:
    text = "De wet-\nhouder noemt de omwo-\nnenden in de binnen-\nstad en het sta\u00ad\ntion."
    assert blocks(text) == [text]


ADDRESS = "https://www.voorbeeld.nl/" + "pad/" * 25


def test_an_address_longer_than_the_lines_leaves_them_wrapped() -> None:
    before = "Vanaf januari gelden in de binnenstad nieuwe regels voor iedereen\nmet een fiets."
    after = "Zij mogen hun fiets bij het station alleen in de rekken\nzetten, zegt de gemeente."
    assert blocks(f"{before}\n{ADDRESS}\n{after}") == [before, ADDRESS, after]
    within = f"Vanaf januari gelden nieuwe regels, die staan op\n{ADDRESS}\nen bij het station."
    assert blocks(within) == [within]


def test_rulers_are_left_out_and_end_blocks() -> None:
    text = "Brief\n====\nDe brug is dicht\ntot mei.\n\n____\nRedactie\n\n=== Sport ===\n\nPSV won."
    draft = plain(text, "utf-8")
    texts = [text[slice(*piece.cells[0][0])].strip() for piece in draft.pieces]
    assert texts == ["Brief", "De brug is dicht\ntot mei.", "Redactie", "Sport", "PSV won."]
    assert draft.title == "Brief"
    assert draft.pieces[3].kind is BlockKind.HEADING
    assert draft.left_out == (
        (Reason.RULER, "===="), (Reason.RULER, "____"), (Reason.RULER, "=== ==="),
    )  # fmt: skip


def test_a_heading_directly_above_its_paragraph() -> None:
    text = "Druk van boven\nDe minister heeft gisteren gezegd dat de dijk hoger moet worden dan nu."
    assert blocks(text)[0] == "Druk van boven"


def test_lines_too_long_to_be_wrapped_are_paragraphs() -> None:
    long = "De minister heeft gisteren gezegd dat de dijk hoger moet worden dan nu het geval is. "
    text = f"{long * 2}\n{long * 3}\nKort.\n{long * 2}"
    assert len(blocks(text)) == 4


def test_other_line_separators_break_nothing() -> None:
    for mark in "\x0b\x0c\x1c\x85\u2028\u2029":
        assert blocks(f"De dijk{mark}is hoog.\n{mark}\nDe weg.") == [
            f"De dijk{mark}is hoog.",
            "De weg.",
        ]


def test_date_line_and_title(read: Read) -> None:
    article = read(" date 2022-10 De dijk is te laag. Dat zegt de minister.\n\nKop\n\nTekst.\n")
    assert (article.date, article.title, article.header) == ("2022-10", None, 14)
    assert [block.kind for block in article.blocks] == ["paragraph", "heading", "paragraph"]
    assert [sentence.source for sentence in article.blocks[0].sentences] == [
        "De dijk is te laag.",
        "Dat zegt de minister.",
    ]


def test_a_first_line_without_a_stop_is_the_title(read: Read) -> None:
    article = read("Minister wil hogere dijk bij Tiel\n\nDe dijk is te laag.\n\nKop\n\nTekst.")
    assert article.title == "Minister wil hogere dijk bij Tiel"
    assert [(block.kind, block.level) for block in article.blocks] == [
        ("title", 1),
        ("paragraph", 0),
        ("heading", 2),
        ("paragraph", 0),
    ]


def test_a_single_line_is_a_paragraph(read: Read) -> None:
    article = read("Minister wil hogere dijk")
    assert (article.title, article.blocks[0].kind) == (None, "paragraph")


def test_the_first_row_of_a_table_is_no_title(read: Read) -> None:
    article = read(b"Ajax\t34\t74\nPSV\t34\t69\n")
    assert article.title is None
    assert [block.kind for block in article.blocks] == [BlockKind.TABLE]
