"""How does the model learn that any name may stand in a sentence? Copies of examples in which the bodies have other names."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from pipeline.training.examples import Body, Example


def swapped(examples: Sequence[Example], *, copies: int, seed: int) -> list[Example]:
    """So many copies of each example that has bodies, each with names drawn from the examples of its language.

    >>> told = [Example("a", "由财政局负责。", "zh", (Body(1, 4, "lead"),), None), Example("b", "教育部规定。", "zh", (Body(0, 3, "other"),), None)]
    >>> {e.text for e in swapped(told, copies=9, seed=1)} == {"由财政局负责。", "由教育部负责。", "财政局规定。", "教育部规定。"}
    True
    """
    chance = random.Random(seed)
    names: dict[str, list[str]] = {}
    for example in examples:
        known = (example.text[b.start : b.end] for b in example.bodies if b.role is not None)
        names.setdefault(example.lang, []).extend(known)
    return [_with_names(e, names[e.lang], chance) for e in examples for _ in range(copies) if any(b.role for b in e.bodies)]


def _with_names(example: Example, names: Sequence[str], chance: random.Random) -> Example:
    text, bodies, at = "", [], 0
    for body in example.bodies:
        name = example.text[body.start : body.end] if body.role is None else chance.choice(names)
        text += example.text[at : body.start]
        bodies.append(Body(len(text), len(text) + len(name), body.role))
        text += name
        at = body.end
    return replace(example, text=text + example.text[at:], bodies=tuple(bodies))
