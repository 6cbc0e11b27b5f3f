"""Is every line known for what it is? Whole pages of own wording, near misses, and the promises every text must keep."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean import clean
from pipeline.layout import blocks, detect
from pipeline.types import Block


def laid_out(page: str) -> list[tuple[str, str]]:
    """(kind, first characters) of each block."""
    text = clean(page).text
    return [(b.kind, text[b.start : b.end]) for b in blocks(text)]


def kinds(page: str) -> list[str]:
    return [kind for kind, _ in laid_out(page)]


NEWS_ZH = """首页 > 新闻中心 > 要闻
我市今年将新建学校50所
2023-02-15 09:21:33　来源：某某日报　作者：张三　字体：大 中 小
　　本报讯（记者 李四）记者从市教育局获悉,今年我市将新建学校50所。
　　据悉,到2025年,全市将实现义务教育优质均衡。(来源:某某在线 王五)
　　图为学生们在新教室上课。 王五 摄
责任编辑：赵六
相关阅读
我市召开教育工作会议
主办：某市人民政府办公室
备案序号：某ICP备05000001号　网站标识码：6201000001
"""


def test_a_chinese_news_page() -> None:
    assert kinds(NEWS_ZH) == [
        "navigation", "title", "byline", "byline", "body", "body", "caption", "caption", "caption", "navigation", "navigation", "footer", "footer",
    ]  # fmt: skip


NOTICE = """索 引 号：000001/2021-00012　主题分类：科技、教育
发文字号：某教基〔2021〕27号　发布日期：2021年09月18日
某某省教育厅关于推进
“某项”行动实施方案的通知
某教基〔2021〕27号
各市、州教育局，省属各中小学校：
现就有关事项通知如下。
一、总体要求
（一）指导思想。坚持稳中求进，全面提高质量。
（二）工作目标
到2025年，毛入园率达到95%以上。
1.完善机制。到2023年底前，新建公办园100所。
2.提高质量
各县每年开展一次督导检查。
责任单位：省教育厅
附件：1.任务分工表
　　　2.联系人名单
某某省教育厅
某某省财政厅
2021年9月10日
（此件公开发布）
"""


def test_a_notice() -> None:
    assert kinds(NOTICE) == [
        "byline", "byline", "title", "title", "byline", "byline", "body", "heading", "body", "heading", "body", "body", "heading", "body", "body",
        "caption", "caption", "byline", "byline", "byline", "footer",
    ]  # fmt: skip


def test_levels_of_headings() -> None:
    text = clean(NOTICE).text
    assert [b.level for b in blocks(text) if b.kind == "heading"] == [1, 2, 3]


REPORT = """政府工作报告
——2024年1月23日在某省第十四届人民代表大会第二次会议上
某省省长　王某某
各位代表：
现在，我代表省人民政府，向大会报告工作。
一、2023年工作回顾
——结构调整取得积极进展。
二、2024年工作安排
今年主要预期目标是：
地区生产总值增长6%左右，
城镇新增就业32万人以上，
城镇调查失业率5.5%左右。
（一）稳定宏观政策，保持合理区间。
继续实施积极的财政政策。
"""


def test_a_work_report() -> None:
    assert kinds(REPORT) == [
        "title", "byline", "byline", "byline", "body", "heading", "body", "heading", "body", "body", "body", "body", "heading", "body",
    ]  # fmt: skip


def test_label_lines_of_a_plan_are_body_to_the_last() -> None:
    line = "主办单位：省教育厅，各州、市人民政府"
    page = f"一、实施某计划\n年度目标：引进人才3600名。\n{line}\n二、实施某工程\n年度目标：建成10所。\n{line}\n"
    assert kinds(page)[1:] == ["body", "body", "heading", "body", "body"]


def test_a_list_without_stops_is_no_heading() -> None:
    page = "主要预期目标：\n地区生产总值增长6%左右\n城镇新增就业32万人以上\n居民收入与经济增长同步\n各地要抓好任务的落实工作。\n"
    assert kinds(page) == ["body"] * 5


ENGLISH = """Home > News > Education
The province will build fifty schools this year
Author: Some Cloud Time:2022.09.20
On the 19th, the reporter learned that the city will build 50 schools by the end of 2022. All media reporter Anna Bell
The plan requires stronger leadership.Some Daily statement: reprint this article is for the purpose of passing more information.If wrong, contact us.
- END -
Heavy!In 2022, 53 enrollment plans
Recently, the bureau issued a notice of the 2022-2023 acade...
"""


def test_an_english_page_with_glued_ends() -> None:
    assert laid_out(ENGLISH) == [
        ("navigation", "Home > News > Education"),
        ("title", "The province will build fifty schools this year"),
        ("byline", "Author: Some Cloud Time:2022.09.20"),
        ("body", "On the 19th, the reporter learned that the city will build 50 schools by the end of 2022."),
        ("caption", "All media reporter Anna Bell"),
        ("body", "The plan requires stronger leadership."),
        (
            "footer",
            "Some Daily statement: reprint this article is for the purpose of passing more information.If wrong, contact us.",
        ),
        ("caption", "- END -"),
        ("caption", "Heavy!In 2022, 53 enrollment plans"),
        ("caption", "Recently, the bureau issued a notice of the 2022-2023 acade..."),
    ]


ORDER = """# Executive Order 14999: Better Widgets
**Date:** May 12, 2021
## Preamble
By the authority vested in me, it is hereby ordered as follows:
### Section 1.
**Policy**
It is the policy of the United States to improve widgets.
(b) ensure that the following percentage is clean energy:
    (i) not less than 10 percent in fiscal years 2016 and 2017;
    (ii) not less than 20 percent in fiscal years 2018 and 2019; and
