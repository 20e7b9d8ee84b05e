# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Writes torch.json: what torch makes of small problems, so that Training can be compared with it.

    python generate_torch.py        (torch 2.15.0, transformers 5.24.0; in the folder of this file)
"""

import json
import pathlib

import numpy as np
import torch
import torch.nn.functional as F
from torch import optim
from transformers import get_cosine_schedule_with_warmup, get_linear_schedule_with_warmup

torch.set_num_threads(1)
torch.manual_seed(7)
result = {}


def listed(tensor):
    """Shape and elements in row order."""
    array = tensor.detach().numpy()
    return {"shape": list(array.shape), "values": [float(f"{v:.9g}") for v in array.ravel().tolist()]}


def case(name, inputs, function):
    """An operation's value and the gradients of its weighted sum, in double precision."""
    leaves = [value.clone().requires_grad_() for value in inputs]
    value = function(*leaves)
    weights = torch.randn(value.shape, dtype=torch.float64)
    (value * weights).sum().backward()
    result["operations"][name] = {
        "inputs": [listed(leaf) for leaf in leaves],
        "weights": listed(weights),
        "value": listed(value),
        "gradients": [listed(leaf.grad) for leaf in leaves],
    }


def randn(*shape):
    return torch.randn(*shape, dtype=torch.float64)


result["operations"] = {}
x = randn(3, 5)
case("gelu erf", [x], F.gelu)
case("gelu tanh", [x], lambda x: F.gelu(x, approximate="tanh"))
case("softmax", [x], lambda x: F.softmax(x, -1))
case("log-softmax of columns", [x], lambda x: F.log_softmax(x, 0))
case("layer norm", [x, randn(5), randn(5)], lambda x, w, b: F.layer_norm(x, (5,), w, b, 1e-5))
case("linear", [x, randn(2, 5), randn(2)], F.linear)
targets = torch.tensor([4, -100, 1])
case("cross-entropy", [x], lambda x: F.cross_entropy(x, targets))
case("embedding", [randn(4, 3)], lambda w: F.embedding(torch.tensor([[3, 0], [3, 1]]), w))
case("mse", [x, randn(3, 5)], F.mse_loss)
case("l1", [x, randn(3, 5)], F.l1_loss)


def decorrelation(latents):
    """Seed 002's own."""
    covariance = torch.cov(latents.T)
    return torch.sum((covariance - torch.diag(torch.diag(covariance))) ** 2)


case("decorrelation", [randn(6, 4)], decorrelation)
case("max", [randn(3, 4)], lambda x: x.max(dim=1).values)


def attention(qkv):
    """GPT-2's, with 2 heads."""
    q, k, v = (part.view(2, 6, 2, 4).transpose(1, 2) for part in qkv.split(8, dim=2))
    mixed = F.scaled_dot_product_attention(q, k, v, is_causal=True)
    return mixed.transpose(1, 2).reshape(2, 6, 8)


case("attention", [randn(2, 6, 24)], attention)


# Optimisers: 12 steps in single precision from the same start along the same gradients; the second parameter gets its
# first gradient at step 3.
gradients = [torch.randn(12, 5), torch.randn(12, 2, 2)]
starts = [torch.randn(5), torch.randn(2, 2)]
result["steps"] = {
    "starts": [listed(value) for value in starts],
    "gradients": [listed(value) for value in gradients],
    "ends": {},
}


def run(name, make, scheduler=None, clip=None):
    parameters = [torch.nn.Parameter(value.clone()) for value in starts]
    optimizer = make(parameters)
    schedule = scheduler(optimizer) if scheduler else None
    for step in range(12):
        optimizer.zero_grad()
        parameters[0].grad = gradients[0][step].clone()
        if step >= 3:
            parameters[1].grad = gradients[1][step].clone()
        if clip:
            torch.nn.utils.clip_grad_norm_([p for p in parameters if p.grad is not None], clip)
        optimizer.step()
        if schedule:
            schedule.step()
    result["steps"]["ends"][name] = [listed(parameter) for parameter in parameters]


run("sgd", lambda p: optim.SGD(p, lr=0.1))
run("sgd momentum", lambda p: optim.SGD(p, lr=0.05, momentum=0.9, weight_decay=0.01))
run("sgd dampening", lambda p: optim.SGD(p, lr=0.05, momentum=0.9, dampening=0.3))
run("sgd nesterov", lambda p: optim.SGD(p, lr=0.05, momentum=0.9, nesterov=True))
run("adam", lambda p: optim.Adam(p, lr=0.01))
run("adam decay", lambda p: optim.Adam(p, lr=0.02, betas=(0.8, 0.95), eps=1e-6, weight_decay=0.1))
run("adamw", lambda p: optim.AdamW(p, lr=0.02, weight_decay=0.1))
run("adamw cosine", lambda p: optim.AdamW(p, lr=0.02), lambda o: get_cosine_schedule_with_warmup(o, 3, 12))
run("adam linear", lambda p: optim.Adam(p, lr=0.02), lambda o: get_linear_schedule_with_warmup(o, 3, 10))
run("sgd clipped", lambda p: optim.SGD(p, lr=0.1), clip=1.5)


