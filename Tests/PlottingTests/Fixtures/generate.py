# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Writes plotting.json beside itself: what matplotlib 3.11 and fontTools say about colours, ticks and text.

Needs matplotlib 3.11 (which brings fontTools) and Debian's fonts-dejavu-core.
"""
import json
import pathlib

import matplotlib
import numpy as np
from fontTools.ttLib import TTFont
from matplotlib.ticker import MaxNLocator

FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"


def colormaps():
    values = np.array([-0.5, 0, 0.1, 0.25, 0.4999, 0.5, 0.75, 0.999, 1, 1.5])
    names = ["viridis", "cividis", "magma", "gray", "RdBu", "RdBu_r", "coolwarm", "tab10", "tab20b"]
    rgb = {n: (matplotlib.colormaps[n](values)[:, :3] * 255).round().astype(int).tolist() for n in names}
    return {"values": values.tolist(), "rgb": rgb}


def ticks():
    """Places inside the limits for nine intervals at most."""
    cases = [(0, 1), (-3, 6), (0.72, 1.09), (-100, 20000), (0, 1e-7), (0, 123456789), (-0.5, 2999.5), (0.8, 5.2)]
    out = []
    for low, high in cases:
        places = MaxNLocator(nbins=9, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
        slack = (high - low) * 1e-9
        out.append({"low": low, "high": high, "places": [p for p in places if low - slack <= p <= high + slack]})
    return out


def widths():
    """Advances plus pair kerning, in ems."""
    font = TTFont(FONT)
    em = font["head"].unitsPerEm
    names = font.getBestCmap()
    kern = font["kern"].kernTables[0].kernTable if "kern" in font else {}
    out = {}
    for text in ["AVATAR To", "AV", "Token index", "−0.25", "100"]:
        glyphs = [names[ord(c)] for c in text]
        total = sum(font["hmtx"][g][0] for g in glyphs)
        total += sum(kern.get(pair, 0) for pair in zip(glyphs, glyphs[1:]))
        out[text] = total / em
    return out


path = pathlib.Path(__file__).with_name("plotting.json")
data = {"colormaps": colormaps(), "ticks": ticks(), "widths": widths()}
path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n")
