import Cells
import Debugging
import ExpressionLanguage
import Learning
import LectureGraphs
import Screen
import Testing
import Visualizer

/// The comments of a file are its narration, and the examples are a course.
@Suite struct LessonTests {
  static let lessons = LectureGraphs.all.map {
    Menu.Entry(name: $0.name, title: $0.title, text: $0.text)
  }

  static let narrated = """
    # A lesson
    # It has an introduction.

    x = 3         # the input

    # Squares grow
    # without bound.
    y = x^2       # a power
    param w = 2   # a weight
    f = w * y
    """

  private func pane(_ keys: String, columns: Int = 80, rows: Int = 24) throws -> String {
    let lines = try shown(Self.narrated, columns: columns, rows: rows, keys: keys).view.lines
    return lines[(lines.firstIndex { $0.hasPrefix("── ") } ?? 0)...].joined(separator: "\n")
  }

  /// The rows that an example names.
  private static let table: Application.ExampleFileReader = { file in
    guard let data = LectureGraphs.data(at: file.path) else {
      return .failure(.unreadable(reason: "there is no such file"))
    }
    return file.table(of: data)
  }

  /// The course at its first lesson, opened from the list.
  private func course(_ keys: String = "") throws -> Application {
    var application = Application(
      menu: Menu(Self.lessons), size: Size(columns: 80, rows: 24),
      readExampleFile: Self.table)
    try application.press("<Enter>" + keys)
    return application
  }

  @Test func `a file begins with its introduction and not with what belongs to gates`() throws {
    let beginning = try pane("")
    #expect(beginning.contains("A lesson"))
    #expect(beginning.contains("It has an introduction."))
    #expect(!beginning.contains("Squares"))
  }

  @Test func `comments are told at the gate they stand at, forward and backward`() throws {
    #expect(try pane("n").contains("y # Squares grow without bound. a power"))
    #expect(!(try pane("nn").contains("#")))
    #expect(
      try pane("ccc", columns: 120, rows: 40).contains("y # Squares grow without bound. a power"))
    #expect(try pane("ccc").contains("x # the input"))
    #expect(try pane("i").contains("w # a weight"))
    #expect(try pane("ccnn5S").contains("w # a weight"))
  }

  @Test func `a node that is looked at tells its comments once`() throws {
    let text = try pane("c<Left>")
    #expect(text.contains("y # Squares grow without bound."))
    #expect(text.contains("note       a power"))
    #expect(!text.contains("bound. a power"))
  }

  @Test func `where the step needs all lines, the comment stands in the rule`() throws {
    let text = try pane("ccc", columns: 80, rows: 18)
    let heading = text.split(separator: "\n")[0]
    #expect(heading.contains("─ x # the input ──"), "\(heading)")
  }

  @Test func `an introduction that is long lies over the picture until the first step`() throws {
    let text = "# Long\n" + (1...9).map { "# line \($0)\n" }.joined() + "\nx = 3\nf = x^2\n"
    let application = try shown(text, columns: 80, rows: 24)
    #expect(application.view.lines.joined().contains("line 9"))
    let after = try shown(text, columns: 80, rows: 24, keys: "n")
    #expect(!after.view.lines.joined().contains("line 1"))
  }

  @Test func `one key walks through all lessons and back`() throws {
    var application = try course()
    #expect(application.view.lines[0].contains("lesson 1 of \(Self.lessons.count)"))
    for (index, lesson) in Self.lessons.enumerated().dropFirst() {
      try application.press("}")
      let first = application.view.lines[0]
      #expect(
        first.contains("\(index + 1)/\(Self.lessons.count)")
          || first.contains("lesson \(index + 1) of"))
      #expect(application.debugger?.name == lesson.name + ".expr")
    }
    try application.press("}")
    #expect(application.view.lines.last == " this is the last lesson")
    try application.press("\(Self.lessons.count){")
    #expect(application.debugger?.name == "first-example.expr")
    try application.press("{")
    #expect(application.view.lines.last == " this is the first lesson")
  }

  @Test func `the list is left at the lesson that was shown last`() throws {
    let application = try course("}}q")
    #expect(application.view.lines.contains { $0.hasPrefix(" ▸ \(Self.lessons[2].name)") })
  }

  @Test func `the next lesson is offered at the end of an iteration`() throws {
    #expect(!(try course("c").view.lines.last?.contains("next lesson") ?? false))
    #expect(try course("i").view.lines.last?.contains("} next lesson") == true)
    #expect(try course("in").view.lines.last?.contains("next lesson") == false)
    #expect(!(try shown(Self.narrated, keys: "i").view.lines.last?.contains("lesson") ?? false))
  }

  @Test func `what is no lesson says so`() throws {
    let application = try shown(Self.narrated, keys: "n}")
    #expect(
      application.view.lines.last == " this is no lesson; backprop course begins with the first")
    #expect(application.debugger?.microSteps == 3)
  }

  @Test(arguments: [(80, 24), (120, 40)])
  func `lessons look as they should`(_ size: (Int, Int)) throws {
    var application = try course()
    application.update(.resize(Size(columns: size.0, rows: size.1)))
    var sections: [String] = []
    for keys in ["", "ccnn", "c", "}"] {
      try application.press(keys)
      sections.append("=== \(keys)\n" + picture(application.view))
    }
    try expectGolden(sections.joined(separator: "\n"), "Views/lessons-\(size.0)x\(size.1)")
  }
}
