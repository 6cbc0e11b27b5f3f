"""Are our own pairs of documents sound, and how well does the checker do on them?"""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import get_args

import pytest

from pipeline.checker.model import Verdict
from pipeline.checker.verdict import judge
from pipeline.errors import ConfigurationError
from pipeline.evaluate.pairs import PairTally, as_table, as_text, evaluate_pairs, gold_rows, read_pairs

ROOT = Path(__file__).resolve().parent.parent
PAIRS = ROOT / "data" / "gold" / "pairs"
SOURCES = sorted((PAIRS / "src").glob("*.txt"))


@cache
def compiler() -> ModuleType:
    """data/gold/pairs/compile.py, which is a script beside the data and no part of the package."""
    spec = importlib.util.spec_from_file_location("pairs_compile", PAIRS / "compile.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def measured() -> PairTally:
    """The tally of the checker over our own pairs."""
    return evaluate_pairs(PAIRS)["pairs from gold"]


@pytest.mark.parametrize("source", SOURCES, ids=[p.stem for p in SOURCES])
def test_pairs_are_compiled_from_their_source(source: Path) -> None:
    """Nobody edits a compiled file: `python data/gold/pairs/compile.py` gives what is there."""
    for path, content in compiler().compiled(source).items():
        assert path.read_text(encoding="utf-8") == content, f"{path}: run python data/gold/pairs/compile.py"


@pytest.mark.parametrize("pair", read_pairs(PAIRS), ids=lambda p: p.name)
def test_pairs_are_sound(pair: object) -> None:
    """Every row is named just once or in a split, every id is there, evidence and numbers belong together."""
    from pipeline.evaluate.pairs import GoldPair

    assert isinstance(pair, GoldPair)
    a, b = ({r.row_id: r for r in gold_rows(pair.folder, name)} for name in (pair.a, pair.b))
    assert {x.a for x in pair.links if x.a} == set(a)
    assert {x.b for x in pair.links if x.b} == set(b)
    for row in (*a.values(), *b.values()):
        assert row.evidence
        assert row.doc_date
        assert row.lang
        assert row.value is not None or row.due or row.frequency
        assert not row.target_text or row.target_text in row.evidence
        assert (row.status == "achieved") == (row.modality is None)


def test_every_verdict_occurs_five_times_in_three_combinations_of_languages() -> None:
    counted = Counter(x.verdict for pair in read_pairs(PAIRS) for x in pair.links)
    assert {v: counted[v] for v in get_args(Verdict) if v != "self_conflict" and counted[v] < 5} == {}
    langs = {tuple(gold_rows(PAIRS, name)[0].lang for name in (pair.a, pair.b)) for pair in read_pairs(PAIRS)}
    assert {("zh", "zh"), ("zh", "en"), ("en", "en")} <= langs
    assert len(read_pairs(PAIRS)) >= 14


def test_every_link_gets_its_verdict_and_fields() -> None:
    for pair in read_pairs(PAIRS):
        a, b = ({r.row_id: r for r in gold_rows(pair.folder, name)} for name in (pair.a, pair.b))
        for x in pair.links:
            if x.a and x.b:
                found = judge(a[x.a], b[x.b], relation=pair.relation)
                assert (found.verdict, frozenset(found.fields)) == (x.verdict, x.fields), f"{pair.name} {x.a}–{x.b}"


def test_the_checker_reaches_its_floor() -> None:
    figures = measured().figures()
    assert figures["f1"] >= 0.97, "\n".join(measured().differences)
    assert figures["verdict_acc"] >= 0.97, "\n".join(measured().differences)


def test_the_figures_are_printed() -> None:
    assert "pairs from gold" in as_text({"pairs from gold": measured()}, errors=True, by_verdict=True)
    assert as_table(measured()).startswith("verdict")


def test_a_broken_pair_is_named(tmp_path: Path) -> None:
    (tmp_path / "PAIR_x.json").write_text(json.dumps({"a": "x", "b": "y", "relation": "cousin", "links": []}), encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"PAIR_x\.json"):
        read_pairs(tmp_path)
    assert evaluate_pairs(tmp_path / "none") == {}
