# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
#
# Writes Sources/Transformers/Tokenizer/UnicodeClassTable.swift: which code points GPT-2's pattern takes for letters
# (\p{L}) and numbers (\p{N}).
#
#     python generate_unicode_table.py         (tokenizers 0.23.3, regex 2026.11.19)
#
# Every code point is put through the pre-tokenizer of Hugging Face's `tokenizers`. Python's `regex`, which OpenAI's
# encoder.py uses, knows a later Unicode: the script checks that the two differ in nothing but code points that the
# older one does not know yet.

import pathlib

import regex
from tokenizers import pre_tokenizers

LETTER, NUMBER = regex.compile(r"\p{L}"), regex.compile(r"\p{N}")
pre = pre_tokenizers.ByteLevel(add_prefix_space=False)
letters, numbers = [], []
later = 0


def add(ranges, code):
    if ranges and ranges[-1][1] == code - 1:
        ranges[-1][1] = code
    else:
        ranges.append([code, code])


for code in range(0x21, 0x110000):
    if 0xD800 <= code < 0xE000:
        continue
    pieces = [span for _, span in pre.pre_tokenize_str("a" + chr(code) + "1b")]
    letter, number = (0, 2) in pieces, (1, 3) in pieces
    if letter:
        add(letters, code)
    if number:
        add(numbers, code)
    known = bool(LETTER.match(chr(code))), bool(NUMBER.match(chr(code)))
    if known != (letter, number):
        assert not letter and not number, f"U+{code:04X}: tokenizers {letter, number}, regex {known}"
        later += 1

print(len(letters), "ranges of letters,", len(numbers), "of numbers;", later, "code points of a later Unicode left out")


def literal(name, doc, ranges):
    lines, line = [], "   "
    for first, last in ranges:
        entry = f" 0x{first:x}, 0x{last:x},"
        if len(line) + len(entry) > 118:
            lines.append(line)
            line = "   "
        line += entry
    lines.append(line)
    return f"  /// {doc}: first, last, first, last, …\n  static let {name}: [UInt32] = [\n" + "\n".join(lines) + "\n  ]\n"


root = pathlib.Path(__file__).resolve().parents[3]
(root / "Sources/Transformers/Tokenizer/UnicodeClassTable.swift").write_text(
    "// SPDX-License-Identifier: Apache-2.0\n// Copyright the Martlet authors\n"
    "//\n// Written by Tests/TransformersTests/Fixtures/generate_unicode_table.py; change that instead.\n\n"
    "/// The letters and numbers of Unicode as GPT-2's tokenizers know them.\n"
    "enum UnicodeClassTable {\n"
    + literal("letters", "`\\p{L}`", letters)
    + "\n"
    + literal("numbers", "`\\p{N}`", numbers)
    + "}\n"
)
