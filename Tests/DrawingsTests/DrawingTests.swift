import Cells
import Drawings
import Screen
import Testing

/// A frame with these lines, and a style for all of them.
private func frame(_ lines: [String], _ style: Style = .wire) -> Frame {
  var frame = Frame(size: Size(columns: lines.map(\.columns).max() ?? 0, rows: lines.count))
  for (row, line) in lines.enumerated() {
    frame.write(line, at: Point(column: 0, row: row), style)
  }
  return frame
}

@Suite struct DrawingTests {
  @Test func `lines go on from cell to cell`() {
    let drawing = Drawing(of: frame(["──┐", "  │", "  │"]))
    #expect(drawing.texts == [])
    #expect(drawing.lines.count == 2)
    #expect(drawing.lines[0].start.column == 0)
    #expect(drawing.lines[0].end.column == 2.5)
    #expect(drawing.lines[1].start.row == 0.5)
    #expect(drawing.lines[1].end.row == 3)
  }

  @Test func `a crossing has no joint and a wire that forks has one`() {
    #expect(Drawing(of: frame([" │ ", "─┼─", " │ "])).marks == [])
    let fork = Drawing(of: frame([" │ ", "─╬─", " │ "]))
    #expect(fork.marks.map(\.sign) == [.joint])
    #expect(fork.lines.count == 2)
  }

  @Test func `lines end in the middle of a sign`() {
    let drawing = Drawing(of: frame(["──●──", "  │  "]))
    #expect(drawing.marks.map(\.sign) == [.fork])
    #expect(drawing.lines.contains { $0.start.column == 0 && $0.end.column == 5 })
    #expect(drawing.lines.contains { $0.start.row == 0.5 && $0.end.row == 2 })
  }

  @Test func `a text ends where its style or two blanks end it`() {
    var frame = frame(["-2.00  w0 x0  b"], .value)
    frame.write("f", at: Point(column: 5, row: 0), .name)
    let texts = Drawing(of: frame).texts
    #expect(texts.map(\.text) == ["-2.00", "f", "w0 x0", "b"])
    #expect(texts.map(\.columns) == [0..<5, 5..<6, 7..<12, 14..<15])
  }

  @Test func `thick and thin lines are apart`() {
    let drawing = Drawing(of: frame(["━━──"]))
    #expect(drawing.lines.map(\.isHeavy) == [true, false])
  }
}

@Suite struct SVGTests {
  @Test func `text stays text, and is escaped`() {
    let svg = SVG(
      [Drawing(of: frame(["a<b&c"], .name))], title: "x > 0", summary: "\"s\"", .standard
    ).text
    #expect(svg.contains(">a&lt;b&amp;c</text>"))
    #expect(svg.contains("<title id=\"title\">x &gt; 0</title>"))
    #expect(svg.contains("textLength=\"45\""))
  }

  @Test func `what stays is there once, and the first drawing stands where nothing moves`() {
    let drawings = ["1.00", "2.00", "3.00"].map { Drawing(of: frame(["x  " + $0], .value)) }
    let svg = SVG(drawings, title: "", summary: "", .standard).text
    #expect(svg.split(separator: ">x<").count == 2)
    for number in ["1.00", "2.00", "3.00"] { #expect(svg.split(separator: number).count == 2) }
    #expect(svg.contains(".step{visibility:hidden}\n.step.first{visibility:visible}"))
    #expect(svg.contains("@media (prefers-reduced-motion:no-preference)"))
  }

  @Test func `both palettes have colours that are read on light and on dark paper`() {
    for colours in SVGColours.allCases {
      for style in Style.allCases {
        let (light, dark) = colours.contrasts(of: style)
        #expect(light >= 4.5 && dark >= 4.5, "\(colours) \(style): \(light), \(dark)")
      }
    }
  }
}
