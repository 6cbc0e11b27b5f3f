"""How is a text put in lower case without moving its offsets?"""

from __future__ import annotations


def lower(text: str) -> str:
    """The text in lower case, character by character as long: a few capitals grow in lower case and stay as they are.

    >>> lower("İ Am"), len("İ".lower())
    ('İ am', 2)
    """
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
