import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Learning
import Sentences

/// One or several numbers that are known while another is asked for.
struct GivenNumber: Hashable, Sendable {
  /// The name: `x`, `∂f/∂q`, `W[:, 2]`.
  package let name: String
  /// The text, with all digits needed for computing.
  package let text: String
  let isGradient: Bool
}

// The known numbers needed to compute an answer.
extension Wording {
  /// The numbers from which the answer is computed; of large tensors, only those for its entry.
  func given(_ question: Question) -> [GivenNumber] {
    switch (question.place.number, snapshot.outcome) {
    case (.value, _):
      return operands(question).map { slot, node in
        part(name(node), value(node), needed(ofOperand: slot, node, question), question)
      }.unique
    case (.downstream, .flowed(let flow)?):
      let upstream = neededOfUpstream(flow, question)
      let operands = operands(question).map { slot, node in
        part(
          name(node), value(node), needed(ofOperand: slot, node, sending: flow, question), question)
      }
      return [part(gradientName(flow.gate), flow.upstream, upstream, question, isGradient: true)]
        + (operands + [part(name(flow.gate), value(flow.gate), upstream, question)]).unique
    case (.sum, .flowed(let flow)?):
      let entry = [question.entry]
      return [
        part(
          gradientName(flow.operand), flow.before, entry, question, isGradient: true,
          note: " so far"),
        part("arriving", flow.downstream, entry, question, isGradient: true),
      ]
    case (.update, .updated(let update)?):
      let name = name(update.parameter)
      let gradientName = gradientName(update.parameter)
      return [
        part(name, update.old, [question.entry], question),
        part(gradientName, update.gradient, [question.entry], question, isGradient: true),
        GivenNumber(
          name: "learning rate", text: NumberText.shortest(update.learningRate), isGradient: false),
      ]
        + zip(update.optimizer.momentNames, update.momentsBefore).map { name, moment in
          part(name, moment, [question.entry], question)
        }
        + update.constants.map {
          GivenNumber(name: $0.0, text: NumberText.shortest($0.1), isGradient: false)
        }
    default:
      return [part(name(snapshot.output), value(snapshot.output), nil, question)]
    }
  }

  /// A number with all digits needed to compute the answer.
  package func text(_ tensor: Tensor, for question: Question) -> String {
    Writing.text(tensor) {
      writing.shown(NumberText.upTo(place: question.given.lastPlace(of: $0), $0))
    }
  }

  /// The same as a factor, with parentheses if it is negative: `(-2.00)`.
  func factor(_ tensor: Tensor, for question: Question) -> String {
    Writing.factor(text(tensor, for: question), of: tensor)
  }

  /// The length up to which a list of numbers is written in full.
  private static let longestText = 58
  /// The number of entries of a longer list that are written.
  private static let shownNumbers = 6

  /// The whole tensor if it is short, or else the needed part of it, or else its shape.
  private func part(
    _ name: String, _ tensor: Tensor, _ needed: [Int]?, _ question: Question,
    isGradient: Bool = false, note: String = ""
  ) -> GivenNumber {
    func given(_ suffix: String, _ text: String) -> GivenNumber {
      let isTight = suffix.isEmpty || isGradient
      return GivenNumber(
        name: (isTight ? name : Self.tight(name)) + suffix + note, text: text,
        isGradient: isGradient)
    }
    let whole = text(tensor, for: question)
    let isShort = tensor.elements.count <= Writing.mostEntries && whole.count <= Self.longestText
    let isVector = tensor.shape.extents.count == 1
    guard !isShort, let places = needed ?? (isVector ? Array(tensor.elements.indices) : nil)
    else { return given("", whole) }
    let numbers = places.map { text(Tensor(tensor.elements[$0]), for: question) }
    let suffix = places.count == tensor.elements.count ? "" : tensor.shape.indices(of: places)
    if numbers.count == 1 { return given(suffix, numbers[0]) }
    let isCut = numbers.count > Self.shownNumbers
    let shown = numbers.prefix(Self.shownNumbers) + (isCut ? ["…"] : [])
    return given(suffix, "[\(shown.joined(separator: ", "))]")
  }

