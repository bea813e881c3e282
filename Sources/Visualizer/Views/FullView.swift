import Cells
import Screen

/// What became of a key that a view was given.
enum ViewAnswer: Hashable, Sendable {
  /// The view has used it.
  case taken
  /// It means nothing to the view: it goes on to the graph, whose steps the view shows.
  case passed
  /// The view is done.
  case closed
  /// It asks for something that the view cannot do itself.
  case asks(Command)
}

/// What fills the screen in place of the picture while the graph goes on being stepped through.
enum FullView: Sendable {
  case matrix(MatrixView)
  case templates(TemplatesView)
  case health(HealthView)
  case curves(CurvesView)
  case regions(RegionsView)
  case rates(RatesView)
  case check(CheckView)
  case bugs(BugLabView)

  /// Takes a key; `Esc` and `q` close every view.
  mutating func take(_ key: Key) -> ViewAnswer {
    if key == .escape || key == .character("q") { return .closed }
    switch self {
    case .matrix(var view):
      defer { self = .matrix(view) }
      return view.take(key)
    case .templates(var view):
      defer { self = .templates(view) }
      return view.take(key)
    case .health(var view):
      defer { self = .health(view) }
      return view.take(key)
    case .curves(var view):
      defer { self = .curves(view) }
      return view.take(key)
    case .regions(var view):
      defer { self = .regions(view) }
      return view.take(key)
    case .rates(var view):
      defer { self = .rates(view) }
      return view.take(key)
    case .check(var view):
      defer { self = .check(view) }
      return view.take(key)
    case .bugs(var view):
      defer { self = .bugs(view) }
      return view.take(key)
    }
  }

  /// Sizes the view for the screen.
  mutating func fit(_ size: Size) {
    guard case .templates(var view) = self else { return }
    view.fit(size)
    self = .templates(view)
  }

  /// Draws the view over the picture and the pane.
  func draw(_ session: Session, into frame: inout Frame) {
    switch self {
    case .matrix(let view): session.draw(view, into: &frame)
    case .templates(let view): view.draw(session, into: &frame)
    case .health(let view): view.draw(session, into: &frame)
    case .curves(let view): view.draw(session.learningCurves, into: &frame)
    case .regions(let view): view.draw(session, into: &frame)
    case .rates(let view): session.draw(view, into: &frame)
    case .check(let view): session.draw(view, into: &frame)
    case .bugs(let view): session.draw(view, into: &frame)
    }
  }

  /// The keys that the last line shows.
  var hints: [(String, String)] {
    switch self {
    case .matrix:
      [("h j k l", "pick an entry"), ("e", "change it"), ("+ -", "nudge it"), ("Esc", "closes")]
    case .templates(let view): view.hints
    case .health: [("j k", "move"), ("i", "iteration"), ("Esc", "closes")]
    case .curves:
      [
        ("j k", "what is shown"), ("y", "log scale"), ("K", "keep"), ("X", "forget"),
        ("i r", "go on"), ("Esc", "closes"),
      ]
    case .regions(let view): view.hints
    case .rates: [("j k", "scroll"), ("[ ]", "the current rate"), ("Esc", "closes")]
    case .check: [("j k", "move"), ("h l", "larger, smaller h"), ("Esc", "closes")]
    case .bugs: [("j k", "move"), ("Enter", "this one"), ("r", "surprise me"), ("Esc", "closes")]
    }
  }
}
