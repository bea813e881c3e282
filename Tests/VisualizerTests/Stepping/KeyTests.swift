import Backpropagation
import Cells
import Debugging
import ExpressionLanguage
import LectureGraphs
import Screen
import TestSupport
import Testing
import Visualizer

@Suite struct KeyTests {
  /// The keys that the help lists, as scripts: the labels before what they do.
  static func listed() throws -> [String] {
    let help = try shown(forkAndFunction, rows: 200, keys: "?").view
    let names = [
      "←": "<Left>", "→": "<Right>", "↑": "<Up>", "↓": "<Down>", "Shift-Tab": "<S-Tab>",
      "Ctrl-R": "<C-r>", "<": "<lt>",
    ]
    return zip(help.lines, help.styleLines).flatMap { line, styles -> [String] in
      // A label is written as a key, two columns in.
      guard styles.hasPrefix("   k") else { return [] }
      let label = line.dropFirst(3).prefix(14).split(separator: " ").map(String.init)
      if label.count == 2, label[1] == "a" { return [label[0] + "a"] }
      return label.map { names[$0] ?? ($0.count > 1 ? "<\($0)>" : $0) }
    }
  }

  @Test func `every key of the help does something`() throws {
    let keys = try Self.listed()
    #expect(
      keys.count > 60
        && ["m a", "'a", "<C-r>", "<F1>", ">"].allSatisfy {
          keys.contains($0.filter { $0 != " " })
        })
    let before = try shown(forkAndFunction, keys: "cccn<Right><Left>2d")
    for key in keys {
      var after = before
      try after.press(key)
      #expect(after.isFinished || after.view != before.view, "\(key): nothing happens")
      #expect(!after.view.lines.joined().contains("that key does nothing"), "\(key)")
    }
  }

  @Test(arguments: ["S", "N", "<Bksp>", "<PgUp>", "C", "I"])
  func `every key back goes back`(_ key: String) throws {
    var application = try shown(forkAndFunction, keys: "in")
    let position = try #require(application.debugger?.position)
    try application.press(key)
    #expect(try #require(application.debugger?.position) < position)
  }

  /// `a` and `r` stand in one row of the picture, `u` between them and below.
  @Test(arguments: [("a", "<Right>", "r"), ("r", "<Left>", "a"), ("a", "<Down>", "b")])
  func `an arrow key goes straight ahead, past what is nearer but to the side`(
    _ from: String, _ key: String, _ to: String
  ) throws {
    var application = try shown(lectureGraph("diamond").text, keys: "ccc<Tab>")
    func isLooked(at name: String) -> Bool {
      application.view.lines.contains { $0.hasPrefix("── \(name) ") }
    }
    for _ in 0..<6 where !isLooked(at: from) { try application.press("<Tab>") }
    #expect(isLooked(at: from))
    try application.press(key)
    #expect(isLooked(at: to))
  }

  @Test func `a narrow screen keeps the keys that help and leave`() throws {
    for columns in [17, 20, 40, 60, 79] {
      let line = try #require(shown(sigmoidNeuron, columns: columns).view.lines.last)
      #expect(line.hasSuffix("? help  q quit"), "\(columns): \(line)")
      #expect(line.hasPrefix(" s step") == (columns > 20), "\(columns): \(line)")
      let curves = try #require(shown(sigmoidNeuron, columns: columns, keys: "iL").view.lines.last)
      #expect(curves.hasSuffix("Esc closes"), "\(columns): \(curves)")
    }
    let whole = try #require(shown(sigmoidNeuron).view.lines.last)
    #expect(whole.hasSuffix("Enter open  ? help  q quit"), "\(whole)")
  }

  @Test func `the help shows every line, scrolled where it is long, and back again`() throws {
    let all = try shown(sigmoidNeuron, rows: 200, keys: "?").view.lines.drop { !$0.contains("──") }
    var application = try shown(sigmoidNeuron, keys: "?")
    var pages = [application.view.lines]
    var seen = Set(application.view.lines)
    for _ in 0..<6 {
      try application.press("<Space>")
      pages.append(application.view.lines)
      seen.formUnion(application.view.lines)
    }
    for line in all.dropFirst().prefix(while: { !$0.contains("──") }) {
      #expect(seen.contains(line), "\(line)")
    }
    for label in ["n Space PgDn", "Enter o", "Shift-Tab", "one gate back", "leave", "~4.00"] {
      #expect(seen.contains { $0.contains(label) }, "\(label)")
    }
    #expect(pages[0] != pages[1] && pages[1] != pages[2])
    var back = try shown(sigmoidNeuron, keys: "?<PgDn><PgDn>")
    #expect(back.view.lines == pages[2])
    try back.press("<PgUp>")
    #expect(back.view.lines == pages[1])
    try back.press("<Bksp>")
    #expect(back.view.lines == pages[0])
    try back.press("jjk")
    #expect(back.view.lines != pages[0])
    try back.press("<Up>")
    #expect(back.view.lines == pages[0])
    try application.press("<Esc>")
    #expect(!application.view.lines.joined().contains("Help"))
  }

  @Test func `in the list, pages are ten entries, down and up`() throws {
    let entries = (0..<30).map { Menu.Entry(name: "entry\($0)", title: "", text: sigmoidNeuron) }
    func selected(_ keys: String) throws -> String? {
      var application = Application(menu: Menu(entries), size: Size(columns: 80, rows: 24)) { _ in
        .failure(.unreadable(reason: "there is no such file"))
      }
      try application.press(keys)
      return application.view.lines.first { $0.hasPrefix(" ▸ ") }
    }
    for (keys, entry) in [
      ("", 0), ("<PgDn>", 10), ("<PgDn><PgDn><PgUp>", 10), ("<Space>j<PgUp>", 1), ("<PgUp>", 0),
      ("G<PgUp>k", 18), ("<End><Home>", 0), ("<PgDn><PgDn><PgDn><PgDn>", 29),
    ] {
      #expect(try selected(keys) == " ▸ entry\(entry)", "\(keys)")
    }
  }

  @Test func `a count repeats a step`() throws {
    let counted = try shown(sigmoidNeuron, keys: "5n")
    let pressed = try shown(sigmoidNeuron, keys: "nnnnn")
    #expect(counted.debugger?.position == pressed.debugger?.position)
    #expect(
      try shown(sigmoidNeuron, keys: "12s").debugger?.microSteps == 12)
    #expect(
      try shown(sigmoidNeuron, keys: "12s10S").debugger?.microSteps == 2)
    #expect(try shown(sigmoidNeuron, keys: "1").view.lines.last == " 1")
    #expect(try shown(sigmoidNeuron, keys: "99999s99999S").debugger?.position.isBeginning == true)
  }

  @Test func `history stops at its beginning and does not quit`() throws {
    let application = try shown(sigmoidNeuron, keys: "NSCI")
    #expect(!application.isFinished)
    #expect(application.view.lines.last == " this is the beginning")
  }

  @Test func `G goes as far as one has been`() throws {
    var application = try shown(sigmoidNeuron, keys: "iin")
    let steps = try #require(application.debugger?.timeline.plan.stepsPerIteration)
    try application.press("gG")
    #expect(application.debugger?.microSteps == 3 * steps)
    try application.press("gG")
    #expect(application.debugger?.microSteps == 3 * steps)
  }

  @Test func `an unknown key says so and changes nothing`() throws {
    let application = try shown(sigmoidNeuron, keys: "nY")
    #expect(application.view.lines.last == " that key does nothing here; ? shows those that do")
    #expect(application.debugger?.microSteps == 3)
  }

  @Test func `the learning rate changes in the header and in the update`() throws {
    let application = try shown("w = 0; f = (w-3)^2".lines, keys: "]]]]iN")
    #expect(application.view.lines[0].hasSuffix("learning rate 0.2"))
    let updated = try shown("w = 0; f = (w-3)^2".lines, keys: "]]]]i")
    #expect(updated.view.lines.contains { $0.contains("0.0000 − 0.2 × (-6.0000) = 1.2000") })
  }
}

