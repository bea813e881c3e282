import Backpropagation
import Cells
import ComputationGraph
import Debugging
import Explanations
import ExpressionLanguage
import Limits
import Screen
import Sentences
import Trainings

/// Every gradient beside its central difference, for an adjustable h.
struct CheckView: View {
  /// The comparisons in the order of the graph.
  let nodes: [Node.ID]
  /// The number of nodes with a gradient that were left out.
  let leftOut: Int
  private(set) var selected: Int
  /// h is 10 to this power.
  private(set) var exponent = -5
  private var comparedExponent = 0

  /// The comparisons so far, in the order of the nodes; `nil` for a node without numbers.
  private(set) var compared: [Row?] = []
  /// The numbers that they are made with.
  private var evaluation: Evaluation?
  /// Whether the update takes the parameters where the gradients say.
  private var isMoveRight = true
  /// The number of nodes that are compared between two frames.
  private var portion = Portion()

  private static let budget = Limits.checkViewNumbers.value

  init(of document: Document, startingAt node: Node.ID) {
    let graph = document.graph
    let receives = graph.gradientReceivers(from: document.output)
    let all = graph.ids.filter { receives[Int($0.index)] }
    let affordable = max(8, Self.budget / (2 * graph.workPerIteration))
    let step = max(1, (all.count + affordable - 1) / affordable)
    nodes = stride(from: 0, to: all.count, by: step).map { all[$0] }
    leftOut = all.count - nodes.count
    selected = nodes.firstIndex(of: node) ?? 0
  }

  /// The node that is looked at.
  var node: Node.ID? { nodes.indices.contains(selected) ? nodes[selected] : nil }

  static let heading = "Gradient check"
  static let rows: [KeyRow<CheckView>] = [
    KeyRow(
      "k", .up, help: "the node above; the picture looks there, too", hint: Hint("j k", "move"),
      answers: { $0.select($0.selected - 1) }),
    KeyRow("j", .down, help: "the node below", answers: { $0.select($0.selected + 1) }),
    KeyRow(.pageUp, help: "ten up", answers: { $0.select($0.selected - 10) }),
    KeyRow(.pageDown, help: "ten down", answers: { $0.select($0.selected + 10) }),
    KeyRow("g", .home, help: "the first", answers: { $0.select(0) }),
    KeyRow("G", .end, help: "the last", answers: { $0.select($0.nodes.count - 1) }),
    KeyRow("h", .left, help: "a larger h", hint: Hint("h l", "larger, smaller h")) {
      $0.exponent = min(-2, $0.exponent + 1)
    },
    KeyRow("l", .right, help: "a smaller h") { $0.exponent = max(-8, $0.exponent - 1) },
    closing(.enter, "K"),
  ]

  /// Moves to a node, which the picture then follows.
  private mutating func select(_ index: Int) -> LayerAnswer {
    selected = max(0, min(nodes.count - 1, index))
    return .asks(.silentChange { [node] in $0.attention.focus = node })
  }

  /// One node compared: the element that agrees worst.
  struct Row: Sendable {
    let node: Node.ID
    let element: Int
    let analytic: Double
    let difference: CentralDifference
    /// The comparison for several h, as in `backprop check`.
    let comparison: GradientComparison
    /// The verdict of this h.
    let closeness: CentralDifference.Closeness
    var isWrong: Bool { comparison.agreement == .disagrees }
    var isAtKink: Bool { comparison.agreement == .kink }
  }

  var isWorking: Bool { evaluation != nil && compared.count < nodes.count }

  /// Begins again where the numbers are others than before.
  mutating func fit(_ debugger: Debugger?, _ context: LayerContext) {
    guard let debugger else { return }
    let snapshot = debugger.snapshot
    let isRight = snapshot.rules.areRight
    var timeline = debugger.timeline
    let current =
      isRight
      ? timeline.evaluation(at: snapshot) : timeline.evaluation(ofIteration: snapshot.iteration)
    guard current.numbers != evaluation?.numbers || comparedExponent != exponent else { return }
    evaluation = current
    comparedExponent = exponent
    isMoveRight = isRight || timeline.movesByGradients(in: snapshot.iteration)
    compared = []
    // What takes no time is there at once.
    portion = Portion(Training.quickWork / (20 * current.graph.workPerIteration))
    compareNext()
  }

  mutating func work(_ debugger: Debugger, milliseconds: Double) {
    portion.adapt(to: milliseconds)
    compareNext()
  }

  /// Compares the nodes of the next portion.
  private mutating func compareNext() {
    guard let evaluation else { return }
    let check = GradientCheck(of: evaluation)
    let work = 4 * evaluation.graph.workPerIteration * max(1, nodes.count)
    let perNode = max(1, Self.budget / work)
    for node in nodes.dropFirst(compared.count).prefix(portion.count) {
      let rows = check.comparedElements(of: node).prefix(perNode).map { element in
        let (analytic, difference) = check.difference(node, element: element, exponent: exponent)
        let half = check.difference(node, element: element, exponent: exponent, share: 0.5).1
        return Row(
          node: node, element: element, analytic: analytic, difference: difference,
          comparison: check.compare(node, element: element),
          closeness: difference.closeness(of: analytic, beside: half))
      }
      compared.append(rows.max { $0.severity < $1.severity })
    }
  }
}

