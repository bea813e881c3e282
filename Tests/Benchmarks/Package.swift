// swift-tools-version: 6.2
import PackageDescription

/// SwiftPM links Swift's runtime library to everything. Programs in C that stand for the least a
/// process can cost must not load it.
let withoutSwift: [LinkerSetting] = [
  .unsafeFlags(["-nostartfiles", "-static-executable"], .when(platforms: [.linux]))
]

/// Speed, measured against plain C in the same run. A package of its own, so that the program needs
/// neither the baseline nor its compiler flags.
let package = Package(
  name: "backprop-benchmarks",
  platforms: [.macOS(.v26)],
  dependencies: [.package(name: "backprop", path: "../..")],
  targets: [
    .target(name: "CTape", cSettings: [.unsafeFlags(["-O3"])]),
    .executableTarget(name: "c-hello", linkerSettings: withoutSwift),
    .executableTarget(name: "process-meter", linkerSettings: withoutSwift),
    .executableTarget(
      name: "backprop-benchmarks",
      dependencies: [
        "CTape",
        .product(name: "ComputationGraph", package: "backprop"),
        .product(name: "Backpropagation", package: "backprop"),
        .product(name: "ExpressionLanguage", package: "backprop"),
        .product(name: "Learning", package: "backprop"),
      ],
      exclude: ["networks.py", "training.py"],
      swiftSettings: [
        .treatAllWarnings(as: .error),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
      ]),
  ]
)
