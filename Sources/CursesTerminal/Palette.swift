import Screen

/// The appearance of text on a terminal: two colours and attributes.
package struct Look: Hashable, Sendable {
  package struct Attributes: OptionSet, Hashable, Sendable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) {
      self.rawValue = rawValue
    }

    package static let bold = Attributes(rawValue: 1)
    package static let dim = Attributes(rawValue: 2)
    package static let underline = Attributes(rawValue: 4)
    package static let reverse = Attributes(rawValue: 8)
  }

  /// The number of the colour; `nil` is the terminal's own text colour.
  package let foreground: Int?
  /// The number of the colour behind the text; `nil` is the terminal's own background.
  package let background: Int?
  package let attributes: Attributes

  package init(_ foreground: Int? = nil, _ attributes: Attributes = [], on background: Int? = nil) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }
}

/// The abilities of a terminal.
package struct Abilities: Hashable, Sendable {
  /// The number of colours, at least 8; or 0 on a monochrome terminal and under `NO_COLOR`.
  package let colours: Int
  /// Whether dim text looks different from other text.
  package let dims: Bool

  package init(colours: Int, dims: Bool = true) {
    self.colours = colours < 8 ? 0 : colours
    self.dims = dims
  }
}

/// The table from the meaning of a cell to its appearance.
///
/// Text never uses white, black or grey, so that it works on light and on dark backgrounds; and
/// colour is never the only sign, since some terminals have none and some people do not see it. The
/// pixels of pictures, in `TintColours.swift`, bring their own background.
package enum Palette: String, CaseIterable, Sendable {
  /// Values green, gradients red, as in the lecture.
  case standard = "default"
  /// Values blue, gradients vermillion: distinct with any kind of colour vision.
  case colourBlind = "cb"

  package func look(of style: Style, on terminal: Abilities) -> Look {
    let (value, gradient) = hues(on: terminal)
    let hasColours = terminal.colours > 0
    let unhued: Look.Attributes = hasColours ? [] : .underline
    let stale: Look.Attributes = terminal.dims ? .dim : .reverse
    return switch style {
    case .plain, .gate, .wire: Look()
    case .value: Look(value)
    case .gradient: Look(gradient, unhued)
    case .staleValue: Look(value, stale)
    case .staleGradient: Look(gradient, unhued.union(stale))
    case .newValue: Look(value, .bold)
    case .newGradient: Look(gradient, unhued.union(.bold))
    case .currentGate: Look(nil, [.bold, .reverse])
    case .currentWire, .title, .key: Look(nil, .bold)
    case .name: Look(self == .standard && hasColours ? 6 : nil)
    case .focus, .selection: Look(nil, .reverse)
    case .faint: Look(nil, terminal.dims ? .dim : [])
    case .alarm: Look(hasColours ? 5 : nil, [.bold, .reverse])
    case .error: hasColours ? Look(5, .bold) : Look(nil, [.bold, .underline, .reverse])
    case .seriesA, .seriesB, .seriesC, .seriesD, .seriesE, .seriesF:
      seriesLook(Style.series.firstIndex(of: style) ?? 0, on: terminal)
    }
  }

  /// The appearance of the curves of a plot, of which the first is the most visible.
  private func seriesLook(_ index: Int, on terminal: Abilities) -> Look {
    let looks: [Look] =
      switch (self, terminal.colours) {
      case (_, 0): [Look(nil, .bold), Look()]
      case (.colourBlind, 256):
        [Look(32, .bold), Look(166), Look(36), Look(175), Look(136), Look()]
      case (.colourBlind, _): [Look(6, .bold), Look(1), Look(), Look(5), Look(6), Look(1, .bold)]
      case (.standard, _): [Look(6, .bold), Look(5), Look(), Look(2), Look(1), Look(6)]
      }
    return looks[index % looks.count]
  }

  /// The colours of values and gradients.
  ///
  /// The first eight are the same everywhere. The others are those of xterm only if there are
  /// exactly 256; with more, numbers are mixtures of red, green and blue.
  private func hues(on terminal: Abilities) -> (value: Int?, gradient: Int?) {
    switch (self, terminal.colours) {
    case (_, 0): (nil, nil)
    case (.standard, _): (2, 1)
    case (.colourBlind, 256): (32, 166)
    case (.colourBlind, _): (6, 1)
    }
  }

  /// The colours of all styles.
  package func foregrounds(on terminal: Abilities) -> [Int] {
    Set(Style.allCases.compactMap { look(of: $0, on: terminal).foreground }).sorted()
  }
}
