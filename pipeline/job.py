"""How does a whole run of `extract` go? From inputs through an engine into an output, so that it can be cut short and go on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.batch import Account, rows_of_chunks
from pipeline.chunks import ChunkRows, Item
from pipeline.engines import engine_named
from pipeline.errors import ConfigurationError
from pipeline.read.inputs import STDIN
from pipeline.review.again import NEEDED, kept_for
from pipeline.types import Document, Lang
from pipeline.write.manifest import Manifest
from pipeline.write.output import Output
from pipeline.write.parts import PartedOutput, rows_in_lines
from pipeline.write.tables import Tables

Watch = Callable[[Iterator[ChunkRows], "Job"], Iterator[ChunkRows]]
"""Looks at chunks as they pass: the progress line."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be read and how. `prepared` is what happens to each document before it is worked on (its text is saved, say).

    `overwrite` lets changes be lost that people made in the output and did not apply; `max_bytes` is the most that a file may have;
    `texts` names the folder that texts are saved in, which rows refer to.
    """

    inputs: tuple[str, ...]
    lang: Lang | None = None
    doc_date: str | None = None
    jobs: int = 1
    engine: str = "local"
    scheduler: str | None = None
    strict: bool = False
    resume: bool = False
    overwrite: bool = False
    prepared: Callable[[Iterator[Document]], Iterator[Document]] | None = None
    max_bytes: int | None = None
    texts: str | None = None
    backend: str = "rules"

    def documents(self, account: Account) -> Iterator[Document]:
        """The documents of the inputs, in reading order."""
        from pipeline.read import limits_of, read

        found = read(self.inputs, lang=self.lang, doc_date=self.doc_date, limits=limits_of(self.max_bytes), on_skip=account.skipped.append)
        return self.prepared(found) if self.prepared else found

    def items(self, account: Account) -> Iterator[Item]:
        """The same, with files that need a reader unopened; not where something is to be done to each document first."""
        from pipeline.read import limits_of, unopened

        if self.prepared:
            return self.documents(account)
        return unopened(self.inputs, lang=self.lang, doc_date=self.doc_date, limits=limits_of(self.max_bytes), on_skip=account.skipped.append)

    def files(self) -> list[Path]:
        """The files that the inputs stand for."""
        from pipeline.read.formats import IN_FOLDERS
        from pipeline.read.inputs import sources

        return [s.path for s in sources(self.inputs, suffixes=IN_FOLDERS) if not s.problem]

    def manifest(self, output: Output, **more: object) -> Manifest:
        """What tells this run from another one; the number of processes is not part of it."""
        options = {
            "inputs": list(self.inputs),
            "output": output.path.name,
            "format": output.suffix,
            "headers": output.headers,
            "lang": self.lang,
            "doc-date": self.doc_date,
            "backend": self.backend,
            "strict": self.strict,
            "max-bytes": self.max_bytes,
            "save-text": self.texts,
            **output.look.described(),
            **more,
        }
        return Manifest(options, self.files)


def to_screen(job: Job, account: Account, add: Callable[[Tables], None], watch: Watch) -> None:
    """Give the rows of all documents to `add`, a chunk at a time."""
    if job.resume:
        raise ConfigurationError("--resume needs an output: -o OUT")
    if job.engine != "local":
        raise ConfigurationError(f"--engine {job.engine} needs an output: -o FOLDER")
    names = ("documents", "commitments")
    for rows in watch(rows_of_chunks(job.items(account), account, tables=names, jobs=job.jobs, strict=job.strict, backend=job.backend), job):
        add({name: rows_in_lines(lines) for name, lines in rows.lines.items()})


def to_output(
    job: Job,
    account: Account,
    output: Output,
    watch: Watch,
    *,
    kept: Callable[[str], None] = lambda _: None,
    told: Callable[[str], None] = lambda _: None,
    close: Callable[[], None],
) -> None:
    """Write the tables of all documents. `close` is called before they are moved to their place; if it raises, they are not.

    `kept` hears how to go on where a run that was cut short left parts, `told` what became of decisions that people made on the rows before.
    """
    if job.resume and STDIN in job.inputs:
        raise ConfigurationError("--resume: standard input cannot be read again; give it as a file")
    engine = engine_named(job.engine)
    decided = kept_for(output.path, partitioned=engine.partitioned, overwrite=job.overwrite)
    if engine.partitioned:
        engine.run(job, account, output, watch, close, kept)
        return
    if job.scheduler:
        raise ConfigurationError("--scheduler is for --engine dask and spark")
    manifest = job.manifest(output, **({"decisions": decided.digest} if decided and decided.decisions else {}))
    parted = PartedOutput(output, manifest, account, resume=job.resume, keep=STDIN not in job.inputs)
    try:
        with parted:
            if decided and parted.done:
                decided.went_on(parted.folder / "tables" / "commitments.jsonl")
            if parted.complete:
                for _ in job.documents(account) if job.prepared else ():
                    pass  # what is done to documents beside their rows is done again
            else:
                names = output.table_names if decided is None else tuple(dict.fromkeys((*output.table_names, *NEEDED)))
                found = rows_of_chunks(job.items(account), account, tables=names, jobs=job.jobs, strict=job.strict, done=parted.done, backend=job.backend)
                for rows in watch(found if decided is None else decided.put_into(found), job):
                    parted.add(rows)
            close()
            if decided:
                decided.write()
                for note in decided.notes():
                    told(note)
    except BaseException:
        if parted.kept:
            kept(f"{account.read} documents are done and kept in {parted.folder}; the same command with --resume goes on")
        raise
