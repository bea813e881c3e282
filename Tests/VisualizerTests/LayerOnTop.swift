import Backpropagation
import Cells
import Debugging
import ExpressionLanguage
import Screen
import Visualizer

/// Something that lies over a graph or stands in its place, and gets events first.
struct LayerOnTop: Sendable {
  let name: String
  /// The keys that open it.
  let opens: String
  /// The key that closes it again; none where nothing lies below it.
  let closes: String
  /// The application before.
  let below: @Sendable () throws -> Application
  /// Whether it is still there.
  let isOpen: @Sendable (Application) throws -> Bool

  /// A layer that is there as long as the screen shows a text; `⏎` begins a line.
  init(
    _ name: String, opens: String = "", closes: String = "<Esc>", shows text: String,
    below: @escaping @Sendable () throws -> Application = { try inTheMiddle() }
  ) {
    self.init(name, opens: opens, closes: closes, below: below) {
      ("⏎" + $0.view.lines.joined(separator: "⏎")).contains(text)
    }
  }

  init(
    _ name: String, opens: String = "", closes: String = "<Esc>",
    below: @escaping @Sendable () throws -> Application = { try inTheMiddle() },
    isOpen: @escaping @Sendable (Application) throws -> Bool
  ) {
    self.name = name
    self.opens = opens
    self.closes = closes
    self.below = below
    self.isOpen = isOpen
  }

  /// The application with the layer on top; `isRunning` where the graph below goes on by itself.
  func opened(isRunning: Bool) throws -> Application {
    var application = try below()
    if isRunning { try application.press("r") }
    try application.press(opens)
    return application
  }

  /// Every kind of layer, and those that often lie over another.
  static let all: [LayerOnTop] = [
    LayerOnTop("list", closes: "", shows: "a debugger for the chain rule", below: list),
    LayerOnTop("inputs", closes: "", shows: "what the file leaves open", below: inputs),
    LayerOnTop("graph", closes: "") { _ in true },
    LayerOnTop("graph with a nudge", opens: "++", closes: "") { _ in true },
    LayerOnTop("graph with a reason", opens: ":goto q<Enter><Tab><Tab>w", closes: "") { _ in true },
    LayerOnTop("entries", opens: "v", shows: "value and gradient always have the same shape"),
    LayerOnTop("templates", opens: "W", shows: "show W as"),
    LayerOnTop("regions", opens: "R", shows: "regions are drawn of"),
    LayerOnTop("health", opens: "H", shows: "⏎ health"),
    LayerOnTop("curves", opens: "L", shows: "learning curves"),
    LayerOnTop("rates", opens: "a", shows: "learning rates side by side"),
    LayerOnTop("check", opens: "K", shows: "gradient check"),
    LayerOnTop("mistakes", opens: "B", shows: "⏎ bug lab"),
    LayerOnTop("help", opens: "?", shows: "── Help"),
    LayerOnTop("help over entries", opens: "v?", shows: "── Help"),
    LayerOnTop("text of the file", opens: "t", shows: "── test.expr"),
    LayerOnTop("edit line", opens: "e", shows: "⏎ W = "),
    LayerOnTop("edit line of an entry", opens: "ve", shows: "⏎ W[0, 0] = "),
    LayerOnTop("command line", opens: ":", shows: "⏎:"),
    LayerOnTop("command over entries", opens: "v:", shows: "⏎:"),
    LayerOnTop("prediction", opens: "p", shows: " answers "),
    LayerOnTop("letter of a mark", opens: "m") { application in
      var application = application
      try application.press("7")
      return application.view.message.contains("a mark is named by a letter")
    },
    LayerOnTop("pointer", opens: ".", shows: "◀━━"),
    LayerOnTop("pointer over entries", opens: "v.", shows: "◀━━"),
    LayerOnTop("presenting", opens: "P", closes: "P", shows: "━┓"),
    LayerOnTop("pointer, presenting", opens: "P.", shows: "◀━━"),
    LayerOnTop("prediction, presenting", opens: "Pp", shows: " answers "),
    LayerOnTop("bug lab", opens: ":bug no-zeroing<Enter>", closes: "", shows: " BUG LAB "),
    LayerOnTop("question of a quiz", closes: "", shows: " answers ", below: quiz),
    LayerOnTop("quiz, between two", opens: "???", closes: "", below: quiz) {
      $0.debugger?.exercise.quiz != nil && $0.debugger?.exercise.prediction == nil
    },
    LayerOnTop("result of a quiz", opens: "<Esc>", closes: "", shows: "── Result", below: quiz),
    LayerOnTop("replay", below: replay) { $0.isReplaying },
  ]
}

private let product = """
  param W = [[0.1, 0.5], [-0.3, 0.8]]
  x = [0.2, 0.4]
  q = W @ x
  f = sum(q ^ 2)
  """

/// In the middle of an iteration, with a node in focus.
@Sendable private func inTheMiddle() throws -> Application { try shown(product, keys: "ccn<Tab>") }

@Sendable private func list() -> Application {
  let entries = ["one", "two", "three"].map { Menu.Entry(name: $0, title: "", text: product) }
  return Application(menu: Menu(entries), size: Size(columns: 80, rows: 24)) { _ in
    .failure(.unreadable(reason: "there is no such file"))
  }
}

@Sendable private func inputs() -> Application {
  let file = SourceFile(name: "open.expr", bytes: Array("f = x ^ 2\n".utf8)) { _ in
    .failure(.unreadable(reason: "there is no such file"))
  }
  return Application(asking: file, given: [:], size: Size(columns: 80, rows: 24))
}

@Sendable private func quiz() throws -> Application {
  var application = try shown(product)
  guard let plan = application.debugger?.timeline.plan else { return application }
  application.start(Quiz(about: plan, phases: [.forward], count: nil, seed: 1))
  return application
}

@Sendable private func replay() throws -> Application {
  var application = try inTheMiddle()
  let header = Recording.header(file: "", size: Size(columns: 80, rows: 24))
  application.replay(try Recording(header + "nnn"), pace: 200)
  return application
}