(c) ensure that the percentage of energy is:
    (i) not less than 10 percent in fiscal years 2016 and 2017;
THE WHITE HOUSE,
May 12, 2021.
"""


def test_an_executive_order() -> None:
    assert kinds(ORDER) == ["title", "byline", "heading", "body", "heading", "heading"] + ["body"] * 6 + ["byline", "byline"]


def test_table_rows() -> None:
    page = "The plan:\n\n| Milestone | Target Date |\n|---|---|\n| Publish baseline | June 30, 2024 |\n\nIt ends here.\n"
    text = clean(page).text
    assert [(b.kind, b.level) for b in blocks(text)] == [("body", 0), ("table", 1), ("table", 2), ("table", 0), ("body", 0)]


def test_front_matter() -> None:
    page = "---\nlayout: page\ntitle: Source Code Policy\nredirect_from:\n  - /x/\n---\n## 1. Scope\nAgencies must act.\n"
    assert kinds(page) == ["navigation", "navigation", "title", "navigation", "navigation", "navigation", "heading", "body"]


def test_a_truncated_paragraph_that_stands_again_is_a_repeat() -> None:
    teaser = "In order to further promote the action of"
    page = f'{teaser} "strong schools", a plan was made.\n2024/05/2311:40:32 education 1527\nIt has four measures.\n\n{teaser}\n\n{teaser}\n\nIt ends.\n'
    assert [k for k, t in laid_out(page) if t == teaser] == ["repeat", "repeat"]


def test_items_that_stand_twice_in_a_law_are_no_repeats() -> None:
    page = "(b) clean energy is:\n(i) not less than 10 percent in 2016;\n(c) renewable energy is:\n(i) not less than 10 percent in 2016;\n"
    assert "repeat" not in kinds(page)


@pytest.mark.parametrize(
    "line",
    [
        "各地要公布举报电话，接受社会监督，并依法保护人民群众合法权益。",
        "加强版权保护，完善版权管理制度，严厉打击侵权行为。",
        "The bill protects the legitimate rights and interests of workers.",
        "To this end, agencies shall report by June 30, 2024.",
        "From 2021 to 2025, the city built 300 schools.",
        "Source code must be shared with all agencies by 2017.",
        "2025年底前，全省公办园占比达到60%。",
        "Copyright law shall be amended by the end of 2025.",
        "Printing houses should reduce waste by 10%.",
        "分享改革发展成果，提高人民生活水平。",
        "各位代表！我们将全面完成任务，",
        "各位代表，今年要抓好八项工作：",
        "Share this plan with all agencies of the city by the end of 2025.",
        "Contact us by telephone services shall be open to all by 2025.",
        "打印机等设备的采购要在2025年底前完成，确保资金足额到位并公开采购结果，接受群众监督。",
    ],
)
def test_sentences_that_only_look_like_furniture(line: str) -> None:
    page = (
        f"各地要抓好任务的落实工作。\n{line}\n到2025年完成全部任务。\n"
        if not line.isascii()
        else f"Agencies shall act at once.\n{line}\nAll tasks shall be done by 2025.\n"
    )
    assert kinds(page) == ["body"] * 3
    assert kinds("\n".join(page.splitlines()[:2])) == ["body"] * 2  # as the last line too


def test_languages() -> None:
    page = (
        "关于加快绿色发展的意见\n到2030年，二氧化碳排放比2005年下降65%以上。\n"
        "By 2030, carbon dioxide emissions will be reduced by more than 65%.\n各地区要加快实施。\nGDP 5%\n"
    )
    text = clean(page).text
    assert [b.lang for b in blocks(text, lang="zh")] == ["zh", "zh", "en", "zh", "zh"]


@pytest.mark.parametrize(
    ("text", "lang"), [("推进5G和AI建设", "zh"), ("GDP 5%", "en"), ("The Ministry (教育部) shall act at once.", "en"), ("", "en"), ("教育", "zh")]
)
def test_detect(text: str, lang: str) -> None:
    assert detect(text) == lang


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "一、目标",
                "# A",
                "| a | b |",
                "|---|---|",
                "---",
                "来源：某网",
                "上一篇：x",
                "(来源:某网)",
                "END",
                "...",
                "2022-01-26",
                "Copyright © 2006",
                "各位代表：",
                "到2025年完成。",
                "By 2025, we will act.",
            ]
        ),
        st.text(max_size=30),
    ),
    max_size=30,
)


@given(LINES)
@settings(max_examples=300, deadline=None)
def test_blocks_are_ordered_and_hold_every_visible_character(lines: list[str]) -> None:
    text = clean("\n".join(lines)).text
    found = blocks(text)
    at = 0
    for b in found:
        assert isinstance(b, Block)
        assert at <= b.start < b.end <= len(text)
        assert text[b.start : b.end] == text[b.start : b.end].strip()
        assert "\n" not in text[b.start : b.end]
        assert text[at : b.start].strip().strip("#") == ""
        at = b.end
    assert text[at:].strip() == ""


@pytest.mark.parametrize(
    "piece", ["> ", "a > ", "(来源", "1.", "…", "——", "| ", "|\n", "一、\n", "各位，", "讯 ", "reprint this article.", "\n\n", "# ", "a b ", "。。"]
)
def test_linear_time(piece: str) -> None:
    text = piece * (300_000 // len(piece))
    start = time.perf_counter()
    blocks(text)
    assert time.perf_counter() - start < 6.0


def test_datelines_are_split_off() -> None:
    page = (
        'Some Daily, Jinan, March 2 (Reporter Wang Wu) Recently, the department issued the "Work Points" for the year.\n'
        "某某网1月26日讯 据某报报道记者 张三)1月25日,全省教育工作会议在某市召开。\n"
    )
    assert [k for k, _ in laid_out(page)] == ["byline", "body", "byline", "body"]


def test_rows_pasted_with_tabs_are_a_table() -> None:
    page = "任务分解表\n序号\t项目\t时限\n1\t新建幼儿园20所\t2024年12月底\n2\t建设养老中心10个\t2024年10月底\n各地要抓好落实，确保完成。\n"
    text = clean(page).text
    assert [(b.kind, b.level) for b in blocks(text)] == [("title", 0), ("table", 1), ("table", 0), ("table", 0), ("body", 0)]


def test_a_list_of_other_pages_is_navigation_to_the_end() -> None:
    body = "By 2026, 80% of schools will reach the standard."
    page = f"A plan for schools\n2024-01-02 09:10\n{body}\n\nsociety Category Latest News\nHow to choose a school\n2024-01-02\n"
    assert kinds(page) == ["title", "byline", "body", "navigation", "navigation", "navigation"]


def test_the_signature_of_a_notice_that_goes_on_with_its_annex() -> None:
    notice = "某厅关于印发某方案的通知\n各市人民政府：\n现印发给你们，请认真组织实施。\n某省某厅\n2021年7月30日\n\n"
    page = notice + "某方案\n\n为贯彻落实部署，制定本方案。\n一、主要目标。到2025年，能耗下降14%。\n"
    assert kinds(page) == ["title", "byline", "body", "byline", "byline", "heading", "body", "body"]


@pytest.mark.parametrize("line", ["时间：2025年6月底前", "Time: by the end of June 2025", "类别：新建"])
def test_labels_of_a_plan_are_by_lines_only_at_the_top(line: str) -> None:
    page = f"各地要抓好任务的落实工作。\n到2025年完成任务。\n{line}\n"
    assert kinds(page) == ["body"] * 3


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("【打印】 【字体：大 中 小】", "navigation"),
        ("I. Context ........ 3", "navigation"),
        ("一、总体要求……………1", "navigation"),
        ("责任编辑：某某", "caption"),
        ("图为新建的学校。 某某 摄", "caption"),
        ("The picture shows the new school. Photo by Zhao Liu", "caption"),
        ("表1：任务分工", "caption"),
        ("2021年9月10日", "byline"),
        ("Contact us", "footer"),
        ("本网站ICP备案号：某ICP备05000001号", "footer"),
    ],
)
def test_furniture_in_the_middle_of_a_text(line: str, kind: str) -> None:
    page = f"各地要抓好任务的落实工作。\n到2025年完成任务。\n{line}\n各地要抓好任务的落实工作。\n"
    assert kinds(page)[2] == kind
