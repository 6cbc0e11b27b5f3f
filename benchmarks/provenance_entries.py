"""What are the entries of the lexicons, how is each looked for in a text, and to which family does it belong?

A family is the lexicon with its group column. A lexicon that is unknown here is an error: nothing is skipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from pipeline import lexicon
from pipeline.errors import ConfigurationError

How = Literal["han", "word", "exact", "stems", "pattern", "sentence"]
"""Any place of a Han text; whole words, in any case or just so; stems of words near each other; a pattern in the text, in a sentence."""

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a lexicon says, and the spellings by which a text shows it. `row` counts the rows of the lexicon, `column` is set
    where a cell holds several entries."""

    lexicon: str
    row: int
    name: str
    family: str
    spellings: tuple[tuple[How, str], ...]
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Sort:
    """How a lexicon is read: the column of the word, those of the family, and which official list the whole lexicon writes out."""

    word: str
    group: tuple[str, ...] = ()
    official: str = ""
    folded: bool = False
    """One line of the table for a group, not for each entry: long official lists, and tables that hold no words."""


SORTS: Final[Mapping[str, Sort]] = {
    "agencies_en": Sort("name", ("id",), "official names of bodies"),
    "agencies_zh": Sort("name", ("id",), "official names of bodies"),
    "agency_abbreviations_en": Sort("short", (), "Bluebook T6, Indigo Book T11"),
    "agency_cues_en": Sort("word", ("class",)),
    "agency_cues_zh": Sort("word", ("class",)),
    "agency_domains_en": Sort("word"),
    "agency_domains_zh": Sort("word"),
    "agency_general_zh": Sort("word", (), "organic laws"),
    "boilerplate": Sort("word", ("kind",)),
    "cell_words": Sort("word", ("column", "value"), "titles of the data dictionary"),
    "collective_en": Sort("word", ("kind",)),
    "collective_zh": Sort("word", ("kind",)),
    "counters_zh": Sort("word", ("kind",)),
    "cues_en": Sort("cue", ("kind",)),
    "cues_zh": Sort("cue", ("kind",)),
    "currencies_en": Sort("word", ("unit",), "ISO 4217"),
    "direction_words": Sort("word", ("lang", "direction")),
    "glossary_zh_en": Sort("zh", ("contrast",)),
    "holidays_zh": Sort("word", (), "State Council and UN lists of days"),
    "indicators": Sort("id", ("id",)),
    "judgement_words": Sort("word", ("lang", "judgement")),
    "lunar_years": Sort("year", (), "calendar of the observatories", folded=True),
    "noun_phrase_en": Sort("word", ("sort",)),
    "number_labels_en": Sort("word", ("verb",)),
    "number_names_zh": Sort("word", ("why",)),
    "places_zh": Sort("name", ("level",), "GB/T 2260", folded=True),
    "quantity_cues_zh": Sort("word", ("role", "value")),
    "regions": Sort("name", ("kind",), "ISO 3166-1, GB/T 2260", folded=True),
    "review_words": Sort("word", ("decision",), "the list of the workbook's review column"),
    "row_confidence": Sort("feature", (), "weights fitted by benchmarks.confidence", folded=True),
    "temporal_words_zh": Sort("word", ("value",)),
    "unit_factors": Sort("unit", ("dimension",), "SI, NIST SP 811, GB 3100", folded=True),
    "units_en": Sort("word", ("unit",), "UCUM, GB 3100"),
    "units_zh": Sort("word", ("unit",), "UCUM, GB 3100, ISO 4217"),
    "verbs_en": Sort("base"),
    "verbs_zh": Sort("word"),
}

_WORDLESS: Final = frozenset({"cell_words", "lunar_years", "review_words", "row_confidence", "unit_factors"})
"""Facts that no text spells out, and words that people write into tables: they find nothing in a text."""

_HAN = re.compile(r"[㐀-鿿]")
_GAP = 10


def names() -> list[str]:
    """The lexicons there are. Raises ConfigurationError where one is not described above, or one described is missing."""
    there = sorted(p.stem for p in lexicon.FOLDER.glob("*.csv"))
    if unknown := set(there) ^ SORTS.keys():
        raise ConfigurationError(f"{lexicon.FOLDER}: benchmarks/provenance_entries.py and the folder differ in {', '.join(sorted(unknown))}")
    return there


def source(name: str) -> str:
    """What the first line of a lexicon says of where it comes from."""
    with (lexicon.FOLDER / f"{name}.csv").open(encoding="utf-8") as lines:
        return next(lines).removeprefix("# source:").strip()


def entries() -> list[Entry]:
    """Every entry of every lexicon, in the order of the files."""
    return [entry for name in names() for number, row in enumerate(lexicon.load(name)) for entry in _of_row(name, number, row)]


def _of_row(name: str, number: int, row: Row) -> Iterator[Entry]:
    sort = SORTS[name]
    family = ":".join([name, *(row[c] or "other" for c in sort.group)])
    if name == "indicators":
        for column in ("zh", "en"):
            for spelled in filter(None, row[column].split("|")):
                yield Entry(name, number, spelled, family, (_indicator(spelled, column),), column)
        return
    yield Entry(name, number, row[sort.word], family, () if name in _WORDLESS else tuple(_spellings(name, row)))


def _indicator(spelled: str, column: str) -> tuple[How, str]:
    plain = spelled.removeprefix("=")
    if column == "en":
        return "stems", plain
    if "…" in plain:
        return "pattern", f".{{0,{_GAP}}}".join(map(re.escape, plain.split("…")))
    return "han", plain


def _spellings(name: str, row: Row) -> Iterator[tuple[How, str]]:
    word = row[SORTS[name].word]
    match name:
        case "glossary_zh_en":
            yield from (("han", w) for w in row["zh"].split("|") if w)
            yield from (("stems", w) for w in row["en"].split("|") if w)
        case "cues_en":
            yield "sentence", row["pattern"]
        case "verbs_en":
            yield from (("word", form) for form in sorted({word, row["past"], *_forms(word)}))
        case "places_zh":
            yield from (("han", row[c]) for c in ("name", "short") if row[c])
            if len(row["english"]) > 3 and row["level"] != "county":
                yield "exact", row["english"]
        case "units_en" | "currencies_en":
            yield ("exact" if "symbol" in row.values() or row.get("case") == "exact" else "word"), word
        case _:
            yield _plain(word)


def _plain(word: str) -> tuple[How, str]:
    if _HAN.search(word):
        return "han", word
    proper = word != word.lower() and " " not in word  # The word Act is not the verb; longer names may stand in capitals.
    return ("exact" if proper else "word"), word


def _forms(verb: str) -> set[str]:
    stem = verb[:-1] if verb.endswith("e") else verb
    third = verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")
    if verb.endswith("y") and verb[-2:-1] not in set("aeiou"):
        third = verb[:-1] + "ies"
    return {third, stem + "ing", verb + verb[-1] + "ing"}
