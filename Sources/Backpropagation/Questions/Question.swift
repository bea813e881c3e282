import ComputationGraph
import Learning

/// A number to be predicted, and the numbers that known mistakes give.
public struct Question: Hashable, Sendable {
  /// A mistake and the numbers that it gives, in the shape of the right ones.
  public struct WrongNumbers: Hashable, Sendable {
    /// The mistake.
    public let mistake: Mistake
    /// The numbers that it gives.
    public let numbers: Tensor
  }

  /// The place where it is asked.
  public let place: QuestionPlace
  /// The node whose value or gradient is asked for.
  public let node: Node.ID
  /// The right numbers.
  public let expected: Tensor
  /// Which of them is asked for, counted row by row from 0.
  public let entry: Int
  /// The known mistakes with their numbers, the most usual first.
  public let mistakes: [WrongNumbers]
  /// The number of decimals that are shown of numbers like this.
  public let decimals: Int

  /// The right number.
  public var number: Double { expected.elements[entry] }

  /// A question at the position `place.asked`, whose snapshot is given, where `decimals` decimals of
  /// values and gradients are shown.
  ///
  /// Of a tensor one entry is asked for: the first that is not trivial, or one that `seed` chooses.
  public init(_ place: QuestionPlace, at snapshot: Snapshot, decimals: Int, seed: UInt64? = nil) {
    // A parameter moves by little: more decimals are needed to see it.
    let decimals = place.number == .update ? decimals + 2 : decimals
    let facts = QuestionFacts(place, at: snapshot, decimals: decimals)
    self.place = place
    self.decimals = decimals
    node = facts.node
    expected = facts.expected
    mistakes = facts.mistakes
    entry = Self.entry(of: expected, mistakes, seed: seed)
  }

  /// An entry that is not trivial, if there is one: neither 0 nor the same with every mistake.
  private static func entry(of expected: Tensor, _ mistakes: [WrongNumbers], seed: UInt64?) -> Int {
    func isTelling(_ place: Int) -> Bool {
      let number = expected.elements[place]
      return number != 0 && number.isFinite
        && mistakes.contains { $0.mistake != .wrongSign && $0.numbers.elements[place] != number }
    }
    let candidates = expected.elements.indices.prefix(4096)
    guard let seed else { return candidates.first(where: isTelling) ?? 0 }
    let telling = candidates.filter(isTelling)
    var random = RandomNumbers(seed: seed)
    guard !telling.isEmpty else { return random.below(candidates.count) }
    return telling[random.below(telling.count)]
  }
}

extension Timeline {
  /// The next question after `position` whose number is computed. A held gate gives what a person
  /// has set and sends 0, so it is left out.
  ///
  /// There always is one, because every iteration has a seed.
  public func nextQuestion(after position: Position) -> QuestionPlace {
    var place = plan.question(after: position)
    while isHeld(place) { place = plan.question(after: place.answered) }
    return place
  }

  /// Whether a question is about a held gate, whose number nobody can compute.
  public func isHeld(_ place: QuestionPlace) -> Bool {
    let unit: StepPlan.Unit
    switch place.action {
    case .forward(let index): unit = plan.units[index]
    case .flow(let index): unit = plan.units[plan.flows[index].unit]
    case .zero, .seed, .update: return false
    }
    return givenValues(in: place.asked.iteration).held.contains {
      unit.nodes.contains(Int($0.node.index))
    }
  }

  /// The question at a place, as it stands when everything before it has happened.
  public mutating func question(
    _ place: QuestionPlace, decimals: Int = 2, seed: UInt64? = nil
  ) -> Question {
    Question(place, at: snapshot(at: place.asked), decimals: decimals, seed: seed)
  }
}
