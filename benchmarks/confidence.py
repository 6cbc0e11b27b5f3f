"""Which weights make the confidence of a row the share of rows like it that are right, and do they hold on other documents?

    python -m benchmarks.confidence [FOLDER...] [--write]

Takes the facts (pipeline/confidence.py) of every row extracted from folders of gold (default: data/gold, and ../shared/gold/dev where it is) and of the
rows in data/confidence/read_rows.csv, which were read one by one beside texts without annotation; fits a logistic function to what is right; prints for
rows of documents that the weights were not fitted on (a tenth of the documents is left out at a time) how sure and how right they were. As the rules were
made with the gold documents in view, the rows that were read count threefold. `--write` writes data/lexicons/row_confidence.csv.

Weights are kept at or below zero, as every fact speaks against a row, and drawn towards PRIOR where the rows say little.
"""

from __future__ import annotations

import argparse
import csv
import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from benchmarks.folders import DEV_GOLD, OWN_GOLD, ROOT, there
from pipeline.confidence import FEATURES, RowFacts
from pipeline.evaluate.annotated import from_rows, gold_texts, read_gold
from pipeline.evaluate.reliability import Outcome, as_text, judged_rows, reliability
from pipeline.lexicon import FOLDER as LEXICONS
from pipeline.read import read
from pipeline.run import extract_document
from pipeline.types import Document, Extraction
from pipeline.write.tables import tables

READ_ROWS = ROOT / "data" / "confidence" / "read_rows.csv"
WEIGHTS = LEXICONS / "row_confidence.csv"
PRIOR = {
    "class_doubt": -1.0, "no_cue": -0.3, "target_doubt": -0.3, "no_target": -0.7, "time_doubt": -0.5, "no_time": -0.4, "time_outside": -0.2,
    "time_apart": -0.2, "more_times": -0.3, "undated": -0.7, "against_date": -0.7, "more_targets": -0.2, "agencies_many": -0.3, "nobody": -0.2,
    "table": -0.3, "english": -0.2, "long": -0.3,
}  # fmt: skip
"""What one would guess before counting."""
PULL = 2.0
"""How strongly weights are drawn to their prior, in rows."""
READ_WEIGHT = 3.0
"""How often a row of a text that no rule was made on counts, against one of gold: the rules know the gold documents too well."""
FOLDS = 10


@dataclass(frozen=True, slots=True)
class Example:
    """A row: the set and document that it is of, what is known of it, and whether it is right as a whole."""

    source: str
    doc: str
    facts: tuple[float, ...]
    right: bool


def extract_with_facts(document: Document) -> tuple[Extraction, list[RowFacts]]:
    """The extraction of a document with the facts of each of its commitments."""
    seen: list[RowFacts] = []

    def note(facts: RowFacts) -> float:
        seen.append(facts)
        return float(len(seen) - 1)

    with patch("pipeline.assemble.row_confidence", note):  # the confidence of each row becomes the number of its facts
        result = extract_document(document)
    return result, [seen[int(c.confidence)] for c in result.commitments]


def gold_examples(folder: Path) -> list[Example]:
    """The rows extracted from a folder of gold."""
    gold = read_gold(folder)
    out = []
    for name, path in zip(gold, gold_texts(folder, gold), strict=True):
        for document in read([path]):
            result, facts = extract_with_facts(document)
            extracted = from_rows(tables(result)).get(name)
            if extracted is not None and facts:
                out += [Example(folder.name, name, f.vector(), right) for f, (_, right) in zip(facts, judged_rows(gold[name], extracted), strict=True)]
    return out


