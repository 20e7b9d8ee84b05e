// swift-tools-version: 6.1
// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors
//
// Order: C libraries, leaves, notebook side, kernel side, programs, tests.
// `.ci/check-layers` reads the same table of who may import whom.

import Foundation
import PackageDescription

/// The toolchain's own SwiftSyntax, always of the compiler's version (docs/decisions/0002).
let toolchainHost: String = {
  let environment = ProcessInfo.processInfo.environment
  var candidates: [String] = []
  if let root = environment["SWIFT_TOOLCHAIN"] { candidates += [root, root + "/usr"] }
  for folder in (environment["PATH"] ?? "").split(separator: ":") {
    let compiler = URL(fileURLWithPath: "\(folder)/swift-frontend").resolvingSymlinksInPath()
    candidates.append(compiler.deletingLastPathComponent().deletingLastPathComponent().path)
  }
  let found = candidates.map { $0 + "/lib/swift/host" }
    .first { FileManager.default.fileExists(atPath: $0 + "/SwiftParser.swiftmodule") }
  return found ?? "/opt/swift/usr/lib/swift/host"
}()

let swiftSyntax: [String] = [
  "SwiftSyntax", "SwiftParser", "SwiftParserDiagnostics", "SwiftDiagnostics", "SwiftOperators", "SwiftBasicFormat",
]

/// SwiftSyntax's modules, for the target that parses cells and for those that import it.
let syntaxModules: [SwiftSetting] = [.unsafeFlags(["-I", toolchainHost])]