extension String {
  /// The same with line breaks for semicolons.
  var lines: String { String(map { $0 == ";" ? "\n" : $0 }) }
}

@Suite struct CommandLineTests {
  private func hint(_ keys: String) throws -> String? {
    try shown(sigmoidNeuron, keys: keys).view.message
  }

  @Test func `goto finds a name in the phase one is in, a step, and an iteration`() throws {
    let forward = try shown(sigmoidNeuron, keys: ":goto dot<Enter>")
    #expect(forward.debugger?.snapshot.phase == .forward)
    let backward = try shown(sigmoidNeuron, keys: "ccc:goto dot<Enter>")
    #expect(backward.debugger?.snapshot.phase == .backward)
    #expect(backward.view.lines.contains { $0.hasPrefix("── + dot → w2") })
    let update = try shown(sigmoidNeuron, keys: "i:goto w1<Enter>")
    #expect(update.view.lines.contains { $0.hasPrefix("── update w1") })
    let step = try shown(sigmoidNeuron, keys: ":goto 9<Enter>")
    #expect(step.debugger?.snapshot.phase == .zero)
    let iteration = try shown(sigmoidNeuron, keys: ":goto 2.9<Enter>")
    #expect(iteration.debugger?.snapshot.iteration == 2)
    #expect(iteration.debugger?.snapshot.phase == .zero)
  }

