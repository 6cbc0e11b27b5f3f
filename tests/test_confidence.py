"""Confidence of rows: every fact against a row lowers it, the facts are what they say, and it holds on our own gold."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.confidence import Example, as_csv, chance, cross_validated, extract_with_facts, fit, gold_examples, read_examples
from pipeline.confidence import FEATURES, LEAST, MOST, RowFacts, row_confidence
from pipeline.evaluate.reliability import EDGES, Outcome, as_text, calibration_error, reliability
from pipeline.lexicon import load
from pipeline.types import Document

GOLD = Path(__file__).resolve().parent.parent / "data" / "gold"
DEV = GOLD.parent.parent.parent / "shared" / "gold" / "dev"
CLEAR = RowFacts(*[0.0] * len(FEATURES))
facts = st.builds(RowFacts, *[st.floats(0, 1) for _ in FEATURES])


@given(facts, st.sampled_from(FEATURES), st.floats(0, 1))
def test_what_speaks_against_a_row_never_makes_it_surer(some: RowFacts, name: str, more: float) -> None:
    before = row_confidence(some)
    assert LEAST <= before <= MOST
    assert row_confidence(replace(some, **{name: max(more, getattr(some, name))})) <= before


def test_the_weights_are_those_of_the_facts() -> None:
    assert [row["feature"] for row in load("row_confidence")] == ["base", *FEATURES]


def facts_in(text: str, doc_date: str | None = "2024-02-01") -> list[RowFacts]:
    return extract_with_facts(Document("text", text, doc_date=doc_date))[1]


@pytest.mark.parametrize(
    ("text", "fact", "value"),
    [
        ("到2025年，全市高中阶段毛入学率要达到95%以上。", "time_outside", 0.0),
        ("2025年全市主要预期目标是：\n城镇新增就业6万人；\n粮食产量稳定在24万吨以上。", "time_outside", 1.0),
        ("市教育局要在2025年6月底前制定方案。", "no_target", 1.0),
        ("市教育局要在2025年6月底前新建学校5所。", "nobody", 0.0),
        ("要在2025年6月底前新建学校5所。", "nobody", 1.0),
        ("By the end of 2025, the Department of Education shall build 5 schools.", "english", 1.0),
    ],
)
def test_facts(text: str, fact: str, value: float) -> None:
    found = facts_in(text)
    assert found
    assert {getattr(f, fact) for f in found} == {value}


def test_a_time_that_counts_from_an_unknown_day() -> None:
    text = "8月底前要新建学校5所。"
    assert [f.undated for f in facts_in(text, None)] == [1.0]
    assert [f.undated for f in facts_in(text)] == [0.0]


def test_facts_belong_to_their_rows() -> None:
    result, found = extract_with_facts(Document("text", "要在2025年6月底前新建学校5所。市教育局要在2025年8月底前制定方案。", doc_date="2024-02-01"))
    assert [(c.target is None, f.no_target) for c, f in zip(result.commitments, found, strict=True)] == [(False, 0.0), (True, 1.0)]


def made(count: int) -> list[Example]:
    """Rows of which those without number are wrong every other time, those with one in twenty."""
    out = []
    for n in range(count):
        bare = n % 4 == 0
        right = n % 8 != 0 if bare else n % 19 != 0
        out.append(Example("made", f"d{n % 12}", replace(CLEAR, no_target=float(bare)).vector(), right))
    return out


def test_the_fit_finds_what_there_is() -> None:
    examples = made(800)
    weights = fit(examples)
    assert weights[1 + FEATURES.index("no_target")] < -1
    assert max(weights[1:]) <= 0
    assert chance(weights, replace(CLEAR, no_target=1.0).vector()) == pytest.approx(0.5, abs=0.05)
    assert chance(weights, CLEAR.vector()) == pytest.approx(0.95, abs=0.02)


def test_every_row_is_held_out_once() -> None:
    examples = made(60)
    held = cross_validated(examples, folds=4)
    assert sorted(id(e) for e, _ in held) == sorted(map(id, examples))


def test_the_file_of_weights_is_a_lexicon() -> None:
    lines = as_csv((4.0, *[-0.5] * len(FEATURES)), made(8)).splitlines()
    assert lines[0].startswith("# source: ")
    assert lines[1:3] == ["feature,weight", "base,4"]
    assert len(lines) == 3 + len(FEATURES)


def test_the_rows_that_were_read_have_all_facts() -> None:
    examples = read_examples()
    assert len(examples) > 100
    assert {len(e.facts) for e in examples} == {len(FEATURES)}
    assert 0.5 < sum(e.right for e in examples) / len(examples) < 1


@pytest.mark.parametrize(("folder", "least", "part"), [(GOLD, 0.9, 0.35), (DEV, 0.97, 0.5)], ids=["data/gold", "dev"])
def test_sure_rows_are_right(folder: Path, least: float, part: float) -> None:
    """Floors with a margin: see docs/confidence.md where rules have changed and this fails."""
    if not folder.is_dir():
        pytest.skip("this gold is not on this machine")
    judged = [(row_confidence(RowFacts(*e.facts)), e.right) for e in gold_examples(folder)]
    sure = [right for confidence, right in judged if confidence >= 0.9]
    rest = [right for confidence, right in judged if confidence < 0.9]
    assert len(sure) >= part * len(judged)
    assert sum(sure) / len(sure) >= least
    assert sum(sure) / len(sure) > sum(rest) / len(rest)


def test_bins_hold_everything_once() -> None:
    seen = [Outcome("row", n / 100, True) for n in range(101)] + [Outcome("agency", 0.8, False)]
    table = reliability(seen)
    assert sum(b.count for b in table["row"]) == 101
    assert [b.low for b in table["row"]] == list(EDGES)
    assert table["mention"] == table["agency"]
    assert calibration_error(table["agency"]) == 0.8
    assert "0.90 and above" in as_text(table)


def test_nothing_is_no_table() -> None:
    assert reliability([]) == {}
    assert as_text({}) == ""
    assert calibration_error([]) == 0.0
