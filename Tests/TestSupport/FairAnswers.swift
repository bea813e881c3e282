import Backpropagation
import ComputationGraph
import Foundation
import Learning

/// The answers to a question that nobody can call wrong: the right number at any precision, and what
/// follows from the numbers given.
package struct FairAnswers {
  private let question: Question
  /// What is computed from the numbers as they are given, in the ways in which that can be done.
  package let fromGiven: [Double]

  /// The answers to a question at the snapshot at which it is asked.
  package init(to question: Question, at snapshot: Snapshot) {
    self.question = question
    fromGiven = Self.computed(question, snapshot).filter(\.isFinite)
  }

  /// The answers that are called wrong, with what is said of them.
  package var misjudged: [String] {
    let number = question.number
    guard number.isFinite else {
      let word = number.isNaN ? "NaN" : number < 0 ? "-inf" : "inf"
      return judge(word) == .right ? [] : [word]
    }
    var misjudged: [String] = []
    func expect(_ text: String, _ isFair: (Verdict) -> Bool) {
      guard let verdict = judge(text), isFair(verdict) else {
        misjudged.append("\(text) for \(number): \(judge(text).map { "\($0)" } ?? "unreadable")")
        return
      }
    }
    func isOpenOrRight(_ verdict: Verdict) -> Bool {
      if case .ambiguous = verdict { true } else { verdict == .right }
    }
    expect(Self.text(number, 17)) { $0 == .right }
    // A number that is written with two digits is not cut off at a third.
    if number != 0 {
      for digits in 1...12 {
        expect(Self.text(number, digits), isOpenOrRight)
        expect(Self.cutOff(number, digits), isOpenOrRight)
      }
    }
    for answer in fromGiven {
      expect(Self.text(answer, 17)) { $0 == .right }
      for share in [0.9, 0.5, 0.1, -0.1, -0.5, -0.9] {
        expect(Self.text(number + share * (answer - number), 17)) { $0 == .right }
      }
      guard answer != 0 else { continue }
      for digits in 2...8 { expect(Self.text(answer, digits), isOpenOrRight) }
    }
    return misjudged
  }

  private func judge(_ text: String) -> Verdict? {
    WrittenNumber(text).map { question.verdict(on: .written($0)) }
  }

  /// The number rounded to so many digits.
  private static func text(_ number: Double, _ digits: Int) -> String {
    String(format: "%.\(digits - 1)e", number)
  }

  /// The number cut off after so many digits.
  private static func cutOff(_ number: Double, _ digits: Int) -> String {
    let parts = String(format: "%.18e", number).split(separator: "e")
    let count = digits + (digits > 1 ? 1 : 0) + (number < 0 ? 1 : 0)
    return parts[0].prefix(count) + "e" + parts[1]
  }

  // MARK: From the numbers given

  private static func computed(_ question: Question, _ snapshot: Snapshot) -> [Double] {
    let (graph, plan) = (snapshot.graph, snapshot.plan)
    func given(_ tensor: Tensor) -> Tensor {
      Tensor(shape: tensor.shape) { question.given.given(tensor.elements[$0]) }
    }
    func operands(_ unit: StepPlan.Unit) -> [Tensor] {
      unit.operands(in: graph).map { given(snapshot.numbers.value(of: $0, in: graph)) }
    }
    func primitive(_ unit: StepPlan.Unit) -> Primitive? {
      unit.compoundGate == nil ? graph.primitive(of: unit.output) : nil
    }
    switch (question.place.action, snapshot.outcome) {
    case (.forward(let index), _):
      let unit = plan.units[index]
      let output = primitive(unit).flatMap { SingleGate($0, operands(unit))?.output }
      return output.map { [$0.elements[question.entry]] } ?? []
    case (.flow(let index), .flowed(let flow)?) where question.place.number == .downstream:
      let unit = plan.units[plan.flows[index].unit]
      guard let primitive = primitive(unit) else { return [] }
      let upstream = given(flow.upstream)
      let sent = SingleGate(primitive, operands(unit))?
        .downstream(plan.flows[index].slot, from: upstream)
      let output = given(snapshot.numbers.value(of: unit.output, in: graph))
      let slope = slope(of: primitive, atOutput: output, question.entry)
      return [
        sent?.elements[question.entry], slope.map { upstream.elements[question.entry] * $0 },
      ].compactMap(\.self)
    case (.flow, .flowed(let flow)?):
      return [
        given(flow.before).elements[question.entry]
          + given(flow.downstream).elements[question.entry]
      ]
    case (_, .updated(let update)?) where update.optimizer.isPlain:
      return [
        given(update.old).elements[question.entry]
          - update.learningRate * given(update.gradient).elements[question.entry]
      ]
    case (_, .updated(let update)?):
      guard case .momentum(let momentum) = update.optimizer.rule, update.optimizer.weightDecay == 0
      else { return [] }
      let velocity =
        momentum * given(update.momentsBefore[0]).elements[question.entry]
        + given(update.gradient).elements[question.entry]
      return [given(update.old).elements[question.entry] - update.learningRate * velocity]
    default: return []
    }
  }

  /// The derivative of a function, written with its output.
  private static func slope(
    of primitive: Primitive, atOutput output: Tensor, _ entry: Int
  ) -> Double? {
    guard output.elements.indices.contains(entry) else { return nil }
    let z = output.elements[entry]
    return switch primitive {
    case .elementwise(.sigmoid): z * (1 - z)
    case .elementwise(.tanh): 1 - z * z
    case .elementwise(.exp): z
    case .elementwise(.sqrt): 1 / (2 * z)
    default: nil
    }
  }
}
