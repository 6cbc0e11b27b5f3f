"""How documents, rows and comparisons look in a notebook and on a terminal: the right words are lit, nothing of a text becomes markup."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import pytest

from pipeline import Extracted, ExtractedDocument, check, extract
from pipeline.segments import segments
from pipeline.types import Document, Extraction
from tests.made_extraction import TITLE, failed, made

HOSTILE = '</mark></div><script>alert("1")</script><img src=x onerror=alert(1)>到2025年，绿地率达到40%以上"onmouseover="x。\x1b[31m\u202e'


class Tags(HTMLParser):
    """The tags of a piece of HTML, their attributes, and whether they are closed as they were opened."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.seen: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.opened.append(tag)
        self.seen.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_endtag(self, tag: str) -> None:
        assert self.opened.pop() == tag


def tags(html: str) -> Tags:
    """The tags, after making sure that each is closed."""
    parser = Tags()
    parser.feed(html)
    parser.close()
    assert parser.opened == []
    return parser


def marked(html: str) -> list[str]:
    """The words that are lit."""
    return [unescape(re.sub("<.*?>", "", m)) for m in re.findall(r"<mark[^>]*>(.*?)</mark>", html)]


def test_a_row_lights_its_own_words_alone() -> None:
    """The first row has a target, a deadline and two agencies; the number it starts from and those of the next row stay dark."""
    row = ExtractedDocument(made())["c1"]
    assert marked(row.html()) == ["市教育局", "区财政局", "2026年底", "50%—60%"]


def test_a_document_shows_all_its_mentions_and_rows() -> None:
    html = ExtractedDocument(made()).html("en")
    assert marked(html)[3:] == [m.text for m in made().mentions]
    assert TITLE.replace("'", "&#x27;") in html
    assert 'title="c1"' in html
    assert "2026-12-31" in html


def test_labels_are_in_the_language_of_the_document_or_as_asked() -> None:
    row = ExtractedDocument(made())["c1"]
    assert "到期日" in row.html()
    assert "Due" not in row.html()
    assert "Due" in row.html("en")
    assert "到期日" not in row.html("en")


def test_nothing_in_a_text_becomes_markup() -> None:
    """Texts, titles, ids and explanations are escaped, controls shown as signs; no tag or attribute is there that we did not write."""
    found = extract(Document(HOSTILE, HOSTILE, lang="zh", title=HOSTILE))
    other = extract(Document("<b>b</b>", HOSTILE.replace("40%", "45%"), lang="zh"))
    row = found[0].rows[0]
    for html in (found[0].html(), row.html(), found._repr_html_(), check(found, other)._repr_html_()):
        told = tags(html)
        assert told.seen <= {"div", "b", "span", "mark", "table", "thead", "tbody", "tr", "th", "td"}
        assert told.attributes <= {"style", "title"}
        assert not set(html) & {"\x1b", "\u202e"}
    assert "&lt;script&gt;" in found[0].html()


def test_a_long_document_is_cut_with_a_note() -> None:
    text = "到2025年，建成公园12个。\n" * 4000
    html = extract(text=text)[0].html("en")
    assert len(html) < 500_000
    assert re.search(rf"The first 10,\d{{3}} of {len(text):,} characters\.", html)
    assert "The first 50 of" in html


def test_a_document_that_could_not_be_read_says_why() -> None:
    assert "is empty" in ExtractedDocument(failed()).html()
    assert "is empty" in repr(ExtractedDocument(failed()))


@pytest.mark.parametrize("extraction", [made(), failed(), Extraction(Document("d", ""))])
def test_segments_are_the_whole_text(extraction: Extraction) -> None:
    text = extraction.document.text
    found = list(segments(extraction))
    assert "".join(text[s.start : s.end] for s in found) == text
    lit = [s for s in found if s.mention is not None]
    assert [text[s.start : s.end] for s in lit] == [m.text for m in extraction.mentions]


def test_on_a_terminal_the_same_words_stand_in_brackets(capsys: pytest.CaptureFixture[str]) -> None:
    document = ExtractedDocument(made())
    document["c1"].show()
    told = capsys.readouterr().out
    assert "[A 市教育局]牵头，[A 区财政局]配合，力争到[T 2026年底]将示范园比例由40%提高到[Q 50%—60%]" in told
    Extracted((made(),)).show()
    assert "⟨c1⟩" in capsys.readouterr().out


def test_a_comparison_shows_verdicts_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    plan, later = (extract(text={n: f"到2025年，绿地率达到{v}%以上。"}) for n, v in (("plan", 40), ("later", 45)))
    compared = check(plan, later, relation="successor", explain_lang="zh")
    assert marked(compared._repr_html_()) == ["目标提高"]
    compared.show()
    assert "target_raised" in capsys.readouterr().out
