import Foundation
import Testing
import TestTerminal

/// Trainings that are saved, cut off, loaded and gone on with.
@Suite struct SaveTests {
  private static let rows = "x,y\n1,2\n2,4\n3,6\n4,8\n5,10\n6,12\n7,14\n8,16\n"

  /// Parameters of three shapes, batches, a learning rate that changes, a random start.
  private static func batches(_ optimizer: String) -> String {
    """
    data d = csv("rows.csv", label = y, test = 25%, batch = 2)
    param W = 0.3 * randn(1, 3, seed = 3)
    param b = [0.1, 0, -0.1]
    param c = 0.2
    scores = sum(tanh(d.x @ W + b), axis = 1) + c
    loss = mse(scores, d.y)
    minimize loss with \(optimizer)
    report max(abs(scores - d.y))

    """
  }

  /// A folder with a file of expressions, `net.expr`, and its rows.
  private struct Place: ~Copyable {
    let file: TemporaryFile
    let folder: URL

    init(_ source: String) throws {
      let made = try TemporaryFile(source, name: "net.expr")
      let folder = URL(filePath: made.path).deletingLastPathComponent()
      try Data(SaveTests.rows.utf8).write(to: folder.appending(path: "rows.csv"))
      self.folder = folder
      file = made
    }

    func path(_ name: String) -> String { folder.appending(path: name).path }

    func train(_ arguments: String...) throws -> CommandRun {
      try CommandRun(arguments: ["train", file.path] + arguments)
    }

    /// The bytes of every file of a folder.
    func files(_ name: String) throws -> [String: Data] {
      let url = folder.appending(path: name)
      let names = try FileManager.default.contentsOfDirectory(atPath: url.path)
      return try names.reduce(into: [:]) {
        $0[$1] = try Data(contentsOf: url.appending(path: $1))
      }
    }

    var names: [String] {
      get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
    }
  }

  @Test(arguments: [
    "sgd(lr = step(0.02, every = 3, factor = 0.9))", "momentum(lr = 0.01)",
    "nesterov(lr = 0.01, weight_decay = 0.01)", "rmsprop(lr = 0.01)",
    "adam(lr = cosine(0.02, over = 40))", "sgd(lr = linear(0.02, 0.001, over = 20))",
  ])
  func `a training that goes on comes to the bits of one that was never stopped`(
    _ optimizer: String
  ) throws {
    /// The objects without the verdict, which is on the iterations of one run.
    func numbers(_ run: CommandRun) -> [String] {
      run.lines.map { $0.components(separatedBy: ", \"verdict\"")[0] }
    }
    let place = try Place(Self.batches(optimizer))
    let whole = try place.train(
      "--iterations", "30", "--start", "2", "--set", "c=0.3", "--every", "1", "--json",
      "--save", place.path("whole"))
    #expect(whole.status == 0, "\(whole.errors)")
    for stop in [1, 2, 3, 4, 17, 30] {
      let first = try place.train(
        "--iterations", "\(stop)", "--start", "2", "--set", "c=0.3", "--save", place.path("part"))
      #expect(first.status == 0, "\(first.errors)")
      let rest = try place.train(
        "--iterations", "30", "--every", "1", "--json", "--load", place.path("part"),
        "--save", place.path("part"))
      #expect(rest.status == 0, "\(rest.errors)")
      #expect(numbers(rest) == Array(numbers(whole)[stop...]), "from \(stop)")
      #expect(try place.files("part") == place.files("whole"), "from \(stop)")
    }
    #expect(try place.names == ["net.expr", "part", "rows.csv", "whole"])
  }

