import Backpropagation
import ComputationGraph
import Debugging
import Learning
import Testing
import Visualizer

/// Whatever has been done, what is shown is what the timeline knows at the position.
@Suite struct SnapshotInvariantTests {
  private static let commands =
    [
      "n", "N", "s", "S", "c", "C", "i", "I", "3i", "g", "G", "<Tab>", "<C-r>", "<Esc>", "o", "O",
      "X", "e7<Enter>", "e<Esc>", "u", "+<Enter>", "-", "w", "w1", "w<Enter>", "[", "]", "ma", "'a",
      "''", "b", "f", "F", "p<Esc>", "p1<Enter>", "p??", "d", "K<Esc>", "L<Esc>", "H<Esc>", "x",
      "r",
      "r", ":reset<Enter>", ":set lr 0.3<Enter>", ":run 20<Enter>",
      ":bug random<Enter>", ":bug overwrite<Enter>", ":bug early-update<Enter>", ":bug off<Enter>",
      ":close all<Enter>", ":open all<Enter>", ":goto 1.3<Enter>", ":goto end<Enter>",
      ":goto backward<Enter>",
    ]
  private static let files = [
    sigmoidNeuron, forkAndFunction,
    "param w = 0\ns(x) = 1/(1+exp(-x))\nloss = (s(w - 3) - 1)^2\nminimize loss with sgd(lr = 0.1)",
    "param W = [[1, -2], [3, 4]]\nx = [5, 6]\nloss = sum(relu(W @ x))",
  ]

  @Test(arguments: files, 0..<4)
  func `what is shown is what the timeline knows, after any commands`(
    _ text: String, _ seed: UInt64
  ) throws {
    var application = try shown(text)
    var random = RandomNumbers(seed: seed)
    var pressed: [String] = []
    for _ in 0..<60 {
      pressed.append(Self.commands[random.below(Self.commands.count)])
      try application.press(pressed[pressed.count - 1])
      application.finishRun()
      guard let debugger = application.debugger else { return }
      var timeline = debugger.timeline
      let expected = timeline.snapshot(at: debugger.position)
      let shown = debugger.snapshot
      #expect(
        shown.position == expected.position && shown.plan == expected.plan
          && bits(shown) == bits(expected) && shown.justEdited == expected.justEdited
          && shown.learningRate == expected.learningRate,
        "after \(pressed.joined())")
    }
  }

  private func bits(_ snapshot: Snapshot) -> [UInt64] {
    let places = 0..<snapshot.numbers.placeCount
    return (snapshot.numbers.values(at: places) + snapshot.numbers.gradients(at: places))
      .map(\.bitPattern)
  }
}
