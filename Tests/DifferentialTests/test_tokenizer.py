# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Tokens, their places and learnt vocabularies are those of Hugging Face's tokenizers, for any text."""

import json
import pathlib

import pytest
from tokenizers import Tokenizer, models, pre_tokenizers, trainers

SMALL = pathlib.Path(__file__).resolve().parents[1] / "TransformersTests/Fixtures/tokenizer/small"

# Ranges of code points: ASCII often, then scripts, marks, spaces, symbols, private use and the far planes.
RANGES = [(0x20, 0x7E)] * 8 + [(0x00, 0x20), (0x41, 0x5A), (0x61, 0x7A), (0x80, 0xBF), (0xC0, 0x24F), (0x2B0, 0x36F)] + [
    (0x370, 0x5FF), (0x600, 0x8FF), (0x900, 0x109F), (0x10A0, 0x1FFF), (0x2000, 0x206F), (0x2070, 0x2FFF),
    (0x3000, 0x4DBF), (0x4E00, 0xA4CF), (0xA4D0, 0xD7FF), (0xE000, 0xFFFF), (0x10000, 0x1FFFF), (0x20000, 0x3FFFF),
    (0xE0000, 0x10FFFF),
]
PIECES = [" ", "  ", "\n", "\r\n", "\t", "'", "'s", "'ll", "'RE", "’t", " the", "can't", "\u00a0", "1", "<|endoftext|>"]


def random_text(rng, pieces):
    text = []
    for _ in range(pieces):
        if rng.random() < 0.4:
            text.append(PIECES[rng.integers(len(PIECES))])
        else:
            low, high = RANGES[rng.integers(len(RANGES))]
            text += [chr(rng.integers(low, high + 1)) for _ in range(rng.integers(1, 6))]
    return "".join(text)


@pytest.fixture(scope="module")
def small():
    return Tokenizer.from_file(str(SMALL / "tokenizer.json"))


@pytest.mark.parametrize("turn", range(150))
def test_any_text(ask, rng, small, turn):
    text = random_text(rng, int(rng.integers(1, 40)))
    expected = small.encode(text)
    answer = ask("encode", folder=str(SMALL), text=text)
    assert answer["ids"].tolist() == expected.ids, repr(text)
    assert list(zip(answer["starts"], answer["ends"])) == expected.offsets, repr(text)
    assert answer["decoded"] == text


@pytest.mark.parametrize("turn", range(12))
def test_long_words(ask, rng, small, turn):
    # Text without spaces: merges come from a heap there.
    alphabet = [" the", "e", "an", "é", "日", "r", "th"]
    text = "".join(alphabet[place] for place in rng.integers(len(alphabet), size=400)).replace(" ", "")
    assert ask("encode", folder=str(SMALL), text=text)["ids"].tolist() == small.encode(text).ids


@pytest.mark.parametrize("turn", range(8))
def test_learnt_vocabularies(ask, rng, tmp_path, turn):
    words = [random_text(rng, 2) for _ in range(40)]
    text = " ".join(words[place] for place in rng.integers(len(words), size=400)).replace("<|endoftext|>", "")
    size = int(rng.integers(256, 500))
    ask("trainTokenizer", folder=str(tmp_path), text=text, size=size)
    peer = Tokenizer(models.BPE())
    peer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    peer.train_from_iterator(
        [text],
        trainers.BpeTrainer(vocab_size=size, min_frequency=2, initial_alphabet=alphabet, show_progress=False),
    )
    assert json.loads((tmp_path / "vocab.json").read_text()) == peer.get_vocab()
    assert Tokenizer.from_file(str(tmp_path / "tokenizer.json")).encode(text).ids == peer.encode(text).ids
