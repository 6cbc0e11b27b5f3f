"""The command line: each command parses, calls one function, prints. Libraries are imported by the command that needs them."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn

import typer
from typer.core import TyperGroup

from pipeline.errors import ConfigurationError, PolicyError

if TYPE_CHECKING:
    from pipeline.batch import Account
    from pipeline.chunks import ChunkRows
    from pipeline.types import Lang
    from pipeline.write.schema import Headers
    from pipeline.write.terminal import Screen


class Commands(TyperGroup):
    """The commands, with the exit codes of the contract: 1 usage or configuration, 2 nothing read, 3 some inputs failed."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command and exit with its code; usage errors give 1."""
        try:
            code = super().main(args, prog_name, complete_var, standalone_mode=False, windows_expand_args=windows_expand_args, **extra)
        except Exception as error:
            if not hasattr(error, "show"):  # what Typer itself reports: a wrong option, a missing argument
                raise
            error.show()
            code = 1
        if standalone_mode:
            sys.exit(code)
        return code

    def invoke(self, ctx: Any) -> Any:
        """Run a command; our own errors become one line on standard error, a closed pipe ends quietly as in other Unix tools."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except PolicyError as error:
            complain(str(error))
            raise typer.Exit(error.exit_code) from error
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # so that nothing is flushed into it at exit
            raise typer.Exit(141) from None  # 128 + SIGPIPE
        return result


LOOK: dict[str, Any] = {"rich_markup_mode": None, "no_args_is_help": True, "context_settings": {"help_option_names": ["-h", "--help"]}}
"""How the program and its groups of commands explain themselves."""

app = typer.Typer(cls=Commands, add_completion=False, pretty_exceptions_enable=False, **LOOK)

OutputOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="OUT", help="A file (.xlsx .csv .parquet .jsonl .html .duckdb) or a folder. [default: a table on the terminal]"),
]
LangOption = Annotated[Literal["auto", "zh", "en"], typer.Option("--lang", help="Language of the documents; auto: found in each text.")]
DateOption = Annotated[
    str | None, typer.Option("--doc-date", metavar="YYYY-MM-DD", help="Date from which 今年 or “next month” count. [default: found in each text]")
]
BackendOption = Annotated[
    str,
    typer.Option(
        "--backend", metavar="NAME", help="What finds: rules, or models beside them (spacy:NAME, hanlp:NAME, transformers:NAME, lac, own), joined by +."
    ),
]
JobsOption = Annotated[int, typer.Option(min=0, help="Processes; 0: one per core. The output is the same for any number.")]
MaxBytesOption = Annotated[int | None, typer.Option("--max-bytes", metavar="N", min=1, help="Largest file that is read, in bytes. [default: 100000000]")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no notes; inputs that fail are still named.")]


@app.callback()
def policy() -> None:
    """Read Chinese and English policy texts; give dates, targets, agencies and one table of commitments with evidence.

    \b
    Examples:
      python main.py extract reports/ -o commitments.xlsx
      python main.py show report.txt
      python main.py COMMAND --help

    Exit codes: 0 all read; 1 usage or configuration; 2 nothing could be read; 3 some inputs failed; 4 check found a verdict of --fail-on.
    """


@app.command()
def extract(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT", help="Files, folders, globs, or - for standard input.")],
    output: OutputOption = None,
    lang: LangOption = "auto",
    doc_date: DateOption = None,
    backend: BackendOption = "rules",
    jobs: JobsOption = 1,
    table_format: Annotated[
        Literal["jsonl", "csv", "parquet"] | None, typer.Option("--format", help="Format of the tables in a folder. [default: jsonl]")
    ] = None,
    headers: Annotated[
        Literal["en", "zh"] | None, typer.Option(help="Header cells of xlsx and csv: names or Chinese titles; language of html. [default: en]")
    ] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="YYYY-MM-DD", help="Day from which something is overdue, in .xlsx and .html. [default: nothing is]")
    ] = None,
    profile: Annotated[Literal["tables", "ledger"], typer.Option(help="Lay-out of .xlsx: all tables, or the one sheet of a supervision office.")] = "tables",
    template: Annotated[Path | None, typer.Option(metavar="LEDGER.xlsx", help="Workbook whose own columns are filled; OUT.xlsx is the filled copy.")] = None,
    engine: Annotated[Literal["local", "dask", "spark"], typer.Option(help="What runs the work: this machine, or a cluster (OUT is then a folder).")] = "local",
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Of the cluster, as tcp://host:8786 or local[2]. [default: one on this machine]")
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a run that was cut short (OUT.parts is there).")] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Write over OUT even where people changed it and did not apply it (review apply).")] = False,
    save_text: Annotated[
        Path | None, typer.Option("--save-text", metavar="DIR", help="Write the texts that offsets count in, a .txt for each document.")
    ] = None,
    max_bytes: MaxBytesOption = None,
    strict: Annotated[bool, typer.Option("--strict", help="Stop with exit code 3 at the first input that fails; leave no output.")] = False,
    quiet: QuietOption = False,
) -> None:
    """Extract the commitments of documents.

    A file OUT holds the commitments (.xlsx: a sheet for each table); a folder OUT holds a file for each of the tables
    commitments, statements, mentions and documents.

    \b
    Examples:
      python main.py extract report.txt
      python main.py extract reports/ "more/*.txt" -o commitments.xlsx --headers zh
      python main.py extract reports/ -o tables/ --format parquet --jobs 0
      python main.py extract plan.pdf annex.docx pages.zip -o tables/ --save-text texts/
      python main.py extract notices/ -o ledger.xlsx --profile ledger --as-of 2024-06-30
      python main.py extract notices/ -o filled.xlsx --template ledger.xlsx
      python main.py extract reports/ -o report.html --headers zh
      cat notice.txt | python main.py extract - -o notice.jsonl --doc-date 2022-01-26
    """
    from pipeline.backends import check_backend
    from pipeline.batch import Account
    from pipeline.job import Job, to_output, to_screen
    from pipeline.progress import shown
    from pipeline.write.texts import saved

    check_backend(backend)
    account = Account()
    job = Job(tuple(inputs), language(lang), iso_date(doc_date), jobs, engine, scheduler, strict, resume, overwrite, max_bytes=max_bytes, backend=backend)

    def watch(rows: Iterator[ChunkRows], job: Job) -> Iterator[ChunkRows]:
        return shown(rows, files=job.files() if sys.stderr.isatty() else (), quiet=quiet)

    with saved(job, save_text) as job:
        if output is None:
            with screen(table_format, headers, as_of, profile, template) as out:
                to_screen(job, account, out.add, watch)
                close(account, output, quiet=quiet)
        else:
            from pipeline.write.output import Output

            day = iso_date(as_of, "--as-of")
            written = Output(
                output, folder_format=table_format, headers=headers, as_of=date.fromisoformat(day) if day else None, profile=profile, template=template
            )
            told = (lambda _: None) if quiet else complain
            to_output(job, account, written, watch, kept=complain, told=told, close=lambda: close(account, output, quiet=quiet))
    raise typer.Exit(account.exit_code)


@app.command()
def show(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A document, or - for standard input.")],
    lang: LangOption = "auto",
    doc_date: DateOption = None,
    backend: BackendOption = "rules",
    why: Annotated[bool, typer.Option("--why", help="Name the rule behind every mention and row.")] = False,
    max_bytes: MaxBytesOption = None,
    quiet: QuietOption = False,
) -> None:
    """Show a text with what was found in it.

    Mentions and commitments are coloured, the rows stand below.

    \b
    Examples:
      python main.py show report.txt
      python main.py show report.txt --why | less
    """
    from pipeline.backends import check_backend
    from pipeline.batch import Account, extractions
    from pipeline.show import show as show_document
    from pipeline.write.terminal import console

    check_backend(backend)
    account, screen = Account(), console()
    for extraction in extractions([file], account, lang=language(lang), doc_date=iso_date(doc_date), max_bytes=max_bytes, backend=backend):
        if not extraction.document.problem:
            show_document(extraction, screen, why=why)
    close(account, None, quiet=quiet)
    raise typer.Exit(account.exit_code)


@app.command()
def check(
    inputs: Annotated[list[str], typer.Argument(metavar="A B [C ...]", help="Documents, commitments tables, folders of tables, globs.")],
    output: OutputOption = None,
    relation: Annotated[
        Literal["auto", "translation", "successor", "report_on"],
        typer.Option(help="What B is to A: a translation, a later plan, a report on it; auto: decided from languages, dates, titles and numbers."),
    ] = "auto",
    explain_lang: Annotated[Literal["en", "zh"], typer.Option(help="Language of the explanations.")] = "en",
    tolerance: Annotated[str, typer.Option(help="How far 左右 and “about” reach: default (5 %, 0.3 points), wide (10 %, 0.5), strict (0).")] = "default",
    fail_on: Annotated[str, typer.Option(metavar="VERDICT,...", help="Exit with code 4 where one of these verdicts was given.")] = "",
    lang: LangOption = "auto",
    doc_date: DateOption = None,
    backend: BackendOption = "rules",
    embed: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Sentence embeddings across languages: universal, own or transformers:NAME. [default: universal, where installed]"),
    ] = None,
    table_format: Annotated[
        Literal["jsonl", "csv", "parquet"] | None, typer.Option("--format", help="Format of the tables in a folder. [default: jsonl]")
    ] = None,
    headers: Annotated[
        Literal["en", "zh"] | None, typer.Option(help="Header cells of xlsx and csv: names or Chinese titles; language of html. [default: en]")
    ] = None,
    max_bytes: MaxBytesOption = None,
    quiet: QuietOption = False,
) -> None:
    """Compare the commitments of documents.

    Each pair of commitments that speak of the same thing gets a verdict with its reasons; what only one side has is listed too.
    Tables may have been edited: columns in any order, rows deleted, own columns added. More than two inputs are compared in the
    order of their dates, and the table lineage tells what became of each promise.

    \b
    Examples:
      python main.py check plan_zh.txt plan_en.txt --relation translation
      python main.py check plan2020.xlsx plan2025.txt -o links.xlsx --explain-lang zh
      python main.py check plan.txt report.txt --fail-on unmet,status_conflict
      python main.py check "years/*.parquet" -o lineages/
      python main.py check plan_zh.txt plan_en.txt -o compared.html
    """
    from pipeline.backends import check_backend
    from pipeline.checker.command import check_inputs

    check_backend(backend)
    given = check_inputs(
        inputs,
        relation=relation,
        explain_lang=explain_lang,
        tolerance=tolerance,
        fail_on=fail_on,
        lang=language(lang),
        doc_date=iso_date(doc_date),
        embed=embed,
        max_bytes=max_bytes,
        backend=backend,
    )
    if output is not None and output.suffix.lower() == ".html":
        from pipeline.report.command import write_links_page
        from pipeline.report.read import Reading

        write_links_page(given, output, table_format, headers, Reading(language(lang), iso_date(doc_date), max_bytes, backend))
    else:
        given.write(output, table_format, headers)
    for note in given.notes if not quiet else ():
        complain(note)
    for source, problem in given.failed:
        complain(f"{source}: {problem}")
    raise typer.Exit(given.exit_code)


@app.command()
def report(
    inputs: Annotated[list[str], typer.Argument(metavar="TABLES...", help="Folders that extract wrote, commitments tables, or documents.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="OUT", help="The page (.html) or the calendar (.ics).")],
    links: Annotated[str | None, typer.Option(metavar="LINKS", help="What check -o wrote: shown side by side, and first.")] = None,
    texts: Annotated[
        Path | None, typer.Option(metavar="DIR", help="The source texts: what --save-text wrote, or the documents. [default: as found beside the tables]")
    ] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="YYYY-MM-DD", help="The day against which rows are overdue. [default: date of the newest document]")
    ] = None,
    lang: Annotated[Literal["en", "zh"], typer.Option("--lang", help="The language that the page opens in; it has a switch.")] = "en",
    title: Annotated[str | None, typer.Option(help="What stands above the page, or names the calendar.")] = None,
    report_format: Annotated[Literal["html", "ics"] | None, typer.Option("--format", help="What to write. [default: by the name of OUT]")] = None,
    everything: Annotated[bool, typer.Option("--all", help="In a calendar, achieved and rejected rows too.")] = False,
    max_bytes: MaxBytesOption = None,
    quiet: QuietOption = False,
) -> None:
    """Show tables as a page with the texts beside them, or as a calendar of deadlines.

    The page is one file that loads nothing from anywhere: a table to sort and filter, the source text with its marks, deadlines
    by year, tasks by agency, and what check found side by side.

    \b
    Examples:
      python main.py report tables/ -o report.html --texts reports/
      python main.py report commitments.xlsx -o report.html --lang zh --title 台账 --as-of 2025-06-30
      python main.py report tables/ -o report.html --links links.jsonl
      python main.py report plan.txt -o deadlines.ics
    """
    from pipeline.report.command import ReportOptions, write_report
    from pipeline.report.page import PageOptions

    options = ReportOptions(PageOptions(lang, title, iso_date(as_of, "--as-of"), "links" if links else "table"), links, texts, everything)
    account = write_report(inputs, output, options, wanted=report_format, max_bytes=max_bytes)
    close(account, output, quiet=quiet)
    raise typer.Exit(account.exit_code)


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="A folder of gold files: NAME.json beside NAME.txt.")],
    tables: Annotated[Path | None, typer.Argument(metavar="TABLES", help="A folder that extract wrote. [default: the texts in GOLD are extracted now]")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    errors: Annotated[bool, typer.Option("--errors", help="Print every difference.")] = False,
    by_document: Annotated[bool, typer.Option("--by-document", help="Print the figures of each document too.")] = False,
    backend: BackendOption = "rules",
) -> None:
    """Measure precision, recall and F1 against gold.

    GOLD is a folder of texts (NAME.txt) and what should be found in them (NAME.json); where it or its folder pairs holds pairs of
    documents (PAIR_NAME.json), links and verdicts of check are measured too, from gold rows and from extracted ones.

    \b
    Examples:
      python main.py evaluate data/gold
      python main.py evaluate data/gold tables/ --by-document
      python main.py evaluate data/gold --errors --json > figures.json
    """
    import json

    from pipeline.backends import check_backend
    from pipeline.evaluate.pairs import as_text as pairs_text
    from pipeline.evaluate.pairs import evaluate_pairs, holds_only_pairs
    from pipeline.evaluate.report import as_text
    from pipeline.evaluate.report import evaluate as measure

    check_backend(backend)
    pairs = evaluate_pairs(gold, tables, backend=backend)
    pair_figures = {name.replace(" ", "_"): tally.figures() for name, tally in pairs.items()}
    if holds_only_pairs(gold):
        typer.echo(json.dumps(pair_figures, indent=1) if as_json else pairs_text(pairs, errors=errors, by_verdict=True))
        return
    result = measure(gold, tables, backend=backend)
    if as_json:
        figures = result.as_json(by_document=by_document, errors=errors) | pair_figures
        typer.echo(json.dumps(figures, ensure_ascii=False, indent=1))
    else:
        typer.echo(as_text(result, by_document=by_document, errors=errors))
        if pairs:
            typer.echo(pairs_text(pairs, errors=errors, by_verdict=by_document))
    for doc_id, problem in result.failed:
        complain(f"{doc_id}: {problem}")
    raise typer.Exit(3 if result.failed else 0)


review = typer.Typer(help="Take people's corrections of a table back, and keep them.", **LOOK)
app.add_typer(review, name="review")


@review.command("apply")
def review_apply(
    edited: Annotated[Path, typer.Argument(metavar="EDITED", help="The commitments table as people left it (.xlsx .csv .jsonl .parquet).")],
    tables: Annotated[Path, typer.Argument(metavar="TABLES", help="The folder or file that extract wrote and EDITED was made from.")],
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="OUT", help="Where the rows go. [default: TABLES]")] = None,
    by: Annotated[str | None, typer.Option(metavar="NAME", help="Who decided, where the column reviewed_by is empty.")] = None,
    deleted: Annotated[Literal["keep", "reject"], typer.Option(help="What becomes of rows that EDITED no longer has.")] = "keep",
    gold: Annotated[Path | None, typer.Option(metavar="DIR", help="Write gold files of documents all of whose rows were decided.")] = None,
    texts: Annotated[Path | None, typer.Option(metavar="DIR", help="Where the texts are. [default: where --save-text wrote them]")] = None,
    quiet: QuietOption = False,
) -> None:
    """Put the decisions of an edited table into the tables and keep them beside these.

    A changed cell is a correction, a row without an id is a new one. The next extract into TABLES keeps what was decided.

    \b
    Examples:
      python main.py review apply edited.xlsx tables/ --by 王敏
      python main.py review apply edited.xlsx commitments.xlsx -o reviewed.xlsx
      python main.py review apply edited.xlsx tables/ --gold gold/ --texts texts/
    """
    from pipeline.review.command import apply_edited

    told = apply_edited(edited, tables, output, by=by, today=date.today(), deleted=deleted, gold=gold, texts=texts)
    for note in told.notes if not quiet else ():
        complain(note)


@review.command("status")
def review_status(tables: Annotated[Path, typer.Argument(metavar="TABLES", help="A folder or file that extract wrote.")]) -> None:
    """Count the rows that were accepted, corrected and rejected and those that are open, by document and by person.

    \b
    Examples:
      python main.py review status tables/
    """
    from pipeline.review.command import status_lines
    from pipeline.write.terminal import visible

    for line in status_lines(tables):
        typer.echo(visible(line))


@app.command()
def schema(
    dictionary_format: Annotated[Literal["md", "json"], typer.Option("--format", help="Markdown or JSON.")] = "md",
) -> None:
    """Print the data dictionary.

    Every table and column, its type, meaning and values.

    \b
    Examples:
      python main.py schema
      python main.py schema --format json > schema.json
    """
    from pipeline.write.schema import as_json, as_markdown

    typer.echo(as_json() if dictionary_format == "json" else as_markdown(), nl=dictionary_format == "json")


models = typer.Typer(**LOOK)
app.add_typer(models, name="models")


@models.callback()
def models_command() -> None:
    """List, fetch, check and train models for --backend and --embed.

    \b
    Examples:
      python main.py models list
      python main.py models fetch spacy:en_core_web_sm
      python main.py models COMMAND --help
    """


@models.command("list")
def models_list() -> None:
    """List the models of the registry: task, languages, licence, whether they are here, measured figures.

    \b
    Example:
      python main.py models list
    """
    from pipeline.models.registry import registry
    from pipeline.models.show import listed

    for line in listed(registry()):
        typer.echo(line)


@models.command("info")
def models_info(name: Annotated[str, typer.Argument(metavar="NAME", help="A model of the list.")]) -> None:
    """Tell all that is known of a model.

    \b
    Example:
      python main.py models info lac
    """
    from pipeline.models.registry import model_named
    from pipeline.models.show import described

    for line in described(model_named(name)):
        typer.echo(line)


@models.command("fetch")
def models_fetch(names: Annotated[list[str], typer.Argument(metavar="NAME...", help="Models of the list.")]) -> None:
    """Get models from where they are published; the only command that opens a connection.

    They lie where their libraries keep them (variables HF_HOME, HANLP_HOME; packages beside this Python's others).

    \b
    Examples:
      python main.py models fetch lac spacy:en_core_web_sm
      HANLP_HOME=/data/hanlp python main.py models fetch hanlp:MSRA_NER_ELECTRA_SMALL_ZH
    """
    from pipeline.models.fetch import fetch
    from pipeline.models.registry import model_named

    for model in [model_named(name) for name in names]:
        fetch(model, say=complain)


@models.command("train")
def models_train(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The model: own.")],
    data: Annotated[list[Path], typer.Option(metavar="DIR", help="A folder of gold files (NAME.json beside NAME.txt); may be given again.")],
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Where the model goes. [default: models/own]")] = None,
    corpus: Annotated[Path | None, typer.Option(metavar="DIR", help="Texts that nobody annotated, to learn the languages from.")] = None,
    add: Annotated[list[Path] | None, typer.Option(metavar="FILE", help="Reviewed rows, as review apply --gold writes them; may be given again.")] = None,
    minutes: Annotated[float, typer.Option(min=0.01, help="How long it may take.")] = 60,
    device: Annotated[Literal["cpu", "cuda"], typer.Option(help="Where it is reckoned.")] = "cpu",
    seed: Annotated[int, typer.Option(help="The same seed and steps give the same model.")] = 7,
) -> None:
    """Train the project's own model again.

    \b
    Examples:
      python main.py models train own --data data/gold --corpus texts/ --minutes 120
      python main.py models train own --data data/gold --add reviewed.json --out my_model/
    """
    from pipeline.models.train import train

    train(name, data, out, corpus=corpus, add=add or (), minutes=minutes, device=device, seed=seed, say=complain)


@models.command("verify")
def models_verify(
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME...]", help="Models of the list. [default: all that are here]")] = None,
) -> None:
    """Compare the files of models with what was published; exit code 3 where one differs.

    \b
    Examples:
      python main.py models verify
      python main.py models verify lac
    """
    from pipeline.models.fetch import files, verified
    from pipeline.models.registry import model_named, registry

    wanted = [model_named(name) for name in names] if names else [m for m in registry() if files(m)]
    bad = False
    for model in wanted:
        states = list(verified(model))
        for file in states:
            if file.state == "bad":
                complain(f"{model.backend}: {file.path} is not what was published (sha256 {file.sha256})")
        counts = {state: sum(f.state == state for f in states) for state in ("good", "bad", "unknown")}
        said = ", ".join(f"{n} {state}" for state, n in counts.items() if n) or "not here"
        typer.echo(f"{model.backend}: {said}")
        bad |= bool(counts["bad"]) or not states
    raise typer.Exit(3 if bad else 0)


def language(lang: Literal["auto", "zh", "en"]) -> Lang | None:
    """The language given, or None where it is to be found."""
    return None if lang == "auto" else lang


def iso_date(text: str | None, option: str = "--doc-date") -> str | None:
    """The date as given, if it is one; `option` is what the message names."""
    from pipeline.write.tables import day

    if text is not None and (len(text) != len("YYYY-MM-DD") or day(text) is None):
        raise ConfigurationError(f"{option} {text}: give a date as YYYY-MM-DD")
    return text


def screen(table_format: str | None, headers: Headers | None, as_of: str | None, profile: str, template: Path | None) -> Screen:
    """Where rows go without an output: the terminal."""
    if table_format or headers:
        raise ConfigurationError("--format and --headers need an output: -o OUT")
    if as_of or profile == "ledger" or template:
        raise ConfigurationError("--as-of, --profile and --template need a workbook: -o OUT.xlsx")
    from pipeline.write.terminal import Screen

    return Screen()


def close(account: Account, output: Path | None, *, quiet: bool) -> None:
    """Say on standard error what failed and what was passed over; raise where nothing was read."""
    for doc_id, problem in account.failed:
        complain(f"{doc_id}: {problem}")
    if account.skipped and not quiet:
        complain("1 file of an unknown kind passed over" if len(account.skipped) == 1 else f"{len(account.skipped)} files of unknown kinds passed over")
    if account.unlocated and not quiet:
        complain(f"{account.unlocated} bodies that models proposed do not stand where they say and were dropped")
    account.settle()
    if output is not None and not quiet and sys.stderr.isatty():
        complain(f"{account.read} documents, {account.commitments} commitments → {output}")


def complain(message: str) -> None:
    """One line on standard error, controls made visible."""
    from pipeline.write.terminal import visible

    typer.echo(visible(message), err=True)


def run() -> NoReturn:
    """Run the command line; SIGTERM unwinds, so that nothing half written is left."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    app()
    sys.exit()


if __name__ == "__main__":
    run()
