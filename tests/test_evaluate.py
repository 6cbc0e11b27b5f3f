"""The measures: perfect tables score 1, each kind of mistake lowers its own figure, and the figures of the reference scorer are met."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import ConfigurationError
from pipeline.evaluate.annotated import Span, gold_texts, read_gold
from pipeline.evaluate.measure import best_pairs, iou, trimmed
from pipeline.evaluate.report import Evaluation, as_text, evaluate, measure

GOLD: dict[str, Any] = {
    "doc": "plan",
    "lang": "zh",
    "doc_date": "2025-03-01",
    "mentions": [
        {"id": "m1", "kind": "agency", "start": 0, "end": 4, "text": "市教育局", "name": "市教育局", "role": "lead"},
        {"id": "m2", "kind": "temporal", "start": 6, "end": 11, "text": "2026年底", "type": "point", "from": "2026-12-31", "to": "2026-12-31", "rel": "by"},
        {"id": "m3", "kind": "quantity", "start": 20, "end": 23, "text": "60%", "value": 60, "comparator": "eq", "unit": "percent", "change": "level"},
        {"id": "m4", "kind": "temporal", "start": 30, "end": 32, "text": "每年", "type": "set", "value": "P1Y"},
    ],
    "statements": [
        {"start": 0, "end": 24, "text": "x" * 24, "class": "commitment"},
        {"start": 25, "end": 40, "text": "y" * 15, "class": "other"},
    ],
    "commitments": [
        {
            "id": "c1",
            "status": "committed",
            "modality": "planned",
            "due": "2026-12-31",
            "target": "m3",
            "deadline": "m2",
            "agencies": ["m1"],
            "frequency": None,
            "evidence": {"start": 0, "end": 24, "text": "x" * 24},
        },
    ],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A gold folder of one document, with files beside it that are no gold."""
    (tmp_path / "plan.json").write_text(json.dumps(GOLD), encoding="utf-8")
    (tmp_path / "plan.txt").write_text("z" * 40, encoding="utf-8")
    (tmp_path / "PAIR_plan.json").write_text("{}", encoding="utf-8")
    (tmp_path / "plan.src.json").write_text("{}", encoding="utf-8")
    return tmp_path


def rows_of(gold: dict[str, Any], doc_id: str) -> dict[str, list[dict[str, Any]]]:
    """The tables that say just what the gold file says."""
    mentions = []
    for m in gold["mentions"]:
        row = {**m, "doc_id": doc_id, "mention_id": m["id"]}
        if m["kind"] == "temporal":
            row |= {"temporal_type": m["type"], "date_from": m.get("from"), "date_to": m.get("to"), "relation": m.get("rel", "in"), "iso_value": m.get("value")}
            row.pop("value", None)
        mentions.append(row)
    statements = [{**s, "doc_id": doc_id, "statement_class": s["class"]} for s in gold["statements"]]
    commitments = [
        {
            "doc_id": doc_id,
            "commitment_id": c["id"],
            **{f"{f}_id": c.get(f) for f in ("target", "deadline", "frequency")},
            **{f: c.get(f) for f in ("status", "modality", "due")},
            "agency_ids": c.get("agencies", []),
            "start": c["evidence"]["start"],
            "end": c["evidence"]["end"],
            "evidence": c["evidence"]["text"],
        }
        for c in gold["commitments"]
    ]
    return {"mentions": mentions, "statements": statements, "commitments": commitments}


def write(rows: dict[str, list[dict[str, Any]]], folder: Path) -> Path:
    """Write the tables as `extract -o FOLDER` does."""
    folder.mkdir(exist_ok=True)
    for name, some in rows.items():
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in some), encoding="utf-8")
    return folder


