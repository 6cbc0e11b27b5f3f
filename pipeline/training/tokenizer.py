"""Which pieces does the model read? A word-piece vocabulary of its own, with every Han character a piece."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

PADDING, UNKNOWN, WHOLE, MASK = "[PAD]", "[UNK]", "[CLS]", "[MASK]"
"""Their ids are 0 to 3; [CLS] stands before every text."""


def train_tokenizer(texts: Iterable[str], *, size: int = 10_000) -> Tokenizer:
    """A tokenizer whose pieces know where in the text they stand, at most `size` of them.

    >>> train_tokenizer(["the Ministry of Education", "教育部"] * 3).encode("教育部").offsets
    [(0, 0), (0, 1), (1, 2), (2, 3)]
    """
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors, trainers

    tokenizer = Tokenizer(models.WordPiece(unk_token=UNKNOWN, max_input_chars_per_word=60))
    tokenizer.normalizer = normalizers.BertNormalizer(clean_text=True, handle_chinese_chars=True, strip_accents=False, lowercase=False)
    digits = pre_tokenizers.Digits(individual_digits=True)
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.BertPreTokenizer(), digits])
    trainer = trainers.WordPieceTrainer(vocab_size=size, min_frequency=2, special_tokens=[PADDING, UNKNOWN, WHOLE, MASK], show_progress=False)
    tokenizer.train_from_iterator(texts, trainer)
    tokenizer.post_processor = processors.TemplateProcessing(single=f"{WHOLE} $A", special_tokens=[(WHOLE, tokenizer.token_to_id(WHOLE))])
    return tokenizer
