# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""A long session."""


def test_two_hundred_cells(fresh_kernel):
    k = fresh_kernel
    k.ok("var grown = [0]; struct First { var id = 1 }; func first() -> Int { grown[0] }")
    for number in range(2, 200):
        kind = number % 4
        if kind == 0:
            k.ok(f"let v{number} = grown.count + {number}")
        elif kind == 1:
            k.ok(f"func f{number}(_ x: Int) -> Int {{ x + v{number - 1} }}\ngrown.append(f{number}({number}))")
        elif kind == 2:
            k.ok(f"struct T{number} {{ var n = {number} }}\nextension First {{ var of{number}: Int {{ id + {number} }} }}")
        else:
            k.ok(f"let first = First()\ngrown.append(first.of{number - 1} + T{number - 1}().n)")
    last = k.ok("grown.count")
    assert last.count == 200
    assert last.result == str(1 + sum(number % 4 in (1, 3) for number in range(2, 200)))
    assert k.value("grown[0] + First().of198 + f197(1) - v196") == "200"