extension CheckView.Row {
  /// The degree of disagreement, to find the worst element of an array.
  fileprivate var severity: Double {
    switch closeness {
    case _ where isWrong: 100 + difference.relativeError(of: analytic)
    case _ where isAtKink: 50
    case .undefined: .infinity
    case .wrong: 10 + difference.relativeError(of: analytic)
    case .uncomfortable: 5 + difference.relativeError(of: analytic)
    case .kink: 4
    case .okay: 2
    case .rounding: 1
    case .happy: 0
    }
  }

  /// The closeness in the words of the lecture's notes; `words` has the names of gates.
  fileprivate func closeness(in words: Wording) -> String {
    if isAtKink, let gate = comparison.innerKink { return "kink of \(words.name(gate))" }
    if isAtKink, let kink = comparison.kink { return "kink: slopes \(kink.words)" }
    return switch closeness {
    case .wrong where !isWrong: "another h agrees"
    case .happy: "happy"
    case .okay: "okay if kinks"
    case .uncomfortable: "uncomfortable"
    case .wrong: "probably wrong"
    case .kink: "kink within h"
    case .rounding: "digits lost"
    case .undefined: "not finite"
    }
  }
}

extension CheckView {
  /// Draws the comparison over the picture.
  func draw(_ debugger: Debugger, into frame: inout Frame) {
    let size = frame.size
    let words = debugger.words
    let rows = compared.compactMap(\.self)
    frame.write(
      StyledLine(" gradient check   h = 1e\(exponent)", .title).appending(
        "   (L(x+h) − L(x−h)) / 2h beside the backward pass", .faint),
      row: 0)
    func right(_ text: String, _ width: Int) -> String {
      String(repeating: " ", count: max(0, width - text.columns)) + text
    }
    let nameWidth = min(20, max(6, rows.map { name($0, words).columns }.max() ?? 0))
    frame.write(
      String(repeating: " ", count: nameWidth + 3) + right("backward", 12)
        + right("numeric", 13) + right("relative error", 16),
      at: Point(column: 0, row: 2), .faint)
    let six = Writing(decimals: 6, isHidden: debugger.writing.isHidden)
    let notes = self.notes(rows, words)
    let shown = max(1, size.rows - 4 - notes.count)
    let top = max(0, min(selected - shown / 2, rows.count - shown))
    for (line, row) in rows.dropFirst(top).prefix(shown).enumerated() {
      let isSelected = row.node == node
      var text = StyledLine(isSelected ? " ▸" : "  ", .selection)
      text.append(name(row, words).fitted(to: nameWidth), isSelected ? .selection : .name)
      text.pad(to: nameWidth + 3)
      text.append(right(six.fitted(row.analytic, width: 11), 12), .gradient)
      text.append(right(six.fitted(row.difference.numeric, width: 12), 13), .value)
      let error = row.difference.relativeError(of: row.analytic)
      text.append(
        right(debugger.writing.shown(error == 0 ? "0" : NumberText.scientific(error)), 16))
      text.append("   \(row.closeness(in: words))", row.isWrong ? .error : .faint)
      frame.write(text, row: 3 + line)
      if isSelected { frame.cursor = Point(column: 1, row: 3 + line) }
    }
    frame.write(notes, from: size.rows - 1 - notes.count)
  }

  private func name(_ row: CheckView.Row, _ words: Wording) -> String {
    words.entry(row.element, of: row.node)
  }

  /// The number that agree, the place of the first that does not, and the number left out.
  private func notes(_ rows: [CheckView.Row], _ words: Wording) -> [StyledLine] {
    let wrong = rows.filter(\.isWrong)
    var notes: [StyledLine] = []
    // Gradients flow from the graph's end to its beginning, so the last wrong node comes first.
    if let first = wrong.last {
      notes.append(
        StyledLine(
          " the first to disagree on the way back is \(words.name(first.node)), which gets its "
            + "gradient from \(words.sources(of: first.node))", .error))
    } else if !isMoveRight {
      notes.append(
        StyledLine(
          " the gradients are right, the update is not: it takes the parameters elsewhere", .error))
    } else {
      notes.append(
        StyledLine(
          " none of \(rows.count) disagrees"
            + (rows.contains { $0.isAtKink || $0.closeness == .kink }
              ? "; at a kink the two may differ" : ""),
          .faint))
    }
    if isWorking {
      notes.append(StyledLine(" \(compared.count) of \(nodes.count) compared so far", .title))
    }
    if leftOut > 0 {
      notes.append(
        StyledLine(" \(leftOut) more were left out: the graph is too large for all", .faint))
    }
    return notes
  }
}
