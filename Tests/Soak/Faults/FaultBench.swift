import Foundation
import TestTerminal

/// A place in which the program runs while its calls fail, and that is compared with what it was and
/// with what it should be.
struct FaultBench {
  private let program: URL
  private let folder: URL
  private let library: URL
  /// What comes of each scenario without a fault.
  private var wholes: [String: Whole] = [:]

  /// The contents of all files by their paths.
  private typealias State = [String: Data]

  /// Files that are not the program's, which have to stay whatever happens.
  private static let foreign = ["notes.txt", "\(FaultScenario.saved)/notes.txt"]

  /// Statuses that say what went wrong, as docs list them.
  private static let statuses: Set<Int32> = [1, 64, 65, 66, 69, 70, 73, 74]

  init(_ settings: Settings) throws {
    program = settings.backprop
    folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    library = folder.appending(path: "faulty_calls.so")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let source = URL(filePath: settings.sources).appending(path: "Faults/faulty_calls.c")
    let build = try Run(
      URL(filePath: "/usr/bin/env"),
      ["cc", "-shared", "-fPIC", "-O1", "-o", library.path, source.path, "-ldl"])
    try demand(build.status == 0, build.errors)
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  /// How many calls a scenario makes without a fault.
  mutating func callCount(of scenario: FaultScenario) throws -> Int {
    let result = try result(of: scenario, failing: 0, kind: "\(EIO)")
    try demand(result.status == 0, "\(scenario.name) fails without a fault: \(result.errors)")
    var loads: Set<String> = []
    if let loading = scenario.loading {
      loads.insert(try loaded(by: loading))
      try prepare(scenario)
      loads.insert(try loaded(by: loading))
    }
    let onTheWay = try scenario.onTheWay.map { arguments in
      try prepare(scenario)
      let run = try Run(program, arguments, in: place)
      try demand(run.status == 0, run.errors)
      if let loading = scenario.loading { loads.insert(try loaded(by: loading)) }
      return try state(of: place)
    }
    wholes[scenario.name] = Whole(result: result, onTheWay: onTheWay, loads: loads)
    return result.calls.count
  }

  /// Lets one call fail; throws what is wrong afterwards, and returns how it ended.
  func run(_ scenario: FaultScenario, failing call: Int, kind: String) throws -> String {
    guard let whole = wholes[scenario.name] else { throw Fault("the scenario is not prepared") }
    let result = try result(of: scenario, failing: call, kind: kind)
    guard let fault = result.calls.first(where: { $0.hasSuffix("FAULT") }) else {
      // A disk that fills up when nothing is to be written any more hinders nobody.
      try demand(
        kind == "full" && result.calls.count >= call && result.after == whole.result.after,
        "call \(call) is not made")
      return "without an effect"
    }
    let place = "\(fault), by \(kind); status \(result.status), \(result.errors)"
    for name in Self.foreign {
      try demand(
        result.after[name] == result.before[name], "\(name), a foreign file, is changed: \(place)")
    }
    let isKilled = kind == "kill"
    if isKilled, let loading = scenario.loading {
      return try judgeAfterKill(scenario, loading, whole, place)
    }
    let state = try Self.judge(scenario, result, whole, isKilled, fault, place)
    if isKilled { return "killed with \(state)" }
    if result.status == 0 {
      try demand(state == "the new state", "status 0, and \(state): \(place)")
      try demand(
        scenario.keys != nil || result.output == whole.result.output,
        "status 0, and output lost: \(place)"
      )
      return "without an effect"
    }
    try demand(Self.statuses.contains(result.status), "an unknown end: \(place)")
    try demand(!result.errors.isEmpty, "no message: \(place)")
    return "said, with \(state)"
  }

  /// What is loaded after a saving was killed has to be a state from before, the new one, or one on the
  /// way, and the same command has to come to the new one, with nothing left.
  private func judgeAfterKill(
    _ scenario: FaultScenario, _ loading: [String], _ whole: Whole, _ place: String
  ) throws -> String {
    let found = try loaded(by: loading)
    try demand(whole.loads.contains(found), "what is loaded is of no state: \(found); \(place)")
    let again = try Run(program, scenario.arguments, in: self.place)
    try demand(again.status == 0, "it is not saved again: \(again.errors); \(place)")
    let after = try state(of: self.place)
    let differing = Set(after.keys).union(whole.result.after.keys)
      .filter { after[$0] != whole.result.after[$0] }.sorted()
    try demand(differing.isEmpty, "saved again, \(differing) differ; \(place)")
    return "killed, and saved again"
  }

  /// What a command that loads a training prints, and its status.
  private func loaded(by arguments: [String]) throws -> String {
    let run = try Run(program, arguments, in: place)
    return "\(run.status) \(run.output)"
  }

  /// Whether there is the old state, the new one, or one that was to be saved on the way; throws
  /// where it is none of them.
  private static func judge(
    _ scenario: FaultScenario, _ result: Result, _ wanted: Whole, _ isKilled: Bool,
    _ fault: String, _ place: String
  ) throws -> String {
    let whole = wanted.result
    // What is put aside or not finished has another name; it may only be left where nobody could
    // take it away.
    let known = Set(whole.before.keys).union(whole.after.keys)
    let left = result.after.filter { !known.contains($0.key) }
    let isExcused =
      isKilled || ["unlink", "rmdir"].contains { fault.contains($0) }
      || left.keys.allSatisfy { result.errors.contains(topFolder(of: $0)) }
    try demand(left.isEmpty || isExcused, "\(left.keys.sorted()) is left: \(place)")
    let core = result.after.filter { known.contains($0.key) }
    // So may a file be that the new state has no more.
    let isNew = core.allSatisfy { name, bytes in
      whole.after[name] == bytes
        || whole.after[name] == nil && bytes == whole.before[name] && result.errors.contains(name)
    }
    if isNew, Set(whole.after.keys).isSubset(of: core.keys) { return "the new state" }
    if core == whole.before { return "the old state" }
    if wanted.onTheWay.contains(core) { return "a state on the way" }
    // A recording is written key by key: what was typed until then is there, and that it is not all
    // is said.
    if let old = core[FaultScenario.recording], let new = whole.after[FaultScenario.recording] {
      if new.starts(with: old) { return "the beginning of a recording" }
    }
    let changed = Set(core.keys).union(whole.after.keys).union(whole.before.keys).sorted().map {
      let word =
        core[$0] == nil
        ? "missing"
        : core[$0] == whole.after[$0] ? "new" : core[$0] == whole.before[$0] ? "old" : "neither"
      return "\($0) is \(word)"
    }
    throw Fault("neither the old state nor the new one: \(changed); \(place)")
  }

  private static func topFolder(of path: String) -> String {
    String(path.prefix { $0 != "/" })
  }

  // MARK: Running

  /// What a scenario comes to without a fault.
  private struct Whole {
    let result: Result
    let onTheWay: [State]
    /// What can be loaded from all of these states.
    let loads: Set<String>
  }

  private struct Result {
    let before: State
    let after: State
    let status: Int32
    let output: String
    let errors: String
    let calls: [String]
  }

  private func result(of scenario: FaultScenario, failing call: Int, kind: String) throws -> Result
  {
    let log = folder.appending(path: "calls")
    try? FileManager.default.removeItem(at: log)
    try prepare(scenario)
    let before = try state(of: place)
    var variables = [
      "LD_PRELOAD": library.path, "FAULT_CALL": "\(call)", "FAULT_KIND": kind,
      "FAULT_LOG": log.path,
    ]
    let (status, output, errors): (Int32, String, String)
    if let keys = scenario.keys {
      variables["FAULT_ONLY"] = FaultScenario.recording
      (status, output, errors) = try used(scenario, keys, in: place, variables)
    } else {
      let run = try Run(
        program, scenario.arguments, environment: variables, in: place,
        output: folder.appending(path: "output"))
      (status, output, errors) = (run.status, run.output, run.errors)
    }
    let calls = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
    return Result(
      before: before, after: try state(of: place), status: status, output: output, errors: errors,
      calls: calls.split(separator: "\n").map(String.init))
  }

  /// The folder in which the program runs.
  private var place: URL { folder.appending(path: "place") }

  /// Makes the place anew, with what is there before a scenario.
  private func prepare(_ scenario: FaultScenario) throws {
    try? FileManager.default.removeItem(at: place)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    try Data("mine\n".utf8).write(to: place.appending(path: "notes.txt"))
    for arguments in scenario.before {
      let run = try Run(program, arguments, in: place)
      try demand(run.status == 0, run.errors)
    }
    if !scenario.before.isEmpty {
      let saved = place.appending(path: FaultScenario.saved)
      try FileManager.default.createDirectory(at: saved, withIntermediateDirectories: true)
      try Data("mine, too\n".utf8).write(to: saved.appending(path: "notes.txt"))
    }
  }

  /// Uses the program on a terminal; what it says there at its end are its errors.
  private func used(
    _ scenario: FaultScenario, _ keys: String, in place: URL, _ variables: [String: String]
  ) throws -> (Int32, String, String) {
    let arguments = scenario.arguments.map {
      $0 == FaultScenario.recording ? place.appending(path: $0).path : $0
    }
    let terminal = try TestTerminal.start(program, arguments: arguments, environment: variables)
    let mark = try terminal.waitForFirstScreen()
    if !terminal.hasEnded {
      try terminal.send(keys)
      try terminal.send("q")
    }
    let ending = try terminal.waitForEnd()
    let text = String(decoding: terminal.output.dropFirst(mark), as: UTF8.self)
    let hasMessage = text.contains("error: ")
    return (ending.status, "", hasMessage ? String(text.suffix(200)) : "")
  }

  private func state(of place: URL) throws -> State {
    var state: State = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: place.path) {
      let file = place.appending(path: path)
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder)
      if !isFolder.boolValue { state[path] = try Data(contentsOf: file) }
    }
    return state
  }
}

extension TestTerminal {
  /// Waits for a screen, or for the end; returns how much has been sent by then.
  fileprivate func waitForFirstScreen() throws -> Int {
    let deadline = ContinuousClock.now + .seconds(60)
    while !hasEnded, !screen.text.contains("net2"), .now < deadline {
      try takeOutput(milliseconds: 5)
    }
    return hasEnded ? 0 : output.count
  }
}
