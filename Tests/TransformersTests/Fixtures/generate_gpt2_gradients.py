# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
#
# Writes gradients/NAME.safetensors for the models that generate_gpt2.py made: torch's gradients of Hugging Face's GPT-2.
#
#     python generate_gpt2_gradients.py         (torch 2.15.0, transformers 5.24.0)
#
#   tokens               3 × 12
#   loss                 the mean loss of all of them
#   weights/PARAMETER    its gradients
#   metric               logits[-1, 5] - logits[-1, 7] of the first sequence
#   points/HOOK-POINT    its gradients with respect to activations, position × …

import pathlib

import numpy as np
import torch
from safetensors.torch import save_file
from transformers import GPT2LMHeadModel

here = pathlib.Path(__file__).resolve().parent
(here / "gradients").mkdir(exist_ok=True)

for name in ["gpt2-tied", "gpt2-untied", "gpt2-scaled"]:
    model = GPT2LMHeadModel.from_pretrained(here / name, attn_implementation="eager", dtype=torch.float32).eval()
    tokens = torch.tensor(np.random.RandomState(3).randint(0, model.config.vocab_size, (3, 12)))
    loss = model(tokens, labels=tokens).loss
    loss.backward()
    found = {"tokens": tokens, "loss": loss.detach().reshape(1)}
    for parameter, value in model.named_parameters():
        found["weights/" + parameter] = value.grad.clone()

    kept = {}

    def keep(point, pick=lambda output: output, width=None):
        def hook(module, inputs, output):
            value = pick(output)
            value.retain_grad()
            kept[point] = value

        return hook

    def keep_input(point):
        def hook(module, inputs):
            inputs[0].retain_grad()
            kept[point] = inputs[0]

        return hook

    handles = []
    for layer, block in enumerate(model.transformer.h):
        at = f"blocks.{layer}."
        first = lambda output: output[0] if isinstance(output, tuple) else output
        handles += [
            block.register_forward_pre_hook(keep_input(at + "hook_resid_pre")),
            block.ln_1.register_forward_hook(keep(at + "ln1.hook_normalized")),
            block.attn.c_proj.register_forward_pre_hook(keep_input(at + "attn.hook_z")),
            block.attn.register_forward_hook(keep(at + "hook_attn_out", first)),
            block.attn.register_forward_hook(keep(at + "attn.hook_pattern", lambda output: output[1])),
            block.ln_2.register_forward_pre_hook(keep_input(at + "hook_resid_mid")),
            block.mlp.c_fc.register_forward_hook(keep(at + "mlp.hook_pre")),
            block.mlp.c_proj.register_forward_pre_hook(keep_input(at + "mlp.hook_post")),
            block.mlp.register_forward_hook(keep(at + "hook_mlp_out")),
        ]
    handles.append(model.transformer.ln_f.register_forward_pre_hook(
        keep_input(f"blocks.{model.config.n_layer - 1}.hook_resid_post")))
    handles.append(model.transformer.ln_f.register_forward_hook(keep("ln_final.hook_normalized")))
    logits = model(tokens[:1], output_attentions=True).logits[0]
    metric = logits[-1, 5] - logits[-1, 7]
    metric.backward()
    for handle in handles:
        handle.remove()
    found["metric"] = metric.detach().reshape(1)
    for point, value in kept.items():
        if value.grad is None:
            continue
        gradient = value.grad[0].clone()
        if point.endswith("hook_z"):
            gradient = gradient.reshape(gradient.shape[0], model.config.n_head, -1)
        found["points/" + point] = gradient
    save_file({key: value.contiguous() for key, value in found.items()}, here / f"gradients/{name}.safetensors")
    print(name, float(loss), float(metric), len(found))
