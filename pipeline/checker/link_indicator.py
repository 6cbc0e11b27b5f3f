"""Which indicator of the lexicon is measured?"""

from __future__ import annotations

from functools import lru_cache

from pipeline.normalize.indicators import Indicator, find_indicator
from pipeline.types import Lang


@lru_cache(maxsize=200_000)
def named_indicator(text: str, lang: Lang) -> Indicator | None:
    """The lexicon's indicator that a wording names, None where it names none; remembered, because tables repeat their wordings."""
    return find_indicator(text, lang)


def indicator_id(text: str, lang: Lang) -> str | None:
    """The id of the lexicon's indicator that a wording names, None where it names none.

    >>> indicator_id("森林覆盖率", "zh") == indicator_id("forest coverage rate", "en")
    True
    """
    found = named_indicator(text, lang)
    return found.id if found else None
