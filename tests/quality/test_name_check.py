"""Names are found in both languages and followed from one to the other."""

from __future__ import annotations

from importlib.resources import files

import pytest

from translate.quality import Pair, with_address, with_particles
from translate.quality.finders import find_name
from translate.quality.lost_names import lost_names
from translate.quality.nations import same_nation
from translate.text.names import names, same_name, skeleton


def sure(text: str, language: str = "nl") -> list[str]:
    return [name.text for name in names(text, language) if name.sure]


def test_capitals_inside_a_sentence_are_names() -> None:
    assert sure("Gisteren sprak Poetin met Van Dijk van de NAVO.") == [
        "Poetin",
        "Dijk",
        "NAVO",
    ]


def test_the_first_word_is_a_name_only_if_it_returns() -> None:
    assert sure("Fietsen is gezond.") == []
    assert sure("Jansen zei dat niemand om Jansen heen kan.") == ["Jansen", "Jansen"]


def test_titles_days_and_institutions_need_not_stay() -> None:
    assert sure("Op Maandag vergadert de Tweede Kamer met de Hoge Raad.") == []


def test_headings_in_capitals_hold_no_sure_names() -> None:
    assert sure("BRAND IN GROTE LOODS") == []


def test_initials_do_not_end_a_sentence() -> None:
    assert sure("Het boek van J. Bernlef verscheen.") == ["Bernlef"]


@pytest.mark.parametrize(
    ("dutch", "english"),
    [
        ("Loekasjenko", "Lukashenko"),
        ("Poetin", "Putin"),
        ("Chroesjtsjov", "Khrushchev"),
        ("Gorbatsjov", "Gorbachev"),
        ("Tsjaikovski", "Tchaikovsky"),
        ("Zelenski", "Zelensky"),
        ("Navalny", "Navalny"),
        ("Tsjoehoejiv", "Chuhuiv"),
        ("Sjostakovitsj", "Shostakovich"),
        ("Zjirinovski", "Zhirinovsky"),
        ("Amsterdamse", "Amsterdam"),
    ],
)
def test_transliterations_are_one_name(dutch: str, english: str) -> None:
    assert same_name(dutch.lower(), english.lower())


@pytest.mark.parametrize(
    ("one", "other"),
    [("jansen", "peters"), ("poetin", "biden"), ("minsk", "moscow"), ("rutte", "kaag")],
)
def test_different_names_are_not(one: str, other: str) -> None:
    assert not same_name(one, other)


def test_skeletons_follow_the_sounds() -> None:
    assert skeleton("Loekasjenko") == skeleton("Lukashenko") == "lksnk"


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Dat zei de Duitse minister.", "So said the German minister."),
        ("Hij vluchtte uit Wit-Rusland.", "He fled Belarus."),
        ("Zij reisde naar Den Haag.", "She travelled to The Hague."),
        ("De VS en de NAVO zwijgen.", "The US and NATO are silent."),
        ("Het lot van Karel de Grote.", "The fate of Charlemagne, Charles the Great."),
        ("De Nederlanders wonnen.", "The Dutch won."),
    ],
)
def test_exonyms_and_adjectives_are_kept(source: str, target: str) -> None:
    assert lost_names(source, target) == []


def test_lost_and_garbled_names_are_told_apart() -> None:
    (gone,) = lost_names("Dat zei Hendriks gisteren.", "They said that yesterday.")
    assert (gone.name, gone.near) == ("Hendriks", "")
    (bent,) = lost_names("Dat zei Van Kortenaer.", "So said Van Kroteren.")
    assert (bent.name, bent.near) == ("Kortenaer", "Kroteren")


def test_a_table_of_names_is_followed() -> None:
    table = {"Peking": "Beijing", "Poetin": "Putin"}
    assert lost_names("Hij woont in Peking.", "He lives in Beijing.", table) == []
    (left,) = lost_names("Dat zei Poetin.", "So said Poetin.", table)
    assert left.english == "Putin"


def test_nations_have_more_than_one_name() -> None:
    assert same_nation("u.k.", "british")
    assert same_nation("u.s.", "america")
    assert not same_nation("austria", "australia")


