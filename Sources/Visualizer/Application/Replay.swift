import Backpropagation
import Cells
import ComputationGraph
import Debugging
import ExpressionLanguage
import Screen
import Trainings

/// A recording that is played key by key.
struct Replay: Sendable {
  private let entries: [Recording.Entry]
  private var next = 0
  /// The milliseconds between two keys that are played automatically; `nil` where a person presses
  /// a key for each.
  let pace: Double?
  /// The time since the last key was played.
  var passed = 0.0
  /// Whether the next key is played as soon as the run before it has come to its end.
  var isHurrying = false

  init(_ recording: Recording, pace: Double?) {
    entries = recording.entries
    self.pace = pace
  }

  /// The iteration at which a run is interrupted.
  var runLimit: Int? {
    if next < entries.count, case .run(let iteration) = entries[next] { iteration } else { nil }
  }

  /// `replay 3 of 20   next: c`.
  var words: String {
    let actions = entries[next...].filter { if case .run = $0 { false } else { true } }
    let text = actions.first.map { Recording.text(of: $0).filter { $0 != "\n" } } ?? ""
    let count = entries.count { if case .run = $0 { false } else { true } }
    return " replay \(count - actions.count) of \(count)   next: \(text)"
  }

  mutating func takeNext() -> Recording.Entry? {
    guard next < entries.count else { return nil }
    next += 1
    return entries[next - 1]
  }

  var isOver: Bool { next >= entries.count }
}

extension Application {
  /// Plays a recording: each Space plays its next key, or time does.
  package mutating func replay(_ recording: Recording, pace: Double?) {
    replay = Replay(recording, pace: pace)
    if recording.size != size {
      message = "recorded on \(recording.size.columns)x\(recording.size.rows)   Space plays a key"
    }
    endReplayIfOver()
  }

  /// Whether a recording is being played.
  package var isReplaying: Bool { replay != nil }

  /// Handles a key while a recording is played.
  mutating func takeInReplay(_ key: Key) {
    message = nil
    switch key {
    case .character(" "), .pageDown, .right, .enter: playNext()
    case .escape:
      replay = nil
      message = "the replay ends here: all keys work as ever"
    default: message = "Space plays the next key, Esc ends the replay"
    }
  }

  /// Plays the next key, once a run has come to the iteration at which it was pressed.
  private mutating func playNext() {
    guard var playing = replay else { return }
    guard catchUp() else {
      replay?.isHurrying = true
      debugger?.run?.pace = .unlimited
      return
    }
    playing.isHurrying = false
    playing.passed = 0
    var entry = playing.takeNext()
    if case .run = entry { entry = playing.takeNext() }
    // The key is not for the replay itself.
    replay = nil
    switch entry {
    case .key(let key): update(.key(key))
    case .paste(let text): update(.paste(text))
    case .click(let point): update(.click(at: point))
    case .run, nil: break
    }
    // An editor would interrupt the demonstration.
    editedLine = nil
    replay = playing
    endReplayIfOver()
  }

  /// Lets a run go on to where the next key was pressed, as far as that takes no time; returns
  /// whether it is there.
  private mutating func catchUp() -> Bool {
    guard let run = debugger?.run, let work = debugger?.document.graph.workPerIteration else {
      return true
    }
    let limit = replay?.runLimit
    if limit == nil, run.isEndless { return true }
    let quick = max(1, Training.quickWork / max(200, work))
    change { $0.goOn(by: min(quick, limit.map { $0 - run.reached } ?? quick)) }
    guard let reached = debugger?.run?.reached else { return true }
    return limit.map { reached >= $0 || reached < run.first } ?? false
  }

  private mutating func endReplayIfOver() {
    guard replay?.isOver == true else { return }
    replay = nil
    message = message ?? "the replay is over: all keys work as ever"
  }

  /// Continues a run, at most as far as it was recorded, and the keys, if they have a pace.
  mutating func tickReplay(_ milliseconds: Double) {
    guard let playing = replay else { return }
    if let run = debugger?.run, playing.runLimit.map({ run.reached < $0 }) ?? true {
      change { $0.tick(milliseconds: milliseconds, limit: playing.runLimit) }
      return
    }
    if playing.isHurrying { return playNext() }
    guard let pace = playing.pace else { return }
    replay?.passed += milliseconds
    if playing.passed + milliseconds >= pace { playNext() }
  }

  /// The time to wait for the next tick while a recording is played.
  var replayInterval: Double? {
    guard let replay else { return nil }
    if let run = debugger?.run, replay.runLimit.map({ run.reached < $0 }) ?? true {
      return run.interval
    }
    if replay.isHurrying { return 0 }
    return replay.pace.map { max(1, $0 - replay.passed) }
  }
}
