# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
#
# Writes tokenizer/settings.json: what Hugging Face's libraries make of the small vocabulary with the files that may lie
# beside it, and of a tokenizer.json whose post-processor puts special tokens around every text.
#
#     python generate_tokenizer_settings.py     (transformers 5.24.0, tokenizers 0.23.3; after generate_tokenizer.py)

import json
import os
import pathlib
import shutil
import tempfile

os.environ["TRANSFORMERS_VERBOSITY"] = "error"
from tokenizers import Tokenizer, processors
from transformers import GPT2TokenizerFast

here = pathlib.Path(__file__).resolve().parent / "tokenizer"
small = here / "small"
texts = [
    "", "a <pad> b", "hello<extra>world", "x <|endoftext|> y", " <extra> z", "<pad><pad>the", "the \t<pad>", "<extra>  <pad>",
    "Grüße<extra>日本", "<extr", "the keeper can't find an old map.",
]


def added(content, special=True, **flags):
    return {"content": content, "lstrip": False, "rstrip": False, "normalized": False, "single_word": False, "special": special} | flags


cases = []


def case(name, files):
    with tempfile.TemporaryDirectory() as folder:
        for file in ["vocab.json", "merges.txt"]:
            shutil.copy(small / file, folder)
        for file, content in files.items():
            pathlib.Path(folder, file).write_text(content if isinstance(content, str) else json.dumps(content))
        tokenizer = GPT2TokenizerFast.from_pretrained(folder)
        add(name, files, len(tokenizer), tokenizer.encode, tokenizer.all_special_tokens)


def add(name, files, size, encode, marks):
    written = {file: content if isinstance(content, str) else json.dumps(content) for file, content in files.items()}
    cases.append(
        {"name": name, "files": written, "size": size, "marks": marks, "cases": [{"text": t, "ids": encode(t)} for t in texts]})


case("added_tokens.json", {"added_tokens.json": {"<pad>": 601, "<extra>": 602}})
case("a map of special tokens",
     {"added_tokens.json": {"<pad>": 601, "<extra>": 602}, "special_tokens_map.json": {"pad_token": "<pad>"}})
case("special tokens as objects, one of them new",
     {"special_tokens_map.json": {"pad_token": added("<pad>"), "eos_token": "<|endoftext|>"}})
case("added_tokens_decoder with white space", {"tokenizer_config.json": {
    "added_tokens_decoder": {"601": added("<pad>", lstrip=True, rstrip=True), "602": added("<extra>", special=False)},
    "pad_token": "<pad>", "model_max_length": 1e30}})
case("a first token", {"tokenizer_config.json": {"add_bos_token": True, "bos_token": "<|endoftext|>"}})
case("a space in front", {"tokenizer_config.json": {"add_prefix_space": True}})
case("no merges", {"merges.txt": ""})
case("no merges but the version", {"merges.txt": "#version: 0.2\n"})

template = Tokenizer.from_file(str(small / "tokenizer.json"))
template.add_special_tokens(["<s>", "</s>"])
template.post_processor = processors.Sequence([
    processors.ByteLevel(trim_offsets=False),
    processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> $B:1 </s>:1",
        special_tokens=[("<s>", template.token_to_id("<s>")), ("</s>", template.token_to_id("</s>"))]),
])
add("a template", {"tokenizer.json": template.to_str(pretty=False)}, template.get_vocab_size(), lambda t: template.encode(t).ids,
    ["<|endoftext|>", "<s>", "</s>"])
(here / "settings.json").write_text(json.dumps(cases, separators=(",", ":")) + "\n")
print(len(cases), "tokenizers")