@pytest.mark.parametrize(
    ("source", "target", "detail"),
    [
        ("De burgemeester opende het gebouw.", "The mayor Wilders opened it.", "Wilders"),
        ("Dijkhof en Baudet zwegen.", "Mueller and Baudet were silent.", "Dijkhof is missing"),
        (
            "Dijkhof (VVD), Visser en Baudet zwegen.",
            "Mueller (VVD), Visser and Baudet were silent.",
            "Dijkhof is missing",
        ),
        ("Bakker en Van der Laan zwegen.", "Young and Van der Laan spoke.", "Bakker is missing"),
        ("Dijkhof sprak met Visser.", "Merkel spoke with Visser.", "not in the source: Merkel"),
        ("Zij woont in Winschoten.", "She lives in Wins.", "Winschoten"),
        ("De stad groeit [zie kaart].", "The city of Schiphol is growing.", "Schiphol"),
        ("De partij sprak met de VVD.", "The GOP spoke with the VVD.", "GOP"),
        ("Terug naar de Dijkhof-jaren.", "Back to the SGP-years.", "SGP"),
        ("Het kabinet Dijkhof-II viel.", "The cabinet PvdA-II fell.", "Dijkhof-II is missing"),
        ("Dat zei raadslid Wijnissen.", "So said Winesen.", "Wijnissen became"),
        ("Dat zei raadslid Steenbakkers.", "So said Steenbakers.", "Steenbakkers became"),
        ("Jan Bakker won van Klaas Visser.", "Jan Baker beat Klaas Visser.", "Bakker became Baker"),
    ],
)
def test_names_that_the_dutch_does_not_have_are_doubted(
    source: str, target: str, detail: str
) -> None:
    assert detail in (find_name(Pair(source, target)) or "")


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Het Lagerhuis stemde vrijdag tegen.", "The House of Commons voted no on Friday."),
        ("President Loekasjenko sprak.", "President Lukashenko spoke."),
        ("Het Oekraïense leger rukte op.", "The Ukrainian army advanced."),
        ("De Amsterdamse grachten.", "The canals of Amsterdam."),
        ("Dijkhof en Baudet zwegen.", "Baudet and Dijkhof were silent."),
        ("Duitsland en Frankrijk zwegen.", "Germany and France were silent."),
        ("Vissers en Hendriks zwegen.", "Fishermen and Hendriks were silent."),
        ("Het dorp ligt aan het Sapmeer.", "The village lies at Lake Sap."),
        ("Het IMF en de NAVO.", "The IMF and NATO."),
        ("De Amerikaanse marine.", "The U.S. Navy of the USA."),
        ("De Steenwijkse burgemeester.", "The mayor of Steenwijk."),
        ("Het was op het Zwanenbal.", "It was at the Zwanenbal's."),
        ("Vladimir Poetin lachte.", "Vladimir Putin laughed."),
    ],
)
def test_names_that_the_dutch_has_in_another_form_are_not(source: str, target: str) -> None:
    assert find_name(Pair(source, target)) is None


@pytest.mark.parametrize(
    ("source", "target", "is_lost"),
    [
        ("Druk van Putin", "Position's Press", True),
        ("Druk van Putin", "Pressure from Putin", False),
        ("Hij woont in Noord-Nederland.", "He lives in North Ireland.", True),
        ("Hij woont in Noord-Nederland.", "He lives in the northern Netherlands.", False),
        ("De grens met Oost-Polen.", "The border with East Poland.", False),
        ("De grens met Oost-Polen.", "The border with East police.", True),
        ("North Korea dreigt.", "South Korea threatens.", True),
        ("In Finland is het koud.", "It is finally cold.", True),
        ("In Finland is het koud.", "Finally it is cold.", True),
        ("Het is koud bij de Finse grens.", "It is cold at the Finnish border.", False),
        ("Dat is Engelse wetgeving.", "That is legislation.", True),
        ("Dat is Engelse wetgeving.", "That is English law.", False),
        ("Hij las de Latijnse tekst.", "He read the Dutch text.", True),
        ("De Chinezen en Palestijnen praten.", "The Chinese and the Palestinians talk.", False),
        ("Hij komt uit Ierland.", "He comes from Iran.", True),
        ("Het WK begint.", "The world championships begin.", False),
    ],
)
def test_places_and_peoples_are_followed(source: str, target: str, is_lost: bool) -> None:
    assert bool(find_name(Pair(source, target))) is is_lost


