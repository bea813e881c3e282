import Backpropagation
import Cells
import Debugging
import Explanations
import ExpressionLanguage
import GraphPicture
import Screen
import Sentences

/// The picture for the last row of a classroom: boxes, few decimals, the number of the step in
/// large digits where there is room, and one line that says what happens; no header, no pane, no
/// hints.
struct Presentation: Hashable, Sendable {
  /// The view before the presentation.
  let form: PictureForm?
  let decimals: Int
}

extension GraphView {
  /// Draws the picture over the whole screen, the gate at work in its middle, and a line below it.
  func present(_ debugger: Debugger, into frame: inout Frame) {
    var rows = max(0, frame.size.rows - 2)
    // Where the picture does not fit anyway, the number may take a third of the rows.
    let kept = min(picture.size.rows + 1, rows * 2 / 3)
    let room = Size(columns: frame.size.columns, rows: rows - kept)
    if LargeText.height <= room.rows {
      // Its place stays reserved, whether or not this step has a number.
      rows -= min(room.rows, max(LargeText.height, rows / 3))
      if !debugger.writing.isHidden, let number = PresentedNumber(debugger) {
        let band = frame.size.band(from: rows, rows: frame.size.rows - 2 - rows)
        if let scale = number.scale(fitting: band.size) {
          number.draw(in: band, scale: scale, into: &frame)
        }
      }
    }
    let rectangle = frame.size.band(from: 0, rows: rows)
    drawPicture(
      of: debugger, rectangle, offset: presentedOffset(in: rectangle.size, debugger), into: &frame)
    let explanation = Explanation(of: debugger)
    var line = StyledLine(" \(explanation.heading)", .title)
    let move = PresentedMove(debugger)
    if let move { line.append("   \(move.text)", .newValue) }
    if !debugger.position.isBeginning, let telling = explanation.telling,
      // What moves goes before words that would be cut.
      move == nil || line.columns + 3 + telling.sentence.columns <= frame.size.columns
    {
      line.append("   \(telling.sentence)", .title)
    }
    frame.write(line, row: frame.size.rows - 1)
  }

  /// Draws the pane's lines about a prediction over the last rows of a presentation, above the
  /// typed line, on at most half of the screen.
  func presentQuestion(of debugger: Debugger, into frame: inout Frame) {
    guard debugger.exercise.prediction != nil else { return }
    let bottom = frame.size.rows - 1
    let lines = Explanation(of: debugger).lines.suffix(max(0, min(bottom, frame.size.rows / 2)))
    frame.clear(rows: lines.count, from: bottom - lines.count)
    frame.write(lines.map(StyledLine.init), from: bottom - lines.count)
  }

  /// A picture that fits is centred; in a larger one the gate at work is. A tape turns its pages.
  private func presentedOffset(in size: Size, _ debugger: Debugger) -> Point {
    let node =
      debugger.attention.focus ?? Emphasis(of: debugger.snapshot).node
      ?? (debugger.position.isBeginning ? nil : debugger.document.output)
    let region = node.flatMap(picture.region)
    if picture.form == .tape { return picture.offset(in: size, showing: region) }
    func offset(_ all: Int, _ shown: Int, middle: Int?) -> Int {
      if all <= shown { return (all - shown) / 2 }
      return max(0, min(all - shown, (middle ?? 0) - shown / 2))
    }
    return Point(
      column: offset(
        picture.size.columns, size.columns,
        middle: region.map { $0.origin.column + $0.size.columns / 2 }),
      row: offset(
        picture.size.rows, size.rows, middle: region.map { $0.origin.row + $0.size.rows / 2 }))
  }
}
