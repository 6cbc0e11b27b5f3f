"""Which rows does one argument of `check` hold: a document, a commitments table as a person left it, or a folder of tables?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

from pipeline.cells import decision_in, list_in, number_in, shared, whole_in, word_in
from pipeline.checker.model import TableRow
from pipeline.checker.said import Said, said_in
from pipeline.edited import Cells, commitments_of, commitments_table, found_in, keyed
from pipeline.errors import InputError
from pipeline.read.table import cell, given_date, given_lang
from pipeline.types import Change, Comparator, Document, Extraction, Lang, Modality, Relation, Status
from pipeline.write.tables import tables as rows_of


@dataclass(frozen=True, slots=True)
class Side:
    """One argument of `check`: its rows, and where it is a document or holds statements, its sentences (as rows without numbers) and
    the numbers and dates that are `said` in them.

    `title`, `doc_date`, `lang` are those of its document where it holds just one.
    """

    name: str
    rows: tuple[TableRow, ...]
    sentences: tuple[TableRow, ...] = ()
    title: str | None = None
    doc_date: str | None = None
    lang: Lang | None = None
    said: tuple[Said, ...] = ()

    @property
    def documents(self) -> tuple[str, ...]:
        """The doc_ids of its rows, in order."""
        return tuple(dict.fromkeys(r.doc_id for r in (*self.rows, *self.sentences)))


def read_side(argument: str | Path, *, lang: Lang | None = None, doc_date: str | None = None, max_bytes: int | None = None, backend: str = "rules") -> Side:
    """The side that an argument stands for: a table is read, a document (or a folder of them; of at most `max_bytes` each) is extracted by `backend`.

    Raises InputError where it is not there or cannot be read, or where a table lacks needed columns (the message names them).
    """
    path = Path(argument)
    table = commitments_table(argument)
    if table is None:
        return _documents(argument, lang, doc_date, max_bytes, backend)
    return _side(path.name or str(path), table.name, found_in(table, path if path.is_dir() else None))


def read_rows(path: Path) -> tuple[TableRow, ...]:
    """The rows of one commitments table."""
    return _side(path.name, path.name, found_in(path)).rows


# ---- documents -----------------------------------------------------------------------------------------------------------------------


def _documents(argument: str | Path, lang: Lang | None, doc_date: str | None, max_bytes: int | None, backend: str) -> Side:
    from pipeline.batch import attempt
    from pipeline.read import limits_of, read

    documents = read([argument], lang=lang, doc_date=doc_date, limits=limits_of(max_bytes))
    extractions = [attempt(document, backend=backend) for document in documents]
    if not extractions:
        raise InputError(str(argument), "holds no document")
    return extracted_side(extractions, Path(argument).name)


def extracted_side(extractions: Sequence[Extraction], name: str) -> Side:
    """The side that extractions make; `name` is what it is called where it is not just one document.

    Raises InputError where a document could not be read.
    """
    for extraction in extractions:
        if extraction.document.problem:
            raise InputError(extraction.document.doc_id, extraction.document.problem)
    made = [(rows_of(e), _facts(e.document)) for e in extractions]
    rows = tuple(row for tables, about in made for row in _rows(tables["commitments"], about.doc_id, {about.doc_id: about}))
    sentences = tuple(row for tables, about in made for row in _sentences(tables["statements"], about))
    said = said_in(sentences, ((about.doc_id, cells) for tables, about in made for cells in tables["mentions"]))
    one = extractions[0].document if len(extractions) == 1 else Document("", "")
    return Side(one.doc_id or name, rows, sentences, one.title, one.doc_date, one.lang, said)


def extracted_rows(extraction: Extraction) -> list[TableRow]:
    """The commitments of an extraction as rows of a table.

    >>> from pipeline.run import extract_text
    >>> [(r.row_id, r.value, r.due) for r in extracted_rows(extract_text("到2025年，森林覆盖率达到24%以上。"))]
    [('c1', Decimal('24'), '2025-12-31')]
    """
    made = rows_of(extraction)["commitments"]
    return _rows(made, extraction.document.doc_id, {extraction.document.doc_id: _facts(extraction.document)})


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is known about a document."""

    doc_id: str
    title: str | None = None
    doc_date: str | None = None
    lang: Lang | None = None


def _facts(document: Document) -> _Facts:
    return _Facts(document.doc_id, document.title, document.doc_date, document.lang)


# ---- tables --------------------------------------------------------------------------------------------------------------------------


