"""Small real models that tests train on sentences of our own: a spaCy pipeline, a HanLP recognizer, an encoder of two layers."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_PLACES = ("安和县", "临江市", "青川省", "新城市", "海宁区", "长宁市", "平川县", "东岭省")
_FIELDS = ("智慧气象", "乡村振兴", "水务", "托育", "绿化", "档案", "数据", "疏浚", "林草", "碳汇")
_KINDS = ("促进中心", "服务中心", "推进专班", "事务局", "管理局", "联席会议")
_SENTENCES = (
    ("由", "牵头，每年组织一次检查。"),
    ("", "负责落实，到2026年完成改造12处。"),
    ("2025年底前，", "要建成公园3个。"),
    ("会同", "制定工作方案。"),
    ("", "应当于每季度末报送进展情况。"),
)
_PLAIN = ("全市高中阶段毛入学率达到95%以上。", "要持续完善服务体系，提高服务质量。", "2024年，新建托育机构37家。", "粮食产量稳定在300万吨以上。")


def examples(count: int, seed: int = 7) -> Iterator[tuple[str, tuple[int, int] | None]]:
    """Sentences, and where each names a body (one in four names none)."""
    dice = random.Random(seed)
    for number in range(count):
        if number % 4 == 3:
            yield dice.choice(_PLAIN), None
            continue
        before, after = dice.choice(_SENTENCES)
        name = dice.choice(_PLACES) + dice.choice(_FIELDS) + dice.choice(_KINDS)
        yield before + name + after, (len(before), len(before) + len(name))


def tags(text: str, span: tuple[int, int] | None) -> list[str]:
    """The tag of each character."""
    return ["O" if span is None or not span[0] <= i < span[1] else "B-ORG" if i == span[0] else "I-ORG" for i in range(len(text))]


def spacy_pipeline(folder: Path) -> str:
    """A Chinese pipeline with an entity recognizer."""
    import spacy
    from spacy.training import Example
    from spacy.util import fix_random_seed  # type: ignore[attr-defined]  # what its own training uses

    fix_random_seed(7)
    nlp: Any = spacy.blank("zh")
    nlp.add_pipe("ner").add_label("ORG")
    told = [Example.from_dict(nlp.make_doc(t), {"entities": [(*s, "ORG")] if s else []}) for t, s in examples(100)]
    nlp.initialize(lambda: told)
    for _ in range(5):
        for low in range(0, len(told), 8):
            nlp.update(told[low : low + 8], drop=0.1)
    nlp.to_disk(folder)
    return f"spacy:{folder}"


def hanlp_recognizer(folder: Path) -> str:
    """A Chinese recognizer over characters, trained by HanLP itself."""
    import torch
    from hanlp.components.ner.rnn_ner import RNNNamedEntityRecognizer

    torch.manual_seed(7)
    random.seed(7)
    folder.mkdir()
    table = folder / "told.tsv"
    table.write_text(
        "\n\n".join("\n".join(f"{c}\t{t}" for c, t in zip(text, tags(text, span), strict=True)) for text, span in examples(240)) + "\n", encoding="utf-8"
    )
    made = folder / "made"
    RNNNamedEntityRecognizer().fit(
        str(table), str(table), str(made), batch_size=24, epochs=6, embed=24, rnn_hidden=32, lr=0.02, drop=0.0, crf=False, devices=-1, verbose=False
    )
    return f"hanlp:{made}"


def encoder(folder: Path, *, classes: bool = False) -> str:
    """A BERT of two layers over single characters, for bodies or for `classes`."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertForTokenClassification, PreTrainedTokenizerFast

    torch.manual_seed(7)
    told = list(examples(240))
    letters = sorted({c for text, _ in told for c in text} | set("由省市县发展改革委"))
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=_characters(letters), unk_token="[UNK]", pad_token="[PAD]", cls_token="[CLS]", sep_token="[SEP]")
    labels = ("commitment", "achievement", "other") if classes else ("O", "B-ORG", "I-ORG")
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=96,
        id2label=dict(enumerate(labels)),
        label2id={label: i for i, label in enumerate(labels)},
    )
    model: Any = (BertForSequenceClassification if classes else BertForTokenClassification)(config)
    optimizer = torch.optim.AdamW(model.parameters(), lr=5e-3)
    for low in range(0, len(told) if not classes else 0, 8):
        part = told[low : low + 8]
        encoded = tokenizer([t for t, _ in part], padding=True, return_tensors="pt")
        goal = torch.full(encoded["input_ids"].shape, -100)
        for row, (text, span) in enumerate(part):
            goal[row, 1 : len(text) + 1] = torch.tensor([labels.index(t) for t in tags(text, span)])
        optimizer.zero_grad()
        model(**encoded, labels=goal).loss.backward()
        optimizer.step()
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return f"transformers:{folder}"


def _characters(letters: list[str]) -> Any:
    from tokenizers import Regex, Tokenizer, models, pre_tokenizers, processors

    vocabulary = {piece: i for i, piece in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *letters])}
    made: Any = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    made.pre_tokenizer = pre_tokenizers.Split(Regex("."), "isolated")
    made.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
    return made
