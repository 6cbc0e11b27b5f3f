"""Is each kind of noise taken out, and nothing that only looks like it? A hit, a near miss and a noisy sentence for each step."""

from __future__ import annotations

import time

import pytest

from pipeline.clean import STEPS, clean, struck

CASES = [
    # markup
    ("第一条<br>第二条", "第一条\n第二条"),
    ("<p>各地要<b>抓好</b>落实。</p>", "\n各地要抓好落实。\n"),
    ("R&amp;D&nbsp;spending &#8212; up", "R&D spending — up"),
    ("AT&T; R&D stays; x < y and y > z", "AT&T; R&D stays; x < y and y > z"),
    ('code<sup id="fnr29"><a href="#fn29">29</a></sup> each year', "code each year"),
    ("100m<sup>2</sup>", "100m2"),
    ("reach <s>40</s> 50 percent", "reach ⸨40⸩ 50 percent"),
    ("<table><tr><td>任务</td><td>时限</td></tr></table>", "\n\n| 任务 | 时限 |\n\n"),
    # markdown
    ("**Date:** May 12, 2021", "Date: May 12, 2021"),
    ("policy,[^39] and [the plan](https://example.org/a)", "policy, and the plan"),
    ("2 ** 3 and a[5] stay; [^5]: a note", "2  3 and a[5] stay; [^5]: a note"),
    # pinyin glosses
    ("中國網(wǎng)優(yōu)化結(jié)構(gòu)", "中国网优化结构"),
    ("網（wǎng）絡", "网络"),
    ("每亩(mu)补贴100元", "每亩(mu)补贴100元"),
    ("环境质量委员会(CEQ)负责", "环境质量委员会(CEQ)负责"),
    ("資訊(ICP)備案", "资讯(ICP)备案"),
    # "Essence" for a full stop
    ("meet the standard. Essence In recent years", "meet the standard. In recent years"),
    ("meet the standard Essence In recent years", "meet the standard. In recent years"),
    ("The Essence of the plan; in Essence we agree", "The Essence of the plan; in Essence we agree"),
    # symbols
    ("成績🙅🏽\u200d♂️,安排✪", "成绩,安排"),
    ("影響力©️。Copyright © 2006", "影响力。Copyright © 2006"),
    ("二○二二年●重点①目标", "二○二二年●重点①目标"),
    ("1️⃣任务", "1任务"),
    ("合\u200b作\u00ad\ufeff", "合作"),
    # width
    ("２０２２年增长５．５％", "2022年增长5.5%"),
    ("增长6.5%－7%，约￥３亿～５亿", "增长6.5%-7%，约¥3亿~5亿"),
    ("国发［２０２１］４号　（一）Ａ类：完成；", "国发[2021]4号 （一）A类：完成；"),
    ("⽅案", "方案"),
    ("by\u00a02025\u2009and", "by 2025 and"),
    ("a\r\nb\u2028c", "a \nb\nc"),
    # what a page or its scan broke
    ("根据中央《\n建议\n》确定的原则，《\n\n纲要（草案）\n》提出目标", "根据中央《建议》确定的原则，《纲要（草案）》提出目标"),
    ("《甲》\n《乙》\n第一条《丙", "《甲》\n《乙》\n第一条《丙"),
    ("增长19·5％、提高4·3个百分点，达3·2万亿元", "增长19.5%、提高4.3个百分点，达3.2万亿元"),
    ("“7·17”火灾，5·12地震；阿·马·古", "“7·17”火灾，5·12地震；阿·马·古"),
    ("安排25l亿元，增长1O%", "安排251亿元，增长10%"),
    ("PM10%、5l/100km、COVID、5G亿元", "PM10%、5l/100km、COVID、5G亿元"),
    # punctuation
    ("the people’s sense", "the people's sense"),
    ("建设‘强省’的Anhui’s plan", "建设‘强省’的Anhui's plan"),
    ("「雙減」", "“双减”"),
    ("high -quality and long -term", "high-quality and long-term"),
    ("short- and long-term; a well- known plan", "short- and long-term; a well-known plan"),
    ("goals -the first", "goals -the first"),
    ("In terms of gradient promotion, , based on", "In terms of gradient promotion, based on"),
    ("educational services. , improve satisfaction, etc., and so on.", "educational services, improve satisfaction, etc., and so on."),
    ("落实任务,；完成目标。。", "落实任务；完成目标。"),
    ("等等……；Inc., and so on...", "等等……；Inc., and so on..."),
    # script
    ("製度體系著力完善隨著", "制度体系着力完善随着"),
    ("成效显著，著名专著，瞭望乾坤", "成效显著，著名专著，瞭望乾坤"),
    ("據瞭解，該縣乾旱地區成效顯著，藉助外力", "据了解，该县干旱地区成效显著，借助外力"),
]


@pytest.mark.parametrize(("source", "expected"), CASES)
def test_noise(source: str, expected: str) -> None:
    assert clean(source).text == expected


def test_noise_in_one_long_sentence() -> None:
    source = (
        "　　據報道🐡,２０２２年３月中旬前,全省各地各校要完成國務(wù)院教育督導(dǎo)委員會反饋問題的整改任務(wù)&nbsp;,；\u200b確保達標率９５％以上📣。<br>"
    )
    assert clean(source).text == "  据报道,2022年3月中旬前,全省各地各校要完成国务院教育督导委员会反馈问题的整改任务 ；确保达标率95%以上。\n"


def test_line_breaks_stay() -> None:
    assert clean("一\n\n二\n").text == "一\n\n二\n"


def test_struck_out_text() -> None:
    text = clean("reach <del>40</del> 50 and ~~60~~ 70").text
    assert [text[a:b] for a, b in struck(text)] == ["40", "60"]


@pytest.mark.parametrize("step", STEPS, ids=lambda s: s.name)
def test_a_step_without_its_trigger_has_nothing_to_do(step: object) -> None:
    from pipeline.clean.step import Step
    from pipeline.text import AlignedText

    assert isinstance(step, Step)
    plain = "要抓好落实" if step.triggers.isdisjoint("要抓好落实") else "abc"
    assert step.run(AlignedText.of(plain)).text == plain


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<a ",
        "<!--",
        "&",
        "&a",
        "[",
        "[^",
        "(",
        "網(w",
        "🐡",
        ",",
        ", ",
        "-",
        " -a",
        "**",
        "__",
        "{:",
        "~~",
        "<sup>",
        "<sup><a>1",
        "《",
        "《\n",
        "《\n建 \n",
        "1l",
        "1",
        "1·",
    ],
)
def test_linear_time(piece: str) -> None:
    source = piece * (200_000 // len(piece))
    start = time.perf_counter()
    clean(source)
    assert time.perf_counter() - start < 3.0
