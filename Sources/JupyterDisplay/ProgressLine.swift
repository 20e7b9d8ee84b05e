// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// What a progress bar shows at one moment.
package struct ProgressLine: Displayable {
  package var title: String
  package var completed: Int
  package var total: Int?
  package var unit: ProgressBar.Unit
  package var note: String
  package var seconds: Double
  package var isFinished: Bool

  package init(
    title: String, completed: Int, total: Int?, unit: ProgressBar.Unit = .steps, note: String, seconds: Double,
    isFinished: Bool
  ) {
    self.title = title
    self.completed = completed
    self.total = total
    self.unit = unit
    self.note = note
    self.seconds = seconds
    self.isFinished = isFinished
  }

  /// The share that is done, 0 to 1; nil where the total is not known.
  private var share: Double? {
    guard let total, total > 0 else { return nil }
    return min(1, max(0, Double(completed) / Double(total)))
  }

  private var count: String {
    switch unit {
    case .steps: total.map { "\(completed)/\($0)" } ?? "\(completed)"
    case .bytes:
      total.map { "\(Self.megabytes(completed)) of \(Self.megabytes($0)) MB" } ?? "\(Self.megabytes(completed)) MB"
    }
  }

  /// With one decimal.
  private static func megabytes(_ bytes: Int) -> Double { (Double(bytes) / 1e5).rounded() / 10 }

  private var time: String {
    if isFinished { return Self.clock(seconds) }
    guard let share, share > 0 else { return Self.clock(seconds) }
    return "\(Self.clock(seconds)), \(Self.clock(seconds / share - seconds)) left"
  }

  package var text: String {
    let percent = share.map { "\(Int($0 * 100))% " } ?? ""
    return "\(title): \(percent)\(count) [\(time)]" + (note.isEmpty ? "" : " \(note)")
  }

  package var mimeBundle: MIMEBundle {
    let bar =
      share.map { "<progress value=\"\($0)\" max=\"1\" style=\"vertical-align:middle;width:16em\"></progress> " } ?? ""
    return MIMEBundle(plainText: text).adding(
      .html, "<div>\(escapedHTML(title)) \(bar)<small>\(count) [\(time)] \(escapedHTML(note))</small></div>")
  }

  /// `1:05` for 65 seconds, `4.2 s` for a few.
  static func clock(_ seconds: Double) -> String {
    guard seconds.isFinite else { return "?" }
    if seconds < 60 { return "\((seconds * 10).rounded() / 10) s" }
    let whole = Int(seconds.rounded())
    func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let (hours, minutes) = (whole / 3600, whole / 60 % 60)
    return (hours > 0 ? "\(hours):\(padded(minutes))" : "\(minutes)") + ":\(padded(whole % 60))"
  }
}
