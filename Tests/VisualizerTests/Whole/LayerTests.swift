import Backpropagation
import Cells
import Debugging
import ExpressionLanguage
import Foundation
import LectureGraphs
import Screen
import Sentences
import Testing
import Trainings
import Visualizer

/// What lies on top gets events first, and is never of a graph that is gone.
@Suite struct LayerTests {
  private func example(_ name: String, keys: String = "") throws -> Application {
    try shown(try #require(LectureGraphs.named(name)).text, keys: keys)
  }

  @Test(arguments: [
    "oK:close all<Enter>", "o:check<Enter>:bug random<Enter>", "oK:bug stale-value<Enter>",
    "oH:close all<Enter>", "OKX", "Ov:close<Enter>", "Ove<Esc>X",
    "OW:bug no-zeroing<Enter>L:bug off<Enter>",
  ])
  func `a view goes with the graph that it was made for`(_ keys: String) throws {
    var application = try example("net2", keys: keys)
    for key in ["j", "k", "n", "<Tab>", "<Enter>"] {
      try application.press(key)
      #expect(application.view.lines.count == 24)
    }
    let lines = try example("net2", keys: keys).view.lines
    #expect(!lines[0].contains("gradient check"), "\(keys)")
    #expect(!lines[0].contains("health"), "\(keys)")
  }

  @Test func `a click on a view does not move the focus of the picture behind it`() throws {
    var application = try example("l2", keys: "cccv")
    var untouched = application
    for row in 1..<20 {
      for column in stride(from: 2, to: 80, by: 6) {
        application.update(.click(at: Point(column: column, row: row)))
      }
    }
    #expect(application.view == untouched.view)
    try application.press("<Esc>")
    try untouched.press("<Esc>")
    #expect(application.view == untouched.view)
  }

  @Test func `the wheel is not for a line that is typed`() throws {
    var application = try example("first-example", keys: "<Tab>e")
    application.update(.wheel(at: Point(column: 3, row: 3), lines: 1))
    try application.press("7")
    #expect(application.view.lines.last?.hasSuffix(" = 7") == true)
  }

  @Test(arguments: [
    (":", ":ab"), ("e", " x = ab"), ("p", " q = ab"), ("m", ""), ("?", ""), ("v", ""), ("", ""),
  ])
  func `what is pasted goes into the line on top and is never a command`(
    _ keys: String, _ line: String
  ) throws {
    let source = "x = 2\nparam y = 3\nq = x*y\nL = q^2\n"
    var application = try shown(source, keys: "<Tab>" + keys)
    var untouched = application
    application.update(.paste("ab\nq:quit\n"))
    #expect(!application.isFinished)
    if line.isEmpty {
      #expect(application.view == untouched.view)
    } else {
      #expect(application.view.lines.last?.hasPrefix(line) == true)
    }
    try application.press("<Esc>")
    try untouched.press("<Esc>")
    #expect(application.debugger?.position == untouched.debugger?.position)
  }

  @Test func `a quiz and the bug lab exclude each other`() throws {
    let source = try #require(LectureGraphs.named("sigmoid-neuron")).text
    func quiz(_ application: Application) throws -> Quiz {
      Quiz(
        about: try #require(application.debugger?.timeline.plan), phases: [.backward], count: nil,
        seed: 1)
    }
    for keys in ["B", ":bug no-zeroing<Enter>", ":bug random<Enter>", ":bug<Enter>"] {
      var application = try shown(source)
      application.start(try quiz(application))
      try application.press("???" + keys)
      #expect(application.view.message.contains("a quiz goes on"), "\(keys)")
      #expect(!application.view.lines.joined().contains("BUG LAB"))
    }
    var broken = try shown(source, keys: ":bug no-zeroing<Enter>")
    broken.start(try quiz(broken))
    #expect(broken.debugger?.exercise.prediction == nil)
    #expect(broken.view.lines.joined().contains("no answer could be graded"))
  }

  @Test func `what is opened after the pointer lies over it`() throws {
    let pointing = try example("l2", keys: "ccc.")
    #expect(pointing.view.lines.joined().contains("◀━━"))
    var covered = pointing
    try covered.press("v")
    #expect(!covered.view.lines.joined().contains("◀━━"))
    let before = covered.view
    try covered.press("<Down>")
    #expect(covered.view != before)
    try covered.press("<Esc>")
    #expect(covered.view.lines.joined().contains("◀━━"))
  }

  @Test(arguments: [
    ("v", ["All entries", "ten rows down", "to the end of the phase"], ["below the wire: no"]),
    ("K", ["Gradient check", "a larger h"], []),
    ("L", ["Learning curves", "keeps the curves"], []),
    ("W", ["Weights", "the next weights"], []), ("R", ["Regions", "training points"], []),
    ("H", ["Health", "the row below"], []), ("a", ["Learning rates", "scrolls down"], []),
    ("B", ["Bug lab", "without saying which"], []), (".", ["Pointer"], []),
  ])
  func `the help lists the keys that work where one is`(
    _ keys: String, _ present: [String], _ absent: [String]
  ) throws {
    let text = try help(try example("l2", keys: "ccc" + keys))
    for words in present { #expect(text.contains(words), "\(words)") }
    for words in absent { #expect(!text.contains(words), "\(words)") }
    #expect(text.contains("one micro-step"))
  }

  @Test func `the list of examples and compare have a help of their own`() throws {
    let list = Application(
      menu: Menu([Menu.Entry(name: "one", title: "", text: "x = 1\nL = x^2\n")]),
      size: Size(columns: 80, rows: 24)
    ) { _ in .failure(.unreadable(reason: "there is no such file")) }
    let text = try help(list)
    #expect(text.contains("opens the example"))
    #expect(!text.contains("one micro-step"))
    let document = try Document.make(from: Syntax(parsing: "param x = 1\nL = x^2\n")).get()
    var comparison = Comparison(
      ComparedTrainings([ComparedModel(name: "a") { _ in document }], iterations: 5))
    comparison.update(.key("?"))
    #expect(comparison.view.lines.joined().contains("linear or logarithmic"))
    comparison.update(.key("q"))
    #expect(!comparison.isFinished)
    comparison.update(.key("q"))
    #expect(comparison.isFinished)
  }

  /// What a keyboard and a mouse can send.
  private static let events: [Event] =
    keyboard.map(Event.key) + ["7", "n\nq", ""].map(Event.paste)
    + [Point(column: 12, row: 10), Point(column: 40, row: 3), Point(column: 0, row: 23)].flatMap {
      [Event.click(at: $0), .wheel(at: $0, lines: 1), .wheel(at: $0, lines: -1)]
    }

  private static let keyboard: [Key] =
    (32..<127).map { Key.character(Character(UnicodeScalar(UInt8($0)))) }
    + "abcdefghijklmnopqrstuvwxyz".map(Key.control) + (1...12).map(Key.function)
    + [
      .enter, .escape, .tab, .backTab, .backspace, .delete, .up, .down, .left, .right, .home, .end,
      .pageUp, .pageDown,
    ]

  @Test(arguments: LayerOnTop.all)
  func `what is on top changes nothing else unless it passes an event on or asks`(
    _ layer: LayerOnTop
  ) throws {
    let before = try layer.opened(isRunning: false)
    guard !before.isReplaying else { return }
    var below = before
    let top = below.layers.removeLast()
    let context = before.context(ofLayer: below.layers.count)
    for event in Self.events {
      var given = top
      var after = before
      switch given.answer(to: event, before.debugger, context) {
      case .passed, .asks, .closedAsking: continue
      case .taken:
        after.update(event)
        #expect(after.layers.count == before.layers.count, "\(event)")
        after.layers.removeLast()
      case .closed:
        after.update(event)
        #expect(after.layers.count == below.layers.count, "\(event)")
      }
      #expect(after.debugger?.position == before.debugger?.position, "\(event)")
      // The last rows are for what there is to say.
      let (shown, expected) = (after.view, below.view)
      #expect(shown.lines.dropLast(2) == expected.lines.dropLast(2), "\(event)")
      #expect(shown.styleLines.dropLast(2) == expected.styleLines.dropLast(2), "\(event)")
    }
  }

  @Test(arguments: LayerOnTop.all)
  func `every key that is taken and is no text is a row of the help`(_ layer: LayerOnTop) throws {
    let before = try layer.opened(isRunning: false)
    let top = try #require(before.layers.last)
    guard !before.isReplaying, !top.takesText, layer.name != "letter of a mark" else { return }
    let context = before.context(ofLayer: before.layers.count - 1)
    let rows = Set(top.help(before.debugger).flatMap(\.rows).flatMap(\.keys))
    for key in Self.keyboard where !rows.contains(key) {
      var given = top
      switch given.answer(to: .key(key), before.debugger, context) {
      // A number before a key, which keys.md tells of.
      case .passed, .asks(.digit): continue
      // What is read closes with any key, as its heading says.
      case .closed where !rows.contains(.escape): continue
      case .taken(let note?):
        #expect(note.message.contains("does nothing here"), "\(key)")
      case let answer: Issue.record("\(key) is in no row: \(answer)")
      }
    }
  }

  @Test func `the page of keys has every key of what lies over a graph`() throws {
    let commands = Set(Command.keyHelp.map(\.heading))
    let helps =
      try LayerOnTop.all.flatMap { layer in
        let application = try layer.opened(isRunning: false)
        return application.layers.last?.help(application.debugger) ?? []
      } + [Comparison.keyHelp]
    var lines: [String] = []
    for help in helps where !commands.contains(help.heading) {
      for row in help.rows {
        let keys = row.label.split(separator: " ").map { "`\($0)`" }.joined(separator: " ")
        let line = "| \(help.heading) | \(keys) | \(row.help) |"
        if !lines.contains(line) { lines.append(line) }
      }
    }
    let page = try String(
      contentsOf: URL(filePath: #filePath).appending(path: "../../../../docs/keys.md").standardized,
      encoding: .utf8)
    let table = page.components(separatedBy: "| where | keys | |\n| --- | --- | --- |\n").last ?? ""
    #expect(
      lines == table.split(separator: "\n").prefix { $0.hasPrefix("|") }.map(String.init),
      "\n\(lines.joined(separator: "\n"))")
  }

  @Test func `every command has a key or a name of its own`() {
    let rows = Command.keyHelp.flatMap(\.rows)
    let keys = rows.flatMap(\.keys)
    #expect(Set(keys).count == keys.count)
    #expect(Set(Command.names).count == Command.names.count)
    #expect(rows.allSatisfy { !$0.help.isEmpty })
    for command in Command.allCases {
      let row = command.row
      #expect(!row.keys.isEmpty || !row.names.isEmpty, "\(command)")
      if let usage = row.usage {
        #expect(row.names.contains { usage.hasPrefix(":\($0)") }, "\(command)")
      }
    }
  }

  @Test func `pages of the help go down and up again`() throws {
    var application = try shown(sigmoidNeuron, keys: "?")
    let first = application.view
    try application.press("<PgDn>")
    #expect(application.view != first)
    try application.press("<PgUp>")
    #expect(application.view == first)
  }

  private func help(_ application: Application) throws -> String {
    var application = application
    try application.press("?")
    var text = ""
    for _ in 0..<8 {
      text += application.view.lines.joined(separator: "\n")
      try application.press("<PgDn>")
    }
    return text
  }
}
