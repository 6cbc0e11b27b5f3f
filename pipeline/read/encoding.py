"""Which characters do these bytes stand for?

Order of trials: byte order mark; UTF-8; UTF-16 without mark (every second byte of ASCII text is zero); Windows-1252 where bytes above
127 stand alone among ASCII (curly quotes of old English pages); GB18030 and Big5, the one that gives the more common Chinese
characters, if it gives enough of them; charset-normalizer, if what it proposes reads plausibly; UTF-8 with a few damaged bytes.
GB18030 decodes nearly any bytes, so decoding without an error proves nothing: only the commonness of the characters does.
"""

from __future__ import annotations

import codecs
import re

from pipeline.errors import InputError

# the most frequent characters of Chinese policy and news prose, simplified and traditional
_COMMON = frozenset(
    "的一是在了和有大这主中人上为们地个用工时要动国产以我到他会作来分生对于学下级就年阶义发成部民可出能方进同行面说种过命度革而多子后自社加小机也经力线本电"
    "高量长党得实家定深法表着水理化争现所二起政三好十战无农使性前等反体合斗路图把结第里正新开论之物从当两些还天资事队批如应形想制心样干都向变关点育重其思与间"
    "内去因件日利相由压员气业代全组数果期导平各基或月毛然问比展那它最及外没看治提五解系林者米群头意只明四道马认次文通但条较克又公孔领军流入接席位情运器并"
    "推规划建设务院省市县区州镇乡村办厅局委府部门企教育科技财政税金融资投项目标任责单完善加强推动促进落实保障支持服务管理改革创新质量安全环境生态保护"
    "印发通知意见方案行动计划报告会议央总书记主席代表各位同志坚持深入贯彻精神十四五万亿元年底前左右以上％增长率城镇居民收入就业"
    "，。、；：？！“”（）《》—·"
    "這個國產會來學級發動對於義說種過後經線電長黨實現爭無農戰體鬥圖結裡開論從當兩還資隊應樣幹變關點與間內業組數導問題沒頭條較領軍運規劃設務縣區鎮鄉辦廳"
    "門標責單強進護環態證總書記貫徹萬億元漲率鎮傳創質據報議處該並給讓選擇權術師課適應營構競賽義務優質"
)
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HIGH_RUNS = re.compile(rb"[\x80-\xff]+")
_TYPESET = frozenset(b"\x80\x85\x91\x92\x93\x94\x95\x96\x97\xa0\xa7\xa9\xae\xb0\xb7")  # punctuation of Windows-1252
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_KNOWN_BINARY = (
    (b"%PDF", "a PDF file; save it as text"),
    (b"PK\x03\x04", "a zip container (docx, xlsx, …); save it as text, or give an .xlsx file its suffix"),
    (b"\xd0\xcf\x11\xe0", "an old Office file; save it as text or .xlsx"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a gzip archive; unpack it"),
    (b"7z\xbc\xaf", "a 7z archive; unpack it"),
    (b"Rar!", "a rar archive; unpack it"),
    (b"PAR1", "a Parquet file; give it its suffix .parquet"),
    (b"SQLite format 3", "a database"),
)


def plausibility(text: str) -> float:
    """How much of the Chinese in a text is everyday Chinese, 0 to 1; 0 where it holds none.

    >>> plausibility("关于印发方案的通知") > 0.9, plausibility("鏂囦欢缂栫爜")
    (True, 0.0)
    """
    han = sum(1 for c in text if not c.isascii())
    return sum(1 for c in text if c in _COMMON) / han if han else 0.0


def decode(data: bytes, *, name: str) -> tuple[str, str]:
    """The text and the name of its encoding; line ends stay as they are, a byte order mark is left out.

    Raises InputError, naming `name`, where the bytes are empty, no text, or of no encoding that gives readable text.

    >>> decode("教育部关于印发方案的通知".encode("gb18030"), name="a.txt")
    ('教育部关于印发方案的通知', 'gb18030')
    """
    if not data.strip():
        raise InputError(name, "the file is empty")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return _checked(data.decode(encoding), encoding, name)
            except UnicodeDecodeError as error:
                raise InputError(name, f"the byte order mark says {encoding}, but byte {error.start} is not; save it as UTF-8") from error
    for magic, what in _KNOWN_BINARY:
        if data.startswith(magic):
            raise InputError(name, f"not a text but {what}")
    damage: UnicodeDecodeError | None = None
    try:
        text = data.decode("utf-8")
        if "\x00" not in text:
            return _checked(text, "utf-8", name)
    except UnicodeDecodeError as error:
        damage = error
    found = _without_mark(data)
    if found is None and damage is not None:
        found = _foreign(data, damage)
    if found is None:
        raise InputError(name, "not a text, or in an encoding that cannot be told; save it as UTF-8")
    return _checked(*found, name)


def _checked(text: str, encoding: str, name: str) -> tuple[str, str]:
    if not text.strip():
        raise InputError(name, "the file is empty")
    controls = len(_CONTROL.findall(text[:20000]))
    if controls > 2 and controls * 50 > min(len(text), 20000):
        raise InputError(name, "not a text but binary data")
    return text, encoding


def _without_mark(data: bytes) -> tuple[str, str] | None:
    """UTF-16 without a byte order mark: the zeros of ASCII stand on one side only, or the text is everyday Chinese."""
    if len(data) % 2 or len(data) < 4:
        return None
    sample = data[:4000]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    for encoding, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        try:
            start = sample.decode(encoding, errors="replace")
            if (zeros > 4 * others and start.isascii()) or plausibility(start) > 0.4:
                return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return None


def _foreign(data: bytes, damage: UnicodeDecodeError) -> tuple[str, str] | None:
    if b"\x00" in data[:4000]:
        return None
    runs = _HIGH_RUNS.findall(data[:200000])
    high = sum(map(len, runs))
    alone = sum(1 for r in runs if len(r) == 1)
    size = min(len(data), 200000)
    if high * 8 <= size and (alone * 10 >= high * 8 or all(_TYPESET.issuperset(r) for r in runs)):
        try:
            return data.decode("cp1252"), "cp1252"
        except UnicodeDecodeError:
            pass
    found: list[tuple[float, str, str]] = []
    for encoding in ("gb18030", "big5hkscs"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            if len(data) - error.start > 1 or error.start < 8:  # a last character cut in half is no reason against it
                continue
            text = data[: error.start].decode(encoding)
        found.append((plausibility(text[:20000]), text, "big5" if encoding.startswith("big5") else encoding))
    found.sort(key=lambda f: -f[0])
    if found and (found[0][0] > 0.3 or (found[0][0] > 0.12 and found[0][0] > 2 * found[-1][0] and len(found) > 1)):
        return found[0][1], found[0][2]
    if len(found) == 1 and found[0][2] == "gb18030" and _decodes(data, "gb2312"):  # a few rare characters, a name
        return found[0][1], "gb18030"
    # a UTF-8 text with a few damaged bytes, or cut off inside its last character
    broken = data.decode("utf-8", errors="replace")
    bad = broken.count("\ufffd")
    good = sum(1 for c in broken[:200000] if not c.isascii()) - bad
    if good > 20 * bad or (bad == 1 and damage.start >= len(data) - 3 and good):
        return broken, "utf-8"
    return _guessed(data)


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _guessed(data: bytes) -> tuple[str, str] | None:
    from charset_normalizer import from_bytes

    match = from_bytes(data[:200000]).best()
    if match is None:
        return None
    try:
        text = data.decode(match.encoding)
    except (UnicodeDecodeError, LookupError):
        return None
    letters = sum(1 for c in text[:20000] if c.isalpha() or c.isspace())
    if _HAN.search(text) and plausibility(text[:20000]) < 0.3:
        return None
    ascii_share = sum(1 for c in text[:20000] if c.isascii()) / min(len(text), 20000)
    return (text, match.encoding) if letters * 10 > 6 * min(len(text), 20000) and ascii_share > 0.5 else None
