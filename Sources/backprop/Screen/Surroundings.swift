import ArgumentParser
import Cells
import CursesTerminal
import Screen
import Visualizer

/// The surroundings of a graph while it is shown: its file is watched and edited, and keys are
/// recorded.
struct Surroundings: ~Copyable, Companion {
  private let path: String?
  private var watch: SourceWatch?
  private var recorder: RecordingFile?
  private var crash: CrashNote

  /// A recording begins at the place that the program goes to first, if one is given.
  init(
    _ source: Source?, inputs: [String: Double], at place: String?,
    recorder: consuming RecordingFile?
  ) {
    path = source?.path
    crash = CrashNote(file: source?.arguments ?? [], inputs: inputs, at: place)
    if let source, let path = source.path {
      watch = SourceWatch(path, source.file)
    } else {
      watch = nil
    }
    if let place {
      for key in ":goto \(place)" { recorder?.add(Recording.text(of: .key(.character(key)))) }
      recorder?.add(Recording.text(of: .key(.enter)))
    }
    self.recorder = recorder
  }

  /// Whether there is a file that can be read again.
  var isWatching: Bool {
    switch watch {
    case .some: true
    case .none: false
    }
  }

  var descriptor: Int32? {
    switch watch {
    case .some(let watch): watch.descriptor
    case .none: nil
    }
  }

  func wait(_ now: ContinuousClock.Instant) -> Duration? {
    switch watch {
    case .some(let watch): watch.wait(now)
    case .none: nil
    }
  }

  /// Ends the recording, if there is one; returns a status where it is not whole.
  mutating func finish() -> ExitCode? { recorder?.finish() }

  mutating func willTake(_ event: Event, _ application: Application) {
    for entry in application.recorded(event) { recorder?.add(Recording.text(of: entry)) }
    crash.note(event, application)
  }

  mutating func hasTaken(
    _ event: Event?, _ application: inout Application, on terminal: borrowing CursesTerminal
  ) {
    crash.tell(application)
    if event == .filesChanged { watch?.noteEvent(.now) }
    if let line = application.takeEditedLine(), let path {
      let refusal = terminal.suspended { Editor().edit(path, line: line) }
      application.take(watch?.changeSinceLastLook())
      if let refusal { application.say(refusal) }
    }
    application.take(watch?.change(.now))
  }
}

extension Application {
  /// Passes on the change of the file, if there is one.
  fileprivate mutating func take(_ change: consuming SourceWatch.Change?) {
    switch change {
    case .file(let file): reread(file)
    case .unreadable(let reason): cannotReread(reason)
    case nil: break
    }
  }
}
