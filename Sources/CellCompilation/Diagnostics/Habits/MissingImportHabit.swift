// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// Names that need an import, and modules that are not to be had on Linux.
struct MissingImportHabit: CompilerHabit {
  func advice(on finding: Finding) -> Advice? {
    if finding.isKind("sema_no_import", "sema_no_import_no_stdlib"), let module = finding.quoted.first {
      return missingModule(module, scope: finding.token.byteRange)
    }
    if let match = finding.message.firstMatch(of: /missing import of defining module '([^']+)'/) {
      return importAdvice(finding.quoted.first ?? "", module: String(match.1), scope: finding.token.byteRange)
    }
    // Foundation on Linux names them without having them.
    if finding.isKind("could_not_find_type_member"), finding.message.contains("aka 'AnyObject'"),
      let name = finding.quoted.first, let module = Self.modules[name]
    {
      return importAdvice(name, module: module, scope: finding.statement)
    }
    guard let name = finding.missingName else { return nil }
    if let module = Self.modules[name] { return importAdvice(name, module: module, scope: finding.token.byteRange) }
    guard let framework = Self.appleNames[name] else { return nil }
    return Advice(
      "'\(name)' belongs to \(framework), which exists on Apple's systems only",
      remedies: Self.replacement(of: framework),
      scope: finding.statement)
  }

  private func importAdvice(_ name: String, module: String, scope: Range<Int>) -> Advice {
    Advice(
      "'\(name)' needs the module \(module)", remedies: ["write 'import \(module)' at the top of the cell"],
      scope: scope)
  }

  private func missingModule(_ module: String, scope: Range<Int>) -> Advice {
    if let python = PythonModules.advice(on: module, scope: scope) { return python }
    if Self.frameworks.contains(module) {
      return Advice(
        "'\(module)' exists on Apple's systems only", remedies: Self.replacement(of: module), scope: scope)
    }
    return Advice(
      "there is no module '\(module)' here",
      remedies: ["packages cannot be added to a session; its code can be pasted into a cell"],
      scope: scope)
  }

  private static func replacement(of framework: String) -> [String] {
    switch framework {
    case "SwiftUI", "UIKit", "AppKit": ["values are shown with 'display(value)', pages with 'HTML(\"…\")'"]
    case "Charts": ["plots are Martlet's figures: 'Figure { Plot { Line(x, y) } }'"]
    case "Accelerate", "simd", "CoreML", "CreateML", "MLX", "Metal", "MetalPerformanceShaders", "TabularData",
      "TensorFlow":
      ["Martlet's tensors take its place: 'Tensor([1.0, 2, 3])'"]
    case "Combine": ["use 'AsyncStream' and 'for await'"]
    case "Darwin": ["write 'import Glibc'"]
    case "os", "OSLog": ["write 'print(…)'"]
    case "QuartzCore": ["measure time with 'ContinuousClock().measure { … }'"]
    case "PythonKit": ["Python cannot be called from here"]
    case "NaturalLanguage": ["Martlet's 'Tokenizer' splits text"]
    default: []
    }
  }

  private static let frameworks: Set<String> = [
    "SwiftUI", "UIKit", "AppKit", "Charts", "Accelerate", "simd", "CoreML", "CreateML", "MLX", "Metal",
    "MetalPerformanceShaders", "TabularData", "TensorFlow", "Combine", "Darwin", "os", "OSLog", "QuartzCore",
    "PythonKit",
    "NaturalLanguage", "CoreGraphics", "CoreImage", "CoreData", "SwiftData", "Vision", "AVFoundation", "CryptoKit",
    "PlaygroundSupport", "SpriteKit", "SceneKit", "MapKit", "CoreLocation", "Cocoa", "ObjectiveC", "GameplayKit",
    "FoundationModels", "Speech", "ARKit", "RealityKit",
  ]

  private static let modules: [String: String] = {
    var modules: [String: String] = [:]
    for (module, names) in [
      "Synchronization": ["Mutex", "Atomic", "AtomicLazyReference", "WordPair"],
      "FoundationNetworking": [
        "URLSession", "URLRequest", "URLResponse", "HTTPURLResponse", "URLSessionConfiguration", "URLSessionDataTask",
        "HTTPCookie", "HTTPCookieStorage", "URLCache", "URLCredential",
      ],
      "FoundationXML": ["XMLParser", "XMLDocument", "XMLElement", "XMLNode"],
      "Observation": ["ObservationRegistrar", "withObservationTracking", "Observations"],
      "RegexBuilder": ["OneOrMore", "ZeroOrMore", "Capture", "TryCapture", "ChoiceOf", "Anchor", "Lookahead"],
    ] {
      for name in names { modules[name] = module }
    }
    return modules
  }()

  private static let appleNames: [String: String] = {
    var owners: [String: String] = [:]
    for (framework, names) in [
      "SwiftUI": [
        "View", "VStack", "HStack", "ZStack", "Button", "ObservableObject", "Published", "StateObject", "ForEach",
      ],
      "UIKit": ["UIColor", "UIImage", "UIView", "UIViewController", "UIFont"],
      "AppKit": ["NSColor", "NSImage", "NSView", "NSWindow", "NSFont"],
      "Charts": ["Chart", "LineMark", "BarMark", "PointMark", "AreaMark", "RuleMark"],
      "Combine": ["PassthroughSubject", "CurrentValueSubject", "AnyCancellable", "AnyPublisher"],
      "Accelerate": ["vDSP", "vForce", "cblas_dgemm", "BNNS"], "CoreML": ["MLModel", "MLMultiArray"],
      "TabularData": ["DataFrame"], "PythonKit": ["Python", "PythonObject"], "QuartzCore": ["CACurrentMediaTime"],
      "Darwin": ["arc4random_uniform", "arc4random", "mach_absolute_time"],
      "os": ["OSAllocatedUnfairLock", "os_log", "Logger"],
      "ObjectiveC": ["autoreleasepool"], "PlaygroundSupport": ["PlaygroundPage"],
    ] {
      for name in names { owners[name] = framework }
    }
    return owners
  }()
}
