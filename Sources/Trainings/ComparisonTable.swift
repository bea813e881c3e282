import Cells
import Learning

extension ComparedModel {
  /// The loss of all training rows after the last update, over the starts.
  package var loss: Spread? { Spread(results.map(\.loss)) }
  /// The loss of all test rows.
  package var testLoss: Spread? { Spread(results.compactMap(\.testLoss)) }
  /// The excess of the test loss over the loss.
  package var gap: Spread? { Spread(results.compactMap(\.gap)) }

  /// A report on the rows of a part.
  package func report(_ text: String, _ part: DataSet.Part) -> Spread? {
    Spread(
      results.flatMap(\.reports).filter { $0.text == text }
        .compactMap { part == .training ? $0.training : $0.test })
  }

  /// The behaviour of the losses, most frequent first: `converged`, or `converged 3, flat 1`.
  package var behaviours: String {
    var counts: [(name: String, count: Int)] = []
    for name in results.map(\.verdict.name) {
      if let index = counts.firstIndex(where: { $0.name == name }) {
        counts[index].count += 1
      } else {
        counts.append((name, 1))
      }
    }
    counts.sort { $0.count > $1.count }
    return counts.map { counts.count == 1 ? $0.name : "\($0.name) \($0.count)" }
      .joined(separator: ", ")
  }
}

/// The results of a comparison as rows of text, one for each file, with a heading.
package struct ComparisonTable: Sendable {
  /// The cells, row by row; the first row is the heading.
  private let rows: [[String]]
  private let widths: [Int]

  /// The contents of the table, from the most complete to the shortest.
  private enum Extent: CaseIterable {
    case all
    /// Without the minimum and maximum of each column.
    case withoutRanges
    /// Also without the gap, and with short headings and names.
    case short
  }

  /// The table; each row begins with the `marker` of its file. Where it is wider than `width`, it
  /// is reduced.
  package init(
    of trainings: ComparedTrainings, width: Int = .max, marker: (Int) -> String = { _ in "" }
  ) {
    var columns: [[String]] = []
    for extent in Extent.allCases {
      columns = Self.columns(of: trainings, extent, marker)
      if Self.widths(columns).reduce(2 * (columns.count - 1), +) <= width { break }
    }
    rows = (0...trainings.models.count).map { row in columns.map { $0[row] } }
    widths = Self.widths(columns)
  }

  private static func widths(_ columns: [[String]]) -> [Int] {
    columns.map { column in column.map(\.columns).max() ?? 0 }
  }

  private static func columns(
    of trainings: ComparedTrainings, _ extent: Extent, _ marker: (Int) -> String
  ) -> [[String]] {
    let models = trainings.models
    let hasRanges = extent == .all && trainings.startCount > 1
    func name(_ index: Int) -> String {
      let name = models[index].name
      return extent == .short && name.hasSuffix(".expr") ? String(name.dropLast(5)) : name
    }
    var columns: [[String]] = [
      ["file"] + models.indices.map { marker($0) + name($0) },
      ["parameters"] + models.map { String($0.parameterCount) },
    ]
    func add(_ title: String, _ spread: (ComparedModel) -> Spread?) {
      let spreads = models.map(spread)
      // A column about test rows appears only where there are such rows.
      guard title == "loss" || spreads.contains(where: { $0 != nil }) else { return }
      columns.append([title] + spreads.map { $0?.text ?? "–" })
      if hasRanges { columns.append(["min…max"] + spreads.map { $0?.range ?? "–" }) }
    }
    add("loss", \.loss)
    add("test loss", \.testLoss)
    if extent != .short { add("gap", \.gap) }
    for text in trainings.reports {
      add(extent == .short ? String(text.prefix { $0 != "(" }) : text) {
        $0.report(text, .training)
      }
      add(extent == .short ? "on test" : "on test rows") { $0.report(text, .test) }
    }
    columns.append(["behaviour"] + models.map(\.behaviours))
    return columns
  }

  /// The table with blanks between aligned columns; numbers stand on the right.
  package var lines: [String] {
    rows.map { row in
      let last = row.count - 1
      let cells = row.enumerated().map { index, cell in
        let blanks = String(repeating: " ", count: widths[index] - cell.columns)
        return index == 0 ? cell + blanks : index == last ? cell : blanks + cell
      }
      return String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
    }
  }
}
