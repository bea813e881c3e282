import Backpropagation
import Cells
import ComputationGraph
import Debugging
import ExpressionLanguage
import Screen
import Testing
import Visualizer

/// The file is edited while it is shown.
@Suite struct LiveFileTests {
  static let example = "x = -2\ny = 5\nz = -4\nq = x + y\nf = q * z\n"

  private func file(_ text: String) -> SourceFile {
    SourceFile(name: "folder/points.expr", bytes: Array(text.utf8)) { _ in
      .failure(.unreadable(reason: "there is no such file"))
    }
  }

  /// A followed file, after some keys.
  private func following(
    _ text: String, _ keys: String, inputs: [String: Double] = [:]
  ) throws -> Application {
    let file = file(text)
    let document = try file.document(inputs).get()
    var application = Application(
      name: file.name, source: file.syntax.source, document: document,
      size: Size(columns: 80, rows: 24))
    application.follow(file, inputs: inputs)
    try application.press(keys)
    return application
  }

  private func value(_ name: String, _ application: Application) throws -> Double? {
    let debugger = try #require(application.debugger)
    let node = try #require(debugger.document.node(named: name))
    return debugger.snapshot.numbers.value(of: node, in: debugger.document.graph).scalar
  }

  @Test func `what is read again is shown at the same step`() throws {
    var application = try following(Self.example, "ccnsss")
    let before = try #require(application.debugger?.position)
    application.reread(file(Self.example.replacing("z = -4", with: "z = -7")))
    #expect(application.debugger?.position == before)
    #expect(try value("f", application) == -21)
    #expect(application.view.lines.last == " points.expr read again")
    #expect(application.view.lines[0].contains("backward 2 of 3"))
  }

  @Test
  func
    `gates that come before do not move the step; one that sends no more leaves the last before it`()
    throws
  {
    var application = try following(Self.example, "ccnnn")
    #expect(application.view.lines[0].contains("backward 3 of 3"))
    application.reread(file(Self.example.replacing("x = -2", with: "u = 4\nx = u - 6")))
    #expect(application.view.lines[0].contains("backward 3 of 4"))
    #expect(application.view.lines.joined().contains("+ q → y"))
    application.reread(file(Self.example.replacing("q = x + y", with: "q = tanh(x + y) + 2")))
    #expect(application.view.lines[0].contains("backward 2 of 5"))
    #expect(application.view.lines.joined().contains("× f → z"))
  }

  @Test func `a step that is gone leaves the last one before it`() throws {
    var application = try following("x = 2\na = x^2\nb = exp(a)\nf = b + 1\n", "nnn")
    #expect(application.view.lines[0].contains("forward 3 of 3"))
    application.reread(file("x = 2\na = x^2\ng = a * 3\n"))
    #expect(application.view.lines[0].contains("forward 1 of 2"))
    #expect(try value("a", application) == 4)
  }

  @Test func `iteration, learning rate, marks, focus and level stay`() throws {
    var application = try following(
      "param w = 0\nf = (w - 3)^2\n", "i]iimann2dZ")
    let steps = try #require(application.debugger?.timeline.plan.stepsPerIteration)
    #expect(application.debugger?.microSteps == 3 * steps + 6)
    application.reread(file("param w = 0\nt = 4\nf = (w - t)^2\n"))
    let text = application.view.lines.joined(separator: "\n")
    #expect(text.contains("iteration 3   learning rate 0.02"))
    // (w - 4)² and 0.01, then 0.02: 0.08, then each time 4 % of what is missing.
    #expect(abs(try #require(try value("w", application)) - 0.3873) < 0.0001)
    try application.press("<Esc>'a")
    #expect(application.view.lines.last?.contains("iteration 2, update 1 of 1") == true)
  }

  @Test func `a learning rate that the file changes is the one that holds`() throws {
    let text = "param w = 0\nf = (w - 3)^2\nminimize f with sgd(lr = 0.1)\n"
    var application = try following(text, "]")
    #expect(application.view.lines[0].contains("learning rate 0.2"))
    application.reread(file(text.replacing("lr = 0.1", with: "lr = 0.3")))
    #expect(application.view.lines[0].contains("learning rate 0.3"))
  }

  @Test func `breakpoints stay where their gates are still there`() throws {
    var application = try following(Self.example, ":break q<Enter>:break f<Enter>")
    application.reread(file("x = 1\ny = 5\nu = 7\nq = x + u\ng = q * y\n"))
    let debugger = try #require(application.debugger)
    #expect(debugger.document.node(named: "q") != nil)
    try application.press(":break<Enter>")
    let lines = application.view.lines
    #expect(lines.contains { $0.hasPrefix("   1  q") })
    #expect(!lines.contains { $0.hasPrefix("   2  ") })
  }

  @Test func `open gates are open again, by their names`() throws {
    let text = "g(a) = a^2 + 1\nx = 3\ny = g(x)\nf = y * 2\n"
    var application = try following(text, "Oc")
    let open = application.view.lines[0]
    #expect(open.contains("forward 3 of 3"))
    application.reread(file("u = 1\n" + text.replacing("y * 2", with: "y * 2 + u")))
    #expect(application.view.lines[0].contains("forward 4 of 4"))
  }