# Sparse autoencoders: one step's losses and gradients, written anew from the papers.
data, encoder, decoder = torch.randn(7, 4), torch.randn(6, 4), torch.randn(4, 6)
encoder_bias, decoder_bias = torch.randn(6) / 4, torch.randn(4) / 4
scale, magnitude_bias = torch.randn(6) / 4, torch.randn(6) / 4
dead = torch.tensor([0, 1, 0, 0, 1, 1], dtype=torch.bool)


def squared(error):
    return error.pow(2).sum(1).mean()


def topk(values, k):
    kept = torch.topk(torch.relu(values), k, dim=1)
    return torch.zeros_like(values).scatter(1, kept.indices, kept.values)


def topk_losses(we, be, wd, bd):
    scores = F.linear(data - bd, we, be)
    reconstruction = F.linear(topk(scores, 2), wd, bd)
    rest = (data - reconstruction).detach()
    helped = F.linear(topk(torch.where(dead, scores, torch.zeros(())), 2), wd)
    return [squared(helped - rest) / 32, squared(reconstruction - data)]


def gated_losses(we, be, wd, bd, scale, magnitude_bias, l1=0.3):
    directions = F.linear(data - bd, we)
    gate = directions + be
    magnitude = torch.relu(directions * scale.exp() + magnitude_bias)
    latents = (gate > 0).float() * magnitude
    frozen = F.linear(torch.relu(gate), wd.detach(), bd.detach())
    sparsity = l1 * torch.relu(gate).sum(1).mean()
    return [sparsity, squared(F.linear(latents, wd, bd) - data), squared(frozen - data)]


def relu_losses(we, be, wd, bd, l1=0.3):
    latents = torch.relu(F.linear(data - bd, we, be))
    return [l1 * latents.sum(1).mean(), squared(F.linear(latents, wd, bd) - data)]


result["autoencoders"] = {"data": listed(data), "dead": dead.tolist()}
names = ["encoder.weight", "encoder.bias", "decoder.weight", "decoder.bias", "logScale", "magnitudeBias"]
values = [encoder, encoder_bias, decoder, decoder_bias, scale, magnitude_bias]
for name, losses, count in [("topK", topk_losses, 4), ("gated", gated_losses, 6), ("relu", relu_losses, 4)]:
    leaves = [value.clone().requires_grad_() for value in values[:count]]
    terms = losses(*leaves)
    sum(terms).backward()
    result["autoencoders"][name] = {
        "parameters": {n: listed(leaf) for n, leaf in zip(names, leaves)},
        "losses": [term.item() for term in terms],
        "gradients": {n: listed(leaf.grad) for n, leaf in zip(names, leaves)},
    }

# Seed 002's recipe in small: 40 samples, 8 latents, 30 epochs, both penalties.
np.random.seed(3)
t = np.linspace(0, 14 * np.pi, 40)
mixed = np.stack([np.sin(t) + 1, np.sign(np.sin(3 * t)) + 1], axis=1) @ np.array([[1, 0.4], [0.6, 1]])
samples = torch.tensor(mixed, dtype=torch.float)
result["recipe"] = {"data": listed(samples)}
for name in ["l1", "decorrelation"]:
    torch.manual_seed(5)
    first, second = torch.nn.Linear(2, 8), torch.nn.Linear(8, 2)
    parameters = [*first.parameters(), *second.parameters()]
    entry = {"initial": {n: listed(p) for n, p in zip(names, parameters)}, "losses": []}
    optimizer = optim.Adam(parameters, lr=7e-4)
    for epoch in range(30):
        optimizer.zero_grad()
        latents = F.gelu(first(samples))
        penalty = latents.abs().mean() if name == "l1" else decorrelation(latents)
        error = F.mse_loss(second(latents), samples)
        entry["losses"].append([penalty.item(), error.item()])
        (error + penalty).backward()
        optimizer.step()
    entry["trained"] = {n: listed(p) for n, p in zip(names, parameters)}
    result["recipe"][name] = entry

path = pathlib.Path(__file__).with_name("torch.json")
path.write_text(json.dumps(result, separators=(",", ":")) + "\n")
print(path, path.stat().st_size)
