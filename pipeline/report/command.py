"""What does `main.py report` do with its arguments, and `check` with an output that is a page?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pipeline.batch import Account
from pipeline.errors import ConfigurationError
from pipeline.read.inputs import STDIN
from pipeline.report.page import PageOptions, page
from pipeline.report.read import Reading, nothing_in, read_report, resolved
from pipeline.write.links import check_tables
from pipeline.write.output import write_whole

if TYPE_CHECKING:
    from pipeline.checker.command import Checked
    from pipeline.write.schema import Headers

ReportFormat = Literal["html", "ics"]
_FORMATS: dict[str, ReportFormat] = {".html": "html", ".htm": "html", ".ics": "ics"}


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """What a report is to be; `everything` keeps achieved and rejected rows in a calendar."""

    page: PageOptions
    links: str | None = None
    texts: Path | None = None
    everything: bool = False


def report_format(output: Path, wanted: ReportFormat | None) -> ReportFormat:
    """What is to be written, by the name of the output or as wanted; raises ConfigurationError where neither says it, or both differently."""
    by_name = _FORMATS.get(output.suffix.lower())
    if by_name is None and wanted is None:
        raise ConfigurationError(f"{output}: a report ends in .html (the page) or .ics (the calendar); or say --format html or ics")
    if by_name is not None and wanted is not None and by_name != wanted:
        raise ConfigurationError(f"{output}: --format {wanted} contradicts the suffix {output.suffix}")
    return wanted or by_name or "html"


def write_report(inputs: Sequence[str], output: Path, options: ReportOptions, *, wanted: ReportFormat | None = None, max_bytes: int | None = None) -> Account:
    """Write the report of these tables or documents; the account says what could not be read. Raises InputError where nothing could be."""
    kind = report_format(output, wanted)
    account = Account()
    rows = read_report(inputs, account, links=options.links, texts=options.texts, reading=Reading(max_bytes=max_bytes))
    if (problem := nothing_in(rows, inputs)) is not None:
        raise problem
    if kind == "ics":
        from pipeline.report.calendar import calendar

        made = calendar(rows, lang=options.page.lang, title=options.page.title, as_of=options.page.as_of, everything=options.everything)
    else:
        made = page(rows, options.page)
    write_whole(output, made)
    return account


def write_links_page(checked: Checked, output: Path, folder_format: str | None, headers: Headers | None, reading: Reading) -> None:
    """Write the page of what `check` compared, links first. Inputs that could not be read are not on it."""
    if folder_format is not None:
        raise ConfigurationError(f"{output}: --format {folder_format} contradicts the suffix {output.suffix}; --format is for folders")
    if STDIN in checked.inputs:
        raise ConfigurationError(f"{output}: the page shows the texts, and standard input cannot be read twice; give it as a file")
    failed = {source for source, _ in checked.failed}
    rows = read_report([i for i in checked.inputs if i not in failed], Account(), reading=reading)
    links = check_tables(checked.findings.checks, checked.findings.lineages, checked.explain_lang, side_by_side=False)["links"]
    rows["links"] = resolved(links, rows["commitments"])
    write_whole(output, page(rows, PageOptions(headers or checked.explain_lang, first="links")))
