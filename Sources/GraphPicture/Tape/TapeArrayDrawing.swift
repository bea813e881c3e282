import Backpropagation
import Cells
import ComputationGraph
import Debugging
import GraphLayout
import Screen
import Sentences

// The rows of a tape of arrays: a value and its gradient in equal frames, which are there before the numbers
// are.
extension TapeDrawing {
  mutating func drawArrayHeadings(_ arrays: TapeArrays, at place: Int) {
    write("gate", arrays.gateStart, place, .faint)
    write("value", arrays.valueStart + 1, place, .faint)
    write("gradient", arrays.gradientStart + 1, place, .faint)
  }

  /// Draws one of the rows of a leaf or a gate, counted from the first.
  mutating func drawArray(
    _ index: Int, _ arrays: TapeArrays, line: Int, isReference: Bool, at place: Int
  ) {
    let box = picture.boxes[index]
    let name = box.isLeaf ? picture.leaves[index] : picture.results[index]
    if line == 0 {
      if isReference {
        write("↑" + name.fitted(to: arrays.resultName - 1), arrays.resultStart, place, .faint)
        return
      }
      let isLeaf = box.isLeaf
      if !isLeaf {
        write(
          Self.gate(box.label, in: arrays.gateName), arrays.gateStart, place,
          style(of: box.node, idle: .gate))
      }
      let idle: Style = isLeaf || box.wireName != nil ? .name : .faint
      write(
        name, arrays.resultStart, place,
        isLeaf ? style(of: box.node, idle: idle) : idle)
      drawBreakpoint(of: box.node, arrays.gateStart - 1, place)
      if !box.shape.isScalar { write("\(box.shape)", arrays.shapeStart, place, .faint) }
    }
    guard !isReference else { return }
    let graph = snapshot.graph
    let valueState = snapshot.valueState(of: box.node)
    let hidden: Int? = question.flatMap { $0.hidesValue(of: box.node) ? $0.entry : nil }
    let valueMark = valueState == .stale ? "~" : snapshot.isHeld(box.node) ? "!" : ""
    drawFrame(
      snapshot.numbers.value(of: box.node, in: graph), box.shape, arrays, line,
      TapeFrame(
        state: valueState, mark: valueMark, after: "", hidden: hidden,
        style: emphasis.valueStyle(of: box.node, valueState)), arrays.valueStart, place)
    guard snapshot.plan.reachesOutput[Int(box.node.index)] else { return }
    let state = snapshot.gradientState(of: box.node)
    let asked: Int? = question.flatMap {
      $0.hidesGradient(of: box.node, state) ? $0.entry : nil
    }
    let isAsked = question?.asksForMore(of: box.node, state) == true
    let received = emphasis.receiver == box.node ? PictureSign.received : ""
    drawFrame(
      snapshot.numbers.gradient(of: box.node, in: graph), box.shape, arrays, line,
      TapeFrame(
        state: state, mark: state == .stale ? "~" : "",
        after: (isAsked ? "?" : state == .partial ? "…" : "") + received, hidden: asked,
        style: emphasis.gradientStyle(of: box.node, state)), arrays.gradientStart, place)
  }

  /// The text of a gate; where it has no room, without its literals.
  private static func gate(_ label: String, in columns: Int) -> String {
    label.columns <= columns
      ? label : (label.split(separator: " ").first ?? "").fitted(to: columns)
  }

  /// What is known of the numbers in a frame.
  private struct TapeFrame {
    let state: Snapshot.NumberState
    let mark: String
    let after: String
    /// The entry that is asked for.
    let hidden: Int?
    let style: Style
  }

  private mutating func drawFrame(
    _ tensor: Tensor, _ shape: Shape, _ arrays: TapeArrays, _ line: Int, _ frame: TapeFrame,
    _ start: Int, _ place: Int
  ) {
    let isKnown = frame.state != .unknown && frame.hidden == nil
    let mark = line == 0 && isKnown ? frame.mark : ""
    switch arrays.content(shape) {
    case .number, .norm:
      let isNorm = arrays.content(shape) == .norm
      let text =
        frame.hidden != nil
        ? "?"
        : isKnown
          ? numberText(isNorm ? tensor.elements.euclideanNorm : tensor.elements[0], arrays.number)
          : ""
      let style =
        frame.hidden != nil ? .key : tensor.elements.allSatisfy(\.isFinite) ? frame.style : .error
      let end = start + 1 + arrays.number
      if isNorm {
        write("‖", start, place, .faint)
        write("‖", end, place, .faint)
      }
      write(mark + text, end - mark.columns - text.columns, place, style)
      write(frame.after, end + 1, place, frame.style)
    case .entries(let rows, let columns):
      let width = columns * (arrays.entry + 1)
      let sides =
        rows == 1 ? ("[", "]") : line == 0 ? ("⎡", "⎤") : line == rows - 1 ? ("⎣", "⎦") : ("⎢", "⎥")
      write(mark, start - 1, place, frame.style)
      write(sides.0, start, place, .faint)
      write(sides.1, start + width, place, .faint)
      if line == 0 { write(frame.after, start + width + 1, place, frame.style) }
      for column in 0..<columns {
        let entry = line * columns + column
        let end = start + (column + 1) * (arrays.entry + 1)
        if frame.hidden == entry { write("?", end - 1, place, .key) }
        guard isKnown else { continue }
        let text = numberText(tensor.elements[entry], arrays.entry)
        write(
          text, end - text.columns, place, tensor.elements[entry].isFinite ? frame.style : .error)
      }
    }
  }

  private func numberText(_ number: Double, _ width: Int) -> String {
    writing.shown(NumberText.fitted(number, decimals: picture.decimals, width: width))
  }
}