  @Test func `run goes on by iterations, set changes, level and open look`() throws {
    #expect(
      try shown(sigmoidNeuron, keys: ":run 20<Enter>").debugger?.snapshot.iteration == 19)
    #expect(
      try shown(sigmoidNeuron, keys: ":set lr 0.3<Enter>").view.lines[0]
        .hasSuffix("learning rate 0.3"))
    #expect(
      try shown(sigmoidNeuron, keys: "c:set decimals 4<Enter>").view.lines.joined()
        .contains("0.7311"))
    #expect(
      try shown(sigmoidNeuron, keys: ":level boxes<Enter>").view.lines.joined().contains("┌"))
    #expect(try shown(sigmoidNeuron, keys: ":q<Enter>").isFinished)
  }

  @Test(arguments: [
    (":goto nowhere<Enter>", "nothing here is called 'nowhere'"),
    (":goto 1.999999<Enter>", "there is no step 1.999999: an iteration has"),
    (":set lr x<Enter>", "the learning rate is a number, not 'x'"),
    (":set lr nan<Enter>", "the learning rate is a number, not 'nan'"),
    (":set decimals 99<Enter>", "decimals are a number from 0 to 12, not '99'"),
    (":run 0<Enter>", "run takes a number of iterations from 1 to 1000000000, not '0'"),
    (":level tiny<Enter>", "there is no level 'tiny'"),
    (":fly<Enter>", "there is no command 'fly'"),
    (":goto<Enter>", "usage: :goto NAME"),
  ])
  func `what cannot be done is said in one sentence`(_ keys: String, _ words: String) throws {
    #expect(try hint(keys)?.contains(words) == true)
  }

  @Test func `Tab completes commands and names`() throws {
    #expect(try hint(":go<Tab>") == ":goto")
    #expect(try hint(":goto d<Tab>") == ":goto dot")
    #expect(try hint(":set de<Tab>") == ":set decimals")
    #expect(try hint(":zz<Tab>") == ":zz")
    #expect(try hint(":abc<Bksp><Bksp><Bksp><Bksp>n")?.hasPrefix(":") == false)
  }
}

@Suite struct MouseTests {
  @Test func `a click looks at a node, the wheel steps`() throws {
    var application = try shown(sigmoidNeuron, keys: "n")
    let cursor = try #require(application.view.cursor)
    let leaf = Point(column: 6, row: 4)
    application.update(.click(at: leaf))
    #expect(application.view.cursor == leaf)
    #expect(application.view.cursor != cursor)
    application.update(.wheel(at: cursor, lines: 1))
    #expect(application.debugger?.microSteps == 6)
    application.update(.wheel(at: cursor, lines: -1))
    #expect(application.debugger?.microSteps == 3)
  }
}
