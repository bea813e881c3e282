import Screen

/// The help: every key that works on the screen below it.
struct HelpPane: Hashable, Sendable {
  /// The first line that is shown.
  private(set) var top = 0

  /// The lines of the help for a graph.
  static let lines: [StyledLine] = {
    var lines: [StyledLine] = []
    var group = ""
    for binding in KeyBinding.all {
      if binding.group != group {
        if !lines.isEmpty { lines.append(StyledLine()) }
        lines.append(StyledLine(binding.group, .title))
        group = binding.group
      }
      var line = StyledLine("  " + binding.label, .key)
      line.pad(to: 17)
      line.append(binding.help)
      lines.append(line)
    }
    lines.append(StyledLine())
    lines.append(StyledLine("Numbers", .title))
    for (sign, meaning, style) in [
      ("4.00", "above the wire: the forward value", Style.value),
      ("0.20", "below the wire: the gradient, ∂output/∂ that value", .gradient),
      ("", "nothing: not computed yet", .plain),
      ("~4.00", "out of date since an update, until it is computed again", .staleValue),
      ("…0.20", "a running sum: more gradients are still to arrive", .gradient),
      ("9.5e-07", "tiny, but not zero; 0.00 is truly zero", .value),
    ] {
      var line = StyledLine("  " + sign, style)
      line.pad(to: 17)
      line.append(meaning)
      lines.append(line)
    }
    return lines
  }()

  mutating func scroll(by count: Int, rows: Int) {
    top = max(0, min(Self.lines.count - max(1, rows), top + count))
  }

  func draw(into frame: inout Frame) {
    let size = frame.size
    let width = min(size.columns, 76)
    let height = min(size.rows, Self.lines.count + 2)
    let left = (size.columns - width) / 2
    let above = (size.rows - height) / 2
    let area = Rectangle(
      origin: Point(column: left, row: above), size: Size(columns: width, rows: height))
    frame.fill(area, with: " ", .plain)
    let isLong = Self.lines.count + 2 > height
    let title = isLong ? " Help — j k scroll, Esc closes " : " Help — Esc closes "
    let inner = max(0, width - 2)
    let shownTitle = title.fitted(to: inner)
    frame.write(
      "┌" + shownTitle + String(repeating: "─", count: max(0, inner - shownTitle.columns)) + "┐",
      at: area.origin, .faint)
    for row in 1..<max(1, height - 1) {
      frame.write("│", at: Point(column: left, row: above + row), .faint)
      frame.write("│", at: Point(column: left + width - 1, row: above + row), .faint)
      let index = top + row - 1
      guard Self.lines.indices.contains(index) else { continue }
      frame.write(
        Self.lines[index], at: Point(column: left + 2, row: above + row), width: max(0, width - 4))
    }
    frame.write(
      "└" + String(repeating: "─", count: inner) + "┘",
      at: Point(column: left, row: above + height - 1), .faint)
    frame.cursor = nil
  }
}
