"""Does every expression without a year get the one that its text means?"""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalize.anchor import resolve_all
from pipeline.said import Moment, Rolling, Said, Shifted, Stretch, TimeExpression, Vague, WholeYear
from pipeline.types import Relation, TemporalMention


def told(
    text: str,
    *said: tuple[str, Said] | tuple[str, Said, Relation] | tuple[str, Said, Relation, str],
    doc_date: str | None = None,
    year_at: Callable[[int], int | None] | None = None,
) -> list[tuple[str | None, str | None]]:
    """The days of expressions given by their words, which stand in the text in this order."""
    out: list[TimeExpression] = []
    at = 0
    for words, what, *more in said:
        at = text.index(words, at)
        relation: Relation = more[0] if more else "in"  # type: ignore[assignment]
        out.append(TimeExpression(at, at + len(words), what, relation, str(more[1]) if len(more) > 1 else "test.rule"))
        at += len(words)
    return [(m.date_from, m.date_to) for m in resolve_all(text, out, doc_date=doc_date, year_at=year_at)]


MAR = ("2023-03-01", "2023-03-31")


def test_the_year_of_the_sentence_goes_first() -> None:
    """Named before in the sentence; then in the paragraph; a new paragraph falls back to the document."""
    assert told("2023年启动，3月铺开。", ("2023年", Moment(year=2023)), ("3月", Moment(month=3)), doc_date="2024-05-01")[1] == MAR
    assert told("2023年启动。3月铺开。", ("2023年", Moment(year=2023)), ("3月", Moment(month=3)), doc_date="2024-05-01")[1] == MAR
    assert told("2023年启动。\n3月铺开。", ("2023年", Moment(year=2023)), ("3月", Moment(month=3)), doc_date="2024-05-01")[1] == ("2024-03-01", "2024-03-31")


def test_far_years_and_baselines_frame_nothing() -> None:
    """比2015年 and the goal for 2035 say nothing about the next date."""
    assert told("比2015年少两成，3月公布。", ("2015年", Moment(year=2015)), ("3月", Moment(month=3)), doc_date="2023-05-01")[1] == MAR
    assert told("到2035年建成。3月公布。", ("2035年", Moment(year=2035), "by"), ("3月", Moment(month=3)), doc_date="2023-05-01")[1] == MAR
    assert (
        told(
            "2021—2025年分批做，3月公布。",
            ("2021—2025年", Stretch(Moment(year=2021), Moment(year=2025)), "from_to"),
            ("3月", Moment(month=3)),
            doc_date="2023-05-01",
        )[1]
        == MAR
    )


def test_a_deadline_is_not_put_into_the_past() -> None:
    """An earlier sentence on last year frames news, not deadlines."""
    last = ("去年", Moment(year_shift=-1))
    assert told("去年办了三期。9月再办。", last, ("9月", Moment(month=9)), doc_date="2024-05-01")[1] == ("2023-09-01", "2023-09-30")
    assert told("去年办了三期。9月底前再办。", last, ("9月底前", Moment(month=9, part="end"), "by"), doc_date="2024-05-01")[1] == ("2024-09-30", "2024-09-30")


def test_the_passage_says_its_year() -> None:
    """`year_at` governs 全年, months, quarters and edges that name no year, but not 今年."""
    review: Callable[[int], int | None] = lambda position: 2015  # noqa: E731
    got = told(
        "全年、四季度、年末，今年",
        ("全年", WholeYear()),
        ("四季度", Moment(quarter=4)),
        ("年末", Moment(part="end")),
        ("今年", Moment(year_shift=0)),
        doc_date="2016-03-05",
        year_at=review,
    )
    assert got == [("2015-01-01", "2015-12-31"), ("2015-10-01", "2015-12-31"), ("2015-12-31", "2015-12-31"), ("2016-01-01", "2016-12-31")]
    assert told("去年开工，全年", ("去年", Moment(year_shift=-1)), ("全年", WholeYear()), doc_date="2016-03-05")[1] == ("2015-01-01", "2015-12-31")
    assert told("全年", ("全年", WholeYear()), doc_date="2016-03-05") == [("2016-01-01", "2016-12-31")]


def test_reports_look_back_on_calendar_years() -> None:
    """五年来 in a report of January is the five years before; elsewhere it ends on the day of the document."""
    five = ("五年来", Rolling(5, "year", False))
    assert told("各位代表：五年来", five, doc_date="2026-01-20") == [("2021-01-01", "2025-12-31")]
    assert told("五年来", five, doc_date="2026-01-20", year_at=lambda position: 2025) == [("2021-01-01", "2025-12-31")]
    assert told("五年来", five, doc_date="2026-01-20") == [("2021-01-20", "2026-01-20")]
    assert told("各位代表：今后五年", ("今后五年", Rolling(5, "year", True)), doc_date="2026-01-20") == [("2026-01-01", "2030-12-31")]


def test_headings_of_a_report_set_the_year() -> None:
    """一、2024年工作回顾 governs what follows until 二、2025年工作; the title does not."""
    text = "2025年政府工作报告\n一、2024年工作回顾\n各地发展。全年增收。\n二、2025年工作\n全年增收。"
    got = told(
        text, ("2025年", Moment(year=2025)), ("2024年", Moment(year=2024)), ("全年", WholeYear()), ("2025年", Moment(year=2025)), ("全年", WholeYear()),
        doc_date="2025-01-20", year_at=lambda position: 2024 if position > 40 else None,
    )  # fmt: skip
    assert [got[2][0], got[4][0]] == ["2024-01-01", "2025-01-01"]


