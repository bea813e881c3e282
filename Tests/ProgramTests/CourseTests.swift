import LectureGraphs
import Testing
import TestTerminal

/// `backprop course`, with a terminal and without.
@Suite struct CourseTests {
  @Test func `without a terminal the lessons are listed with their numbers`() throws {
    let run = try CommandRun("course")
    #expect(run.status == 0)
    #expect(run.lines.count == LectureGraphs.all.count)
    #expect(run.lines[0].hasPrefix("1\tfirst-example\t"))
  }

  @Test func `the text of a lesson makes a file`() throws {
    let run = try CommandRun("course", "--text", "first-example")
    #expect(run.output == LectureGraphs.all[0].text)
    #expect(try CommandRun("check", "-", input: run.output).status == 0)
    #expect(try CommandRun("course", "--text", "1").output == run.output)
  }

  @Test func `a lesson that is not there is told of`() throws {
    let run = try CommandRun("course", "nowhere")
    #expect(run.status == 64)
    #expect(
      run.errors
        == "there is no lesson 'nowhere': they have names and the numbers 1 to "
        + "\(LectureGraphs.all.count)\n")
  }

  @Test func `in the terminal one key goes from lesson to lesson`() throws {
    let terminal = try TestTerminal.start(
      TestTerminal.product(named: "backprop"), arguments: ["course", "2"])
    try terminal.waitFor("lesson 2 of \(LectureGraphs.all.count)")
    try terminal.send("i")
    try terminal.waitFor("} next lesson")
    try terminal.send("}")
    try terminal.waitFor("lesson 3 of \(LectureGraphs.all.count)")
    try terminal.send("q")
    #expect(try terminal.waitForEnd() == .exited(0))
    #expect(terminal.isRestored)
  }
}
