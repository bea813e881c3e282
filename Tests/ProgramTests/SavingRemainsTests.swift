import Foundation
import Testing
import TestTerminal

/// What is left of savings that were killed while their files were put in place, as it stands on the disk.
@Suite struct SavingRemainsTests {
  /// A folder with a file of expressions.
  private struct Place: ~Copyable {
    let file: TemporaryFile
    let folder: URL

    init() throws {
      let made = try TemporaryFile(
        "param W = [1, 2]\nparam b = 0.5\nf = sum(W*W) + b^2\nminimize f with sgd(lr = 0.1)\n",
        name: "net.expr")
      folder = URL(filePath: made.path).deletingLastPathComponent()
      file = made
    }

    /// A place with the trainings of one, two and three iterations, in folders called so.
    static func withTrainings() throws -> Place {
      let place = try Place()
      for count in ["1", "2", "3"] { #expect(try place.save(count, in: count).status == 0) }
      return place
    }

    func save(_ iterations: String, in name: String) throws -> CommandRun {
      try CommandRun("train", file.path, "--iterations", iterations, "--save", url(name).path)
    }

    func loaded(_ name: String) throws -> CommandRun {
      try CommandRun("eval", file.path, "--load", url(name).path)
    }

    func url(_ name: String) -> URL { folder.appending(path: name) }

    func copy(_ names: String..., from: String, to: String) throws {
      try FileManager.default.createDirectory(at: url(to), withIntermediateDirectories: true)
      for name in names {
        let place = url("\(to)/\(name)")
        try? FileManager.default.removeItem(at: place)
        try FileManager.default.copyItem(at: url("\(from)/\(name)"), to: place)
      }
    }

    func text(_ name: String) throws -> String {
      try String(contentsOf: url(name), encoding: .utf8)
    }

    func names(_ name: String) throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: url(name).path).sorted()
    }
  }

  /// No process has this number.
  private static let process = Int32.max

  @Test func `a saving that was cut off is read as what was before, and saved over`() throws {
    let place = try Place.withTrainings()
    // The new W is in place, the new b is not.
    try place.copy("W.csv", from: "2", to: "run")
    try place.copy("b.csv", "summary.json", from: "1", to: "run")
    try place.copy("W.csv", "b.csv", "summary.json", from: "1", to: "run/earlier-\(Self.process)")
    try place.copy("b.csv", "summary.json", from: "2", to: "run/saving-\(Self.process)")
    let loaded = try place.loaded("run")
    #expect(try loaded.output == place.loaded("1").output)
    #expect(loaded.errors.contains("a saving was cut off"), "\(loaded.errors)")
    #expect(try place.save("3", in: "run").status == 0)
    #expect(try place.names("run") == ["W.csv", "b.csv", "summary.json"])
    for name in try place.names("run") {
      #expect(try place.text("run/\(name)") == place.text("3/\(name)"))
    }
  }

  @Test func `a first saving that was cut off does not hinder the next one`() throws {
    let place = try Place.withTrainings()
    try place.copy("W.csv", from: "2", to: "run")
    try place.copy("b.csv", "summary.json", from: "2", to: "run/saving-\(Self.process)")
    try FileManager.default.createDirectory(
      at: place.url("run/earlier-\(Self.process)"), withIntermediateDirectories: false)
    #expect(try place.loaded("run").status == 66, "nothing was saved before")
    #expect(try place.save("3", in: "run").status == 0)
    #expect(try place.names("run") == ["W.csv", "b.csv", "summary.json"])
  }

  @Test func `what somebody has written since a saving was cut off stays`() throws {
    let place = try Place.withTrainings()
    try place.copy("b.csv", "summary.json", from: "1", to: "run")
    try place.copy("W.csv", "b.csv", "summary.json", from: "1", to: "run/earlier-\(Self.process)")
    try place.copy("b.csv", "summary.json", from: "2", to: "run/saving-\(Self.process)")
    try Data("mine\n".utf8).write(to: place.url("run/W.csv"))
    let run = try place.save("3", in: "run")
    #expect(run.status == 73 && run.errors.contains("W.csv"), "\(run.errors)")
    #expect(try place.text("run/W.csv") == "mine\n")
    #expect(try place.text("run/earlier-\(Self.process)/W.csv") == place.text("1/W.csv"))
    // A number that is in use, and a name that is only alike, are no remains.
    for name in ["saving-\(getpid())", "saving-by-hand"] {
      try place.copy("b.csv", "summary.json", from: "2", to: "3/\(name)")
      #expect(try place.save("3", in: "3").status == 0)
      #expect(try place.names("3").contains(name))
    }
  }

  @Test func `two trainings that save into one folder leave nothing beside it`() throws {
    let place = try Place()
    let trainings = try (0..<2).map { _ in
      let process = Process()
      process.executableURL = TestTerminal.product(named: "backprop")
      process.arguments = [
        "train", place.file.path, "--iterations", "40", "--save", place.url("run").path,
        "--checkpoint", "1",
      ]
      (process.standardOutput, process.standardError) = (FileHandle.nullDevice, Pipe())
      try process.run()
      return process
    }
    for training in trainings {
      training.waitUntilExit()
      #expect(training.terminationStatus == 0)
    }
    #expect(try place.names(".") == ["net.expr", "run"])
    #expect(try place.loaded("run").output.contains("iteration 40"))
  }
}
