# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
#
# Martlet's tokenizer beside Hugging Face's tokenizers and tiktoken, on one thread, over the same texts.
#
#     python tokenizer.py bench-tokenizer [VOCABULARY-FOLDER]
#
# Without a folder with GPT-2's encoder.json and vocab.bpe the tests' small vocabulary is used, which makes more work for
# the merging. The texts are Python's own library (source code and English) and, if it is there, the small model's corpus.

import json
import os
import pathlib
import subprocess
import sys
import sysconfig
import tempfile
import time

os.environ["RAYON_NUM_THREADS"] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"

from tokenizers import Tokenizer, models, pre_tokenizers

program = sys.argv[1]
root = pathlib.Path(__file__).resolve().parents[2]
shared = pathlib.Path(os.environ.get("MARTLET_SHARED", root.parent / "shared"))
folder = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else shared / "gpt2-tokenizer"
if not folder.exists():
    folder = root / "Tests/TransformersTests/Fixtures/tokenizer/small"
names = ("encoder.json", "vocab.bpe") if (folder / "encoder.json").exists() else ("vocab.json", "merges.txt")


def load():
    vocabulary = json.loads((folder / names[0]).read_text())
    merges = [tuple(line.split()) for line in (folder / names[1]).read_text().split("\n")[1:] if line]
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=merges))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    return tokenizer, vocabulary, merges


def best(repeats, body):
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        result = body()
        times.append(time.perf_counter() - start)
    return min(times), result


load_time, (tokenizer, vocabulary, merges) = best(3, load)
encoders = {"tokenizers": lambda texts: [each.ids for each in tokenizer.encode_batch(texts)]}
try:
    import tiktoken

    table = {chr(code): byte for byte, code in enumerate(
        [b if 33 <= b <= 126 or 161 <= b <= 172 or 174 <= b <= 255 else None for b in range(256)]) if code is not None}
    missing = [b for b in range(256) if b not in table.values()]
    table.update({chr(256 + n): byte for n, byte in enumerate(missing)})
    ranks = {bytes(table[c] for c in token): rank for token, rank in vocabulary.items() if token != "<|endoftext|>"}
    pattern = r"'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"
    encoding = tiktoken.Encoding("bench", pat_str=pattern, mergeable_ranks=ranks, special_tokens={})
    encoders["tiktoken"] = lambda texts: [encoding.encode_ordinary(text) for text in texts]
except ImportError:
    print("tiktoken is not installed; tokenizers alone is compared")

library = pathlib.Path(sysconfig.get_paths()["stdlib"])
sources = sorted(library.glob("*.py")) + sorted(library.glob("*/*.py"))
texts = {"Python's library": [path.read_text(errors="replace") for path in sources][:400]}
corpus = root / "Sources/SmallModelFiles/Resources/small/corpus.txt"
if corpus.exists():
    texts["the small model's corpus"] = corpus.read_text().split("\n")

with tempfile.TemporaryDirectory() as scratch:
    paths = []
    for number, text in enumerate(texts.values()):
        paths.append(f"{scratch}/{number}.txt")
        pathlib.Path(paths[-1]).write_text(json.dumps(text))
    ours = json.loads(subprocess.run([program, str(folder), *paths], check=True, capture_output=True).stdout)

print(f"Tokenizer with {len(vocabulary)} tokens ({folder.name}), one thread")
print(f"{'':40}{'Martlet':>12}{'tokenizers':>12}{'ratio':>8}")
print(f"{'load':40}{ours['load'] * 1e3:>9.1f} ms{load_time * 1e3:>9.1f} ms{load_time / ours['load']:>7.1f}x")
for (name, text), result in zip(texts.items(), ours["files"]):
    size = sum(len(document.encode()) for document in text) / 1e6
    for peer, encode in encoders.items():
        seconds, ids = best(3, lambda: encode(text))
        checksum = count = 0
        for document in ids:
            count += len(document)
            for token in document:
                checksum = (checksum * 31 + token) & 0xFFFFFFFF
        same = checksum == result["checksum"] and count == result["tokens"]
        line = f"{name}, {size:.1f} MB, {peer}"
        print(
            f"{line:40}{size / result['best']:>7.0f} MB/s{size / seconds:>7.0f} MB/s{seconds / result['best']:>7.1f}x"
            f"   first time {size / result['first']:.0f} MB/s; ids {'equal' if same else 'DIFFERENT'}"
        )
