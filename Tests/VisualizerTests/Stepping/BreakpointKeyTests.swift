import Backpropagation
import ComputationGraph
import Debugging
import ExpressionLanguage
import LectureGraphs
import Screen
import TestSupport
import Testing
import Visualizer

private let square = "w = 0\nerror = w - 3\nf = error^2\nminimize f with sgd(lr = 0.1)"
private let deadUnit =
  "w = 1\nb = 0\nx = 1\na = w*x + b\nf = (relu(a) + 10)^2\nminimize f with sgd(lr = 0.1)"

@Suite struct BreakpointKeyTests {
  private func line(_ keys: String, _ source: String = square) throws -> String? {
    var application = try shown(source, keys: keys)
    application.wait()
    return application.view.message
  }

  @Test func `b sets a breakpoint at the gate, marks it, and takes it away again`() throws {
    var application = try shown(square, keys: "nb")
    #expect(
      application.view.lines.last == " breakpoint 1: error at work   f and F run to it")
    #expect(application.view.lines.contains { $0.contains("■") })
    #expect(application.view.ascii.lines.contains { $0.contains("-3 %-error") })
    try application.press("b")
    #expect(application.view.lines.last == " breakpoint 1 is gone: error at work")
    #expect(!application.view.lines.contains { $0.contains("■") })
    #expect(try line("b")?.contains("move to a gate first") == true)
  }

  @Test func `f and F go through the places of a breakpoint, forwards and back`() throws {
    var application = try shown(square, keys: ":break error<Enter>")
    var positions: [Position] = [try #require(application.debugger?.position)]
    for _ in 0..<6 {
      try application.press("f")
      positions.append(try #require(application.debugger?.position))
    }
    #expect(positions == positions.sorted() && Set(positions).count == 7)
    #expect(application.debugger?.snapshot.iteration == 2)
    #expect(application.view.lines.last == " error at work: breakpoint 1")
    for position in positions.dropLast().reversed() {
      try application.press("F")
      #expect(application.debugger?.position == position)
    }
    #expect(application.view.lines.last == " this is the beginning: no breakpoint on the way")
    try application.press("f")
    #expect(application.debugger?.position == positions[1])
  }

  @Test func `a gradient that is exactly 0 is named with its breakpoint`() throws {
    var application = try shown(
      deadUnit, keys: ":break loss rises<Enter>:break grad w = 0<Enter>f")
    application.wait()
    #expect(application.view.lines.last == " ∂f/∂w = 0 exactly: breakpoint 2")
    #expect(application.debugger?.snapshot.iteration == 1)
    #expect(application.debugger?.snapshot.phase == .backward)
    try application.press("F")
    #expect(application.debugger?.position.isBeginning == true)
  }

  @Test func `bounds, rising losses and numbers that are not finite stop and say why`() throws {
    #expect(
      try line(":break grad w <lt> 1<Enter>f") == " |∂f/∂w| < 1: it is -0.8053: breakpoint 1")
    #expect(try line(":break grad>5.9<Enter>f")?.hasPrefix(" |∂f/∂error| > 5.9: it is -6") == true)
    #expect(
      try line(":set lr 1.1<Enter>:break loss rises<Enter>f")
        == " the loss rises to 12.9600: breakpoint 1")
    #expect(
      try line(":set lr 1e300<Enter>:break nan<Enter>f")?.hasPrefix(" f = inf: breakpoint 1")
        == true)
  }

  @Test func `what never holds is looked for until one stops it, and the way back is a mark`()
    throws
  {
    var application = try shown(square, keys: "2i:break grad w > 100<Enter>f")
    #expect(application.tickInterval == 0)
    for _ in 0..<3 { application.update(.tick(milliseconds: 10)) }
    #expect(application.view.lines.last?.contains("looking for a breakpoint") == true)
    try application.press("<Esc>")
    #expect(application.tickInterval == nil)
    #expect(application.view.lines.last?.hasPrefix(" paused in iteration") == true)
    let stopped = try #require(application.debugger?.snapshot.iteration)
    #expect(stopped > 1_000)
    try application.press("''")
    #expect(application.debugger?.snapshot.iteration == 1)
  }

  @Test func `a long way back gives the place that the way forwards gave`() throws {
    // The loss rises once, in iteration 2, after the rate was wrong for one iteration.
    var application = try shown(
      square, keys: "i:set lr 1.5<Enter>i:set lr 0.1<Enter>:break loss rises<Enter>gf")
    application.wait()
    let found = try #require(application.debugger?.position)
    #expect(application.debugger?.snapshot.iteration == 2)
    try application.press("30000iF")
    application.wait()
    #expect(application.debugger?.position == found)
  }

  @Test func `the way back is the same in portions of one iteration and of many`() throws {
    let keys = "i:set lr 1.5<Enter>i:set lr 0.1<Enter>:break loss rises<Enter>2000i"
    for milliseconds in [60_000.0, 25, 0] {
      var application = try shown(square, keys: keys)
      try application.press("F")
      application.wait(milliseconds: milliseconds)
      #expect(application.debugger?.snapshot.iteration == 2)
      #expect(application.view.message.hasPrefix(" the loss rises to "))
      try application.press("F")
      application.wait(milliseconds: milliseconds)
      #expect(application.debugger?.position.isBeginning == true)
    }
  }

  @Test func `a search over numbers that are lost says so`() throws {
    let text = try line(":set lr 5<Enter>:break grad w = 0<Enter>f")
    #expect(text?.hasPrefix(" the loss is no finite number any more in iteration") == true)
  }

  @Test func `break lists, delete takes away, and numbers stay`() throws {
    var application = try shown(
      square, keys: ":break error<Enter>:break grad f = 0<Enter>:delete 1<Enter>:break nan<Enter>")
    try application.press(":break<Enter>")
    let text = application.view.lines.joined(separator: "\n")
    #expect(
      text.contains("2  ∂f/∂f = 0 exactly") && text.contains("3  a number that is not finite"))
    #expect(!text.contains("error at work"))
    try application.press("<Esc>:delete all<Enter>")
    #expect(application.view.lines.last == " all breakpoints are gone")
    try application.press("f")
    #expect(application.view.lines.last?.contains("there is no breakpoint") == true)
  }

  @Test(arguments: [
    (":break nowhere<Enter>", "nothing here is called 'nowhere'"),
    (":break grad<Enter>", "usage: :break NAME"),
    (":break grad w = 5<Enter>", "a gradient is compared by > 5, < 0.001 or = 0"),
    (":break grad w > -1<Enter>", "from 0 on, without its sign, not '-1'"),
    (":break grad w > nan<Enter>", "not 'nan'"), (":break loss falls<Enter>", "usage: :break"),
    (":delete 7<Enter>", "there is no breakpoint 7; :break lists them"),
    (":delete<Enter>", "usage: :delete 1 or :delete all"),
  ])
  func `what is no breakpoint is answered in a sentence`(_ keys: String, _ words: String) throws {
    #expect(try line(keys)?.contains(words) == true)
  }

  @Test func `Tab completes breakpoints`() throws {
    #expect(try line(":bre<Tab>") == ":break")
    #expect(try line(":break gr<Tab>") == ":break grad")
    #expect(try line(":break grad err<Tab>") == ":break grad error")
    #expect(try line(":break loss r<Tab>") == ":break loss rises")
  }

  @Test func `a breakpoint stays with its gate when gates are opened and closed`() throws {
    let source = "x = 2\ny = sigmoid(x)\nf = y * x"
    var application = try shown(source, keys: ":break f<Enter>n<Enter>gf")
    // Inside of the sigmoid are four gates; the breakpoint is still at ×.
    let output = try #require(application.debugger?.document.output)
    #expect(application.debugger?.snapshot.changedValues == [output])
    // At +1, inside; closed, it is at σ.
    try application.press(":delete all<Enter>gnnnb")
    #expect(application.view.lines.last?.hasPrefix(" breakpoint 2: ") == true)
    try application.press("X:break<Enter>")
    #expect(application.view.lines.joined().contains("2  y at work"))
  }

  @Test(arguments: [(80, 24), (120, 40)])
  func `breakpoints look as they should`(_ size: (Int, Int)) throws {
    let graph = try lectureGraph("staged")
    var sections: [String] = []
    for (keys, claim) in [
      (":break den<Enter>:break grad x > 2<Enter>fff", "a stop, with marks at den and x"),
      ("z", "the next larger level"), (":level overview<Enter>", "the smallest"),
      (":break<Enter>", "the list"),
    ] {
      let all = sections.isEmpty ? keys : ":break den<Enter>:break grad x > 2<Enter>fff" + keys
      let frame = try shown(graph.text, columns: size.0, rows: size.1, keys: all).view
      sections.append("=== \(claim) (keys: \(keys))\n" + picture(frame))
      if sections.count == 1 { sections.append("=== in ASCII\n" + picture(frame.ascii)) }
    }
    try expectGolden(
      sections.joined(separator: "\n"), "Views/breakpoints-\(size.0)x\(size.1)")
  }
}
