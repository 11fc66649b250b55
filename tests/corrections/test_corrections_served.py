"""A correction is served word for word, everywhere and at once; nothing else is touched."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.fakes import FakeTranslator, english, fake_parts
from translate import Pipeline
from translate.corrections import Correction, Corrections, load, render
from translate.flags import FlagCode
from translate.memory import Memory
from translate.outputs import from_json, to_json
from translate.outputs.clean import one_line
from translate.types import ArticleResult

SENTENCE = "De brug over de Maas gaat in mei dicht."
RIGHT = "The bridge over the Meuse will close in May."
FIXED = Corrections([Correction(SENTENCE, RIGHT)])


def codes(result: ArticleResult, source: str) -> list[FlagCode]:
    return [
        flag.code for pair in result.sentences() if pair.source == source for flag in pair.flags
    ]


def test_a_correction_is_served_for_every_model_without_asking_it(articles: Path) -> None:
    for model in ("a" * 64, "b" * 64):
        translator = FakeTranslator()
        parts = fake_parts(translator, model_digest=model)
        result = Pipeline(parts=replace(parts, corrections=FIXED)).file(articles / "brug.txt")
        pair = next(pair for pair in result.sentences() if pair.source == SENTENCE)
        assert (pair.target, pair.score) == (RIGHT, None)
        assert [flag.code for flag in pair.flags] == [FlagCode.HUMAN]
        assert SENTENCE not in translator.asked
        assert len(translator.asked) == 4


def test_quotes_and_spaces_do_not_hide_a_sentence_from_its_correction() -> None:
    fixed = Corrections([Correction("„Niet  doen”, zei hij.", "“Don't”, he said.")])
    pair = Pipeline(parts=replace(fake_parts(), corrections=fixed)).text('"Niet doen", zei hij.')[0]
    assert pair.target == "“Don't”, he said."


def test_corrections_come_and_go_without_stale_results(articles: Path, tmp_path: Path) -> None:
    """Under one memory: nothing stale is served, nothing is translated again."""
    translator = FakeTranslator()
    with Memory.open(tmp_path / "memory.sqlite3") as memory:
        bare = fake_parts(translator, memory=memory)
        fixed = replace(bare, corrections=FIXED)
        other = replace(bare, corrections=Corrections([Correction(SENTENCE, "Otherwise.")]))
        files = [articles / "brug.txt", articles / "regio" / "markt.txt"]
        first = [Pipeline(parts=bare).file(file) for file in files]
        asked = len(translator.asked)
        for parts, target in ((fixed, RIGHT), (other, "Otherwise."), (fixed, RIGHT)):
            for file in files:
                result = Pipeline(parts=parts).file(file)
                found = [p.target for p in result.sentences() if p.source == SENTENCE]
                assert found == [target]
        assert [Pipeline(parts=bare).file(file) for file in files] == first
        assert len(translator.asked) == asked


def test_only_an_article_that_shows_a_correction_names_it(articles: Path) -> None:
    (articles / "regen.txt").write_text("Het regent in Zwolle. Niemand klaagt.", encoding="utf-8")
    plain = Pipeline(parts=fake_parts())
    fixed = Pipeline(parts=replace(fake_parts(), corrections=FIXED))
    assert fixed.file(articles / "regen.txt") == plain.file(articles / "regen.txt")
    assert f"|corr:{FIXED.digest[:8]}|" in fixed.file(articles / "brug.txt").signature
    assert f"|corr:{FIXED.digest[:8]}|" in fixed.signature and "corr:" not in plain.signature


def test_sentences_like_a_corrected_one_have_it_beside_them(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("De brug over de Waal gaat in mei dicht. Niemand klaagt.", encoding="utf-8")
    result = Pipeline(parts=replace(fake_parts(), corrections=FIXED)).file(file)
    close, far = result.sentences()
    (match,) = close.near
    assert (match.source, match.target) == (SENTENCE, RIGHT) and 75 <= match.similarity < 100
    assert close.target == english(close.source) and not far.near
    assert "|corr:" in result.signature
    assert from_json(to_json(result)) == result


texts = st.text(min_size=1, max_size=40).filter(lambda text: one_line(text).isprintable())
corrections = st.lists(st.builds(Correction, texts, texts, texts, texts), max_size=6)


@given(corrections)
def test_what_is_kept_comes_back_from_its_file(given: list[Correction]) -> None:
    from tempfile import TemporaryDirectory

    wanted = {
        one.id: one_line(one.target)
        for one in Corrections(given)
        if xml_text(one.source) and xml_text(one.target)
    }
    with TemporaryDirectory() as folder:
        path = Path(folder, "corrections.tmx")
        path.write_text(render(Corrections(given)), encoding="utf-8")
        found = {one.id: one.target for one in load(path)}
    assert {id: found.get(id) for id in wanted} == {id: xml_text(t) for id, t in wanted.items()}


def xml_text(text: str) -> str:
    return one_line(text).translate(str.maketrans("", "", "\ufffe\uffff"))
