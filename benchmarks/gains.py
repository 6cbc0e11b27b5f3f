"""What did a change gain and lose? Mentions, statements and rows of two versions of the code, side by side.

    python -m benchmarks.gains BASE HEAD [FOLDER...] [--markdown] [--fail]

BASE and HEAD are git revisions, or WORK for the working tree. Each is checked out into a temporary folder and run with this interpreter on data/gold,
data/samples, ../shared/gold/dev where it is, and the folders given; a text that stands in several of them is read once. Printed are counts by kind and
every difference in its context: `+` gained, `-` lost, `~` changed and what in it. Where a folder holds gold, ✓ and ✗ say whether what was gained or lost
is (was) right.

Exit code 0; with --fail 1 where anything differs; 2 where a version cannot be run.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.folders import DEV_GOLD, OWN_GOLD, ROOT, SAMPLES, there
from pipeline.errors import PolicyError
from pipeline.evaluate.annotated import Annotated, MarkedMention, MarkedRow, MarkedStatement, Span, from_rows, read_gold
from pipeline.evaluate.measure import best_pairs, iou, row_weight, same_value, trimmed
from pipeline.evaluate.reliability import judged_rows
from pipeline.read import read
from pipeline.write.terminal import visible

WORK = "WORK"
KINDS = ("temporal", "quantity", "agency", "statement", "row")
TABLES = ("mentions", "statements", "commitments")
SIGNS = {"gained": "+", "lost": "-", "changed": "~"}
CONTEXT = 24
_UNSEEN = {"doc_id", "mention_id", "statement_id", "commitment_id", "target_id", "deadline_id", "frequency_id", "agency_ids", "start", "end", "text"}
_UNSEEN |= {"confidence", "extractor", "section", "kind", "lang"}
"""Columns that are no news: ids follow from the others, places and words are shown anyway."""

Json = dict[str, Any]


class VersionError(Exception):
    """A version of the code could not be checked out or run."""


@dataclass(frozen=True, slots=True)
class Item:
    """One mention, statement or row as a table has it; `right` where gold says so."""

    kind: str
    span: Span
    fields: Json
    right: bool | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One difference in a document: what the base had and what the head has (None where there is none)."""

    doc: str
    how: str
    base: Item | None
    head: Item | None

    @property
    def item(self) -> Item:
        """The newer of the two."""
        item = self.head or self.base
        assert item is not None
        return item


@dataclass(frozen=True, slots=True)
class Gains:
    """All differences in a folder, how much there is of each kind ((kind, "base" or "head") → count), and the texts by document."""

    folder: str
    documents: int
    changes: tuple[Change, ...]
    counts: Mapping[tuple[str, str], int]
    texts: Mapping[str, str]


@contextmanager
def checked_out(revision: str, root: Path = ROOT) -> Iterator[Path]:
    """The folder of a version of the code, taken away afterwards; that of WORK is `root` itself. Raises VersionError where there is no such version."""
    if revision == WORK:
        yield root
        return
    with TemporaryDirectory(prefix="gains-") as folder:
        place = Path(folder) / "tree"
        done = subprocess.run(["git", "worktree", "add", "--quiet", "--detach", str(place), revision], cwd=root, capture_output=True, text=True, check=False)
        if done.returncode:
            raise VersionError(f"{revision}: cannot be checked out: {done.stderr.strip()}")
        try:
            yield place
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", str(place)], cwd=root, capture_output=True, check=False)


