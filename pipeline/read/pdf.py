"""What does a PDF say? The text of its text layer, page by page, lines joined into paragraphs; running heads and page numbers left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pipeline.errors import InputError
from pipeline.read.paragraphs import Line, joined
from pipeline.read.part import Limits, Part

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_PAGES = 20_000
_PAGE_CHARS = 500_000
_CHARS = 30_000_000
_HYPHEN = 0x02
_SPACE = 0x20
_WIDE = 0x2E80
_GAP = 0.5
_OCR = "run OCR over it first (for example: ocrmypdf -l chi_sim+eng IN.pdf OUT.pdf)"


def parts(data: bytes, *, name: str, limits: Limits) -> Iterator[Part]:
    """The one document of the file, with the offset at which each page begins."""
    import pypdfium2

    if not data.strip():
        raise InputError(name, "the file is empty")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise InputError(name, "is encrypted; remove its password (for example: qpdf --decrypt IN.pdf OUT.pdf)") from error
        raise InputError(name, "not a readable PDF: broken or cut off") from error
    try:
        pages = list(_pages(document, name))
    except pypdfium2.PdfiumError as error:
        raise InputError(name, f"not a readable PDF ({error})") from error
    finally:
        document.close()
    found = sum(len(line.text) for page in pages for line in page)
    odd = sum(1 for page in pages for line in page for c in line.text if c == "\ufffd" or "\ue000" <= c <= "\uf8ff" or (c < " " and c != "\t"))
    if not found or found < 4 * len(pages):
        raise InputError(name, f"has no text layer (a scan?); {_OCR}")
    if odd * 4 > found:
        raise InputError(name, f"its text layer does not say which characters it shows; {_OCR}")
    text, starts = joined(pages)
    if not text.strip():
        raise InputError(name, f"has no text layer but page numbers (a scan?); {_OCR}")
    yield Part(text, pages=starts)


def _pages(document: PdfDocument, name: str) -> Iterator[list[Line]]:
    count = len(document)
    if count > _PAGES:
        raise InputError(name, f"has {count} pages, more than {_PAGES}; split it")
    held = 0
    for number in range(count):
        page = document[number]
        words = page.get_textpage()
        try:
            lines = list(_lines(words))
        finally:
            words.close()
            page.close()
        held += sum(len(line.text) for line in lines)
        if held > _CHARS:
            raise InputError(name, f"holds more than {_CHARS:,} characters; split it")
        yield lines


def _lines(words: Any) -> Iterator[Line]:
    """The lines of a page in reading order, with their edges and the height of their letters."""
    import pypdfium2.raw as raw

    size = min(words.count_chars(), _PAGE_CHARS)
    codes = [raw.FPDFText_GetUnicode(words, i) for i in range(size)]
    start = 0
    for i in range(size + 1):
        code = codes[i] if i < size else 10
        hyphen = code in (_HYPHEN, 0xFFFE)
        if not hyphen and code not in (10, 13):
            continue
        line = _line(words, codes, start, i, hyphen)
        if line is not None:
            yield line
        start = i + 1


def _only_set_apart(words: Any, codes: list[int], at: int) -> bool:
    """Whether a space stands in no text but was made of the narrow gap that typesetters leave beside Han characters (到 2026 年)."""
    import pypdfium2.raw as raw

    if (codes[at - 1] < _WIDE and codes[at + 1] < _WIDE) or raw.FPDFText_IsGenerated(words, at) != 1:
        return False
    before, after = _box(words, at - 1), _box(words, at + 1)
    if before is None or after is None:
        return False
    _, low, right, high = before
    return after[0] - right < _GAP * (high - low)


def _box(words: Any, at: int) -> tuple[float, float, float, float] | None:
    """Left, lower, right and upper edge of a character; None for one that was made up, which has no box."""
    try:
        left, low, right, high = words.get_charbox(at, loose=True)
    except Exception:
        return None
    return left, low, right, high


def _line(words: Any, codes: list[int], start: int, end: int, hyphen: bool) -> Line | None:
    # characters beyond the basic plane come as two halves
    halves = "".join(
        chr(codes[i]) for i in range(start, end) if codes[i] and not (codes[i] == _SPACE and start < i < end - 1 and _only_set_apart(words, codes, i))
    )
    text = halves.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace") + ("-" if hyphen else "")
    if not text.strip():
        return None
    first = next(i for i in range(start, end + 1) if i == end or not chr(codes[i]).isspace())
    last = end if hyphen else next((i for i in range(end - 1, first, -1) if not chr(codes[i]).isspace()), first)
    begin, stop = _box(words, first), _box(words, last)
    if begin is None or stop is None:
        return Line(text.strip())
    left, bottom, _, _ = begin
    _, low, right, high = stop
    return Line(text.strip(), left, right, min(bottom, low), high - low)
