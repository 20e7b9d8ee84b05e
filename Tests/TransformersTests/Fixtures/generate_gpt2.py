# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Writes the folders gpt2-*/ beside this script: tiny GPT-2 checkpoints with random weights, and what Hugging Face's
implementation computes with them in double precision, at every hook point of every layer.

Needs torch and transformers; made with 2.15 and 5.24. Run: python generate_gpt2.py
"""

import json
import shutil
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file
from transformers import GPT2Config, GPT2LMHeadModel

here = Path(__file__).parent
torch.manual_seed(0)


def record(model, tokens):
    """Every activation for one sequence, by its TransformerLens name without the batch axis."""
    found = {}
    core, heads = model.transformer, model.config.n_head
    d_model = model.config.n_embd
    hooks = []

    def keep(module, name, change=lambda x: x, of_input=False):
        def hook(_, inputs, output):
            value = inputs[0] if of_input else output
            value = value[0] if isinstance(value, tuple) else value
            value = change(value.detach())
            for key, part in value.items() if isinstance(value, dict) else {name: value}.items():
                found[key] = part[0].clone()

        hooks.append(module.register_forward_hook(hook))

    def split_heads(x):
        return x.reshape(1, x.shape[1], heads, d_model // heads)

    keep(core.wte, "hook_embed")
    keep(core.wpe, "hook_pos_embed")
    keep(core.ln_f, "ln_final.hook_normalized")
    for layer, block in enumerate(core.h):
        name = f"blocks.{layer}."
        keep(block, name + "hook_resid_pre", of_input=True)
        keep(block, name + "hook_resid_post")
        keep(block.ln_1, name + "ln1.hook_normalized")
        keep(block.ln_2, name + "ln2.hook_normalized")
        keep(block.ln_2, name + "hook_resid_mid", of_input=True)
        keep(
            block.attn.c_attn,
            "",
            lambda x, name=name: {name + "attn.hook_" + k: split_heads(p) for k, p in zip("qkv", x.split(d_model, 2))},
        )
        keep(block.attn.c_proj, name + "attn.hook_z", split_heads, of_input=True)
        keep(block.attn, name + "hook_attn_out")
        keep(block.mlp.c_fc, name + "mlp.hook_pre")
        keep(block.mlp.act, name + "mlp.hook_post")
        keep(block.mlp, name + "hook_mlp_out")
    with torch.no_grad():
        output = model(torch.tensor([tokens]), output_attentions=True)
    for hook in hooks:
        hook.remove()
    found["logits"] = output.logits[0]
    for layer, block in enumerate(core.h):
        name = f"blocks.{layer}."
        found[name + "attn.hook_pattern"] = output.attentions[layer][0]
        # What the library does not name, from what it does.
        q, k, z = (found[name + "attn.hook_" + part] for part in "qkz")
        scores = torch.einsum("ihd,jhd->hij", q, k)
        if model.config.scale_attn_weights:
            scores = scores / (d_model // heads) ** 0.5
        if model.config.scale_attn_by_inverse_layer_idx:
            scores = scores / (layer + 1)
        future = torch.triu(torch.ones(len(tokens), len(tokens), dtype=torch.bool), 1)
        found[name + "attn.hook_attn_scores"] = scores.masked_fill(future, float("-inf"))
        weight = block.attn.c_proj.weight.detach().reshape(heads, d_model // heads, d_model)
        found[name + "attn.hook_result"] = torch.einsum("ihd,hdm->ihm", z, weight)
        for norm, source in (("ln1", "hook_resid_pre"), ("ln2", "hook_resid_mid")):
            found[name + norm + ".hook_scale"] = scale(found[name + source], model.config.layer_norm_epsilon)
    last = found[f"blocks.{model.config.n_layer - 1}.hook_resid_post"]
    found["ln_final.hook_scale"] = scale(last, model.config.layer_norm_epsilon)
    return found


def scale(x, epsilon):
    return (x.var(-1, unbiased=False, keepdim=True) + epsilon).sqrt()


def make(name, lengths, prefix, seed, dtype=torch.float32, buffers=False, **options):
    settings = dict(n_positions=16, vocab_size=23, bos_token_id=22, eos_token_id=22, attn_implementation="eager")
    config = GPT2Config(**(settings | options))
    torch.manual_seed(seed)
    model = GPT2LMHeadModel(config).eval()
    # Larger than at initialisation, so that attention and neurons have something to say; biases and norms too.
    for parameter in model.parameters():
        parameter.data += torch.randn_like(parameter) * 0.3
        parameter.data = parameter.data.to(dtype).float()
    folder = here / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    config.save_pretrained(folder)
    state = {k: v.to(dtype).contiguous() for k, v in model.state_dict().items()}
    if config.tie_word_embeddings:
        del state["lm_head.weight"]
    if not prefix:
        state = {k.removeprefix("transformer."): v for k, v in state.items()}
    if buffers:
        for layer in range(config.n_layer):
            state[f"h.{layer}.attn.bias"] = torch.tril(torch.ones(1, 1, 16, 16))
            state[f"h.{layer}.attn.masked_bias"] = torch.tensor(-1e4)
    save_file(state, folder / "model.safetensors", metadata={"format": "pt"})

    model = model.double()
    generator = np.random.RandomState(seed)
    sequences = [generator.randint(0, 23, n).tolist() for n in lengths]
    reference = {}
    for index, tokens in enumerate(sequences):
        for key, value in record(model, tokens).items():
            reference[f"{index}/{key}"] = value.to(torch.float32).contiguous()
    save_file(reference, folder / "activations.safetensors")
    with torch.no_grad():
        greedy = model.generate(torch.tensor([sequences[0][:4]]), max_new_tokens=8, do_sample=False, pad_token_id=22,
                                eos_token_id=None)
    losses = [
        torch.nn.functional.cross_entropy(model(torch.tensor([s])).logits[0, :-1], torch.tensor(s[1:]), reduction="none")
        .detach().tolist()
        for s in sequences
    ]
    answers = {"sequences": sequences, "greedy": greedy[0].tolist(), "losses": losses}
    (folder / "answers.json").write_text(json.dumps(answers) + "\n")
    for file in folder.iterdir():
        file.chmod(0o644)


# As published checkpoints are: tied head, no prefix, the buffers that older files carry.
make("gpt2-tied", [7, 3, 12], False, 1, buffers=True, n_embd=16, n_layer=3, n_head=4)
# A head of its own, the prefix, erf GELU, an MLP of unusual width, heads of five.
make("gpt2-untied", [6, 2], True, 2, n_embd=15, n_layer=2, n_head=3, n_inner=22, activation_function="gelu",
     tie_word_embeddings=False)
# Scores scaled by the layer, one head, half precision weights.
make("gpt2-scaled", [5], True, 3, dtype=torch.float16, n_embd=8, n_layer=3, n_head=1,
     scale_attn_by_inverse_layer_idx=True, scale_attn_weights=False, layer_norm_epsilon=1e-3)
