// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Plotting
import Tensors

/// The figures of the five lectures, with the marks and layouts of the lectures, on synthetic data of the same kinds
/// that is drawn from fixed seeds.
///
/// Names are lecture and number: 003-1 is the first figure of the fourth lecture.
enum LectureFigures {
  static let all: [(name: String, figure: Figure)] =
    Lecture000.figures + Lecture001.figures + Lecture002.figures + Lecture003.figures + Lecture004.figures
}
