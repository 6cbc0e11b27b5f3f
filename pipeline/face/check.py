"""What does `check` do for Python code? Results of extract, DataFrames, files or folders in, links with their verdicts out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pipeline.checker.command import expanded, options_of, ready
from pipeline.checker.explain_words import ExplainLang, known
from pipeline.checker.options import RelationWanted
from pipeline.checker.run import Findings, check_all
from pipeline.checker.tables import Side, cells_side, extracted_side, read_side
from pipeline.face.extract import extract, iso
from pipeline.face.frames import frame, rows_of
from pipeline.face.results import Extracted, ExtractedDocument, show_either
from pipeline.types import Lang
from pipeline.write.links import check_tables, links_output
from pipeline.write.schema import COMMITMENTS, LINEAGE, LINKS_SIDE_BY_SIDE, SUMMARY, Headers
from pipeline.write.tables import Tables

if TYPE_CHECKING:
    import pandas as pd

    Checkable = Extracted | ExtractedDocument | pd.DataFrame | str | Path


def check(
    *inputs: Checkable,
    relation: RelationWanted = "auto",
    explain_lang: ExplainLang = "en",
    tolerance: Literal["default", "wide", "strict"] = "default",
    embed: str | None = None,
    lang: Lang | None = None,
    doc_date: str | None = None,
) -> Comparison:
    """Compare commitments: which rows speak of the same thing, and what became of each.

    Each input is what `extract` gave, one document of it, a DataFrame of commitments (or of texts: a column `text`), or a path to a document,
    a table or a folder. Two are compared as given; more are compared in the order of their dates, with a lineage of each promise; one that
    holds several documents gives lineages alone. The options are those of the command (docs/checker.md).

    InputError is raised where an input cannot be read, ConfigurationError where there is nothing to compare.

    >>> plan = extract(text={"plan": "到2025年，森林覆盖率达到24%以上。"})
    >>> report = extract(text={"report": "2025年，森林覆盖率已达到24.5%。"}, doc_date="2026-01-20")
    >>> check(plan, report, relation="report_on").links["verdict"].tolist()
    ['fulfilled']
    """
    options = options_of(relation, explain_lang, tolerance, embed)
    sides = [side for n, one in enumerate(inputs, 1) for side in _sides(one, f"table {n}", lang, iso(doc_date))]
    return Comparison(check_all(ready(sides), options), explain_lang)


def _sides(given: Checkable, name: str, lang: Lang | None, doc_date: str | None) -> Iterator[Side]:
    if isinstance(given, str | Path):
        for path in expanded([str(given)]):
            yield read_side(path, lang=lang, doc_date=doc_date)
    elif isinstance(given, Extracted):
        yield extracted_side([d.extraction for d in given if not d.document.problem], name)
    elif isinstance(given, ExtractedDocument):
        yield extracted_side([given.extraction], name)
    elif "text" in given.columns:
        yield from _sides(extract(given, lang=lang, doc_date=doc_date), name, lang, doc_date)
    else:
        yield cells_side(name, rows_of(COMMITMENTS, given) or [dict.fromkeys(given.columns)])


class Comparison:
    """What `check` found: links, their counts, and for more than two documents the lineage of each promise."""

    def __init__(self, findings: Findings, explain_lang: ExplainLang) -> None:
        self.findings = findings
        self._lang: ExplainLang = explain_lang

    @cached_property
    def links(self) -> pd.DataFrame:
        """One row for each pair of commitments (or one without a counterpart), with what both sides say, the verdict and its reasons."""
        return frame(LINKS_SIDE_BY_SIDE, self._tables["links"])

    @cached_property
    def summary(self) -> pd.DataFrame:
        """One row for each pair of documents and verdict."""
        return frame(SUMMARY, self._tables["summary"])

    @cached_property
    def lineage(self) -> pd.DataFrame:
        """One row for each promise through more than two documents; empty for two."""
        return frame(LINEAGE, self._tables["lineage"])

    @cached_property
    def _tables(self) -> Tables:
        return check_tables(self.findings.checks, self.findings.lineages, self._lang, side_by_side=True)

    def to(self, path: str | Path, *, headers: Headers | None = None, folder_format: Literal["jsonl", "csv", "parquet"] | None = None) -> Path:
        """Write the links: a file (.xlsx with a summary, .csv, .parquet, .jsonl) or a folder, whole or not at all."""
        with links_output(Path(path), many=bool(self.findings.lineages), folder_format=folder_format, headers=headers) as output:
            output.add(self._tables)
        return output.path

    def show(self) -> None:
        """Show the links: as HTML in a notebook, else on the terminal."""

        def on_terminal() -> None:
            from pipeline.write.links_terminal import print_links
            from pipeline.write.terminal import console

            print_links(self.findings.checks, self.findings.lineages, console(), self._lang)

        show_either(self._repr_html_, on_terminal)

    def __repr__(self) -> str:
        pairs = [f"{c.a} → {c.b} ({c.relation})" for c in self.findings.checks if c.a != c.b]
        return f"<Comparison: {', '.join(pairs) or 'one table'}; {len(self.links)} links, {len(self.findings.lineages)} lineages>"

    def _repr_html_(self) -> str:
        from pipeline.display import counts_html, links_html

        parts = []
        for found in self.findings.checks:
            rows = check_tables([found], (), self._lang, side_by_side=False)["links"]
            parts.append(counts_html(f"{found.a} → {found.b}", {known(v, self._lang): n for v, n in found.counts.items()}) + links_html(rows, self._lang))
        return "".join(parts)
