"""Where does each word and each rule come from, and what rests on one gold document alone?

    python -m benchmarks.provenance            # the summary
    python -m benchmarks.provenance --write    # … into docs/provenance.csv and the table of docs/accuracy.md

Every lexicon entry is looked for in the texts of ../shared/corpus, ../shared/gold/dev, data/gold and ../shared/conformance (a file of cases is one text),
every rule is counted where it fires (those that fire only in tests/cases are named too). Grounds, the first that holds:

    corpus       it stands in a text of the corpus
    conformance  it stands in the test cases of other programs
    list         the lexicon writes out an official list that its source line names (not compared entry by entry)
    family       none of these, but others of the same lexicon and group stand in the corpus
    publication  none of these, but the row names the publication that the indicator is of (not compared either)
    gold         none of these, but it or others of its group stand in two gold documents or more
    none         none of these

`single` names the gold document that alone has it; a corpus text of which that document is an excerpt does not count as another text.
"""

from __future__ import annotations

import argparse
import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.folders import ROOT, SHARED
from benchmarks.provenance_entries import SORTS, Entry, entries, names, source
from benchmarks.provenance_texts import SETS, Text, alone_in, by_group, case_rules, rules, sources, texts, where

TABLE: Final = ROOT / "docs" / "provenance.csv"
PAGE: Final = ROOT / "docs" / "accuracy.md"
MARKS: Final = ("<!-- provenance -->", "<!-- /provenance -->")
GROUNDS: Final = ("corpus", "conformance", "list", "family", "publication", "gold", "none")
COLUMNS: Final = ("what", "from", "family", "entries", "in_corpus", "corpus", "first", "dev", "own", "conformance", "grounds", "single")
RULES: Final = "rule"
"""What the table writes in the column `from` for a rule; for a file that is no list of words, its name."""
_CHARACTERS: Final = "traditional_simplified.txt"


@dataclass(frozen=True, slots=True)
class Origin:
    """An entry or rule, the numbers of the texts that have it, and what it rests on."""

    what: str
    lexicon: str
    family: str
    texts: tuple[int, ...]
    grounds: str
    single: str = ""
    folded: bool = False


def origins(of: Sequence[Entry], found: Sequence[Sequence[int]], fired: Mapping[str, Sequence[int]], some: Sequence[Text]) -> list[Origin]:
    """Every entry and every rule with its grounds."""
    corpus = {n for n, t in enumerate(some) if t.group == "corpus"}
    kin = {e.family for e, numbers in zip(of, found, strict=True) if corpus.intersection(numbers)}
    kin |= {_family(rule) for rule, numbers in fired.items() if corpus.intersection(numbers)}
    own = sources(some)
    documents: dict[str, set[int]] = {}
    for family, numbers in [*((e.family, n) for e, n in zip(of, found, strict=True)), *((_family(r), n) for r, n in fired.items())]:
        documents.setdefault(family, set()).update(numbers)

    def origin(what: str, lexicon: str, family: str, numbers: Sequence[int], *, official: bool, folded: bool) -> Origin:
        single = alone_in(numbers, own)
        grounds = _grounds(by_group(some, numbers), official=official, kin=family in kin, published=lexicon == "indicators", several=len(documents[family]) > 1)
        return Origin(what, lexicon, family, tuple(numbers), grounds, "" if single is None else some[single].name, folded)

    out = []
    for e, numbers in zip(of, found, strict=True):
        sort = SORTS[e.lexicon]
        out.append(origin(e.name, e.lexicon, e.family, numbers, official=bool(sort.official), folded=sort.folded or e.lexicon == "indicators"))
    return out + [origin(rule, RULES, _family(rule), numbers, official=False, folded=False) for rule, numbers in fired.items()]


def _family(rule: str) -> str:
    return rule.rpartition(".")[0]


def _grounds(held: Counter[str], *, official: bool, kin: bool, published: bool, several: bool) -> str:
    for group in ("corpus", "conformance"):
        if held[group]:
            return group
    for name, holds in (("list", official), ("family", kin), ("publication", published), ("gold", several)):
        if holds:
            return name
    return "none"


