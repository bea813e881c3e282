import Backpropagation
import Cells
import Debugging
import ExpressionLanguage
import LectureGraphs
import Screen
import Testing
import Visualizer

/// In front of a class: presenting, pointing, hiding numbers, starting at a step.
@Suite struct ClassroomTests {
  @Test func `presenting shows the picture in boxes and one line, and P ends it`() throws {
    let before = try shown(sigmoidNeuron, keys: "ccnn")
    var application = before
    try application.press("P<Esc>")
    let lines = application.view.lines
    #expect(!lines.joined().contains("learning rate"))
    #expect(lines.joined().contains("┏"))
    #expect(lines.last?.hasPrefix(" 1/x f → ") == true, "\(lines.last ?? "")")
    #expect(lines.last?.contains("downstream") == true)
    try application.press("P")
    #expect(application.view.lines == before.view.lines)
  }

  @Test func `the gate at work is near the middle of a picture that does not fit`() throws {
    var application = try shown(sigmoidNeuron, keys: "cccP")
    for _ in 0..<6 {
      try application.press("N")
      let column = try #require(application.view.cursor).column
      #expect((4...76).contains(column))
    }
    let overview = try shown(sigmoidNeuron, columns: 60, keys: "nnnnP<Esc>")
    #expect((15...45).contains(try #require(overview.view.cursor).column))
  }

