"""What does a supervision office write down of a commitment? Task, target, bodies, date and remarks as people say them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from pipeline.lexicon import load
from pipeline.write.schema import COMMITMENTS, DOCUMENTS, MENTIONS, Headers
from pipeline.write.tables import Cell, Row, day, joined
from pipeline.write.terminal import CHANGES, COMPARATORS

_BOUNDS_BEHIND_EN = ("or more", "or less", "or higher", "or lower", "or above", "or below", "or fewer", "and above")

_REMARKS: dict[Headers, tuple[str, str, str]] = {"zh": ("条件：", "频次：", "；"), "en": ("condition: ", "frequency: ", "; ")}


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A line of a ledger; `when` is a day where there is one, else what the text says (每年, within 90 days)."""

    task: str
    target: str
    lead: tuple[str, ...]
    agencies: tuple[str, ...]
    when: date | str
    done: bool
    evidence: str
    source: str
    remarks: str


class Heard:
    """What tables say that lines of a ledger are made of; those of a document come together, its commitments last."""

    def __init__(self) -> None:
        self._titles: dict[str, str] = {}
        self._said: dict[str, dict[str, str]] = {}

    def title(self, doc_id: str) -> str:
        """What a document is called."""
        return self._titles.get(doc_id, doc_id)

    def hear(self, table: str, rows: Iterable[Row]) -> list[tuple[Row, dict[str, str]]]:
        """Take rows; gives the commitments among them that were not rejected, each with the words of its frequency by mention_id."""
        if table == DOCUMENTS.name:
            self._said.clear()
            self._titles |= {str(row["doc_id"]): " ".join(str(row[k]) for k in ("title", "doc_number") if k in row) or str(row["doc_id"]) for row in rows}
        elif table == MENTIONS.name:
            for row in rows:
                if row.get("temporal_type") == "set":
                    self._said.setdefault(str(row["doc_id"]), {})[str(row["mention_id"])] = str(row["text"])
        elif table == COMMITMENTS.name:
            return [(row, self._frequency(row)) for row in rows if row.get("review") != "reject"]
        return []

    def _frequency(self, row: Row) -> dict[str, str]:
        mention = str(row.get("frequency_id"))
        said = self._said.get(str(row.get("doc_id")), {}).get(mention)
        return {} if said is None else {mention: said}


def ledger_row(row: Row, said: Mapping[str, str], lang: Headers) -> LedgerRow:
    """The line of a commitment; `said` holds the words of its document's frequencies by mention_id.

    >>> made = ledger_row({"action": "提高入学率", "indicator": "毛入学率", "target_text": "95%", "comparator": "ge", "due": "2025-12-31"}, {}, "zh")
    >>> made.task, made.target, made.when
    ('提高入学率', '毛入学率：≥ 95%', datetime.date(2025, 12, 31))
    """
    lead, agencies = _names(row.get("lead_agencies")), _names(row.get("agencies"))
    task = _text(row, "action") or _text(row, "indicator") or _text(row, "evidence")
    frequency = said.get(_text(row, "frequency_id"), _text(row, "frequency"))
    due = day(_text(row, "due"))
    words = _text(row, "deadline_text") or frequency
    condition, often, between = _REMARKS[lang]
    remarks = [_text(row, "review_note")]
    remarks += [condition + _text(row, "condition")] if "condition" in row else []
    remarks += [often + frequency] if frequency and (due or frequency != words) else []
    return LedgerRow(
        task=task,
        target=_target(row, task, lang),
        lead=lead,
        agencies=tuple(a for a in agencies if a not in lead),
        when=due or words,
        done=row.get("status") == "achieved",
        evidence=_text(row, "evidence"),
        source=_text(row, "doc_id"),
        remarks=between.join(filter(None, remarks)),
    )


def target_words(row: Row) -> str:
    """The target in the words of the source, with a sign before it where they leave out the bound or the direction.

    >>> [target_words({"target_text": t, "comparator": "ge"}) for t in ("95%以上", "9%", "at least 5 %")]
    ['95%以上', '≥ 9%', 'at least 5 %']
    >>> target_words({"target_text": "20元", "comparator": "eq", "change": "increase"})
    '+20元'
    """
    text = _text(row, "target_text")
    if not text[:1].isdigit():
        return text
    if "新增" not in _text(row, "indicator") + _text(row, "action"):
        text = CHANGES.get(_text(row, "change"), "") + text
    bound = COMPARATORS.get(_text(row, "comparator"), "")
    return text if text.endswith(_BOUNDS_BEHIND_EN) or any(word in text for word in _bounds()) else bound + text


@cache
def _bounds() -> tuple[str, ...]:
    """Words inside a number's span that say its bound."""
    return tuple(row["word"] for row in load("quantity_cues_zh", key=("word", "role")) if row["role"] in ("before", "after"))


def _target(row: Row, task: str, lang: Headers) -> str:
    indicator, target = _text(row, "indicator"), target_words(row)
    named = indicator and target and indicator not in task
    return f"{indicator}{'：' if lang == 'zh' else ': '}{target}" if named else target


def _text(row: Row, name: str) -> str:
    return joined(row.get(name, ""))


def _names(cell: Cell | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cell)) if isinstance(cell, list) else ()
