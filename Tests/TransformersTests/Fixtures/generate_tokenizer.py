# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
#
# Writes tokenizer/: a small byte-level BPE and what Hugging Face's tokenizers make of difficult texts.
#
#     python generate_tokenizer.py [FOLDER with encoder.json and vocab.bpe of GPT-2]    (tokenizers 0.23.3)
#
#   text.txt             the text the small vocabulary is trained on (written here, for this purpose)
#   small/               vocab.json, merges.txt and tokenizer.json of 601 tokens, from that text
#   cases.json           texts, with the small vocabulary's ids and offsets, and GPT-2's ids if its vocabulary was given

import json
import pathlib
import random
import sys

from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers

here = pathlib.Path(__file__).resolve().parent / "tokenizer"
(here / "small").mkdir(parents=True, exist_ok=True)

subjects = "the keeper,a small boat,an old map,her brother,the harbour,my friend's kettle,an answer,our neighbour".split(",")
verbs = "can't find,can carry,didn't want,has seen,will bring back,wouldn't lend,measures,remembers".split(",")
objects = "the lamp,him,an umbrella,her keys,12 oranges,3,141 feathers,the northern wind,it all".split(",")
foreign = [
    "Grüße aus Köln, schöne Straßen überall.", "Où est passé l'élève français ?", "Привет, мир! Мир велик.",
    "日本語の文章です。東京は大きい。", "नमस्ते दुनिया", "مرحبا بالعالم", "한국어 문장입니다", "naïve café résumé — “quoted” …",
    "for i in range(10):\n    print(i)\n", "x = 3.14159; y = x ** 2  # squares\n\n\n",
]
rng = random.Random(1)
lines = []
for _ in range(400):
    lines.append(f"{rng.choice(subjects).capitalize()} {rng.choice(verbs)} {rng.choice(objects)}.")
    if rng.random() < 0.15:
        lines.append(rng.choice(foreign))
text = "\n".join(lines) + "\n"
(here / "text.txt").write_text(text)

small = Tokenizer(models.BPE())
small.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
small.decoder = decoders.ByteLevel()
alphabet = pre_tokenizers.ByteLevel.alphabet()
trainer = trainers.BpeTrainer(vocab_size=600, min_frequency=2, initial_alphabet=alphabet, show_progress=False)
small.train_from_iterator([text], trainer)
small.model.save(str(here / "small"))
small.add_special_tokens([AddedToken("<|endoftext|>", special=True)])
assert small.token_to_id("<|endoftext|>") == small.get_vocab_size() - 1
vocabulary = json.loads((here / "small/vocab.json").read_text())
vocabulary["<|endoftext|>"] = len(vocabulary)
(here / "small/vocab.json").write_text(json.dumps(vocabulary))
small.save(str(here / "small/tokenizer.json"), pretty=False)

gpt2 = None
if len(sys.argv) > 1:
    folder = pathlib.Path(sys.argv[1])
    entries = json.loads((folder / "encoder.json").read_text())
    merges = [tuple(line.split()) for line in (folder / "vocab.bpe").read_text().split("\n")[1:] if line]
    gpt2 = Tokenizer(models.BPE(vocab=entries, merges=merges))
    gpt2.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    gpt2.decoder = decoders.ByteLevel()
    gpt2.add_special_tokens([AddedToken("<|endoftext|>", special=True)])