  /// The operands of the unit with their slots, without literals.
  private func operands(_ question: Question) -> [(slot: Int, node: Node.ID)] {
    guard let unit = unit(question) else { return [] }
    return unit.operands(in: document.graph).enumerated()
      .filter { document.graph.role(of: $0.element) != .constant }
      .map { ($0.offset, $0.element) }
  }

  /// The places of an operand from which the output's entry is computed; `nil` for all.
  private func needed(ofOperand slot: Int, _ node: Node.ID, _ question: Question) -> [Int]? {
    let shape = document.graph.shape(of: node)
    let entry = question.entry
    if let rule = productRule(question) {
      return rule.terms(ofEntry: entry).map { slot == 0 ? $0.left : $0.right }
    }
    if primitive(question)?.elementwise != nil {
      return [shape.place(broadcastTo: question.expected.shape, entry)]
    }
    return shape == question.expected.shape ? [entry] : nil
  }

  /// The places of the upstream gradient from which the downstream entry is computed.
  private func neededOfUpstream(_ flow: GradientFlow, _ question: Question) -> [Int]? {
    let (own, entry) = (question.expected.shape, question.entry)
    let shape = flow.upstream.shape
    if let rule = productRule(question), let slot = slot(question) {
      return rule.terms(ofEntry: entry, ofGradient: slot).map { slot == 0 ? $0.left : $0.right }
    }
    guard flow.local.elementwise != nil else { return shape == own ? [entry] : nil }
    return shape.places(broadcastFrom: own, entry)
  }

  /// The places of an operand from which the entry of the downstream gradient is computed.
  private func needed(
    ofOperand slot: Int, _ node: Node.ID, sending flow: GradientFlow, _ question: Question
  ) -> [Int]? {
    let (own, entry) = (question.expected.shape, question.entry)
    let shape = document.graph.shape(of: node)
    if let rule = productRule(question), let receiver = self.slot(question) {
      guard slot != receiver else { return [entry] }
      return rule.terms(ofEntry: entry, ofGradient: receiver)
        .map { receiver == 0 ? $0.right : $0.left }
    }
    guard flow.local.elementwise != nil, primitive(question)?.elementwise != nil else {
      return shape == own ? [entry] : nil
    }
    return flow.upstream.shape.places(broadcastFrom: own, entry)
      .map { shape.place(broadcastTo: flow.upstream.shape, $0) }.unique
  }
}

extension ParameterUpdate {
  /// The constants of the rule besides the learning rate, by their names in a file; for Adam the
  /// number of the move, from 1, as well.
  fileprivate var constants: [(String, Double)] {
    let decay = optimizer.weightDecay == 0 ? [] : [("weight_decay", optimizer.weightDecay)]
    switch optimizer.rule {
    case .sgd: return decay
    case .momentum(let momentum), .nesterov(let momentum): return decay + [("momentum", momentum)]
    case .rmsprop(let smoothing, let epsilon):
      return decay + [("smoothing", smoothing), ("epsilon", epsilon)]
    case .adam(let beta1, let beta2, let epsilon):
      return decay
        + [("beta1", beta1), ("beta2", beta2), ("epsilon", epsilon), ("t", Double(iteration + 1))]
    }
  }
}

extension Array where Element: Hashable {
  /// The elements without repetition; an operand can occur twice.
  fileprivate var unique: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}

extension Shape {
  /// The indices common to some places, with colons for the others: `[0, 1]`, `[:, 2]`.
  fileprivate func indices(of places: [Int]) -> String {
    let indices = places.map { self.indices(of: $0) }
    let texts = extents.indices.map { axis in
      let first = indices.first?[axis]
      return indices.allSatisfy { $0[axis] == first } ? first.map(String.init) ?? "" : ":"
    }
    return "[\(texts.joined(separator: ", "))]"
  }
}
