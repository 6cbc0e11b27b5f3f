"""Which texts are made to be slow? Shapes that repeat what patterns stumble over, of any length; and how long the pipeline takes for them."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.run import extract_text

Shape = Callable[[int], str]
"""A text of about that many characters."""


def repeated(unit: str, *, head: str = "", tail: str = "") -> Shape:
    """The unit again and again between a head and a tail.

    >>> repeated("ab", head="<", tail=">")(6)
    '<abab>'
    """
    return lambda n: head + unit * ((n - len(head) - len(tail)) // len(unit)) + tail


def shuffled(*pieces: str, seed: int = 7) -> Shape:
    """The pieces in random order, the same for the same seed."""

    def shape(n: int) -> str:
        chance, out, held = random.Random(seed), [], 0
        while held < n:
            out.append(chance.choice(pieces))
            held += len(out[-1])
        return "".join(out)

    return shape


def numbered(template: str) -> Shape:
    """The template with 1, 2, 3 … in it: nothing comes twice, so nothing can be remembered."""

    def shape(n: int) -> str:
        out, held, i = [], 0, 0
        while held < n:
            i += 1
            out.append(template.format(i=i, year=2000 + i % 60, month=i % 12 + 1))
            held += len(out[-1])
        return "".join(out)

    return shape


SHAPES: dict[str, Shape] = {
    # one line of one thing
    "digits": repeated("7"),
    "digits_grouped": repeated("123,"),
    "digits_dotted": repeated("1."),
    "digits_slashed": repeated("12/"),
    "digits_dashed": repeated("20-"),
    "digits_spaced": repeated("1 "),
    "digits_colons": repeated("1:"),
    "digits_percent": repeated("5%"),
    "digits_wave": repeated("3~"),
    "digits_wave_lines": repeated("3~" * 400 + "\n"),
    "digits_percent_lines": repeated("5%" * 400 + "\n"),
    "han_numerals": repeated("三"),
    "han_hundreds": repeated("一百"),
    "han_numeral_list": repeated("三、"),
    "brackets_open": repeated("("),
    "brackets_wide_open": repeated("（"),
    "brackets_pairs": repeated("（）"),
    "brackets_nested": lambda n: "（" * (n // 2) + "）" * (n // 2),
    "brackets_close": repeated("）"),
    "square_open": repeated("["),
    "square_wide_open": repeated("〔2020"),
    "titles_open": repeated("《"),
    "titles_open_text": repeated("《关于"),
    "quotes_open": repeated("“"),
    "quotes_pairs": repeated("“双减”"),
    "quotes_straight": repeated('"'),
    "quotes_straight_text": repeated('"a '),
    "apostrophes": repeated("'s "),
    "commas": repeated("，"),
    "commas_plain": repeated(","),
    "enumeration_commas": repeated("、"),
    "stops": repeated("。"),
    "stops_plain": repeated("."),
    "semicolons": repeated("；"),
    "colons": repeated("："),
    "spaces": repeated(" "),
    "spaces_then": repeated(" ", head="到2025年", tail="年底前"),
    "wide_spaces": repeated("\u3000"),
    "tabs": repeated("\t"),
    "line_breaks": repeated("\n"),
    "line_breaks_spaced": repeated("\n \t"),
    "carriage_returns": repeated("\r"),
    "dashes": repeated("-"),
    "dashes_wide": repeated("—"),
    "dots": repeated("…"),
    "bars": repeated("|"),
    "bars_spaced": repeated("| "),
    "stars": repeated("*"),
    "hashes": repeated("#"),
    "less_than": repeated("<"),
    "tags_open": repeated("<s>"),
    "tags_open_text": repeated("<del>5%"),
    "tags_unclosed": repeated("<a href="),
    "comments_open": repeated("<!--"),
    "script_open": repeated("<script>"),
    "entities": repeated("&nbsp;"),
    "entities_broken": repeated("&"),
    "entities_number": repeated("&#"),
    "entities_long": repeated("1", head="&#", tail=";"),
    "emoji": repeated("😀"),
    "emoji_joined": repeated("👩‍"),
    "damage": repeated("網(wǎng)"),
    "damage_open": repeated("網(w"),
    "traditional": repeated("義務教育階段學齡兒童入學率達到"),
    "soft_hyphens": repeated("\u00ad"),
    "zero_width": repeated("a\u200b"),
    "combining": repeated("e\u0301"),
    "byte_order_marks": repeated("\ufeff"),
    "letters": repeated("a"),
    "letters_upper": repeated("A"),
    "letters_titled": repeated("Ab"),
    "letters_spaced": repeated("a "),
    "letters_upper_spaced": repeated("A "),
    "letters_dotted": repeated("U.S."),
    "letters_digits": repeated("a1"),
    "words_hyphened": repeated("high-"),
    "urls": repeated("http://a.b/"),
    "han": repeated("的"),
    "han_words": repeated("建设"),
    "han_latin": repeated("建a"),
    # one sentence of mentions
    "year_signs": repeated("年"),
    "years": repeated("2025年"),
    "years_listed": repeated("2025年、"),
    "years_until": repeated("到2025年，"),
    "years_range": repeated("2021年至"),
    "months": repeated("3月"),
    "month_days": repeated("3月5日"),
    "dates": repeated("2022年3月5日前"),
    "dates_iso": repeated("2022-03-05 "),
    "dates_en": repeated("March 5, 2022, "),
    "dates_en_list": repeated("March, "),
    "plans": repeated("“十四五”期间"),
    "plans_open": repeated("“十四五"),
    "lengths": repeated("3个月内"),
    "lengths_nested": repeated("自发布之日起"),
    "before": repeated("前"),
    "at_least": repeated("以上"),
    "reaches": repeated("达到"),
    "percent": repeated("95%以上，"),
    "percent_list": repeated("5%、"),
    "amounts": repeated("新增学位5000个，"),
    "amounts_money": repeated("投入3.5亿元"),
    "amounts_classified": repeated("个"),
    "respectively": repeated("分别达到5%、6%、7%、"),
    "respectively_open": repeated("、5%", head="城镇、农村、全省分别达到"),
    "multiples": repeated("100分之"),
    "respectively_names": repeated("小学、", tail="分别达到95%、96%"),
    "increases": repeated("增长5%左右，"),
    "from_to": repeated("从41%提高到"),
    "agencies_zh": repeated("省教育厅、"),
    "agencies_zh_cues": repeated("省教育厅牵头，"),
    "agencies_zh_run": repeated("省教育厅"),
    "agencies_zh_open": repeated("（责任单位：省民政厅"),
    "agencies_zh_offices": repeated("市局委办"),
    "bureau_signs": repeated("局"),
    "ministry_signs": repeated("部"),
    "places": repeated("省市县区"),
    "places_named": repeated("江苏省南京市"),
    "departments": repeated("各级人民政府"),
    "related": repeated("有关部门"),
    "within_days": repeated("within 90 days of "),
    "within_days_dated": repeated("within 90 days of the date of this order, "),
    "not_later": repeated("not later than "),
    "by_end": repeated("by the end of "),
    "of_the": repeated("of the "),
    "heads": repeated("the head of each agency, "),
    "heads_open": repeated("the head of "),
    "secretary": repeated("Secretary of "),
    "secretaries": repeated("the Secretary of Defense and "),
    "departments_en": repeated("Department of Health, "),
    "departments_run": repeated("Department of "),
    "departments_and": repeated("Education and "),
    "governments": repeated("all governments and "),
    "numbers_en": repeated("one hundred and "),
    "numbers_run": repeated("twenty-"),
    "percent_en": repeated("5 percent "),
    "per_cent_to": repeated("5 to "),
    "dollars": repeated("$"),
    "dollars_amount": repeated("$5 million "),
    "increase_en": repeated("increase by 5 percent, "),
    "from_to_en": repeated("from 5 percent in 2018 to "),
    "at_least_en": repeated("at least "),
    "more_than_en": repeated("no more than 5 of every "),
    "shall": repeated("shall "),
    "shall_report": repeated("The Secretary shall submit a report to the Director "),
    "quarters": repeated("the second quarter of "),
    "fiscal": repeated("fiscal year 2032 through "),
    "each_year": repeated("each year "),
    # many sentences and blocks
    "sentences_zh": repeated("到2025年，高中阶段毛入学率达到95%以上。"),
    "sentences_zh_lines": numbered("到{year}年，第{i}项指标达到{i}%以上，由第{i}处牵头。\n"),
    "sentences_one_line": numbered("到{year}年{month}月底前，第{i}项指标达到{i}个以上；"),
    "sentences_en": numbered("By {year}, the head of each agency shall restore at least {i} hectares of land. "),
    "sentences_en_line": numbered("the Secretary shall, by {year}, plant {i} trees and "),
    "headings": numbered("一、任务\n"),
    "headings_numbered": numbered("{i}. 目标\n"),
    "headings_marked": repeated("# 目标\n"),
    "headings_deep": numbered("（{i}）到{year}年的目标\n"),
    "headings_en": numbered("Sec. {i}. Definitions.\n"),
    "clauses_en": numbered("({i}) within {i} days, report;\n"),
    "clauses_inline": numbered("({i}) report; "),
    "lead_ins": repeated("今年的主要预期目标是：\n"),
    "lead_ins_items": numbered("到{year}年的目标：\n1.建成{i}个；\n2.达到{i}%；\n"),
    "lead_in_once": repeated("建成12个；\n", head="到2025年的目标：\n"),
    "lead_in_once_en": repeated("(a) publish 12 lists;\n", head="By 2025, the agency shall:\n"),
    "lead_in_line": repeated("目标是："),
    "lead_in_long": repeated("(a) publish 12 lists;\n", head="By 2025, the agency, " + "as directed by the Secretary, " * 45 + "shall:\n"),
    "lead_ins_nested": repeated("The agency shall:\n(a) publish lists, including:\n(i) 12 maps;\n"),
    "headings_rising": lambda n: "\n".join("#" * (6 - i % 6) + " 目标\n到2025年达到5%。" for i in range(n // 20)),
    "heading_once": repeated("建成12个。\n", head="一、任务\n"),
    "tables_rows": numbered("| {i} | Publish the list | Agency {i} | {year}-12-31 |\n"),
    "tables_headed": repeated("| 任务 | 时限 |\n|---|---|\n| 建成12个 | 2025年底 |\n"),
    "tables_wide": repeated("| 2025年 ", tail="|\n"),
    "tables_wide_rows": lambda n: ("| 2025年 " * 200 + "|\n") * (n // 1602 + 1),
    "tables_tabs": numbered("{i}\t建成{i}个\t省教育厅\t{year}年底\n"),
    "lines_of_digits": repeated("123456\n"),
    "lines_of_years": repeated("2025年\n"),
    "lines_of_words": repeated("目标\n"),
    "lines_mixed_languages": repeated("到2025年达到5%。\nBy 2025, reach 5 percent.\n"),
    "lines_repeated": repeated("首页 > 政务公开 > 通知公告\n"),
    "annexes": repeated("附件：\n1. 名单\n"),
    "signatures": repeated("省教育厅\n2022年3月5日\n"),
    "titles": repeated("关于印发《通知》的通知\n"),
    "struck": repeated("<s>到2025年达到5%</s>到2026年达到6%。"),
    "duties": numbered("（责任单位：省第{i}厅，完成时限：{year}年{month}月）"),
    "mixed_zh": shuffled("到2025年", "达到95%以上", "，", "（", "）", "省教育厅", "牵头", "、", "“", "”", "分别", "；", "1.", "底前", "《", "每年"),
    "mixed_en": shuffled("by 2025 ", "5 percent ", ", ", "(", ")", "the Secretary ", "of the ", "within ", "90 days ", "shall ", "and ", "from "),
    "mixed_signs": shuffled(*"（）()[]《》“”\"'、，。；：-—~*#|<>&0123一二年月日个%\n \t"),
}
"""Shapes by name. A new pattern that a text could make slow gets its shape here."""

LONGEST_FACTOR = 2.6
"""How much longer twice the text may take; noise of short measurements included."""
SECONDS_A_MEGABYTE = 10.0
STEADY = 0.1
"""Seconds below which a measurement says nothing about growth."""


@dataclass(frozen=True, slots=True)
class Growth:
    """CPU seconds of a shape at rising sizes."""

    shape: str
    seconds: tuple[tuple[int, float], ...]

    @property
    def factor(self) -> float:
        """How much longer twice the text takes, from the two largest sizes; 2 is linear."""
        (small, first), (large, last) = self.seconds[-2:]
        return 2 ** (math.log(last / first) / math.log(large / small)) if first and large > small else 1.0

    @property
    def a_megabyte(self) -> float:
        """Seconds for a megabyte of UTF-8, from the largest size."""
        size, seconds = self.seconds[-1]
        text = SHAPES[self.shape](1000)
        return seconds * 1e6 / (size * len(text.encode()) / len(text))

    @property
    def verdict(self) -> str:
        """ "ok", or what is wrong with it."""
        if self.factor > LONGEST_FACTOR and self.seconds[-1][1] > STEADY:
            return "grows too fast"
        return "ok" if self.a_megabyte <= SECONDS_A_MEGABYTE else "too slow"

    def __str__(self) -> str:
        times = "  ".join(f"{n:>9,}: {s:7.3f}" for n, s in self.seconds)
        return f"{self.shape:24} {self.factor:5.2f}x {self.a_megabyte:7.2f} s/MB   {times}   {self.verdict}"


def seconds(text: str, *, times: int = 1) -> float:
    """CPU seconds of extracting this text, the best of several times; other processes do not count."""
    best = float("inf")
    for _ in range(times):
        begun = time.process_time()
        extract_text(text, doc_date="2024-05-01")
        best = min(best, time.process_time() - begun)
    return best


def growth(name: str, sizes: tuple[int, ...], *, enough: float = 30.0) -> Growth:
    """How the time for a shape grows; sizes after one that took `enough` seconds are left out."""
    measured: list[tuple[int, float]] = []
    for n in sizes:
        text = SHAPES[name](n)
        measured.append((len(text), seconds(text, times=2 if n <= sizes[0] else 1)))
        if measured[-1][1] > enough and len(measured) > 1:
            break
    return Growth(name, tuple(measured))
