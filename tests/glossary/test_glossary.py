"""Loading a user's glossary, joining it with the names, and the digests that keys are made of."""

from __future__ import annotations

from pathlib import Path

import pytest

from translate.errors import UsageError
from translate.glossary import Entry, Glossary


def load(tmp_path: Path, text: str, encoding: str = "utf-8") -> Glossary:
    path = tmp_path / "terms.tsv"
    path.write_bytes(text.encode(encoding))
    return Glossary.load(path)


def run(glossary: Glossary, source: str) -> str:
    """What a model that copies its input makes of ``source``."""
    prepared = glossary.prepared(source)
    return prepared.apply(prepared.text).target


def test_a_user_file_with_every_flag(tmp_path: Path) -> None:
    glossary = load(
        tmp_path,
        "dutch\tenglish\tflags\n# municipal words\n\nwethouder\talderman\n"
        "Kamer\tHouse\tcase\ncollege\t\tkeep\r\nArt\\. (\\d+)\tArticle \\1\tregex, case\n",
    )
    assert len(glossary) == 4
    assert run(glossary, "Wethouder Bos, de wethouder.") == "Alderman Bos, de alderman."
    assert run(glossary, "de Kamer, de kamer") == "de House, de kamer"
    assert run(glossary, "het college") == "het college"
    assert run(glossary, "volgens Art. 12") == "volgens Article 12"
    assert run(glossary, "volgens art. 12") == "volgens art. 12"


def test_a_kept_word_that_was_translated_is_missed(tmp_path: Path) -> None:
    glossary = load(tmp_path, "Sinterklaas\t\tkeep\n")
    prepared = glossary.prepared("Sinterklaas komt")
    assert prepared.apply("Santa comes").missed == prepared.terms


def test_any_of_several_english_forms_is_right(tmp_path: Path) -> None:
    glossary = load(tmp_path, "raadslid\tcouncillor|council member\n")
    prepared = glossary.prepared("het raadslid")
    assert prepared.text == "het councillor"
    assert prepared.apply("the council member").missed == ()


def test_a_byte_order_mark_is_no_part_of_the_first_word(tmp_path: Path) -> None:
    assert run(load(tmp_path, "hond\tdog\n", "utf-8-sig"), "de hond") == "de dog"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("hond", "two columns with a tab"),
        ("hond\t", "the English is empty"),
        ("hond\tdog|", "the English is empty"),
        ("hond\tdog\tkeen", "unknown flag 'keen'"),
        ("hond\tdog\tcase\tregex", "more than three columns"),
        ("hond\tdog\tkeep", "with the flag keep"),
        ("hond\t\tkeep,regex", "do not go together"),
        ("(hond\tdog\tregex", "not a regular expression"),
        ("x*\tdog\tregex", "matches nothing at all"),
        ("(hond)\t\\2\tregex", "does not fit the expression"),
        ("…\tdog", "holds no word"),
        ("KAT\tpussy-cat", "differs from line 1"),
    ],
)
def test_a_bad_line_is_named_in_one_line(tmp_path: Path, line: str, problem: str) -> None:
    with pytest.raises(UsageError) as caught:
        load(tmp_path, f"kat\tcat\n{line}\n")
    assert "terms.tsv, line 2: " in str(caught.value)
    assert problem in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_same_line_twice_is_one_entry(tmp_path: Path) -> None:
    assert len(load(tmp_path, "kat\tcat\nkat\tcat\n")) == 1


def test_a_file_that_is_not_there_or_not_utf8(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"cannot read the glossary .*no such file"):
        Glossary.load(tmp_path / "none.tsv")
    with pytest.raises(UsageError, match="is not UTF-8"):
        load(tmp_path, "België\tBelgium\n", "latin-1")


def test_the_users_word_goes_before_the_list(tmp_path: Path) -> None:
    user = load(tmp_path, "Kiev\tKiev\nPeking University\t\tkeep\n")
    glossary = Glossary.builtin().merged(user)
    assert run(glossary, "Poetin in Kiev en Charkov") == "Putin in Kiev en Kharkiv"
    assert run(glossary, "van Peking University in Peking") == "van Peking University in Beijing"


def test_no_names_means_that_only_the_users_terms_are_known(tmp_path: Path) -> None:
    user = load(tmp_path, "hond\tdog\n")
    assert run(user, "Poetins hond en Tkatsjoek") == "Poetins dog en Tkatsjoek"
    assert run(Glossary.empty(), "Poetins hond") == "Poetins hond"


def test_the_digest_follows_what_the_glossary_does(tmp_path: Path) -> None:
    builtin, empty = Glossary.builtin(), Glossary.empty()
    assert empty.digest == "none"
    dog = load(tmp_path, "hond\tdog\n")
    same = load(tmp_path, "# a note\nhond\tdog\n")
    hound, sharp = load(tmp_path, "hond\thound\n"), load(tmp_path, "hond\tdog\tcase\n")
    assert dog.digest == same.digest
    assert builtin.merged(empty).digest == builtin.digest
    digests = {g.digest for g in (builtin, empty, dog, hound, sharp, builtin.merged(dog))}
    assert len(digests) == 6


def test_a_sentence_key_changes_with_its_own_terms_only(tmp_path: Path) -> None:
    def keys(glossary: Glossary, source: str) -> list[tuple[str, ...]]:
        return [term.key for term in glossary.terms_in(source)]

    builtin = Glossary.builtin()
    more = builtin.merged(load(tmp_path, "hond\tdog\n"))
    assert keys(more, "Poetin zwijgt") == keys(builtin, "Poetin zwijgt")
    assert keys(more, "Poetins hond") != keys(builtin, "Poetins hond")
    less = builtin.merged(load(tmp_path, "Poetin\tPoutine\n"))
    assert keys(less, "Poetin zwijgt") != keys(builtin, "Poetin zwijgt")


@pytest.mark.parametrize(
    "lines", ["haven\tport\nHaven\tHarbour\tcase\n", "Haven\tHarbour\tcase\nhaven\tport\n"]
)
def test_an_entry_with_its_capitals_goes_before_one_without(tmp_path: Path, lines: str) -> None:
    found = load(tmp_path, lines).terms_in("De directie van Haven BV zit in de haven.")
    assert [term.english for term in found] == ["Harbour", "port"]


def test_columns_may_stand_in_quotation_marks(tmp_path: Path) -> None:
    found = load(tmp_path, '"wethouder"\t"the ""alderman"""\n').terms_in("De wethouder sprak.")
    assert [term.english for term in found] == ['the "alderman"']


def test_an_entry_without_a_word_is_refused() -> None:
    with pytest.raises(ValueError, match="no word"):
        Glossary(user=(Entry("…", "x"),)).terms_in("x")
