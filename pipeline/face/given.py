"""Which documents does the argument of a Python call stand for: files, texts, a column or a table of texts?"""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.chunks import Item
from pipeline.errors import ConfigurationError, InputError
from pipeline.read import unopened
from pipeline.read.rows import Row
from pipeline.read.table import cell
from pipeline.read.table import documents as documents_of_rows
from pipeline.types import Document, Lang

if TYPE_CHECKING:
    import pandas as pd

    Inputs = str | Path | Document | Iterable[str | Path | Document] | pd.Series[Any] | pd.DataFrame
    Texts = str | Mapping[str, str] | Iterable[str]

_PROSE = re.compile(r"[\n。；，]|[.;,] ")
"""What stands in texts and not in names of files."""


def documents(
    inputs: Inputs | None, text: Texts | None, *, lang: Lang | None = None, doc_date: str | None = None, on_skip: Callable[[str], None] | None = None
) -> Iterator[Item]:
    """The documents, in order. `inputs` are paths (as on the command line), Documents, a Series of texts or a DataFrame with a column `text`;
    `text` is a text, several, or texts by doc_id.

    Raises ConfigurationError where not exactly one of the two is given, InputError where a string is a text and no path.

    >>> [(d.doc_id, d.text) for d in documents(None, {"a": "到2025年"})]
    [('a', '到2025年')]
    """
    import pandas as pd

    if (inputs is None) == (text is None):
        raise ConfigurationError("give either inputs (files, folders, Documents, a Series or DataFrame) or text=")
    if text is not None:
        return _of_cells(_texts(text), lang, doc_date)
    if isinstance(inputs, pd.DataFrame):
        return _of_cells(_of_frame(inputs), lang, doc_date)
    if isinstance(inputs, pd.Series):
        return _of_cells(_of_frame(inputs.to_frame("text")), lang, doc_date)
    given = [inputs] if isinstance(inputs, str | Path | Document) else list(inputs or ())
    whole = [d for d in given if isinstance(d, Document)]
    paths = [p for p in given if isinstance(p, str | Path)]
    if len(paths) == len(given):
        for path in paths:
            _refuse_text(path)
        return unopened(paths, lang=lang, doc_date=doc_date, on_skip=on_skip)
    if len(whole) == len(given):
        return (replace(d, text=cell(d.text) or "", lang=lang or d.lang, doc_date=doc_date or d.doc_date) for d in whole)
    raise ConfigurationError("inputs are either paths or Documents; for texts use text=")


def _refuse_text(path: str | Path) -> None:
    """A text given for a path would only ever be a file that is not there: say how texts are given."""
    name = str(path)
    if isinstance(path, str) and _PROSE.search(name) and not os.path.exists(name) and not (glob.has_magic(name) and glob.glob(name, recursive=True)):
        raise InputError(f"{' '.join(name.split())[:40]}…", "there is no such file; if this is a text, give it as text=")


def _of_cells(rows: Iterable[dict[str, Any]], lang: Lang | None, doc_date: str | None) -> Iterator[Document]:
    numbered = (Row(str(n), cells) for n, cells in enumerate(rows, 1))
    return documents_of_rows(numbered, file_id="text", media_type="text/plain", lang=lang, doc_date=doc_date, shared=())


def _texts(text: Texts) -> Iterator[dict[str, Any]]:
    if isinstance(text, str):
        return iter([{"doc_id": "text", "text": text}])
    if isinstance(text, Mapping):
        return ({"doc_id": doc_id, "text": words} for doc_id, words in text.items())
    return ({"text": words} for words in text)


def _of_frame(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """The rows of a DataFrame as cells by column; the index is the doc_id where there is no such column."""
    if "text" not in frame.columns:
        raise ConfigurationError(f"a DataFrame of documents needs a column text; it has {', '.join(map(str, frame.columns)) or 'none'}")
    names = [str(c) for c in frame.columns]
    for index, values in zip(frame.index, frame.itertuples(index=False, name=None), strict=True):
        cells = {name: None if _missing(value) else value for name, value in zip(names, values, strict=True)}
        yield {"doc_id": index} | cells


def _missing(value: Any) -> bool:
    import pandas as pd

    return value is None or value is pd.NA or value is pd.NaT
