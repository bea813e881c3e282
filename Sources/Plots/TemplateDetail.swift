import Backpropagation
import Cells
import ComputationGraph
import Debugging
import ExpressionLanguage
import Learning
import Screen
import Sentences

/// The enlarged view of one unit: an example, the unit's weights and their elementwise product,
/// whose sum is the score.
package struct TemplateDetail {
  package let matrix: WeightMatrix
  package let picture: WeightMatrix.PictureSize
  let numbers: WeightNumbers
  let quantity: WeightQuantity
  let unit: Int
  let example: Int

  package init(
    matrix: WeightMatrix, picture: WeightMatrix.PictureSize, numbers: WeightNumbers,
    quantity: WeightQuantity, unit: Int, example: Int
  ) {
    self.matrix = matrix
    self.picture = picture
    self.numbers = numbers
    self.quantity = quantity
    self.unit = unit
    self.example = example
  }

  /// The size at which a pixel is drawn.
  private struct Zoom {
    let pooling: Int
    let width: Int
    let isTall: Bool
    /// The size of a picture in columns and rows of cells, without its caption.
    let columns: Int
    let rows: Int
  }

  private static let between = 3

  /// The largest zoom at which three pictures fit side by side; `nil` if there is none.
  private func zoom(rows: Int, in frame: Frame) -> Zoom? {
    for pooling in 1...max(picture.width, picture.height) {
      let width = (picture.width + pooling - 1) / pooling
      let height = (picture.height + pooling - 1) / pooling
      for isTall in [true, false] {
        let zoom = Zoom(
          pooling: pooling, width: isTall ? 2 : 1, isTall: isTall,
          columns: max(isTall ? 2 * width : width, 12),
          rows: isTall ? height : frame.cellRows(ofPixelRows: height))
        let columns = 3 * zoom.columns + 2 * Self.between + 2
        if columns <= frame.size.columns, zoom.rows <= rows { return zoom }
      }
      // A picture of one or two pixels shows nothing.
      if width <= 2 || height <= 2 { return nil }
    }
    return nil
  }

  /// The rows besides the pictures: a rule, the captions and the sum.
  private static let otherRows = 3

  /// The number of rows that the detail takes of those left; 0 if they are too few.
  package func height(rows: Int, in frame: Frame) -> Int {
    zoom(rows: rows - Self.otherRows, in: frame).map { $0.rows + Self.otherRows } ?? 0
  }

  /// Draws the detail into rows of the frame.
  package func draw(_ debugger: Debugger, rows: Range<Int>, into frame: inout Frame) {
    guard let zoom = zoom(rows: rows.count - Self.otherRows, in: frame) else { return }
    let words = debugger.words
    let weights = matrix.weights(of: unit, in: numbers.elements)
    let score =
      quantity == .gradient
      ? nil : matrix.score(of: unit, example: example, weights: weights, at: debugger.snapshot)
    drawRule(debugger, words, row: rows.lowerBound, into: &frame)

    let symbol =
      quantity == .value
      ? "w" : quantity == .gradient ? "∂\(words.factor(debugger.document.output))/∂w" : "Δw"
    var pictures: [(caption: String, numbers: [Double], largest: Double, sign: String)] = []
    if let score { pictures.append(("x", score.example, Self.largest(score.example), "×")) }
    pictures.append((symbol, weights, numbers.largest, "="))
    if let score {
      pictures.append(("x·\(symbol)", score.products, Self.largest(score.products), ""))
    }
    let (width, height) = (zoom.columns, zoom.rows)
    for (index, part) in pictures.enumerated() {
      let point = Point(column: 1 + index * (width + Self.between), row: rows.lowerBound + 1)
      frame.draw(
        Raster(pooling: part.numbers, columns: picture.width, zoom.pooling, largest: part.largest),
        at: point, width: zoom.width, isTall: zoom.isTall)
      let largest = NumberText.fitted(part.largest, decimals: debugger.decimals, width: 8)
      frame.write(
        "|\(part.caption)| ≤ \(largest)".fitted(to: pictures.count > 1 ? width + 2 : 40),
        at: Point(column: point.column, row: point.row + height), .faint)
      if index + 1 < pictures.count {
        frame.write(
          part.sign, at: Point(column: point.column + width + 1, row: point.row + height / 2),
          .plain)
      }
    }
    frame.write(sentence(score, symbol, words), row: rows.lowerBound + height + 2)
  }

  private static func largest(_ numbers: [Double]) -> Double {
    WeightNumbers(elements: numbers, isStale: false).largest
  }

  private func drawRule(_ debugger: Debugger, _ words: Wording, row: Int, into frame: inout Frame) {
    var line = StyledLine("── ", .faint).appending("unit \(unit)", .title)
    let count = matrix.exampleCount(in: debugger.document.graph)
    if quantity != .gradient, count > 0 {
      line.append("   example \(example) of \(count)\(label(debugger)) ", .plain)
    } else {
      line.append(" ")
    }
    line.rule(to: frame.size.columns)
    frame.write(line, row: row)
  }

  /// The label of the example, if the file has labels.
  private func label(_ debugger: Debugger) -> String {
    guard let feed = debugger.document.feed, let labels = feed.labels else { return "" }
    let all = debugger.snapshot.numbers.value(of: labels, in: debugger.document.graph).elements
    guard all.indices.contains(example) else { return "" }
    let name =
      Int(exactly: all[example]).flatMap { place in
        feed.data.classNames.flatMap { $0.indices.contains(place) ? $0[place] : nil }
      } ?? NumberText.shortest(all[example])
    return ", labelled \(name)"
  }

  /// `Σ x·w = 1.20   + b 0.10 = 1.30   in the graph 1.30, scores[0, 1]`.
  private func sentence(_ score: TemplateScore?, _ symbol: String, _ words: Wording) -> StyledLine {
    guard let score else {
      return StyledLine(
        quantity == .gradient
          ? " what a small change of each weight does to the loss"
          : " the inputs of this example have not been computed", .faint)
    }
    func text(_ number: Double) -> String { words.writing.text(number, more: 2) }
    var line = StyledLine(" Σ x·\(symbol) = ")
    line.append(text(score.sum), .value)
    guard quantity == .value else {
      return line.appending("   how much it changed the score of this example", .faint)
    }
    if let bias = score.bias {
      line.append("   + b ")
      line.append(text(bias), .value)
      line.append(" = ")
      line.append(text(score.sum + bias), .value)
    }
    guard let use = matrix.use else { return line }
    let name = words.factor(use.sum ?? use.product)
    guard let computed = score.computed else {
      return line.appending("   \(name) is out of date", .faint)
    }
    let indices = use.inputIsLeft ? "\(example), \(unit)" : "\(unit), \(example)"
    let isVector = words.document.graph.shape(of: use.product).extents.count == 1
    return line.appending("   in the graph ", .faint).appending(text(computed), .value)
      .appending(", \(name)[\(isVector ? "\(unit)" : indices)]", .faint)
  }
}
