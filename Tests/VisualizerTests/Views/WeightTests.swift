import Backpropagation
import Cells
import ComputationGraph
import Debugging
import ExpressionLanguage
import Screen
import Testing
import Visualizer

/// The letters T, L and X in 5×5 pixels.
let glyphs: [[Double]] = [
  "1111100100001000010000100", "1000010000100001000011111", "1000101010001000101010001",
].map { $0.map { $0 == "1" ? 1 : 0 } }

/// A linear softmax classifier of rows, from weights that are all zero.
func linearClassifier(_ rows: [[Double]], _ labels: [Int], _ more: String = "") -> String {
  """
  # Templates of a linear classifier
  X = [\(rows.map { "[" + $0.map { "\($0)" }.joined(separator: ", ") + "]" }.joined(separator: ", "))]
  y = [\(labels.map(String.init).joined(separator: ", "))]
  param W = zeros(\(rows[0].count), 3)
  param b = zeros(3)
  scores = X @ W + b
  loss = cross_entropy(scores, y)
  minimize loss with sgd(lr = 0.5)
  \(more)
  """
}

@Suite struct WeightTests {
  private func weights(_ debugger: Debugger, of unit: Int) throws -> [Double] {
    let node = try #require(debugger.document.node(named: "W"))
    let all = debugger.snapshot.numbers.value(of: node, in: debugger.document.graph).elements
    return stride(from: unit, to: all.count, by: 3).map { all[$0] }
  }

  private func cosine(_ a: [Double], _ b: [Double]) -> Double {
    func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    return dot(a, b) / (dot(a, a) * dot(b, b)).squareRoot()
  }

  private func mean(_ rows: [[Double]]) -> [Double] {
    rows[0].indices.map { place in rows.reduce(0) { $0 + $1[place] } / Double(rows.count) }
  }

  @Test func `after one step a template is the mean of its class minus that of all`() throws {
    let debugger = try #require(
      try shown(linearClassifier(glyphs, [0, 1, 2]), keys: "i").debugger)
    let overall = mean(glyphs)
    for unit in 0..<3 {
      let difference = zip(glyphs[unit], overall).map { $0 - $1 }
      #expect(cosine(try weights(debugger, of: unit), difference) > 1 - 1e-12)
    }
  }

  @Test func `with noise it still is for a third of all rows, and nearly for more or fewer`() throws
  {
    // Four, five and six noisy copies, each with other pixels switched.
    let labels = [0, 1, 2, 2, 1, 0, 2, 1, 0, 2, 1, 0, 2, 1, 2]
    let rows = labels.enumerated().map { index, label in
      glyphs[label].enumerated().map { place, pixel in
        (place * 7 + index * 11) % 23 == 0 ? 1 - pixel : pixel
      }
    }
    let debugger = try #require(try shown(linearClassifier(rows, labels), keys: "i").debugger)
    for (unit, expected) in [0.9701, 1, 0.9774].enumerated() {
      let ofClass = rows.indices.filter { labels[$0] == unit }.map { rows[$0] }
      let difference = zip(mean(ofClass), mean(rows)).map { $0 - $1 }
      #expect(abs(cosine(try weights(debugger, of: unit), difference) - expected) < 1e-4)
    }
  }

  @Test func `without a show line weights are numbers, and the line is said`() throws {
    let frame = try shown(linearClassifier(glyphs, [0, 1, 2]), keys: "iW").view
    #expect(frame.lines[0].contains("show W as images(height, width)   makes pictures"))
    #expect(frame.lines[2] == " unit        0       1       2")
  }

  @Test func `deeper weights are numbers over hidden units, and W goes on to them`() throws {
    let source = """
      x = [1, 2]
      param W1 = [[1, 0, 2], [-1, 1, 0]]
      param W2 = [[1, 2], [3, 4], [5, -6]]
      h = relu(x @ W1)
      L = sum(h @ W2)
      """
    #expect(!(try shown(source, keys: "W").view.lines[0].contains("hidden")))
    let deeper = try shown(source, keys: "WWjl").view
    #expect(deeper.lines[0].contains("W2   3×2   numbers over hidden units: not a picture"))
    #expect(
      deeper.lines[3...5] == [
        " 0        1.00    2.00", " 1        3.00    4.00", " 2        5.00   -6.00",
      ])
    let column = try #require(deeper.cursor?.column)
    #expect(deeper.cursor?.row == 4 && deeper[Point(column: column, row: 4)].style == .selection)
    #expect(try shown(source, keys: "WWW").view == shown(source, keys: "W").view)
    #expect(try shown(source, keys: "W<Esc>").view == shown(source).view)
  }

  @Test func `gradient and changes are blank until they are known, and live`() throws {
    let source = linearClassifier(glyphs, [0, 1, 2])
    func line(_ keys: String) throws -> String { try shown(source, keys: keys).view.lines[3] }
    #expect(try line("W<Tab>").contains("no gradient has arrived yet"))
    #expect(try line("W<S-Tab>").contains("no update has moved these weights yet"))
    // T has its second pixel, L and X have not: the gradient is (1/3 − 1)/3, 1/9 and 1/9.
    let gradient = try shown(source, keys: "W<Tab>ccc").view.lines[4]
    #expect(gradient == " 1       -0.22    0.11    0.11")
    for keys in ["W<Tab><Tab>i", "W<S-Tab>i", "W<S-Tab>ic", "iW"] {
      #expect(
        try shown(source, keys: keys).view.lines[4] == " 1        0.11   -0.06   -0.06", "\(keys)")
    }
    let later = try shown(source, keys: "WiiW").view.lines[4]
    let last = try shown(source, keys: "Wii<S-Tab>").view.lines[4]
    #expect(later != last)
  }

  @Test func `a file without matrices says so`() throws {
    let frame = try shown("w = 2\nf = w * 3", keys: "W").view
    #expect(frame.lines[0].contains("no parameter of this file is a matrix"))
    #expect(try shown("w = 2\nf = w * 3", keys: "Whjkl,.<Tab>W<Esc>").view.lines.count == 24)
  }
}
