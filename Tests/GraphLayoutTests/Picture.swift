import Cells
import GraphLayout

/// A layout as text: labels, frames and wires; numbers are left out.
func picture(of sketch: Sketch, preferring preferences: LayoutPreferences = .init()) -> String {
  picture(of: sketch, Layout(sketch.diagram, preferring: preferences))
}

func picture(of sketch: Sketch, _ layout: Layout) -> String {
  var cells = Array(
    repeating: Array(repeating: Character(" "), count: layout.size.columns),
    count: layout.size.rows)
  let all = Rectangle(origin: Point(column: 0, row: 0), size: layout.size)
  var seen: [Point: (source: Int, directions: Directions)] = [:]
  for cell in layout.wireCells(meeting: all) {
    var glyph = glyphs[Int(cell.directions.rawValue)]
    if let other = seen[cell.point] {
      let directions = other.directions.union(cell.directions)
      glyph = directions.rawValue == 15 ? "┼" : glyphs[Int(directions.rawValue)]
    }
    seen[cell.point] = (cell.source, cell.directions)
    cells[cell.point.row][cell.point.column] = glyph
  }
  func write(_ text: String, _ column: Int, _ row: Int) {
    for (offset, character) in text.enumerated() { cells[row][column + offset] = character }
  }
  let isFeeding = Set(layout.wires.map(\.source))
  for (box, shape) in sketch.diagram.boxes.enumerated() {
    let origin = layout.origins[box]
    let row = origin.row + shape.outputRow
    let label = sketch.labels[box]
    let frame = label.count + 2
    let field =
      sketch.names[box].map { "── " + $0 }
      ?? String(repeating: isFeeding.contains(box) ? "─" : " ", count: 6)
    if sketch.diagram.operands[box].isEmpty {
      write(label + " " + field, origin.column, row)
    } else if sketch.look == .compact && shape.height == 3 {
      write("(\(label))" + field, origin.column + (shape.hasConnector ? 1 : 0), row)
    } else {
      write("╭" + String(repeating: "─", count: frame) + "╮", origin.column, origin.row)
      for line in 1..<shape.height - 1 {
        write("│", origin.column, origin.row + line)
        write("│", origin.column + frame + 1, origin.row + line)
      }
      write(
        "╰" + String(repeating: "─", count: frame) + "╯", origin.column,
        origin.row + shape.height - 1)
      write(" \(label) " + (field.first == "─" ? "├" : "│") + field, origin.column + 1, row)
    }
  }
  return cells.map { line in
    var line = line
    while line.last == " " { line.removeLast() }
    return String(line)
  }.joined(separator: "\n")
}

/// Indexed by the bits of `Directions`: left 1, right 2, up 4, down 8.
private let glyphs: [Character] = Array("·╴╶─╵╯╰┴╷╮╭┬│┤├╋")
