import ArgumentParser
import Cells
import ExpressionLanguage
import GraphPicture
import LectureGraphs

/// Measures how much of a graph its picture shows while a pass is stepped through: for the examples and for
/// graphs drawn by lot, at the sizes that people have, in the form that is chosen and without the tape.
@main
struct PictureQuality: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "picture-quality",
    abstract: "Print how much of graphs is seen, step by step.",
    discussion: """
      Shares are of the steps from the beginning to the end of the backward pass: how often the output, \
      the gate at work and all of its operands are seen with whole numbers, what part of the known numbers \
      is seen, on how many graphs all of them are, always, and how often the window moves in a pass.
      """)

  @Option(help: "How many graphs are drawn by lot.") var generated = 500
  @Option(help: "The most gates of a graph that is drawn by lot.") var gates = 30
  @Flag(help: "A line for each example, too.") var each = false

  /// The rows and columns of a screen, and those that it leaves to the picture.
  private static let sizes = [
    ("80×24", Size(columns: 80, rows: 15)), ("120×40", Size(columns: 120, rows: 29)),
    ("160×48", Size(columns: 160, rows: 37)),
  ]

  func run() throws {
    let examples = LectureGraphs.all.compactMap { example in
      Self.document(example.text).map { (example.name, $0) }
    }
    let drawn = (0..<generated).compactMap { seed in
      Self.document(DrawnSource(seed: UInt64(seed), mostGates: gates).text).map { ("\(seed)", $0) }
    }
    print("graphs      size     forms      output  at work  operands  numbers  graphs whole  moves")
    for (screen, size) in Self.sizes {
      for (set, documents) in [("examples", examples), ("drawn", drawn)] {
        for withTape in [false, true] {
          var sum = ShownPass()
          for (name, document) in documents {
            let pass = ShownPass(of: document, in: size, withTape: withTape)
            if each, set == "examples" { print(pass.line(name, screen, withTape)) }
            sum.add(pass)
          }
          print(sum.line(set, screen, withTape))
        }
      }
    }
  }

  private static func document(_ text: String) -> Document? {
    try? Document.make(from: Syntax(parsing: text)).get()
  }
}