def single_forms() -> list[tuple[str, str, str]]:
    """Every country, adjective and people of the glossary in one word, with its first English."""
    lines = files("translate.glossary").joinpath("names.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    kinds = ("region", "adjective", "people")
    return [
        (row[0], row[1].split("|")[0], row[2])
        for row in rows
        if row[2] in kinds and " " not in row[0]
    ]


def test_the_glossarys_own_english_is_never_doubted() -> None:
    forms = single_forms()
    assert len(forms) > 500
    doubted = [
        (dutch, english, found)
        for dutch, english, _ in forms
        if (
            found := find_name(Pair(f"Gisteren zagen we {dutch} weer.", f"We saw {english} again."))
        )
    ]
    assert doubted == []


def test_another_nation_is_doubted() -> None:
    people = [(dutch, english) for dutch, english, kind in single_forms() if kind == "people"]
    missed = [
        (dutch, other)
        for (dutch, english), (_, other) in zip(people, people[20:] + people[:20], strict=True)
        if not find_name(Pair(f"Gisteren zagen we de {dutch} weer.", f"We saw the {other} again."))
    ]
    assert len(missed) <= 0.1 * len(people), missed


@pytest.mark.parametrize(
    ("source", "target", "torn"),
    [
        ("Jan de Vries werkt hier.", "Jan the Vries works here.", "Jan the Vries"),
        ("Jan P. de Vries werkt hier.", "Jan P. the Vries works here.", "P the Vries"),
        ("Mevrouw de Vries is blij.", "Miss the Vries is glad.", "Miss the Vries"),
        ("Dat zegt Piet van der Berg.", "So says Piet of the Berg.", "of the Berg"),
        ("Volgens Piet van der Berg niet.", "Not according to Piet Berg.", "to Piet Berg"),
        ("Maria van Dijk lacht.", "Mary of Dijk laughs.", "Mary of Dijk"),
        ("Ook mevrouw van Dijk won.", "Mrs of Dijk won as well.", "Mrs of Dijk"),
        ("Jan van de Velde won.", "Jan from the Velde won.", "Jan from the Velde"),
        ("Kees ten Cate zwijgt.", "Kees winning Cate is silent.", "Kees winning Cate"),
        ("Sophie in 't Veld sprak.", "Sophie in the Veld spoke.", "in the Veld"),
    ],
)
def test_a_surname_torn_apart_is_doubted(source: str, target: str, torn: str) -> None:
    detail = find_name(Pair(source, target))
    assert detail is not None and detail.endswith(f"became {torn}")


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Jan de Vries en Sophie in ’t Veld.", "Jan de Vries and Sophie in 't Veld."),
        ("Dat zegt Piet Van der Berg.", "So says Piet van der Berg."),
        ("De Bank van Korea wacht.", "The Bank of Korea is waiting."),
        ("President Loekasjenko van Belarus.", "President Lukashenko of Belarus."),
        ("Dries Mertens van Napoli won.", "Dries Mertens of Napoli won."),
        ("Ook prins Albert van Monaco kwam.", "Prince Albert of Monaco came too."),
        ("Burgemeester Ina Smit van Breda.", "Mayor Ina Smit of Breda."),
        ("Alexander de Grote won.", "Alexander the Great won."),
        ("Dan wil Trump de FIFA straffen.", "Then Trump wants to punish the FIFA."),
        ("Hij woont in Den Haag.", "He lives in The Hague."),
        ("Uitgever De Persgroep zwijgt.", "Publisher The Persgroep is silent."),
        ("In de Eredivisie leidt Ajax.", "In the Eredivisie Ajax leads."),
        ("Voor de VVD is dat te duur.", "For the VVD, that is too dear."),
        ("Over de Brexit en onder de Taliban.", "Over the Brexit and under the Taliban."),
    ],
)
def test_a_particle_that_is_kept_or_is_none_is_not_doubted(source: str, target: str) -> None:
    assert find_name(Pair(source, target)) is None


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Loekasjenko van Belarus sprak.", "Lukashenko van Belarus spoke.",
         "Lukashenko of Belarus spoke."),
        ("Koning Filip van België sprak.", "King Filip van Belgium spoke.",
         "King Filip of Belgium spoke."),
        ("Alexander Pechtold van D66 sprak.", "Alexander Pechtold van D66 spoke.",
         "Alexander Pechtold of D66 spoke."),
        # what is nothing but a surname
        ("De Jong won.", "The Young won.", "De Jong won."),
        ("Gisteren won De Haan in Den Haag.", "The Haan won in The Hague yesterday.",
         "De Haan won in The Hague yesterday."),
        # behind initials, an address or an office
        ("Dr. P.C. de Wit won.", "Dr. P.C. the White won.", "Dr. P.C. de Wit won."),
        ("De heer De Groot won.", "Mr. The Great won.", "Mr. De Groot won."),
        ("Het woord is aan mevrouw de Vries.", "It is up to Ms. the Vries.",
         "It is up to Ms. de Vries."),
        ("Zelfs minister De Jonge hielp.", "Even secretary The Young helped.",
         "Even secretary De Jonge helped."),
        ("Dat is volgens De Beer zo.", "That is so, says The Beer.", "That is so, says De Beer."),
    ],
)  # fmt: skip
def test_a_torn_surname_is_mended(source: str, target: str, expected: str) -> None:
    mended, what = with_particles(source, target)
    assert mended == expected
    ((was, now),) = what
    assert was in target and now in expected
    assert with_particles(source, mended) == (mended, [])


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Willem van Oranje won.", "William of Orange won."),
        ("Koning Filip van België sprak.", "King Filip of Belgium spoke."),
        ("Koning Willem van Holland sprak.", "King Willem of Holland spoke."),
        ("De burgemeester van Amsterdam sprak.", "The mayor of Amsterdam spoke."),
        ("Burgemeester Femke Halsema van Amsterdam.", "Mayor Femke Halsema of Amsterdam."),
        ("Johan de Witt werd vermoord.", "Johan de Witt was murdered."),
        ("Maria van Bourgondië trouwde.", "Maria of Burgundy married."),
        ("Jan van Holland won.", "Jan van Holland won."),
        ("De leider van D66 won.", "De leider van D66 won."),  # no translation
        ("Jan Glastra van Loon won.", "Jan Glastra van Loon won."),
        ("Ook Van Dijk van Ajax won.", "Van Dijk van Ajax won too."),
        ("Alexander de Grote stierf.", "Alexander the Great died."),
        ("Dat zegt de VN.", "That is what the UN says."),
        ("Volgens de Wereldbank is het zo.", "So says the World Bank."),
        ("Het beste in 2023, zegt de Europese Unie.", "The best, says the European Union."),
        ("Hugo de Groot vluchtte.", "Hugo Grotius fled."),
        ("Johannes de Evangelist schreef.", "Johannes the Evangelist wrote."),
        ("Karin van ARAG belde.", "Karin of ARAG called."),
        ("De Winter was koud.", "The Winter was cold."),
        ("Gisteren sprak De Jong in Den Haag.", "Yesterday he spoke in The Hague."),
        ("Thijs van de EO belde.", "Thijs of the EO called."),
        ("President Loekasjenko van Belarus.", "President Lukashenko of Belarus."),
        ("Dries Mertens van Napoli won.", "Dries Mertens of Napoli won."),
        # not behind the first name, or behind another
        ("Dat zei Caroline van der Plas.", "That said Caroline's plan of the Plas."),
        ("Martijn van Es belde.", "Martin of Es called."),
        ("Jan van Dijk en Piet Smit.", "Piet of Dijk and Jan Smit."),
    ],
)
def test_what_is_no_torn_surname_stays(source: str, target: str) -> None:
    assert with_particles(source, target) == (target, [])


