"""Which simplified character stands for a traditional one? One to one, from a table file; a few need their neighbours."""

from __future__ import annotations

import re

from pipeline.clean.step import Step, substitute
from pipeline.errors import ConfigurationError
from pipeline.lexicon import FOLDER
from pipeline.text import AlignedText, Edit

FILE = FOLDER / "traditional_simplified.txt"

# Characters that simplified texts use too (瞭望, 乾坤, 显著, 慰藉): changed only in a traditional text, and there by their neighbours.
_SHARED = frozenset("乾瞭著藉夥")
_BY_NEIGHBOUR = re.compile(
    r"[著瞭乾藉夥](?:"
    r"(?P<着>(?<=著)(?<![显名原专编论巨昭卓土遗所拙译合].)(?![名作称述书录者有文于]))"
    r"|(?P<了>(?<=瞭)(?!望))"
    r"|(?P<干>(?<=乾)(?<!康.)(?![坤隆县陵元清嘉卦安州]))"
    r"|(?P<借>(?<=藉)(?=[由此助口以故着著据]))"
    r"|(?P<伙>(?<=夥)(?!多)))"
)
_TYPICAL = 20  # a text is traditional when at least one in so many of its different characters is


def _read() -> dict[str, str]:
    try:
        note, traditional, simplified = FILE.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"{FILE}: the character table cannot be read; make it again with data/build_traditional.py ({error})") from error
    if not note.startswith("# source:") or len(traditional) != len(simplified):
        raise ConfigurationError(f"{FILE}: needs a '# source:' line and two lines of equal length; make it again with data/build_traditional.py")
    return {t: s for t, s in zip(traditional, simplified, strict=True) if t not in _SHARED}


_TABLE = _read()


def _simplify(aligned: AlignedText) -> AlignedText:
    alphabet = aligned.alphabet
    found = alphabet & _TABLE.keys()
    if found:
        aligned = substitute(aligned, _TABLE)
    if len(found) * _TYPICAL < len(alphabet) or alphabet.isdisjoint(_SHARED):
        return aligned
    return aligned.apply([Edit(*m.span(), m.lastgroup or m[0]) for m in _BY_NEIGHBOUR.finditer(aligned.text)])


TRADITIONAL = Step("traditional", frozenset(_TABLE), _simplify)
