# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Writes types.safetensors, sharded/ and safetensors.json beside this script, with the safetensors library and torch.

Needs torch and safetensors; made with 2.15 and 0.8. Run: python generate_safetensors.py
"""

import json
from pathlib import Path

import torch
from safetensors.torch import save_file

here = Path(__file__).parent
# Every kind of 16-bit number: ordinary, rounded, the largest, the smallest normal and subnormal, zeros, not finite.
values = [0.0, -0.0, 1.0, -2.5, 3.14159, 65504.0, 6.1e-5, 6e-8, -1.2e-7, 1e-3, float("inf"), float("-inf"), float("nan")]
whole = [0, 1, 100, 127]
tensors = {
    "f64": torch.tensor(values, dtype=torch.float64),
    "f32": torch.tensor(values, dtype=torch.float32),
    "f16": torch.tensor(values, dtype=torch.float16),
    "bf16": torch.tensor(values, dtype=torch.bfloat16),
    "i64": torch.tensor(whole + [-(2**62)], dtype=torch.int64),
    "i32": torch.tensor(whole + [-(2**24) - 1], dtype=torch.int32),
    "i16": torch.tensor(whole + [-32768], dtype=torch.int16),
    "i8": torch.tensor(whole + [-128], dtype=torch.int8),
    "u8": torch.tensor(whole + [255], dtype=torch.uint8),
    "bool": torch.tensor([True, False, True]),
    "matrix": torch.arange(6, dtype=torch.float32).reshape(2, 3),
    "scalar": torch.tensor(2.5),
    "empty": torch.zeros(0, 3),
}
save_file(tensors, here / "types.safetensors", metadata={"format": "pt", "note": 'a "quoted" line\nand ü'})
# As Float, in words that JSON can carry.
widened = {name: [repr(float(x)) for x in tensors[name].float()] for name in ("f64", "f32", "f16", "bf16")}
(here / "safetensors.json").write_text(json.dumps(widened) + "\n")

shards = here / "sharded"
shards.mkdir(exist_ok=True)
parts = {"model-00001-of-00002.safetensors": ["a", "b"], "model-00002-of-00002.safetensors": ["c"]}
for number, (file, names) in enumerate(parts.items()):
    save_file({name: torch.full((2,), float(number)) for name in names}, shards / file)
weight_map = {name: file for file, names in parts.items() for name in names}
index = {"metadata": {"total_size": 24}, "weight_map": weight_map}
(shards / "model.safetensors.index.json").write_text(json.dumps(index) + "\n")
