// swift-tools-version: 6.2
import PackageDescription

/// Measures how the program is divided, from what the compiler notes of a debug build. A package of its
/// own, so that the program can be built without it.
let package = Package(
  name: "rooms",
  platforms: [.macOS(.v26)],
  targets: [
    .target(name: "CIndexStore"),
    .executableTarget(
      name: "rooms", dependencies: ["CIndexStore"],
      swiftSettings: [
        .treatAllWarnings(as: .error),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
      ]),
  ]
)
