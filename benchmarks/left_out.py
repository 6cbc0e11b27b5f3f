"""How much of the figures on gold rests on words and rules that only the measured document itself supports?

    python -m benchmarks.left_out [--own] [--show]

For each document of ../shared/gold/dev (--own: of data/gold) every lexicon entry and rule that occurs in it and in no other text of the corpus, the gold
sets and the conformance cases is taken away; the document is extracted without them, and the sum is measured. A corpus text of which the document is an
excerpt does not count as another text.
"""

from __future__ import annotations

import argparse
import csv
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.folders import DEV_GOLD, OWN_GOLD, ROOT
from benchmarks.provenance_entries import Entry, entries
from benchmarks.provenance_texts import Text, alone_in, rules, sources, texts, where
from pipeline import lexicon
from pipeline.evaluate.annotated import from_rows, read_gold
from pipeline.evaluate.report import Figures, evaluate, measure


@dataclass(frozen=True, slots=True)
class Alone:
    """What only one document supports."""

    document: str
    entries: tuple[Entry, ...]
    rules: tuple[str, ...]


def alone(some: Sequence[Text], group: str) -> list[Alone]:
    """For each document of the set what occurs in it and in no other text, save its source in the corpus."""
    of = entries()
    own = sources(some)
    words: dict[int, list[Entry]] = {}
    for entry, numbers in zip(of, where(of, some), strict=True):
        if (number := alone_in(numbers, own)) is not None:
            words.setdefault(number, []).append(entry)
    fired: dict[int, list[str]] = {}
    for rule, numbers in rules(some).items():
        if (number := alone_in(numbers, own)) is not None:
            fired.setdefault(number, []).append(rule)
    return [Alone(t.name, tuple(words.get(n, ())), tuple(fired.get(n, ()))) for n, t in enumerate(some) if t.group == group]


def write_lexicons(folder: Path, without: Sequence[Entry]) -> None:
    """A copy of the lexicons that lacks these entries."""
    shutil.copytree(lexicon.FOLDER, folder, dirs_exist_ok=True)
    gone: dict[str, dict[int, list[Entry]]] = {}
    for entry in without:
        gone.setdefault(entry.lexicon, {}).setdefault(entry.row, []).append(entry)
    codes = {lexicon.load("places_zh")[row]["code"] for row in gone.get("places_zh", ())}
    for number, row in enumerate(lexicon.load("regions")):
        if row["code"] in codes:  # another name of a division that is gone
            gone.setdefault("regions", {})[number] = []
    for name, rows in gone.items():
        kept = [left for n, row in enumerate(lexicon.load(name)) if (left := _left(row, rows[n]) if n in rows else row)]
        path = folder / f"{name}.csv"
        head = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
        with path.open("w", encoding="utf-8", newline="") as file:
            file.write("\n".join(head) + "\n")
            writer = csv.DictWriter(file, lexicon.load(name)[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(kept)


def _left(row: dict[str, str], gone: Sequence[Entry]) -> dict[str, str] | None:
    """What is left of a row: nothing, save where its cells hold several entries."""
    columns = {e.column for e in gone if e.column}
    if not columns:
        return None
    dropped = {(e.column, e.name) for e in gone}
    left = row | {c: "|".join(n for n in row[c].split("|") if (c, n) not in dropped) for c in columns}
    return left if any(left[c] for c in ("zh", "en")) else None


def figures(folder: Path, left_out: Sequence[Alone]) -> Figures:
    """The figures over the documents of a gold folder, each extracted without what only it supports."""
    return measure(read_gold(folder), from_rows(rows_without(folder, left_out))).figures


def rows_without(folder: Path, left_out: Sequence[Alone], backend: Callable[[str], str] = lambda _: "rules") -> dict[str, list[dict[str, Any]]]:
    """The rows of the tables, each document extracted without what only it supports, by the `backend` that is named for it."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for one in left_out:
        with tempfile.TemporaryDirectory() as scratch:
            write_lexicons(Path(scratch), one.entries)
            options = [*(f"--rule={r}" for r in one.rules), f"--backend={backend(one.document)}"]
            command = [sys.executable, "-m", "benchmarks.without", scratch, str(folder / f"{one.document}.txt"), *options]
            done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, encoding="utf-8")
        for line in done.stdout.splitlines():
            held = json.loads(line)
            rows.setdefault(held["table"], []).append(held["row"])
    return rows


def table(full: Figures, less: Figures) -> str:
    """Both in Markdown."""
    shown = [
        *((f"{kind}, span and value F1", kind, "span_and_value_f1") for kind in ("temporal", "quantity", "agency")),
        ("statements, accuracy", "statement", "acc"),
        ("rows, F1", "row", "f1"),
        ("whole rows, F1", "row", "whole_row_f1"),
    ]
    lines = ["| | all words and rules | without what only its own document supports |", "| --- | --- | --- |"]
    return "\n".join([*lines, *(f"| {name} | {full[stage][f]:.3f} | {less[stage][f]:.3f} |" for name, stage, f in shown)])


def main() -> None:
    """Reads the arguments, measures, prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--own", action="store_true", help="the documents of data/gold")
    parser.add_argument("--show", action="store_true", help="name what is left out of each document")
    asked = parser.parse_args()
    group, folder = ("own", OWN_GOLD) if asked.own else ("dev", DEV_GOLD)
    if not folder.is_dir():
        parser.exit(3, f"{folder} is not there\n")
    left_out = alone(texts(), group)
    for one in left_out:
        print(f"{one.document}: {len(one.entries)} entries, {len(one.rules)} rules", *one.rules)
        if asked.show:
            print("   ", "; ".join(f"{e.name} ({e.lexicon})" for e in one.entries))
    print(table(evaluate(folder).figures, figures(folder, left_out)))


if __name__ == "__main__":
    main()