  @Test func `an error is shown and the old graph stays`() throws {
    var application = try following(Self.example, "c")
    application.reread(file(Self.example.replacing("q = x + y", with: "q = x + yy")))
    #expect(try value("f", application) == -12)
    #expect(application.view.lines[0].contains("✗ error"))
    #expect(
      application.view.lines.last?.hasPrefix(" points.expr:4:9: error: ") == true)
    try application.press("N")
    #expect(
      application.view.lines.last
        == " the file has an error: the last good version is shown; t shows the error")
    try application.press("t")
    let text = application.view.lines.joined(separator: "\n")
    #expect(text.contains("points.expr as it is now"))
    #expect(text.contains("4 | q = x + yy"))
    try application.press("<Esc>")
    application.reread(file(Self.example))
    #expect(!application.view.lines[0].contains("error"))
    #expect(application.view.lines[0].contains("forward 1 of 2"))
  }

  @Test(arguments: [[], [0x66, 0xFF, 0x0A], [0x66, 0x20, 0x3D, 0x0A]])
  func `an empty or broken file is an error like any other`(_ bytes: [UInt8]) throws {
    var application = try following(Self.example, "c")
    application.reread(
      SourceFile(name: "points.expr", bytes: bytes) { _ in .failure(.unreadable(reason: "")) })
    #expect(application.view.lines[0].contains("✗ error"))
    #expect(try value("f", application) == -12)
    try application.press("t<Esc>n")
  }

  @Test func `a file that is gone is told of until it is there again`() throws {
    var application = try following(Self.example, "c")
    application.cannotReread("the file is gone")
    #expect(
      application.view.lines.last
        == " points.expr: the file is gone: the last good version is shown")
    #expect(application.view.lines[0].contains("✗ gone"))
    application.reread(file(Self.example))
    #expect(application.view.lines.last == " points.expr is there again")
    #expect(!application.view.lines[0].contains("✗"))
  }

  @Test func `free inputs keep their values, and what is not free any more loses its own`() throws {
    var application = try following("f = x * y\n", "c", inputs: ["x": 3, "y": 4])
    #expect(try value("f", application) == 12)
    application.reread(file("y = x + 1\nf = x * y + 1\n"))
    #expect(try value("f", application) == 13)
    application.reread(file("f = x * u\n"))
    #expect(application.view.lines.last?.contains("'u'") == true)
    #expect(try value("f", application) == 13)
  }

  @Test func `values that were asked for are kept, and only new names are asked for`() throws {
    let first = file("f = x * y\n")
    var application = Application(asking: first, given: [:], size: Size(columns: 80, rows: 24))
    application.follow(first, inputs: [:])
    try application.press("3<Enter>")
    application.reread(file("f = x * z\n"))
    #expect(application.view.lines.joined().contains("▸ z ="))
    try application.press("5<Enter>c")
    #expect(try value("f", application) == 15)
    application.reread(file("f = x * z + 1\n"))
    #expect(try value("f", application) == 16)
  }

  @Test func `a file that says the same changes nothing`() throws {
    var application = try following(Self.example, "ccn<Tab>")
    let before = application.view
    application.reread(file(Self.example))
    #expect(application.view == before)
  }

  @Test func `far iterations are run to, and can be stopped`() throws {
    let text = "param W = zeros(40, 40)\nf = sum((W @ W + 1)^2)\n"
    var application = try following(text, ":set lr 0.000001<Enter>:goto 300.0<Enter>")
    application.finishRun()
    let position = try #require(application.debugger?.position)
    application.reread(file(text.replacing("+ 1", with: "+ 2")))
    #expect(application.debugger?.position.isBeginning == true)
    #expect(application.tickInterval == 0)
    // Edited again on the way: it is still the same place that is gone to.
    application.reread(file(text.replacing("+ 1", with: "+ 3")))
    var finished = application
    finished.finishRun()
    #expect(finished.debugger?.position == position)
    try application.press("<Esc>")
    #expect(application.tickInterval == nil)
    #expect(application.debugger?.position.isBeginning == true)
  }

  @Test func `values that were set stay, but where the file gives another one now`() throws {
    var application = try following(Self.example, "ccc:set x 3<Enter>:set y 1<Enter>cc")
    application.reread(file(Self.example.replacing("f = q * z", with: "f = q * z * 2")))
    #expect(try value("q", application) == 4)
    #expect(try value("f", application) == -32)
    #expect(application.view.lines.last == " points.expr read again")
    application.reread(file(Self.example.replacing("x = -2", with: "x = -1")))
    #expect(try value("x", application) == -1)
    #expect(try value("y", application) == 1)
    #expect(application.view.lines.last == " points.expr read again, without all changed values")
    try application.press("u")
    #expect(try value("y", application) == 5)
  }

  @Test func `what is being predicted is asked for again, with what was typed`() throws {
    var application = try following(Self.example, "ccp-1")
    let asked = try #require(application.view.lines.last)
    application.reread(file("# a comment\n" + Self.example))
    #expect(application.view.lines.last == asked)
    try application.press("2<Esc>")
    #expect(application.debugger?.exercise.prediction == nil)
  }

  @Test func `a run without end says that it is to be begun again`() throws {
    var application = try following("w = 0\nf = (w - 3)^2\n", "r")
    application.update(.tick(milliseconds: 300))
    application.reread(file("# a comment\nw = 0\nf = (w - 3)^2\n"))
    #expect(application.view.lines.last == " points.expr read again; r goes on")
    #expect(application.tickInterval == nil)
  }

  @Test func `the editor begins at the line of what is looked at`() throws {
    var application = try following(Self.example, "E")
    #expect(application.takeEditedLine() == 5)
    #expect(application.takeEditedLine() == nil)
    try application.press("nE")
    #expect(application.takeEditedLine() == 4)
    try application.press("<Left>E")
    #expect(application.takeEditedLine().map { (1...3).contains($0) } == true)
    var example = try shown(Self.example, keys: "E")
    #expect(example.takeEditedLine() == nil)
    #expect(example.view.lines.last?.contains("backprop my.expr") == true)
  }
}
