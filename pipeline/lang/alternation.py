"""How is a long list of words compiled into one fast pattern? As a tree of common beginnings, longest word first."""

from __future__ import annotations

import re
from collections.abc import Iterable


def alternation(words: Iterable[str]) -> str:
    """A pattern (no groups of its own) that matches the longest of `words` at a place; it never matches for an empty list.

    >>> alternation(["省", "省委", "市"])
    '(?:省(?:委)?|市)'
    >>> re.match(alternation(["agency", "agencies"]), "agencies").group()
    'agencies'
    """
    tree: dict[str, dict] = {}  # type: ignore[type-arg]  # a tree has no finite type
    for word in words:
        node = tree
        for char in word:
            node = node.setdefault(char, {})
        if word:
            node[""] = {}
    return _pattern(tree) if tree else r"(?!)"


def _pattern(tree: dict[str, dict]) -> str:  # type: ignore[type-arg]  # see above
    plain = "".join(re.escape(c) for c in sorted(tree) if c and set(tree[c]) == {""})
    longer = []
    for c in sorted(c for c in tree if c and set(tree[c]) != {""}):
        tail = c
        node = tree[c]
        while len(node) == 1 and "" not in node:
            (char,) = node
            tail += char
            node = node[char]
        longer.append(re.escape(tail) + ("" if set(node) == {""} else _pattern(node)))
    if plain:
        longer.append(f"[{plain}]" if len(plain) > 1 else plain)
    body = f"(?:{'|'.join(longer)})"
    return f"{body}?" if "" in tree else body
