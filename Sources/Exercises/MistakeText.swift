import Backpropagation
import Cells
import ComputationGraph
import Debugging
import ExpressionLanguage
import Sentences

// Remarks about an answer.
extension Wording {
  /// The reply to what was typed, in one sentence; `nil` for a right answer.
  package func sentence(for response: Prediction.Response, _ question: Question) -> String? {
    switch response {
    case .nothingTyped: "type a number or a formula; ? shows the formula"
    case .unreadable(let reason): reason
    case .judged(let verdict, let text): sentence(for: verdict, on: text, question)
    }
  }

  private func sentence(for verdict: Verdict, on text: String, _ question: Question) -> String? {
    let text = text.fitted(to: 24)
    return switch verdict {
    case .right: nil
    case .ambiguous:
      "\(text) fits the right number and a usual mistake: give more digits"
    case .onlyZeros: "\(text) has zeros alone, and the number is not 0: give more digits"
    case .mistake(let mistake): "\(text): \(sentence(for: mistake, question))"
    case .wrongShape(let shape):
      "\(text) has the shape \(shape), and \(name(question.node)) has \(question.expected.shape)"
    case .wrong: "\(text) is wrong, and none of the usual mistakes"
    }
  }

  private func sentence(for mistake: Mistake, _ question: Question) -> String {
    let name = name(question.node)
    switch mistake {
    case .forgotUpstream: return "the local gradient alone; it is multiplied by the upstream one"
    case .forgotLocal: return "the upstream gradient alone; it is multiplied by the local one"
    case .overwrote: return "what has just arrived, alone; gradients are added, += and not ="
    case .forgotContribution: return "what was there before; add what has just arrived"
    case .tookSum: return "all that \(name) has collected; this gate sends only a part of it"
    case .forgotToSum: return "one copy alone; \(name) was copied, so its gradients are added"
    case .wrongSign: return "the sign is wrong"
    case .swappedOperands: return swapped(question)
    case .missingTranspose: return "a transpose is missing, or the factors are swapped"
    case .tookValueForGradient: return "a value; the gradient is asked for, below the wire"
    case .tookGradientForValue: return "a gradient; the value is asked for, above the wire"
    case .mistookOperandForOutput:
      return "the local gradient at the wrong number: operand or output"
    case .wrongOperation: return "the wrong operation with the right numbers"
    case .handedOn:
      return question.place.number == .update
        ? "the old number; it moves" : "an operand as it is; the gate changes it"
    case .forgotLearningRate: return "without the learning rate"
    case .movedUphill: return "uphill: minus the learning rate times the gradient"
    case .gaveStep: return "how far \(name) moves; where to is asked for"
    case .forgotMoments: return "plain gradient descent; this optimizer has another rule"
    case .outOfDate: return "the number from before the update"
    case .tookZeroForSeed:
      return "as if the backward pass began with 0; \(gradientName(snapshot.output)) is 1"
    case .tookPartOfLocal: return "one part of the local gradient alone; another is missing"
    case .forgotFactor: return factorForgotten(question)
    case .forgotMean: return "the sum; the loss is the mean, so 1/N is missing"
    case .forgotLabel: return "the softmax alone; at the label 1 is taken away"
    case .wrongBase: return "with the logarithm to base 10; log is the natural one"
    case .leftOutGate: return "one gate of the chain is left out"
    case .roundedTooEarly: return "rounded too early; with all digits it is another number"
    }
  }

  /// The part of a downstream gradient in which the last answer is wrong, and the parts that are
  /// right; `nil` where the answer does not tell.
  func wrongPart(_ prediction: Prediction) -> String? {
    let question = prediction.question
    guard question.isAboutFlow, let mistake = prediction.lastMistake else { return nil }
    if question.place.number == .sum {
      return mistake.part == .together ? "the sum; what there was and what arrives are right" : nil
    }
    let isInside = unit(question)?.compoundGate != nil
    switch mistake == .leftOutGate && !isInside ? .upstream : mistake.part {
    case .upstream?: return "the upstream gradient; local gradient and product are right"
    case .local?: return "the local gradient; upstream gradient and product are right"
    case .together?: return "how they are put together; upstream and local gradient are right"
    case nil: return nil
    }
  }

  private func factorForgotten(_ question: Question) -> String {
    switch primitive(question) {
    case .elementwise(.sqrt)?: "without the ½ of the local gradient of a square root"
    case .elementwise(.power)?: "without the exponent, which comes down in front"
    default: "without the 2 of the square"
    }
  }

  private func swapped(_ question: Question) -> String {
    guard question.place.number == .downstream, let unit = unit(question),
      unit.compoundGate == nil
    else { return "the operands are the wrong way round" }
    switch document.graph.primitive(of: unit.output)?.elementwise?.pattern {
    case .swapper?: return "its own value; × swaps, the local gradient is the other operand"
    case .router?: return "the gradient goes to the operand that won"
    case .distributor?, nil: return "the local gradient of the other operand"
    }
  }
}
