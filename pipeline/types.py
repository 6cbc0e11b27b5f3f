"""What flows through the pipeline: documents, mentions, statements, commitments. Frozen values with slots.

Offsets are half-open and count Unicode code points. Between cleaning and relocation they point into the *clean* text
(`AlignedText.text`); everything `extract` returns points into the *source* (`Document.text`), where
`source[start:end] == text` holds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from decimal import Decimal
from operator import attrgetter
from typing import Any, Literal, TypeVar

Lang = Literal["zh", "en"]
TemporalType = Literal["point", "duration", "set", "vague"]
Relation = Literal["in", "by", "after", "from_to"]
Comparator = Literal["eq", "ge", "gt", "le", "lt", "approx", "range"]
Change = Literal["level", "increase", "decrease"]
Role = Literal["responsible", "lead", "support", "supervisor", "issuer", "other"]
StatementClass = Literal["commitment", "achievement", "other"]
Status = Literal["committed", "achieved"]
Modality = Literal["binding", "planned", "aspirational"]
Review = Literal["accept", "correct", "reject"]
BlockKind = Literal["title", "byline", "heading", "body", "table", "navigation", "footer", "caption", "repeat"]

V = TypeVar("V")


def rebuilder(cls: type[V], given: int) -> Callable[..., V]:
    """A function that makes the value anew with other first fields (`given` of them): `dataclasses.replace`, several times as fast.

    >>> moved = rebuilder(Block, 2)
    >>> moved(Block(0, 5, "body", "en"), 10, 15)
    Block(start=10, end=15, kind='body', lang='en', level=0)
    """
    rest: Callable[[V], tuple[Any, ...]] = attrgetter(*[f.name for f in fields(cls)][given:])  # type: ignore[arg-type]  # a dataclass

    def rebuild(value: V, *first: object) -> V:
        return cls(*first, *rest(value))

    return rebuild


IN_CHARGE: tuple[Role, ...] = ("responsible", "lead")
"""Roles of those on whom it falls that something is done."""
DOERS: tuple[Role, ...] = (*IN_CHARGE, "support")
"""Roles of those who do it: the agencies of a row."""


@dataclass(frozen=True, slots=True)
class Document:
    """One input text with what is known about it; None is not known (yet). `doc_date` is an ISO date; `problem` says why it could not be read.

    `pages` are the offsets in `text` where pages begin, of formats that have pages; `text_path` is where a copy of `text` was saved.
    `beside` is the title and the date that the format gives beside the text (meta tags): they hold where the text itself says none.
    """

    doc_id: str
    text: str
    lang: Lang | None = None
    doc_date: str | None = None
    title: str | None = None
    issuer: str | None = None
    doc_number: str | None = None
    media_type: str = "text/plain"
    encoding: str | None = None
    sha256: str | None = None
    problem: str | None = None
    pages: tuple[int, ...] | None = None
    text_path: str | None = None
    beside: tuple[str | None, str | None] = (None, None)


@dataclass(frozen=True, slots=True)
class Block:
    """One line (or table row) of the clean text and what it is: `start`, `end` exclude surrounding white space."""

    start: int
    end: int
    kind: BlockKind
    lang: Lang = "zh"
    level: int = 0


@dataclass(frozen=True, slots=True)
class TemporalMention:
    """A time expression and the days it stands for (ISO dates, inclusive; None = open side or not a point)."""

    start: int
    end: int
    text: str
    temporal_type: TemporalType
    date_from: str | None = None
    date_to: str | None = None
    relation: Relation | None = None
    iso_value: str | None = None
    confidence: float = 0.9
    extractor: str = ""
    kind: Literal["temporal"] = "temporal"


@dataclass(frozen=True, slots=True)
class QuantityMention:
    """A number with its unit at base scale (52.545 million yuan = 52545000 CNY; 5% = 5 percent)."""

    start: int
    end: int
    text: str
    value: Decimal
    value_max: Decimal | None = None
    comparator: Comparator = "eq"
    unit: str = "count"
    noun: str | None = None
    change: Change = "level"
    confidence: float = 0.9
    extractor: str = ""
    kind: Literal["quantity"] = "quantity"


@dataclass(frozen=True, slots=True)
class AgencyMention:
    """A body that acts, must act, orders or checks; `name` is the cleaned name, `agency_id` its lexicon id if known."""

    start: int
    end: int
    text: str
    name: str
    role: Role = "other"
    agency_id: str | None = None
    confidence: float = 0.8
    extractor: str = ""
    kind: Literal["agency"] = "agency"


Mention = TemporalMention | QuantityMention | AgencyMention


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of body text that is judged as one: a sentence, a clause between ； or a list item."""

    start: int
    end: int
    block: int


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence with its class; `modality` is set for commitments, `section` is the heading it stands under."""

    start: int
    end: int
    text: str
    statement_class: StatementClass
    modality: Modality | None = None
    section: str | None = None
    confidence: float = 0.8
    extractor: str = ""


@dataclass(frozen=True, slots=True)
class Commitment:
    """One row: one action or indicator, one target, one deadline. Mentions are referred to by their index in the document."""

    start: int
    end: int
    evidence: str
    status: Status
    modality: Modality | None
    action: str
    indicator: str | None = None
    target: int | None = None
    deadline: int | None = None
    due: str | None = None
    agencies: tuple[int, ...] = ()
    frequency: int | None = None
    condition: str | None = None
    region: str | None = None
    section: str | None = None
    confidence: float = 0.8
    extractor: str = ""


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one document gave; mentions, statements and commitments in text order, offsets into `document.text`.

    `unlocated` counts what models proposed that the text does not hold.
    """

    document: Document
    mentions: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    unlocated: int = 0
