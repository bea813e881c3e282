import Screen

/// The colours of a drawing for readers of SVG.
///
/// Every colour has a contrast of at least 4.5 to the paper that it is meant for, light or dark.
package enum SVGColours: CaseIterable, Sendable {
  /// Values green, gradients red, as in the lecture.
  case standard
  /// Values blue, gradients vermillion: distinct with any kind of colour vision.
  case colourBlind

  /// A colour on light paper and one on dark paper.
  package struct Pair {
    /// On light paper, as `#rrggbb`.
    package let light: String
    /// On dark paper.
    package let dark: String
  }

  /// What is drawn on.
  package static let paper = Pair(light: "#ffffff", dark: "#15181d")
  /// What wires and gates are drawn with.
  package static let ink = Pair(light: "#1c1f24", dark: "#e6e8eb")

  /// The colour of what a style means.
  package func colour(of style: Style) -> Pair {
    switch style {
    case .value, .staleValue, .newValue:
      self == .standard
        ? Pair(light: "#0a7a2f", dark: "#56c271") : Pair(light: "#0067a3", dark: "#5db5ec")
    case .gradient, .staleGradient, .newGradient:
      self == .standard
        ? Pair(light: "#c01826", dark: "#ff7a7a") : Pair(light: "#b04a00", dark: "#ff9650")
    case .name: Pair(light: "#0b6476", dark: "#63c7d6")
    case .faint: Pair(light: "#626a75", dark: "#99a1ac")
    case .alarm, .error: Pair(light: "#8a1a8a", dark: "#e79ae7")
    case .seriesA: Pair(light: "#0b6476", dark: "#63c7d6")
    case .seriesB: Pair(light: "#8a1a8a", dark: "#e79ae7")
    case .seriesD: Pair(light: "#0a7a2f", dark: "#56c271")
    case .seriesE: Pair(light: "#c01826", dark: "#ff7a7a")
    case .plain, .gate, .currentGate, .wire, .currentWire, .focus, .title, .key, .selection,
      .seriesC, .seriesF:
      Self.ink
    }
  }

  /// The rules by which classes, which have the names of styles, get their colours.
  var rules: String {
    let styles = Style.allCases
    func rules(_ of: (Pair) -> String) -> [String] {
      let paper = of(Self.paper)
      var rules = [".paper{fill:\(paper)}", "circle,polygon,rect.mark{stroke:none}"]
      for style in styles {
        let colour = of(self.colour(of: style))
        let text = style.isReversed ? paper : colour
        rules.append("text.\(style){fill:\(text)}")
        rules.append("path.\(style){stroke:\(colour)}")
        rules.append(".mark.\(style),.behind.\(style){fill:\(colour)}")
      }
      rules.append(".hollow{fill:\(paper);stroke-width:1.4}")
      for style in styles { rules.append(".hollow.\(style){stroke:\(of(self.colour(of: style)))}") }
      return rules
    }
    let still = [
      "text{font-family:'DejaVu Sans Mono',Menlo,Consolas,monospace;font-size:15px;white-space:pre}",
      "path{fill:none;stroke-width:1.4}", "path.heavy{stroke-width:3.2}",
      styles.filter(\.isBold).map { "text.\($0)" }.joined(separator: ",") + "{font-weight:bold}",
      "text.staleValue,text.staleGradient{opacity:.75;font-style:italic}",
    ]
    return
      (still + rules(\.light) + ["@media (prefers-color-scheme:dark){"] + rules(\.dark) + ["}"])
      .joined(separator: "\n")
  }
}

extension Style {
  /// Whether its text is that of the paper, on its own colour.
  var isReversed: Bool {
    switch self {
    case .currentGate, .focus, .selection, .alarm: true
    default: false
    }
  }

  fileprivate var isBold: Bool {
    switch self {
    case .newValue, .newGradient, .currentGate, .title, .key, .alarm, .error: true
    default: false
    }
  }
}