texts = [
    "", " ", "  ", "   a", "a ", "a  ", "\n", "\n\n", " \n ", "a \n b", "\t\tx", "x\u00a0y", "x \u00a0 y", "\u3000全角",
    "\r\n\r\n", "a\u0085b", "a\u2028b\u2029c", "a\u200bb", "\u200d\u200d", "\ufeffBOM", "\x00\x01\x7f", "\x1c\x1d a\x1f b",
    "it's we're I've I'm he'll she'd don't", "IT'S We'Re", "'s't're've'm'll'd", " 's", "''s ''", "'", "'r", "'l", "'re",
    "’s curly’t", "can't can' t can 't", "rock'n'roll 'em", "x'S", "1's 2'll", "a'sb", "…'s",
    "123 4567", "1,234.56", "²³ ½ Ⅷ ٣٤ 一二三", "१२३", "𝟙𝟚𝟛", "x1y2", "1x 2", "no1 1no",
    "é", "e\u0301", "éa\u0301\u0302b", "Å\u212b", "ﬁ ﬂ", "ß ẞ", "İıIi", "ǅǆ", "ʰʱ", "ªº", "µ μ",
    "😀", "👨‍👩‍👧‍👦", "🇩🇪🇫🇷", "👍🏽", "a😀b", " 😀", "☃☂", "♥️", "½😀1", "𐍈", "𠜎𠜱", "𝒳𝓎", "\U0010ffff", "\ue000",
    "你好，世界", "こんにちは 世界", "ไทยภาษา", "हिन्दी में", "العربية", "עברית", "ქართული", "አማርኛ", "தமிழ்", "ᚠᛇᚻ", "ꦗꦮ", "한글",
    "\u0378\u0379", "\u08ff\u0900", "\u1cfa", "\ua7f1", "\U000323af\U000323b0", "\U0001e4d0", "\U00010940", "\u1c89",
    "!!!", "!?!? ...", "--- — –", "a-b_c", "#include <stdio.h>", "https://example.org/?a=1&b=%20", "<|endoftext|>",
    "a<|endoftext|>b", " <|endoftext|> ", "<|endoftext|><|endoftext|>", "<|endoftext|", "<|endoftext>|endoftext|>",
    "the<|endoftext|> the", "def f(x):\n\treturn x  \n\n\n# end", "    four", "a    b", "tab\tafter", " \t mixed \t",
    "Supercalifragilisticexpialidocious antidisestablishmentarianism", "a" * 100, "ab" * 60, "é" * 70, "日" * 50, "x" * 47,
    "y" * 48, "z" * 49, "abc" * 33, " " * 60, "\n" * 50, "=" * 80, "the" * 40, "1234567890" * 12, "an an an an" * 10,
]
ranges = [(0x20, 0x7E)] * 6 + [
    (0x09, 0x0D), (0xA0, 0x24F), (0x300, 0x36F), (0x370, 0x52F), (0x590, 0x6FF), (0x900, 0xDFF), (0xE00, 0x10FF),
    (0x1100, 0x1FFF), (0x2000, 0x206F), (0x2070, 0x2BFF), (0x3000, 0x30FF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3),
    (0xE000, 0xFFFF), (0x10000, 0x1FFFF), (0x20000, 0x2FFFF), (0x1F300, 0x1FAFF), (0xE0000, 0xE01FF),
]
for _ in range(160):
    pieces = []
    for _ in range(rng.randint(1, 14)):
        low, high = rng.choice(ranges)
        pieces.append("".join(chr(rng.randint(low, high)) for _ in range(rng.randint(1, 4))))
        if rng.random() < 0.4:
            pieces.append(rng.choice([" ", "  ", "\n", "'s", " the", "'", "\u00a0", "can't", " 1"]))
    texts.append("".join(pieces))
texts += [text[at : at + 60] for at in range(0, 1500, 97)]

prefixed = Tokenizer.from_str(small.to_str())
prefixed.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True)
cases = []
for entry in texts:
    encoding = small.encode(entry)
    case = {"text": entry, "ids": encoding.ids, "offsets": [list(pair) for pair in encoding.offsets]}
    assert small.decode(encoding.ids, skip_special_tokens=False) == entry
    prefix = prefixed.encode(entry)
    case["prefixed"] = {"ids": prefix.ids, "offsets": [list(pair) for pair in prefix.offsets]}
    if gpt2:
        case["gpt2"] = gpt2.encode(entry).ids
    cases.append(case)

# Tokens in any order: most are no UTF-8.
decodings = []
for _ in range(120):
    ids = [rng.randrange(small.get_vocab_size()) if rng.random() < 0.5 else rng.randrange(256) for _ in range(rng.randint(1, 8))]
    decodings.append({"ids": ids, "text": small.decode(ids, skip_special_tokens=False)})
(here / "cases.json").write_text(json.dumps({"cases": cases, "decodings": decodings}, separators=(",", ":")) + "\n")
print(len(cases), "texts;", small.get_vocab_size(), "tokens")
