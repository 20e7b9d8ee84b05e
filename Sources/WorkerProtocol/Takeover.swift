// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// What a cell takes over from earlier cells when one of its steps is complete, or, with ``opening``, when its library
/// has been opened and nothing of it has run.
package struct Takeover: Equatable, Sendable {
  /// The step of what exists as soon as the library is open.
  package static let opening: Int32 = -1

  /// Earlier code that refers to `old` refers to the cell's own `new` from now on.
  package struct Binding: Equatable, Sendable {
    package var old: String
    package var new: String

    package init(old: String, new: String) {
      self.old = old
      self.new = new
    }
  }

  /// Variables of an earlier cell's step whose values are let go.
  package struct Release: Equatable, Sendable {
    package var module: String
    package var step: Int32
    /// One bit for each variable of the step, in their order.
    package var variables: UInt64

    package init(module: String, step: Int32, variables: UInt64) {
      self.module = module
      self.step = step
      self.variables = variables
    }
  }

  package var step: Int32
  package var bindings: [Binding]
  package var releases: [Release]

  package init(step: Int32, bindings: [Binding] = [], releases: [Release] = []) {
    self.step = step
    self.bindings = bindings
    self.releases = releases
  }
}

extension WireWriter {
  mutating func write(_ takeover: Takeover) {
    write(takeover.step)
    write(takeover.bindings) { writer, binding in
      writer.write(binding.old)
      writer.write(binding.new)
    }
    write(takeover.releases) { writer, release in
      writer.write(release.module)
      writer.write(release.step)
      writer.write(release.variables)
    }
  }
}

extension WireReader {
  mutating func readTakeover() throws(WireError) -> Takeover {
    Takeover(
      step: try read(),
      bindings: try readList { (reader) throws(WireError) in
        Takeover.Binding(old: try reader.readString(), new: try reader.readString())
      },
      releases: try readList { (reader) throws(WireError) in
        Takeover.Release(module: try reader.readString(), step: try reader.read(), variables: try reader.read())
      })
  }
}
