import Cells
import Debugging
import Screen
import Visualizer

/// The file, the step and the last keys of a screen, for a report of a crash.
struct CrashNote {
  /// The values that were given to the file, as arguments.
  private let inputs: [String]
  /// The arguments that name the file; none for the list of examples.
  private var file: [String]
  /// The keys since the file was opened, or since the script was cut.
  private var entries: [String] = []
  /// The number of keys that were cut, and what leads to where they led.
  private var cutCount = 0
  private var wayToCut = ""

  /// A script is cut when it has so many keys.
  private static let mostEntries = 400

  /// A screen that shows a file from a place on, if one is given.
  init(file: [String], inputs: [String: Double], at place: String? = nil) {
    self.file = file
    if let place { entries = [":goto \(place)<Enter>"] }
    self.inputs = inputs.sorted { $0.key < $1.key }.flatMap { ["--set", "\($0.key)=\($0.value)"] }
  }

  /// Notes what an event is going to do, before it does it.
  mutating func note(_ event: Event, _ application: Application) {
    if let lesson = application.lessonName, lesson != file.first {
      self = CrashNote(file: [lesson], inputs: [:])
    }
    if entries.count >= Self.mostEntries {
      cutCount += entries.count
      wayToCut = application.place.map { ":goto \($0)<Enter>" } ?? ""
      entries = []
    }
    entries += application.recorded(event).map { Recording.text(of: $0).filter { $0 != "\n" } }
    tell(application)
  }

  /// Tells the report where the screen is.
  func tell(_ application: Application) {
    let name = file.first == "-e" ? file.dropFirst().first : file.first
    var lines: [(word: String, text: String)] = [("file", name ?? "")]
    if let place = application.place { lines.append(("step", place)) }
    let script = shellWord(wayToCut + entries.joined())
    let size = application.screenSize
    let arguments = ["draw"] + file + inputs
    let command = arguments.map(shellWord) + ["--size", "\(size.columns)x\(size.rows)"]
    lines.append(
      ("keys", (["backprop"] + command + ["--keys", script]).joined(separator: " ")))
    if cutCount > 0 { lines.append(("cut", "\(cutCount) keys came before these")) }
    CrashReport.tell(file.isEmpty ? [] : lines)
  }
}