  @Test
  func `presenting writes the number of the step large, and none that is hidden or asked for`()
    throws
  {
    func large(_ keys: String, rows: Int = 24) throws -> [String] {
      try shown("x = -2\ny = 5\nz = -4\nq = x + y\nf = q * z", rows: rows, keys: keys).view.lines
        .filter { $0.contains("██") }
    }
    // ∂f/∂y = -4.0
    #expect(try large("cc3nP").count == 5)
    #expect(try large("cc3nP")[2].hasPrefix("                  ∂f/∂y =  ██████  ██████ "))
    #expect(try large("cc3nP", rows: 48).count == 10)
    #expect(try large("cc3nP#").isEmpty)
    #expect(try large("cc3nP##").count == 5)
    #expect(try large("cc3nPp").isEmpty)
    #expect(try large("P").isEmpty)
    #expect(try large("cc3nP", rows: 12).isEmpty)
    // A matrix is no single number.
    #expect(
      try shown("W = [[1, 2], [3, 4]]\nf = W * 2", rows: 40, keys: "nP").view.lines
        .allSatisfy { !$0.contains("██") })
  }

  @Test func `hidden numbers are not told by paths and headings either`() throws {
    let source = "a = 2\nb = 3\nu = a * b\np = u * u\nr = u * a\nf = p + r"
    for (keys, number) in [(":path a<Enter>", "48.00"), ("<Tab>w", "48.00"), ("<Tab>+", "2.00")] {
      #expect(try shown(source, keys: "ccc" + keys).view.lines.joined().contains(number))
      let hidden = try shown(source, keys: "#ccc" + keys).view.lines.joined()
      #expect(!hidden.contains(number), "\(keys): \(hidden)")
    }
  }

  @Test func `presenting shows a parameter move, and with the last one the output`() throws {
    func view(_ keys: String) throws -> [String] {
      try shown("x = -2\ny = 5\nz = -4\nq = x + y\nf = q * z", keys: keys).view.lines
    }
    // -1.96 would be -2.0 with one decimal.
    let first = try view("cccPn")
    #expect(first.contains { $0.contains("x: -2.00 →  ██████    ██") })
    #expect(first.last == " update x   -2.00 → -1.96")
    let last = try view("cccP3n")
    #expect(last.last == " update z   -4.00 → -4.03   f: -12.0 → -12.4")
    #expect(!(try view("cccP3n#").joined().contains("→")))
  }

  @Test func `presenting goes on in the next lesson`() throws {
    var application = Application(
      menu: Menu(LessonTests.lessons), size: Size(columns: 80, rows: 24),
      readExampleFile: { _ in .failure(.unreadable(reason: "")) })
    try application.press("<Enter>P}<Esc>")
    #expect(application.debugger?.name == "add.expr")
    #expect(!application.view.lines.joined().contains("learning rate"))
    try application.press("P")
    #expect(application.view.lines[0].contains("learning rate"))
  }

  @Test func `the pointer goes where arrow keys and clicks say, and stays on the screen`() throws {
    var application = try shown(sigmoidNeuron, keys: "cc.")
    func place() -> Point? {
      for (row, line) in application.view.lines.enumerated() {
        if let range = line.firstRange(of: "◀━━") {
          return Point(column: line.distance(from: line.startIndex, to: range.lowerBound), row: row)
        }
      }
      return nil
    }
    application.update(.click(at: Point(column: 10, row: 5)))
    #expect(place() == Point(column: 11, row: 5))
    try application.press("<Right>3<Down><Left><Up>")
    #expect(place() == Point(column: 11, row: 7))
    let mark = try #require(place())
    #expect(application.view[mark].style == .selection)
    let position = application.debugger?.position
    try application.press("n")
    #expect(place() == mark)
    #expect(application.debugger?.position != position)
    try application.press("99<Left>99<Up>")
    #expect(place() == Point(column: 1, row: 0))
    application.update(.resize(Size(columns: 20, rows: 5)))
    try application.press("99<Right>99<Down>")
    #expect(place()?.row == 4)
    try application.press("<Esc>")
    #expect(place() == nil)
  }

  /// Whether a line has a number that is not part of a name, outside of gates.
  private func numbers(_ frame: Frame, _ rows: Range<Int>) -> [String] {
    rows.flatMap { frame.lines[$0].split { " ()=[],".contains($0) }.map(String.init) }
      .filter { $0.contains(/^[-~…]?[0-9]+\.[0-9]/) }
  }

  @Test(arguments: ["c", "ccc", "cccN", "ccnnss", "i", "iin", "ccc<Tab>", "ccnP<Esc>"])
  func `hidden numbers are neither in the picture nor in the pane`(_ keys: String) throws {
    for source in [sigmoidNeuron, forkAndFunction] {
      let open = try shown(source, keys: keys)
      #expect(!numbers(open.view, 1..<23).isEmpty)
      var hidden = open
      try hidden.press("#")
      #expect(numbers(hidden.view, 1..<23) == [], "\(hidden.view.lines.joined(separator: "\n"))")
      #expect(hidden.view.lines.joined().contains("··"))
      try hidden.press("#")
      #expect(hidden.view.lines.dropLast() == open.view.lines.dropLast())
    }
  }

  @Test func `numbers that were asked for are hidden again by the next step`() throws {
    var application = try shown(sigmoidNeuron, keys: "cc#")
    try application.press("n#")
    #expect(!numbers(application.view, 1..<23).isEmpty)
    try application.press("n")
    #expect(numbers(application.view, 1..<23) == [])
    try application.press("##n")
    #expect(!numbers(application.view, 1..<23).isEmpty)
  }

  @Test func `hidden tensors show dots for every entry, and views hide theirs`() throws {
    let l2 = try #require(LectureGraphs.named("l2")).text
    for keys in ["ccc#", "cccv#", "ccc<S-Tab><S-Tab>v#"] {
      let application = try shown(l2, columns: 120, rows: 40, keys: keys)
      #expect(numbers(application.view, 1..<39) == [], "\(keys)")
    }
  }

  @Test func `a place to begin at is named as in goto`() throws {
    for (words, keys) in [
      ("2", "nn"), ("m1", ":goto m1<Enter>"), ("backward", "ccc"), ("1.0", "i"),
    ] {
      var application = try shown(LectureGraphs.named("sigmoid-neuron")?.text ?? "")
      #expect(application.go(toPlace: words) == nil)
      let walked = try shown(LectureGraphs.named("sigmoid-neuron")?.text ?? "", keys: keys)
      #expect(application.debugger?.position == walked.debugger?.position, "\(words)")
    }
    var application = try shown(sigmoidNeuron)
    #expect(application.go(toPlace: "nowhere")?.contains("nothing here is called") == true)
    #expect(application.debugger?.position.isBeginning == true)
  }

  @Test(arguments: [(80, 24), (120, 40)])
  func `a classroom screen looks as it should`(_ size: (Int, Int)) throws {
    let graph = try #require(LectureGraphs.named("sigmoid-neuron"))
    var sections: [String] = []
    for keys in ["ccnnP<Esc>", "ccnnP<Esc>#", "ccnn#", "ccnn."] {
      let frame = try shown(graph.text, columns: size.0, rows: size.1, keys: keys).view
      sections.append("=== \(keys)\n" + picture(frame))
    }
    try expectGolden(sections.joined(separator: "\n"), "Views/classroom-\(size.0)x\(size.1)")
  }
}
