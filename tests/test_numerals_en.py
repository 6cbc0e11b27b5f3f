"""Does pipeline.lang.en.numerals read English numbers?"""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.lang.en.numerals import SMALL, TENS, parse, read

ONES = {n: word for word, n in SMALL.items()}
TEN = {n: word for word, n in TENS.items() if word not in ("fourty", "ninty")}


def say(n: int) -> str:
    """An English name of a whole number below 10^12."""
    for scale, word in ((10**9, "billion"), (10**6, "million"), (1000, "thousand")):
        if n >= scale:
            rest = say(n % scale) if n % scale else ""
            return f"{say(n // scale)} {word} {rest}".strip()
    if n >= 100:
        return f"{ONES[n // 100]} hundred" + (f" and {say(n % 100)}" if n % 100 else "")
    if n in ONES:
        return ONES[n]
    return TEN[n - n % 10] + (f"-{ONES[n % 10]}" if n % 10 else "")


@given(st.integers(0, 10**12 - 1))
def test_words_say_the_number(n: int) -> None:
    assert parse(say(n)) == n


@given(st.integers(0, 10**12), st.integers(0, 999))
def test_grouped_digits(whole: int, part: int) -> None:
    text = f"{whole:,}.{part:03d}"
    assert parse(text) == Decimal(text.replace(",", ""))


@given(st.text(alphabet="0123456789.,/- andonewhuralftikM", max_size=60))
def test_nothing_breaks_it(text: str) -> None:
    got = read(text, 0) if text else None
    assert got is None or (got.start == 0 and 0 < got.end <= len(text))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.5 million", "1500000"),
        ("2.5k", "2500"),
        ("7bn", "7000000000"),
        ("three thousand millions", "3000000000"),
        ("a dozen", "12"),
        ("half a million", "500000"),
        ("two and a half million", "2500000"),
        ("one and a half", "1.5"),
        ("4 million and a quarter", "4250000"),
        ("twelve and a third", "12.33333333333333333333333333"),
        ("10 1/2", "10.5"),
        ("two-fifths", "0.4"),
        ("a quarter", "0.25"),
        ("three fourths", "0.75"),
        ("minus eight hundred", "-800"),
        ("2.000.000,5", "2000000.5"),
        ("5 lakh", "500000"),
        ("nine point two five", "9.25"),
        ("forty (40)", "40"),
    ],
)
def test_forms(text: str, value: str) -> None:
    got = parse(text)
    assert got is not None
    assert abs(got - Decimal(value)) < Decimal("1e-9")


@pytest.mark.parametrize(
    "text", ["", "million", "and", "one two", "twenty thirty", "the fifth of May", "1.2.3", "five and", "hundreds of people", "forty (41)"]
)
def test_no_number(text: str) -> None:
    assert parse(text) is None


def test_two_numbers_stay_two() -> None:
    text = "8.6 million and 8.8 million"
    got = read(text, 0)
    assert got is not None
    assert text[: got.end] == "8.6 million"


def test_letters_that_are_no_scale() -> None:
    for text in ("3G", "4K", "5M/s", "12 Members"):
        got = read(text, 0)
        assert got is not None
        assert got.value < 100


@pytest.mark.parametrize("piece", ["1,", "ten-", "one hundred and ", "123 456 ", "half a ", "1/2 "])
def test_linear_time(piece: str) -> None:
    text = piece * 20000
    start = time.perf_counter()
    for at in range(0, len(text), len(piece) * 50):
        read(text, at, low=text)
    assert time.perf_counter() - start < 5
