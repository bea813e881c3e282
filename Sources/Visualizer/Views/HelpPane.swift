import Screen

extension TextPane {
  /// The keys of some layers, from the top, and what the numbers mean, where a graph is shown. A key
  /// that a layer above handles is not listed again.
  static func help(_ layers: [[KeyHelp]], withNumbers: Bool) -> TextPane {
    var taken: Set<Key> = []
    var lines: [StyledLine] = []
    for layer in layers {
      for group in layer {
        let rows = group.rows.compactMap { row -> KeyHelp.Row? in
          var row = row
          row.keys.removeAll(where: taken.contains)
          return row.keys.isEmpty ? nil : row
        }
        guard !rows.isEmpty else { continue }
        if !lines.isEmpty { lines.append(StyledLine()) }
        lines.append(StyledLine(group.heading, .title))
        lines += rows.map { Self.line($0.label, .key, $0.help) }
      }
      taken.formUnion(layer.flatMap(\.rows).flatMap(\.keys))
    }
    if withNumbers { lines += [StyledLine(), StyledLine("Numbers", .title)] + numbers }
    return TextPane(title: "Help", lines: lines)
  }

  private static func line(_ text: String, _ style: Style, _ meaning: String) -> StyledLine {
    var line = StyledLine("  " + text, style)
    line.pad(to: max(17, line.columns + 1))
    return line.appending(meaning)
  }

  private static let numbers: [StyledLine] = [
    line("4.00", .value, "above the wire: the forward value"),
    line("0.20", .gradient, "below the wire: the gradient, ∂output/∂ that value"),
    line("", .plain, "nothing: not computed yet"),
    line(
      "~4.00", .staleValue,
      "out of date since an update or a change, until it is computed again"),
    line("!4.00", .value, "held at what you have set; nothing goes back through it"),
    line("…0.20", .gradient, "a running sum: more gradients are still to arrive"),
    line("9.5e-07", .value, "tiny, but not zero; 0.00 is truly zero"),
  ]
}
