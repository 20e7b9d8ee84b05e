// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Tensors

extension Tracked: CustomStringConvertible, Displayable {
  /// The numbers, and where they come from.
  public var description: String { value.description + origin }

  public var mimeBundle: MIMEBundle {
    var bundle = value.mimeBundle
    bundle[.plainText] = .text(description)
    if case .text(let html)? = bundle[.html] { bundle[.html] = .text(html + "<p>\(origin.dropFirst())</p>") }
    return bundle
  }

  private var origin: String {
    if let step { return "\nresult of \(step.operation), with gradient" }
    return requiresGradient ? "\nrequires a gradient" : "\nwithout gradient"
  }
}
