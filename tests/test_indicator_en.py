"""What does a number of an English clause measure? Every way in which English says so has its cases."""

from __future__ import annotations

import pytest

from pipeline.run import extract_text

CASES = [
    # subject of a verb of measure
    ("By 2025, the recycling rate will rise to 60 percent.", ["recycling rate"]),
    ("Its capital ratio increased from 8% to 13% and its debts dropped by 2% in 2012.", ["capital ratio", "debts"]),
    ("In 2012, industrial growth began to rebound, and corporate profits increased 21 percent.", ["corporate profits"]),
    ("In 2012, freight volume grew at an average annual rate of 9.9 percent.", ["freight volume"]),
    ("In 2015, exports of farm goods, machinery and textiles rose by 4 percent.", ["exports of farm goods, machinery and textiles"]),
    # object of a verb that acts
    ("By 2030, each agency shall reduce its energy intensity by 30 percent.", ["energy intensity"]),
    ("We will set the purchase tax for small cars at 7.5% this year.", ["purchase tax for small cars"]),
    ("We will reduce the time it takes to start a business by a third in 2016.", ["time it takes to start a business"]),
    ("Agencies shall divert at least 50 percent of solid waste by 2025 and at least 75 percent by 2030.", ["solid waste", "solid waste"]),
    # nouns of change
    ("We will achieve a 65 percent reduction in greenhouse gas emissions by 2030.", ["greenhouse gas emissions"]),
    ("We will achieve a drop of at least 3 percent in energy use per unit of GDP this year.", ["energy use per unit of GDP"]),
    ("By 2030, doubling the rate of improvement is required.", ["rate of improvement"]),
    # noun and "of"
    ("This year we project a deficit of 900 billion yuan.", ["deficit"]),
    ("Government spending of 198 billion yuan was approved in 2012.", ["Government spending"]),
    # what is counted or weighed
    ("In 2016 we closed down 31 million tons of iron and 19 million tons of coke.", ["iron", "coke"]),
    ("In 2012, over six million small firms benefited from tax breaks.", ["small firms"]),
    ("In 2012, water was delivered to 600,000 people in dry areas.", ["people in dry areas"]),
    ("By 2030, nine in ten school leavers will be in work.", ["school leavers"]),
    # what the money is for
    ("In 2012, the central government allocated 43 billion yuan to stimulate employment.", ["stimulate employment"]),
    ("The city last year spent $54 million plugging abandoned wells.", ["plugging abandoned wells"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_the_words_that_say_what_is_measured(text: str, expected: list[str]) -> None:
    rows = extract_text(text, lang="en", doc_date="2016-03-05").commitments
    assert [r.indicator for r in rows if r.target is not None] == expected


@pytest.mark.parametrize(
    "text",
    [
        "In 2012 the fund received 171 billion yuan for these purposes.",
        "By 2025, not less than 25 percent in each year thereafter.",
        "In 2012, the minister said that a further 200 million yuan would be made available.",
    ],
)
def test_a_word_that_stands_for_something_else_is_no_indicator(text: str) -> None:
    for row in extract_text(text, lang="en", doc_date="2013-03-05").commitments:
        assert row.indicator is None or not row.indicator.startswith(("these", "year", "would", "further", "minister"))
