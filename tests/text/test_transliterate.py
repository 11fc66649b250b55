"""Slavic names are respelled; Dutch, Frisian, Polish, Czech and other names never are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.text.transliterate import transliterate

SLAVIC = {
    "Abramovitsj": "Abramovich",
    "Alijev": "Aliyev",
    "Basajev": "Basayev",
    "Brezjnev": "Brezhnev",
    "Chomenko": "Khomenko",
    "Gorbatsjov": "Gorbachov",  # by rule; the list has the customary form
    "Jatsenko": "Yatsenko",
    "Kirijenko": "Kiriyenko",
    "Koelikov": "Kulikov",
    "Koeznetsova": "Kuznetsova",
    "Kravtsjoek": "Kravchuk",
    "Kroepskaja": "Krupskaya",
    "Ljoebimov": "Lyubimov",
    "Loekasjenko": "Lukashenko",
    "Loekjanenko": "Lukyanenko",
    "Masjarova": "Masharova",
    "Misjoestin": "Mishustin",
    "Narysjkin": "Naryshkin",
    "Oeljanovsk": "Ulyanovsk",
    "Patroesjev": "Patrushev",
    "Pavljoetsjenko": "Pavlyuchenko",
    "Poesjkin": "Pushkin",
    "Prigozjin": "Prigozhin",
    "Rabinovitsj": "Rabinovich",
    "Romantsjoek": "Romanchuk",
    "Sjevtsova": "Shevtsova",
    "Sjoevalov": "Shuvalov",
    "Soerikov": "Surikov",
    "Tichonov": "Tikhonov",
    "Tkatsjoek": "Tkachuk",
    "Toepolev": "Tupolev",
    "Tsjerkasov": "Cherkasov",
    "Tsjoebarova": "Chubarova",
    "Zjdanov": "Zhdanov",
    "Zjeltoechin": "Zheltukhin",
    "Zjoekovski": "Zhukovsky",
    "Kozlovskaja": "Kozlovskaya",
    "Soechov-Zjoekov": "Sukhov-Zhukov",
}
#: Names that share letters or endings with the above, from Dutch newspapers' daily bread.
_OTHERS = """
Aafje Abcoude Adema Alkmaar Amersfoort Anja Antje Appelscha Arjen Assen Bakhuys Barendrecht Bart
Beatrix Bloemendaal Boelens Boer Boerema Boersma Boeschoten Boeve Boogerd Bouchra Broek Broekhuis
Bruinsma Charlotte Christiaan Claes Cloetingh Coevorden Cornelis Dijkstra Dirkje Doesburg
Doetinchem Douwe Driesj Ebbinge Ede Eelkje Elsje Elske Emmen Enschede Eva Feenstra Femke Fetsje
Floris Foekje Folkertsma Frederiek Geartsje Geertje Gerritsjen Gijsbrecht Goedhart Goeree Goes
Groeneveld Groen Groenewoud Haarlem Halbe Hanssen Harmsen Heerenveen Helmond Hendrickje Hendrikje
Hilversum Hoek Hoekema Hoekstra Hoesselt Hoevelaken Hooghiemstra Houtsma Ijsbrand Ineke Jaap
Jacobien Jannetje Jans Jeltsje Jetske Jisca Joachim Joeri Joep Jongsma Joris Joukje Kloek
Kloosterman Knoester Koen Koert Koeman Koevoets Koolhaas Krikke Kroese Kuijpers Kuyt Landsmeer
Leeuwarden Lenferink Lieftinck Loes Loek Loenen Lubbers Lutske Maaike Machteld Maarten Marijke
Marjolein Martin Martina Masja Mathijsen Mechelen Meindertsma Mijnsheerenland Moens Moerdijk
Moerkapelle Munstergeleen Natasja Nijenhuis Nijinsky Nynke Oegstgeest Oeltjen Oene Oerlemans
Oosterhoesel Oud-Beijerland Paulina Pechtold Pien Ploeg Poelgeest Poelstra Poepjes Pruis Radstake
Regina Reinoud Reintsje Rensjen Rinsje Roeland Roelofs Roemer Roermond Roosendaal Ruttenberg
Samsom Sasja Schaap Schiphol Schoenmaker Schoevers Sjaak Sjaardema Sjaarda Sjef Sjefke Sjerp
Sjoerd Sjoerdina Sjoerdsma Sjoerdtje Sjollema Sjon Sjors Sjouke Sjoukje Sloet Snoek Soesoe Soest
Soetekouw Staphorst Stoelinga Tasja Tjalling Tjeenk Tjerk Toemen Troelstra Trijntje Tsjalling
Tsjerk Tsjibbe Tsjikke Tsjitske Tsjummearum Tsjerkwerd Veenhuizen Veenstra Vendeloo Vestdijk
Vinkovski Vleuten Voerendaal Wieringa Wijchen Woensel Woerden Woudsend Wubbo Wytske Yde Zaltbommel
Zjef Zoetermeer Zoethout Zoeterwoude Zutphen Zwijndrecht Kowalski Lewandowski Wojciechowski
Michalski Jaruzelski Zajac Szymanski Lechowski Majewski Rachwalski Muchova Krejcikova Kvitova
Prochazka Novotna Macha Sychrova Djokovic Jankovic Jovanov Janssen Tadic Mladenov Hristov Jokic
Ajax Johansson Jeremejevic Detlev Gustav Kirov Popov Ivanov Martinova Beethoven Bach Schumann
Tchaikovsky Rachmaninoff Chopin Nietzsche Fischer Michelin Chirac Mitterrand
Yushchenko Lukashenko Tikhonov Yevtushenko Zhukovsky Tkachuk Kuznetsova Khodorkovsky
"""
OTHERS = _OTHERS.split()


@pytest.mark.parametrize(("dutch", "english"), SLAVIC.items())
def test_slavic_names_are_respelled(dutch: str, english: str) -> None:
    assert transliterate(dutch) == english


def test_there_are_enough_other_names() -> None:
    assert len(OTHERS) >= 100


@pytest.mark.parametrize("name", OTHERS)
def test_other_names_stay(name: str) -> None:
    assert transliterate(name) is None


@pytest.mark.parametrize("word", ["loekasjenko", "LOEKASJENKO", "Oe", "", "-", "Tsjenko1", "Enko"])
def test_what_is_no_capitalised_name_stays(word: str) -> None:
    assert transliterate(word) is None


@given(st.text(alphabet="abcdehijknoprstvz-", max_size=14).map(str.capitalize))
def test_respelling_settles_at_once(word: str) -> None:
    english = transliterate(word)
    if english is not None:
        assert english[0].isupper()
        assert transliterate(english) is None
