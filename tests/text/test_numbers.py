"""Numbers of both languages meet in their values, and do not meet where they differ."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.quality import Pair
from translate.quality.finders import find_number
from translate.text.numbers import lost, quantities

SAME = [
    ("2,5 miljoen euro", "€2.5m"),
    ("10.000 volgers", "10k followers"),
    ("3 miljard", "3b"),
    ("2 ton schuld", "200,000 in debt"),
    ("0,85 euro", "0.85 euros"),
    ("10.000 mensen", "10,000 people"),
    ("1.234.567,89 euro", "1,234,567.89 euros"),
    ("de 3e keer", "the third time"),
    ("de derde keer", "the 3rd time"),
    ("drieëntwintig", "23"),
    ("honderdvijftig", "a hundred and fifty"),
    ("tweehonderdduizend", "200,000"),
    ("negentienhonderdtachtig", "1980"),
    ("duizend", "a thousand"),
    ("2,5 mln. euro", "2.5 million euros"),
    ("3 miljard", "3 billion"),
    ("€ 3 mld.", "€3bn"),
    ("twee biljoen", "two trillion"),
    ("een half miljoen", "500,000"),
    ("anderhalf miljoen", "one and a half million"),
    ("anderhalf jaar", "a year and a half"),
    ("anderhalf jaar", "eighteen months"),
    ("tweeënhalf uur", "two and a half hours"),
    ("een dozijn eieren", "a dozen eggs"),
    ("twaalf eieren", "a dozen eggs"),
    ("twee derde", "two thirds"),
    ("tweederde van de leden", "two thirds of the members"),
    ("driekwart", "three quarters"),
    ("op 10 okt. 2022", "on October 10, 2022"),
    ("10-10-2022", "10 October 2022"),
    ("3 mrt.", "3 March"),
    ("om 20.30 uur", "at 8:30 pm"),
    ("om 20.30 uur", "at 20:30"),
    ("om 11.00 uur", "at 11 am"),
    ("om half negen", "at half past eight"),
    ("om kwart voor negen", "at a quarter to nine"),
    ("om half negen", "at 8:30"),
    ("21 uur", "9 pm"),
    ("8 uur 's avonds", "8 pm"),
    ("8 uur 's avonds", "eight in the evening"),
    ("8 uur 's avonds", "at 8"),
    ("om acht uur", "at 8 am"),
    ("om 20.00 uur", "at 8"),
    ("om 3 uur 's nachts", "at 3 at night"),
    ("om 3 uur 's nachts", "at 3 am"),
    ("om 11 uur 's nachts", "at 11 pm"),
    ("8 uur slaap", "8 hours of sleep"),
    ("om half negen", "at eight thirty"),
    ("om half 9", "at 8.30am"),
    ("om half negen 's avonds", "at half eight in the evening"),
    ("om kwart voor een", "at 12:45"),
    ("om kwart over drie", "at 3.15 pm"),
    ("om tien voor drie", "at ten to three"),
    ("om tien over drie", "at ten past three"),
    ("om vijf over half drie", "at 2.35"),
    ("van tien tot twaalf", "from ten to twelve"),
    ("een kwart tot een derde", "a quarter to one third"),
    ("om 20.00 uur", "at 8 o'clock"),
    ("om 00.30 uur", "at 12.30 am"),
    ("om 12.30 uur", "at 12.30 pm"),
    ("om 24.00 uur", "at midnight"),
    ("om 8.30 uur 's avonds", "at 8:30 in the evening"),
    ("02.30 UTC", "0230 UTC"),
    ("de jaren zestig", "the sixties"),
    ("de jaren 80", "the 1980s"),
    ("in de jaren tachtig", "in the 1980s"),
    ("de achttiende eeuw", "the 18th century"),
    ("de Tweede Wereldoorlog", "World War II"),
    ("Willem II", "William II"),
    ("een zestienjarige", "a sixteen-year-old"),
    ("driemaal", "three times"),
    ("tientallen", "dozens"),
    ("tienduizenden", "tens of thousands"),
    ("honderden miljoenen", "hundreds of millions"),
    ("2 tot 3 miljoen", "two million to three million"),
    ("zondagavond", "Sunday evening"),
    ("de op twee na grootste", "the third largest"),
    ("tussen 15 en 20 procent", "between 15 and 20 percent"),
    ("2½ jaar", "2.5 years"),
    ("twee ton", "200,000 euros"),
    ("vlucht MH17", "flight MH17"),
    ("beide partijen", "the two parties"),
]
DIFFERENT = [
    ("0,85 euro", "0,85 euros"),
    ("10.000 mensen", "10.000 people"),
    ("1,5 graden", "1,500 degrees"),
    ("drie miljard", "three million"),
    ("twee biljoen", "two billion"),
    ("in 2022", "in 2021"),
    ("op dinsdag", "on Thursday"),
    ("3 maart", "3 May"),
    ("om 20.30 uur", "at 8:45 pm"),
    ("om half negen", "at half past nine"),
    ("om half negen", "at half nine"),
    ("om half negen", "at 9:30"),
    ("om kwart over drie", "at a quarter to three"),
    ("om kwart over drie", "at 3:45"),
    ("om tien voor drie", "at ten past three"),
    ("om 20.30 uur", "at 8.30 a.m."),
    ("om 20.30 uur", "at 8:30 in the morning"),
    ("om 00.30 uur", "at 12.30 pm"),
    ("om 8.30 uur 's avonds", "at 8:30 am"),
    ("21 uur", "9 am"),
    ("8 uur 's avonds", "8 am"),
    ("om 13.00 uur", "at one of them"),
    ("acht uur 's ochtends", "eight in the evening"),
    ("om 3 uur 's nachts", "at 3 pm"),
    ("de derde keer", "the fourth time"),
    ("duizenden", "hundreds"),
    ("drieëndertig", "twenty-three"),
    ("zestien", "sixty"),
]
NOT_NUMBERS = [
    "een man",
    "Dat moet je in acht nemen.",
    "Hij acht het mogelijk.",
    "De rechter acht slechts één feit bewezen.",
    "De Tweede Kamer vergadert.",
    "Zij vierde haar verjaardag.",
    "12 km2"[3:],
]


@pytest.mark.parametrize(("dutch", "english"), SAME)
def test_equal_quantities_agree(dutch: str, english: str) -> None:
    source, target = quantities(dutch, "nl"), quantities(english, "en")
    assert lost(source, target) == []
    assert lost(target, source) == []
    assert source
    assert target


@pytest.mark.parametrize(("dutch", "english"), DIFFERENT)
def test_changed_quantities_do_not(dutch: str, english: str) -> None:
    assert lost(quantities(dutch, "nl"), quantities(english, "en"))


@pytest.mark.parametrize("text", NOT_NUMBERS)
def test_words_that_only_look_like_numbers_are_not_required(text: str) -> None:
    assert [quantity for quantity in quantities(text, "nl") if quantity.required] == []


_TEENS = tuple(
    re.findall(
        r"\w+",
        """nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien
        vijftien zestien zeventien achttien negentien""",
    )
)
_TENS = ("", "twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig")


def spell(value: int) -> str:
    """A Dutch number word, as the spelling rules have it."""
    if value >= 1000:
        head = "" if value < 2000 else spell(value // 1000)
        tail = value % 1000
        return head + "duizend" + (spell(tail) if tail else "")
    if value >= 100:
        head = "" if value < 200 else _TEENS[value // 100]
        tail = value % 100
        return head + "honderd" + (spell(tail) if tail else "")
    if value < 20:
        return _TEENS[value]
    unit = value % 10
    tens = _TENS[value // 10 - 1]
    if not unit:
        return tens
    joint = "ën" if _TEENS[unit].endswith("e") else "en"
    return _TEENS[unit] + joint + tens


@given(st.integers(min_value=2, max_value=99_999))
def test_dutch_words_and_english_digits_meet(value: int) -> None:
    source = quantities(spell(value), "nl")
    target = quantities(f"{value:,}", "en")
    assert lost(source, target) == lost(target, source) == []


@given(
    st.decimals(min_value=Decimal("0.01"), max_value=Decimal(10**9), places=2),
    st.decimals(min_value=Decimal("0.01"), max_value=Decimal(10**9), places=2),
)
def test_dutch_and_english_notation_agree_exactly_when_values_do(
    one: Decimal, other: Decimal
) -> None:
    swap = str.maketrans(",.", ".,")
    source = quantities(f"{one:,}".translate(swap), "nl")
    assert lost(source, quantities(f"{one:,}", "en")) == []
    assert bool(lost(source, quantities(f"{other:,}", "en"))) is (one != other)


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    for language in ("nl", "en"):
        found = quantities(text, language)  # type: ignore[arg-type]
        assert lost(found, found) == [q for q in found if q.required and not q.readings]


@pytest.mark.parametrize(
    ("source", "target", "detail"),
    [
        ("De boete is € 500.", "The fine is $ 500.", "missing: €; not in the source: $"),
        ("Hij loopt 5 km.", "He walks 5 metres.", "missing: km; not in the source: metres"),
        ("Het kost 2,3 miljard dollar.", "It costs $2.3 billion.", None),
        ("Het steeg 12 procent.", "It rose by 12%.", None),
        ("Tachtig kilometer, 80 km.", "Eighty kilometres, 80 km.", None),
        ("Het kost 2,5 miljoen euro.", "It costs €2.5m.", None),
        ("Het is 5 meter.", "It is $5m.", "missing: meter; not in the source: $"),
    ],
)
def test_units_and_currencies_are_compared(source: str, target: str, detail: str | None) -> None:
    assert find_number(Pair(source, target)) == detail


@pytest.mark.parametrize(
    ("source", "target", "detail"),
    [
        ("Er zijn 1.250 mensen.", "There are 1.250 people.", "1.250 must be 1,250 in English"),
        ("Het is 2,5 km.", "It is 2,5 km.", "2,5 must be 2.5 in English"),
        (
            "Er zijn 1.250 mensen en drie honden.",
            "There are 1.250 people and four dogs.",
            "1.250 must be 1,250 in English; missing: drie; not in the source: four",
        ),
    ],
)
def test_a_number_that_stayed_in_dutch_is_said_to_be(source: str, target: str, detail: str) -> None:
    assert find_number(Pair(source, target)) == detail


@pytest.mark.parametrize(
    ("dutch", "english", "agree"),
    [
        ("-5 graden", "-5 degrees", True),
        ("min 5 graden", "minus five degrees", True),
        ("vijf graden onder nul", "-5 degrees", True),
        ("-5 graden", "five degrees below zero", True),
        ("15–20 graden", "15–20 degrees", True),
        ("-5 graden", "5 degrees", False),
        ("min vijf graden", "five degrees", False),
        ("tussen -5 en 3 graden", "between 5 and 3 degrees", False),
        ("5 graden", "-5 degrees", False),
        ("een winst van €-500", "a profit of €500", False),
        ("een winst van -500 euro", "a profit of 500 euros", False),
        ("een winst van € -500", "a profit of -€500", True),
        ("een resultaat van -€ 500", "a loss of 500 euros", True),
        ("het kost € 5,- of €10-€15", "it costs €5 or €10 to €15", True),
    ],
)
def test_the_sign_of_degrees_and_money_is_kept(dutch: str, english: str, agree: bool) -> None:
    assert (find_number(Pair(dutch, english)) is None) is agree


def test_an_elided_verb_is_no_unit() -> None:
    assert find_number(Pair("“Ik ben 81”, zegt hij.", "“I'm 81,” he says. “I’m 81.”")) is None


def test_a_month_behind_an_ordinal_is_one() -> None:
    assert find_number(Pair("Het is 5 april.", "It is the 5th May.")) is not None
