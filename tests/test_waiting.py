"""Patterns that are compiled when they are first used: are they sound, and do they wait?"""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from pipeline.lang.waiting import Waiting, when_used

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted(
    ".".join(p.relative_to(ROOT).with_suffix("").parts) for p in (ROOT / "pipeline").rglob("*.py") if "when_used(" in p.read_text(encoding="utf-8")
)


def test_nothing_is_compiled_before_it_is_asked_for() -> None:
    found = when_used("(")  # no pattern at all
    with pytest.raises(re.error):
        found.search("(")


def test_every_method_is_that_of_the_pattern() -> None:
    for ask in ("search", "match", "fullmatch", "findall", "split"):
        assert repr(getattr(when_used("[ab]"), ask)("b")) == repr(getattr(re.compile("[ab]"), ask)("b"))
    assert [m.span() for m in when_used("[ab]").finditer("abc")] == [(0, 1), (1, 2)]
    found = when_used("(?P<letter>[ab])c")
    assert found.sub(r"\g<letter>", "xacbcc") == "xabc"
    assert found.pattern == "(?P<letter>[ab])c" and found.groups == 1
    match = found.match("xac", 1)
    assert match is not None and match.group("letter") == "a"


def test_it_is_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    compiled = re.compile

    def counted(pattern: str) -> re.Pattern[str]:
        calls.append(pattern)
        return compiled(pattern)

    monkeypatch.setattr(re, "compile", counted)
    found = when_used("a")
    assert calls == []
    assert found.match("a") and found.search("ba") and found.match("a")
    assert calls == ["a"]


@pytest.mark.parametrize("module", [m for m in MODULES if not m.endswith("waiting")])
def test_all_that_wait_are_sound(module: str) -> None:
    waiting = [v for v in vars(importlib.import_module(module)).values() if isinstance(v, Waiting)]
    assert waiting
    for pattern in waiting:
        assert pattern.search("") is None or pattern.pattern
