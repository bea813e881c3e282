import Foundation
import TestSupport
import Testing

@Suite struct DrawingFileTests {
  @Test func `the picture of the README is what the program draws`() throws {
    let readme = try Document("README.md").text
    #expect(readme.contains("(docs/images/sigmoid-neuron.svg)"))
    let run = try CommandRun(
      "draw", "sigmoid-neuron", "--format", "svg", "--phase", "backward", "--animate")
    #expect(run.status == 0, "\(run.errors)")
    let path = Document.root.appending(path: "docs/images/sigmoid-neuron.svg")
    try expectGolden(run.output, in: path)
  }

  @Test(arguments: [
    (["--board"], "--board and --animate are for a drawing"),
    (["--animate"], "--board and --animate are for a drawing"),
    (["--format", "svg", "--json"], "--json, --styles and --ascii are for text"),
    (["--format", "svg", "--ascii"], "--json, --styles and --ascii are for text"),
  ])
  func `options that do not belong together are refused`(_ options: [String], _ words: String)
    throws
  {
    let run = try CommandRun(arguments: ["draw", "net2"] + options)
    #expect(run.status == 64)
    #expect(run.errors.contains(words), "\(run.errors)")
  }

  @Test func `what would be too large for a drawing is refused`() throws {
    let lines = (1...250).map { "x\($0) = x\($0 - 1)*1.001 + x0" }.joined(separator: "\n")
    let graph = try TemporaryFile("x0 = 1\n\(lines)\nf = x250")
    let played = try CommandRun("draw", graph.path, "--format", "svg", "--animate")
    #expect(played.status == 64)
    #expect(played.output.isEmpty)
    #expect(played.errors.contains("too long to be played: at most 200 drawings"))
  }

  @Test func `a drawing has the step, the board and the colours that are asked for`() throws {
    let run = try CommandRun(
      "draw", "first-example", "--format", "svg", "--step", "5", "--board", "--palette", "cb")
    #expect(run.status == 0)
    #expect(run.output.contains("<title id=\"title\">first-example.expr, iteration 0, backward"))
    #expect(run.output.contains(">upstream</text>"))
    #expect(run.output.contains("#0067a3"))
    #expect(!run.output.contains("class=\"step"))
  }
}
