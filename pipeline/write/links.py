"""How the findings of `check` become rows of the tables `links`, `summary` and `lineage`, and which columns a format shows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.checker.explain import target
from pipeline.checker.explain_words import ExplainLang, say
from pipeline.checker.model import Link, TableRow
from pipeline.write.output import Output
from pipeline.write.schema import LINEAGE, LINKS, LINKS_SIDE_BY_SIDE, SUMMARY, VERDICTS, Headers
from pipeline.write.tables import Cell, Row, Tables, filled, joined, number

if TYPE_CHECKING:
    from pipeline.checker.lineage import Lineage
    from pipeline.checker.run import PairCheck


def links_output(wanted: Path, *, many: bool, folder_format: str | None = None, headers: Headers | None = None) -> Output:
    """The output for links: a workbook shows both sides and has a summary, other files hold the links; `many` adds lineages."""
    links = LINKS_SIDE_BY_SIDE if wanted.suffix.lower() == ".xlsx" else LINKS
    return Output(wanted, folder_format=folder_format, headers=headers, tables=(links, SUMMARY, *((LINEAGE,) if many else ())))


def check_tables(checks: Sequence[PairCheck], lineages: Sequence[Lineage], lang: ExplainLang, *, side_by_side: bool) -> Tables:
    """The rows of `links`, `summary` and `lineage`; `side_by_side` adds to links what both rows say."""
    return {
        "links": [link_row(link, check, lang, side_by_side=side_by_side) for check in checks for link in check.links],
        "summary": [row for check in checks for row in summary_rows(check, lang)],
        "lineage": [lineage_row(one, lang) for one in lineages],
    }


def link_row(link: Link, check: PairCheck, lang: ExplainLang, *, side_by_side: bool) -> Row:
    """One link as a row."""
    row: dict[str, Cell | None] = {
        "a_doc": link.a.doc_id if link.a else None,
        "a_id": link.a.row_id if link.a else None,
        "b_doc": link.b.doc_id if link.b else None,
        "b_id": link.b.row_id if link.b else None,
        "verdict": link.verdict,
        "fields": list(link.fields),
        "score": round(link.score, 4) if link.a and link.b else None,
        "a_evidence": link.a.evidence if link.a else None,
        "b_evidence": link.b.evidence if link.b else None,
        "explanation": link.explanation,
        "compared_as": check.why,
    }
    if side_by_side:
        row |= {f"{side}_{name}": cell for side, r in (("a", link.a), ("b", link.b)) if r is not None for name, cell in _side(r, lang).items()}
    return filled(row)


def _side(row: TableRow, lang: ExplainLang) -> dict[str, Cell | None]:
    status = say(row.status, lang) if row.status == "achieved" or row.modality is None else say(row.modality, lang)
    return {
        "indicator": row.indicator or (row.action if row.action != row.evidence else None),
        "target": _target(row, lang),
        "due": row.due,
        "agencies": joined(list(dict.fromkeys((*row.lead_agencies, *row.agencies)))),
        "status": status,
    }


def summary_rows(check: PairCheck, lang: ExplainLang) -> list[Row]:
    """How often each verdict was given, in the order of the verdicts; a pair without any link has one row that says so."""
    counts = check.counts
    pair: dict[str, Cell | None] = {"a_doc": check.a, "b_doc": check.b}
    given = [v for v in VERDICTS if v in counts]
    rows = [filled(pair | {"verdict": v, "count": counts[v], "meaning": say(f"rule_{v}", lang)}) for v in given] or [filled(pair | {"count": 0})]
    return [rows[0] | {"compared_as": check.why}, *rows[1:]]


def lineage_row(one: Lineage, lang: ExplainLang) -> Row:
    """One promise through its documents as a row."""
    told = one.promises or one.versions
    first, last = told[0], told[-1]
    from_first, from_last = one.from_first, one.from_last
    return filled(
        {
            "lineage_id": one.lineage_id,
            "indicator": one.indicator,
            "region": one.region,
            "versions": len(one.versions),
            "documents": list(one.documents),
            "first_target": _target(first, lang),
            "last_target": _target(last, lang),
            "first_due": first.due,
            "last_due": last.due,
            "target_drift": number(from_first.target) if from_first else None,
            "days_drift": from_first.days if from_first else None,
            "target_drift_last": number(from_last.target) if from_last else None,
            "days_drift_last": from_last.days if from_last else None,
            "state": one.state,
        }
    )


def _target(row: TableRow, lang: ExplainLang) -> str | None:
    return row.target_text or (target(row, lang) if row.value is not None else None)
