// swift-tools-version: 6.2
import PackageDescription

/// Text → syntax → graph → steps → layout → frame → terminal: each target knows only those before it.
let settings: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "backprop",
  platforms: [.macOS(.v26)],
  products: [
    .executable(name: "backprop", targets: ["backprop"]),
    .library(name: "ComputationGraph", targets: ["ComputationGraph"]),
    .library(name: "Learning", targets: ["Learning"]),
    .library(name: "ExpressionLanguage", targets: ["ExpressionLanguage"]),
    .library(name: "Backpropagation", targets: ["Backpropagation"]),
    .library(name: "GraphLayout", targets: ["GraphLayout", "Cells"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .target(name: "Cells", swiftSettings: settings),
    .target(name: "Limits", swiftSettings: settings),
    .target(name: "CMatrixKernel"),
    .target(name: "ComputationGraph", dependencies: ["CMatrixKernel"], swiftSettings: settings),
    .target(
      name: "Learning", dependencies: ["Limits", "ComputationGraph"], swiftSettings: settings),
    .target(
      name: "ExpressionLanguage",
      dependencies: ["Cells", "Limits", "ComputationGraph", "Learning"],
      swiftSettings: settings),
    .target(
      name: "Backpropagation", dependencies: ["Limits", "ComputationGraph", "Learning"],
      swiftSettings: settings),
    .target(
      name: "Sentences",
      dependencies: [
        "ComputationGraph", "Learning", "ExpressionLanguage", "Backpropagation", "Cells",
      ],
      swiftSettings: settings),
    .target(
      name: "Trainings",
      dependencies: [
        "ComputationGraph", "Learning", "ExpressionLanguage", "Backpropagation", "Cells",
        "Sentences",
      ],
      swiftSettings: settings),
    .target(
      name: "Debugging",
      dependencies: [
        "Limits", "ComputationGraph", "Learning", "ExpressionLanguage", "Backpropagation", "Cells",
        "Sentences", "Trainings",
      ],
      swiftSettings: settings),
    .target(
      name: "Explanations",
      dependencies: [
        "ComputationGraph", "Learning", "ExpressionLanguage", "Backpropagation", "Cells",
        "Sentences", "Debugging",
      ],
      swiftSettings: settings),
    .target(
      name: "Exercises",
      dependencies: [
        "ComputationGraph", "Learning", "ExpressionLanguage", "Backpropagation", "Cells",
        "Sentences", "Trainings", "Debugging", "Explanations",
      ],
      swiftSettings: settings),
    .target(name: "GraphLayout", dependencies: ["Cells"], swiftSettings: settings),
    .target(name: "Screen", dependencies: ["Cells"], swiftSettings: settings),
    .target(name: "Drawings", dependencies: ["Cells", "Screen"], swiftSettings: settings),
    .target(
      name: "GraphPicture",
      dependencies: [
        "ComputationGraph", "Learning", "ExpressionLanguage", "Backpropagation", "Cells",
        "Sentences", "Debugging", "GraphLayout", "Screen",
      ],
      swiftSettings: settings),
    .target(
      name: "Plots",
      dependencies: [
        "ComputationGraph", "Learning", "ExpressionLanguage", "Backpropagation", "Cells",
        "Sentences", "Trainings", "Debugging", "Screen",
      ],
      swiftSettings: settings),
    .target(
      name: "Visualizer",
      dependencies: [
        "Limits", "ComputationGraph", "Learning", "ExpressionLanguage", "Backpropagation", "Cells",
        "Screen", "Sentences", "Trainings", "Debugging", "Explanations",
        "Exercises", "GraphPicture", "Plots",
      ],
      swiftSettings: settings),
    .target(
      name: "CCrashReport",
      cSettings: [
        .define("_GNU_SOURCE", .when(platforms: [.linux])),
        .define("_DARWIN_C_SOURCE", .when(platforms: [.macOS])),
      ]),
    .target(
      name: "CCurses", dependencies: ["CCrashReport"],
      exclude: ["Terminals.ti", "terminals.sh"],
      cSettings: [
        .define("NCURSES_WIDECHAR", to: "1"),
        .define("NCURSES_OPAQUE", to: "1"),
        .define("_GNU_SOURCE", .when(platforms: [.linux])),
        .define("_XOPEN_SOURCE_EXTENDED", to: "1", .when(platforms: [.macOS])),
        .define("_DARWIN_C_SOURCE", .when(platforms: [.macOS])),
      ],
      linkerSettings: [
        .linkedLibrary("ncursesw", .when(platforms: [.linux])),
        .linkedLibrary("ncurses", .when(platforms: [.macOS])),
      ]),
    .target(
      name: "CursesTerminal", dependencies: ["Cells", "Limits", "Screen", "CCurses"],
      swiftSettings: settings),
    .target(name: "CArguments"),
    .target(name: "CFileWatch"),
    .target(
      name: "CFileExchange",
      cSettings: [
        .define("_GNU_SOURCE", .when(platforms: [.linux])),
        .define("_DARWIN_C_SOURCE", .when(platforms: [.macOS])),
      ]),
    .target(name: "CLectureGraphs"),
    .target(name: "LectureGraphs", dependencies: ["CLectureGraphs"], swiftSettings: settings),
    .executableTarget(
      name: "backprop",
      dependencies: [
        "Limits", "ComputationGraph", "Learning", "ExpressionLanguage", "Backpropagation", "Cells",
        "Screen", "Sentences", "Trainings", "Debugging", "Exercises", "Drawings", "Visualizer",
        "CursesTerminal", "CArguments", "CCrashReport", "CFileWatch", "CFileExchange",
        "LectureGraphs",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    .target(
      name: "TestSupport",
      dependencies: [
        "LectureGraphs", "Backpropagation", "ExpressionLanguage", "Learning", "ComputationGraph",
      ],
      path: "Tests/TestSupport", resources: [.copy("Reference")], swiftSettings: settings),
    .testTarget(
      name: "ComputationGraphTests", dependencies: ["ComputationGraph", "Learning", "TestSupport"],
      swiftSettings: settings),
    .target(
      name: "DamagedRows", dependencies: ["Learning"], path: "Tests/DamagedRows",
      swiftSettings: settings),
    .testTarget(
      name: "LearningTests",
      dependencies: ["Learning", "ComputationGraph", "DamagedRows", "TestSupport"],
      resources: [.copy("Reference")], swiftSettings: settings),
    .testTarget(
      name: "ExpressionLanguageTests",
      dependencies: [
        "ExpressionLanguage", "Backpropagation", "Learning", "ComputationGraph", "TestSupport",
      ],
      exclude: ["RowFiles"], resources: [.copy("Foreign")], swiftSettings: settings),
    .testTarget(
      name: "BackpropagationTests",
      dependencies: [
        "Backpropagation", "ExpressionLanguage", "Learning", "ComputationGraph", "TestSupport",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "LectureGraphsTests",
      dependencies: [
        "LectureGraphs", "ExpressionLanguage", "Backpropagation", "Learning", "ComputationGraph",
        "TestSupport",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "GraphLayoutTests", dependencies: ["Cells", "GraphLayout", "Learning", "TestSupport"],
      swiftSettings: settings),
    .testTarget(name: "ScreenTests", dependencies: ["Cells", "Screen"], swiftSettings: settings),
    .testTarget(
      name: "DrawingsTests", dependencies: ["Cells", "Screen", "Drawings"], swiftSettings: settings),
    .testTarget(
      name: "VisualizerTests",
      dependencies: [
        "Visualizer", "Cells", "Limits", "Sentences", "Trainings", "Debugging", "Explanations",
        "Exercises", "Drawings", "GraphPicture", "Plots", "Screen", "ExpressionLanguage",
        "Backpropagation", "Learning", "ComputationGraph", "LectureGraphs", "TestSupport",
      ],
      exclude: ["Golden"], swiftSettings: settings),
    .target(
      name: "CPseudoTerminal", path: "Tests/CPseudoTerminal",
      cSettings: [
        .define("_GNU_SOURCE", .when(platforms: [.linux])),
        .define("_DARWIN_C_SOURCE", .when(platforms: [.macOS])),
      ]),
    .target(
      name: "TestTerminal", dependencies: ["CPseudoTerminal"], path: "Tests/TestTerminal",
      swiftSettings: settings),
    .executableTarget(
      name: "terminal-probe", dependencies: ["CursesTerminal", "Cells", "Screen"],
      path: "Tests/TerminalProbe", swiftSettings: settings),
    .testTarget(
      name: "CursesTerminalTests",
      dependencies: ["CursesTerminal", "Cells", "Screen", "TestTerminal", "terminal-probe"],
      swiftSettings: settings),
    .executableTarget(
      name: "backprop-soak",
      dependencies: [
        "Visualizer", "Cells", "Sentences", "Trainings", "Debugging", "GraphPicture", "Screen",
        "ExpressionLanguage", "Backpropagation", "Learning", "ComputationGraph", "LectureGraphs",
        "TestTerminal", "DamagedRows",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Tests/Soak", exclude: ["Faults/faulty_calls.c", "References"],
      swiftSettings: settings),
    .executableTarget(
      name: "picture-quality",
      dependencies: [
        "Cells", "Screen", "Debugging", "GraphPicture", "ExpressionLanguage", "Backpropagation",
        "Learning", "ComputationGraph", "LectureGraphs",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Tests/PictureQuality", swiftSettings: settings),
    .testTarget(
      name: "ProgramTests",
      dependencies: ["Limits", "LectureGraphs", "TestSupport", "TestTerminal", "backprop"],
      swiftSettings: settings),
  ]
)
