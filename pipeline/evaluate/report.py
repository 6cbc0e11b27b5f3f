"""Which figures come out of an evaluation, and how they are printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from pipeline.batch import Account, extractions
from pipeline.errors import ConfigurationError
from pipeline.evaluate.annotated import Annotated, from_rows, gold_texts, read_gold, read_tables
from pipeline.evaluate.measure import FIELDS, KINDS, Difference, Tally, compare, precision_recall, share
from pipeline.evaluate.reliability import Bin, Outcome, outcomes, reliability
from pipeline.evaluate.reliability import as_text as reliability_text
from pipeline.write.tables import tables as rows_of
from pipeline.write.terminal import visible

Figures = dict[str, dict[str, float]]
"""Stage → measure → figure; shares are rounded to four places."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Figures over all gold documents and for each, every difference, how reliable confidence is (kind → bins); (doc_id, problem) of
    texts that could not be read."""

    figures: Figures
    by_document: dict[str, Figures]
    differences: tuple[Difference, ...]
    failed: tuple[tuple[str, str], ...] = ()
    reliability: Mapping[str, list[Bin]] = field(default_factory=dict)

    def as_json(self, *, by_document: bool = False, errors: bool = False) -> dict[str, Any]:
        """The figures as a JSON object: the stages, `reliability` where the tables carry confidences, and on request `by_document` and `errors`."""
        out: dict[str, Any] = dict(self.figures)
        if self.reliability:
            out["reliability"] = {kind: [asdict(b) for b in bins] for kind, bins in self.reliability.items()}
        if by_document:
            out["by_document"] = self.by_document
        if errors:
            out["errors"] = [asdict(d) for d in self.differences]
        return out


def evaluate(gold: str | Path, tables: str | Path | None = None, *, backend: str = "rules") -> Evaluation:
    """Measure the tables of a folder against a folder of gold files; without `tables` the gold folder's texts are extracted now, by `backend`."""
    folder = Path(gold)
    if not folder.is_dir():
        raise ConfigurationError(f"{folder}: is no folder of gold files")
    annotated = read_gold(folder)
    if tables is not None:
        return measure(annotated, read_tables(Path(tables)))
    account = Account()
    extracted = _extract(folder, annotated, account, backend)
    return replace(measure(annotated, extracted), failed=tuple(account.failed))


def measure(gold: Mapping[str, Annotated], extracted: Mapping[str, Annotated]) -> Evaluation:
    """Compare document by document; what the gold does not name is not looked at."""
    total: Tally = Counter()
    by_document: dict[str, Figures] = {}
    differences: list[Difference] = []
    seen: list[Outcome] = []
    for name, document in gold.items():
        found = extracted.get(name) or Annotated(name)
        tally, parts = compare(document, found)
        seen += outcomes(document, found)
        total.update(tally)
        by_document[name] = figures(tally)
        differences += parts
    return Evaluation(figures(total), by_document, tuple(differences), reliability=reliability(seen))


def figures(t: Tally) -> Figures:
    """The figures of a tally."""
    out: Figures = {}
    for kind in KINDS:
        out[kind] = {**_prf(t, kind), "overlap_f1": _prf(t, kind, "overlap")["f1"], "span_and_value_f1": _prf(t, kind, "both")["f1"]}
        out[kind]["value_acc"] = share(t[kind, "value"], t[kind, "overlap"])
    out["agency"]["name_acc"] = share(t["agency_name", "ok"], t["agency_name", "n"])
    out["statement"] = {
        "acc": share(t["statement", "ok"], t["statement", "n"]),
        "commitment_f1": _prf(t, "commitment")["f1"],
        "achievement_f1": _prf(t, "achievement")["f1"],
    }
    out["row"] = {**_prf(t, "row"), "whole_row_f1": _prf(t, "row", "whole")["f1"]}
    for name in FIELDS:
        out["row"][name] = share(t[f"field_{name}", "ok"], t[f"field_{name}", "n"])
    return out


def _prf(t: Tally, key: str, hits: str = "tp") -> dict[str, float]:
    return precision_recall(t[key, "gold"], t[key, "pred"], t[key, hits])


def _extract(folder: Path, names: Iterable[str], account: Account, backend: str) -> dict[str, Annotated]:
    rows: dict[str, list[Mapping[str, Any]]] = {}
    for extraction in extractions(gold_texts(folder, names), account, backend=backend):
        for table, some in rows_of(extraction).items():
            rows.setdefault(table, []).extend(some)
    return from_rows(rows)


def as_text(evaluation: Evaluation, *, by_document: bool = False, errors: bool = False) -> str:
    """The figures as plain text: a line for each stage, then those on request."""
    lines = []
    if errors:
        for d in evaluation.differences:
            lines.append(f"{d.doc}  {d.what}: {d.how}")
            lines += [f"    gold       {_line(d.gold)}"] if d.gold else []
            lines += [f"    extracted  {_line(d.extracted)}"] if d.extracted else []
        lines.append("")
    if by_document:
        lines.append("".join(f"{name:>11}" for name in (*KINDS, "statement", "row", "whole row")) + "   document")
        for name, f in evaluation.by_document.items():
            shares = [_or_dash(f[kind], "f1") for kind in KINDS] + [
                f"{f['statement']['acc']:.3f}",
                _or_dash(f["row"], "f1"),
                _or_dash(f["row"], "whole_row_f1"),
            ]
            lines.append("".join(f"{cell:>11}" for cell in shares) + f"   {name}")
        lines.append("")
    f = evaluation.figures
    lines.append(f"{'':12}{'precision':>10}{'recall':>10}{'F1':>10}{'gold':>8}{'found':>8}   also")
    for stage in (*KINDS, "row"):
        rest = "  ".join(f"{name} {figure:.3f}" for name, figure in f[stage].items() if name not in ("p", "r", "f1", "gold", "pred"))
        s = f[stage]
        lines.append(f"{stage:12}{s['p']:10.3f}{s['r']:10.3f}{s['f1']:10.3f}{s['gold']:8.0f}{s['pred']:8.0f}   {rest}")
    lines.append(f"{'statement':58}   " + "  ".join(f"{name} {figure:.3f}" for name, figure in f["statement"].items()))
    if evaluation.reliability:
        lines += ["", reliability_text(evaluation.reliability), ""]
    return "\n".join(lines)


def _or_dash(stage: Mapping[str, float], name: str) -> str:
    """The figure, or – where neither side has anything."""
    return f"{stage[name]:.3f}" if stage["gold"] or stage["pred"] else "–"


def _line(text: str) -> str:
    return visible(" ".join(text.split()))
