import Cells
import Screen
import Testing
import Visualizer

/// What a file says and nothing comes of, on the screen.
@Suite struct FileNoteScreenTests {
  private static let text = "x = 3\nu = 2*x\nv = 3*x\nf = x*x\n"

  @Test func `a note is said where the file opens, until the first key`() throws {
    var application = try shown(Self.text)
    #expect(
      application.view.message
        == " line 2: nothing uses 'u', neither the output 'f' nor a report, picture or promise; "
        + "t shows this and 1 more")
    try application.press("n")
    #expect(!application.view.message.contains("nothing uses"))
  }

  @Test func `the text of the file has its notes above it, at any step`() throws {
    let lines = try shown(Self.text, keys: "ccnt").view.lines.map { $0.trimmed }
    #expect(lines.contains { $0.hasPrefix("test.expr:2:1: note: nothing uses 'u'") })
    #expect(lines.contains { $0.hasPrefix("test.expr:3:1: note: nothing uses 'v'") })
    #expect(lines.contains("write report u"))
    #expect(lines.contains("f = x*x"))
  }
}

extension String {
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
