import Cells
import Screen
import Testing

@Suite struct BrailleCanvasTests {
  private func drawn(
    columns: Int, rows: Int, _ lines: [(BrailleCanvas.Dot, BrailleCanvas.Dot)]
  ) -> Frame {
    var canvas = BrailleCanvas(size: Size(columns: columns, rows: rows))
    for (start, end) in lines { canvas.line(from: start, to: end, .seriesA) }
    var frame = Frame(size: canvas.size)
    canvas.draw(into: &frame, at: Point(column: 0, row: 0))
    return frame
  }

  private func dot(_ x: Int, _ y: Int) -> BrailleCanvas.Dot { BrailleCanvas.Dot(x: x, y: y) }

  @Test func `a dot is the one of its place in the cell`() {
    for (x, y, character) in [
      (0, 0, "⠁"), (0, 1, "⠂"), (0, 2, "⠄"), (0, 3, "⡀"), (1, 0, "⠈"), (1, 1, "⠐"), (1, 2, "⠠"),
      (1, 3, "⢀"),
    ] {
      #expect(drawn(columns: 1, rows: 1, [(dot(x, y), dot(x, y))]).lines == [character])
    }
  }

  @Test func `lines go through the cells between their ends`() {
    #expect(drawn(columns: 3, rows: 1, [(dot(0, 3), dot(5, 3))]).lines == ["⣀⣀⣀"])
    #expect(drawn(columns: 1, rows: 2, [(dot(0, 0), dot(0, 7))]).lines == ["⡇", "⡇"])
    #expect(drawn(columns: 2, rows: 1, [(dot(0, 3), dot(3, 0))]).lines == ["⡠⠊"])
    #expect(drawn(columns: 2, rows: 1, [(dot(3, 0), dot(0, 3))]).lines == ["⡠⠊"])
    #expect(drawn(columns: 2, rows: 1, [(dot(0, 0), dot(3, 3))]).lines == ["⠑⢄"])
  }

  @Test func `a steep line is unbroken in every row, a flat one in every column`() {
    for (end, isSteep) in [(dot(5, 31), true), (dot(39, 7), false)] {
      var canvas = BrailleCanvas(size: Size(columns: 20, rows: 8))
      canvas.line(from: dot(0, 0), to: end, .plain)
      let count = isSteep ? 32 : 40
      for place in 0..<count {
        let dots = (0..<(isSteep ? 40 : 32)).filter {
          canvas.isSet(isSteep ? dot($0, place) : dot(place, $0))
        }
        #expect(dots.count == 1, "\(place)")
      }
    }
  }

  @Test func `what lies outside is clipped, and blank cells leave the frame as it was`() {
    let frame = drawn(columns: 2, rows: 1, [(dot(-5, 1), dot(20, 1)), (dot(1, -9), dot(1, 99))])
    #expect(frame.lines == ["⢺⠒"])
    var canvas = BrailleCanvas(size: Size(columns: 3, rows: 1))
    canvas.set(dot(2, 0), .seriesB)
    canvas.set(dot(-1, 0), .seriesB)
    canvas.set(dot(0, 4), .seriesB)
    var written = Frame(size: Size(columns: 3, rows: 1))
    written.write("abc", at: Point(column: 0, row: 0), .faint)
    canvas.draw(into: &written, at: Point(column: 0, row: 0))
    #expect(written.lines == ["a⠁c"])
    #expect(written.styleLines == ["-B-"])
    #expect(drawn(columns: 0, rows: 0, [(dot(0, 0), dot(3, 3))]).lines.isEmpty)
  }

  @Test(arguments: [
    ("⠁", "'"), ("⠉", "'"), ("⠃", "'"), ("⠂", "-"), ("⠒", "-"), ("⠤", "-"), ("⠄", "-"),
    ("⣀", "."), ("⡀", "."), ("⣤", "."), ("⡇", "|"), ("⢸", "|"), ("⣿", "|"), ("⡁", ":"),
    ("⡠", "."), ("⡰", "/"), ("⡜", "/"), ("⢣", "\\"), ("⠑", "'"), ("⠀", " "),
  ])
  func `in ASCII a braille cell is where its dots are`(_ braille: String, _ ascii: String) {
    var frame = Frame(size: Size(columns: 1, rows: 1))
    frame.write(braille, at: Point(column: 0, row: 0), .seriesA)
    #expect(frame.ascii[Point(column: 0, row: 0)] == Cell(Character(ascii), .seriesA))
  }

  @Test func `every braille character has a substitute`() {
    for code in UInt32(0x2801)...0x28FF {
      guard let scalar = Unicode.Scalar(code) else { continue }
      var frame = Frame(size: Size(columns: 1, rows: 1))
      frame.write(String(Character(scalar)), at: Point(column: 0, row: 0), .plain)
      let isKnown = "'-.:|/\\".contains(frame.ascii[Point(column: 0, row: 0)].character)
      #expect(isKnown, "\(scalar)")
    }
  }
}
