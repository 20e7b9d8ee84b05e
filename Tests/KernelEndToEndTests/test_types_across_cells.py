# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Values whose types come from other cells: every kind of type, whatever access was written, wherever it is used."""

import pytest

# Kind: what declares the type, a value of it, and what showing the value gives.
KINDS = {
    "struct": ("{a} struct T_ {{ var x = 1 }}", "T_()", "T_(x: 1)"),
    "class": ("{a} final class T_ {{ var x = 1 }}", "T_()", "T_(x: 1)"),
    "subclass": ("{a} class B_ {{ var x = 1 }}\n{a} class T_: B_ {{}}", "T_()", "T_(x: 1)"),
    "enum": ("{a} enum T_ {{ case one(Int), two }}", "T_.one(1)", "one(1)"),
    "actor": ("{a} actor T_ {{ var x = 1 }}", "T_()", "T_(x: 1)"),
    "generic": ("{a} struct T_<E> {{ var x: E }}", "T_(x: [1])", "T_<Array<Int>>(x: [1])"),
    "array": ("{a} struct T_ {{ var x = 1 }}", "[T_()]", "[T_(x: 1)]"),
    "optional": ("{a} struct T_ {{ var x = 1 }}", "Optional(T_())", "T_(x: 1)"),
    "tuple": ("{a} struct T_ {{ var x = 1 }}", "(T_(), 2)", "(T_(x: 1), 2)"),
    "dictionary": ("{a} struct T_ {{ var x = 1 }}", '["k": T_()]', '["k": T_(x: 1)]'),
    "existential": ("{a} protocol Q_ {{}}\n{a} struct T_: Q_ {{ var x = 1 }}", "T_() as any Q_", "T_(x: 1)"),
    "opaque": ("{a} protocol Q_ {{}}\n{a} struct T_: Q_ {{ var x = 1 }}\n{a} func m_() -> some Q_ {{ T_() }}", "m_()",
               "T_(x: 1)"),
    "closure": ("{a} struct T_ {{ var x = 1 }}", "{ (t: T_) in t }", "(T_) -> T_"),
    "metatype": ("{a} struct T_ {{ var x = 1 }}", "T_.self", "T_"),
    "nested": ("{a} struct O_ {{ struct T_ {{ var x = 1 }} }}", "O_.T_()", "T_(x: 1)"),
    "in an extension": ("{a} struct O_ {{}}\nextension O_ {{ {m} struct T_ {{ var x = 1 }} }}", "O_.T_()", "T_(x: 1)"),
    "in an extension of a library's type": ("extension Int {{ {m} struct T_ {{ var x = 1 }} }}", "Int.T_()", "T_(x: 1)"),
    "typealias": ("{a} struct U_ {{ var x = 1 }}\n{a} typealias T_ = U_", "T_()", "U_(x: 1)"),
    "displayable": ("{a} struct T_: Displayable {{ {m} var mimeBundle: MIMEBundle {{ MIMEBundle(plainText: \"shown\") }} }}",
                    "T_()", "shown"),
    "describing itself": (
        "{a} struct T_: CustomStringConvertible {{ {m} var description: String {{ \"mine\" }} }}", "T_()", "mine"),
    "noncopyable": ("{a} struct T_: ~Copyable {{ var x = 1; var y: [Int] = [2] }}", "T_()", "T_(x: 1, y: [2])"),
    "result": ("{a} struct T_: Error {{ var x = 1 }}", "Result<Int, T_>.failure(T_())", "failure(T_(x: 1))"),
}
# How a type may be written at the top level, and a member that a later cell is to see.
ACCESS = {"": "", "private": "", "fileprivate": "fileprivate", "internal": "internal", "package": "package",
          "public": "public"}
UNCOPYABLE = {"noncopyable"}


@pytest.mark.parametrize("access", ACCESS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_value_of_another_cells_type(kernel, kind, access):
    declaration, value, shown = KINDS[kind]
    kernel.ok(declaration.format(a=access, m=ACCESS[access]))
    kernel.ok(f"{access} let v_ = {value}")
    assert kernel.value("v_") == shown
    assert kernel.value(value) == shown
    if kind in UNCOPYABLE:
        return
    copied = kernel.ok("let w_ = v_\nfor i in [v_] { let j = i; _ = j }\nif let k = Optional(v_) { let l = k; _ = l }\n"
                       "do { let m = v_; _ = m }\nswitch Optional(v_) { case let n?: let o = n; _ = o; default: break }")
    assert copied.stderr == "", copied.stderr
    kernel.ok("guard let g_ = Optional(v_) else { fatalError() }\nfunc f_() { let p = v_; _ = p }\nf_()")
    assert kernel.value("w_") == shown
    assert kernel.value("[v_].map { q in let r = q; return r }[0]") == shown
    assert kernel.value("({ g_ })()") == shown
    assert kernel.value("{ let s = v_; return s }()") == shown


def test_witnesses_may_mention_types_of_their_cell(kernel):
    kernel.ok("protocol Maker { associatedtype Made; func make() -> Made }\nstruct Factory {}")
    kernel.ok("struct Part: Equatable, CustomStringConvertible { var description: String { \"part\" } }\n"
              "enum Box { case of(Part) }\nextension Factory: Maker { func make() -> [Box] { [.of(Part())] } }")
    assert kernel.value("Factory().make()") == "[of(part)]"


def test_a_noncopyable_value_is_shown_and_stays(kernel):
    kernel.ok("struct Handle: ~Copyable { var id = 3; deinit { print(\"closed\", id) } }\nvar handle = Handle()")
    assert kernel.value("handle") == "Handle(id: 3)"
    assert kernel.value("handle.id") == "3"
    kernel.ok("handle.id = 4")
    assert kernel.value("handle") == "Handle(id: 4)"
    assert "closed 4" in kernel.ok("handle = Handle()").stdout
    assert kernel.value("struct Two: ~Copyable { var first = Handle(); var n = 1 }\nTwo()") == "Two(first: …, n: 1)"


def test_a_span_is_named(kernel):
    assert kernel.value("let spanned = [1, 2, 3]\nspanned.span") == "Span<Int>"
