"""A random sample of what comes out, to be read beside its text: how much of it is right?

    python -m benchmarks.sample INPUT... --seed 1 --documents 40 --mentions 400 --rows 200 -o sheet.md

Draws documents, then mentions and rows from them, and writes a sheet with the words in their context. The same seed and version give the same sheet.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from pipeline.read import read
from pipeline.run import extract_document
from pipeline.types import Commitment, Extraction, Mention

CONTEXT = 70
T = TypeVar("T")


def mention_line(result: Extraction, mention: Mention) -> str:
    """One mention in its context with its values."""
    text = result.document.text
    before, after = text[max(0, mention.start - CONTEXT) : mention.start], text[mention.end : mention.end + CONTEXT]
    if mention.kind == "temporal":
        values = f"{mention.temporal_type} {mention.date_from}..{mention.date_to} {mention.relation or ''} {mention.iso_value or ''}"
    elif mention.kind == "quantity":
        values = f"{mention.comparator} {mention.value} {mention.value_max or ''} {mention.unit} {mention.change} noun={mention.noun}"
    else:
        values = f"{mention.role} {mention.name} {mention.agency_id or ''}"
    return f"{mention.kind} | {' '.join(before.split())}⟦{mention.text}⟧{' '.join(after.split())} | {values} | {mention.extractor}"


def row_line(result: Extraction, row: Commitment) -> str:
    """One row with the passage that it stands in."""
    m, text = result.mentions, result.document.text
    passage = (
        " ".join(text[max(0, row.start - 160) : row.start].split())
        + " ⟦"
        + " ".join(row.evidence.split())
        + "⟧ "
        + " ".join(text[row.end : row.end + 80].split())
    )
    target = m[row.target].text if row.target is not None else None
    deadline = m[row.deadline].text if row.deadline is not None else None
    frequency = m[row.frequency].text if row.frequency is not None else None
    return (
        f"{row.status} {row.modality or ''} | what: {row.indicator or row.action} | target: {target} | deadline: {deadline} due {row.due} | agencies: "
        f"{[m[a].text for a in row.agencies]} | every: {frequency} | if: {row.condition} | section: {row.section} | "
        f"doc date {result.document.doc_date} | {passage}"
    )


def main() -> None:
    """Reads the arguments, draws and writes the sheet."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="+")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--documents", type=int, default=40)
    parser.add_argument("--mentions", type=int, default=400)
    parser.add_argument("--rows", type=int, default=200)
    parser.add_argument("-o", "--output", default="-")
    arguments = parser.parse_args()
    draw = random.Random(arguments.seed)
    documents = [d for d in read(arguments.inputs) if not d.problem]
    chosen = sorted(draw.sample(range(len(documents)), min(arguments.documents, len(documents))))
    results = [extract_document(documents[i]) for i in chosen]
    # every document has the same chance to speak: draw the document first, then one of its mentions or rows
    lines = ["# Mentions", ""]
    lines += [f"{n}. [{r.document.doc_id}] {mention_line(r, x)}" for n, (r, x) in enumerate(_drawn(draw, results, lambda r: r.mentions, arguments.mentions), 1)]
    lines += ["", "# Rows", ""]
    lines += [f"{n}. [{r.document.doc_id}] {row_line(r, x)}" for n, (r, x) in enumerate(_drawn(draw, results, lambda r: r.commitments, arguments.rows), 1)]
    sheet = "\n".join(lines) + "\n"
    if arguments.output == "-":
        sys.stdout.write(sheet)
    else:
        Path(arguments.output).write_text(sheet, encoding="utf-8")


def _drawn(draw: random.Random, results: list[Extraction], pick: Callable[[Extraction], Sequence[T]], count: int) -> list[tuple[Extraction, T]]:
    pools = {i: list(pick(r)) for i, r in enumerate(results)}
    out: list[tuple[Extraction, T]] = []
    while len(out) < count and any(pools.values()):
        i = draw.choice([k for k, pool in pools.items() if pool])
        out.append((results[i], pools[i].pop(draw.randrange(len(pools[i])))))
    return out


if __name__ == "__main__":
    main()
