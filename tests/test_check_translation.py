"""Is a translation held against the sentences of its original, and is what both texts say no difference?"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pipeline.checker.model import Link, RelationKind, TableRow, Verdict
from pipeline.checker.options import Options
from pipeline.checker.run import check
from pipeline.checker.said import said_in
from pipeline.checker.sentences import align
from pipeline.checker.tables import Side, read_side
from pipeline.checker.verdict import judge
from pipeline.run import extract_text
from pipeline.write.output import write_tables
from pipeline.write.tables import tables


class ByTopic:
    """An embedder that knows which topic a wording is about: the first of these words in it."""

    name = "topics"
    low, high = 0.0, 1.0
    topics = (("桥", "bridge"), ("学校", "school"), ("森林", "forest"), ("道路", "road"), ("图书馆", "librar"))

    def encode(self, texts: Any) -> Any:
        """One axis a topic, and one for what is about none."""
        out = np.zeros((len(texts), len(self.topics) + 1), dtype=np.float32)
        for i, text in enumerate(texts):
            hit = [n for n, words in enumerate(self.topics) if any(w in text.lower() for w in words)]
            out[i, hit[0] if hit else -1] = 1.0
        return out


def sentence(doc: str, n: int, text: str, lang: Any) -> TableRow:
    """The n-th sentence, 200 characters after the one before."""
    return TableRow(doc, f"s{n}", lang, evidence=text, action=text, position=200 * n)


def side(doc: str, lang: Any, texts: list[str], rows: dict[int, dict[str, Any]], said: list[tuple[int, dict[str, Any]]]) -> Side:
    """Sentences, rows in some of them, and numbers and dates said in some of them."""
    sentences = tuple(sentence(doc, n, t, lang) for n, t in enumerate(texts))
    made = tuple(TableRow(doc, f"c{n}", lang, evidence=texts[n], position=200 * n, **fields) for n, fields in rows.items())
    mentions = [(doc, {"start": 200 * n + 1, **cells}) for n, cells in said]
    return Side(doc, made, sentences, lang=lang, said=said_in(sentences, mentions))


ZH = ["建成桥梁35座。", "学校面貌一新。", "森林面积继续扩大。", "2019年修建道路。"]
EN = ["A total of 35 bridges were built.", "Schools have a new look.", "Forests have kept growing.", "Roads were built in 2019."]
COUNT: dict[str, Any] = {"value": Decimal(35), "unit": "count", "comparator": "eq", "status": "achieved", "target_text": "35座"}
SAID_COUNT: dict[str, Any] = {"kind": "quantity", "text": "35", "value": 35, "unit": "count", "comparator": "eq"}
YEAR: dict[str, Any] = {"due": "2019-12-31", "deadline_text": "2019年", "status": "achieved"}
SAID_YEAR: dict[str, Any] = {"kind": "temporal", "text": "2019", "date_to": "2019-12-31", "relation": "in"}


def links(a: Side, b: Side) -> list[Link]:
    """The links of a translation."""
    return list(check(a, b, Options(relation="translation", embed=ByTopic())).links)


def test_a_row_is_held_against_the_sentence_that_says_its_number() -> None:
    found = links(side("a", "zh", ZH, {0: COUNT}, [(0, SAID_COUNT)]), side("b", "en", EN, {}, [(0, SAID_COUNT)]))
    assert [(x.a and x.a.row_id, x.b and x.b.row_id, x.verdict) for x in found] == [("c0", "s0", "consistent")]
    assert "B says it in a sentence of which no row was made" in found[0].explanation


def test_the_same_seen_from_the_translation() -> None:
    found = links(side("a", "zh", ZH, {}, [(0, SAID_COUNT)]), side("b", "en", EN, {0: COUNT}, [(0, SAID_COUNT)]))
    assert [(x.a and x.a.row_id, x.b and x.b.row_id, x.verdict) for x in found] == [("s0", "c0", "consistent")]
    assert "A says it in a sentence" in found[0].explanation


def test_a_bound_that_the_sentence_adds_is_found() -> None:
    found = links(side("a", "zh", ZH, {0: COUNT}, [(0, SAID_COUNT)]), side("b", "en", EN, {}, [(0, SAID_COUNT | {"comparator": "approx", "text": "about 35"})]))
    assert [x.verdict for x in found] == ["bound_changed"]


@pytest.mark.parametrize(
    "said",
    [[], [(0, SAID_COUNT | {"value": 36})], [(1, SAID_COUNT)], [(0, SAID_COUNT | {"unit": "percent"})], [(0, SAID_YEAR)]],
    ids=["nothing said", "another number", "in another sentence", "another unit", "a date"],
)
def test_a_row_whose_number_is_not_said_stays_alone(said: list[tuple[int, dict[str, Any]]]) -> None:
    found = links(side("a", "zh", ZH, {0: COUNT}, [(0, SAID_COUNT)]), side("b", "en", EN, {}, said))
    assert [(x.a and x.a.row_id, x.b, x.verdict) for x in found] == [("c0", None, "dropped")]


def test_a_row_without_number_needs_the_date() -> None:
    a = side("a", "zh", ZH, {3: YEAR}, [(3, SAID_YEAR)])
    assert [x.verdict for x in links(a, side("b", "en", EN, {}, [(3, SAID_YEAR)]))] == ["consistent"]
    other = [*EN[:3], "Roads were built in 2018."]
    assert [x.verdict for x in links(a, side("b", "en", other, {}, [(3, SAID_YEAR | {"text": "2018", "date_to": "2018-12-31"})]))] == ["dropped"]


def test_a_date_may_be_said_more_coarsely() -> None:
    day = YEAR | {"due": "2019-05-01", "deadline_text": "2019年5月1日"}
    found = links(side("a", "zh", ZH, {3: day}, []), side("b", "en", EN, {}, [(3, SAID_YEAR)]))
    assert [(x.verdict, x.fields) for x in found] == [("consistent", ("due",))]


def test_a_year_is_not_the_plan_that_holds_it() -> None:
    plan = YEAR | {"due": "2020-12-31", "deadline_text": "“十三五”时期"}
    found = links(side("a", "zh", ZH, {3: plan}, []), side("b", "en", EN, {}, [(3, SAID_YEAR)]))
    assert [x.verdict for x in found] == ["dropped"]


def test_what_starts_is_not_what_ends() -> None:
    start: dict[str, Any] = {"deadline_text": "从2019年起", "relation": "after", "status": "achieved"}
    a = side("a", "zh", ZH, {3: start}, [])
    assert [x.verdict for x in links(a, side("b", "en", EN, {}, [(3, SAID_YEAR | {"date_to": None, "relation": "after"})]))] == ["consistent"]
    assert [x.verdict for x in links(a, side("b", "en", EN, {}, [(3, SAID_YEAR)]))] == ["dropped"]


def test_a_year_in_a_title_is_said_though_it_is_no_date() -> None:
    a = side("a", "zh", ZH, {3: YEAR}, [(3, SAID_YEAR)])
    assert [x.verdict for x in links(a, side("b", "en", [*EN[:3], "The Roads 2019 plan began."], {}, [(0, SAID_COUNT)]))] == ["consistent"]
    assert [x.verdict for x in links(a, side("b", "en", [*EN[:3], "The Roads 20190 plan began."], {}, [(0, SAID_COUNT)]))] == ["dropped"]


def test_one_is_a_number_where_the_other_text_counts() -> None:
    one = COUNT | {"value": Decimal(1), "target_text": "一座"}
    a = side("a", "zh", ZH, {0: one}, [(0, SAID_COUNT)])
    assert [x.verdict for x in links(a, side("b", "en", ["At least one bridge was built.", *EN[1:]], {}, [(3, SAID_YEAR)]))] == ["consistent"]
    assert [x.verdict for x in links(a, side("b", "en", ["A few bridges were built.", *EN[1:]], {}, [(3, SAID_YEAR)]))] == ["dropped"]


def test_a_length_of_time_is_compared_as_a_length() -> None:
    row: dict[str, Any] = {"deadline_text": "30多年", "status": "achieved"}
    own = {"kind": "temporal", "text": "30多年", "iso_value": "P30Y"}
    a = side("a", "zh", ZH, {3: row}, [(3, own)])
    assert [x.verdict for x in links(a, side("b", "en", EN, {}, [(3, own | {"text": "30 years"})]))] == ["consistent"]
    assert [x.verdict for x in links(a, side("b", "en", EN, {}, [(3, own | {"text": "20 years", "iso_value": "P20Y"})]))] == ["dropped"]


def test_rows_left_over_on_both_sides_are_linked_before_sentences() -> None:
    # the places named keep the rows themselves apart
    zh, en = COUNT | {"indicator": "北京桥梁"}, COUNT | {"indicator": "bridges of Shanghai", "target_text": "35"}
    found = links(side("a", "zh", ZH, {0: zh}, [(0, SAID_COUNT)]), side("b", "en", EN, {0: en}, [(0, SAID_COUNT)]))
    assert [(x.a and x.a.row_id, x.b and x.b.row_id) for x in found] == [("c0", "c0")]


def test_a_percentage_is_not_rounded_into_another_one() -> None:
    a = side("a", "zh", ZH, {0: COUNT | {"unit": "percent", "value": Decimal("50.5")}}, [])
    assert [x.verdict for x in links(a, side("b", "en", EN, {}, [(0, SAID_COUNT | {"unit": "percent", "value": 50}), (2, SAID_YEAR)]))] == ["dropped"]


def test_all_of_them_is_said_by_words() -> None:
    every = COUNT | {"unit": "percent", "value": Decimal(100), "target_text": "全部"}
    texts = ["Every bridge was repaired.", *EN[1:]]
    assert [x.verdict for x in links(side("a", "zh", ZH, {0: every}, []), side("b", "en", texts, {}, [(3, SAID_YEAR)]))] == ["consistent"]


def test_a_text_of_many_sentences_beside_one() -> None:
    one = [sentence("a", 0, "建成桥梁。", "zh")]
    many = [sentence("b", n, f"Schools {n}.", "en") for n in range(400)]
    many[390] = sentence("b", 390, "Bridges were built.", "en")
    assert align(one, many, ByTopic()).pairs == ((0, 390),)
    assert align(many, one, ByTopic()).pairs == ((390, 0),)


def test_what_a_document_says_stands_in_its_sentences(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("2024年全市新建公园12个。要抓好落实。\n", encoding="utf-8")
    said = {(s.row.row_id, str(s.row.value), s.row.due) for s in read_side(path).said}
    assert said == {("s1", "12", None), ("s1", "None", "2024-12-31")}


@pytest.mark.parametrize("name", ["t.xlsx", "folder"])
def test_tables_say_the_same_as_their_document(tmp_path: Path, name: str) -> None:
    text = "2024年全市新建公园12个，面积约3万平方米。要抓好落实。\n"
    (tmp_path / "plan.txt").write_text(text, encoding="utf-8")
    want = read_side(tmp_path / "plan.txt").said
    found = read_side(write_tables(tables(extract_text(text, doc_id="plan.txt")), tmp_path / name)).said
    assert [(s.row.row_id, s.start, s.row.value, s.row.comparator, s.row.unit, s.row.due) for s in found] == [
        (s.row.row_id, s.start, s.row.value, s.row.comparator, s.row.unit, s.row.due) for s in want
    ]
    assert len(want) == 3


def row(value: str | None = None, comparator: str = "eq", unit: str = "count", **rest: Any) -> TableRow:
    """A row with this target."""
    said: dict[str, Any] = {"lang": "zh", "doc_date": "2016-03-05", "evidence": "……"} | rest
    if value is not None:
        said |= {"value": Decimal(value), "comparator": comparator, "unit": unit}
    return TableRow("a", "c1", **said)


def en(text: str, value: str | None = None, comparator: str = "eq", unit: str = "count", **rest: Any) -> TableRow:
    """An English row with this evidence."""
    return replace(row(value, comparator, unit, **({"lang": "en"} | rest)), doc_id="b", evidence=text)


BINDING = row(modality="binding", evidence="改造危房260万户")
SET = row("180", unit="CNY", due="2016-12-31", evidence="财政赤字拟安排180亿元")
DONE: dict[str, Any] = {"status": "achieved", "due": "2016-12-31"}

SAME: list[tuple[str, TableRow, TableRow, RelationKind, Verdict]] = [
    ("bare verb, will", BINDING, en("2.6 million houses will be rebuilt", modality="planned"), "translation", "consistent"),
    ("bare verb, will, in a later plan", BINDING, en("2.6 million houses will be rebuilt", modality="planned"), "successor", "modality_changed"),
    ("a bound verb", replace(BINDING, evidence="要改造危房"), en("houses will be rebuilt", modality="planned"), "translation", "modality_changed"),
    ("要 of another word", replace(BINDING, evidence="主要改造危房"), en("houses will be rebuilt", modality="planned"), "translation", "consistent"),
    ("bare verb, aim", BINDING, en("we aim to rebuild houses", modality="aspirational"), "translation", "modality_changed"),
    ("planned, should", replace(BINDING, modality="planned"), en("should be rebuilt", modality="binding"), "translation", "modality_changed"),
    ("a number that was set", SET, en("the deficit is set at 180 yuan", "180", unit="CNY", **DONE), "translation", "consistent"),
    ("a number that was reached", SET, en("the deficit came to 180 yuan", "180", unit="CNY", **DONE), "translation", "status_conflict"),
    (
        "set for a year that is over",
        replace(SET, due="2015-12-31"),
        en("was set at 180", "180", unit="CNY", status="achieved", due="2015-12-31"),
        "translation",
        "status_conflict",
    ),
    ("twice the figure", row("1", unit="times", change="increase"), en("twice the figure", "2", unit="times", change="level"), "translation", "consistent"),
    ("three times the figure", row("1", unit="times", change="increase"), en("three times", "3", unit="times", change="level"), "translation", "target_raised"),
    ("the end of a way", row("1562"), en("will increase from 1076 to 1562", "1076", unit="count", value_max=Decimal(1562)), "translation", "consistent"),
    ("a range to reach", row("1562"), en("reach 1076 to 1562", "1076", unit="count", value_max=Decimal(1562)), "translation", "target_lowered"),
    (
        "the bound at the end of a way",
        row("16000", "gt", status="achieved"),
        en("has risen from 5,000 to more than 16,000", "5000", target_text="5,000 to more than 16,000", value_max=Decimal(16000), status="achieved"),
        "translation",
        "consistent",
    ),
    ("a red line", row("12", "eq", "ha", evidence="严守12亿公顷红线"), en("stay above the red line of 12", "12", "gt", "ha"), "translation", "consistent"),
    ("no red line", row("12", "eq", "ha", evidence="耕地12公顷"), en("stay above 12 ha", "12", "gt", "ha"), "translation", "bound_changed"),
    (
        "a unit left out",
        row("2.8", unit="m2", change="increase"),
        en("32.9 square meters, an increase of 2.8", "2.8", change="increase"),
        "translation",
        "consistent",
    ),
    (
        "a unit lost",
        row("2.8", unit="m2", change="increase"),
        en("an increase of 2.8 units", "2.8", change="increase"),
        "translation",
        "unit_or_scale_mismatch",
    ),
    (
        "held at",
        row("2.6", "le", "percent", evidence="涨幅控制在2.6%"),
        en("was kept at 2.6%", "2.6", unit="percent", target_text="2.6%"),
        "translation",
        "consistent",
    ),
    (
        "came to",
        row("2.6", "le", "percent", evidence="涨幅控制在2.6%"),
        en("came to 2.6%", "2.6", unit="percent", target_text="2.6%"),
        "translation",
        "bound_changed",
    ),
    ("at least another", row("2000", "ge", "km"), en("at least another 2,000 km", "2000", unit="km", target_text="2,000 km"), "translation", "consistent"),
    ("bringing it up to", row("152"), en("bringing investment up to 152", "152", "le", target_text="up to 152"), "translation", "consistent"),
    ("limited to", row("152"), en("investment of up to 152", "152", "le", target_text="up to 152"), "translation", "bound_changed"),
    (
        "as high as",
        row("765", evidence="毕业生将高达765万人", target_text="765万人"),
        en("up to 765 graduates", "765", "le", target_text="up to 765"),
        "translation",
        "consistent",
    ),
    (
        "上亿",
        row("1E8", "approx", target_text="上亿人"),
        en("more than 100 million", "1E8", "gt", target_text="more than 100 million"),
        "translation",
        "consistent",
    ),
    (
        "约1亿",
        row("1E8", "approx", target_text="约1亿人"),
        en("more than 100 million", "1E8", "gt", target_text="more than 100 million"),
        "translation",
        "target_raised",
    ),
    ("deadweight tons", row("1E4", "ge", "DWT"), en("ships of over 10,000 tons", "1E4", "gt", "t"), "translation", "consistent"),
    (
        "two years in another way",
        row(due="2017-12-31", deadline_text="今明两年"),
        en("…", due="2018-03-05", deadline_text="the next two years"),
        "translation",
        "consistent",
    ),
    (
        "two years in two plans",
        row(due="2017-12-31", deadline_text="今明两年"),
        en("…", due="2018-03-05", deadline_text="the next two years"),
        "successor",
        "deadline_later",
    ),
    ("next year", row(due="2016-12-31", deadline_text="今年"), en("…", due="2017-12-31", deadline_text="next year"), "translation", "deadline_later"),
    (
        "an average of the number that follows",
        row("4.45E12", unit="CNY", action="五年教育支出累计4.45万亿元", target_text="4.45万亿元"),
        en("…", "4.45E12", unit="CNY", action="totaled 4.45 trillion yuan and grew at an average annual rate of 22.4%", target_text="4.45 trillion yuan"),
        "translation",
        "consistent",
    ),
    (
        "an average of the number itself",
        row("22.4", unit="percent", action="累计增长22.4%", target_text="22.4%", change="increase"),
        en("…", "22.4", unit="percent", action="grew at an average annual rate of 22.4%", target_text="22.4%", change="increase"),
        "translation",
        "not_comparable",
    ),
]


@pytest.mark.parametrize(("a", "b", "relation", "expected"), [c[1:] for c in SAME], ids=[c[0] for c in SAME])
def test_what_both_texts_say_is_no_difference(a: TableRow, b: TableRow, relation: RelationKind, expected: Verdict) -> None:
    assert judge(a, b, relation=relation).verdict == expected
