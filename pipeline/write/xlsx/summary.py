"""What do the rows come to? Counts by status, year, agency and document as formulas that follow edits, with charts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from pipeline.write.schema import REVIEWS, REVIEWS_ZH, Headers
from pipeline.write.tables import Row, day, joined
from pipeline.write.xlsx.cells import FIRST_DATE, write_text
from pipeline.write.xlsx.charts import Charts
from pipeline.write.xlsx.sheet import TableSheet
from pipeline.write.xlsx.summary_words import WORDS

_AGENCIES, _DOCUMENTS, _YEARS = 20, 50, 30
"""The most lines that a block has; what is left is one line."""
LIVE_ROWS = 20_000
"""Past this many rows agencies and documents are figures: as formulas they would make every edit wait."""
SOON = 30
"""Days before its last day from which something is due soon."""

_STATUS = ("committed", "achieved")
_KINDS = {"committed": ("status", "committed"), "achieved": ("status", "achieved")} | {m: ("modality", m) for m in ("binding", "planned", "aspirational")}

Criterion = tuple[str, str]
"""A column and what its cells must be, as COUNTIFS takes it."""

_NOT_REJECTED: tuple[Criterion, ...] = (("review", '"<>reject"'), ("review", f'"<>{REVIEWS_ZH["reject"]}"'))


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and the formula that gives it anew."""

    value: int
    formula: str | None = None


