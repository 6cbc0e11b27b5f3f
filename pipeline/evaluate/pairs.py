"""How good is the checker: the links and verdicts of gold pairs (PAIR_*.json), from gold rows and from extracted ones?"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path, PurePosixPath
from typing import cast, get_args

from pipeline.checker.model import Link, RelationKind, TableRow, Verdict
from pipeline.errors import ConfigurationError
from pipeline.evaluate.annotated import Annotated, Json, MarkedRow, from_rows, gold_texts, read_gold, read_tables
from pipeline.evaluate.measure import best_pairs, precision_recall, row_weight, share
from pipeline.types import Change, Comparator, Lang, Modality, Relation, Status

Extracted = tuple[Annotated, list[TableRow]]
"""What was extracted from a document: as it is compared with gold, and as `check` takes it."""


@dataclass(frozen=True, slots=True)
class GoldLink:
    """One link of a pair: rows by id ("" where a side has none) with the verdict and the fields that differ."""

    a: str
    b: str
    verdict: Verdict
    fields: frozenset[str]
    open: bool = False
    """A row without counterpart of which gold does not say whether the other document covers it: `not_mentioned` is right too."""


@dataclass(frozen=True, slots=True)
class GoldPair:
    """Two documents, their folder, and what stands between them."""

    folder: Path
    name: str
    a: str
    b: str
    relation: RelationKind
    links: tuple[GoldLink, ...]


@dataclass(slots=True)
class PairTally:
    """Counts over pairs: links of gold, found and right; verdicts right of the links found, by gold verdict; every difference."""

    pairs: int = 0
    gold: int = 0
    found: int = 0
    right: int = 0
    judged: int = 0
    verdict: int = 0
    fields: int = 0
    by_verdict: dict[str, Counter[str]] = field(default_factory=dict)
    differences: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """Precision, recall and F1 of links; of the gold links that were found, the shares with right verdict and right fields."""
        told = {"verdict_acc": share(self.verdict, self.judged), "fields_acc": share(self.fields, self.judged)}
        return precision_recall(self.gold, self.found, self.right) | told


def read_pairs(folder: Path) -> list[GoldPair]:
    """The gold pairs of a folder, and of its folder `pairs`: every PAIR*.json, in order of their names.

    Raises ConfigurationError where one is no pair file.
    """
    return [_pair(path) for path in sorted([*folder.glob("PAIR*.json"), *folder.glob("pairs/PAIR*.json")])]


def holds_only_pairs(folder: Path) -> bool:
    """Whether a folder has pairs of tables, but no gold documents."""
    names = [p.name for p in folder.glob("*.json") if not p.name.endswith(".src.json")]
    return bool(names) and all(name.startswith("PAIR") for name in names)


def _pair(path: Path) -> GoldPair:
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        relation = said["relation"]
        if relation not in get_args(RelationKind):
            raise ValueError(f"relation {relation!r}")
        links = [GoldLink(x.get("a") or "", x.get("b") or "", cast(Verdict, x["verdict"]), frozenset(x.get("fields") or ())) for x in said["links"]]
        links += [_alone(x, "a", "dropped") for x in said.get("only_a") or ()] + [_alone(x, "b", "new") for x in said.get("only_b") or ()]
        unknown = [x.verdict for x in links if x.verdict not in get_args(Verdict)]
        if unknown:
            raise ValueError(f"verdict {unknown[0]!r}")
        return GoldPair(path.parent, path.stem, said["a"], said["b"], cast(RelationKind, relation), tuple(links))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ConfigurationError(f"{path}: no pair file: {type(error).__name__}: {error}") from error


def _alone(said: str | Json, place: str, verdict: Verdict) -> GoldLink:
    """A row without counterpart: its id, or an object with id and verdict (`not_mentioned`)."""
    row = said if isinstance(said, str) else said["id"]
    known = verdict if isinstance(said, str) else cast(Verdict, said.get("verdict", verdict))
    return GoldLink(row if place == "a" else "", row if place == "b" else "", known, frozenset(), open=known is verdict and isinstance(said, str))


def gold_rows(folder: Path, name: str) -> list[TableRow]:
    """The rows of a gold document as a commitments table has them: of NAME.json (annotation) or NAME.jsonl (table rows)."""
    annotation, table = folder / f"{name}.json", folder / f"{name}.jsonl"
    try:
        if table.exists():
            from pipeline.checker.tables import read_rows

            return list(read_rows(table))
        said = json.loads(annotation.read_text(encoding="utf-8"))
        mentions = {m["id"]: m for m in said["mentions"]}
        return [_row(said, c, mentions) for c in said["commitments"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigurationError(f"{folder / name}: no gold rows: {type(error).__name__}: {error}") from error


def _row(document: Json, c: Json, mentions: Mapping[str, Json]) -> TableRow:
    target, deadline, frequency = (mentions.get(c.get(k) or "") or {} for k in ("target", "deadline", "frequency"))
    agencies = [mentions[a] for a in c.get("agencies") or ()]
    return TableRow(
        doc_id=document["doc"],
        row_id=c["id"],
        lang=cast(Lang, document["lang"]),
        doc_date=document.get("doc_date"),
        status=cast(Status, c["status"]),
        modality=cast("Modality | None", c.get("modality")),
        action=c.get("action") or "",
        indicator=c.get("indicator"),
        target_text=target.get("text"),
        value=_decimal(target.get("value")),
        value_max=_decimal(target.get("value_max")),
        comparator=cast("Comparator | None", target.get("comparator")),
        unit=target.get("unit"),
        noun=target.get("noun"),
        change=cast("Change | None", target.get("change")),
        deadline_text=deadline.get("text"),
        relation=cast("Relation | None", deadline.get("rel")),
        due=c.get("due"),
        lead_agencies=tuple(m["name"] for m in agencies if m.get("role") == "lead"),
        agencies=tuple(m["name"] for m in agencies),
        frequency=frequency.get("value"),
        condition=c.get("condition"),
        evidence=c["evidence"]["text"],
        position=c["evidence"]["start"],
    )


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def evaluate_pairs(folder: Path, tables: Path | None = None, *, backend: str = "rules") -> dict[str, PairTally]:
    """The pairs of a gold folder, measured from gold rows ("pairs from gold") and, where their texts lie there, from rows extracted now or
    read from `tables` ("pairs from extracted"); empty where the folder has no pairs."""
    from pipeline.checker.options import Options
    from pipeline.checker.run import check_rows

    tallies: dict[str, PairTally] = {}
    for pair in read_pairs(folder):
        links = list(check_rows(gold_rows(pair.folder, pair.a), gold_rows(pair.folder, pair.b), pair.relation, Options()))
        tally_pair(tallies.setdefault("pairs from gold", PairTally()), pair, links)
        if not all((pair.folder / f"{name}.json").exists() for name in (pair.a, pair.b)):
            continue
        gold = read_gold(pair.folder)
        a, b = (_extracted(pair.folder, name, tables, backend) for name in (pair.a, pair.b))
        links = list(check_rows(a[1], b[1], pair.relation, Options()))
        named = [stands_for(gold[name], found) for name, (found, _) in ((pair.a, a), (pair.b, b))]
        tally_pair(tallies.setdefault("pairs from extracted", PairTally()), pair, links, as_a=named[0], as_b=named[1])
    return tallies


def _extracted(folder: Path, name: str, tables: Path | None, backend: str) -> Extracted:
    from pipeline.checker.tables import extracted_rows, read_side

    if tables is not None:
        rows = [r for r in read_side(tables).rows if PurePosixPath(r.doc_id).stem == name]
        return read_tables(tables).get(name) or Annotated(name), rows
    from pipeline.batch import Account, extractions
    from pipeline.write.tables import tables as rows_of

    [extraction] = extractions(gold_texts(folder, [name]), Account(), backend=backend)
    return from_rows(rows_of(extraction)).get(name) or Annotated(name), extracted_rows(extraction)


def tally_pair(
    tally: PairTally, pair: GoldPair, links: Sequence[Link], *, as_a: Mapping[str, str] | None = None, as_b: Mapping[str, str] | None = None
) -> None:
    """Add one pair: the links found against those of gold. `as_a`, `as_b` name the gold row that an extracted row stands for; a link of
    rows that stand for none is not counted, as the row is no finding of the checker."""
    found: dict[tuple[str, str], Link] = {}
    for link in links:
        key = (_named(link.a, as_a), _named(link.b, as_b))
        if None not in key:
            found[cast("tuple[str, str]", key)] = link
    pairs = {k: v for k, v in found.items() if all(k)}
    wanted = {(x.a, x.b): x for x in pair.links if x.a and x.b}
    tally.pairs += 1
    tally.gold += len(wanted)
    tally.found += len(pairs)
    tally.right += len(wanted.keys() & pairs.keys())
    tally.differences += [f"{pair.name}  {a}–{b}: link missed ({wanted[a, b].verdict})" for a, b in wanted if (a, b) not in pairs]
    tally.differences += [f"{pair.name}  {a}–{b}: link spurious ({pairs[a, b].verdict})" for a, b in pairs if (a, b) not in wanted]
    for gold in pair.links:
        link_found = found.get((gold.a, gold.b))
        if link_found is None:
            continue
        if gold.open and link_found.verdict == "not_mentioned":
            continue
        said = tally.by_verdict.setdefault(gold.verdict, Counter())
        said[link_found.verdict] += 1
        if gold.a and gold.b:
            tally.judged += 1
            tally.verdict += link_found.verdict == gold.verdict
            tally.fields += frozenset(link_found.fields) == gold.fields
        if link_found.verdict != gold.verdict:
            tally.differences.append(f"{pair.name}  {gold.a or '–'}–{gold.b or '–'}: {gold.verdict} judged {link_found.verdict}: {link_found.explanation}")
        elif gold.a and gold.b and frozenset(link_found.fields) != gold.fields:
            tally.differences.append(f"{pair.name}  {gold.a}–{gold.b}: fields {sorted(gold.fields)} given as {sorted(link_found.fields)}")


def _named(row: TableRow | None, names: Mapping[str, str] | None) -> str | None:
    if row is None:
        return ""
    return row.row_id if names is None else names.get(row.row_id)


def stands_for(gold: Annotated, extracted: Annotated) -> dict[str, str]:
    """Which gold row (id) an extracted row (id) stands for: rows matched one to one by the mentions they share."""
    matched: list[tuple[MarkedRow, MarkedRow]] = best_pairs(gold.rows, extracted.rows, row_weight)
    return {found.id: wanted.id for wanted, found in matched}


def as_text(tallies: Mapping[str, PairTally], *, errors: bool = False, by_verdict: bool = False) -> str:
    """A line for each way of measuring, like the lines of the stages; on request the verdicts one by one, and every difference."""
    lines = []
    for name, tally in tallies.items():
        f = tally.figures()
        rest = f"verdict_acc {f['verdict_acc']:.3f}  fields_acc {f['fields_acc']:.3f}  ({tally.pairs} pairs)"
        lines.append(f"{name:22}{f['p']:8.3f}{f['r']:10.3f}{f['f1']:10.3f}{f['gold']:8.0f}{f['pred']:8.0f}   {rest}")
        lines += [as_table(tally)] if by_verdict else []
        lines += [f"    {difference}" for difference in tally.differences] if errors else []
    return "\n".join(lines)


def as_table(tally: PairTally) -> str:
    """A line for each gold verdict: how many there are, how many were judged so, and what the others were taken for."""
    lines = [f"{'verdict':24}{'gold':>6}{'right':>7}   taken for"]
    for verdict in get_args(Verdict):
        if said := tally.by_verdict.get(verdict):
            others = ", ".join(f"{name} {n}" for name, n in said.most_common() if name != verdict)
            lines.append(f"{verdict:24}{said.total():6}{said[verdict]:7}   {others}".rstrip())
    return "\n".join(lines)
