/// The meaning of a cell. The terminal decides how it looks; a frame never names a colour.
///
/// The raw value is the letter that stands for the style in golden frames.
package enum Style: Character, CaseIterable, Hashable, Sendable {
  /// Ordinary text.
  case plain = "."
  /// A forward value that is current.
  case value = "v"
  /// A gradient that is current.
  case gradient = "g"
  /// A forward value from before an update or an edit.
  case staleValue = "V"
  /// A gradient from before an update or an edit.
  case staleGradient = "G"
  /// The value that the current step has just computed.
  case newValue = "n"
  /// The gradient that the current step has just changed.
  case newGradient = "r"
  /// A gate of the graph that is idle.
  case gate = "x"
  /// The gate that the current step works on.
  case currentGate = "X"
  /// A wire.
  case wire = "w"
  /// The wire that the current step's number travels along.
  case currentWire = "W"
  /// The name of a leaf, a parameter or a definition.
  case name = "a"
  /// The node that has the focus.
  case focus = "f"
  /// A title or a heading.
  case title = "t"
  /// Text for orientation only: rules, hints, units.
  case faint = "-"
  /// A key that can be pressed.
  case key = "k"
  /// The selected row of a list, or the line being typed.
  case selection = "s"
  /// An error, or something that is not a number.
  case error = "e"
  /// A warning, not to be overlooked, that numbers are wrong on purpose.
  case alarm = "!"
  /// The first curve of a plot, and its letter. Further curves have further styles, starting over
  /// after six; their letters distinguish all of them.
  case seriesA = "A"
  case seriesB = "B"
  case seriesC = "C"
  case seriesD = "D"
  case seriesE = "E"
  case seriesF = "F"

  /// The styles of the curves of a plot, in their order.
  package static let series: [Style] = [.seriesA, .seriesB, .seriesC, .seriesD, .seriesE, .seriesF]
}