def read_examples(path: Path = READ_ROWS) -> list[Example]:
    """The rows that were read: a CSV of doc, right (1 or 0) and a column for each fact."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        return [Example("read", row["doc"], tuple(float(row[f]) for f in FEATURES), row["right"] == "1") for row in rows]


def fit(examples: Sequence[Example], *, rounds: int = 400) -> tuple[float, ...]:
    """The base and the weights in the order of FEATURES: penalized likelihood, by accelerated descent that stays at or below zero."""
    rows = [(1.0, *e.facts) for e in examples]
    right = [float(e.right) for e in examples]
    weigh = [READ_WEIGHT if e.source == "read" else 1.0 for e in examples]
    prior = (0.0, *(PRIOR[f] for f in FEATURES))
    pull = (0.0, *(PULL for _ in FEATURES))
    step = 1 / (0.25 * _largest([[x * math.sqrt(w) for x in row] for row, w in zip(rows, weigh, strict=True)]) + PULL)
    now = ahead = (2.0, *prior[1:])
    for n in range(1, rounds + 1):
        slope = [p * (a - q) for p, a, q in zip(pull, ahead, prior, strict=True)]
        for row, y, w in zip(rows, right, weigh, strict=True):
            off = w * (1 / (1 + math.exp(-sum(a * x for a, x in zip(ahead, row, strict=True)))) - y)
            for i, x in enumerate(row):
                if x:
                    slope[i] += off * x
        moved = [a - step * s for a, s in zip(ahead, slope, strict=True)]
        following = (moved[0], *(min(0.0, m) for m in moved[1:]))
        ahead = tuple(f + (n - 1) / (n + 2) * (f - was) for f, was in zip(following, now, strict=True))
        now = following
    return now


def _largest(rows: Sequence[Sequence[float]]) -> float:
    """The largest eigenvalue of the rows' square, by power iteration: it bounds how fast the slope changes."""
    direction = [1.0] * len(rows[0])
    size = 1.0
    for _ in range(30):
        along = [sum(d * x for d, x in zip(direction, row, strict=True)) for row in rows]
        back = [sum(a * row[i] for a, row in zip(along, rows, strict=True)) for i in range(len(direction))]
        size = math.sqrt(sum(b * b for b in back))
        direction = [b / size for b in back]
    return size * 1.05


def chance(weights: Sequence[float], facts: Sequence[float]) -> float:
    """What the weights make of the facts."""
    return 1 / (1 + math.exp(-(weights[0] + sum(w * x for w, x in zip(weights[1:], facts, strict=True)))))


def cross_validated(examples: Sequence[Example], *, folds: int = FOLDS, seed: int = 1) -> list[tuple[Example, float]]:
    """Every row with the confidence that weights fitted on other documents give it."""
    docs = sorted({(e.source, e.doc) for e in examples})
    random.Random(seed).shuffle(docs)
    out = []
    for fold in range(folds):
        held = set(docs[fold::folds])
        apart = [e for e in examples if (e.source, e.doc) in held]
        weights = fit([e for e in examples if (e.source, e.doc) not in held])
        out += [(e, chance(weights, e.facts)) for e in apart]
    return out


def report(examples: Sequence[Example]) -> str:
    """Reliability of cross-validated confidences for each set and all together."""
    held = cross_validated(examples)
    parts = []
    for source in [*dict.fromkeys(e.source for e in examples), "all"]:
        some = [(e, p) for e, p in held if source in (e.source, "all")]
        wrong = sum(not e.right for e, _ in some)
        parts.append(f"{source}: {len(some)} rows of {len({e.doc for e, _ in some})} documents, {wrong} wrong")
        parts.append(as_text(reliability(Outcome("row", round(p, 2), e.right) for e, p in some)))
    return "\n".join(parts)


def as_csv(weights: Sequence[float], examples: Sequence[Example]) -> str:
    """The file of weights."""
    sets = ", ".join(f"{sum(e.source == s for e in examples)} of {s}" for s in dict.fromkeys(e.source for e in examples))
    lines = [f"# source: python -m benchmarks.confidence --write, fitted on {len(examples)} rows ({sets})", "feature,weight"]
    return "\n".join([*lines, *(f"{name},{round(w, 3) + 0.0:g}" for name, w in zip(("base", *FEATURES), weights, strict=True))]) + "\n"


def main() -> None:
    """Reads the arguments, fits, prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--write", action="store_true", help="write data/lexicons/row_confidence.csv")
    arguments = parser.parse_args()
    folders = arguments.folders or there(OWN_GOLD, DEV_GOLD)
    examples = [e for folder in folders for e in gold_examples(folder)] + read_examples()
    print(report(examples))
    weights = as_csv(fit(examples), examples)
    print("\nweights fitted on all:\n" + weights, end="")
    if arguments.write:
        WEIGHTS.write_text(weights, encoding="utf-8")


if __name__ == "__main__":
    main()