def test_a_surname_that_is_a_word_and_is_lost_is_missed() -> None:
    pair = Pair("Het gezin De Groot verhuisde.", "The family moved.")
    assert find_name(pair) == "De Groot is missing"


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Mevrouw De Vries won.", "Mr. De Vries won.", "Ms. De Vries won."),
        ("Mw. Bos won met mevrouw Vos.", "Mr Bos won with Mister Vos.",
         "Ms. Bos won with Ms. Vos."),
        ("Meneer Smit won.", "Mrs. Smit won.", "Mr. Smit won."),
        ("De heer Bos won.", "Ms Bos won.", "Mr. Bos won."),
    ],
)  # fmt: skip
def test_women_and_men_are_addressed_as_what_they_are(
    source: str, target: str, expected: str
) -> None:
    mended, made = with_address(source, target)
    assert mended == expected and made
    assert with_address(source, mended) == (mended, [])


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Mevrouw Bos en de heer Smit wonnen.", "Ms. Bos and Mr. Smit won."),
        ("De heer Bos won van mevrouw Smit.", "Mr. Bos beat Mr. Smit."),  # who is told?
        ("Mevrouw mr. Bos won.", "Ms. Mr. Bos won."),
        ("De vrouw won.", "Mr. Bos won."),
        ("De heren Bos en Smit wonnen van mevrouw Vos.", "Mr. Bos and Mr. Smit beat Ms. Vos."),
    ],
)
def test_an_address_that_may_be_right_stays(source: str, target: str) -> None:
    assert with_address(source, target) == (target, [])
