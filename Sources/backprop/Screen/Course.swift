import ArgumentParser
import Cells
import LectureGraphs
import Visualizer

/// The examples as lessons, in the order of the lecture.
let lessons = LectureGraphs.all.map { Menu.Entry(name: $0.name, title: $0.title, text: $0.text) }

/// The lessons: walked through in the terminal, listed, or printed.
struct Course: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Walk through the lessons of the lecture, one after the other.",
    discussion: """
      In the terminal } goes on to the next lesson and { back to the one before. Without a \
      terminal, or with --list, the lessons are listed.
      """)

  @Argument(
    help: "The number or the name of the lesson to begin with.",
    completion: .list(LectureGraphs.all.map(\.name)))
  var lesson = "1"
  @Flag(help: "List the lessons.") var list = false
  @Flag(help: "Print the text of the lesson, to make a file of it.") var text = false
  @OptionGroup var screen: ScreenArguments
  @Flag(help: "Take clicks and the wheel.") var mouse = false

  func validate() throws {
    if list, text { throw ValidationError("Give --list or --text, not both.") }
  }

  func run() throws {
    let byNumber = Int(lesson).flatMap { number in
      LectureGraphs.all.indices.contains(number - 1) ? LectureGraphs.all[number - 1] : nil
    }
    guard let graph = byNumber ?? LectureGraphs.named(lesson) else {
      complain(
        "there is no lesson '\(lesson.onOneLine)': they have names and the numbers 1 to \(lessons.count)"
      )
      throw ExitStatus.usage
    }
    if text {
      try Output.print(graph.text, terminator: "")
    } else if list || !isTerminal(1) {
      for (index, graph) in LectureGraphs.all.enumerated() {
        try Output.print("\(index + 1)\t\(graph.name)\t\(graph.title)")
      }
    } else {
      try Show.parse([graph.name] + screen.arguments + (mouse ? ["--mouse"] : [])).run()
    }
  }
}
