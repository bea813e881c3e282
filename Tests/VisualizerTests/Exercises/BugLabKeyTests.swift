import Backpropagation
import Cells
import Debugging
import ExpressionLanguage
import LectureGraphs
import Screen
import TestSupport
import Testing
import Visualizer

private let square = "w = 0\nerror = w - 3\nf = error^2\nminimize f with sgd(lr = 0.1)"
private let weights =
  "w1 = 0.5\nw2 = 2\nx = 1\nh = w1 * x\ny = w2 * h\nloss = (y - 3)^2\n"
  + "minimize loss with sgd(lr = 0.1)"
private let product = "x = [1, 1]\nW = [[1, 2], [3, 4]]\nq = W @ x\nL = sum(q^2)"
private let forks = "a = 2\nb = 3\nu = a * b\np = u * u\nr = u * a\nf = p + r"

/// The mistakes of the bug lab by keys and commands.
@Suite struct BugLabKeyTests {
  /// The line above that of the bug lab.
  private func message(_ keys: String, _ source: String = square) throws -> String {
    let lines = try shown(source, keys: keys).view.lines
    return try #require(
      lines.last?.contains("BUG LAB") == true ? lines.dropLast().last : lines.last)
  }

  private func file(_ text: String) -> SourceFile {
    SourceFile(name: "test.expr", bytes: Array(text.utf8)) { _ in .failure(.unreadable(reason: ""))
    }
  }

  @Test func `a mistake is switched on by name, makes wrong numbers, and is switched off`() throws {
    let wrong = try shown(square, keys: ":bug no-zeroing<Enter>2iccc")
    #expect(wrong.view.lines.joined().contains("= -13.44"))
    let right = try shown(square, keys: ":bug no-zeroing<Enter>2iccc:bug off<Enter>")
    #expect(right.view.lines.joined().contains("= -3.84"))
    #expect(right.debugger?.snapshot.iteration == 2)
    #expect(
      try message(":bug no-zeroing<Enter>:bug off<Enter>")
        == " the numbers are right again; the mistake was no-zeroing")
  }

  @Test func `what was changed before is there again afterwards, at the same step`() throws {
    let source = "s(t) = 2 * tanh(t)\nw = 2\nf = s(w) * w\nminimize f with sgd(lr = 0.1)"
    let before = try shown(source, keys: ":set w 1<Enter>]iinn")
    var after = before
    try after.press("mx:bug wrong-sign<Enter>5i")
    #expect(after.view.lines.joined().contains("tanh"))
    try after.press("gX:bug off<Enter>'x")
    #expect(after.debugger?.position == before.debugger?.position)
    #expect(after.debugger?.snapshot.numbers == before.debugger?.snapshot.numbers)
    #expect(!after.view.lines.joined().contains("tanh"))
  }

  @Test(
    arguments: [
      "", "?", "t", "W", "cccv", "cccn", "r", "B", "L", "H", "P", ":", ":break<Enter>", "w", ".",
      ":level overview<Enter>", "#",
    ])
  func `while a mistake is on every view says so, and none does without`(_ keys: String) throws {
    let source =
      "x = [1, 1]\nparam W = [[1, 2], [3, 4]]\ny = W @ x\nL = sum(y^2)\nshow W as images(1, 2)"
    for size in [(80, 24), (120, 40), (30, 9), (80, 3), (80, 1), (20, 2)] {
      let lab = try shown(
        source, columns: size.0, rows: size.1, keys: ":bug wrong-sign<Enter>" + keys
      ).view
      #expect(lab.lines.last?.hasPrefix(" BUG LAB   ") == true)
      let styles = (0..<size.0).map { lab[Point(column: $0, row: size.1 - 1)].style }
      #expect(Set(styles) == [.alarm])
      #expect(lab.size == Size(columns: size.0, rows: size.1))
      let after = try shown(
        source, columns: size.0, rows: size.1,
        keys: ":bug wrong-sign<Enter>:bug off<Enter>" + keys)
      #expect(!after.view.styleLines.joined().contains("!"))
      let without = try shown(source, columns: size.0, rows: size.1, keys: keys).view
      #expect(!without.lines.joined().contains("BUG LAB"))
    }
  }

  @Test func `a hidden mistake is found in the list, and wrong answers say what one would see`()
    throws
  {
    var application = try shown(square, keys: ":bug random 3<Enter>")
    let shownName = application.view.lines.joined()
    #expect(shownName.contains("one of seven mistakes: find it"))
    #expect(Bug.Kind.allCases.allSatisfy { !shownName.contains($0.rawValue) })
    try application.press("B<Enter>")
    #expect(
      application.view.lines.suffix(3).dropLast().joined()
        == " ✗ not no-zeroing: with it the first sum of an iteration begins with the"
        + " gradient of the one before")
    #expect(application.view.lines.last?.contains("answers: 1") == true)
    try application.press("Bjj<Enter>")
    #expect(application.view.lines.dropLast().last?.hasPrefix(" ✓ right, wrong-sign: ") == true)
    #expect(
      application.view.lines.last?.hasPrefix(" BUG LAB   wrong-sign, found with answer 2") == true)
    // Another one each time, until it is off.
    try application.press("Br")
    #expect(application.view.lines.dropLast().last?.hasPrefix(" mistake 4 is on") == true)
    try application.press("Bx")
    #expect(application.view.lines.last?.hasPrefix(" the numbers are right again") == true)
  }

  @Test func `one random mistake after the other is another one`() throws {
    var kinds: [String] = []
    var application = try shown(forks)
    for seed in 1...20 {
      try application.press(":bug random \(seed)<Enter>:bug off<Enter>")
      let words = try #require(application.view.lines.last).split(separator: " ")
      kinds.append(String(try #require(words.drop { $0 != "was" }.dropFirst().first)))
    }
    #expect(zip(kinds, kinds.dropFirst()).allSatisfy { $0 != $1 })
    // Six are possible: no product can go without its transpose.
    #expect(Set(kinds).count == 6)
    #expect(Set(kinds).allSatisfy { kind in (3...4).contains(kinds.count { $0 == kind }) })
  }

  @Test func `a gradient that was not cleared is seen before anything is added to it`() throws {
    let zeroed = try shown(square, keys: ":bug no-zeroing<Enter>icc")
    #expect(zeroed.view.lines.joined().contains("~-6.00"))
    let why = try shown(square, keys: ":bug no-zeroing<Enter>iccc:goto backward<Enter>hhw")
    #expect(why.view.lines.joined().contains("-6.00 was there before any of them"))
    #expect(try !shown(square, keys: "icc").view.lines.joined().contains("-6.00"))
  }

  @Test func `what depends on a parameter that moved too early is out of date`() throws {
    let source =
      "w1 = 0.5\nw2 = 2\nh = w1 * 1\ny = w2 * h\nf = (y - 3)^2\nminimize f with sgd(lr = 0.1)"
    let early = try shown(source, keys: ":bug early-update<Enter>ccc").view.lines.joined()
    #expect(early.contains("~1.00"))
    #expect(try !shown(source, keys: "ccc").view.lines.joined().contains("~1.00"))
  }

  @Test func `a learning rate that was set in the lab stays`() throws {
    let application = try shown(
      square, keys: ":bug no-zeroing<Enter>:set lr 0.5<Enter>:bug off<Enter>")
    #expect(application.view.lines[0].contains("learning rate 0.5"))
  }

  @Test func `the curve with the mistake has its name`() throws {
    #expect(
      try shown(square, keys: ":bug no-zeroing<Enter>9iL").view.lines.joined()
        .contains("loss, no-zeroing, lr 0.1"))
    #expect(
      try shown(square, keys: ":bug random 1<Enter>9iL").view.lines.joined()
        .contains("loss, a mistake, lr 0.1"))
  }

  @Test func `a mistake at a gate is answered with its gate, typed or looked at`() throws {
    let on = ":bug stale-value error<Enter>:bug guess "
    #expect(
      try message(on + "stale-value error<Enter>").hasPrefix(" ✓ right, stale-value at error"))
    #expect(try message(on + "stale-value f<Enter>").contains("the kind is right, but not f"))
    #expect(try message(on + "stale-value<Enter>").contains("the kind is right; at which gate?"))
    #expect(
      try message(":bug stale-value error<Enter><Tab><Tab>:bug guess stale-value<Enter>")
        .hasPrefix(" ✓ right, stale-value at error"))
    #expect(try message(on + "wrong-sign<Enter>").hasPrefix(" ✗ not wrong-sign: with it an update"))
    #expect(
      try message(":bug wrong-order u<Enter>:bug guess wrong-order u<Enter>", forks)
        .hasPrefix(" ✓ right, wrong-order at u"))
  }

  @Test func `in the list a mistake is made where one looks`() throws {
    var application = try shown(forks, keys: ":goto u<Enter>lhBj")
    #expect(application.view.lines.contains(" Enter  makes it at u, which you look at"))
    try application.press("<Enter>")
    #expect(application.view.lines.last?.hasPrefix(" BUG LAB   overwrite at u") == true)
  }

  @Test(arguments: [
    (":bug nonsense<Enter>", "there is no mistake 'nonsense'; B or :bug shows them"),
    (":bug off<Enter>", "no mistake is on; B or :bug shows them"),
    (":bug guess wrong-sign<Enter>", "no mistake is on"),
    (":bug overwrite<Enter>", "overwrite is impossible here: every node gets one gradient only"),
    (":bug missing-transpose<Enter>", "impossible here: no product has a square factor"),
    (":bug early-update<Enter>", "it would change no number: nothing is computed with a parameter"),
    (":bug wrong-sign w<Enter>", "wrong-sign is not made at a single gate"),
    (":bug stale-value nowhere<Enter>", "nothing here is called 'nowhere'"),
    (":bug stale-value w<Enter>", "stale-value cannot be made at w, but at error, f"),
    (":bug guess<Enter>", "which mistake is it? :bug guess NAME GATE"),
    (":bug random x<Enter>", "a seed is a whole number from 0 on, not 'x'"),
    (":bug a b c d<Enter>", "usage: :bug NAME"),
    ("Bj<Enter>", "overwrite is impossible here: every node gets one gradient only"),
    ("Bx", "no mistake is on"),
  ])
  func `what cannot be done is said in one sentence, and nothing changes`(
    _ keys: String, _ words: String
  ) throws {
    let application = try shown(square, keys: "n" + keys)
    #expect(application.view.lines.suffix(3).joined().contains(words))
    #expect(application.debugger?.microSteps == 3)
    #expect(!application.view.lines.joined().contains("BUG LAB"))
  }

  @Test(arguments: [
    ("X", "gates stay"), ("O", "gates stay"), ("<Enter>", "gates stay"), (":open<Enter>", "gates"),
    ("e", "values stay"), ("u", "values stay"), ("<C-r>", "values stay"),
    (":set w 3<Enter>", "values stay"), (":reset<Enter>", "values stay"),
    ("+", "without the mistake"), ("-", "without the mistake"), ("a", "without the mistake"),
    ("p", "without the mistake"), (":path w<Enter>", "without the mistake"),
    (":rates<Enter>", "without the mistake"),
  ])
  func `what needs right numbers waits`(
    _ keys: String, _ words: String
  ) throws {
    let lab = try shown(square, keys: ":bug wrong-sign<Enter>iinn<Tab>")
    var application = lab
    try application.press(keys)
    #expect(application.view.lines.dropLast().last?.contains(words) == true)
    #expect(application.view.lines.dropLast().last?.contains(":bug off first") == true)
    #expect(application.debugger?.snapshot.numbers == lab.debugger?.snapshot.numbers)
  }

  @Test(arguments: [
    (square, "no-zeroing", "i", nil), (square, "no-zeroing", "ii", "w"),
    (forks, "overwrite u", "", "u"), (forks, "wrong-order u", "", "b"),
    (weights, "early-update", "", "h"), (product, "missing-transpose", "", "x"),
    (square, "stale-value error", "i", nil), (square, "stale-value error", "2i", "error"),
  ])
  func `the check of gradients finds a mistake of the backward pass, and does not name it`(
    _ source: String, _ bug: String, _ keys: String, _ name: String?
  ) throws {
    for check in ["K", ":check<Enter>"] {
      let lines = try shown(source, keys: ":bug \(bug)<Enter>" + keys + check).view.lines
      #expect(lines[0].contains("gradient check"))
      let finds = lines.filter { $0.contains("the first to disagree on the way back is") }
      if let name {
        #expect(finds.count == 1)
        #expect(finds.first?.contains(" is \(name), ") == true)
      } else {
        #expect(finds.isEmpty)
        #expect(lines.contains { $0.contains("disagrees") && $0.contains("none of") })
      }
      let said = lines.dropLast().joined()
      #expect(Bug.Kind.allCases.allSatisfy { !said.contains($0.rawValue) })
    }
  }

  @Test func `of the wrong sign the check says that the gradients are right and the update is not`()
    throws
  {
    let lines = try shown(square, keys: ":bug wrong-sign<Enter>iK").view.lines
    #expect(lines.contains { $0.contains("the gradients are right, the update is not") })
    #expect(!lines.dropLast().joined().contains("sign"))
    #expect(!lines.joined().contains("disagree"))
  }

  @Test(arguments: [
    (square, "no-zeroing", "icc", "those of leaves stay"),
    (forks, "overwrite u", "cc4n", "replaces 6.00, by mistake"),
    (square, "wrong-sign", "i", "0.0000 + 0.1 × (-6.0000) = -0.6000"),
    (weights, "early-update", "i", "moved  x = 2.2144 already"),
    (product, "missing-transpose", "ccc", "✗ sent by mistake, as it fits"),
    (square, "stale-value error", "in", "error = -3.00   computed in iteration 0 only"),
    (forks, "wrong-order u", "cc4n", "1 of 3 in, waiting for p, p"),
  ])
  func `the board says what a mistake does that has a name`(
    _ source: String, _ bug: String, _ keys: String, _ words: String
  ) throws {
    let lines = try shown(source, keys: ":bug \(bug)<Enter>" + keys).view.lines.joined()
    #expect(lines.contains(words))
    #expect(!lines.contains("from before any of them moved"))
  }

  @Test(arguments: [square, forks, weights, product], 1...7)
  func `while a mistake is looked for the board says nothing false, and not which it is`(
    _ source: String, _ seed: Int
  ) throws {
    var application = try shown(source, keys: ":bug random \(seed)<Enter>i")
    for _ in 0..<40 {
      try application.press("n")
      let lines = application.view.lines
      let said = lines.joined()
      #expect(!said.contains("by mistake") && !said.contains("By mistake"))
      #expect(!said.contains("from before any of them moved"))
      #expect(!said.contains("Every gradient becomes 0"))
      // Numbers behind numbers are not said to be equal to what is made of them.
      for line in lines where line.hasPrefix("        = ") || line.hasPrefix("            = ") {
        #expect(line.split(separator: "=").count == 2, "\(line)")
      }
      for line in lines where line.hasPrefix(" sum ") {
        #expect(line.contains(" → "), "\(line)")
      }
    }
  }

  @Test func `breakpoints and runs go along the wrong way`() throws {
    var application = try shown(square, keys: ":bug no-zeroing<Enter>:break loss rises<Enter>f")
    application.finishRun()
    #expect(application.debugger?.snapshot.iteration == 4)
    try application.press("g:run until loss > 9<Enter>")
    application.finishRun()
    #expect(application.debugger?.snapshot.iteration == 6)
    #expect(application.view.lines.joined().contains("9.06"))
  }

  @Test func `the curve with the mistake is kept beside the right one`() throws {
    let application = try shown(square, keys: "9i:bug no-zeroing<Enter>9i:bug off<Enter>L")
    #expect(application.view.lines.joined().contains("no-zeroing, lr 0.1"))
    #expect(application.view.lines.joined().contains("loss, lr 0.1"))
  }

  @Test func `a file that is read again keeps its mistake, or says that it cannot be made`() throws
  {
    var application = try shown(forks, keys: ":bug overwrite u<Enter>cc4n")
    application.follow(file(forks), inputs: [:])
    application.reread(file(forks + "\ng = f * 2"))
    #expect(application.view.lines.last?.hasPrefix(" BUG LAB   overwrite at u") == true)
    application.reread(file("a = 2\nu = a^2"))
    #expect(!application.view.lines.joined().contains("BUG LAB"))
    #expect(application.view.lines.last?.contains("cannot be made in it any more") == true)
  }

  @Test func `Tab completes mistakes`() throws {
    #expect(try message(":bu<Tab>") == ":bug")
    #expect(try message(":bug ov<Tab>") == ":bug overwrite")
    #expect(try message(":bug guess sta<Tab>") == ":bug guess stale-value")
    #expect(try message(":bug guess stale-value err<Tab>") == ":bug guess stale-value error")
  }

  @Test(arguments: [(80, 24), (120, 40)])
  func `the lab looks as it should`(_ size: (Int, Int)) throws {
    var sections: [String] = []
    for (name, keys, claim) in [
      ("quadratic", ":bug no-zeroing<Enter>2iccc", "no-zeroing: a sum that does not begin at 0"),
      ("diamond", ":bug overwrite u<Enter>cc4n", "overwrite: a sum that forgets"),
      ("quadratic", ":bug wrong-sign<Enter>i", "wrong-sign: the error grows"),
      ("update-together", ":bug early-update<Enter>cc6n", "early-update: a moved factor"),
      ("l2", ":bug missing-transpose<Enter>ccc", "missing-transpose: a wrong product"),
      ("quadratic", ":bug stale-value error<Enter>in", "stale-value: not what its formula says"),
      ("diamond", ":bug wrong-order u<Enter>cc4n", "wrong-order: sent with 1 in"),
      ("diamond", ":bug random 4<Enter>cccnn", "a hidden one"),
      ("diamond", "BG", "the list"),
      ("diamond", ":bug random 4<Enter>Bj", "the list while one is looked for"),
    ] {
      let graph = try lectureGraph(name)
      let frame = try shown(graph.text, columns: size.0, rows: size.1, keys: keys).view
      sections.append("=== \(name), \(claim) (keys: \(keys))\n" + picture(frame))
    }
    try expectGolden(sections.joined(separator: "\n"), "Views/bug-lab-\(size.0)x\(size.1)")
  }
}
