import Backpropagation
import Cells
import ComputationGraph
import Debugging
import ExpressionLanguage
import Learning
import Screen
import Testing
import Visualizer

/// A training that was saved and is shown from where it stands.
@Suite struct LoadedTrainingTests {
  private static let source = """
    param w = [0.3, -0.2]
    param b = 0.1
    h = tanh(w * [1, 2] + b)
    loss = mse(h, [0.5, -0.5])
    minimize loss with adam(lr = cosine(0.1, over = 30))
    """
  private static let first = 9

  /// The file, and the training of it after some updates.
  private func file(loaded: Bool) throws -> SourceFile {
    var file = SourceFile(name: "test.expr", bytes: Array(Self.source.utf8)) { _ in
      .failure(.unreadable(reason: "there is no file"))
    }
    guard loaded else { return file }
    let document = try file.document([:]).get()
    var training = MeasuredTraining(of: document.objective)
    _ = training.measure(at: Self.first)
    file.saved = SavedTraining(
      folder: "run", iterations: Self.first, start: 0, inputs: [:],
      optimizer: document.optimizer.name,
      parameters: training.parameters(atBeginningOf: Self.first).map {
        SavedTraining.Parameter(
          name: document.labels[Int($0.node.index)], value: $0.value, moments: $0.moments)
      })
    return file
  }

  private func application(loaded: Bool, keys: String) throws -> Application {
    let file = try file(loaded: loaded)
    var application = Application(
      name: file.name, source: file.syntax.source, document: try file.document([:]).get(),
      size: Size(columns: 80, rows: 24))
    for key in try Recording.entries(keys) {
      application.carryOut(key)
      application.finishRun()
    }
    return application
  }

  @Test(arguments: [
    "", "I", "99I", "cI", "iiiII", ":break loss<Enter>F", "i:break w<Enter>F",
    "5i:break w<Enter>FFFF",
    ":break w<Enter>ffFFFF", "40i:break w > 1e9<Enter>F", ":goto 3<Enter>", ":goto 0.1<Enter>", "g",
    "9ig", "i:set w[0] 3<Enter>u", "cce1<Enter>uu", "i:set h 2<Enter>iuU", "uu",
    ":bug stale-value<Enter>iI", ":bug no-zeroing<Enter>5iI", "iL", "H", "iHI", "W", "iWI", "K",
    "iv",
    "T", "R", "O", "iOI", "d", "DD", ":run loss <lt> 0.5<Enter>", "12000i:set b 2<Enter>u", "pI",
    "ma5i'a",
    "5r", "~", "n.w", "3iw", ":check<Enter>", "?", "P", "#",
  ])
  func `nothing is shown before the iteration that it begins with`(_ keys: String) throws {
    let shown = try application(loaded: true, keys: keys)
    let debugger = try #require(shown.debugger)
    let plan = debugger.timeline.plan
    #expect(plan.beginning.iteration == Self.first)
    #expect(debugger.position >= plan.beginning)
    #expect(debugger.snapshot.iteration >= Self.first)
    #expect(debugger.cursor.place.hasPrefix("\(debugger.position.iteration)."))
    #expect(shown.view.lines.count == 24)
  }

  @Test func `its numbers are those of the training that was never stopped`() throws {
    for keys in ["c", "ccc", "i", "3iccn", "20i"] {
      let loaded = try application(loaded: true, keys: keys)
      let whole = try application(loaded: false, keys: "\(Self.first)i" + keys)
      let (one, other) = (try #require(loaded.debugger), try #require(whole.debugger))
      #expect(one.position == other.position)
      let iteration = one.snapshot.iteration
      var (training, expected) = (one.timeline.training, other.timeline.training)
      #expect(
        training.state(atBeginningOf: iteration) == expected.state(atBeginningOf: iteration))
      #expect(one.snapshot.learningRate == other.snapshot.learningRate)
    }
  }
}
