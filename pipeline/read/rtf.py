"""What does a Rich Text file (.rtf) say? Its paragraphs, list numbers and tables in order, in whatever code pages its fonts have.

Left out: headers, footers, notes, comments, hidden text, text deleted with tracked changes. Read here and not by striprtf, whose
patterns take quadratic time on hostile files and which keeps deleted text.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.errors import InputError
from pipeline.read.grid import lines
from pipeline.read.part import Limits, Part

_TOKEN = re.compile(r"\\([A-Za-z]{1,32})(-?\d{1,9})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|([{}])|[\r\n]+|[^\\{}\r\n]{1,4096}|\\", re.DOTALL)
_NOT_TEXT = (
    "colortbl stylesheet info pict objdata header headerl headerr headerf footer footerl footerr footerf footnote annotation atnid atnauthor"
    " fldinst listtable listoverridetable themedata datastore latentstyles generator rsidtbl xmlnstbl pn pnseclvl revtbl filetbl private"
    " bkmkstart bkmkend xe tc shp shpinst sp do picprop nonshppict ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn"
    " template password title subject author operator comment doccomm"
    " mmathPr wgrffmtfilter userprops docvar"
)
_SKIPPED = frozenset(_NOT_TEXT.split())
_SIGNS = {
    "tab": " ", "line": "\n", "emdash": "—", "endash": "–", "emspace": " ", "enspace": " ", "qmspace": " ", "bullet": "•",
    "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "nestcell": " ", "nestrow": "\n", "softline": "\n",
}  # fmt: skip
_ESCAPED = {"~": " ", "_": "-", "{": "{", "}": "}", "\\": "\\", "\n": "\x00", "\r": "\x00"}
_CHARSETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "cp950", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
_DEEPEST = 5000


def parts(data: bytes, *, name: str, limits: Limits) -> Iterator[Part]:
    """The one document of the file; a file that is cut off is read as far as it goes, if it says anything."""
    if not data.lstrip().startswith(b"{\\rtf"):
        raise InputError(name, "the file is empty" if not data.strip() else "not a readable .rtf file: it does not begin with {\\rtf")
    text = "\n".join(_Reading(name).lines(data.decode("latin-1"))).strip("\n")
    if not text.strip():
        raise InputError(name, "holds no text (only pictures?)")
    yield Part(text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace") + "\n")


@dataclass(frozen=True, slots=True)
class _State:
    """What holds inside the braces that are open."""

    skipped: bool = False
    fonts: bool = False
    after_unicode: int = 1
    encoding: str = "cp1252"
    struck: bool = False
    gone: bool = False


class _Reading:
    def __init__(self, name: str) -> None:
        self._name = name
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._default = 0
        self._page = "cp1252"
        self._state = _State()
        self._stack: list[_State] = []
        self._raw = bytearray()
        self._skip = 0
        self._words: list[tuple[str, bool]] = []
        self._in_table = False
        self._cells: list[str] = []
        self._rows: list[list[str]] = []
        self._out: list[str] = []

    def lines(self, text: str) -> list[str]:
        """The lines of the document."""
        at, size, star = 0, len(text), False
        while at < size:
            m = _TOKEN.match(text, at)
            if m is None:
                break
            at = m.end()
            word, argument, code, sign, brace = m.groups()
            if word:
                if word == "bin" and argument:
                    at += max(int(argument), 0)
                    continue
                self._word(word, int(argument) if argument else None, star)
            elif code:
                self._byte(int(code, 16))
            elif sign:
                if sign == "*":
                    star = True
                    continue
                self._sign(sign)
            elif brace:
                self._brace(brace)
            elif m[0][0] not in "\r\n\\":
                self._plain(m[0])
            star = False
        self._flush()
        self._end_paragraph()
        self._end_table()
        return self._out

    def _brace(self, brace: str) -> None:
        self._flush()
        self._skip = 0
        if brace == "{":
            if len(self._stack) >= _DEEPEST:
                raise InputError(self._name, f"not a readable .rtf file: braces nested deeper than {_DEEPEST}")
            self._stack.append(self._state)
        elif self._stack:
            self._state = self._stack.pop()

    def _byte(self, byte: int) -> None:
        if self._skip:
            self._skip -= 1
        elif not (self._state.skipped or self._state.fonts):
            self._raw.append(byte)

    def _plain(self, text: str) -> None:
        if self._skip:
            done = min(self._skip, len(text))
            self._skip -= done
            text = text[done:]
        if text and not (self._state.skipped or self._state.fonts):
            self._raw += text.encode("latin-1")

    def _sign(self, sign: str) -> None:
        self._skip = 0
        shown = _ESCAPED.get(sign)
        if shown == "\x00":
            self._word("par", None, False)
        elif shown:
            self._say(shown)

    def _say(self, text: str) -> None:
        self._flush()
        if not (self._state.skipped or self._state.fonts or self._state.gone):
            self._words.append((text, self._state.struck))

    def _flush(self) -> None:
        """Decode the bytes gathered since the last change of font or group."""
        if self._raw:
            raw, self._raw = bytes(self._raw), bytearray()
            if not self._state.gone:
                self._words.append((raw.decode(self._state.encoding, "replace"), self._state.struck))

    def _word(self, word: str, argument: int | None, star: bool) -> None:
        state = self._state
        if word == "u" and argument is not None:
            self._say(chr(argument % 0x10000))
            self._skip = state.after_unicode
            return
        self._skip = 0
        if word == "fonttbl":
            self._state = replace(state, fonts=True)
        elif word in _SKIPPED or (star and word not in ("listtext", "pntext", "result")):
            self._state = replace(state, skipped=True)
        elif state.skipped:
            return
        elif state.fonts:
            if word == "f":
                self._font = argument or 0
            elif word == "fcharset" and argument in _CHARSETS:
                self._fonts[self._font] = _CHARSETS[argument]
        elif word in _SIGNS:
            self._say(_SIGNS[word])
        elif word in ("par", "sect", "page", "cell", "row"):
            self._flush()
            self._structure(word)
        else:
            self._format(word, argument)

    def _format(self, word: str, argument: int | None) -> None:
        state = self._state
        set_ = argument != 0
        if word == "ansicpg" and argument:
            self._page = "gb18030" if argument == 936 else _known(f"cp{argument}")
            change = replace(state, encoding=self._page)
        elif word == "deff":
            self._default = argument or 0
            return
        elif word == "uc":
            change = replace(state, after_unicode=max(argument or 0, 0))
        elif word in ("f", "plain"):
            font = self._default if word == "plain" else argument or 0
            change = replace(state, encoding=self._fonts.get(font, self._page))
            if word == "plain":
                change = replace(change, struck=False, gone=False)
        elif word in ("strike", "striked"):
            change = replace(state, struck=set_)
        elif word in ("deleted", "v"):
            change = replace(state, gone=set_)
        elif word in ("pard", "intbl"):
            self._in_table = word == "intbl"
            return
        else:
            return
        if change != state:
            self._flush()
            self._state = change

    def _structure(self, word: str) -> None:
        if word == "cell":
            self._cells.append(self._said())
        elif word == "row":
            if self._words:
                self._cells.append(self._said())
            self._rows.append(self._cells)
            self._cells = []
        elif self._in_table:
            self._words.append(("\n", False))
        else:
            self._end_paragraph()

    def _end_paragraph(self) -> None:
        text = self._said()
        if text.strip():
            self._end_table()
        if not self._rows:
            self._out.append(text)
        if self._cells and text.strip():  # a row that the file breaks off
            self._out.extend(self._cells)
            self._cells = []

    def _end_table(self) -> None:
        if self._rows:
            self._out.extend(lines(self._rows))
            self._rows = []

    def _said(self) -> str:
        out, struck = [], False
        for text, is_struck in self._words:
            if is_struck != struck:
                out.append("<s>" if is_struck else "</s>")
                struck = is_struck
            out.append(text)
        self._words = []
        return "".join(out) + ("</s>" if struck else "")


def _known(encoding: str) -> str:
    try:
        codecs.lookup(encoding)
    except LookupError:
        return "cp1252"
    return encoding