def test_news_of_the_last_weeks_is_of_this_year() -> None:
    """`year_at` may take news of March for a review of last year; 1月25日 and 一季度 just past stay in this one."""
    last: Callable[[int], int | None] = lambda position: 2021  # noqa: E731
    assert told("1月25日建成", ("1月25日", Moment(month=1, day=25)), doc_date="2022-01-26", year_at=last) == [("2022-01-25", "2022-01-25")]
    assert told("一季度增长", ("一季度", Moment(quarter=1)), doc_date="2022-04-20", year_at=last) == [("2022-01-01", "2022-03-31")]
    assert told("四季度增长", ("四季度", Moment(quarter=4)), doc_date="2022-04-20", year_at=last) == [("2021-10-01", "2021-12-31")]
    assert told("春节前将搬进新居", ("春节前", Moment(holiday="spring_festival"), "by"), doc_date="2025-01-14", year_at=lambda position: 2024) == [
        ("2025-01-29", "2025-01-29")
    ]


def test_the_year_before_the_one_spoken_of() -> None:
    """Rules with `.framed_` count from the year of the sentence."""
    last: tuple[str, Said, Relation, str] = ("上年", Moment(year_shift=-1), "in", "zh.temporal.framed_year")
    assert told("2019年比上年多", ("2019年", Moment(year=2019)), last, doc_date="2024-05-01")[1] == ("2018-01-01", "2018-12-31")
    assert told("比上年多", last, doc_date="2024-05-01") == [("2023-01-01", "2023-12-31")]


def test_the_turn_of_the_year() -> None:
    """A bare day near the document's date lies on the near side of New Year."""
    assert told("12月20日到访", ("12月20日", Moment(month=12, day=20)), doc_date="2022-01-04") == [("2021-12-20", "2021-12-20")]
    assert told("12月20日前报", ("12月20日", Moment(month=12, day=20), "by"), doc_date="2022-01-04") == [("2022-12-20", "2022-12-20")]
    assert told("1月15日召开", ("1月15日", Moment(month=1, day=15)), doc_date="2022-12-28") == [("2023-01-15", "2023-01-15")]
    assert told("3月底前报", ("3月底", Moment(month=3, part="end"), "by"), doc_date="2022-11-28") == [("2023-03-31", "2023-03-31")]
    assert told("春节前发放", ("春节", Moment(holiday="spring_festival"), "by"), doc_date="2024-12-10") == [("2025-01-29", "2025-01-29")]
    assert told("国庆节", ("国庆节", Moment(holiday="national_day_cn")), doc_date="2024-12-10") == [("2024-10-01", "2024-10-01")]
    assert told("12月完成", ("12月", Moment(month=12)), doc_date="2022-01-04") == [("2022-12-01", "2022-12-31")]


def test_a_text_without_a_date_dates_itself() -> None:
    """The dateline takes the year that follows it; relative words count from it."""
    text = "1月17日，2020年的会。总结2019年。今年抓六件事，今天部署，秋季见效。"
    got = told(
        text, ("1月17日", Moment(month=1, day=17)), ("2020年", Moment(year=2020)), ("2019年", Moment(year=2019)),
        ("今年", Moment(year_shift=0)), ("今天", Moment(day_shift=0)), ("秋季", Moment(season="autumn")),
    )  # fmt: skip
    assert [g[0] for g in got] == ["2020-01-17", "2020-01-01", "2019-01-01", "2020-01-01", "2020-01-17", "2020-09-01"]
    assert told("3月启动", ("3月", Moment(month=3))) == [(None, None)]
    assert (
        told("今年启动，2021年验收，2021年投用", ("今年", Moment(year_shift=0)), ("2021年", Moment(year=2021)), ("2021年", Moment(year=2021)))[0][0]
        == "2021-01-01"
    )


def test_relations_and_ends() -> None:
    """What begins has no last day; what is no point has no relation."""
    text = "2019年以来，近年来"
    mentions = resolve_all(text, [TimeExpression(0, 7, Moment(year=2019), "after"), TimeExpression(8, 11, Vague("PAST"), "in")], doc_date="2022-01-01")
    assert (mentions[0].date_from, mentions[0].date_to, mentions[0].relation) == ("2019-01-01", None, "after")
    assert (mentions[1].temporal_type, mentions[1].relation, mentions[1].iso_value) == ("vague", None, "PAST")


def test_a_bare_day_takes_the_month_before() -> None:
    """9月10日开幕，12日闭幕."""
    assert told("9月10日开幕，12日闭幕", ("9月10日", Moment(month=9, day=10)), ("12日", Moment(day=12)), doc_date="2022-11-01")[1] == (
        "2022-09-12",
        "2022-09-12",
    )
    assert told("12日闭幕", ("12日", Moment(day=12)), doc_date="2022-11-20") == [("2022-11-12", "2022-11-12")]


@given(st.text(alphabet="2019年月日3今去。\n，前五", max_size=60), st.none() | st.dates().map(str))
def test_mentions_answer_expressions_one_to_one(text: str, doc_date: str | None) -> None:
    """As many mentions as expressions, each the slice of the text."""
    said: list[Said] = [Moment(year_shift=0), Moment(month=2, day=29), Rolling(5, "year", False), Shifted(3, "month", True, within=True), WholeYear()]
    expressions = [TimeExpression(i, i + 1, said[i % len(said)]) for i in range(0, len(text), 3)]
    mentions: list[TemporalMention] = resolve_all(text, expressions, doc_date=doc_date)
    assert [(m.start, m.end, m.text) for m in mentions] == [(e.start, e.end, text[e.start : e.end]) for e in expressions]
