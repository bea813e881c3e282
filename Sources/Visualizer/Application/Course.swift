import Backpropagation
import ExpressionLanguage

/// The examples in the order of the lecture, each of them a lesson, and which one is shown.
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

  /// Walks on by some lessons, as far as there are any; returns whether there was one.
  mutating func move(by count: Int) -> Bool {
    let before = place
    place = max(0, min(lessons.count - 1, place + count))
    return place != before
  }
}

extension Application {
  /// Notes that what is shown is one of the lessons, so that one can walk on from it.
  package mutating func join(
    _ lessons: [Menu.Entry], at name: String, readExampleFile: @escaping ExampleFileReader
  ) {
    course = Course(lessons, at: name)
    self.readExampleFile = readExampleFile
  }

  /// Opens the lesson that is so many further on.
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
    menuPlace?.select(course.place)
    fullView = nil
    editLine = nil
    start(file(of: course.lesson), given: [:])
    if presentation != nil {
      presentation = nil
      let said = message
      if case .session(var session) = scene {
        togglePresentation(of: &session)
        scene = .session(session)
      }
      message = said
    }
  }

  /// An example as a file.
  func file(of entry: Menu.Entry) -> SourceFile {
    SourceFile(name: entry.name + ".expr", bytes: Array(entry.text.utf8), read: readExampleFile)
  }

  /// Whether an iteration has just ended, after which one may want to go on to the next lesson.
  func offersNextLesson(in session: Session) -> Bool {
    let plan = session.timeline.plan
    return course?.hasNext == true
      && plan.isEnd(session.position)
  }
}
