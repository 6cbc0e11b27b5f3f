"""Every lexicon names its source, every entry has a family, the table of origins skips nothing, and what is left out is left out."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from benchmarks import provenance_entries
from benchmarks.folders import ROOT
from benchmarks.left_out import alone, write_lexicons
from benchmarks.provenance import COLUMNS, GROUNDS, MARKS, PAGE, RULES, as_csv, lines, origins, read_table, replaced, summary
from benchmarks.provenance_entries import Entry, entries, names, source
from benchmarks.provenance_texts import Finder, Text, alone_in, case_rules, sources, texts, where
from pipeline import lexicon
from pipeline.errors import ConfigurationError

CHARACTERS = "traditional_simplified.txt"


def text(group: str, name: str, said: str, *rules: str) -> Text:
    return Text(group, name, said, frozenset(rules))


def entry(name: str, *spellings: tuple[provenance_entries.How, str], lexicon: str = "verbs_zh", family: str = "verbs_zh") -> Entry:
    return Entry(lexicon, 0, name, family, spellings or (("han", name),))


# ---- the lexicons


def test_every_file_of_the_folder_is_known_and_names_its_source() -> None:
    assert {p.name for p in lexicon.FOLDER.iterdir()} == {f"{n}.csv" for n in names()} | {CHARACTERS}
    assert all(len(source(n)) > 20 for n in names())
    assert (lexicon.FOLDER / CHARACTERS).read_text(encoding="utf-8").startswith("# source:")


def test_every_row_gives_an_entry_with_a_family_and_a_spelling() -> None:
    rows = Counter(e.lexicon for e in {(e.lexicon, e.row): e for e in entries()}.values())
    assert rows == {n: len(lexicon.load(n)) for n in names()}
    for e in entries():
        assert e.name
        assert e.family.split(":")[0] == e.lexicon
        assert bool(e.spellings) != (e.lexicon in provenance_entries._WORDLESS)
        assert all(spelled for _, spelled in e.spellings)


def test_a_lexicon_that_nobody_described_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "rivers_zh.csv").write_text("# source: a map\nword\n长江\n", encoding="utf-8")
    monkeypatch.setattr(lexicon, "FOLDER", tmp_path)
    with pytest.raises(ConfigurationError, match="rivers_zh"):
        names()


# ---- looking


@pytest.mark.parametrize(
    ("how", "spelled", "hit", "miss"),
    [
        ("han", "近视率", "学生近视率下降", "学生视力"),
        ("word", "act", "The ACT of 1990.", "the impact"),
        ("exact", "Act", "the Clean Air Act", "they act"),
        ("word", "u.s.$", "U.S.$ 5", "us 5"),
        ("stems", "share of renewable energy", "the renewable energy shares", "renewable paint and, as they say in the south of the land, energy"),
        ("pattern", "建成.{0,10}公里", "建成二级公路3公里", "建成学校。另外还要求在年底以前修路5公里"),
        ("sentence", r"^means\b", "He spoke. Means to an end", "it means a lot"),
    ],
)
def test_an_entry_is_found_as_it_is_spelled(how: provenance_entries.How, spelled: str, hit: str, miss: str) -> None:
    finder = Finder([entry("x", (how, spelled))])
    assert finder.found(hit) == {0}
    assert finder.found(miss) == set()


def test_overlapping_entries_are_all_found() -> None:
    assert where([entry("学校"), entry("公办学校"), entry("校")], [text("own", "a", "公办学校")]) == [[0], [0], [0]]


def test_a_corpus_text_that_holds_the_gold_document_does_not_support_it() -> None:
    said = "水库移民后期扶持资金在六月底前拨到村组账户，乡镇派员核对名册并张榜公布七天。"
    some = [text("corpus", "whole", f"前言若干。{said}后记若干。"), text("corpus", "other", "名册"), text("dev", "part", said), text("own", "else", "名册")]
    own = sources(some)
    assert own == {2: frozenset({0, 2}), 3: frozenset({3})}
    assert [alone_in(numbers, own) for numbers in ([0, 2], [2], [1, 2], [2, 3], [0], [])] == [2, 2, None, None, None, None]


# ---- grounds and table


def test_the_first_ground_that_holds_is_told() -> None:
    some = [text("corpus", "c", "甲", "zh.x.one"), text("conformance", "s", "乙"), text("own", "g", "丙丁戊", "zh.x.two", "en.y.one"), text("own", "h", "戊")]
    of = [
        *(entry(w, lexicon="verbs_zh", family="verbs_zh") for w in "甲乙丙"),
        entry("丁", lexicon="units_zh", family="units_zh:t"),
        entry("戊", lexicon="cues_zh", family="cues_zh:done"),
        entry("己", lexicon="boilerplate", family="boilerplate:none"),
        entry("庚", lexicon="indicators", family="indicators:a"),
    ]
    table = origins(of, where(of, some), {"zh.x.one": [0], "zh.x.two": [2], "en.y.one": [2]}, some)
    assert {o.what: (o.grounds, o.single) for o in table} == {
        "甲": ("corpus", ""), "乙": ("conformance", ""), "丙": ("family", "g"), "丁": ("list", "g"), "戊": ("gold", ""), "己": ("none", ""),
        "庚": ("publication", ""), "zh.x.one": ("corpus", ""), "zh.x.two": ("family", "g"), "en.y.one": ("none", "g"),
    }  # fmt: skip
    assert summary(table).splitlines()[-1] == "| all | 10 | 2 | 1 | 1 | 2 | 1 | 1 | 2 | 4 |"


def test_the_rows_of_the_table_count_every_entry_once() -> None:
    some = [text("corpus", "c", "高中阶段毛入学率达到95%，建成高标准农田10万亩。", "zh.temporal.year")]
    of = entries()
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in lines(origins(of, where(of, some), {"zh.temporal.year": [0]}, some), some)]
    held: Counter[str] = Counter()
    for row in rows:
        held[row["from"]] += int(row["entries"] or 1)
    assert held == Counter(e.lexicon for e in of) + Counter({RULES: 1, CHARACTERS: 1})
    assert all(row["grounds"] for row in rows)


def test_the_kept_table_covers_every_lexicon_and_every_rule_that_fires_on_our_gold_and_cases() -> None:
    kept = read_table()
    assert {row["from"] for row in kept} == {*names(), RULES, CHARACTERS}, "run python -m benchmarks.provenance --write"
    known = {row["what"] for row in kept if row["from"] == RULES}
    fired = case_rules().union(*(t.rules for t in texts(("own",))))
    assert len(fired) > 150
    assert fired <= known, f"run python -m benchmarks.provenance --write: {sorted(fired - known)}"
    assert all(row["grounds"].split(" ")[0] in GROUNDS for row in kept)
    assert not [row["what"] for row in kept if row["single"] and row["grounds"] in ("gold", "none")]
    assert as_csv([list(row.values()) for row in kept]) == (ROOT / "docs" / "provenance.csv").read_text(encoding="utf-8")


def test_the_page_takes_the_table_between_its_marks() -> None:
    page = f"a\n{MARKS[0]}old{MARKS[1]}\nb"
    assert replaced(page, "new") == f"a\n{MARKS[0]}\n\nnew\n\n{MARKS[1]}\nb"
    assert replaced(PAGE.read_text(encoding="utf-8"), "new").count("| all |") < PAGE.read_text(encoding="utf-8").count("| all |")
    with pytest.raises(ValueError, match="lacks"):
        replaced("no marks", "new")


# ---- leaving out


def test_what_one_document_alone_supports_is_told_by_document() -> None:
    some = [text("corpus", "c", "毫米"), text("own", "a", "毫米、厘米", "zh.x.one"), text("own", "b", "分米", "zh.x.two")]
    first, second = alone(some, "own")
    assert ("厘米" in {e.name for e in first.entries}, "毫米" in {e.name for e in first.entries}, first.rules) == (True, False, ("zh.x.one",))
    assert ("分米" in {e.name for e in second.entries}, second.rules) == (True, ("zh.x.two",))


def test_entries_and_rules_that_are_left_out_are_not_used(tmp_path: Path) -> None:
    said = tmp_path / "a.txt"
    said.write_text("全年降水量达到1200毫米，2024年底前建成水文站12个。\n", encoding="utf-8")
    by_name = {(e.lexicon, e.name): e for e in entries()}
    indicator = next(e for e in entries() if e.column == "zh" and sum(x.row == e.row for x in entries() if x.lexicon == "indicators") > 3)
    place = by_name["places_zh", "呼和浩特市"]
    folder = tmp_path / "lexicons"
    write_lexicons(folder, [by_name["units_zh", "毫米"], indicator, place])
    kept = (folder / "indicators.csv").read_text(encoding="utf-8")
    assert len(kept.splitlines()) == len((lexicon.FOLDER / "indicators.csv").read_text(encoding="utf-8").splitlines())
    assert "呼和浩特市" not in (folder / "places_zh.csv").read_text(encoding="utf-8")
    full, less = _units(lexicon.FOLDER, said), _units(folder, said, "--rule=zh.quantity.plain")
    assert full == {("1200毫米", "mm"), ("12个", "count"), ("全年", None), ("2024年底前", None)}
    assert less.isdisjoint({("1200毫米", "mm"), ("12个", "count")})
    assert ("2024年底前", None) in less


def _units(folder: Path, said: Path, *options: str) -> set[tuple[str, str | None]]:
    command = [sys.executable, "-m", "benchmarks.without", str(folder), str(said), *options]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, encoding="utf-8")
    held = [json.loads(line) for line in done.stdout.splitlines()]
    return {(h["row"]["text"], h["row"].get("unit")) for h in held if h["table"] == "mentions" and h["row"]["kind"] != "agency"}
