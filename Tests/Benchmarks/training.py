# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Training beside torch, on the same data and cores, in turns.

    python training.py bench-training

The lecture's autoencoder (600 epochs, 3000 x 2, 20 latents) as `SparseAutoencoder` and as a module in a cell, and steps
of a small GPT-2 (4 blocks of width 192, 3000 tokens, 16 sequences of 128). Where torch is not installed (its wheel with
the CUDA libraries takes gigabytes), the autoencoder is measured beside the same computation in NumPy.
"""

import json
import math
import subprocess
import sys
import time

import numpy as np

try:
    import torch
    import torch.nn.functional as F
except (ImportError, OSError):
    torch = None

program = sys.argv[1]


def ours(*arguments):
    return json.loads(subprocess.run([program, *arguments], check=True, capture_output=True).stdout)


def best(repeats, body):
    times, value = [], None
    for _ in range(repeats):
        start = time.perf_counter()
        value = body()
        times.append(time.perf_counter() - start)
    return min(times), value


t = np.linspace(0, 14 * np.pi, 3000)
mixed = np.stack([np.sin(t) + 1, np.sign(np.sin(3 * t)) + 1], axis=1) @ np.array([[1, 0.4], [0.6, 1]])


def autoencoder_numpy():
    """Seed 002's recipe with gradients by hand."""
    import scipy.special

    random, x = np.random.RandomState(1), mixed.astype(np.float32)
    shapes = [((20, 2), 2), ((20,), 2), ((2, 20), 20), ((2,), 20)]
    parameters = [random.uniform(-n**-0.5, n**-0.5, shape).astype(np.float32) for shape, n in shapes]
    first = [np.zeros_like(p) for p in parameters]
    second = [np.zeros_like(p) for p in parameters]
    for step in range(1, 601):
        w, b, v, c = parameters
        before = x @ w.T + b
        below = 0.5 * (1 + scipy.special.erf(before * np.float32(0.5**0.5)))
        z = before * below
        error = z @ v.T + c - x
        loss = (error**2).mean() + np.abs(z).mean()
        e = error * (2 / error.size)
        dz = (e @ v + np.sign(z) / z.size) * (below + before * np.exp(-(before**2) / 2) * np.float32((2 * np.pi) ** -0.5))
        for i, g in enumerate([dz.T @ x, dz.sum(0), e.T @ z, e.sum(0)]):
            first[i] += 0.1 * (g - first[i])
            second[i] = 0.999 * second[i] + 0.001 * g * g
            parameters[i] -= (7e-4 / (1 - 0.9**step)) * first[i] / (np.sqrt(second[i] / (1 - 0.999**step)) + 1e-8)
    return float(loss)


def autoencoder_torch():
    """Seed 002's recipe, as the lecture writes it."""
    torch.manual_seed(1)
    encoder, decoder, x = torch.nn.Linear(2, 20), torch.nn.Linear(20, 2), torch.tensor(mixed, dtype=torch.float)
    optimizer = torch.optim.Adam([*encoder.parameters(), *decoder.parameters()], lr=7e-4)
    for _ in range(600):
        optimizer.zero_grad()
        latents = F.gelu(encoder(x))
        penalty, error = latents.abs().mean(), F.mse_loss(decoder(latents), x)
        penalty.item(), error.item()
        loss = penalty + error
        loss.backward()
        optimizer.step()
    return loss.item()


def transformer_torch(steps):
    torch.manual_seed(1)
    nn, width = torch.nn, 192

    class Block(nn.Module):
        def __init__(self):
            super().__init__()
            self.ln1, self.ln2 = nn.LayerNorm(width), nn.LayerNorm(width)
            self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
            self.fc, self.proj = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

        def forward(self, x):
            n, length, _ = x.shape
            q, k, v = (
                part.view(n, length, 6, 32).transpose(1, 2) for part in self.qkv(self.ln1(x)).split(width, dim=2)
            )
            mixed = F.scaled_dot_product_attention(q, k, v, is_causal=True)
            x = x + self.out(mixed.transpose(1, 2).reshape(n, length, width))
            return x + self.proj(F.gelu(self.fc(self.ln2(x)), approximate="tanh"))

    tokens, positions, norm = nn.Embedding(3000, width), nn.Embedding(128, width), nn.LayerNorm(width)
    blocks = nn.ModuleList([Block() for _ in range(4)])
    parameters = [p for module in (tokens, positions, norm, blocks) for p in module.parameters()]
    for p in parameters:
        if p.dim() == 2:
            nn.init.normal_(p, std=0.02)
    optimizer = torch.optim.AdamW(parameters, lr=3e-4)
    ids = torch.randint(0, 3000, (16, 129))
    times = []
    for _ in range(steps):
        start = time.perf_counter()
        x = tokens(ids[:, :-1]) + positions(torch.arange(128))
        for block in blocks:
            x = block(x)
        logits = norm(x) @ tokens.weight.T
        loss = F.cross_entropy(logits.view(-1, 3000), ids[:, 1:].reshape(-1))
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        times.append(time.perf_counter() - start)
    return min(times[1:]), loss.item()


peer = f"torch {torch.__version__}" if torch else f"NumPy {np.__version__}"
print(f"Training beside {peer}; seconds, the best of several runs in turns")
print(f"{'':44}{'Martlet':>10}{peer.split()[0]:>10}{'ratio':>8}{'target':>8}")


def row(name, mine, theirs, target):
    print(f"{name:44}{mine:>10.4f}{theirs:>10.4f}{theirs / mine:>7.1f}x{target:>8}")


autoencoder = autoencoder_torch if torch else autoencoder_numpy
turns = [(ours("recipe"), ours("cell"), best(1, autoencoder)) for _ in range(3)]
peer_seconds = min(turn[2][0] for turn in turns)
row("autoencoder, 600 epochs: SparseAutoencoder", min(t[0]["seconds"] for t in turns), peer_seconds, "5x")
row("autoencoder, 600 epochs: module in a cell", min(t[1]["seconds"] for t in turns), peer_seconds, "")
if torch:
    turns = [(ours("transformer", "6"), transformer_torch(6)) for _ in range(2)]
    row("GPT-2, 4 x 192: a step", min(t[0]["seconds"] for t in turns), min(t[1][0] for t in turns), "")
    assert math.isclose(turns[0][0]["loss"], turns[0][1][1], rel_tol=0.05), turns
