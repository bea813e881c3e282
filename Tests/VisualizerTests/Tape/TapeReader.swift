import Screen

/// Reads a tape as a person does who knows its grammar and nothing of the graph: which operands go to
/// which gate.
struct TapeReader {
  /// Per gate, from top to bottom, its operands: `#3` is the gate of that number, others are names of
  /// leaves, with `↑` before a value that is only named.
  private(set) var operands: [Set<String>] = []

  private let lines: [[Character]]
  private let rails: Range<Int>
  private let leafBar: Int
  private var gateOfRow: [Int: Int] = [:]

  /// Reads the rows below the headings up to the pane.
  init?(_ frame: Frame) {
    let rows = frame.lines.map(Array.init)
    guard
      let heading = rows.firstIndex(where: { String($0).contains("value │ gradient") }),
      let gate = String(rows[heading]).firstRange(of: " gate ").map({
        String(rows[heading]).distance(from: String(rows[heading]).startIndex, to: $0.lowerBound)
          + 1
      })
    else { return nil }
    let bar = rows[heading].firstIndex(of: "│") ?? 0
    leafBar = bar
    rails = bar + 1..<gate - 1
    let below = rows[(heading + 1)...]
    lines = Array(below.prefix { $0.first != "─" }).map { $0 + Array(repeating: " ", count: 100) }
    for row in lines.indices where gateColumn(in: row) != nil { gateOfRow[row] = gateOfRow.count }
    for row in lines.indices {
      if let column = gateColumn(in: row) { operands.append(read(row, column)) }
    }
  }

  private func gateColumn(in row: Int) -> Int? {
    rails.first { "◇◆".contains(lines[row][$0]) }
  }

  /// The name at the left of a row.
  private func entry(of row: Int) -> String {
    let name = String(lines[row][1..<leafBar]).split(separator: " ").first.map(String.init)
    return name ?? "nothing"
  }

  /// All that is joined to the bus of a gate, and what comes from above.
  private func read(_ row: Int, _ column: Int) -> Set<String> {
    var found: Set<String> = []
    if row > 0, "│┃├┤┠┨┣┫╬╦┼┿╂╮┓◇◆".contains(lines[row - 1][column]) {
      found.formUnion(up(row, column))
    }
    var left = column - 1
    while "─━┼┿╂╬╩╦├┠┣╰┗".contains(lines[row][left]) {
      if left <= leafBar + 2 { break }
      if "╬╩├┠┣╰┗".contains(lines[row][left]) { found.formUnion(up(row, left)) }
      if "├┠┣╰┗".contains(lines[row][left]) { break }
      left -= 1
      if left < rails.lowerBound + 1 { break }
    }
    // The wire of the row's own leaf, beside its gradient.
    if !"├┠┣╰┗".contains(lines[row][left]), left < column - 1, isLeaf(row, left) {
      found.insert(entry(of: row))
    }
    var right = column + 1
    while "─━┼┿╂╬╩┤┨┫╯┛".contains(lines[row][right]) {
      if "╬╩┤┨┫╯┛".contains(lines[row][right]) { found.formUnion(up(row, right)) }
      if "┤┨┫╯┛".contains(lines[row][right]) { break }
      right += 1
    }
    return found
  }

  private func isLeaf(_ row: Int, _ column: Int) -> Bool {
    lines[row][leafBar] == "│" && entry(of: row) != "nothing"
  }

  /// What a rail carries, from a cell upwards to where it begins.
  private func up(_ start: Int, _ column: Int) -> Set<String> {
    var found: Set<String> = []
    var row = start - 1
    while row >= 0 {
      switch lines[row][column] {
      case "│", "┃", "┼", "┿", "╂": break
      case "├", "┤", "┠", "┨", "┣", "┫", "╬":
        if gateOfRow[row] == nil { found.insert(entry(of: row)) }
      case "◇", "◆": return found.union(["#\(gateOfRow[row] ?? -1)"])
      case "╮", "┓", "╦": return found.union([entry(of: row)])
      default: return found.union(["a loose end"])
      }
      row -= 1
    }
    return found.union(["a loose end"])
  }
}
