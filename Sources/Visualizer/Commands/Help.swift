import Screen

/// The help: every key that works on the screen of a graph, and what its numbers mean.
enum Help {
  static let pane = TextPane(title: "Help", lines: lines)

  private static let lines: [StyledLine] = {
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
      (
        "~4.00", "out of date since an update or a change, until it is computed again",
        .staleValue
      ),
      ("!4.00", "held at what you have set; nothing goes back through it", .value),
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
}
