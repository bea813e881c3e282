import Cells
import LectureGraphs
import Screen
import TestSupport
import Testing
import Visualizer

extension Frame {
  /// The numbers on the screen, each as far as it goes: `-2.00` and never `2.00` or `2` of it.
  fileprivate var numbers: Set<String> {
    func isPart(_ character: Character) -> Bool {
      character.isLetter || character.isWholeNumber || "_.-".contains(character)
    }
    // The norm of an array that is too large for its entries.
    let lines = lines.map { $0.replacing(/‖[^‖]*‖/, with: "") }
    let words = lines.flatMap { line in line.split { !isPart($0) } }
    let texts = words.map { $0.hasSuffix(".") ? $0.dropLast() : $0 }
    return Set(
      texts.filter { text in
        text.contains(where: \.isWholeNumber)
          && text.allSatisfy { $0.isWholeNumber || "-.e".contains($0) }
      }.map(String.init))
  }
}

/// A number is drawn whole or not at all.
@Suite struct WholeNumberTests {
  @Test(arguments: ["sigmoid-neuron", "first-example", "softmax-cat", "net2"])
  func `at every size, a number is one of those that a large screen shows`(
    _ name: String
  ) throws {
    let text = try #require(LectureGraphs.named(name)?.text)
    var application = try shown(text)
    for step in ["", "nn", "c", "n", "c", "c", "nnn", "s", "c", "i"] {
      try application.press(step)
      // As gates from left to right and as a tape, which has more room for a number.
      var tape = application
      try tape.press(":level tape<Enter>")
      let whole = numbers(of: application, columns: [200, 300], rows: [60, 100]).union(
        numbers(of: tape, columns: [200], rows: [60]))
      let seen = numbers(
        of: application, columns: Soak.some(12, of: Array(stride(from: 1, through: 100, by: 3))),
        rows: Soak.some(4, of: [1, 3, 6, 9, 16, 24]))
      #expect(seen.isSubset(of: whole), "after \(step): \(seen.subtracting(whole).sorted())")
    }
  }

  /// The numbers on screens of some sizes, at the finest level and at the one below.
  private func numbers(
    of application: Application, columns: [Int], rows: [Int]
  ) -> Set<String> {
    var application = application
    var numbers: Set<String> = []
    for columns in columns {
      for rows in rows {
        application.update(.resize(Size(columns: columns, rows: rows)))
        numbers.formUnion(application.view.numbers)
      }
    }
    return numbers
  }
}

/// Text that is cut where a number stands.
@Suite struct CutNumberTests {
  @Test(arguments: [
    ("lr 0.01", 5, "lr …"), ("lr 0.01", 6, "lr …"), ("lr 0.01", 7, "lr 0.01"),
    ("x = -2.00 ", 7, "x = …"), ("x = -2.00 ", 9, "x = …"), ("3.7e-11 is", 5, "…"),
    ("hidden12 is", 8, "hidden1…"), ("expected", 2, "e…"), ("64×32 matrix", 5, "64×…"),
  ])
  func `fitted text keeps no piece of a number`(_ text: String, _ limit: Int, _ expected: String) {
    #expect(text.fitted(to: limit) == expected)
  }

  @Test(arguments: [
    ("4.00", -3, "    "), ("4.00 -1.5", -3, "  -1.5"), ("4.00 -1.5", -6, "   "), ("w12", -1, "  "),
    ("neuron2", -3, "ron2"), ("4.00", 0, "4.00"), ("-inf", -1, "   "), ("1.5e-7", -3, "   "),
    ("1.00 2.00", 4, "    1.00"), ("1.00 2.00", 2, "  1.00  "),
  ])
  func `a frame draws no piece of a number`(_ text: String, _ column: Int, _ expected: String) {
    var frame = Frame(size: Size(columns: 8, rows: 1))
    frame.write(text, at: Point(column: column, row: 0), .plain)
    let drawn = frame.lines[0]
    let wanted = expected + String(repeating: " ", count: 8 - expected.count)
    #expect(drawn + String(repeating: " ", count: 8 - drawn.count) == wanted)
  }
}
