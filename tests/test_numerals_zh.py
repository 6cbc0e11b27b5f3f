"""Do Chinese numerals give the number they stand for?"""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.lang.zh import numerals

DIGITS = "零一二三四五六七八九"


def spelled(number: int) -> str:
    """A whole number below 10**12 in Han numerals, 零 where places are passed over."""

    def section(n: int) -> str:
        out, gap = "", False
        for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit, n = divmod(n, unit)
            if digit:
                out += ("零" if gap and out else "") + DIGITS[digit] + name
                gap = False
            else:
                gap = True
        return out

    out, passed = "", False
    for unit, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part, number = divmod(number, unit)
        if part:
            out += ("零" if out and (passed or part < 1000) else "") + section(part) + name
            passed = False
        else:
            passed = True
    return out or "零"


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_every_spelled_number_comes_back(number: int) -> None:
    assert numerals.parse(spelled(number)) == number


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_digits_with_separators_come_back(number: Decimal) -> None:
    assert numerals.parse(f"{number:,.2f}") == number


@given(st.integers(min_value=1000, max_value=9999))
def test_years_are_read_place_by_place(year: int) -> None:
    assert numerals.parse("".join(DIGITS[int(c)] for c in str(year)).replace("零", "〇")) == year


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3.5万", "35000"),
        ("1.21万亿", "1210000000000"),
        ("2000多万", "20000000"),
        ("九万四", "94000"),
        ("一万五千亿", "1500000000000"),
        ("二百五", "250"),
        ("一百零五", "105"),
        ("四分之三", "0.75"),
        ("百分之十二点五", "0.125"),
        ("万分之三", "0.0003"),
        ("三成五", "0.35"),
        ("一半", "0.5"),
        ("廿", "20"),
        ("卅三", "33"),
        ("壹佰贰拾万", "1200000"),
        ("参佰", "300"),
        ("5万4千6百", "54600"),
        ("３．８万", "38000"),
        ("负十二", "-12"),
        ("-2.5", "-2.5"),
        ("二点五亿", "250000000"),
        ("40k", "40000"),
        ("百", "100"),
    ],
)
def test_numerals(text: str, value: str) -> None:
    assert numerals.parse(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "万", "亿", "教育", "百千万", "第三", "三个", "一一十", "1.2.3", "点五个"])
def test_what_is_no_number(text: str) -> None:
    assert numerals.parse(text) is None


@pytest.mark.parametrize(("text", "pair"), [("两三", (2, 3)), ("三五", (3, 5)), ("十七八", (17, 18)), ("二三十", (20, 30)), ("七八万", (70000, 80000))])
def test_pairs(text: str, pair: tuple[int, int]) -> None:
    found = numerals.parse_pair(text)
    assert found is not None
    assert (int(found[0]), int(found[1])) == pair


@pytest.mark.parametrize("text", ["三二", "二二", "一二三", "四九", "十二"])
def test_no_pairs(text: str) -> None:
    assert numerals.parse_pair(text) is None


@given(st.text(alphabet=numerals.HAN_CHARS + "0123456789.,点多余几分之成半又/-", max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    value = numerals.parse(text)
    assert value is None or isinstance(value, Decimal)


@pytest.mark.parametrize("fragment", ["DIGITS", "HAN", "MIXED", "VAGUE", "NUMBER", "FRACTION", "TENTHS"])
def test_fragments_compile_without_groups(fragment: str) -> None:
    assert re.compile(getattr(numerals, fragment)).groups <= 0
