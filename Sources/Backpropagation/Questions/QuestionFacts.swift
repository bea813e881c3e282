import ComputationGraph

/// What is behind a question: the numbers that are given, the answer that follows from them, and
/// those that follow by a known mistake.
protocol QuestionFacts: Sendable {
  /// The right numbers; `nil` where they do not follow from the numbers given.
  var answer: Tensor? { get }
  /// The known mistakes with their numbers, the most usual first. Of these, numbers of another shape
  /// than the answer's do not count.
  var mistakes: [(Mistake, Tensor?)] { get }
  /// The right steps with numbers that a function has rounded on the way, in all ways in which that
  /// is done.
  func roundedOnTheWay(_ rounding: (Double) -> Double) -> [Tensor?]
  /// The same with all given numbers changed by a function.
  func mapped(_ change: (Double) -> Double) -> Self
  /// How an entry of the answer changes with each number that it may be computed from.
  func influences(on entry: Int) -> [Influence]
}

extension QuestionFacts {
  func roundedOnTheWay(_ rounding: (Double) -> Double) -> [Tensor?] {
    [mapped(rounding).answer]
  }
}

/// The influence of a given number on an answer.
struct Influence {
  /// The number.
  let number: Double
  /// ∂answer/∂number.
  let slope: Double

  /// The influences of all elements of a tensor, without those that have none.
  static func all(_ numbers: Tensor, _ slopes: Tensor) -> [Influence] {
    zip(numbers.elements, slopes.elements).compactMap { number, slope in
      slope == 0 || !slope.isFinite || !number.isFinite
        ? nil : Influence(number: number, slope: slope)
    }
  }

  /// By how much a number is moved to find slopes: little, and so that it keeps its sign.
  static func step(at number: Double) -> Double { number == 0 ? 1e-5 : 1e-5 * abs(number) }

  /// The slope of a function at a number, by a central difference.
  static func slope(at number: Double, _ function: (Double) -> Double?) -> Double {
    let step = step(at: number)
    guard let above = function(number + step), let below = function(number - step) else { return 0 }
    return (above - below) / (2 * step)
  }
}

/// The seed: ∂L/∂L.
struct SeedFacts: QuestionFacts {
  /// The value of the output.
  var output: Tensor

  var answer: Tensor? { output.map { _ in 1 } }

  var mistakes: [(Mistake, Tensor?)] {
    [
      (.tookValueForGradient, output), (.wrongSign, output.map { _ in -1 }),
      (.tookZeroForSeed, output.map { _ in 0 }),
    ]
  }

  func roundedOnTheWay(_ rounding: (Double) -> Double) -> [Tensor?] { [] }
  func mapped(_ change: (Double) -> Double) -> SeedFacts { SeedFacts(output: output.map(change)) }
  func influences(on entry: Int) -> [Influence] { [] }
}

/// A contribution that is added to what an operand has collected.
struct SumFacts: QuestionFacts {
  /// ∂L/∂operand so far, what arrives, and the operand's value.
  var before, arriving, value: Tensor

  var answer: Tensor? { before.with(arriving, +) }

  var mistakes: [(Mistake, Tensor?)] {
    [
      (.overwrote, arriving), (.forgotContribution, before),
      (.wrongSign, before.with(arriving, -)), (.wrongSign, before.with(arriving) { -$0 - $1 }),
      (.wrongOperation, before.with(arriving, *)), (.tookValueForGradient, value),
    ]
  }

  func mapped(_ change: (Double) -> Double) -> SumFacts {
    SumFacts(before: before.map(change), arriving: arriving.map(change), value: value.map(change))
  }

  func influences(on entry: Int) -> [Influence] {
    [before, arriving].map { Influence(number: $0.elements[entry], slope: 1) }
  }
}
