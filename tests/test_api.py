"""What ``import translate`` gives: results one by one, readable, and errors in Python's words."""

from __future__ import annotations

from pathlib import Path

import pytest

import translate
from tests.fakes import FakeTranslator, english, fake_parts
from translate import ArticleWarning, Pipeline, Settings
from translate.articles import ReadOptions
from translate.errors import EmptyArticle, NotEnglish, NothingMatched, TooLarge, UsageError


def test_what_is_public_is_listed_and_there() -> None:
    assert dir(translate) == sorted(translate.__all__)
    for name in dir(translate):
        assert getattr(translate, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        translate.Nothing  # noqa: B018


def test_a_folder_streams_its_results(articles: Path) -> None:
    translator = FakeTranslator()
    results = Pipeline(parts=fake_parts(translator)).files(articles)
    assert not translator.asked, "nothing is done before it is asked for"
    assert [result.article.path for result in results] == ["brug.txt", "regio/markt.txt"]


def test_a_broken_article_is_told_of_and_the_rest_goes_on(articles: Path) -> None:
    (articles / "leeg.txt").write_bytes(b" ")
    pipeline = Pipeline(parts=fake_parts())
    with pytest.warns(ArticleWarning, match=r"leeg\.txt"):
        assert len(list(pipeline.files([articles], progress=True))) == 2
    with pytest.raises(EmptyArticle):
        list(pipeline.files(articles, errors="raise"))


def test_file_wants_one_article(articles: Path, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("text\nDe brug is dicht.\nHet regent.\n", encoding="utf-8")
    pipeline = Pipeline(parts=fake_parts())
    with pytest.raises(UsageError, match=r"is a folder: Pipeline\.files"):
        pipeline.file(articles)
    with pytest.raises(UsageError, match=r"holds 2 articles: Pipeline\.files"):
        pipeline.file(tmp_path / "t.csv")
    with pytest.raises(UsageError, match="no such file or folder"):
        pipeline.file(tmp_path / "nope.txt")
    assert len(list(pipeline.files(tmp_path / "t.csv"))) == 2


def test_errors_name_arguments_and_not_options(articles: Path) -> None:
    from dataclasses import replace

    parts = replace(fake_parts(), reading=ReadOptions(max_bytes=10, assume_dutch=True))
    with pytest.raises(TooLarge, match=r"Settings\(max_bytes=…\)") as caught:
        Pipeline(Settings(max_bytes=10), parts=parts).file(articles / "brug.txt")
    assert "--" not in str(caught.value)


def test_a_result_reads_well(articles: Path) -> None:
    result = Pipeline(parts=fake_parts()).file(articles / "brug.txt")
    assert "\n\n" in result.dutch and result.dutch.startswith("De brug over de Maas")
    assert result.english.count("\n\n") == result.dutch.count("\n\n")
    assert english("Dat duurt 14 weken.") in result.english
    assert len(repr(result)) < 100 and "5 sentences" in repr(result)
    rows = result.rows()
    assert [row["source"] for row in rows] == [pair.source for pair in result.sentences()]
    assert sum(row["doubts"] > 0 for row in rows) == len(result.doubts)
    assert "not checked by a person" in result._repr_html_()


def test_html_of_a_result_shows_text_and_obeys_none(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Dit is <script>alert(1)</script> tekst.", encoding="utf-8")
    shown = Pipeline(parts=fake_parts()).file(tmp_path / "a.txt")._repr_html_()
    assert "<script>" not in shown and "&lt;script&gt;" in shown


def test_settings_take_paths_as_texts_and_refuse_numbers_as_the_command_line_does() -> None:
    chosen = Settings(cache_dir="x", models_dir="~/m", glossary="t.tsv")  # type: ignore[arg-type]
    assert chosen.cache_dir == Path("x") and chosen.glossary == Path("t.tsv")
    assert chosen.models_dir == Path.home() / "m"
    for wrong in (
        {"max_summary_words": 0}, {"beam": 100}, {"beam": 0}, {"threads": 0}, {"max_bytes": -1},
        {"beam": True}, {"threads": "4"},
    ):  # fmt: skip
        ((name, value),) = wrong.items()
        with pytest.raises(UsageError, match=f"^{name} cannot be {value!r}: it takes a whole"):
            Settings(**wrong)  # type: ignore[arg-type]
    assert Settings(beam=64, threads=1, max_summary_words=1).beam == 64


def test_what_files_is_asked_for_must_make_sense(articles: Path) -> None:
    pipeline = Pipeline(parts=fake_parts())
    with pytest.raises(UsageError, match="errors cannot be 'ignore': it takes 'warn' or 'raise'"):
        list(pipeline.files(articles, errors="ignore"))  # type: ignore[arg-type]
    with pytest.raises(NothingMatched, match=r"^no path was named: "):
        list(pipeline.files([]))


def test_only_english_is_summarised() -> None:
    pipeline = Pipeline(parts=fake_parts())
    with pytest.raises(NotEnglish, match=r"Pipeline\.file"):
        pipeline.summarize("De gemeente heeft besloten dat de brug pas in het voorjaar opengaat.")
    with pytest.raises(EmptyArticle):
        pipeline.summarize(" ")
    assert "bridge" in pipeline.summarize("The bridge has been closed since Monday.").text
