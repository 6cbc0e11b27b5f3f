"""Does a document tell its date, number, title and issuer, and is nothing taken for them that is not?"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean import clean
from pipeline.layout import blocks
from pipeline.read.metadata import describe
from pipeline.types import Document

BODY = "各地要抓好任务落实工作，到2025年12月31日前完成。\n"
ENGLISH = "Agencies shall report by December 31, 2025.\n"


def described(text: str, doc_id: str = "a.txt", **given: str) -> Document:
    aligned = clean(text)
    return describe(Document(doc_id, text, **given), aligned.text, blocks(aligned.text))  # type: ignore[arg-type]  # only text fields are given


@pytest.mark.parametrize(
    ("page", "day"),
    [
        (f"关于某事的通知\n发布日期：2022年1月26日\n{BODY}", "2022-01-26"),
        (f"关于某事的通知\n发布时间：2022-01-26 10:15　来源：某网\n{BODY}", "2022-01-26"),
        (f"成文日期：2021年09月10日　发布日期：2021年09月18日\n关于某事的通知\n{BODY}", "2021-09-10"),
        (f"关于某事的通知\n22-01-26 10:15 来源:某网 编辑:某某\n{BODY}", "2022-01-26"),
        (f"A plan for schools\n2024/05/2311:40:32 education 1527\n{ENGLISH}", "2024-05-23"),
        (f"A plan for schools\nAuthor:Some Cloud Time:2022.09.20\n{ENGLISH}", "2022-09-20"),
        (f"A plan for schools\n2022-07-22 0 By\n{ENGLISH}", "2022-07-22"),
        (f"Date: 2016-03-05\n\n{ENGLISH}", "2016-03-05"),
        (f"# Executive Order 14999: Widgets\n**Date:** May 12, 2021\n{ENGLISH}", "2021-05-12"),
        (f"Report on the Work\nDelivered at the Fourth Session of the Congress on March 5, 2016\n{ENGLISH}", "2016-03-05"),
        (f"Executive Order 14999 of May 12, 2021\nBetter Widgets\n{ENGLISH}", "2021-05-12"),
        (f"政府工作报告\n——2016年3月5日在第十二届全国人民代表大会第四次会议上\n{BODY}", "2016-03-05"),
        (f"政府工作报告\n（2024年1月23日在某省第十四届人民代表大会第二次会议上）\n{BODY}", "2024-01-23"),
        (f"2025年某市政府工作报告\n来源：某日报\n2025年1月14日在某市人民代表大会第三次会议上市长某某作政府工作报告。\n各位代表：\n{BODY}", "2025-01-14"),
        (f"关于某事的通知\n各市州人民政府：\n{BODY}{BODY}某省人民政府\n2021年3月1日\n", "2021-03-01"),
        (f"关于某事的通知\n各市州人民政府：\n{BODY}{BODY}某省人民政府\n二〇二一年三月十一日\n", "2021-03-11"),
        (f"A plan\n\nIssued on 5 June 2023 by the Ministry\n{ENGLISH}", "2023-06-05"),
        (f"Better widgets\nPublished: 1 March 2024\n{ENGLISH}", "2024-03-01"),
    ],
)
def test_dates(page: str, day: str) -> None:
    assert described(page).doc_date == day


@pytest.mark.parametrize(
    "page",
    [
        f"1月17日,2020年全省教育工作会议在某市召开。会议总结了2019年工作。\n{BODY}",
        f"2025年某省政府工作报告\n各位代表：\n{BODY}",
        f"Plan 2021-2025\n\n{ENGLISH}",
        f"关于某事的通知\n各市州人民政府：\n{BODY}自2021年3月1日起施行。\n",
        f"关于某事的通知\n各市州人民政府：\n{BODY}时间：2024年12月31日前\n责任单位：省教育厅\n{BODY}",
    ],
)
def test_a_year_or_a_deadline_is_no_date(page: str) -> None:
    assert described(page).doc_date is None


@pytest.mark.parametrize(
    ("name", "day"), [("2022-07-22-plan.txt", "2022-07-22"), ("x/20220722.txt", "2022-07-22"), ("plan_2022_final.txt", None), ("notice-123456789.txt", None)]
)
def test_the_file_name_is_the_last_resort(name: str, day: str | None) -> None:
    assert described(BODY, name).doc_date == day
    assert described(f"发布日期：2020年2月3日\n{BODY}", name).doc_date == "2020-02-03"


@pytest.mark.parametrize(
    ("page", "number"),
    [
        (f"关于某事的通知\n国发〔2021〕4号\n{BODY}", "国发〔2021〕4号"),
        (f"发文字号：教基〔2022〕12号\n关于某事的通知\n{BODY}", "教基〔2022〕12号"),
        (f"# Executive Order 13693: Planning\n{ENGLISH}", "Executive Order 13693"),
        (f"Widgets\nEXECUTIVE ORDER 14999\n{ENGLISH}", "Executive Order 14999"),
        (f"M-13-13\nMEMORANDUM FOR THE HEADS OF AGENCIES\n{ENGLISH}", "M-13-13"),
        (f"United Nations\nFCCC/PA/CMA/2023/16\nDistr.: General\n{ENGLISH}", "FCCC/PA/CMA/2023/16"),
        (f"关于贯彻落实《国发〔2021〕4号文件》的报告\n{BODY}", None),
        (f"某事\n{BODY}按照国发〔2021〕4号要求，各地要抓好落实，并于每年年底前向省政府报告工作进展情况，确保完成各项目标任务，同时做好宣传引导工作。\n", None),
    ],
)
def test_numbers(page: str, number: str | None) -> None:
    assert described(page).doc_number == number


@pytest.mark.parametrize(
    ("page", "title"),
    [
        (f"您当前的位置 : 某网 >> 教育\n\n某省将加速优化布局 支持某市\n\n22-01-26 10:15 来源:某网\n{BODY}", "某省将加速优化布局 支持某市"),
        (f"某省教育厅关于推进\n某项行动的通知\n各市：\n{BODY}", "某省教育厅关于推进某项行动的通知"),
        (f"# Action Plan\n\nPublished: 1 March 2024\n{ENGLISH}", "Action Plan"),
        (f"---\ntitle: Source Code Policy\n---\n## 1. Scope\n{ENGLISH}", "Source Code Policy"),
        (f"附件1\n某项行动方案\n{BODY}", "某项行动方案"),
        (BODY, None),
        (f"发布日期：2025年1月20日\n\n{BODY}", None),
    ],
)
def test_titles(page: str, title: str | None) -> None:
    assert described(page).title == title


@pytest.mark.parametrize(
    ("page", "issuer"),
    [
        (f"发文机关：省教育厅　成文日期：2021年9月10日\n关于某事的通知\n{BODY}", "省教育厅"),
        (f"某省人民政府关于某事的决定\n{BODY}", "某省人民政府"),
        (f"2025年某某省政府工作报告\n来源：某日报\n{BODY}", "某某省政府"),
        (f"关于某事的通知\n各市：\n{BODY}{BODY}某省教育厅\n2021年3月1日\n", "某省教育厅"),
        (f"政府工作报告\n——2016年3月5日在代表大会上\n{BODY}", None),
    ],
)
def test_issuers(page: str, issuer: str | None) -> None:
    assert described(page).issuer == issuer


def test_what_is_given_is_kept() -> None:
    document = described(f"关于某事的通知\n发布日期：2022年1月26日\n{BODY}", doc_date="2000-01-01", title="T", issuer="I", doc_number="N", lang="en")
    assert (document.doc_date, document.title, document.issuer, document.doc_number, document.lang) == ("2000-01-01", "T", "I", "N", "en")


PIECES = st.sampled_from(
    [
        "发布日期：",
        "Date: ",
        "二〇二一年",
        "十十月三十日",
        "2021年13月40日",
        "22-01-26 10:15",
        "February 30, 2021",
        "20220231",
        "国发〔2021〕4号",
        "关于",
        "的通知",
        "\n",
        "某厅",
        "# ",
        "来源：",
    ]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=30).map("".join))
@settings(max_examples=300, deadline=None)
def test_any_text_can_be_described(page: str) -> None:
    document = described(page)
    assert document.lang in ("zh", "en")
    assert document.doc_date is None or len(document.doc_date) == 10
