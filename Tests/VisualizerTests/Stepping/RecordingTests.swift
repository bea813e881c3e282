import Cells
import Debugging
import ExpressionLanguage
import Screen
import Testing
import Visualizer

/// Keys that are recorded and played again.
@Suite struct RecordingTests {
  static let allKeys: [Key] =
    [
      .enter, .escape, .tab, .backTab, .backspace, .delete, .up, .down, .left, .right, .home, .end,
      .pageUp, .pageDown, .function(1), .function(12), .control("a"), .control(">"), .control("<"),
    ] + " aZ<>-0#θ손\"\\".map(Key.character)

  @Test func `every key can be written and read back`() throws {
    for key in Self.allKeys {
      #expect(KeyScript(KeyScript.text(of: key))?.keys == [key], "\(key)")
    }
    let all = Self.allKeys.map(KeyScript.text).joined()
    #expect(KeyScript(all)?.keys == Self.allKeys)
    #expect(KeyScript("<F99>") == nil)
    #expect(KeyScript("<C-ab>") == nil)
  }

  @Test func `what was done is read as it was written, whatever it was`() throws {
    let characters: [Character] =
      ["a", "#", " ", "=", "<", ">", "-", "\\", "e\u{301}", "\u{301}", "\u{200D}", "\u{202E}"]
      + ["\n", "\t", "\u{0}", "\u{9B}", "\u{2028}", "👩‍🔬", "\u{1F1E9}", "\u{1F1EA}", "क", "\u{94D}"]
    let keys =
      Self.allKeys + characters.map(Key.character) + characters.map(Key.control)
    let entries: [Recording.Entry] =
      keys.map(Recording.Entry.key) + characters.map { .paste("<\($0)\($0)>") }
      + [.paste(""), .click(Point(column: 0, row: 12)), .run(to: 0), .run(to: 70)]
    var order = SystemRandomNumberGenerator()
    let values = ["x": 3, "손실′": -0.1, "w": 1e300]
    for file in ["net2", "a, b\n# --set x=4", "\u{301}=", "\\n\u{202E}", "-e f = 3;g = f"] {
      let size = Size(columns: 80, rows: 24)
      for first in entries {
        let written = [first] + entries.shuffled(using: &order)
        let text =
          Recording.header(file: file, size: size, inputs: values, load: file)
          + written.map(Recording.text).joined()
        let read = try Recording(text)
        #expect(
          read.file == file && read.size == size && read.inputs == values && read.load == file,
          "\(text)")
        #expect(read.entries == written, "\(text)")
      }
    }
  }

  @Test func `a mark typed after a key does not become a part of it`() throws {
    var recorded = try Recorded(sigmoidNeuron)
    for key: Key in [":", "\u{301}", .backspace, .tab, "\u{301}", .escape, "c", "\u{301}", "n"] {
      recorded.take(.key(key))
    }
    recorded.take(.paste("nothing takes this"))
    recorded.take(.key(":"))
    recorded.take(.paste("goto w1\u{301}>"))
    for key: Key in [.backspace, .backspace, .enter] { recorded.take(.key(key)) }
    let application = try played(recorded.text, sigmoidNeuron)
    #expect(application.view.lines.dropLast() == recorded.application.view.lines.dropLast())
    #expect(application.debugger?.position == recorded.application.debugger?.position)
  }

  /// An application that is recorded, and what the file has then.
  private struct Recorded {
    var application: Application
    var text: String

    init(_ source: String) throws {
      application = try shown(source)
      text = Recording.header(file: "test.expr", size: Size(columns: 80, rows: 24))
    }

    mutating func take(_ event: Event) {
      for entry in application.recorded(event) { text += Recording.text(of: entry) }
      application.update(event)
    }

    mutating func press(_ keys: String) throws {
      for key in try #require(KeyScript(keys)).keys { take(.key(key)) }
    }
  }

  /// What is shown after all of a recording was played by Space.
  private func played(_ text: String, _ source: String) throws -> Application {
    var application = try shown(source)
    application.replay(try Recording(text), pace: nil)
    for _ in 0..<1000 where application.isReplaying { try application.press("<Space>") }
    return application
  }

  @Test func `what was recorded ends at the same place with the same numbers`() throws {
    var recorded = try Recorded(sigmoidNeuron)
    try recorded.press("ccnss:set lr 0.5<Enter>i 3nd<Tab>")
    recorded.take(.click(at: Point(column: 3, row: 2)))
    try recorded.press("<Enter>")
    try recorded.press("<Esc>")
    let application = try played(recorded.text, sigmoidNeuron)
    #expect(application.debugger?.position == recorded.application.debugger?.position)
    #expect(application.view.lines.dropLast() == recorded.application.view.lines.dropLast())
  }

  @Test func `the wheel replays the way it was turned`() throws {
    for (lines, position) in [(1, 9), (-1, 3)] {
      var recorded = try Recorded(sigmoidNeuron)
      try recorded.press("nn")
      recorded.take(.wheel(at: Point(column: 3, row: 2), lines: lines))
      #expect(recorded.application.debugger?.microSteps == position)
      let application = try played(recorded.text, sigmoidNeuron)
      #expect(application.debugger?.microSteps == position)
    }
  }

  @Test func `a run that was stopped is stopped at the same iteration`() throws {
    let source = "param w = 0\nf = (w - 3)^2\n"
    var recorded = try Recorded(source)
    try recorded.press("r")
    for _ in 0..<37 { recorded.take(.tick(milliseconds: 100)) }
    try recorded.press("]")
    for _ in 0..<5 { recorded.take(.tick(milliseconds: 100)) }
    try recorded.press("rn")
    #expect(recorded.text.contains("r<Run-37>]<Run-42>r"))
    var application = try played(recorded.text, source)
    #expect(application.view.lines.dropLast() == recorded.application.view.lines.dropLast())
    // With time passing between the keys it is the same: the run waits for its end.
    application = try shown(source)
    application.replay(try Recording(recorded.text), pace: 500)
    for _ in 0..<500 { application.update(.tick(milliseconds: 40)) }
    #expect(application.view.lines.dropLast() == recorded.application.view.lines.dropLast())
    #expect(application.tickInterval == nil)
  }

  @Test func `each key plays one, others say what to do, and Esc gives the live program`() throws {
    var application = try shown(sigmoidNeuron)
    let header = Recording.header(file: "", size: Size(columns: 80, rows: 24))
    application.replay(try Recording(header + "nn\nnnn"), pace: nil)
    #expect(
      application.view.lines.last
        == " replay 0 of 5   next: n   Space plays it   Esc ends the replay")
    try application.press("<Space><PgDn>")
    #expect(application.debugger?.microSteps == 6)
    try application.press("c")
    #expect(application.debugger?.microSteps == 6)
    #expect(application.view.lines.last == " Space plays the next key, Esc ends the replay")
    try application.press("<Esc>")
    #expect(application.view.lines.last == " the replay ends here: all keys work as ever")
    try application.press("n")
    #expect(application.debugger?.microSteps == 9)
  }

  @Test func `an editor that was asked for is not opened in a replay`() throws {
    var application = try shown(sigmoidNeuron)
    application.replay(
      try Recording(Recording.header(file: "", size: Size(columns: 80, rows: 24)) + "En"), pace: nil
    )
    try application.press("<Space>")
    #expect(application.takeEditedLine() == nil)
  }

  @Test func `a recording from another screen says so`() throws {
    var application = try shown(sigmoidNeuron)
    application.replay(
      try Recording(Recording.header(file: "", size: Size(columns: 100, rows: 30)) + "n"), pace: nil
    )
    #expect(application.view.lines.last?.contains("recorded on 100x30") == true)
  }

  @Test(arguments: [
    ("", "line 1: expected a recording, which begins with '# backprop recording 1, '"),
    ("nnn", "line 1: expected a recording, which begins with '# backprop recording 1, '"),
    ("# backprop recording 1, 80x24, \nnn\n<Nope>", "line 3: '<Nope>' names no key"),
    ("# backprop recording 1, 80x24, a\n<Run-x>", "line 2: '<Run-x>' names no key"),
    ("# backprop recording 1, 80x24, a\n<Run", "line 2: '<' names no key"),
  ])
  func `what is no recording is answered with the place`(_ text: String, _ answer: String) {
    #expect(throws: Recording.Problem(message: answer)) { try Recording(text) }
  }
}
