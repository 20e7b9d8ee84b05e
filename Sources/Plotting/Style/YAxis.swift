// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Which of a plot's two y axes a mark is measured on.
public enum YAxis: Hashable, Sendable { case left, right }
