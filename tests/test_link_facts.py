"""What of a row is compared: clauses, dates, places, concepts."""

from __future__ import annotations

import time

import pytest

from pipeline.checker.link_assign import assign
from pipeline.checker.link_facts import around, facts
from pipeline.checker.link_order import rising
from pipeline.checker.link_places import places
from pipeline.checker.link_terms import terms
from pipeline.checker.relation import guess_relation
from pipeline.lexicon import load
from pipeline.types import Document
from tests.made_rows import row


@pytest.mark.parametrize(
    ("evidence", "target", "clause"),
    [
        ("新建学校3所，改造校舍1,200平方米，培训教师500人", "1,200平方米", "改造校舍1,200平方米"),
        ("By 2025, 1,500 schools will be built, and 300 teachers will be trained.", "1,500", "1,500 schools will be built"),
        ("粮食产量600万吨", "600万吨", "粮食产量600万吨"),
        ("没有这个数", "5个", "没有这个数"),
        ("", "", ""),
    ],
)
def test_the_clause_around_a_target(evidence: str, target: str, clause: str) -> None:
    assert around(evidence, target) == clause


def test_bodies_and_dates_are_no_wording() -> None:
    [said] = facts([row("p", "a", None, due="2022-06-30", evidence="市发改委2022年6月底前完成规划编制", agencies=("市发改委",), deadline_text="2022年6月底前")])
    assert set(said.focus_words) == {"完成", "成规", "规划", "划编", "编制"}


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("单位能耗比2020年下降13.5%", {"2020"}),
        ("reduce emissions by 40 percent from 2008 levels by 2025", {"2008"}),
        ("a 17% cut compared with 2015", {"2015"}),
        ("从2020年到2025年完成改造", set()),
        ("from 2019 to 2021 the rate rose", set()),
    ],
)
def test_baselines(text: str, years: set[str]) -> None:
    assert facts([row("p", "a", None, evidence=text)])[0].baselines == years


def test_damaged_and_traditional_rows_are_read_clean() -> None:
    [said] = facts([row("p", "a", "義務(wù)教育鞏固率", 96, "percent", evidence="義務(wù)教育鞏固率達到９６％")])
    assert said.subject == "义务教育巩固率"


def test_places_of_both_languages_meet() -> None:
    assert places("Lanzhou and Gansu Province", "en") == places("甘肃省和兰州市", "zh") == {"62", "6201"}
    assert places("a good harvest in spring", "en") == frozenset()


@pytest.mark.parametrize("group", sorted({r["contrast"] for r in load("glossary_zh_en") if r["contrast"]}))
def test_each_group_that_excludes_has_at_least_two_members(group: str) -> None:
    assert sum(r["contrast"] == group for r in load("glossary_zh_en")) >= 2


def test_every_pair_of_the_glossary_meets() -> None:
    for entry in load("glossary_zh_en"):
        for zh in entry["zh"].split("|"):
            for en in entry["en"].split("|"):
                assert terms(zh, "zh").concepts & terms(en, "en").concepts, (zh, en)


def test_assignment_prefers_the_greatest_sum_and_abstains() -> None:
    assert assign({(0, 0): 0.9, (0, 1): 0.6, (1, 0): 0.8, (2, 2): 0.4}, 0.5) == {(0, 1): 0.6, (1, 0): 0.8}
    assert assign({}, 0.5) == {}


def test_the_longest_rising_run() -> None:
    assert rising([]) == []
    assert rising([(0, 3), (1, 1), (2, 2), (3, 0), (4, 5)]) == [(1, 1), (2, 2), (4, 5)]


def test_long_noise_is_read_in_linear_time() -> None:
    start = time.perf_counter()
    for text in ("比2015" * 40_000, "from the 2008 " * 15_000, "，" * 200_000, "average " * 25_000, "森林" * 100_000):
        facts([row("p", "a", text[:100_000], 1, "count", evidence=text)])
    assert time.perf_counter() - start < 20


def _document(name: str, **known: str) -> Document:
    return Document(name, "", doc_date=known.get("doc_date"), title=known.get("title"))


def test_relations() -> None:
    zh = [row("a", f"c{n}", "森林覆盖率", n, "percent", lang="zh") for n in (21, 33, 45)]
    en = [row("b", f"c{n}", "forest coverage", n, "percent", lang="en") for n in (21, 33, 45)]
    done = [row("c", f"c{n}", "森林覆盖率", n + 1, "percent", lang="zh", status="achieved") for n in (21, 33, 45)]
    early, late = _document("a", doc_date="2021-03-01"), _document("b", doc_date="2023-03-01")
    assert guess_relation(zh, en, early, early)[0] == "translation"
    assert guess_relation(zh, en, early, late)[0] == "translation"
    assert guess_relation(zh, done, early, late)[0] == "report_on"
    assert guess_relation(done, zh, early, late)[0] == "successor"
    assert guess_relation(zh, zh, early, late)[0] == "successor"
    assert guess_relation([], [])[0] == "successor"
    for relation, reason in (guess_relation(zh, en), guess_relation(zh, done, early, late), guess_relation(zh, zh)):
        assert reason.startswith(relation)
        assert reason.endswith(".")


def test_due_dates_speak_where_there_are_hardly_any_numbers() -> None:
    zh = [row("a", f"c{n}", None, due=due, lang="zh", evidence="完成整改") for n, due in enumerate(("2022-03-20", "2022-12-31"))]
    en = [row("b", f"c{n}", None, due=due, lang="en", evidence="complete it") for n, due in enumerate(("2022-12-31", "2022-03-20"))]
    assert guess_relation(zh, en, _document("a", doc_date="2022-01-26"), _document("b", doc_date="2022-07-22"))[0] == "translation"


def test_another_text_in_another_language_is_no_translation() -> None:
    zh = [row("a", f"c{n}", "森林覆盖率", n, "percent", lang="zh") for n in (21, 33, 45, 57)]
    en = [row("b", f"c{n}", "forest coverage", n, "percent", lang="en") for n in (22, 34, 46, 58)]
    assert guess_relation(zh, en, _document("a", doc_date="2021-03-01"), _document("b", doc_date="2023-03-01"))[0] == "successor"
