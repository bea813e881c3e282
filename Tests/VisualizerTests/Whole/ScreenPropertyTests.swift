import Backpropagation
import Cells
import ComputationGraph
import ExpressionLanguage
import Screen
import Testing
import Visualizer

/// What holds on every screen, at every step.
@Suite struct ScreenPropertyTests {
  @Test(arguments: [sigmoidNeuron, forkAndFunction])
  func `every size from 0×0 draws, with and without what opens over it`(_ source: String) throws {
    var application = try shown(source, keys: "cccnns")
    for keys in ["", "?", "<Esc>:goto", "<Esc><Tab>", "zz", "ZZZ"] {
      try application.press(keys)
      for columns in [0, 1, 2, 5, 17, 40, 79, 80, 81, 160, 300] {
        for rows in [0, 1, 2, 3, 4, 5, 8, 9, 13, 24, 48, 100] {
          let size = Size(columns: columns, rows: rows)
          application.update(.resize(size))
          let frame = application.view
          #expect(frame.size == size)
          #expect(frame.lines.allSatisfy { $0.columns <= columns })
          if let cursor = frame.cursor { #expect(frame.contains(cursor)) }
        }
      }
      application.update(.resize(Size(columns: 80, rows: 24)))
    }
  }

  @Test(arguments: ["s", "n", "c", "i"], [sigmoidNeuron, forkAndFunction])
  func `a step and its way back show the same screen`(_ key: String, _ source: String) throws {
    var application = try shown(source)
    var frames: [Frame] = []
    for _ in 0..<(key == "i" ? 4 : 90) {
      frames.append(application.view)
      try application.press(key)
    }
    for frame in frames.reversed() {
      try application.press(key.uppercased())
      #expect(application.view == frame)
    }
  }

  @Test func `any position looks the same from both sides`() throws {
    for position in stride(from: 0, through: 150, by: 7) {
      let fromBelow = try shown(sigmoidNeuron, keys: ":goto \(position / 5)<Enter>")
      let fromAbove = try shown(
        sigmoidNeuron, keys: "iiii:goto \(position / 5)<Enter>")
      #expect(fromBelow.view == fromAbove.view)
    }
  }

  @Test(arguments: [sigmoidNeuron, forkAndFunction], [(80, 24), (120, 40)])
  func `nothing moves when numbers change`(_ source: String, _ size: (Int, Int)) throws {
    var application = try shown(source, columns: size.0, rows: size.1)
    func fixedCells() -> [Point] {
      let frame = application.view
      return points(of: frame, above: size.1 - 10).filter {
        let style = frame[$0].style
        return [.gate, .currentGate, .wire, .currentWire, .name].contains(style)
          && frame[$0].character != " " && frame[$0].character != "◂"
      }
    }
    let before = fixedCells()
    #expect(before.count > 50)
    for _ in 0..<60 {
      try application.press("n")
      #expect(fixedCells() == before)
    }
  }

  @Test func `value and gradient differ without colour, by place`() throws {
    let frame = try shown(sigmoidNeuron, keys: "ccc").view
    let lastDigits = points(of: frame, above: 17).filter {
      let next = frame[Point(column: $0.column + 1, row: $0.row)].character
      return frame[$0].character.isNumber && !next.isNumber && next != "."
    }
    let values = lastDigits.filter { [.value, .newValue].contains(frame[$0].style) }
    let gradients = lastDigits.filter { [.gradient, .newGradient].contains(frame[$0].style) }
    #expect(values.count == 13 && gradients.count == 13)
    func isWire(_ column: Int, _ row: Int) -> Bool {
      [.wire, .currentWire, .name].contains(frame[Point(column: column, row: row)].style)
    }
    // A level wire has the value above it and the gradient below it, an upright one has them to its left
    // and right, in any colours.
    for value in values {
      #expect(
        isWire(value.column, value.row + 1) || isWire(value.column + 1, value.row), "\(value)")
    }
    for gradient in gradients {
      var start = gradient.column
      while "0123456789.-".contains(frame[Point(column: start, row: gradient.row)].character) {
        start -= 1
      }
      #expect(
        isWire(gradient.column, gradient.row - 1) || isWire(start, gradient.row), "\(gradient)")
    }
  }

  @Test func `a number is blank until it is computed, and never a zero that means not yet`() throws
  {
    let start = try shown(sigmoidNeuron).view
    #expect(start.styleLines.prefix(17).joined().count { $0 == "v" } == 24)
    #expect(!start.styleLines.prefix(17).joined().contains { "grGV".contains($0) })
    let forward = try shown(sigmoidNeuron, keys: "c").view
    #expect(!forward.styleLines.prefix(17).joined().contains { "grGV".contains($0) })
    let zeroed = try shown(sigmoidNeuron, keys: "cc").view
    #expect(!zeroed.styleLines.prefix(17).joined().contains { "grGV".contains($0) })
  }

  @Test func `after an update what depends on it is marked as out of date`() throws {
    let frame = try shown(sigmoidNeuron, keys: "i").view
    let text = frame.lines.prefix(16).joined(separator: "\n")
    #expect(text.contains("~-2.00"))
    #expect(text.contains("~0.73"))
    #expect(frame.styleLines.prefix(16).joined().contains("V"))
    let next = try shown(sigmoidNeuron, keys: "in").view
    #expect(next.styleLines.prefix(16).joined().contains("G"))
  }

  @Test func `no name is left out, however long`() throws {
    let source = "x = 2\naVeryLongNameForTheSquare = x^2\nshort = aVeryLongNameForTheSquare + 1"
    let lines = try shown(source, keys: ":level compact<Enter>").view.lines.prefix(16)
    #expect(lines.contains { $0.contains("─aVeryLongNameForT…─") })
    #expect(lines.contains { $0.contains("── short") })
  }

  @Test func `the cursor rests on the gate at work, or on the one looked at`() throws {
    var application = try shown(sigmoidNeuron, keys: "n")
    let cursor = try #require(application.view.cursor)
    #expect(application.view[cursor].character == "[")
    try application.press("<Tab>")
    let moved = try #require(application.view.cursor)
    #expect(moved != cursor)
    #expect(application.view[moved].style == .focus)
  }

  @Test func `ASCII frames have the same cells and no other characters`() throws {
    for source in [sigmoidNeuron, forkAndFunction] {
      let frame = try shown(source, keys: "cccn").view
      let ascii = frame.ascii
      #expect(ascii.lines.joined().utf8.allSatisfy { $0 < 0x80 })
      #expect(ascii.size == frame.size && ascii.cursor == frame.cursor)
      let different = points(of: frame, above: frame.size.rows).filter { point in
        let (cell, other) = (frame[point], ascii[point])
        if cell == .continuation { return false }
        let isSame =
          cell.character.isASCII
          ? other.character == cell.character : other.character != " "
        return !isSame || other.style != cell.style
      }
      #expect(different.isEmpty)
    }
  }

  private func points(of frame: Frame, above row: Int) -> [Point] {
    (0..<max(0, min(row, frame.size.rows))).flatMap { row in
      (0..<frame.size.columns).map { Point(column: $0, row: row) }
    }
  }
}
