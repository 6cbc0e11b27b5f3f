"""Does a pattern that a trigger wakes find what it finds by itself, and is every rule for Chinese times asked where it can match?"""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from pipeline.lang.woken import behind, woken
from pipeline.lang.zh.temporal import scan

CASES = Path(__file__).resolve().parent / "cases" / "zh"


def _made(alphabet: list[str], seed: int) -> list[str]:
    rnd = random.Random(seed)
    return ["".join(rnd.choices(alphabet, k=rnd.randint(0, 30))) for _ in range(400)]


@pytest.mark.parametrize(
    ("fast", "plain", "alphabet"),
    [
        (behind("[^a-z]", "(?:city|own(?:er)?)(?![a-z])"), r"(?<![a-z])(?:city|own(?:er)?)(?![a-z])", ["city", "own", "er", "t", " ", ",", "\n"]),
        (behind(" (?<=[a-z] )", "(?:Chief|Officer)s?", opening=False), "(?<=[a-z] )(?:Chief|Officer)s?", ["Chief", "Officer", "s", "a", " ", "("]),
        (behind("[^一-龥]", "[一-龥]{2,4}(?:所|院)"), "(?<![一-龥])[一-龥]{2,4}(?:所|院)", list("石桥卫生院所，。a")),
        (
            woken(("团", "中共", "省委", "市委", "直机关"), "(?:团|中共)?(?:省|市)委(?!员)|直机关工委"),
            "(?:团|中共)?(?:省|市)委(?!员)|直机关工委",
            ["团", "中共", "省", "市", "委", "员", "直机关", "工委", "，"],
        ),
        (woken(("县市", "市县"), "(?:市县|县市)+(?=要)"), "(?:市县|县市)+(?=要)", list("县市要，")),
    ],
)
def test_a_woken_pattern_finds_what_it_finds_alone(fast: object, plain: str, alphabet: list[str]) -> None:
    found = 0
    for text in _made(alphabet, seed=7):
        spans = [m.span() for m in fast.finditer(text)]  # type: ignore[attr-defined]  # a Woken
        assert spans == [m.span() for m in re.finditer(plain, text)], text
        found += len(spans)
    assert found > 20


def test_rules_for_chinese_times_are_asked_wherever_they_match() -> None:
    asked = 0
    texts = [line for file in sorted(CASES.glob("*.yaml")) for line in file.read_text(encoding="utf-8").replace("[[", "").replace("]]", "").splitlines()]
    for starts, rule in scan._WORD_RULES:
        firsts = {start[0] for start in starts} - scan._NUMERALS
        for text in texts:
            for at, char in enumerate(text):
                if char in firsts and rule(text, at) is not None:
                    rules = scan._RULES.get(text[at : at + 2]) or scan._RULES.get(char, ())
                    assert rule in rules, (rule.__name__, text[at : at + 8])
                    assert scan._TRIGGER.match(text, at), text[at : at + 8]
                    asked += 1
    assert asked > 200