# ---- the table ---------------------------------------------------------------------------------------------------------------------


def lines(of: Sequence[Origin], some: Sequence[Text]) -> Iterator[list[str]]:
    """The rows of docs/provenance.csv. Folded families are one row, save what only one gold document has."""
    folds: dict[str, list[Origin]] = {}
    for origin in of:
        if origin.folded and not origin.single:
            folds.setdefault(origin.family, []).append(origin)
        else:
            yield _line(origin.what, [origin], some)
    for family, held in folds.items():
        yield _line(f"({family.partition(':')[2] or family})", held, some)
    yield [f"({_CHARACTERS})", _CHARACTERS, "OpenCC TSCharacters", "", "", "", "", "", "", "", "list", ""]


def _line(what: str, held: Sequence[Origin], some: Sequence[Text]) -> list[str]:
    numbers = sorted({n for origin in held for n in origin.texts})
    count = by_group(some, numbers)
    grounds = Counter(origin.grounds for origin in held)
    first = next((some[n].name for n in numbers if some[n].group == "corpus"), "")
    family = held[0].family.removeprefix(held[0].lexicon).removeprefix(":")
    told = held[0].grounds if len(held) == 1 else "; ".join(f"{g} {grounds[g]}" for g in GROUNDS if grounds[g])
    figures = [len(held), grounds["corpus"], *(count[group] for group in SETS)]
    cells = [str(f) if f else "" for f in figures]
    return [what, held[0].lexicon, family, *cells[:3], first, *cells[3:], told, held[0].single if len(held) == 1 else ""]


def as_csv(rows: Iterable[Sequence[str]]) -> str:
    """The table as it is kept."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return out.getvalue()


def read_table(path: Path = TABLE) -> list[dict[str, str]]:
    """The table that is kept."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def summary(of: Sequence[Origin]) -> str:
    """Lexicons and rule families in Markdown: how many entries rest on what."""
    head = ["lexicon, rules", "entries", *GROUNDS, "single"]
    groups: dict[str, list[Origin]] = {}
    for origin in of:
        groups.setdefault(f"{origin.family} rules" if origin.lexicon == RULES else origin.lexicon, []).append(origin)
    rows = [[name, *_figures(held)] for name, held in groups.items()]
    rows.append(["all", *_figures(of)])
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, ["---"] * len(head), *rows])


def _figures(held: Sequence[Origin]) -> list[str]:
    grounds = Counter(o.grounds for o in held)
    return [f"{n:,}" if n else "" for n in (len(held), *(grounds[g] for g in GROUNDS), sum(bool(o.single) for o in held))]


def replaced(page: str, table: str) -> str:
    """The page with the table between its marks. Raises ValueError where the marks are not there once each."""
    before, mark, rest = page.partition(MARKS[0])
    _, closing, after = rest.partition(MARKS[1])
    if not mark or not closing:
        raise ValueError(f"the page lacks {' … '.join(MARKS)}")
    return f"{before}{mark}\n\n{table}\n\n{closing}{after}"


def main() -> None:
    """Reads the arguments, looks, prints or writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write docs/provenance.csv and the table of docs/accuracy.md")
    asked = parser.parse_args()
    if not SHARED.is_dir():
        parser.exit(3, f"{SHARED} is not there: without the corpus nothing can be said\n")
    for name in names():
        if not source(name):
            parser.exit(3, f"{name}.csv names no source\n")
    some, of = texts(), entries()
    fired: dict[str, list[int]] = {rule: [] for rule in sorted(case_rules())} | rules(some)
    table = origins(of, where(of, some), fired, some)
    if asked.write:
        TABLE.write_text(as_csv(lines(table, some)), encoding="utf-8")
        PAGE.write_text(replaced(PAGE.read_text(encoding="utf-8"), summary(table)), encoding="utf-8")
    print(", ".join(f"{n} texts of {group}" for group, n in by_group(some, range(len(some))).items()))
    print(summary(table))


if __name__ == "__main__":
    main()
