import Backpropagation
import ComputationGraph
import Sentences

/// The mistakes of the bug lab in words.
extension Bug.Kind {
  /// Its name in commands.
  package var name: String { rawValue }

  /// The mistake as it looks in code.
  package var code: String {
    switch self {
    case .noZeroing: "x.grad = 0 is missing before the backward pass"
    case .overwrite: "x.grad = upstream * local, where it should be +="
    case .wrongSign: "w = w + lr * w.grad, where it should be -"
    case .earlyUpdate: "w moves in the loop of the backward pass, not after it"
    case .missingTranspose: "x.grad += z.grad @ y, where it should be y.T"
    case .staleValue: "z is computed in the first iteration, then kept"
    case .wrongOrder: "z sends its gradient before all of it is in"
    }
  }

  /// Its symptom.
  package var sign: String {
    switch self {
    case .noZeroing: "the first sum of an iteration begins with the gradient of the one before"
    case .overwrite: "a sum at a fork loses what had arrived before"
    case .wrongSign: "an update adds lr × gradient where it should subtract"
    case .earlyUpdate: "a parameter changes in the backward pass already, not in the update"
    case .missingTranspose: "a product differs from what its entries give"
    case .staleValue: "a result differs from its formula, from iteration 1 on"
    case .wrongOrder: "a gate sends while more of its own gradient is still to come"
    }
  }

  /// The reason why it cannot be made in a graph that has no place for it.
  package var obstacle: String {
    switch self {
    case .noZeroing: "no leaf gets a gradient, so there is none to be cleared"
    case .overwrite: "every node gets one gradient only, so none is overwritten"
    case .wrongSign, .earlyUpdate: "there is no parameter that could move"
    case .missingTranspose: "no product has a square factor: its shapes would refuse at once"
    case .staleValue: "no gate depends on a parameter, so no value can be out of date"
    case .wrongOrder: "no gate waits for gradients from two others, so none can send too early"
    }
  }

  /// The reason why it would change nothing although there is a place for it.
  var whyWithoutEffect: String {
    switch self {
    case .earlyUpdate:
      "it would change no number: nothing is computed with a parameter once it has moved"
    default: "it would change no number here"
    }
  }
}

extension Bug {
  /// `overwrite at u`, or `overwrite` where it affects every node.
  func name(_ words: Wording) -> String { kind.name + (node.map { " at \(words.name($0))" } ?? "") }
}

extension BugLab.Obstacle {
  /// The reason why a mistake cannot be made at `node`, and the nodes where it can.
  func text(_ kind: Bug.Kind, at node: Node.ID?, _ words: Wording) -> String {
    switch self {
    case .noPlace: "\(kind.name) is impossible here: \(kind.obstacle)"
    case .madeEverywhere: "\(kind.name) is not made at a single gate: :bug \(kind.name)"
    case .otherPlaces(let places):
      "\(kind.name) cannot be made at \(node.map(words.name) ?? ""), but at "
        + places.prefix(6).map(words.name).joined(separator: ", ")
        + (places.count > 6 ? " …" : "")
    case .noEffect: kind.whyWithoutEffect
    }
  }
}

extension BugHunt {
  /// `overwrite at u`, as far as the person may know it.
  package func description(_ words: Wording) -> String {
    switch isRiddle ? riddle : .nothing {
    case .kindAndPlace: "one of seven mistakes: find it"
    case .place: "\(bug.kind.name) at a gate: find it"
    case .nothing: bug.name(words)
    }
  }
}