def test_the_gold_itself_is_perfect(folder: Path, tmp_path: Path) -> None:
    result = evaluate(folder, write(rows_of(GOLD, "sub/plan.txt"), tmp_path / "tables"))
    assert result.differences == ()
    for stage in ("temporal", "quantity", "agency", "row"):
        assert result.figures[stage]["f1"] == 1.0
    assert result.figures["row"]["whole_row_f1"] == result.figures["statement"]["acc"] == 1.0
    assert set(result.by_document) == {"plan"}


def test_a_missing_document_scores_zero(folder: Path) -> None:
    result = measure(read_gold(folder), {})
    assert (result.figures["temporal"]["r"], result.figures["row"]["f1"]) == (0.0, 0.0)
    assert {d.how for d in result.differences} == {"missed", "commitment read as other"}


Change = Callable[[dict[str, list[dict[str, Any]]]], None]
MISTAKES: dict[str, tuple[Change, str, str]] = {
    "value": (lambda t: t["mentions"][2].update(value=6), "quantity", "value_acc"),
    "comparator": (lambda t: t["mentions"][2].update(comparator="ge"), "quantity", "value_acc"),
    "last day": (lambda t: t["mentions"][1].update(date_to="2026-12-30"), "temporal", "value_acc"),
    "relation": (lambda t: t["mentions"][1].update(relation="in"), "temporal", "value_acc"),
    "period": (lambda t: t["mentions"][3].update(iso_value="P2Y"), "temporal", "value_acc"),
    "span": (lambda t: t["mentions"][1].update(start=7), "temporal", "f1"),
    "role": (lambda t: t["mentions"][0].update(role="other"), "agency", "value_acc"),
    "name": (lambda t: t["mentions"][0].update(name="教育局"), "agency", "name_acc"),
    "class": (lambda t: t["statements"][0].update(statement_class="achievement"), "statement", "commitment_f1"),
    "spurious statement": (lambda t: t["statements"].append({**t["statements"][0], "start": 50, "end": 60}), "statement", "commitment_f1"),
    "status": (lambda t: t["commitments"][0].update(status="achieved"), "row", "status"),
    "modality": (lambda t: t["commitments"][0].update(modality="binding"), "row", "modality"),
    "due": (lambda t: t["commitments"][0].update(due=None), "row", "due"),
    "agencies": (lambda t: t["commitments"][0].update(agency_ids=[]), "row", "agencies"),
    "no target": (lambda t: t["commitments"][0].update(target_id=None), "row", "target"),
    "evidence elsewhere": (lambda t: t["commitments"][0].update(start=30, end=40), "row", "f1"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_lowers_its_figure(folder: Path, tmp_path: Path, mistake: str) -> None:
    change, stage, name = MISTAKES[mistake]
    rows = rows_of(GOLD, "plan.txt")
    change(rows)
    result = evaluate(folder, write(rows, tmp_path / "tables"))
    assert result.figures[stage][name] < 1.0
    untouched = [k for k in ("temporal", "quantity", "agency") if k != stage]
    assert all(result.figures[k]["span_and_value_f1"] == 1.0 for k in untouched)


def test_from_day_is_free_with_by(folder: Path, tmp_path: Path) -> None:
    rows = rows_of(GOLD, "plan.txt")
    rows["mentions"][1]["date_from"] = None
    assert evaluate(folder, write(rows, tmp_path / "tables")).figures["temporal"]["value_acc"] == 1.0


def test_articles_and_outer_space_are_disregarded() -> None:
    assert trimmed(Span(5, 20, "the end of 2025")) == trimmed(Span(9, 20, "end of 2025"))
    assert trimmed(Span(0, 6, " 2025 ")) == (1, 5)


def test_pairs_are_one_to_one_heaviest_first() -> None:
    a, b, c = Span(0, 4, ""), Span(2, 6, ""), Span(1, 5, "")
    assert best_pairs([a, b], [c], iou) == [(a, c)]
    assert best_pairs([a, b], [b, a], iou) == [(a, a), (b, b)]


def test_text_files_are_found_beside_gold(folder: Path) -> None:
    assert [p.name for p in gold_texts(folder, ["plan"])] == ["plan.txt"]
    (folder / "plan.txt").unlink()
    with pytest.raises(ConfigurationError, match="no text file"):
        gold_texts(folder, ["plan"])


@pytest.mark.parametrize("content", ["[]", "{", '{"mentions": [{}]}'])
def test_a_broken_gold_file_is_named(folder: Path, content: str) -> None:
    (folder / "broken.json").write_text(content, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"broken\.json"):
        evaluate(folder, folder)


def test_tables_that_are_not_there(folder: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"mentions\.jsonl"):
        evaluate(folder, folder)


def test_printed_figures(folder: Path, tmp_path: Path) -> None:
    rows = rows_of(GOLD, "plan.txt")
    rows["mentions"].pop(2)
    result = evaluate(folder, write(rows, tmp_path / "tables"))
    text = as_text(result, by_document=True, errors=True)
    assert "plan  quantity: missed" in text
    assert "60% | eq 60 percent level" in text
    assert "plan" in text
    assert result.as_json(errors=True, by_document=True)["errors"][0]["doc"] == "plan"
    assert "errors" not in result.as_json()


def test_reliability_is_told_where_tables_are_sure_of_something(folder: Path, tmp_path: Path) -> None:
    rows = rows_of(GOLD, "plan.txt")
    assert "reliability" not in evaluate(folder, write(rows, tmp_path / "tables")).as_json()
    for row in rows["mentions"] + rows["commitments"]:
        row["confidence"] = 0.97
    rows["mentions"][2].update(value=6, confidence=0.55)
    result = evaluate(folder, write(rows, tmp_path / "tables"))
    table = result.as_json()["reliability"]
    assert [(b["low"], b["count"], b["right"]) for b in table["mention"]] == [(0.5, 1, 0.0), (0.95, 3, 1.0)]
    assert [(b["count"], b["right"]) for b in table["row"]] == [(1, 0.0)]  # its target is not right
    assert table["quantity"][0]["confidence"] == 0.55
    assert "rows by confidence" in as_text(result)


def test_a_stage_without_anything_has_a_dash(folder: Path) -> None:
    gold = {name: replace(d, rows=(), mentions=()) for name, d in read_gold(folder).items()}
    assert "–" in as_text(measure(gold, {}), by_document=True)


SCORER = Path("/work/shared/gold/score.py")


@pytest.mark.skipif(not SCORER.exists(), reason="the reference scorer is not on this machine")
def test_figures_are_those_of_the_reference_scorer(tmp_path: Path) -> None:
    reference = SCORER.parent / "dev"
    gold = {p.stem: json.loads(p.read_text(encoding="utf-8")) for p in sorted(reference.glob("*.json")) if not p.name.startswith("PAIR")}
    chance = random.Random(5)
    tables: dict[str, list[dict[str, Any]]] = {"mentions": [], "statements": [], "commitments": []}
    for name, document in gold.items():
        for table, rows in rows_of(document, f"{name}.txt").items():
            tables[table] += [damaged(row, chance) for row in rows if chance.random() > 0.1]
    write(tables, tmp_path / "tables")
    done = subprocess.run([sys.executable, str(SCORER), str(reference), str(tmp_path / "tables")], capture_output=True, text=True, check=True)
    assert ours(evaluate(reference, tmp_path / "tables")) == json.loads(done.stdout)


def damaged(row: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """The row, sometimes with another start or another value in one of its fields."""
    row = dict(row)
    if chance.random() < 0.3:
        row["start"] += chance.randint(0, 3)
    other = {"value": 7, "due": "2020-01-01", "role": "other", "statement_class": "commitment", "status": "achieved", "target_id": "m1", "relation": "after"}
    for name, value in other.items():
        if name in row and chance.random() < 0.08:
            row[name] = value
    return row


def ours(result: Evaluation) -> dict[str, Any]:
    """The figures as the scorer prints them."""
    figures: dict[str, Any] = json.loads(json.dumps(result.as_json()))
    return figures