class SummarySheet:
    """Counts rows as they come and writes the sheet at the end; rows that were rejected count nowhere."""

    def __init__(self, book: Workbook, headers: Headers, as_of: date | None) -> None:
        self._book = book
        self._words = WORDS[headers]
        self._as_of = as_of
        self.page = book.add_worksheet(self._words["sheet"])
        self.rows = 0
        self._kinds: Counter[str] = Counter()
        self._reviews: Counter[str] = Counter()
        self._years: Counter[tuple[int, str]] = Counter()
        self._agencies: Counter[tuple[str, str]] = Counter()
        self._documents: Counter[tuple[str, str]] = Counter()
        self._due: Counter[str] = Counter()
        self._at = 0
        self._sheet: TableSheet

    def count(self, row: Row) -> None:
        """Take a commitment into account."""
        self.rows += 1
        review = str(row.get("review", ""))
        self._reviews[review] += 1
        if review == "reject":
            return
        status = str(row.get("status"))
        self._kinds[status] += 1
        self._kinds[str(row.get("modality"))] += 1
        due = day(str(row.get("due")))
        if due is not None and due >= FIRST_DATE:
            self._years[due.year, status] += 1
            if self._as_of is not None and status == "committed":
                self._due[_when(due, self._as_of)] += 1
        for name in dict.fromkeys(a for cell in (row.get("agencies"),) if isinstance(cell, list) for a in cell):
            self._agencies[name, status] += 1
        self._documents[joined(row.get("doc_id", "")), status] += 1

    def finish(self, sheet: TableSheet) -> None:
        """Write the sheet; `sheet` is that of the commitments."""
        self._sheet = sheet
        words, page = self._words, self.page
        page.set_column(0, 0, 44)
        page.set_column(1, 2, 13)
        page.set_column(3, 3, 3)
        page.hide_gridlines(2)
        page.write_string(0, 0, words["title"], self._look(bold=True, font_size=16))
        page.set_row(0, 26)
        page.write_string(1, 0, words["note"], self._look(font_color="#8A8F94"))
        self._at = 2
        if self._as_of is not None:
            page.write_string(2, 0, words["as of"], self._look(bold=True))
            page.write_datetime(2, 1, self._as_of, self._look(bold=True, num_format="yyyy-mm-dd", align="center", bg_color="#FFFBE6", border=1))
            self._at = 3
        charts = Charts(self._book, page, words)
        kinds = self._block("by status", ("rows",), [(words[k], [self._counted(self._kinds[k], (c, f'"{w}"'))]) for k, (c, w) in _KINDS.items()])
        modality = range(kinds.start + 2, kinds.stop)
        charts.doughnut(modality, [words[k] for k in list(_KINDS)[2:]], [self._kinds[k] for k in list(_KINDS)[2:]])
        if self._as_of is not None:
            self._block("by date", ("rows",), [(words[when], [self._counted(self._due[when], *c)]) for when, c in self._dated()])
        years = self._block("by year", _STATUS, list(self._by_year()))
        if self._years:
            names, numbers = self._shown_years()
            charts.columns(years, [str(n) for n in names], numbers)
        agencies = self._top(self._agencies, _AGENCIES)
        bars = self._block("by agency", _STATUS, [(name, [self._for_agency(name, s) for s in _STATUS]) for name in agencies])
        if agencies:
            charts.bars(bars, agencies, [[self._agencies[name, s] for name in agencies] for s in _STATUS])
        documents = self._top(self._documents, _DOCUMENTS)
        lines: list[tuple[str | int, Sequence[Figure]]] = [(name, [self._for_document(name, s) for s in _STATUS]) for name in documents]
        left = [self._kinds[s] - sum(self._documents[name, s] for name in documents) for s in _STATUS]
        if any(left):
            lines.append((words["others"], [Figure(n) for n in left]))
        self._block("by document", _STATUS, lines)
        self._block("by review", ("rows",), list(self._by_review()))
        page.set_portrait()
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        page.print_area(0, 0, max(self._at, charts.last_row), charts.last_column)
        page.set_footer("&L&8&A&R&8&P / &N")

    def _block(self, title: str, columns: Sequence[str], lines: Sequence[tuple[str | int, Sequence[Figure]]]) -> range:
        """Write a block with its header line; gives the rows of its lines."""
        words, self._at = self._words, self._at + 1
        header = {"bold": True, "font_color": "#FFFFFF", "bg_color": "#33475B"}
        self.page.write_string(self._at, 0, words[title], self._look(**header))
        for n, column in enumerate(columns, 1):
            self.page.write_string(self._at, n, words[column], self._look(**header, align="right"))
        begin = self._at + 1
        for at, (name, figures) in enumerate(lines, begin):
            if isinstance(name, int):
                self.page.write_number(at, 0, name, self._look(align="left", bottom=4, bottom_color="#D0D5DA"))
            else:
                write_text(self.page, at, 0, name, self._look(bottom=4, bottom_color="#D0D5DA"))
            for n, figure in enumerate(figures, 1):
                look = self._look(num_format="#,##0", bottom=4, bottom_color="#D0D5DA")
                if figure.formula is None:
                    self.page.write_number(at, n, figure.value, look)
                else:
                    self.page.write_formula(at, n, figure.formula.replace("{row}", str(at + 1)), look, figure.value)
        self._at = begin + len(lines)
        return range(begin, self._at)

    def _look(self, **look: object) -> Format:
        return self._book.add_format(look)

    def _counted(self, value: int, *criteria: Criterion) -> Figure:
        """How many rows fulfil the criteria and were not rejected: summed over the sheets that the table is on."""
        wanted = (*criteria, *_NOT_REJECTED)
        columns = [self._sheet.places(column) for column, _ in wanted]
        sheets = zip(*columns, strict=True)
        sums = ["COUNTIFS(" + ",".join(f"{place},{what}" for place, (_, what) in zip(places, wanted, strict=True)) + ")" for places in sheets]
        return Figure(value, "=" + "+".join(sums))

    def _dated(self) -> Iterable[tuple[str, tuple[Criterion, ...]]]:
        status: Criterion = ("status", '"committed"')
        soon, year = f"$B$3+{SOON}", "DATE(YEAR($B$3),12,31)"
        yield "overdue", (status, ("due", '"<"&$B$3'))
        yield "soon", (status, ("due", '">="&$B$3'), ("due", f'"<="&{soon}'))
        yield "this year", (status, ("due", f'">"&{soon}'), ("due", f'"<="&{year}'))
        yield "later", (status, ("due", f'">"&MAX({soon},{year})'))

    def _shown_years(self) -> tuple[list[int], list[list[int]]]:
        """The last years that something is due in and the counts of each status; what is earlier stands in the first."""
        years = sorted({year for year, _ in self._years})
        shown = years[-_YEARS:]
        counts = [[self._years[year, s] for year in shown] for s in _STATUS]
        for n, s in enumerate(_STATUS):
            counts[n][:1] = [sum(self._years[year, s] for year in years if year <= shown[0])] if shown else []
        return shown, counts

    def _by_year(self) -> Iterable[tuple[str | int, Sequence[Figure]]]:
        shown, counts = self._shown_years()
        many = len({year for year, _ in self._years}) > _YEARS
        for n, year in enumerate(shown):
            until: Criterion = ("due", f'"<="&DATE({year},12,31)')
            since: tuple[Criterion, ...] = () if many and n == 0 else (("due", f'">="&DATE({year},1,1)'),)
            name: str | int = f"≤ {year}" if many and n == 0 else year
            yield name, [self._counted(counts[k][n], *since, until, ("status", f'"{s}"')) for k, s in enumerate(_STATUS)]
        above = f"{{column}}{self._at + 3}:{{column}}{self._at + 2 + len(shown)}" if shown else "0"
        none = []
        for k, s in enumerate(_STATUS):
            everything = self._counted(0, ("status", f'"{s}"')).formula
            none.append(Figure(self._kinds[s] - sum(counts[k]), f"{everything}-SUM({above.replace('{column}', 'BC'[k])})"))
        yield self._words["no date"], none

    def _by_review(self) -> Iterable[tuple[str, Sequence[Figure]]]:
        """How far people are: here rejected rows count too."""
        places = self._sheet.places("review")
        total = "+".join(f"COUNTA({p})" for p in self._sheet.places("status"))
        for word in REVIEWS:
            sums = [f'COUNTIF({p},"{said}")' for p in places for said in (word, REVIEWS_ZH[word])]
            yield self._words[word], [Figure(self._reviews[word], "=" + "+".join(sums))]
        yield self._words["not reviewed"], [Figure(self._reviews[""], f"={total}-" + "-".join(f"COUNTA({p})" for p in places))]

    def _top(self, counted: Counter[tuple[str, str]], most: int) -> list[str]:
        totals: Counter[str] = Counter()
        for (name, _), n in counted.items():
            totals[name] += n
        return [name for name, _ in totals.most_common(most)]

    def _for_agency(self, name: str, status: str) -> Figure:
        """Cells hold lists: a name is looked for between separators, letter for letter."""
        if self.rows > LIVE_ROWS:
            return Figure(self._agencies[name, status])
        parts = [
            f'SUMPRODUCT(({s}="{status}")*({r}<>"reject")*({r}<>"{REVIEWS_ZH["reject"]}")*ISNUMBER(FIND("; "&$A{{row}}&"; ","; "&{a}&"; ")))'
            for s, r, a in zip(*(self._sheet.places(c) for c in ("status", "review", "agencies")), strict=True)
        ]
        return Figure(self._agencies[name, status], "=" + "+".join(parts))

    def _for_document(self, name: str, status: str) -> Figure:
        """The name is compared letter for letter: as a criterion of COUNTIFS, signs such as * and < in it would mean something else."""
        if self.rows > LIVE_ROWS:
            return Figure(self._documents[name, status])
        parts = [
            f'SUMPRODUCT(({s}="{status}")*({r}<>"reject")*({r}<>"{REVIEWS_ZH["reject"]}")*({d}=$A{{row}}))'
            for s, r, d in zip(*(self._sheet.places(c) for c in ("status", "review", "doc_id")), strict=True)
        ]
        return Figure(self._documents[name, status], "=" + "+".join(parts))


def _when(due: date, as_of: date) -> str:
    """When a day is, seen from another one.

    >>> [_when(date(2024, m, d), date(2024, 6, 1)) for m, d in ((5, 31), (6, 1), (7, 2))], _when(date(2025, 1, 1), date(2024, 6, 1))
    (['overdue', 'soon', 'this year'], 'later')
    """
    if due < as_of:
        return "overdue"
    if due <= as_of + timedelta(days=SOON):
        return "soon"
    return "this year" if due.year <= as_of.year else "later"
