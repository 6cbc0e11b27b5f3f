"""How is a model shown on the terminal? A line in the list, and all that is known of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields

from pipeline.models.fetch import files
from pipeline.models.registry import Model


def listed(models: Iterable[Model]) -> Iterator[str]:
    """A head and a line for each model: what --backend or --embed takes, task, languages, licence, whether it is there, figures."""
    rows = [("model 模型", "task 任务", "lang 语言", "licence 许可", "here 已有", "agency F1 机构")]
    rows += [
        (m.backend, m.task, "+".join(m.languages), m.licence or "?", "yes" if files(m) else "no", f"{f:.3f}" if (f := m.figures.get("agency_f1")) else "–")
        for m in models
    ]
    widths = [max(_wide(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(cell + " " * (width - _wide(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()


def _wide(cell: str) -> int:
    """Columns of the terminal; Han characters take two.

    >>> _wide("model 模型")
    10
    """
    return sum(2 if "一" <= c <= "龥" else 1 for c in cell)


def described(model: Model) -> Iterator[str]:
    """A line for each thing that is known of a model."""
    for field in fields(model):
        value = getattr(model, field.name)
        if value not in (None, "", ()) and field.name != "figures":
            yield f"{field.name:16}{', '.join(map(str, value)) if isinstance(value, tuple) else value}"
    for name, figure in model.figures.items():
        yield f"{name:16}{figure:g}"
    there = files(model)
    yield f"{'here':16}{f'{len(there)} files, {sum(p.stat().st_size for p in there):,} bytes, {there[0].parent}' if there else 'no'}"