def cells_side(name: str, commitments: Sequence[Cells]) -> Side:
    """The side that the rows of a commitments table make, columns by name or title. Raises InputError where needed columns are missing."""
    return _side(name, name, {"commitments": commitments_of(name, commitments)})


def _side(name: str, table: str, found: Mapping[str, Iterable[Cells]]) -> Side:
    """The side that tables make; `table` is the doc_id of rows that name none."""
    facts = {f.doc_id: f for f in (_document_facts(cells) for cells in found.get("documents", ())) if f.doc_id}
    rows = tuple(_rows(found["commitments"], table, facts))
    sentences: list[TableRow] = []
    for cells in found.get("statements", ()):
        doc_id = cell(cells.get("doc_id")) or table
        sentences += _sentences([cells], facts.get(doc_id, _Facts(doc_id)))
    documents = tuple(dict.fromkeys(r.doc_id for r in rows))
    one = facts.get(documents[0]) if len(documents) == 1 else None
    dated = {r.doc_date for r in rows}
    langs = {r.lang for r in rows}
    return Side(
        name,
        rows,
        tuple(sentences),
        one.title if one else None,
        next(iter(dated)) if len(dated) == 1 else None,
        next(iter(langs)) if len(langs) == 1 else None,
        said_in(sentences, ((cell(cells.get("doc_id")) or table, cells) for cells in found.get("mentions", ()))),
    )


# ---- cells ---------------------------------------------------------------------------------------------------------------------------


def _document_facts(cells: Cells) -> _Facts:
    return _Facts(cell(cells.get("doc_id")) or "", cell(cells.get("title")), given_date(cells.get("doc_date")), given_lang(cells.get("lang")))


def _sentences(statements: Iterable[Cells], facts: _Facts) -> list[TableRow]:
    rows = []
    for number, s in enumerate(statements, 1):
        text = cell(s.get("text"))
        if text:
            status: Status = "achieved" if s.get("statement_class") == "achievement" else "committed"
            position = whole_in(s.get("start"), number)
            row_id = cell(s.get("statement_id")) or f"s{number}"
            rows.append(TableRow(facts.doc_id, row_id, facts.lang, facts.doc_date, status, action=text, evidence=text, position=position))
    return rows


def _rows(table: Iterable[Cells], file: str, facts: Mapping[str, _Facts]) -> list[TableRow]:
    told = enumerate(keyed(table, file), 1)
    return [_row(cells, doc_id, row_id, number, facts) for number, (cells, doc_id, row_id) in told if decision_in(cells.get("review")) != "reject"]


def _row(cells: Cells, doc_id: str, row_id: str, number: int, facts: Mapping[str, _Facts]) -> TableRow:
    known = facts.get(doc_id, _Facts(doc_id))
    value = number_in(cells.get("value"))
    comparator = cast("Comparator | None", word_in(cells.get("comparator"), get_args(Comparator)))
    return TableRow(
        doc_id=doc_id,
        row_id=row_id,
        lang=given_lang(cells.get("lang")) or known.lang,
        doc_date=shared(given_date(cells.get("doc_date"))) or known.doc_date,
        status=cast(Status, word_in(cells.get("status"), get_args(Status)) or "committed"),
        modality=cast("Modality | None", word_in(cells.get("modality"), get_args(Modality))),
        action=cell(cells.get("action")) or "",
        indicator=shared(cell(cells.get("indicator"))),
        target_text=shared(cell(cells.get("target_text"))),
        value=value,
        value_max=number_in(cells.get("value_max")),
        comparator=comparator or ("eq" if value is not None else None),
        unit=shared(word_in(cells.get("unit"), ())) or ("count" if value is not None else None),
        noun=cell(cells.get("noun")),
        change=cast("Change | None", word_in(cells.get("change"), get_args(Change))),
        deadline_text=shared(cell(cells.get("deadline_text"))),
        relation=cast("Relation | None", word_in(cells.get("relation"), get_args(Relation))),
        due=shared(given_date(cells.get("due"))),
        lead_agencies=list_in(cells.get("lead_agencies")),
        agencies=list_in(cells.get("agencies")),
        frequency=cell(cells.get("frequency")),
        condition=cell(cells.get("condition")),
        region=cell(cells.get("region")),
        section=cell(cells.get("section")),
        evidence=cell(cells.get("evidence")) or cell(cells.get("action")) or "",
        position=whole_in(cells.get("start"), number),
    )