  @Test func `other verbs open the folder where the training stands`() throws {
    let place = try Place(Self.batches("adam(lr = 0.05)"))
    let folder = place.path("run")
    #expect(try place.train("--iterations", "12", "--save", folder).status == 0)
    for count in ["12", "15"] {
      let loaded = try CommandRun(
        "eval", place.file.path, "--load", folder, "--iterations", count, "--json")
      #expect(
        try loaded.output
          == CommandRun("eval", place.file.path, "--iterations", count, "--json").output)
    }
    let steps = try CommandRun("steps", place.file.path, "--load", folder)
    let all = try CommandRun("steps", place.file.path, "--iterations", "13")
    #expect(steps.lines.count > 5 && all.lines.suffix(steps.lines.count) == steps.lines)
    let check = try CommandRun("check", place.file.path, "--load", folder)
    #expect(check.status == 0 && check.output.contains("gradients agree"))
    // The numbers on the screen are those of the steps.
    let drawn = try CommandRun(
      "draw", place.file.path, "--load", folder, "--size", "160x48", "--keys", "c5Dr5iS")
    #expect(drawn.status == 0 && drawn.output.contains("iteration 1"))
    #expect(
      try CommandRun("draw", place.file.path, "--load", folder).output
        .contains("ready   iteration 12"))
    #expect(
      try CommandRun("draw", place.file.path, "--load", folder, "--keys", ":goto 3.1<Enter>").output
        .contains("this training begins with iteration 12"))
    let quiz = try CommandRun(
      arguments: ["quiz", place.file.path, "--load", folder, "--questions", "1", "--plain"])
    #expect(quiz.output.contains("1/1"))
  }

  @Test func `what was saved is read back with its shape, by --load and as the manual says by csv`()
    throws
  {
    func source(_ value: (_ name: String, _ written: String) -> String) -> String {
      """
      param W = \(value("W", "[[1, 2], [3, 4]]"))
      param v = \(value("v", "[1, 2]"))
      param one = \(value("one", "[3]"))
      param c = \(value("c", "3"))
      param column = \(value("column", "[[1], [2]]"))
      param row = \(value("row", "[[1, 2]]"))
      param T = \(value("T", "reshape([1, 2, 3, 4, 5, 6, 7, 8], 2, 2, 2)"))
      f = sum(W @ v + v) ^ 2 + c ^ 2 + sum(column ^ 2) + sum(row ^ 2) + sum(T ^ 2) + sum(one ^ 2)
      minimize f with momentum(lr = 0.001)

      """
    }
    let place = try Place(source { $1 })
    #expect(try place.train("--iterations", "3", "--save", place.path("run")).status == 0)
    let read = source { name, _ in
      let file = "csv(\"run/\(name).csv\")"
      return switch name {
      case "v", "one": file + "[0]"
      case "c": file + "[0, 0]"
      case "T": "reshape(\(file), 2, 2, 2)"
      default: file
      }
    }
    try Data(read.utf8).write(to: place.folder.appending(path: "read.expr"))
    func nodes(_ arguments: String...) throws -> NSArray? {
      let run = try CommandRun(arguments: ["eval", "--json"] + arguments)
      let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
      return object?["nodes"] as? NSArray
    }
    let trained = try #require(try nodes(place.file.path, "--iterations", "3"))
    #expect(trained.count > 7)
    #expect(try nodes(place.file.path, "--load", place.path("run")) == trained)
    #expect(try nodes(place.path("read.expr")) == trained)
  }

  @Test func `an archive of NumPy has all that was saved, and is gone on with to the same bits`()
    throws
  {
    let place = try Place(Self.batches("adam(lr = 0.05)"))
    let rows = place.path("rows")
    let archive = place.path("archive")
    #expect(try place.train("--iterations", "5", "--save", rows).status == 0)
    #expect(try place.train("--iterations", "2", "--save", archive).status == 0)
    for _ in 0..<2 {
      let rest = try place.train(
        "--iterations", "5", "--load", archive, "--save", archive, "--format", "npz")
      #expect(rest.status == 0, "\(rest.errors)")
      #expect(rest.output.hasSuffix("\(archive): parameters.npz, summary.json\n"))
      #expect(try place.files("archive").keys.sorted() == ["parameters.npz", "summary.json"])
      let wanted = try CommandRun("eval", place.file.path, "--load", rows, "--json").output
      let found = try CommandRun("eval", place.file.path, "--load", archive, "--json").output
      #expect(wanted == found)
    }
    // A file that is another one is not loaded, and not written over.
    let file = URL(filePath: archive + "/parameters.npz")
    var bytes = try Data(contentsOf: file)
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: file)
    #expect(try CommandRun("eval", place.file.path, "--load", archive).status != 0)
    #expect(try place.train("--save", archive, "--format", "npz").status == 73)
  }

  @Test func `a comparison goes on with a saved training as train does`() throws {
    let place = try Place(Self.batches("adam(lr = 0.01)"))
    let run = place.path("run")
    #expect(
      try place.train("--iterations", "5", "--start", "3", "--save", run).status == 0)
    func last(_ run: CommandRun) throws -> [String: Any] {
      let line = try #require(run.lines.last { $0.contains("\"iteration\"") })
      return try #require(
        JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    let compared = try CommandRun(
      "compare", place.file.path, "--load", run, "--iterations", "12", "--json")
    #expect(compared.status == 0, "\(compared.errors)")
    let end = try last(compared)
    let whole = try last(
      place.train("--iterations", "12", "--start", "3", "--json"))
    #expect(end["testLoss"] as? Double == whole["testLoss"] as? Double)
    #expect(end["iteration"] as? Int == 12 && end["start"] as? Int == 3)
    let file = place.file.path
    #expect(try CommandRun("compare", file, "--load", run, "--iterations", "4").status == 64)
    #expect(try CommandRun("compare", file, "--load", run, "--starts", "2").status == 64)
    #expect(try CommandRun("compare", file, "--load", place.path("none")).status == 66)
  }

  @Test func `a training that does not fit the file is refused with its place`() throws {
    let place = try Place("param w = [1, 2]\nparam b = 0\nf = sum(w * w) + b * b\nminimize f\n")
    let folder = place.path("run")
    #expect(try place.train("--iterations", "3", "--save", folder).status == 0)
    func eval(_ source: String) throws -> CommandRun {
      try CommandRun("eval", "-e", source, "--load", folder)
    }
    let shape = try eval("param w = [1, 2, 3]; param b = 0; f = sum(w * w) + b * b; minimize f")
    #expect(shape.status == 65)
    #expect(
      shape.errors.hasPrefix(
        "expression:1:7: error: 'w' is a vector of 3 here, and was saved in "))
    let missing = try eval("param w = [1, 2]; param v = 0; f = sum(w * w) + v * v; minimize f")
    #expect(missing.errors.contains("no 'v' was saved in "))
    #expect(missing.errors.contains("'b' was saved in "))
    #expect(missing.status == 65)
    // A training goes on with what was saved, and others may ask what would be.
    let again = try place.train("--load", folder, "--iterations", "5", "--set", "b=7")
    #expect(again.errors.contains("the training goes on with the saved b; '--set' says what"))
    let bare = try place.train("--load", folder, "--iterations", "5")
    #expect(again.status == 0 && again.output == bare.output)
    let given = try CommandRun("eval", place.file.path, "--load", folder, "--set", "b=7", "--json")
    #expect(
      given.output.contains(
        "\"name\": \"b\", \"role\": \"parameter\", \"shape\": [], \"value\": 7.0"))
    let other = try eval(
      "param w = [1, 2]; param b = 0; f = sum(w * w) + b * b; minimize f with adam(lr = 0.1)")
    #expect(other.status == 0)
    #expect(
      other.errors.hasSuffix(
        "trained with sgd, so adam begins without a memory of the updates before\n"))
    #expect(try place.train("--load", folder, "--iterations", "2").status == 64)
    #expect(try place.train("--load", folder, "--start", "4").status == 64)
    #expect(try place.train("--load", place.path("none")).status == 66)
    #expect(try place.train("--load", place.folder.path).status == 66)
  }

  @Test func `a file that was changed is not loaded and not written over`() throws {
    let place = try Place(Self.batches("sgd(lr = 0.01)"))
    let folder = place.path("run")
    #expect(try place.train("--iterations", "2", "--save", folder).status == 0)
    try Data("0.5,0.5,0.5\n".utf8).write(to: URL(filePath: folder + "/W.csv"))
    let before = try place.files("run")
    let loaded = try place.train("--load", folder)
    #expect(loaded.status == 65)
    #expect(
      loaded.errors == "\(folder)/W.csv: error: this is not the file that was saved: "
        + "its length or its sum is another\n")
    let saved = try place.train("--iterations", "2", "--save", folder)
    #expect(saved.status == 73)
    #expect(
      saved.errors
        == "\(folder)/W.csv: error: the file has been changed since a training saved it; "
        + "--force writes over it\n")
    #expect(try place.files("run") == before)
    #expect(try place.train("--iterations", "2", "--save", folder, "--force").status == 0)
    #expect(try place.train("--load", folder, "--iterations", "2").status == 0)
  }

  @Test func `files from elsewhere stay what they are, and nothing is written through a link`()
    throws
  {
    let place = try Place(Self.batches("sgd(lr = 0.01)"))
    let folder = place.path("run")
    #expect(try place.train("--iterations", "2", "--save", folder).status == 0)
    let (log, victim) = (folder + "/log.txt", place.path("victim"))
    try Data("mine".utf8).write(to: URL(filePath: log))
    try Data("mine too".utf8).write(to: URL(filePath: victim))
    let manager = FileManager.default
    try manager.createSymbolicLink(atPath: folder + "/link", withDestinationPath: victim)
    func number(_ path: String) throws -> UInt64? {
      try manager.attributesOfItem(atPath: path)[.systemFileNumber] as? UInt64
    }
    let inode = try number(log)
    #expect(try place.train("--iterations", "3", "--save", folder).status == 0)
    #expect(try number(log) == inode, "somebody may be writing it")
    #expect(try manager.destinationOfSymbolicLink(atPath: folder + "/link") == victim)

    // A link in the place of a file to be written is nobody's file but its owner's.
    try manager.removeItem(atPath: folder + "/W.csv")
    try manager.createSymbolicLink(atPath: folder + "/W.csv", withDestinationPath: victim)
    #expect(try place.train("--iterations", "4", "--save", folder).status == 73)
    #expect(try place.train("--iterations", "4", "--save", folder, "--force").status == 0)
    #expect(try String(contentsOfFile: victim, encoding: .utf8) == "mine too")
    #expect(try place.train("--iterations", "4", "--load", folder).status == 0)
    #expect(try place.names == ["net.expr", "rows.csv", "run", "victim"], "nothing is left beside")
  }

  @Test func `a folder that cannot be exchanged is written file by file`() throws {
    let place = try Place(Self.batches("adam(lr = 0.01)"))
    let folder = place.path("run")
    try FileManager.default.createDirectory(
      atPath: folder + "/plots", withIntermediateDirectories: true)
    let said = "cannot change places in one step, so they did one after the other\n"
    for count in ["2", "3"] {
      let run = try place.train("--iterations", count, "--save", folder)
      #expect(run.status == 0 && run.errors.hasSuffix(said), "\(run.errors)")
      #expect(try place.train("--iterations", count, "--load", folder).status == 0)
    }
    // So is the one that somebody stands in, whose shell would stand in a folder that is gone.
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sh")
    let program = TestTerminal.product(named: "backprop").path
    shell.arguments = [
      "-c",
      "cd '\(place.folder.path)' && '\(program)' train net.expr --iterations 3 --save . && ls W.csv",
    ]
    (shell.standardOutput, shell.standardError) = (Pipe(), Pipe())
    try shell.run()
    shell.waitUntilExit()
    #expect(shell.terminationStatus == 0)
    #expect(
      try place.names == [
        "W.csv", "W.m.csv", "W.s.csv", "b.csv", "b.m.csv", "b.s.csv", "c.csv", "c.m.csv", "c.s.csv",
        "net.expr", "rows.csv", "run", "summary.json",
      ])
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func `a signal ends the training in order, and it goes on from there`(_ signal: Int32) throws {
    let place = try Place(Self.batches("adam(lr = 0.01)"))
    let terminal = try TestTerminal.start(
      TestTerminal.product(named: "backprop"),
      arguments: [
        "train", place.file.path, "--iterations", "1000000000", "--save", place.path("run"),
      ])
    // Its progress is shown from the moment at which it listens.
    try terminal.waitFor(" left")
    kill(terminal.process, signal)
    #expect(try terminal.waitForEnd() == .signalled(signal))
    let more = try CommandRun(
      "eval", place.file.path, "--load", place.path("run"), "--json")
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(more.output.utf8)) as? [String: Any])
    let iteration = try #require(object["iteration"] as? Int)
    let same = try CommandRun(
      "eval", place.file.path, "--iterations", "\(iteration)", "--json")
    #expect(more.output == same.output, "iteration \(iteration)")
  }

  @Test func `checkpoints outlive a training that is killed`() throws {
    let place = try Place(Self.batches("adam(lr = 0.01)"))
    for _ in 0..<3 {
      let process = Process()
      process.executableURL = TestTerminal.product(named: "backprop")
      process.arguments = [
        "train", place.file.path, "--iterations", "1000000000", "--every", "1000000", "--save",
        place.path("run"), "--checkpoint", "20",
      ]
      (process.standardOutput, process.standardError) = (FileHandle.nullDevice, Pipe())
      try process.run()
      while !FileManager.default.fileExists(atPath: place.path("run/summary.json")) { usleep(2000) }
      usleep(UInt32.random(in: 0..<50_000))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      let loaded = try CommandRun("eval", place.file.path, "--load", place.path("run"), "--json")
      #expect(loaded.status == 0, "\(loaded.errors)")
      let object = try #require(
        JSONSerialization.jsonObject(with: Data(loaded.output.utf8)) as? [String: Any])
      let iteration = try #require(object["iteration"] as? Int)
      #expect(iteration % 20 == 0 && iteration > 0)
      try FileManager.default.removeItem(atPath: place.path("run/summary.json"))
      try FileManager.default.removeItem(atPath: place.path("run"))
    }
    #expect(try place.train("--iterations", "20", "--save", place.path("run")).status == 0)
    #expect(try place.names == ["net.expr", "rows.csv", "run"], "what was left is cleared away")
  }

  @Test func `names that cannot be files are refused before the training`() throws {
    let name = String(repeating: "w", count: 300)
    let place = try Place("\(name) = 1\nf = \(name)^2\n")
    let run = try place.train("--save", place.path("run"), "--iterations", "1000000000")
    #expect(run.status == 73 && run.output.isEmpty)
    #expect(run.errors.hasSuffix(".csv: error: File name too long\n"))
    #expect(try place.files("run").isEmpty)
  }
}
