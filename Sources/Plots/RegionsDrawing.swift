import Cells
import Learning
import Screen
import Sentences

/// The drawing of a plane: regions, points, axes and a legend.
package struct RegionsDrawing {
  /// A row of the data.
  package struct Row: Hashable, Sendable {
    let x: Double
    let y: Double
    let part: DataSet.Part
    /// The class given by the label.
    let label: Int
    /// The class predicted by the model; `nil` if there is no prediction.
    let counted: Int?

    var isWrong: Bool { label != counted }
  }

  /// The number of correctly classified rows of a part, and the number of all.
  package struct Share: Hashable, Sendable {
    let right: Int
    let of: Int
  }

  let x: ClosedRange<Double>
  let y: ClosedRange<Double>
  package let names: (x: String, y: String)
  let classCount: Int
  let classNames: [String]?
  let points: [Row]
  let shares: [DataSet.Part: Share]
  /// A score outside 0…1 that ½ divides, as where it is a logit.
  let outside: Double?
  /// Returns the class of each place; the two coordinates of a place follow each other.
  let classes: ([Double]) -> [Int?]

  private static let axisWidth = 9

  /// Draws everything into rows of the frame.
  package func draw(iteration: Int, rows: Range<Int>, into frame: inout Frame) {
    drawHeading(iteration, row: rows.lowerBound, into: &frame)
    let remark = outside.map(Report.shortNote)
    if let remark { frame.write(StyledLine(" " + remark, .error), row: rows.lowerBound + 1) }
    let top = rows.lowerBound + (remark == nil ? 1 : 2)
    let area = Rectangle(
      origin: Point(column: Self.axisWidth, row: top),
      size: Size(
        columns: frame.size.columns - Self.axisWidth - 1, rows: rows.upperBound - 2 - top))
    guard area.size.columns >= 4, area.size.rows >= 2 else { return }
    drawRegions(area, into: &frame)
    drawPoints(area, into: &frame)
    drawAxes(area, into: &frame)
    drawLegend(row: rows.upperBound - 1, into: &frame)
  }

  private func drawHeading(_ iteration: Int, row: Int, into frame: inout Frame) {
    var line = StyledLine(" regions", .title)
    for (part, name) in [(DataSet.Part.training, "training"), (.test, "test")] {
      guard let share = shares[part] else { continue }
      let percent = NumberText.fixed(100 * Double(share.right) / Double(share.of), decimals: 1)
      line.append(part == .training ? "   right: \(name) " : ", \(name) ")
      line.append("\(percent) %", .value)
      line.append(" of \(share.of)", .faint)
    }
    let status = "iteration \(iteration) "
    line.pad(to: frame.size.columns - status.columns)
    line.append(status)
    frame.write(line, row: row)
  }

  private func drawRegions(_ area: Rectangle, into frame: inout Frame) {
    let columns = area.size.columns
    let rows = area.size.rows * (frame.hasTints ? 2 : 1)
    var places: [Double] = []
    places.reserveCapacity(2 * columns * rows)
    for row in 0..<rows {
      for column in 0..<columns {
        places.append(Self.middle(column, of: columns, in: x))
        places.append(Self.middle(rows - 1 - row, of: rows, in: y))
      }
    }
    let classes = classes(places)
    let raster = Raster(columns: columns, rows: rows) { column, row in
      classes[row * columns + column].map(Tint.category) ?? .undefined
    }
    frame.draw(raster, at: area.origin, clip: area)
  }

  /// The coordinate of the middle of a pixel among `count` along an axis.
  private static func middle(_ pixel: Int, of count: Int, in range: ClosedRange<Double>) -> Double {
    let share = (Double(pixel) + 0.5) / Double(count)
    return range.lowerBound + share * (range.upperBound - range.lowerBound)
  }

  /// The pixel among `count` along an axis that contains a number; `nil` beyond the ends.
  private static func pixel(
    of number: Double, of count: Int, in range: ClosedRange<Double>
  ) -> Int? {
    guard range.contains(number) else { return nil }
    let share = (number - range.lowerBound) / (range.upperBound - range.lowerBound)
    return min(count - 1, Int(share * Double(count)))
  }

  /// Draws the points: wrong ones lie over right ones, and test rows over training rows.
  private func drawPoints(_ area: Rectangle, into frame: inout Frame) {
    for isWrong in [false, true] {
      for part in [DataSet.Part.training, .test] {
        for point in points where point.part == part && point.isWrong == isWrong {
          guard let column = Self.pixel(of: point.x, of: area.size.columns, in: x),
            let half = Self.pixel(of: point.y, of: 2 * area.size.rows, in: y)
          else { continue }
          let below = 2 * area.size.rows - 1 - half
          let place = Point(column: area.origin.column + column, row: area.origin.row + below / 2)
          let pixels = frame[place].pixels
          let tint = (below % 2 == 0 ? pixels?.upper : pixels?.lower) ?? .clear
          frame[place] = Cell(Self.mark(point), isWrong ? .error : .plain, on: tint)
        }
      }
    }
  }

  /// The mark of a point: lower case for training rows, upper case for test rows, `x` or `X` for a
  /// wrong prediction.
  private static func mark(_ point: Row) -> Character {
    let letter: Character = point.isWrong ? "x" : letter(of: point.label)
    return point.part == .training ? letter : Character(letter.uppercased())
  }

  private static let letters = Array("abcdefghijklmnopqrstuvwyz")

  private static func letter(of index: Int) -> Character {
    letters.indices.contains(index) ? letters[index] : "z"
  }

  private func drawAxes(_ area: Rectangle, into frame: inout Frame) {
    let bottom = area.origin.row + area.size.rows
    for number in Self.ticks(y, at: max(2, area.size.rows / 4)) {
      guard let pixel = Self.pixel(of: number, of: area.size.rows, in: y) else { continue }
      let text = NumberText.shortest(number).fitted(to: Self.axisWidth - 2)
      frame.write(
        text,
        at: Point(column: Self.axisWidth - 1 - text.columns, row: bottom - 1 - pixel), .faint)
    }
    frame.write(
      names.y.fitted(to: Self.axisWidth - 1), at: Point(column: 0, row: area.origin.row),
      .name)
    var end = 0
    let name = names.x.fitted(to: area.size.columns / 2)
    let last = area.origin.column + area.size.columns - name.columns
    for number in Self.ticks(x, at: max(2, area.size.columns / 12)) {
      guard let pixel = Self.pixel(of: number, of: area.size.columns, in: x) else { continue }
      let text = NumberText.shortest(number)
      let column = area.origin.column + pixel - text.columns / 2
      guard column > end, column + text.columns < last else { continue }
      frame.write(text, at: Point(column: column, row: bottom), .faint)
      end = column + text.columns
    }
    frame.write(name, at: Point(column: last, row: bottom), .name)
  }

  /// At most about `count` round numbers in a range: multiples of 1, 2 or 5 times a power of ten.
  static func ticks(_ range: ClosedRange<Double>, at count: Int) -> [Double] {
    let width = range.upperBound - range.lowerBound
    guard width > 0, width.isFinite else { return [] }
    let step = NiceStep(atLeast: width / Double(max(1, count))).size
    let first = (range.lowerBound / step).rounded(.up)
    let last = (range.upperBound / step).rounded(.down)
    guard first <= last, abs(first) < 1e9, abs(last) < 1e9 else { return [] }
    // Division by a whole number gives 0.3; multiplication would give 0.30000000000000004.
    return (Int(first)...Int(last)).map {
      step < 1 ? Double($0) / (1 / step).rounded() : Double($0) * step
    }
  }

  private func drawLegend(row: Int, into frame: inout Frame) {
    var column = 1
    for index in 0..<min(classCount, 25) {
      let name = classNames.flatMap { $0.indices.contains(index) ? $0[index] : nil } ?? "\(index)"
      let letter = Self.letter(of: index)
      let text = " \(letter) \(letter.uppercased()) \(name)   "
      guard column + 2 + text.columns < frame.size.columns else { break }
      for _ in 0..<2 {
        frame[Point(column: column, row: row)] = Cell(Pixels(.category(index)))
        column += 1
      }
      column = frame.write(text, at: Point(column: column, row: row), .plain)
    }
    frame.write(
      StyledLine("capitals are test rows, ", .faint).appending("x X", .error)
        .appending(" wrong", .faint),
      row: row, from: column)
  }
}
