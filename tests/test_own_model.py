"""The project's own model: what it answers stands in the text and depends on nothing else; training it from beginning to end; learning from corrections."""

from __future__ import annotations

import json
import shutil
import time
from itertools import pairwise
from pathlib import Path

import pytest

pytest.importorskip("onnxruntime")
pytest.importorskip("tokenizers")

from pipeline.backends.own import CONFIGURATION, FOLDER, NETWORK, PIECES, Own, check, load
from pipeline.errors import BackendError, ConfigurationError
from pipeline.models.registry import model_named
from pipeline.proposed import Passage

GOLD = Path(__file__).resolve().parent.parent / "data" / "gold"
NEW_BODY = "绿洲协调小组"
PLACES = ("东区", "西区", "南区", "北区", "中区", "全区")
SENTENCES = [
    Passage("由省教育厅牵头，省财政厅配合，到2025年完成整改。", "zh"),
    Passage("The Director of OMB shall issue guidance within 90 days of the date of this order.", "en"),
    Passage("去年全县新建公路120公里。", "zh"),
    Passage("各市、县人民政府要加强组织领导，" * 30 + "确保完成任务。", "zh"),
    Passage("网(wǎng)络😀，。", "zh"),
]


@pytest.fixture(scope="module")
def own() -> Own:
    """The model as it is shipped."""
    return load("")


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with six gold documents."""
    folder = tmp_path_factory.mktemp("gold")
    for file in sorted(GOLD.glob("0[5-9]_*")) + sorted(GOLD.glob("10_*")):
        shutil.copy(file, folder)
    return folder


def reviewed(folder: Path) -> Path:
    """A gold file as `review apply --gold` writes it, in which a body stands that the gold documents do not know."""
    text = "\n".join(f"{place}由{NEW_BODY}负责落实到位。" for place in PLACES) + "\n"
    starts = [i for i in range(len(text)) if text.startswith(NEW_BODY, i)]
    mentions = [{"id": f"m{i}", "kind": "agency", "start": i, "end": i + len(NEW_BODY), "text": NEW_BODY, "name": NEW_BODY, "role": "lead"} for i in starts]
    (folder / "reviewed.txt").write_text(text, encoding="utf-8")
    said = {"doc": "reviewed", "lang": "zh", "doc_date": None, "mentions": mentions, "statements": [], "commitments": []}
    (folder / "reviewed.json").write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    return folder / "reviewed.json"


def test_what_it_proposes_stands_in_the_text(own: Own) -> None:
    for passage, said in zip(SENTENCES, own.propose(SENTENCES), strict=True):
        spans = [(s.start, s.end) for s in said.agencies]
        assert all(passage.text[s.start : s.end] == s.text and 0 <= s.probability <= 1 for s in said.agencies)
        assert all(a[1] <= b[0] for a, b in pairwise(spans))
        assert sum(said.classes.values()) == pytest.approx(1, abs=0.01)


def test_it_finds_plain_bodies_and_classes(own: Own) -> None:
    plan, order, report, long, _ = own.propose(SENTENCES)
    assert [s.text for s in plan.agencies] == ["省教育厅", "省财政厅"]
    assert "Director of OMB" in " ".join(s.text for s in order.agencies)
    assert max(report.classes, key=lambda c: report.classes[c]) == "achievement"
    assert max(order.classes, key=lambda c: order.classes[c]) == "commitment"
    assert len(long.agencies) >= 20, "bodies are found beyond the first window"


def test_an_answer_does_not_depend_on_the_batch(own: Own) -> None:
    assert own.propose(SENTENCES) == [own.propose([s])[0] for s in SENTENCES] == own.propose(SENTENCES[::-1])[::-1] == own.propose(SENTENCES)
    assert own.propose([]) == []


def test_translations_are_nearer_than_strangers(own: Own) -> None:
    zh, en, other = own.encode(["新增城镇就业1000万人以上。", "Create over 10 million new urban jobs.", "The embassy was opened in May."])
    assert zh @ zh == pytest.approx(1, abs=1e-5)
    assert zh @ en > zh @ other


def test_it_reads_twenty_thousand_characters_a_second(own: Own) -> None:
    text = (GOLD / "13_plan_outline_zh.txt").read_text(encoding="utf-8")
    passages = [Passage(s, "zh") for s in text.replace("\n", "。").split("。") if s] * 10
    begun = time.process_time()
    own.propose(passages)
    assert sum(len(p.text) for p in passages) / (time.process_time() - begun) > 20_000


def test_it_is_small_and_as_the_registry_says(own: Own) -> None:
    import hashlib

    entry = model_named("own")
    network = (FOLDER / NETWORK).read_bytes()
    assert len(network) == entry.size and hashlib.sha256(network).hexdigest() == entry.sha256
    assert own.model.threshold == entry.threshold
    assert sum(p.stat().st_size for p in FOLDER.iterdir()) < 12_000_000


def test_a_missing_model_names_what_makes_it(tmp_path: Path) -> None:
    with pytest.raises(BackendError, match="models train own"):
        check(str(tmp_path))


def test_training_writes_a_model_that_works(few: Path, tmp_path: Path) -> None:
    pytest.importorskip("torch")
    from pipeline.training.own import train

    corpus = tmp_path / "corpus"
    corpus.mkdir()
    shutil.copy(GOLD / "13_plan_outline_zh.txt", corpus)
    unit = '<tu><tuv xml:lang="zh-CN"><seg>新增就业{0}万人。</seg></tuv><tuv xml:lang="en-US"><seg>Create {0}0,000 new jobs.</seg></tuv></tu>'
    (corpus / "memory.tmx").write_text(f"<tmx><body>{''.join(unit.format(n) for n in range(40))}</body></tmx>", encoding="utf-8")
    train([few], tmp_path / "model", corpus=corpus, minutes=0.1, size=1500)
    assert {p.name for p in (tmp_path / "model").iterdir()} == {NETWORK, PIECES, CONFIGURATION}
    model = Own(tmp_path / "model", model_named("own"))
    assert len(model.propose(SENTENCES)) == len(SENTENCES)
    assert json.loads((tmp_path / "model" / CONFIGURATION).read_text(encoding="utf-8"))["training"]["silver"] > 0


@pytest.mark.slow
def test_a_correction_changes_what_it_learns(few: Path, tmp_path: Path) -> None:
    pytest.importorskip("torch")
    from pipeline.training.examples import gold_examples, gold_files
    from pipeline.training.export import export
    from pipeline.training.own import CORRECTED, lay_foundation, learn_gold

    told = list(gold_examples(gold_files(few)))[:20]
    corrected = list(gold_examples([reviewed(tmp_path)], weight=CORRECTED))
    foundation = lay_foundation(None, told, [], seconds=1, size=1500)
    found = {}
    for name, more in (("without", []), ("with", corrected)):
        encoder, _ = learn_gold(foundation, [*told, *more], seconds=60, epochs=30)
        export(encoder, foundation.tokenizer, tmp_path / name, training={}, threshold=0.5)
        found[name] = Own(tmp_path / name, model_named("own")).propose([Passage(f"城区由{NEW_BODY}负责落实到位。", "zh")])[0].agencies
    sure = {name: max((s.probability for s in spans if s.text == NEW_BODY), default=0.0) for name, spans in found.items()}
    assert sure["with"] > max(0.5, sure["without"])


def test_training_takes_what_was_reviewed(few: Path, tmp_path: Path) -> None:
    pytest.importorskip("torch")
    from pipeline.training.own import train

    train([few], tmp_path / "model", add=[reviewed(tmp_path)], minutes=0.05, size=800)
    assert json.loads((tmp_path / "model" / CONFIGURATION).read_text(encoding="utf-8"))["training"]["corrected"] == len(PLACES)


def test_what_it_is_measured_on_is_no_corpus(tmp_path: Path) -> None:
    from pipeline.training.documents import corpus_documents, translation_pairs

    measured = (GOLD / "13_plan_outline_zh.txt").read_text(encoding="utf-8")
    quoted = min((line for line in measured.split("\n") if len(line) > 50), key=len)
    (tmp_path / "source.txt").write_text("前言。\n" * 50 + measured, encoding="utf-8")
    (tmp_path / "other.txt").write_text(f"第一行是别的话，说的是别的事。\n{quoted}\n", encoding="utf-8")
    unit = f'<tu><tuv xml:lang="zh"><seg>{quoted}</seg></tuv><tuv xml:lang="en"><seg>Some sentence.</seg></tuv></tu>'
    other = '<tu><tuv xml:lang="zh"><seg>别的话。</seg></tuv><tuv xml:lang="en"><seg>Other words.</seg></tuv></tu>'
    (tmp_path / "memory.tmx").write_text(f"<tmx><body>{unit}{other * 30}</body></tmx>", encoding="utf-8")
    kept = {d.doc_id: d.text for d in corpus_documents(tmp_path, unlike=[measured])}
    assert not [name for name in kept if name.endswith("source.txt")]
    [beside] = [text for name, text in kept.items() if name.endswith("other.txt")]
    assert "别的事" in beside and quoted not in beside
    assert set(translation_pairs(tmp_path, unlike=[measured])) == {("别的话。", "Other words.")}


def test_nothing_to_learn_from_is_said(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    from pipeline.training.own import train

    with pytest.raises(ConfigurationError, match="no gold files"):
        train([tmp_path], tmp_path / "model", minutes=0.01)
