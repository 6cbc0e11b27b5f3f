"""Which tables and columns the program gives, and what each means: the data dictionary, in one place.

The writers, `main.py schema`, docs/tables.md and the tests all read it from here.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal, get_args

from pipeline.types import Change, Comparator, Lang, Modality, Relation, Review, Role, StatementClass, Status, TemporalType

ColumnType = Literal["string", "integer", "number", "date", "strings"]
"""How a cell is typed: text, whole number, number, ISO 8601 date, list of texts."""

Headers = Literal["en", "zh"]
"""The language of header cells: `en` are the column names themselves, `zh` their Chinese titles."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `name` is its key everywhere; `english` and `chinese` are its titles for people."""

    name: str
    type: ColumnType
    english: str
    chinese: str
    description: str
    allowed: tuple[str, ...] = ()

    def header(self, headers: Headers) -> str:
        """The text of the header cell: the column's name, or its Chinese title."""
        return self.chinese if headers == "zh" else self.name


@dataclass(frozen=True, slots=True)
class Table:
    """One table and its columns, in order."""

    name: str
    english: str
    chinese: str
    description: str
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column:
        """The column of this name; KeyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"table {self.name} has no column {name}")

    def title(self, headers: Headers) -> str:
        """What the table is called: its name, or its Chinese title."""
        return self.chinese if headers == "zh" else self.name


VERDICTS = (
    "unit_or_scale_mismatch",
    "status_conflict",
    "fulfilled",
    "unmet",
    "target_raised",
    "target_lowered",
    "deadline_later",
    "deadline_earlier",
    "responsibility_changed",
    "bound_changed",
    "modality_changed",
    "consistent",
    "dropped",
    "new",
    "not_mentioned",
    "not_comparable",
    "self_conflict",
)

REVIEWS = get_args(Review)
"""What a person can decide on a row: it is right, it is right as corrected, it is none."""

REVIEWS_ZH = dict(zip(REVIEWS, ("采纳", "更正", "不采纳"), strict=True))
"""The same words where header cells are Chinese; whoever reads a table back knows both."""

ALARMING = ("unit_or_scale_mismatch", "status_conflict", "self_conflict", "unmet")
WEAKER = ("target_lowered", "deadline_later", "dropped", "bound_changed", "modality_changed")
OTHER = ("target_raised", "deadline_earlier", "new", "responsibility_changed")
KEPT = ("fulfilled", "consistent")
"""The verdicts by what they mean for a reader, as their colours tell; `not_comparable` and `not_mentioned` are in none of them."""

_START = Column("start", "integer", "Start", "起", "first character, counted in Unicode code points of the source text from 0")
_END = Column("end", "integer", "End", "止", "one past the last character")
_PAGE = Column("page", "integer", "Page", "页码", "the page on which it starts, from 1; only for formats that have pages (pdf)")
_CONFIDENCE = Column("confidence", "number", "Confidence", "置信度", "how sure the rule is, 0 to 1")
_DOC_ID = Column(
    "doc_id", "string", "Document", "文件编号", "the document: path relative to the input folder, file name, or FILE#ROW for a row of a table file"
)
_VALUE = Column("value", "number", "Value", "数值", "the number at base scale: 3亿元 is 300000000, 97% is 97; the lower bound of a range")
_VALUE_MAX = Column("value_max", "number", "Upper value", "上限数值", "the upper bound where comparator is range")
_COMPARATOR = Column(
    "comparator",
    "string",
    "Comparator",
    "比较关系",
    "equal, at least, more than, at most, less than, about, or between value and value_max",
    get_args(Comparator),
)
_UNIT = Column(
    "unit",
    "string",
    "Unit",
    "单位",
    "percent, percentage_point, times, rank, count, an ISO 4217 currency (CNY), or a measure as in UCUM (ha, km, m2, t, kWh) with mu, jin, tce",
)
_NOUN = Column("noun", "string", "Counted noun", "计量对象", "what is counted where unit is count, in the text's own words")
_CHANGE = Column("change", "string", "Level or change", "水平或变化", "a level, or an increase or decrease by the value", get_args(Change))
_REGION = Column("region", "string", "Region", "地区", "the place that it holds for, where the text says one")
_SECTION = Column("section", "string", "Section", "所在章节", "the heading it stands under")

DOCUMENTS = Table(
    "documents",
    "Documents",
    "文件",
    "One row for each input text, readable or not.",
    (
        _DOC_ID,
        Column("title", "string", "Title", "标题", "the title as found in the text or its metadata"),
        Column("issuer", "string", "Issuer", "发文机关", "who issued it"),
        Column("doc_number", "string", "Document number", "文号", "its official number, such as 国发〔2021〕4号"),
        Column("doc_date", "date", "Document date", "成文日期", "the day from which relative dates count: given, or found in metadata, text or file name"),
        Column("lang", "string", "Language", "语言", "the main language of the text", get_args(Lang)),
        Column("media_type", "string", "Media type", "媒体类型", "what kind of file it was read from"),
        Column("encoding", "string", "Encoding", "字符编码", "the character encoding it was decoded with"),
        Column("n_chars", "integer", "Characters", "字数", "length of the source text in Unicode code points"),
        Column("pages", "integer", "Pages", "页数", "how many pages it has; only for formats that have pages (pdf)"),
        Column("sha256", "string", "SHA-256", "SHA-256", "checksum of the input bytes"),
        Column("text_path", "string", "Text", "文本路径", "where --save-text wrote the text that start and end count in"),
        Column("problem", "string", "Problem", "问题", "why it could not be read; empty where it was"),
    ),
)

MENTIONS = Table(
    "mentions",
    "Mentions",
    "提及",
    "One row for each time expression, quantity or agency, in text order.",
    (
        _DOC_ID,
        Column("mention_id", "string", "Mention", "提及编号", "m1, m2, … in text order; unique in its document"),
        Column("kind", "string", "Kind", "类别", "what it is a mention of", ("temporal", "quantity", "agency")),
        _START,
        _END,
        _PAGE,
        Column("text", "string", "Text", "原文", "the source text from start to end"),
        Column(
            "temporal_type",
            "string",
            "Time type",
            "时间类型",
            "a point on the calendar, a length, a repetition, or a time without edges",
            get_args(TemporalType),
        ),
        Column("date_from", "date", "From", "起始日期", "first day meant, inclusive (point only); empty where open"),
        Column("date_to", "date", "To", "截止日期", "last day meant, inclusive (point only); empty where open"),
        Column("relation", "string", "Relation", "时间关系", "during, no later than, since, or from–to", get_args(Relation)),
        Column("iso_value", "string", "ISO value", "ISO 值", "duration or period as ISO 8601 (P4Y); PAST, PRESENT or FUTURE for vague times"),
        _VALUE,
        _VALUE_MAX,
        _COMPARATOR,
        _UNIT,
        _NOUN,
        _CHANGE,
        Column("name", "string", "Name", "机构名称", "the agency's cleaned name"),
        Column("agency_id", "string", "Agency id", "机构编号", "its id in the lexicon, where known"),
        Column("role", "string", "Role", "角色", "what the agency does here: must act, leads, supports, supervises, issues", get_args(Role)),
        _CONFIDENCE,
        Column("extractor", "string", "Rule", "规则", "the rule or model that found it, such as zh.temporal.month_third"),
    ),
)

STATEMENTS = Table(
    "statements",
    "Statements",
    "语句",
    "One row for each sentence of the body text.",
    (
        _DOC_ID,
        Column("statement_id", "string", "Statement", "语句编号", "s1, s2, … in text order; unique in its document"),
        _START,
        _END,
        Column("text", "string", "Text", "原文", "the source text from start to end"),
        Column("statement_class", "string", "Class", "语句类别", "somebody is to do it, it is reported as done, or neither", get_args(StatementClass)),
        _SECTION,
        _CONFIDENCE,
    ),
)

COMMITMENTS = Table(
    "commitments",
    "Commitments",
    "承诺事项",
    "One row for each action or indicator × target × deadline, with its evidence.",
    (
        Column("commitment_id", "string", "Commitment", "事项编号", "c1, c2, … in text order; unique in its document"),
        _DOC_ID,
        Column("lang", "string", "Language", "语言", "the language of the document", get_args(Lang)),
        Column("status", "string", "Status", "状态", "still to do, or reported as done", get_args(Status)),
        Column("modality", "string", "Modality", "约束力", "must, will, or aims to (committed only)", get_args(Modality)),
        Column("action", "string", "Action", "行动", "what is to be done, in the text's own words"),
        Column("indicator", "string", "Indicator", "指标", "what is measured, in the text's own words"),
        Column("target_id", "string", "Target id", "目标提及编号", "mention_id of the target's quantity"),
        Column("target_text", "string", "Target", "目标原文", "the target as written"),
        _VALUE,
        _VALUE_MAX,
        _COMPARATOR,
        _UNIT,
        _NOUN,
        _CHANGE,
        Column("deadline_id", "string", "Deadline id", "期限提及编号", "mention_id of the deadline or period"),
        Column("deadline_text", "string", "Deadline", "期限原文", "the deadline or period as written"),
        Column("relation", "string", "Relation", "时间关系", "how the action stands to that time", get_args(Relation)),
        Column("due", "date", "Due", "到期日", "the last day by which, or of the period in which, it is to hold (achieved: held)"),
        Column("lead_agencies", "strings", "Lead agencies", "牵头单位", "names of the agencies with role lead"),
        Column("agencies", "strings", "Agencies", "责任单位", "names of all agencies that are responsible, lead or support"),
        Column("agency_ids", "strings", "Agency mentions", "机构提及编号", "mention_ids of agencies, in the same order"),
        Column("frequency_id", "string", "Frequency id", "频次提及编号", "mention_id of the repetition"),
        Column("frequency", "string", "Frequency", "频次", "the period of one repetition, ISO 8601 (every three years is P3Y)"),
        Column("condition", "string", "Condition", "条件", "the condition that the text sets, in its own words"),
        _REGION,
        _SECTION,
        Column("evidence", "string", "Evidence", "依据原文", "the clause or sentence that states it: the source text from start to end"),
        _START,
        _END,
        _PAGE,
        _CONFIDENCE,
        Column("extractor", "string", "Rule", "规则", "the rule or model that assembled the row"),
        Column("review", "string", "Review", "审核", "what a person decided on the row; empty where nobody has", REVIEWS),
        Column("review_note", "string", "Note", "审核说明", "what that person wrote about it"),
        Column("reviewed_by", "string", "Reviewed by", "审核人", "who decided"),
        Column("reviewed_at", "date", "Reviewed on", "审核日期", "when that was"),
    ),
)

LINKS = Table(
    "links",
    "Links",
    "对照",
    "One row for each pair of commitments compared by `check`. Without b_id the row is dropped, without a_id new.",
    (
        Column("a_doc", "string", "Document A", "文件甲", "doc_id of the first document"),
        Column("a_id", "string", "Commitment A", "甲事项编号", "its commitment_id, or the statement_id of a sentence; empty where B's row is new"),
        Column("b_doc", "string", "Document B", "文件乙", "doc_id of the second document"),
        Column("b_id", "string", "Commitment B", "乙事项编号", "its commitment_id, or the statement_id of a sentence; empty where A's row is dropped"),
        Column("verdict", "string", "Verdict", "结论", "B seen from A: the first verdict that applies", VERDICTS),
        Column(
            "fields",
            "strings",
            "Differing fields",
            "差异字段",
            "what differs after converting units and dates: status, modality, target, due, agencies, frequency, condition; for not_comparable what hinders",
        ),
        Column("score", "number", "Score", "匹配度", "how surely the two rows speak of the same thing, 0 to 1"),
        Column("a_evidence", "string", "Evidence A", "甲依据", "A's evidence"),
        Column("b_evidence", "string", "Evidence B", "乙依据", "B's evidence"),
        Column("explanation", "string", "Explanation", "说明", "one sentence with both values, both dates, the arithmetic, the rule and the quotes"),
        Column("compared_as", "string", "Compared as", "比较关系", "the relation of B to A (translation, successor, report_on), and how it was decided"),
    ),
)

_SIDES = (
    ("indicator", "indicator", "指标", "what is measured or done"),
    ("target", "target", "目标", "its target as written"),
    ("due", "due", "期限", "its last day"),
    ("agencies", "bodies", "责任单位", "its bodies, the lead first"),
    ("status", "status", "状态", "still to do with its modality, or reported as done"),
)

LINKS_SIDE_BY_SIDE = Table(
    "links",
    LINKS.english,
    LINKS.chinese,
    LINKS.description,
    (
        *(LINKS.column(name) for name in ("verdict", "fields")),
        *(
            Column(f"{side}_{name}", "date" if name == "due" else "string", f"{title.capitalize()} {letter}", f"{sign}{chinese}", f"{letter}: {meaning}")
            for name, title, chinese, meaning in _SIDES
            for side, letter, sign in (("a", "A", "甲"), ("b", "B", "乙"))
        ),
        *(LINKS.column(name) for name in ("a_evidence", "b_evidence", "explanation", "score", "a_doc", "a_id", "b_doc", "b_id", "compared_as")),
    ),
)
"""The columns of links in a workbook: those of LINKS, with what the two rows say side by side."""

SUMMARY = Table(
    "summary",
    "Summary",
    "汇总",
    "One row for each pair of documents and verdict that `check` gave.",
    (
        Column("a_doc", "string", "Document A", "文件甲", "the first argument, or the earlier document"),
        Column("b_doc", "string", "Document B", "文件乙", "the second argument, or the later document"),
        Column("verdict", "string", "Verdict", "结论", "the verdict", VERDICTS),
        Column("count", "integer", "Count", "数量", "how many links have it"),
        Column("meaning", "string", "Meaning", "含义", "the rule in a few words"),
        Column("compared_as", "string", "Compared as", "比较关系", "the relation of B to A, and how it was decided; in the first row of a pair"),
    ),
)

LINEAGE = Table(
    "lineage",
    "Lineages",
    "沿革",
    "One row for each promise through many documents.",
    (
        Column("lineage_id", "string", "Lineage", "沿革编号", "the same for the same promise, whatever documents are compared"),
        Column("indicator", "string", "Indicator", "指标", "what is measured or done, in the words of the first version"),
        _REGION,
        Column("versions", "integer", "Versions", "版本数", "how many rows speak of it"),
        Column("documents", "strings", "Documents", "文件", "the documents in order"),
        Column("first_target", "string", "First target", "最初目标", "the target of the first promise"),
        Column("last_target", "string", "Last target", "最新目标", "the target of the last promise"),
        Column("first_due", "date", "First due", "最初期限", "the last day in the first promise"),
        Column("last_due", "date", "Last due", "最新期限", "the last day in the last promise"),
        Column("target_drift", "number", "Target drift", "目标变动", "last target minus first, in its unit, at base scale"),
        Column(
            "days_drift", "integer", "Days drift", "期限变动天数", "days from the first last day to the last one; empty for a target that is set anew each year"
        ),
        Column("target_drift_last", "number", "Target drift since last", "较上版目标变动", "last target minus that of the version before"),
        Column("days_drift_last", "integer", "Days drift since last", "较上版期限变动天数", "days from the version before"),
        Column(
            "state",
            "string",
            "State",
            "现状",
            "open; overdue (its day is past, nothing reported); fulfilled or unmet by the newest report; reported (results without a promise)",
            ("open", "overdue", "fulfilled", "unmet", "reported"),
        ),
    ),
)

TEXTS = Table(
    "texts",
    "Texts",
    "原文",
    "One row for each text that was read, for files that show texts beside the tables; it is written nowhere else.",
    (_DOC_ID, Column("text", "string", "Text", "原文", "the text that start and end count in")),
)

CHECKED: tuple[Table, ...] = (LINKS, SUMMARY, LINEAGE)
"""The tables that `check` gives."""

EXTRACTED: tuple[Table, ...] = (DOCUMENTS, MENTIONS, STATEMENTS, COMMITMENTS)
"""The tables that `extract` gives."""

TABLES: dict[str, Table] = {t.name: t for t in (*EXTRACTED, *CHECKED)}
"""Every table by name."""


def as_json() -> str:
    """The data dictionary as a JSON document: table → {title, chinese, description, columns: [...]}."""
    dictionary = {
        t.name: {
            "title": t.english,
            "chinese": t.chinese,
            "description": t.description,
            "columns": [
                {"name": c.name, "type": c.type, "title": c.english, "chinese": c.chinese, "description": c.description, "allowed": list(c.allowed)}
                for c in t.columns
            ],
        }
        for t in TABLES.values()
    }
    return json.dumps(dictionary, ensure_ascii=False, indent=1)


def as_markdown() -> str:
    """The data dictionary as Markdown; docs/tables.md is this text."""
    lines = [
        "# Tables",
        "",
        "Written by `python main.py schema --format md`; what stands here is read from `pipeline/write/schema.py`.",
        "",
        "Dates are ISO 8601. `start` and `end` count Unicode code points in the text as the input file holds it, `end` exclusive:",
        "`text` (in commitments `evidence`) is exactly `source[start:end]`. In jsonl empty fields are left out; lists (`strings`) are JSON lists in jsonl,",
        "lists in parquet, and joined by `; ` in csv and xlsx. `number` is a whole number where it is one.",
    ]
    for t in TABLES.values():
        lines += [
            "",
            f"## {t.name} ({t.chinese})",
            "",
            t.description,
            "",
            "| column | type | title | 中文 | meaning | values |",
            "| --- | --- | --- | --- | --- | --- |",
        ]
        lines += [f"| `{c.name}` | {c.type} | {c.english} | {c.chinese} | {c.description} | {' '.join(f'`{a}`' for a in c.allowed)} |" for c in t.columns]
    return "\n".join(lines) + "\n"
