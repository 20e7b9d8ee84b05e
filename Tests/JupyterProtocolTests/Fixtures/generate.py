#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Writes signatures.json: messages signed by Python's own hmac, which the Swift signer must reproduce.

Run it in this folder: python3 generate.py
"""

import hashlib
import hmac
import json

KEYS = ["key", "a0436f6c-1916-498b-8eb9-e81ab9368e84", "ключ", "k" * 64, "long " * 40]
FRAMES = [
    ["{}", "{}", "{}", "{}"],
    ['{"msg_id":"1","msg_type":"execute_request"}', "{}", "{}", '{"code":"print(\\"naïve 🦢\\")"}'],
    ["", "", "", ""],
    ["a" * 1000, "b" * 63, "c" * 64, "d" * 65],
]

vectors = []
for key in KEYS:
    for frames in FRAMES:
        digest = hmac.HMAC(key.encode(), digestmod=hashlib.sha256)
        for frame in frames:
            digest.update(frame.encode())
        vectors.append({"key": key, "frames": frames, "signature": digest.hexdigest()})

with open("signatures.json", "w", encoding="utf-8") as file:
    json.dump(vectors, file, ensure_ascii=False, indent=1)
    file.write("\n")
