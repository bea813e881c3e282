import Cells
import Debugging
import Screen
import Sentences

extension WeightMatrix {
  /// Draws the weights around the chosen one as numbers on tints, with a row for each input and a
  /// column for each unit.
  package func drawTable(
    _ numbers: WeightNumbers, of debugger: Debugger, unit: Int, input: Int, rows: Range<Int>,
    into frame: inout Frame
  ) {
    let cell = debugger.decimals + 6
    let indexWidth = max(6, String(max(0, inputCount - 1)).count + 2)
    let shownColumns = max(1, (frame.size.columns - 1 - indexWidth) / cell)
    let shownRows = max(0, rows.count - 1)
    let left = start(of: unit, shown: shownColumns, of: unitCount)
    let top = start(of: input, shown: shownRows, of: inputCount)
    let largest = numbers.largest
    frame.write("unit", at: Point(column: 1, row: rows.lowerBound), .faint)
    for column in left..<min(unitCount, left + shownColumns) {
      let end = 1 + indexWidth + (column - left + 1) * cell - 1
      let name = String(column)
      frame.write(
        name, at: Point(column: end - name.count, row: rows.lowerBound),
        column == unit ? .selection : .name)
    }
    for row in top..<min(inputCount, top + shownRows) {
      let y = rows.lowerBound + 1 + row - top
      frame.write("\(row)", at: Point(column: 1, row: y), row == input ? .selection : .faint)
      for column in left..<min(unitCount, left + shownColumns) {
        let number = numbers.elements[self.place(unit: column, input: row)]
        let text = debugger.writing.fitted(number, width: cell - 2)
        let start = 1 + indexWidth + (column - left) * cell
        let isChosen = column == unit && row == input
        let padded = String(repeating: " ", count: cell - 1 - text.count) + text
        let tint = Tint(number, of: largest)
        for (place, character) in padded.enumerated() {
          frame[Point(column: start + place, row: y)] =
            isChosen
            ? Cell(character, .selection) : Cell(character, .value, on: tint)
        }
        if isChosen { frame.cursor = Point(column: start + cell - 2, row: y) }
      }
    }
  }

  private func start(of index: Int, shown: Int, of total: Int) -> Int {
    max(0, min(index - shown / 2, total - shown))
  }
}
