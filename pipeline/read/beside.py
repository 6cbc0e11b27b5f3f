"""What holds of the title and date that a format gives beside the text? Only what the text itself does not say."""

from __future__ import annotations

from dataclasses import replace

from pipeline.clean import clean
from pipeline.layout import blocks
from pipeline.read.metadata import describe
from pipeline.types import Document

_HEAD = 20_000


def completed(document: Document, *, title: str | None, doc_date: str | None) -> Document:
    """The document with this title and date where its text has none; the file name is asked only after them.

    >>> text = "各地要抓好任务落实工作，到2025年12月31日前完成。"
    >>> completed(Document("2020-01-01.html", text), title="关于某事的通知", doc_date="2022-01-26").doc_date
    '2022-01-26'
    """
    text = document.text
    if len(text) > 2 * _HEAD:  # only its first and last lines are asked
        text = text[:_HEAD] + "\n" + text[-_HEAD:]
    plain = clean(text).text
    said = describe(replace(document, doc_id="", text=text), plain, blocks(plain, lang=document.lang))
    return replace(document, title=document.title if said.title else title, doc_date=document.doc_date or (None if said.doc_date else doc_date))