let package = Package(
  name: "Martlet",
  products: [
    .library(name: "Martlet", type: .dynamic, targets: ["Martlet"]),
    .library(name: "JupyterDisplay", targets: ["JupyterDisplay"]),
    .library(name: "Datasets", targets: ["Datasets"]),
    .library(name: "HuggingFaceHub", targets: ["HuggingFaceHub"]),
    .library(name: "Tensors", targets: ["Tensors"]),
    .library(name: "Statistics", targets: ["Statistics"]),
    .library(name: "Probes", targets: ["Probes"]),
    .library(name: "Training", targets: ["Training"]),
    .library(name: "Transformers", targets: ["Transformers"]),
    .library(name: "Clustering", targets: ["Clustering"]),
    .library(name: "Plotting", targets: ["Plotting"]),
    .executable(name: "martlet", targets: ["martlet"]),
    .executable(name: "martlet-worker", targets: ["martlet-worker"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // C libraries
    .systemLibrary(name: "CCairo", pkgConfig: "cairo-ft", providers: [.apt(["libcairo2-dev"])]),
    .systemLibrary(name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(name: "CSodium", providers: [.apt(["libsodium-dev"])]),
    .systemLibrary(name: "CSourceKit"),
    .systemLibrary(name: "CZeroMQ", providers: [.apt(["libzmq3-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZstd", providers: [.apt(["libzstd-dev"])]),
    .target(name: "CLocks"),
    .target(name: "CNumerics"),
    .target(name: "CWorkerSupport", dependencies: ["CLocks"]),

    // Leaves
    .target(name: "FileFormats"),
    .target(name: "JupyterDisplay", dependencies: ["CLocks"]),
    .target(name: "JupyterProtocol", dependencies: ["CSodium"]),
    .target(name: "WorkerProtocol"),
    .target(
      name: "CellCompilation",
      swiftSettings: syntaxModules,
      linkerSettings: [
        .unsafeFlags(
          ["-L", toolchainHost, "-Xlinker", "-rpath", "-Xlinker", toolchainHost] + swiftSyntax.map { "-l" + $0 })
      ]),

    // Notebook side: what a cell imports
    .target(name: "SmallModelFiles", resources: [.copy("Resources/small")]),
    .target(name: "HuggingFaceHub", dependencies: ["CSodium", "JupyterDisplay"]),
    .target(
      name: "Datasets",
      dependencies: ["CZlib", "CZstd", "FileFormats", "HuggingFaceHub", "SmallModelFiles", "JupyterDisplay"]),
    .target(name: "Tensors", dependencies: ["CNumerics", "COpenBLAS", "CZlib", "FileFormats", "JupyterDisplay"]),
    .target(name: "Statistics", dependencies: ["CNumerics", "Tensors", "JupyterDisplay"]),
    .target(
      name: "Probes", dependencies: ["CNumerics", "COpenBLAS", "Tensors", "Statistics", "JupyterDisplay"]),
    .target(name: "Training", dependencies: ["CNumerics", "COpenBLAS", "Tensors", "JupyterDisplay"]),
    .target(
      name: "Transformers",
      dependencies: [
        "CNumerics", "COpenBLAS", "HuggingFaceHub", "SmallModelFiles", "Tensors", "Training", "JupyterDisplay",
      ]),
    .target(
      name: "Clustering", dependencies: ["CNumerics", "COpenBLAS", "Tensors", "Statistics", "JupyterDisplay"]),
    .target(name: "Plotting", dependencies: ["CCairo", "CZlib", "Tensors", "Statistics", "JupyterDisplay"]),
    .target(
      name: "Martlet",
      dependencies: [
        "Datasets",
        "FileFormats",
        "HuggingFaceHub",
        "JupyterDisplay",
        "SmallModelFiles",
        "Tensors",
        "Statistics",
        "Probes",
        "Clustering",
        "Training",
        "Plotting", "Transformers",
      ]),

    // Kernel side
    .target(name: "ZeroMQ", dependencies: ["CZeroMQ"]),
    .target(name: "JupyterKernel", dependencies: ["JupyterProtocol", "ZeroMQ"]),
    .target(name: "LanguageService", dependencies: ["CSourceKit"]),
    .target(
      name: "CellExecution",
      dependencies: ["CellCompilation", "JupyterKernel", "JupyterProtocol", "LanguageService", "WorkerProtocol"],
      swiftSettings: syntaxModules),
    .target(
      name: "KernelInstallation",
      dependencies: ["CellCompilation", "CellExecution", "JupyterKernel", "JupyterProtocol"],
      swiftSettings: syntaxModules),
    .target(name: "NotebookRunner", dependencies: ["JupyterProtocol", "ZeroMQ"]),

    // Programs
    .executableTarget(
      name: "martlet",
      dependencies: [
        "CellExecution", "JupyterKernel", "KernelInstallation", "NotebookRunner",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: syntaxModules),
    .executableTarget(
      name: "martlet-worker", dependencies: ["CWorkerSupport", "WorkerProtocol"],
      linkerSettings: [.unsafeFlags(["-Xlinker", "--export-dynamic"])]),
    .executableTarget(name: "train-small-model", dependencies: ["Plotting", "Tensors", "Training", "Transformers"]),

    // Tests
    .testTarget(
      name: "CellCompilationTests", dependencies: ["CellCompilation", "JupyterDisplay"], swiftSettings: syntaxModules),
    .testTarget(
      name: "CellExecutionTests",
      // Not the worker: its replacements of `exit` and of the runtime's hooks must stay out of the tests' own process.
      dependencies: ["CellExecution", "JupyterKernel", "JupyterProtocol", "WorkerProtocol"],
      swiftSettings: syntaxModules),
    .testTarget(
      name: "ClusteringTests", dependencies: ["Clustering", "Statistics", "Tensors"], resources: [.copy("Fixtures")]),
    .executableTarget(
      name: "differential-runner", dependencies: ["Clustering", "Probes", "Statistics", "Tensors", "Transformers"],
      path: "Tests/DifferentialTests/Runner"),
    .testTarget(
      name: "EstimatorConformanceTests",
      dependencies: ["Clustering", "JupyterDisplay", "Probes", "Statistics", "Tensors"]),
    .testTarget(
      name: "DatasetsTests", dependencies: ["Datasets", "HubTestSupport", "SmallModelFiles"],
      resources: [.copy("Fixtures")]),
    .testTarget(name: "FileFormatsTests", dependencies: ["FileFormats"]),
    .testTarget(name: "HuggingFaceHubTests", dependencies: ["HuggingFaceHub", "HubTestSupport"]),
    .target(name: "HubTestSupport", dependencies: ["HuggingFaceHub"], path: "Tests/HubTestSupport"),
    .testTarget(name: "JupyterDisplayTests", dependencies: ["JupyterDisplay"]),
    .testTarget(
      name: "JupyterKernelTests", dependencies: ["JupyterKernel", "JupyterProtocol", "KernelTestSupport", "ZeroMQ"]),
    .testTarget(name: "JupyterProtocolTests", dependencies: ["JupyterProtocol"], resources: [.copy("Fixtures")]),
    .testTarget(
      name: "KernelInstallationTests", dependencies: ["KernelInstallation", "CellExecution"],
      swiftSettings: syntaxModules),
    .target(
      name: "KernelTestSupport", dependencies: ["JupyterKernel", "JupyterProtocol", "ZeroMQ"],
      path: "Tests/KernelTestSupport"),
    .target(
      name: "LectureFigures", dependencies: ["Plotting", "Statistics", "Tensors"], path: "Tests/LectureFigures"),
    .executableTarget(
      name: "lecture-figures", dependencies: ["LectureFigures", "Plotting", "Tensors"], path: "Tests/LectureFiguresTool"
    ),
    .executableTarget(
      name: "language-server-fixture", dependencies: ["LanguageService"], path: "Tests/LanguageServerFixture"),
    .testTarget(name: "LanguageServiceTests", dependencies: ["LanguageService", "language-server-fixture"]),
    .testTarget(name: "MartletTests", dependencies: ["Martlet"]),
    .testTarget(
      name: "NotebookRunnerTests", dependencies: ["NotebookRunner", "JupyterKernel", "JupyterProtocol"],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "PlottingTests", dependencies: ["CZlib", "LectureFigures", "Plotting", "Statistics", "Tensors"],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "ProbesTests", dependencies: ["Probes", "Statistics", "Tensors"], resources: [.copy("Fixtures")]),
    .testTarget(name: "StatisticsTests", dependencies: ["Statistics", "Tensors"], resources: [.copy("Fixtures")]),
    .testTarget(name: "TensorsTests", dependencies: ["JupyterDisplay", "Tensors"], resources: [.copy("Fixtures")]),
    .testTarget(
      name: "TrainingTests", dependencies: ["CNumerics", "JupyterDisplay", "Tensors", "Training"],
      resources: [.copy("Fixtures")]),
    .executableTarget(
      name: "bench-clustering", dependencies: ["Clustering", "Tensors"], path: "Tests/Benchmarks/Clustering"),
    .executableTarget(
      name: "bench-statistics", dependencies: ["Probes", "Statistics", "Tensors"], path: "Tests/Benchmarks/Statistics"),
    .executableTarget(
      name: "bench-training", dependencies: ["Tensors", "Training"], path: "Tests/Benchmarks/Training"),
    .executableTarget(name: "bench-tensors", dependencies: ["Tensors"], path: "Tests/Benchmarks/Tensors"),
    .executableTarget(name: "bench-tokenizer", dependencies: ["Transformers"], path: "Tests/Benchmarks/Tokenizer"),
    .executableTarget(
      name: "bench-transformers", dependencies: ["COpenBLAS", "Tensors", "Transformers"],
      path: "Tests/Benchmarks/Transformers"),
    .testTarget(
      name: "TransformersTests",
      dependencies: [
        "HuggingFaceHub", "JupyterDisplay", "Probes", "Statistics", "Tensors", "Training", "Transformers",
      ],
      resources: [.copy("Fixtures")]),
    .testTarget(name: "WorkerProtocolTests", dependencies: ["WorkerProtocol"]),
  ]
)

for target in package.targets where target.type != .system {
  var settings = target.swiftSettings ?? []
  settings.append(.enableUpcomingFeature("ExistentialAny"))
  settings.append(.swiftLanguageMode(.v6))
  target.swiftSettings = settings
}

// One change, its own tests: `make test-some TESTS="TensorsTests"` builds neither the other tests nor the benchmarks.
if let chosen = ProcessInfo.processInfo.environment["MARTLET_TESTS"] {
  let names = Set(chosen.split(separator: " ").map(String.init))
  package.targets.removeAll { target in
    target.name.hasPrefix("bench-") || (target.type == .test && !names.contains(target.name))
  }
}
