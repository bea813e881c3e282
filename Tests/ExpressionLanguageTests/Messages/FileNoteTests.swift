import ComputationGraph
import ExpressionLanguage
import TestSupport
import Testing

/// What a file says and nothing comes of is said once, with a way out that works.
@Suite struct FileNoteTests {
  private func notes(_ text: String) throws -> [String] {
    let document = try Document.make(from: Syntax(parsing: text)).get()
    return document.notes.map { $0.text(file: "f", source: document.source) }
  }

  @Test(arguments: [
    (
      "sq(t) = t^2\nx = 3\nf = x*x",
      """
      f:1:1: note: nothing calls 'sq', so it is not in the graph
      1 | sq(t) = t^2
        | ^^
        write out = sq(t)
      """
    ),
    (
      "x = 3\nu = 2*x\nf = x*x",
      """
      f:2:1: note: nothing uses 'u', neither the output 'f' nor a report, picture or promise
      2 | u = 2*x
        | ^
        write report u
      """
    ),
    (
      "x = 3\nm = [1, 2]\nf = x*x",
      """
      f:2:1: note: nothing uses 'm', neither the output 'f' nor a report, picture or promise
      2 | m = [1, 2]
        | ^
      """
    ),
    (
      "param w = 2\nx = 3\nf = x^2\nreport w",
      """
      f:3:1: note: no parameter leads to the output 'f', so updates change nothing; 'param' before \
      'x' would make it one
      3 | f = x^2
        | ^
      """
    ),
    (
      "sq(t) = t^2\nf = sq(3)",
      """
      f:2:1: note: no parameter leads to the output 'f', so updates change nothing; one that it \
      is computed from, as in param w = 3, would be moved
      2 | f = sq(3)
        | ^
      """
    ),
  ])
  func `a note says what it is about and the way out`(text: String, note: String) throws {
    #expect(try notes(text) == [note])
  }

  @Test(arguments: [
    "x = 3\nf = x^2", "x = 3\nf = x^2\ng = 2*x\nminimize f\nreport g",
    "x = 3\nu = 2*x\nf = x^2\nexpect u = 6", "x = 3\nu = 2*x\nf = x^2\nexpect grad u = 0",
    "W = ones(4, 4)\nx = 2\nf = x^2\nshow W as images(2, 2)",
    "g(a) = a^2\nh(a) = g(a)\nx = 2\nf = h(x)",
    "k = 2\ng(a) = k*a\nx = 2\nf = g(x)", "f = x*y",
  ])
  func `what the output, a report, a picture or a promise is computed from is used`(
    text: String
  ) throws {
    let syntax = Syntax(parsing: text)
    let inputs = Dictionary(
      uniqueKeysWithValues: syntax.freeInputs.map { ($0.name, 1.0) })
    #expect(try Document.make(from: syntax, inputs: inputs).get().notes == [])
  }

  @Test func `rows of data are not proposed as a parameter`() throws {
    let file = "data d = csv(\"d.csv\", label = -1)\nf = sum(d.x)\nreport mean(d.y)"
    let document = try read(file, files: ["d.csv": "1,0\n2,1\n"])
    let sentences = document.notes.map(\.sentence)
    #expect(sentences.count { $0.hasPrefix("no parameter leads to the output 'f'") } == 1)
    #expect(!sentences.joined().contains("before 'd.x'"))
  }

  @Test func `each is said once, in the order of the file, and hides no other`() throws {
    let text = """
      g(a) = k*a
      k = 2
      x = 3
      u = x + 1
      v = u*u
      f = x^2
      """.replacing("g(a) = k*a\nk = 2", with: "k = 2\ng(a) = k*a")
    let places = try notes(text).map { $0.prefix(6) }
    #expect(places == ["f:1:1:", "f:2:1:", "f:4:1:", "f:5:1:"])
  }

  @Test(arguments: ["sq(t) = t^2\nx = 3\nf = x*x", "x = 3\nu = 2*x\nf = x*x"])
  func `what a note proposes takes the note away`(text: String) throws {
    let note = try #require(try notes(text).first)
    let offer = try #require(note.split(separator: "\n").last?.split(separator: "write ").last)
    let syntax = Syntax(parsing: text + "\n" + offer)
    let inputs = Dictionary(uniqueKeysWithValues: syntax.freeInputs.map { ($0.name, 1.0) })
    let after = try Document.make(from: syntax, inputs: inputs).get()
    #expect(!after.notes.contains { note.hasSuffix($0.text(file: "f", source: after.source)) })
    #expect(!after.notes.map(\.sentence).contains { note.contains($0) })
  }
}
