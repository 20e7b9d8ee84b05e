# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Measures the lectures' forward passes beside torch and Hugging Face's transformers, and prints a table.

    python language_models.py bench-transformers [--fraction F] [--repeats N] [--checkpoints FOLDER]

Checkpoints have the published sizes and random weights, for what they compute does not matter to the time. Each case runs
in processes of its own, in turns, and the activations are compared. torch does what the Python lectures do: the
whole model, hooks that store what every position gives, and the one that is wanted taken afterwards.
"""

import argparse
import importlib.util
import json
import pathlib
import subprocess
import sys
import tempfile
import time

del sys.path[0]  # this folder, whose kernels.py transformers would take for the package of that name

import numpy as np

# Name, checkpoint, sequences, tokens in each, layers, hook, position, whether the lecture computes logits, target ratio.
CASES = [
    ("001: small, 200 x 17, layer 3", "gpt2", 200, (17, 17), [3], "mlp.hook_post", 14, True, 8.0),
    ("004: medium, 108 sentences, layer 5", "gpt2-medium", 108, (5, 10), [5], "mlp.hook_pre", None, False, 5.0),
    ("003: medium, 1000 x 11, 24 layers", "gpt2-medium", 1000, (11, 11), list(range(24)), "mlp.hook_pre", 10, True, 2.2),
]


def make_case(case, fraction):
    _, _, count, (shortest, longest), layers, hook, position, _, _ = case
    count = max(2, round(count * fraction))
    random = np.random.RandomState(1)
    tokens = [random.randint(0, 50256, random.randint(shortest, longest + 1)).tolist() for _ in range(count)]
    positions = [len(sequence) - 2 if position is None else position for sequence in tokens]
    points = [f"blocks.{layer}.{hook}" for layer in layers]
    return {"tokens": tokens, "points": points, "positions": positions}


def make_checkpoint(folder, name):
    """A checkpoint of the published size with random weights, as Hugging Face lays it out."""
    if (folder / "model.safetensors").exists():
        return
    layers, heads, width = {"gpt2": (12, 12, 768), "gpt2-medium": (24, 16, 1024)}[name]
    shapes = {"wte.weight": (50257, width), "wpe.weight": (1024, width), "ln_f.weight": (width,), "ln_f.bias": (width,)}
    for layer in range(layers):
        for part, inputs, outputs in (("attn.c_attn", width, 3 * width), ("attn.c_proj", width, width),
                                      ("mlp.c_fc", width, 4 * width), ("mlp.c_proj", 4 * width, width)):
            shapes[f"h.{layer}.{part}.weight"] = (inputs, outputs)
            shapes[f"h.{layer}.{part}.bias"] = (outputs,)
        for part in ("ln_1", "ln_2"):
            shapes[f"h.{layer}.{part}.weight"] = shapes[f"h.{layer}.{part}.bias"] = (width,)
    header, end = {"__metadata__": {"format": "pt"}}, 0
    for tensor, shape in shapes.items():
        size = 4 * int(np.prod(shape))
        header[f"transformer.{tensor}"] = {"dtype": "F32", "shape": shape, "data_offsets": [end, end + size]}
        end += size
    text = json.dumps(header).encode()
    text += b" " * (-(len(text) + 8) % 64)
    random = np.random.default_rng(0)
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "model.part", "wb") as file:
        file.write(len(text).to_bytes(8, "little") + text)
        for tensor, shape in shapes.items():
            is_norm = ".ln_" in tensor or tensor.startswith("ln_f")
            values = np.ones(shape) if is_norm and tensor.endswith("weight") else np.zeros(shape)
            if not is_norm and tensor.endswith("weight"):
                values = random.standard_normal(shape, dtype=np.float32) * 0.02
            file.write(values.astype("<f4").tobytes())
    (folder / "model.part").rename(folder / "model.safetensors")
    (folder / "config.json").write_text(json.dumps({
        "model_type": "gpt2", "architectures": ["GPT2LMHeadModel"], "n_layer": layers, "n_head": heads, "n_embd": width,
        "n_positions": 1024, "n_ctx": 1024, "vocab_size": 50257, "activation_function": "gelu_new",
        "bos_token_id": 50256, "eos_token_id": 50256}))


def run_torch(checkpoint, case_path, with_logits, result, repeats):
    """What the Python lecture does; runs in a process of its own."""
    import torch
    from transformers import GPT2LMHeadModel, GPT2Model

    began = time.perf_counter()
    model = (GPT2LMHeadModel if with_logits else GPT2Model).from_pretrained(checkpoint).eval()
    load = time.perf_counter() - began
    blocks = model.transformer.h if with_logits else model.h
    case = json.loads(pathlib.Path(case_path).read_text())
    found = {}

    def hook(name):
        def store(module, inputs, output):
            found[name] = output.detach().cpu().numpy()

        return store

    for point in case["points"]:
        _, layer, module, kind = point.split(".")
        target = blocks[int(layer)].mlp
        (target.act if kind == "hook_post" else target.c_fc).register_forward_hook(hook(point))
    longest = max(map(len, case["tokens"]))
    ids = torch.tensor([sequence + [50256] * (longest - len(sequence)) for sequence in case["tokens"]])
    mask = torch.tensor([[1] * len(s) + [0] * (longest - len(s)) for s in case["tokens"]])
    times = []
    for _ in range(repeats):
        began = time.perf_counter()
        with torch.no_grad():
            output = model(ids, attention_mask=mask)
        times.append(time.perf_counter() - began)
        del output
    rows = np.arange(len(case["tokens"]))
    np.save(result, np.stack([found[point][rows, case["positions"]] for point in case["points"]]))
    # The peak of this process alone; getrusage counts that of the program which started it, too.
    status = pathlib.Path("/proc/self/status").read_text().split("\n")
    memory = next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
    print(json.dumps({"load": load, "times": times, "megabytes": memory}))


def output_of(command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{command[0]} failed:\n{done.stdout}{done.stderr}")
    return done.stdout.strip().split("\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--fraction", type=float, default=1.0, help="the share of each case's sequences that is run")
    parser.add_argument("--repeats", type=int, default=3, help="how often each case is run; the best time counts")
    parser.add_argument("--checkpoints", help="a folder that keeps the checkpoints (2 GB) for another time")
    options = parser.parse_args()
    with_torch = all(importlib.util.find_spec(module) for module in ("torch", "transformers"))
    if not with_torch:
        print("torch and transformers are not installed (2 GB); only Martlet is measured")
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(options.checkpoints or scratch)
        heads = ["Martlet", "torch", "ratio", "target", "of sgemm", "MB", "torch MB", "error"]
        print(f"{'':36} " + " ".join(f"{head:>9}" for head in heads))
        for case in CASES:
            name, checkpoint, *_, with_logits, target = case
            make_checkpoint(folder / checkpoint, checkpoint)
            path = f"{scratch}/case.json"
            pathlib.Path(path).write_text(json.dumps(make_case(case, options.fraction)))
            repeats = str(options.repeats)
            theirs = with_torch and json.loads(output_of([
                sys.executable, __file__, "torch", str(folder / checkpoint), path, str(int(with_logits)),
                f"{scratch}/theirs.npy", repeats])[-1])
            lines = output_of([options.program, str(folder / checkpoint), path, f"{scratch}/ours.npy", repeats])
            ours = json.loads(lines[-1])
            best = min(ours["times"])
            share = 100 * ours["flops"] / best / ours["rate"]
            row = [f"{best:8.3f}s", "", "", f"{target:6.1f}x", f"{share:8.0f}%", f"{ours['megabytes']:6.0f}", "", ""]
            if theirs:
                a, b = np.load(f"{scratch}/ours.npy"), np.load(f"{scratch}/theirs.npy")
                error = np.abs(a - b).max() / np.abs(b).max()
                their_best = min(theirs["times"])
                row[1:3] = [f"{their_best:8.3f}s", f"{their_best / best:6.1f}x"]
                row[6:] = [f"{theirs['megabytes']:9.0f}", f"{error:8.1e}"]
            print(f"{name:36} " + " ".join(f"{cell:>9}" for cell in row))
            print(f"    {lines[0]}")


if __name__ == "__main__":
    if sys.argv[1] == "torch":
        checkpoint, case_path, with_logits, result, repeats = sys.argv[2:]
        run_torch(checkpoint, case_path, with_logits == "1", result, int(repeats))
    else:
        main()
