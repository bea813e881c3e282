import Backpropagation
import Debugging
import ExpressionLanguage

/// The examples in the order of the lecture, each a lesson, and the one that is shown.
struct Course: Sendable {
  private let lessons: [Menu.Entry]
  /// The place of the lesson that is shown.
  private(set) var place: Int

  /// The course at the lesson with a name; `nil` where there is none.
  init?(_ lessons: [Menu.Entry], at name: String) {
    guard let place = lessons.firstIndex(where: { $0.name == name }) else { return nil }
    self.lessons = lessons
    self.place = place
  }

  /// The lesson that is shown.
  var lesson: Menu.Entry { lessons[place] }

  /// Whether another lesson follows.
  var hasNext: Bool { place + 1 < lessons.count }

  /// `lesson 3 of 53`.
  var words: String { "lesson \(place + 1) of \(lessons.count)" }

  /// `3/53`.
  var numbers: String { "\(place + 1)/\(lessons.count)" }

  /// Moves by `count` lessons, at most to the first or last one; returns whether the lesson changed.
  mutating func move(by count: Int) -> Bool {
    let before = place
    place = max(0, min(lessons.count - 1, place + count))
    return place != before
  }
}

extension Application {
  /// Notes that the document shown is one of the lessons, so that the others can be reached.
  package mutating func join(
    _ lessons: [Menu.Entry], at name: String, readExampleFile: @escaping ExampleFileReader
  ) {
    course = Course(lessons, at: name)
    self.readExampleFile = readExampleFile
  }

  /// The name of the lesson that is shown; `nil` where none is.
  package var lessonName: String? { debugger == nil ? nil : course?.lesson.name }

  /// Opens the lesson that many places further on.
  mutating func walk(by count: Int) {
    guard var course else {
      message = "this is no lesson; backprop course begins with the first"
      return
    }
    guard course.move(by: count) else {
      message = count > 0 ? "this is the last lesson" : "this is the first lesson"
      return
    }
    self.course = course
    if var menu = layers.first as? Menu {
      menu.select(course.place)
      layers[0] = menu
    }
    start(file(of: course.lesson), given: [:])
  }

  /// Opens the lesson at a place of the list.
  mutating func openLesson(_ place: Int) {
    guard let entries = (layers.first as? Menu)?.entries else { return }
    course = Course(entries, at: entries[place].name)
    start(file(of: entries[place]), given: [:])
  }

  /// An example as a file.
  func file(of entry: Menu.Entry) -> SourceFile {
    SourceFile(name: entry.name + ".expr", bytes: Array(entry.text.utf8), read: readExampleFile)
  }

  /// Whether an iteration has just ended, so that the next lesson is worth a hint.
  var offersNextLesson: Bool {
    guard let debugger, course?.hasNext == true else { return false }
    let plan = debugger.timeline.plan
    return plan.isEnd(debugger.position)
  }
}
