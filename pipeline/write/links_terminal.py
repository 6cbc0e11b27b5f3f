"""How links look as a table on the terminal: what differs first, then the counts by verdict."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.checker.explain_words import ExplainLang, say
from pipeline.write.links import link_row, summary_rows
from pipeline.write.schema import ALARMING, KEPT, OTHER, VERDICTS, WEAKER
from pipeline.write.terminal import visible

if TYPE_CHECKING:
    from rich.console import Console

    from pipeline.checker.lineage import Lineage
    from pipeline.checker.run import PairCheck

_STYLES = {
    **dict.fromkeys(ALARMING, "bold red"),
    **dict.fromkeys(WEAKER, "yellow"),
    **dict.fromkeys(OTHER, "cyan"),
    **dict.fromkeys(KEPT, "green"),
}


def print_links(checks: Sequence[PairCheck], lineages: Sequence[Lineage], to: Console, lang: ExplainLang) -> None:
    """Print every link of every pair on a line or two, then how often each verdict was given."""
    from rich.table import Table
    from rich.text import Text

    for check in checks:
        to.print(Text(visible(f"{check.a} → {check.b}   {check.why}"), style="bold"), soft_wrap=True)
        table = Table(box=None, padding=(0, 1), header_style="bold", expand=True)
        table.add_column("verdict", width=max(map(len, VERDICTS)))
        for name, ratio in (("A", 2), ("B", 2), ("explanation", 12)):
            table.add_column(name, ratio=ratio, overflow="fold")
        for link in check.links:
            row = link_row(link, check, lang, side_by_side=True)
            sides = [" ".join(str(row[k]) for k in (f"{s}_id", f"{s}_target", f"{s}_due") if k in row) for s in "ab"]
            table.add_row(Text(link.verdict, _STYLES.get(link.verdict, "")), *(Text(visible(s)) for s in sides), Text(visible(link.explanation), "dim"))
        if check.links:
            to.print(table)
        for counted in summary_rows(check, lang):
            word = str(counted.get("verdict", "–"))
            to.print(Text(f"{counted['count']:>6}  ") + Text(f"{word:24}", _STYLES.get(word, "")) + Text(str(counted.get("meaning", "")), "dim"))
        to.print()
    if lineages:
        shared = [one for one in lineages if len(one.documents) > 1]
        to.print(Text(f"{len(lineages)} lineages, {len(shared)} of them in more than one document", style="bold"))
        for one in shared:
            path = " → ".join(f"{v.target_text or say('no_target', lang)} ({v.due or '–'})" for v in one.promises)
            to.print(Text(visible(f"  {one.state:10}{one.indicator[:40]}  {path}")), soft_wrap=True)