def extract(tree: Path, inputs: Sequence[Path], out: Path) -> dict[str, dict[str, list[Json]]]:
    """The rows of the tables by document, as the code in `tree` makes them of the inputs. Raises VersionError where it cannot."""
    command = [sys.executable, "main.py", "extract", *(str(p.resolve()) for p in inputs), "-o", str(out), "--quiet"]
    done = subprocess.run(command, cwd=tree, env={**os.environ, "PYTHONPATH": str(tree)}, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 3):  # 3: some inputs failed, the others are there
        raise VersionError(f"{tree}: extract ended with {done.returncode}: {done.stderr.strip()[-400:]}")
    found: dict[str, dict[str, list[Json]]] = {}
    for table in TABLES:
        with (out / f"{table}.jsonl").open(encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                found.setdefault(row["doc_id"], {t: [] for t in TABLES})[table].append(row)
    return found


def items(rows: Mapping[str, list[Json]], gold: Annotated | None) -> list[tuple[Item, MarkedMention | MarkedStatement | MarkedRow]]:
    """Everything that the tables say of a document, with the form in which it can be compared."""
    if not any(rows.values()):
        return []
    [said] = from_rows(rows).values()
    right = _judge(gold, said)
    out: list[tuple[Item, MarkedMention | MarkedStatement | MarkedRow]] = []
    for mention, fields in zip(said.mentions, rows["mentions"], strict=True):
        out.append((Item(mention.kind, mention, fields, right(mention)), mention))
    for statement, fields in zip(said.statements, rows["statements"], strict=True):
        out.append((Item("statement", statement, fields, right(statement)), statement))
    for row, fields in zip(said.rows, rows["commitments"], strict=True):
        out.append((Item("row", row, fields, right(row)), row))
    return out


def _judge(gold: Annotated | None, said: Annotated) -> Callable[[MarkedMention | MarkedStatement | MarkedRow], bool | None]:
    if gold is None:
        return lambda _: None
    rows = {id(row): right for row, right in judged_rows(gold, said)}
    mentions = {(m.kind, *trimmed(m)): m for m in gold.mentions}

    def right(found: MarkedMention | MarkedStatement | MarkedRow) -> bool | None:
        if isinstance(found, MarkedRow):
            return rows[id(found)]
        if isinstance(found, MarkedMention):
            wanted = mentions.get((found.kind, *trimmed(found)))
            return wanted is not None and same_value(wanted, found)
        covered = max(gold.statements, key=lambda s: iou(s, found), default=None)
        return covered.statement_class == found.statement_class if covered is not None and iou(covered, found) > 0.5 else None

    return right


def compare(doc: str, base: Mapping[str, list[Json]], head: Mapping[str, list[Json]], gold: Annotated | None = None) -> list[Change]:
    """The differences between two extractions of a document, in text order. What stands in the same place with other values, or in nearly
    the same place, is changed, not lost and gained; rows are the same where they share target, deadline or repetition."""
    before, after = items(base, gold), items(head, gold)
    out: list[Change] = []
    for kind in KINDS:
        old = [(item, form) for item, form in before if item.kind == kind]
        new = [(item, form) for item, form in after if item.kind == kind]
        unchanged = Counter(_key(item) for item, _ in old) & Counter(_key(item) for item, _ in new)
        old, new = _without(old, unchanged.copy()), _without(new, unchanged)
        by_form = {id(form): item for item, form in (*old, *new)}
        weight: Any = row_weight if kind == "row" else iou
        pairs = [(by_form[id(a)], by_form[id(b)]) for a, b in best_pairs([form for _, form in old], [form for _, form in new], weight)]
        paired = {id(item) for pair in pairs for item in pair}
        out += [Change(doc, "changed", a, b) for a, b in pairs if _key(a) != _key(b)]
        out += [Change(doc, "lost", item, None) for item, _ in old if id(item) not in paired]
        out += [Change(doc, "gained", None, item) for item, _ in new if id(item) not in paired]
    return sorted(out, key=lambda c: (c.item.span.start, KINDS.index(c.item.kind), c.how))


def _key(item: Item) -> str:
    return json.dumps([item.span.start, item.span.end, _shown(item.fields)], ensure_ascii=False, sort_keys=True)


def _without(some: list[tuple[Item, Any]], taken: Counter[str]) -> list[tuple[Item, Any]]:
    left = []
    for item, form in some:
        key = _key(item)
        if taken[key]:
            taken[key] -= 1
        else:
            left.append((item, form))
    return left


def _shown(fields: Json) -> Json:
    return {name: value for name, value in fields.items() if name not in _UNSEEN}


def inputs_of(folder: Path, seen: set[bytes]) -> tuple[list[Path], dict[str, Annotated]]:
    """What to read of a folder, and its gold. A folder of gold or of plain texts is read text by text, without those that were `seen`; any other whole."""
    gold = read_gold(folder) if any(p.name[:4] != "PAIR" for p in folder.glob("*.json")) else {}
    texts = [p for p in sorted(folder.glob("*.txt")) if not gold or p.stem in gold]
    others = [p for p in folder.iterdir() if p.is_dir() or p.suffix not in (".txt", ".json", ".md", ".py")]
    if not texts or (others and not gold):
        return [folder], gold
    fresh = []
    for path in texts:
        content = path.read_bytes()
        if content not in seen:
            seen.add(content)
            fresh.append(path)
    return fresh, gold


def gains(trees: tuple[Path, Path], folder: Path, seen: set[bytes]) -> Gains:
    """What the second version of the code makes otherwise than the first in a folder."""
    inputs, gold = inputs_of(folder, seen)
    if not inputs:
        return Gains(str(folder), 0, (), {}, {})
    with TemporaryDirectory(prefix="gains-") as place:
        base, head = (extract(tree, inputs, Path(place) / side) for tree, side in zip(trees, ("base", "head"), strict=True))
    texts = {d.doc_id: d.text for d in read(inputs) if not d.problem}
    nothing: dict[str, list[Json]] = {t: [] for t in TABLES}
    counts: Counter[tuple[str, str]] = Counter()
    changes: list[Change] = []
    for doc in sorted({*base, *head, *texts}):
        for side, found in (("base", base), ("head", head)):
            counts.update((row["kind"], side) for row in found.get(doc, nothing)["mentions"])
            counts["statement", side] += len(found.get(doc, nothing)["statements"])
            counts["row", side] += len(found.get(doc, nothing)["commitments"])
        changes += compare(doc, base.get(doc, nothing), head.get(doc, nothing), gold.get(PurePosixPath(doc).stem))
    return Gains(str(folder), len(texts), tuple(changes), counts, texts)


def what_changed(change: Change) -> str:
    """The values of what was gained or lost, or old → new for each field that changed; then ✓ or ✗ where gold tells."""
    if change.base is None or change.head is None:
        values = " ".join(f"{name}={_short(value)}" for name, value in _shown(change.item.fields).items() if name not in ("evidence", "action"))
        return f"{values} {_mark(change.item.right)}".rstrip()
    old, new = _shown(change.base.fields), _shown(change.head.fields)
    parts = [f"{name}: {_short(old.get(name))} → {_short(new.get(name))}" for name in {**old, **new} if old.get(name) != new.get(name)]
    if change.base.kind != "row" and change.base.span.text != change.head.span.text:
        parts.insert(0, f"words: {_short(change.base.span.text)} → {_short(change.head.span.text)}")
    marks = f"{_mark(change.base.right)} → {_mark(change.head.right)}" if change.base.right is not None and change.head.right is not None else ""
    return f"{'; '.join(parts) or 'place'} {marks}".rstrip()


def _mark(right: bool | None) -> str:
    return "" if right is None else "✓" if right else "✗"


def _short(value: object) -> str:
    text = "–" if value is None else "; ".join(map(str, value)) if isinstance(value, list) else str(value)
    return visible(text if len(text) <= 80 else text[:79] + "…")


def in_context(change: Change, text: str) -> str:
    """The words in their context, on one line; long ones shortened in the middle."""
    span = change.item.span
    words = " ".join(span.text.split())
    words = words if len(words) <= 110 else f"{words[:70]} … {words[-36:]}"
    if text[span.start : span.end] != span.text:
        return visible(f"⟦{words}⟧")
    before, after = text[max(0, span.start - CONTEXT) : span.start], text[span.end : span.end + CONTEXT]
    return visible(f"{' '.join(before.split())}⟦{words}⟧{' '.join(after.split())}")


def as_text(report: Gains, *, markdown: bool = False) -> str:
    """The counts by kind, then the differences document by document."""
    hows = Counter((c.item.kind, c.how) for c in report.changes)
    rows = [
        (kind, report.counts.get((kind, "base"), 0), report.counts.get((kind, "head"), 0), *(hows[kind, how] for how in SIGNS), _verdict(report, kind))
        for kind in KINDS
    ]
    head = ("kind", "base", "head", *SIGNS, "right by gold")
    title = f"{report.folder}: {report.documents} documents, {len(report.changes)} differences"
    if markdown:
        lines = [f"## {title}", "", "| " + " | ".join(head) + " |", "|" + " --- |" * len(head), *("| " + " | ".join(map(str, row)) + " |" for row in rows)]
    else:
        lines = [title, "".join(f"{cell:<12}" if n in (0, 6) else f"{cell:>9}" + "  " * (n == 5) for n, cell in enumerate(head))]
        lines += ["".join(f"{cell:<12}" if n in (0, 6) else f"{cell:>9}" + "  " * (n == 5) for n, cell in enumerate(row)).rstrip() for row in rows]
    doc = None
    for change in report.changes:
        if change.doc != doc:
            doc = change.doc
            lines += ["", f"### {doc}" if markdown else doc, *([""] if markdown else [])]
        words, values = in_context(change, report.texts.get(doc, "")), what_changed(change)
        sign, kind = SIGNS[change.how], change.item.kind
        lines.append(f"- `{sign} {kind}` {_escaped(words)} — {_escaped(values)}" if markdown else f"  {sign} {kind:9} {words}\n      {values}")
    return "\n".join(lines) + "\n"


def _verdict(report: Gains, kind: str) -> str:
    """How many more (or fewer) things are right now, and wrong now, where gold tells."""
    judged = [c for c in report.changes if c.item.kind == kind and c.item.right is not None]
    if not judged:
        return ""
    right = sum((c.head is not None and c.head.right is True) - (c.base is not None and c.base.right is True) for c in judged)
    wrong = sum((c.head is not None and c.head.right is False) - (c.base is not None and c.base.right is False) for c in judged)
    return f"{right:+d} right, {wrong:+d} wrong"


def _escaped(text: str) -> str:
    return "".join("\\" + c if c in "|*_`<>[]" else c for c in text)


def main(arguments: Sequence[str] | None = None, *, root: Path = ROOT, defaults: Sequence[Path] | None = None) -> int:
    """Reads the arguments, runs both versions, prints; the exit code comes back."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", metavar="BASE")
    parser.add_argument("head", metavar="HEAD")
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--markdown", action="store_true", help="headings, tables and lists in Markdown")
    parser.add_argument("--fail", action="store_true", help="exit with 1 where anything differs")
    asked = parser.parse_args(arguments)
    if defaults is None:
        defaults = [OWN_GOLD, SAMPLES, DEV_GOLD]
    for folder in asked.folders:
        if not folder.is_dir():
            parser.error(f"{folder}: is no folder")
    different = 0
    seen: set[bytes] = set()
    try:
        with checked_out(asked.base, root) as base, checked_out(asked.head, root) as head:
            for folder in [*there(*defaults), *asked.folders]:
                report = gains((base, head), folder, seen)
                named = replace(report, folder=os.path.relpath(folder, root) if folder.is_relative_to(root.parent) else str(folder))
                print(as_text(named, markdown=asked.markdown) if report.documents else f"{named.folder}: its texts were read before\n")
                different += len(report.changes)
    except (VersionError, PolicyError) as error:
        print(error, file=sys.stderr)
        return 2
    return 1 if asked.fail and different else 0


if __name__ == "__main__":
    sys.exit(main())
