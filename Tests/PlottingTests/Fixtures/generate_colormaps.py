# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Writes Sources/Plotting/Style/Colormap+Tables.swift: colour tables that no formula gives.

Run from the root of the package with matplotlib 3.11 installed:
    python3 Tests/PlottingTests/Fixtures/generate_colormaps.py
viridis, magma (van der Walt, Smith) and cividis (Nunez, Anderton, Renslow) are released under CC0; coolwarm
is Kenneth Moreland's.
"""
import matplotlib

HEADER = "// SPDX-License-Identifier: Apache-2.0\n// Copyright the Martlet authors\n\n"


def table(name):
    colors = (matplotlib.colormaps[name](range(256))[:, :3] * 255).round().astype(int)
    digits = "".join("%02x%02x%02x" % tuple(c) for c in colors)
    lines = [digits[i : i + 108] for i in range(0, len(digits), 108)]
    text = "".join(f"    {line}\\\n" for line in lines)[:-2]
    return f'  static let {name} = """\n{text}\n    """\n'


with open("Sources/Plotting/Style/Colormap+Tables.swift", "w") as out:
    out.write(HEADER)
    out.write("/// Colour tables of 256 entries, six hexadecimal digits each, written by\n")
    out.write("/// `Tests/PlottingTests/Fixtures/generate_colormaps.py`.\n")
    out.write("enum ColormapTables {\n")
    out.write("\n".join(table(name) for name in ["viridis", "cividis", "magma", "coolwarm"]))
    out.write("}\n")
