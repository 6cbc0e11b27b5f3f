"""What does `extract` do for Python code? Documents of any kind in, tables and documents to look at out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.backends import check_backend
from pipeline.batch import extracted
from pipeline.errors import ConfigurationError, InputError
from pipeline.face.given import documents
from pipeline.face.results import Extracted
from pipeline.read.table import given_date
from pipeline.types import Lang

if TYPE_CHECKING:
    from datetime import date

    from pipeline.face.given import Inputs, Texts


def extract(
    inputs: Inputs | None = None,
    *,
    text: Texts | None = None,
    lang: Lang | None = None,
    doc_date: str | date | None = None,
    jobs: int = 1,
    backend: str = "rules",
) -> Extracted:
    """Find dates, targets, agencies and commitments in documents.

    `inputs` is a path, folder or glob or several, a `Document` or several, a Series of texts, or a DataFrame with a column `text` and where
    known doc_id, title, doc_date, lang, issuer (else the index is the doc_id). Texts themselves are given as `text`: one, several, or a dict
    of them by doc_id. `lang` and `doc_date` (from which 今年 counts) are found in each document where they are not given; `jobs` is the number of
    processes, 0 for one per core.

    A document that fails is named in `failed` and in `documents.problem`; InputError is raised where none could be read.

    >>> found = extract(text="到2025年，森林覆盖率达到24%以上。")
    >>> found.commitments[["indicator", "value", "due"]].to_dict("records")
    [{'indicator': '森林覆盖率', 'value': 24.0, 'due': Timestamp('2025-12-31 00:00:00')}]
    """
    check_backend(backend)
    if jobs < 0:
        raise ConfigurationError(f"jobs={jobs}: give a number of processes, 0 for one per core")
    skipped: list[str] = []
    found = tuple(extracted(documents(inputs, text, lang=lang, doc_date=iso(doc_date), on_skip=skipped.append), jobs=jobs, backend=backend))
    result = Extracted(found, skipped=tuple(skipped))
    if found and len(result.failed) == len(found):
        raise InputError(*result.failed[0])
    return result


def iso(doc_date: str | date | None) -> str | None:
    """The ISO date that is meant; ConfigurationError where it is none."""
    known = given_date(doc_date)
    if doc_date is not None and known is None:
        raise ConfigurationError(f"doc_date={doc_date!r}: give a date as YYYY-MM-DD")
    return known
