"""Does pipeline.lang.en.quantity find quantities? The wording is in cases/en/quantity.yaml; here are its contracts."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.lang.en import quantity_bounds, quantity_change, quantity_units
from pipeline.lang.en.quantity import find

WORDS = (
    "no less than", "10%", "5 million", "two", "schools", "by", "from", "to", "between", "and", "rose", "an increase of", "$4", "yuan", "all", "(3)", "half",
    "of",
    "section", "respectively", "3.5", "one in", "doubling", "or more", ".", "\n", "1-2", "aged", "ranked second",
)  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=30), st.lists(st.tuples(st.integers(0, 80), st.integers(1, 10)), max_size=3))
def test_spans_are_ordered_and_free(words: list[str], times: list[tuple[int, int]]) -> None:
    text = " ".join(words)
    taken = [(start, start + size) for start, size in times]
    last = 0
    for m in find(text, taken):
        assert last <= m.start < m.end <= len(text)
        assert m.text == text[m.start : m.end]
        assert all(m.end <= start or end <= m.start for start, end in taken)
        assert m.value_max is None or m.value_max > m.value
        assert (m.comparator == "range") == (m.value_max is not None)
        last = m.end


@given(st.text(max_size=120))
def test_any_text_is_read(text: str) -> None:
    find(text)


@given(st.integers(1, 99999), st.sampled_from(["%", " percent", " yuan", " hectares", " kWh"]))
def test_numbers_keep_their_value(n: int, unit: str) -> None:
    [m] = find(f"The plan names {n:,}{unit} as its aim.")
    assert m.value == n


def test_time_is_left_alone() -> None:
    text = "within 30 days, by 2025, over the last 10 years"
    assert find(text, [(7, 14), (19, 23), (30, 47)]) == []
    assert find("within 30 days of the notice") == []


def test_capital_letters_that_grow() -> None:
    text = "İzmir has 40 schools and 5% parks"
    assert [m.text for m in find(text)] == ["40", "5%"]


def test_scale_is_no_unit() -> None:
    [m] = find("It costs 52.545 million yuan in all.")
    assert (m.value, m.unit) == (Decimal(52545000), "CNY")


def test_a_cell_that_is_a_number() -> None:
    assert [m.value for m in find("1,200")] == [1200]
    assert find("3.") == []


@pytest.mark.parametrize(
    ("words", "comparator"), [("at least", "ge"), ("no more than", "le"), ("in excess of", "gt"), ("fewer than", "lt"), ("roughly", "approx")]
)
def test_bounds(words: str, comparator: str) -> None:
    text = f"there are {words} 40"
    assert quantity_bounds.before(text, len(text) - 2) == (10, comparator)


def test_change_needs_its_own_clause() -> None:
    text = "prices rose. the share was 5%"
    assert quantity_change.of(text, 27, 29, rate=True) == "level"


def test_units() -> None:
    for text, code in (("5 km", "km"), ("5 metric tons", "t"), ("5 km2", "km2"), ("5 degrees Celsius", "Cel"), ("5 US dollars", "USD"), ("5 kilometres", "km")):
        unit = quantity_units.after(text, text.lower(), 1)
        assert unit is not None
        assert (unit.code, unit.at) == (code, len(text))
    assert quantity_units.after("5 kmx", "5 kmx", 1) is None


@pytest.mark.parametrize(
    "piece", ["1,", "one ", "1 ", "by 5% ", "12 million ", "between 1 and 2 ", "ten-", "123 456 ", "all schools ", '"two ', "(1) ", "one in ", "a ", "of "]
)
def test_linear_time(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        start = time.perf_counter()
        find(text)
        return time.perf_counter() - start

    seconds(20000)
    assert seconds(160000) < 40 * max(seconds(20000), 0.005)  # eight times the text; far below the square
