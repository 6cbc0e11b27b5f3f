"""Which verdict do two rows get, with which fields and which explanation?"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checker.compare_target import TOLERANCES
from pipeline.checker.explain import explain
from pipeline.checker.explain_words import WORDS
from pipeline.checker.model import RelationKind, TableRow, Verdict
from pipeline.checker.units import converted, same_digits
from pipeline.checker.verdict import VERDICTS, Judgement, judge, merged


def row(value: str | None = None, comparator: str = "eq", unit: str = "percent", **rest: Any) -> TableRow:
    """A row with this target; a Chinese plan of 2021 unless `rest` says otherwise."""
    number = None if value is None else Decimal(value)
    said: dict[str, Any] = {"lang": "zh", "doc_date": "2021-03-01", "evidence": "……"} | rest
    if number is not None:
        said |= {"value": number, "comparator": comparator, "unit": unit}
    return TableRow(said.pop("doc_id", "a"), "c1", **said)


def verdict(a: TableRow, b: TableRow, relation: RelationKind = "successor") -> tuple[Verdict, tuple[str, ...]]:
    """The verdict and the fields."""
    found = judge(a, b, relation=relation)
    return found.verdict, found.fields


TARGETS: list[tuple[str, TableRow, TableRow, RelationKind, Verdict]] = [
    ("same number", row("5"), row("5"), "successor", "consistent"),
    ("左右 becomes 以上", row("5", "approx"), row("5", "ge"), "successor", "target_raised"),
    ("以上 becomes 左右", row("5", "ge"), row("5", "approx"), "successor", "target_lowered"),
    ("以上 lost", row("3.1", "ge"), row("3.1"), "translation", "bound_changed"),
    ("约 lost", row("2.5E12", "approx", "CNY"), row("2.5E12", "eq", "CNY"), "translation", "bound_changed"),
    ("以上 and over", row("8", "ge"), row("8", "gt"), "translation", "consistent"),
    ("以内 and under", row("8", "le"), row("8", "lt"), "translation", "consistent"),
    ("a bound turned round", row("8", "ge"), row("8", "le"), "translation", "bound_changed"),
    ("a larger cut", row("13.5", change="decrease"), row("17", change="decrease"), "successor", "target_raised"),
    ("a smaller cut", row("17", change="decrease"), row("13.5", change="decrease"), "successor", "target_lowered"),
    ("a lower cap", row("5.5", "le"), row("5", "le"), "successor", "target_raised"),
    ("less unemployment", row("5.5", indicator="城镇调查失业率"), row("5", indicator="城镇调查失业率"), "successor", "target_raised"),
    ("more treated sewage", row("90", indicator="污水处理率"), row("95", indicator="污水处理率"), "successor", "target_raised"),
    ("fewer traffic deaths", row("40", unit="count", lang="en", indicator="traffic deaths"), row("30", unit="count", lang="en"), "successor", "target_raised"),
    ("ten times", row("5.25E6", unit="count"), row("5.25E7", unit="count"), "translation", "unit_or_scale_mismatch"),
    ("万 taken for 亿", row("6E8", unit="CNY"), row("6E4", unit="CNY"), "successor", "unit_or_scale_mismatch"),
    ("one digit, ten times: a plan that grew", row("1", unit="count"), row("10", unit="count"), "successor", "target_raised"),
    ("one digit, ten times: a slip of translation", row("1", unit="count"), row("10", unit="count"), "translation", "unit_or_scale_mismatch"),
    ("points for percent", row("4", unit="percentage_point"), row("4"), "translation", "unit_or_scale_mismatch"),
    ("mu for hectares", row("120E4", unit="mu"), row("120E4", unit="ha"), "translation", "unit_or_scale_mismatch"),
    ("yuan for dollars", row("5E8", unit="CNY"), row("5E8", unit="USD"), "translation", "unit_or_scale_mismatch"),
    ("jin are half kilograms", row("1.21E12", unit="jin"), row("605E6", unit="t"), "translation", "consistent"),
    ("mu to hectares", row("1E7", unit="mu", target_text="1000万亩"), row("666667", unit="ha", target_text="666,667 ha"), "translation", "consistent"),
    ("miles", row("100", unit="mi", target_text="100 miles"), row("161", unit="km", target_text="161 km"), "successor", "consistent"),
    ("翻一番", row("2", unit="times", change="increase"), row("100", change="increase"), "translation", "consistent"),
    ("rounding in a translation", row("13.12E6", unit="count"), row("13.1E6", unit="count", target_text="13.1 million"), "translation", "consistent"),
    ("no rounding between plans", row("5.5"), row("6"), "successor", "target_raised"),
    ("a range moved up", row("6", value_max=Decimal(7)), row("6.5", value_max=Decimal(7)), "successor", "target_raised"),
    ("a range becomes 左右", row("6.5", "range", value_max=Decimal(7)), row("6.5", "approx"), "successor", "target_lowered"),
    ("number lost", row("5"), row(), "translation", "target_lowered"),
    ("number added", row(), row("5"), "translation", "target_raised"),
    ("level against rise", row("60"), row("8", change="increase"), "successor", "not_comparable"),
    ("up for down", row("8", change="decrease"), row("8", change="increase"), "translation", "not_comparable"),
    ("yuan against tonnes", row("5E8", unit="CNY"), row("30", unit="t"), "successor", "not_comparable"),
    (
        "per mu and per hectare",
        row("100", unit="CNY", evidence="每亩补贴100元"),
        row("1500", unit="CNY", evidence="1,500 yuan per hectare"),
        "translation",
        "consistent",
    ),
]


@pytest.mark.parametrize(("a", "b", "relation", "expected"), [t[1:] for t in TARGETS], ids=[t[0] for t in TARGETS])
def test_targets(a: TableRow, b: TableRow, relation: RelationKind, expected: Verdict) -> None:
    assert verdict(a, b, relation)[0] == expected


DATES = [
    ("2025年", "2025-12-31", "2025年6月底前", "2025-06-30", "consistent", ("due",)),
    ("2025年6月底前", "2025-06-30", "2025年", "2025-12-31", "consistent", ("due",)),
    ("2025年底前", "2025-12-31", "2025年6月底前", "2025-06-30", "deadline_earlier", ("due",)),
    ("2025年", "2025-12-31", "2026年", "2026-12-31", "deadline_later", ("due",)),
    ("“十四五”末", "2025-12-31", "2025年", "2025-12-31", "consistent", ()),
    ("“十四五”时期", "2025-12-31", "2024年", "2024-12-31", "consistent", ("due",)),
    ("2025年6月底前", "2025-06-30", "2025年8月底前", "2025-08-31", "deadline_later", ("due",)),
    ("2025年6月15日前", "2025-06-15", "2025年6月底前", "2025-06-30", "consistent", ("due",)),
    ("2025年6月15日前", "2025-06-15", "2025年6月16日前", "2025-06-16", "deadline_later", ("due",)),
    (None, "2025-06-15", None, "2025-06-16", "deadline_later", ("due",)),
    ("2025年", "2025-12-31", None, None, "consistent", ()),
]


@pytest.mark.parametrize(("a_text", "a_due", "b_text", "b_due", "expected", "fields"), DATES)
def test_dates(a_text: str | None, a_due: str | None, b_text: str | None, b_due: str | None, expected: Verdict, fields: tuple[str, ...]) -> None:
    a, b = row(deadline_text=a_text, due=a_due), row(deadline_text=b_text, due=b_due)
    assert verdict(a, b) == (expected, fields)


def test_a_yearly_target_set_again_is_not_postponed() -> None:
    a = row("3", deadline_text="今年", due="2016-12-31", relation="in", doc_date="2016-03-05")
    b = row("3", deadline_text="今年", due="2017-12-31", relation="in", doc_date="2017-03-05")
    assert verdict(a, b) == ("consistent", ("due",))
    assert verdict(a, b, "translation")[0] == "deadline_later"


def done(value: str | None = None, comparator: str = "eq", unit: str = "percent", **rest: Any) -> TableRow:
    """A row of a report of 2026."""
    return replace(row(value, comparator, unit, **({"doc_id": "b", "doc_date": "2026-01-20"} | rest)), status="achieved")


OUTCOMES: list[tuple[str, TableRow, TableRow, Verdict]] = [
    ("reached", row("95", "ge"), done("95"), "fulfilled"),
    ("exceeded", row("95"), done("96"), "fulfilled"),
    ("short", row("95"), done("94.9"), "unmet"),
    ("左右 within 0.3 points", row("6", "approx", change="increase"), done("5.8", change="increase"), "fulfilled"),
    ("左右 beyond", row("6", "approx", change="increase"), done("5.6", change="increase"), "unmet"),
    ("more than a bare bound", row("3E11", "gt", "CNY"), done("3E11", "gt", "CNY"), "fulfilled"),
    ("exactly what was to be exceeded", row("3E11", "gt", "CNY"), done("3E11", "eq", "CNY"), "unmet"),
    ("近 is not quite", row("3000", "ge", "count"), done("3000", "approx", "count", target_text="近3000人"), "unmet"),
    ("under the cap", row("5.5", "le"), done("5.2"), "fulfilled"),
    ("above the cap", row("5.5", "le"), done("5.6"), "unmet"),
    ("in another unit", row("225000", unit="mu"), done("15000", unit="ha"), "fulfilled"),
    ("late", row(due="2024-06-30", deadline_text="2024年6月底前"), done(due="2024-11-30", deadline_text="2024年11月"), "unmet"),
    ("in time", row(due="2024-12-31", deadline_text="2024年底前"), done(due="2024-11-30", deadline_text="2024年11月"), "fulfilled"),
    ("said to have failed", row(due="2024-12-31"), done(evidence="该项工作尚未完成"), "unmet"),
    ("growth of another year", row("7", "ge", change="increase", due="2025-12-31", deadline_text="2025年"),
     done("9", change="increase", due="2024-12-31", deadline_text="2024年"), "not_comparable"),
    ("done before it was promised", row("30", unit="count", due="2025-12-31"), done("40", unit="count", due="2019-12-31"), "not_comparable"),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b", "expected"), [t[1:] for t in OUTCOMES], ids=[t[0] for t in OUTCOMES])
def test_outcomes(a: TableRow, b: TableRow, expected: Verdict) -> None:
    assert verdict(a, b, "report_on")[0] == expected


def test_done_against_still_to_do() -> None:
    a = replace(row(due="2020-12-31"), status="achieved")
    assert verdict(a, row(due="2020-12-31")) == ("status_conflict", ("status",))
    assert verdict(row("5"), done("5"), "translation")[0] == "status_conflict"
    assert verdict(row("5"), done("5"), "report_on")[0] == "fulfilled"


BODIES: list[tuple[TableRow, TableRow, Verdict]] = [
    (row(agencies=("国家卫计委",)), row(agencies=("国家卫健委",)), "consistent"),
    (row(agencies=("教育局",)), row(agencies=("市教育局",)), "consistent"),
    (row(agencies=("市教育局",)), row(agencies=("市财政局",)), "responsibility_changed"),
    (row(agencies=("甲局", "乙局"), lead_agencies=("甲局",)), row(agencies=("甲局", "乙局"), lead_agencies=("乙局",)), "responsibility_changed"),
    (row(agencies=("甲局",), lead_agencies=("甲局",)), row(agencies=("甲局", "乙局"), lead_agencies=("甲局",)), "consistent"),
    (row(agencies=("我省",)), row(agencies=("市财政局",)), "consistent"),
    (row(agencies=("市财政局",)), row(), "consistent"),
    (row(agencies=("教育部",)), row(agencies=("Ministry of Education",), lang="en"), "consistent"),
    (row(agencies=("教育部",)), row(agencies=("Ministry of Finance",), lang="en"), "responsibility_changed"),
    (row(agencies=("青河市河湖长办",)), row(agencies=("Ministry of Finance",), lang="en"), "consistent"),
]


@pytest.mark.parametrize(("a", "b", "expected"), BODIES)
def test_bodies(a: TableRow, b: TableRow, expected: Verdict) -> None:
    assert verdict(a, b)[0] == expected


def test_modality_and_order_of_verdicts() -> None:
    a, b = row("5", modality="binding"), row("5", modality="aspirational")
    assert verdict(a, b) == ("modality_changed", ("modality",))
    assert verdict(a, replace(b, value=Decimal(6))) == ("target_raised", ("modality", "target"))
    names = [name for name, _ in VERDICTS]
    assert len(set(names)) == len(names)
    assert names[-1] == "consistent"


def test_baselines_and_forms() -> None:
    assert verdict(row("18", evidence="比2020年下降18%"), row("55", evidence="比2005年下降55%"))[1][0] == "baseline"
    assert verdict(row("10", evidence="比2015年减少10%"), row("10", lang="en", evidence="cut by 10 percent from 2018 levels"), "translation")[1] == (
        "baseline",
    )
    assert verdict(row("300", unit="CNY", action="年均完成投资"), row("950", unit="CNY", action="累计完成投资"))[1][0] == "form"


def test_regions() -> None:
    gansu, lanzhou, yunnan = (row("24", region=r) for r in ("甘肃省 620000", "兰州市 620100", "云南省 530000"))
    assert verdict(gansu, yunnan)[1][0] == "region"
    assert verdict(gansu, lanzhou)[0] == "consistent"
    assert verdict(gansu, replace(gansu, lang="en", region="Gansu Province"))[0] == "consistent"


def test_a_number_or_bound_that_only_the_sentence_says() -> None:
    assert verdict(row("3", unit="count"), row(lang="en", evidence="The following three measures will be adopted"), "translation")[0] == "consistent"
    assert verdict(row("3", unit="count"), row(lang="en", evidence="Several measures will be adopted"), "translation")[0] == "target_lowered"
    bare = row("20E6", unit="count", lang="en", target_text="20 million", evidence="taken over 20 million vehicles off the roads")
    assert verdict(row("20E6", "gt", "count"), bare, "translation")[0] == "consistent"


def test_repetition() -> None:
    assert verdict(row(frequency="P3M"), row(frequency="P1Y")) == ("target_lowered", ("frequency",))
    assert verdict(row(frequency="P6M"), row(frequency="P6M")) == ("consistent", ())


def test_the_flip_point_is_told() -> None:
    text = explain(judge(row("6", "approx", change="increase"), done("5.8", change="increase"), relation="report_on"), "en")
    assert "±0.3 percentage points" in text
    assert "unmet if it is under ±0.2" in text
    strict = judge(row("6", "approx", change="increase"), done("5.8", change="increase"), relation="report_on", tolerance=TOLERANCES["strict"])
    assert strict.verdict == "unmet"


def every() -> list[Judgement]:
    """A judgement of every case above."""
    pairs = [(a, b, r) for _, a, b, r, _ in TARGETS] + [(a, b, "report_on") for _, a, b, _ in OUTCOMES] + [(a, b, "successor") for a, b, _ in BODIES]
    return [judge(a, b, relation=r) for a, b, r in pairs]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_explanation_quotes_and_never_blames(lang: Any) -> None:
    for judgement in every():
        text = explain(judgement, lang)
        assert "“" in text
        assert "None" not in text
        assert not re.search(r"\b(?:fail\w*|lied|false\w*|broken?|blame)\b|造假|失信|违背|违反|失职", text, re.I)


def test_words_are_in_both_languages() -> None:
    assert all(len(pair) == 2 for pair in WORDS.values())
    assert all(name in WORDS and f"rule_{name}" in WORDS for name, _ in VERDICTS)


def test_a_split_is_added_up() -> None:
    one = merged([row("40", unit="count", target_text="40所"), row("60", unit="count", target_text="60所")])
    assert verdict(row("100", unit="count"), one)[0] == "consistent"


@given(st.integers(1, 10**9), st.integers(-3, 6))
def test_the_same_digits_at_any_scale(number: int, power: int) -> None:
    value = Decimal(number)
    assert same_digits(value, value.scaleb(power))


@given(st.decimals("0.01", "99999", places=2))
def test_a_conversion_there_and_back_is_the_same_amount(hectares: Decimal) -> None:
    mu = hectares * 15
    assert converted(mu, "mu", None, hectares, "ha", None) is not None
    assert converted(hectares, "ha", None, mu, "mu", None) is not None


@given(st.sampled_from([b for _, _, b, _, _ in TARGETS]), st.sampled_from(["translation", "successor", "report_on"]))
def test_a_row_is_consistent_with_itself(b: TableRow, relation: RelationKind) -> None:
    assert verdict(b, b, relation) == ("consistent", ())
