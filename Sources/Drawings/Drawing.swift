import Cells
import Screen

/// A frame as lines, signs and texts: what is drawn of it by something that is no terminal.
///
/// Places count in columns and rows, from the upper left corner; the middle of the first cell is at
/// ½, ½.
package struct Drawing: Hashable, Sendable {
  /// A place between cells as well as in them.
  package struct Place: Hashable, Sendable {
    /// To the right.
    package let column: Double
    /// Down.
    package let row: Double
  }

  /// A line; through `corner`, if it is round.
  package struct Line: Hashable, Sendable {
    /// One end.
    package let start: Place
    /// The other end.
    package let end: Place
    /// Where both halves of an arc would meet.
    package let corner: Place?
    /// Whether it is drawn thick.
    package let isHeavy: Bool
    /// What it means.
    package let style: Style
  }

  /// A sign that has a form of its own.
  package enum Sign: Hashable, Sendable, CaseIterable {
    case gate, gateAtWork, leaf, fork, breakpoint, joint
  }

  /// A sign and the middle of it.
  package struct Mark: Hashable, Sendable {
    /// What it is.
    package let sign: Sign
    /// Its middle.
    package let place: Place
    /// What it means.
    package let style: Style
  }

  /// Characters of one style in a row.
  package struct Text: Hashable, Sendable {
    /// The characters, without blanks at the ends.
    package let text: String
    /// The columns they take.
    package let columns: Range<Int>
    /// Their row.
    package let row: Int
    /// What they mean.
    package let style: Style
  }

  /// The size in columns and rows.
  package let size: Size
  /// All lines.
  package private(set) var lines: [Line] = []
  /// All signs.
  package private(set) var marks: [Mark] = []
  /// All texts; no two of them share a cell.
  package private(set) var texts: [Text] = []

  /// The lines, signs and texts of a frame.
  package init(of frame: Frame) {
    size = frame.size
    let frame = frame.colourless
    for row in 0..<size.rows {
      addTexts(of: frame, row)
      addRuns(of: frame, row)
    }
    for column in 0..<size.columns { addColumnRuns(of: frame, column) }
  }

  /// The columns and rows in which there is something.
  package var bounds: (columns: Range<Int>, rows: Range<Int>) {
    let across =
      lines.flatMap { [$0.start.column, $0.end.column] } + marks.map(\.place.column)
      + texts.flatMap { [Double($0.columns.lowerBound), Double($0.columns.upperBound)] }
    let down =
      lines.flatMap { [$0.start.row, $0.end.row] } + marks.map(\.place.row)
      + texts.flatMap { [Double($0.row), Double($0.row + 1)] }
    func whole(_ places: [Double]) -> Range<Int> {
      guard let least = places.min(), let most = places.max() else { return 0..<0 }
      return Int(least.rounded(.down))..<Int(most.rounded(.up))
    }
    return (whole(across), whole(down))
  }

  // MARK: Texts

  /// Adds the texts and signs of a row; one blank may be in a text.
  private mutating func addTexts(of frame: Frame, _ row: Int) {
    var run: (text: String, start: Int, end: Int, style: Style)?
    func finished() -> [Text] {
      run.map { [Text(text: $0.text, columns: $0.start..<$0.end, row: row, style: $0.style)] } ?? []
    }
    for column in 0..<size.columns {
      let cell = frame[Point(column: column, row: row)]
      if cell == .continuation { run?.end += 1 }
      guard cell.character != " ", cell != .continuation else { continue }
      if WireArms(cell.character) != nil { continue }
      if let sign = Self.signs[cell.character] {
        marks.append(Mark(sign: sign, place: Self.middle(column, row), style: cell.style))
        continue
      }
      let next = run.map { $0.end }
      if let gap = next.map({ column - $0 }), gap <= 1, run?.style == cell.style {
        run?.text += String(repeating: " ", count: gap) + String(cell.character)
        run?.end = column + 1
      } else {
        texts += finished()
        run = (String(cell.character), column, column + 1, cell.style)
      }
    }
    texts += finished()
  }

  private static let signs: [Character: Sign] = [
    "◇": .gate, "◆": .gateAtWork, "○": .leaf, "●": .fork, "■": .breakpoint,
  ]

  private static func middle(_ column: Int, _ row: Int) -> Place {
    Place(column: Double(column) + 0.5, row: Double(row) + 0.5)
  }

  // MARK: Lines

  /// A line that goes on from cell to cell.
  private struct Run {
    let style: Style
    let isHeavy: Bool
    let start: Double
    var end: Double
  }

  /// Adds the lines of a row from left to right, the arcs and the joints.
  private mutating func addRuns(of frame: Frame, _ row: Int) {
    var runs: [Run] = []
    for column in 0..<size.columns {
      let cell = frame[Point(column: column, row: row)]
      guard let arms = Self.arms(frame, column, row) else { continue }
      let middle = Self.middle(column, row)
      if arms.isRound {
        addArc(arms, middle, cell.style)
        continue
      }
      if arms.isJoint { marks.append(Mark(sign: .joint, place: middle, style: cell.style)) }
      Self.extend(&runs, arms.left, from: middle.column - 0.5, to: middle.column, cell.style)
      Self.extend(&runs, arms.right, from: middle.column, to: middle.column + 0.5, cell.style)
    }
    let height = Double(row) + 0.5
    lines += runs.map {
      Line(
        start: Place(column: $0.start, row: height), end: Place(column: $0.end, row: height),
        corner: nil, isHeavy: $0.isHeavy, style: $0.style)
    }
  }

  /// Adds the lines of a column from top to bottom.
  private mutating func addColumnRuns(of frame: Frame, _ column: Int) {
    var runs: [Run] = []
    for row in 0..<size.rows {
      let cell = frame[Point(column: column, row: row)]
      guard let arms = Self.arms(frame, column, row), !arms.isRound else { continue }
      let middle = Double(row) + 0.5
      Self.extend(&runs, arms.up, from: middle - 0.5, to: middle, cell.style)
      Self.extend(&runs, arms.down, from: middle, to: middle + 0.5, cell.style)
    }
    let place = Double(column) + 0.5
    lines += runs.map {
      Line(
        start: Place(column: place, row: $0.start), end: Place(column: place, row: $0.end),
        corner: nil, isHeavy: $0.isHeavy, style: $0.style)
    }
  }

  /// Adds half a cell of a line, to the last run where that ends there and looks the same.
  private static func extend(
    _ runs: inout [Run], _ weight: WireArms.Weight?, from start: Double, to end: Double,
    _ style: Style
  ) {
    guard let weight else { return }
    if let last = runs.last, last.end == start, last.style == style,
      last.isHeavy == (weight == .heavy)
    {
      runs[runs.count - 1].end = end
    } else {
      runs.append(Run(style: style, isHeavy: weight == .heavy, start: start, end: end))
    }
  }

  private mutating func addArc(_ arms: WireArms, _ middle: Place, _ style: Style) {
    let across = arms.left != nil ? -0.5 : 0.5
    let down = arms.up != nil ? -0.5 : 0.5
    lines.append(
      Line(
        start: Place(column: middle.column + across, row: middle.row),
        end: Place(column: middle.column, row: middle.row + down), corner: middle,
        isHeavy: false, style: style))
  }

  /// The lines of a cell. Those that lead to a sign end in its middle.
  private static func arms(_ frame: Frame, _ column: Int, _ row: Int) -> WireArms? {
    func cell(_ across: Int, _ down: Int) -> Cell {
      frame[Point(column: column + across, row: row + down)]
    }
    func arms(_ across: Int, _ down: Int) -> WireArms? { WireArms(cell(across, down).character) }
    guard signs[cell(0, 0).character] != nil else { return arms(0, 0) }
    return WireArms(
      left: arms(-1, 0)?.right, right: arms(1, 0)?.left, up: arms(0, -1)?.down,
      down: arms(0, 1)?.up)
  }
}
