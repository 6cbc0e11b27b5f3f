"""Promises through many documents, and conflicts within one."""

from __future__ import annotations

import random
import time
from decimal import Decimal

import pytest

from benchmarks.lineage import rows as made_rows
from pipeline.checker.lineage import lineages
from pipeline.checker.link_conflicts import self_conflicts
from pipeline.checker.link_subject import near
from pipeline.checker.model import TableRow
from tests.made_rows import row


def version(year: int, value: float | None, due: str | None, *, name: str = "森林覆盖率", **other: str) -> TableRow:
    """The promise as a document of that year has it."""
    unit = "percent" if value is not None else None
    return row(f"d{year}", f"c{value}{due}", name, None if value is None else str(value), unit, due, doc_date=f"{year}-03-01", **other)


def test_history_in_the_order_of_dates() -> None:
    found = lineages([version(2023, 26, "2027-12-31"), version(2019, 24, "2025-12-31"), version(2021, 25, "2025-12-31")], issuers={})
    assert [(k.documents, [str(v.value) for v in k.versions]) for k in found] == [(("d2019", "d2021", "d2023"), ["24", "25", "26"])]
    [one] = found
    assert one.from_last is not None
    assert one.from_first is not None
    assert (one.from_last.target, one.from_last.days) == (Decimal(1), 730)
    assert (one.from_first.target, one.from_first.days) == (Decimal(2), 730)


def test_an_annual_target_set_again_has_not_drifted_in_time() -> None:
    [one] = lineages([version(2019, 7, "2019-12-31", relation="in"), version(2020, 6.5, "2020-12-31", relation="in")], issuers={})
    assert one.from_last is not None
    assert one.from_last.renewed
    assert (one.from_last.target, one.from_last.days) == (Decimal("-0.5"), None)


@pytest.mark.parametrize(
    ("result", "state"),
    [
        (None, "open"),
        (version(2026, 24.5, "2025-12-31", status="achieved"), "fulfilled"),
        (version(2026, 23, "2025-12-31", status="achieved"), "unmet"),
        (version(2022, 22, "2021-12-31", status="achieved"), "open"),
        (version(2027, 50, "2026-12-31", name="农村自来水普及率"), "overdue"),
    ],
)
def test_states(result: TableRow | None, state: str) -> None:
    found = lineages([version(2021, 24, "2025-12-31"), *([result] if result else [])], issuers={})
    assert next(k for k in found if k.indicator == "森林覆盖率").state == state


def test_other_regions_issuers_forms_and_populations_are_other_promises() -> None:
    rows = [
        version(2021, 4, "2021-12-31", name="城镇登记失业率", region="甘肃省"),
        version(2022, 4, "2022-12-31", name="城镇登记失业率", region="青海省"),
        version(2022, 4, "2022-12-31", name="城镇调查失业率", region="甘肃省"),
        version(2023, 4, "2023-12-31", name="城镇登记失业率", region="甘肃省", change="decrease"),
        version(2024, 4, "2024-12-31", name="城镇登记失业率", region="甘肃"),
    ]
    assert sorted(len(k.versions) for k in lineages(rows, issuers={})) == [1, 1, 1, 2]
    assert len(lineages([rows[0], rows[4]], issuers={"d2021": "x", "d2024": "y"})) == 2


def test_spellings_of_one_subject_meet_and_others_do_not() -> None:
    rows = [
        version(2021, 80, "2021-12-31", name="村级综合服务站标准化建设达标率"),
        version(2022, 85, "2022-12-31", name="村级综合服务站的标准化建设达标率"),
        version(2022, 60, "2022-12-31", name="社区嵌入式服务设施覆盖率"),
    ]
    assert sorted(len(k.versions) for k in lineages(rows, issuers={})) == [1, 2]


def test_ids_do_not_depend_on_the_order_of_the_rows() -> None:
    rows = made_rows(500)
    shuffled = random.Random(1).sample(rows, len(rows))
    first, second = lineages(rows), lineages(shuffled)
    assert [k.lineage_id for k in first] == [k.lineage_id for k in second]
    assert [[v.row_id for v in k.versions] for k in first] == [[v.row_id for v in k.versions] for k in second]
    assert sum(len(k.versions) for k in first) == len(rows)
    assert len({k.lineage_id for k in first}) == len(first)


def test_time_grows_with_the_number_of_rows() -> None:
    def took(size: int) -> float:
        made = made_rows(size)
        start = time.perf_counter()
        lineages(made)
        return time.perf_counter() - start

    took(1000)
    assert took(40_000) < 12 * max(took(8_000), 0.05)


def test_wordings_are_compared_only_by_what_is_rare_in_them() -> None:
    bags = [{f"w{n}": 1, "common": 1, "usual": 1} for n in range(3000)]
    start = time.perf_counter()
    assert list(near(bags)) == []
    assert time.perf_counter() - start < 5


def target(name: str, value: float, text: str, *, due: str = "2025-12-31", **other: str) -> TableRow:
    return row("d", name, "森林覆盖率", str(value), "percent", due, evidence=text, **other)


WHOLE = target("c1", 24, "到2025年森林覆盖率达到24%")


def test_two_targets_for_one_period_are_a_conflict() -> None:
    [found] = self_conflicts([WHOLE, target("c2", 26, "2025年把森林覆盖率提高到26%")])
    assert found.verdict == "self_conflict"
    assert found.fields == ("value",)
    assert found.a is not None
    assert found.b is not None
    assert (found.a.row_id, found.b.row_id) == ("c1", "c2")
    assert "24" in found.explanation
    assert "26" in found.explanation


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (target("c2", 24, "森林覆盖率达到24%"), "the same number"),
        (target("c2", 26, "森林覆盖率达到26%", due="2027-12-31"), "another period"),
        (target("c2", 40, "其中山区森林覆盖率达到40%"), "a part"),
        (target("c2", 30, "兰州市森林覆盖率达到30%"), "a sub-region"),
        (target("c2", 2, "森林覆盖率提高2个百分点", change="increase"), "a change, not a level"),
        (target("c2", 26, "森林覆盖率力争达到26%"), "a stretch goal"),
        (target("c2", 23, "森林覆盖率达到23%", status="achieved"), "a result, not a target"),
        (target("c2", 26, "到2025年森林覆盖率达到24%，2025年后稳定在26%"), "one sentence tells them apart"),
        (row("d", "c2", "草原综合植被盖度", 57, "percent", "2025-12-31"), "another indicator"),
        (row("e", "c2", "森林覆盖率", 26, "percent", "2025-12-31"), "another document"),
    ],
)
def test_no_conflict(other: TableRow, why: str) -> None:
    assert self_conflicts([WHOLE, other]) == [], why


def test_a_number_within_a_range_is_no_conflict() -> None:
    wide = row(
        "d", "c1", "地区生产总值", "6", "percent", "2025-12-31", change="increase", value_max=Decimal(7), comparator="range", evidence="地区生产总值增长6%—7%"
    )
    assert self_conflicts([wide, row("d", "c2", "地区生产总值", "6.5", "percent", "2025-12-31", change="increase", evidence="地区生产总值要增长6.5%")]) == []
