"""Which noise is taken out of a source text, and in which order?"""

from __future__ import annotations

from pipeline.clean.broken import DECIMALS, DIGITS, TITLES
from pipeline.clean.damage import ESSENCE, PINYIN
from pipeline.clean.markup import ENTITIES, MARKDOWN, TAGS, struck
from pipeline.clean.punctuation import DOUBLED, HYPHENS, QUOTES
from pipeline.clean.script import TRADITIONAL
from pipeline.clean.spaced import SPACED, WIDE
from pipeline.clean.step import Step
from pipeline.clean.symbols import EMOJI, INVISIBLE
from pipeline.clean.width import SPACES, WIDTH
from pipeline.text import AlignedText

__all__ = ["STEPS", "clean", "struck"]

STEPS: tuple[Step, ...] = (
    ENTITIES,
    TAGS,
    SPACES,
    INVISIBLE,
    EMOJI,
    MARKDOWN,
    PINYIN,
    ESSENCE,
    WIDTH,
    SPACED,
    DECIMALS,
    DIGITS,
    WIDE,
    QUOTES,
    HYPHENS,
    DOUBLED,
    TITLES,
    TRADITIONAL,
)


def clean(source: str) -> AlignedText:
    """The text without noise, every character aligned with where it stands in the source.

    Line breaks stay but inside a title. A step is run only if one of its trigger characters occurs, so a clean text costs one look at its alphabet.

    >>> t = clean("中國甘肅網(wǎng)🐡：５０％")
    >>> t.text
    '中国甘肃网：50%'
    >>> t.source[slice(*t.to_source(4, 5))]
    '網(wǎng)'
    """
    aligned = AlignedText.of(source)
    for step in STEPS:
        if not aligned.alphabet.isdisjoint(step.triggers):
            aligned = step.run(aligned)
    return aligned
