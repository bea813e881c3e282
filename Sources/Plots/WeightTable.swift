import Cells
import Debugging
import Screen
import Sentences

/// Weights as numbers: a row for each input, a column for each unit, the numbers on their tints.
package struct WeightTable {
  package let matrix: WeightMatrix
  let numbers: WeightNumbers
  let unit: Int
  let input: Int

  package init(matrix: WeightMatrix, numbers: WeightNumbers, unit: Int, input: Int) {
    self.matrix = matrix
    self.numbers = numbers
    self.unit = unit
    self.input = input
  }

  /// Draws what is around the chosen weight into rows of the frame.
  package func draw(_ debugger: Debugger, rows: Range<Int>, into frame: inout Frame) {
    let decimals = debugger.decimals
    let cell = decimals + 6
    let indexWidth = max(6, String(max(0, matrix.inputCount - 1)).count + 2)
    let shownColumns = max(1, (frame.size.columns - 1 - indexWidth) / cell)
    let shownRows = max(0, rows.count - 1)
    let left = start(of: unit, shown: shownColumns, of: matrix.unitCount)
    let top = start(of: input, shown: shownRows, of: matrix.inputCount)
    let largest = numbers.largest
    frame.write("unit", at: Point(column: 1, row: rows.lowerBound), .faint)
    for column in left..<min(matrix.unitCount, left + shownColumns) {
      let end = 1 + indexWidth + (column - left + 1) * cell - 1
      let name = String(column)
      frame.write(
        name, at: Point(column: end - name.count, row: rows.lowerBound),
        column == unit ? .selection : .name)
    }
    for row in top..<min(matrix.inputCount, top + shownRows) {
      let y = rows.lowerBound + 1 + row - top
      frame.write("\(row)", at: Point(column: 1, row: y), row == input ? .selection : .faint)
      for column in left..<min(matrix.unitCount, left + shownColumns) {
        let number = numbers.elements[matrix.place(unit: column, input: row)]
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
