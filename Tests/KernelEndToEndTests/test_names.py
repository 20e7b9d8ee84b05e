# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""No name of a generated module reaches the user, in whatever way Swift says a type or a place."""

import pytest

SAYS = {
    "print([n])": "[Named(x: 1)]",
    "print([c], [e], [g])": "[NamedClass] [NamedEnum.two(3)] [NamedGeneric<Named>(v: Named(x: 1))]",
    "dump(n)": "▿ Named\n  - x: 1",
    "debugPrint(n, terminator: \"\")": "Named(x: 1)",
    "print(String(reflecting: n), String(reflecting: Named.self), String(describing: [n]))":
        "Named(x: 1) Named [Named(x: 1)]",
    "print(type(of: n), type(of: [n]), type(of: g))":
        "Named Array<Named> NamedGeneric<Named>",
    "print(Optional(n) as Any, [\"k\": n], (n, 1))": 'Optional(Named(x: 1)) ["k": Named(x: 1)] (Named(x: 1), 1)',
    "print(NamedError.bad(n), [NamedError.bad(n)])": "bad(Named(x: 1)) [NamedError.bad(Named(x: 1))]",
    "print([n as any NamedProtocol], (any NamedProtocol).self)": "[Named(x: 1)] NamedProtocol",
}


@pytest.fixture(scope="module")
def named(start_kernel):
    session = start_kernel()
    session.ok("struct Named { var x = 1 }\nprotocol NamedProtocol {}\nextension Named: NamedProtocol {}\n"
               "final class NamedClass { var n = Named() }\nenum NamedEnum { case one, two(Int) }\n"
               "struct NamedGeneric<T> { var v: T }\nenum NamedError: Error { case bad(Named) }")
    session.ok("let n = Named(), c = NamedClass(), e = NamedEnum.two(3), g = NamedGeneric(v: Named())")
    return session


@pytest.mark.parametrize("cell", SAYS)
def test_types_bear_no_module(named, cell):
    assert named.ok(cell).stdout.rstrip() == SAYS[cell]


@pytest.mark.parametrize("cell", ["try! { throw NamedError.bad(n) }()", "throw NamedError.bad(n)",
                                  "_ = (n as Any) as! NamedClass", "fatalError(\"\\([n])\")", "preconditionFailure()"])
def test_nor_does_an_error(named, cell):
    # The harness looks through every error for generated names.
    named.fails(cell)


def test_a_place_is_a_cell(named):
    execution = named.ok("print(#function, #file, #fileID, #line)")
    assert execution.stdout == f"cell {execution.count} cell {execution.count} cell {execution.count} 1\n"
    assert named.value("func inside(_ x: Int) -> String { #function }\ninside(1)") == '"inside(_:)"'


def test_a_default_argument_tells_the_callers_place(named):
    named.ok("func log(_ f: String = #function, file: String = #fileID, path: String = #file) -> [String] { [f, file, path] }\n"
             "struct Logger { let place: String; init(place: String = #function) { self.place = place } }")
    execution = named.ok("log() + [Logger().place]")
    here = f"cell {execution.count}"
    assert execution.result == f'["{here}", "{here}", "{here}", "{here}"]'
    assert named.value("func caller() -> String { log()[0] }\ncaller()") == '"caller()"'
