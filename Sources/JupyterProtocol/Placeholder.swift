// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Placeholders for the types that Interpreter.swift names; to be written properly.
public enum JSONValue: Sendable { case null }
public struct LanguageInfo: Sendable {}
public struct ImplementationInfo: Sendable {}
