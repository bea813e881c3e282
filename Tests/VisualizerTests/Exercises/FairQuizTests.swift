import Backpropagation
import ComputationGraph
import Debugging
import Exercises
import ExpressionLanguage
import Foundation
import Learning
import LectureGraphs
import TestSupport
import Testing

/// The questions of all examples, as `backprop quiz --plain` asks them.
@Suite struct FairQuizTests {
  /// The examples whose arrays are small enough to ask for every number; the whole also has the others.
  private static let examples = LectureGraphs.all.filter {
    Soak.isOn
      || !["mnist", "digits", "spiral", "twenty-lines", "moons"].contains(where: $0.name.contains)
  }

  @Test(arguments: examples)
  func `every question of an example is fair`(_ graph: LectureGraph) throws {
    let document = try OpenedGraph(graph).document
    var timeline = Timeline(Training(of: document.objective))
    for place in timeline.plan.questions(ofIteration: timeline.plan.firstIteration) {
      let snapshot = timeline.snapshot(at: place.asked)
      let question = Question(place, at: snapshot, decimals: 2, seed: 1)
      #expect(FairAnswers(to: question, at: snapshot).misjudged == [], "\(place)")
    }
  }

  @Test(arguments: examples)
  func `the numbers of the solution, typed as they stand there, are right`(
    _ graph: LectureGraph
  ) throws {
    var dialogue = QuizDialogue(
      try OpenedGraph(graph).document, phases: Set(Phase.allCases), count: nil, seed: 1)
    var texts: Set<String> = []
    var cut = 0
    while let question = dialogue.ask() {
      #expect(texts.insert(String(question.drop { $0 != " " })).inserted, "twice: \(question)")
      _ = dialogue.take("?")
      let hint = dialogue.take("?")
      let solution =
        hint.components(separatedBy: "= ").last?.components(separatedBy: "; ").last ?? ""
      if isWhole(solution) {
        _ = dialogue.take(solution)
      } else {
        cut += 1
      }
      while dialogue.isOpen { _ = dialogue.take("?") }
    }
    let records = dialogue.quiz.records
    let wrong = records.filter { !$0.isRight && !$0.answers.isEmpty }
    #expect(wrong.map { "\($0.question): \($0.answers)" } == [])
    #expect(records.count(where: \.isRight) == records.count - cut, "what is whole can be typed")
    #expect(cut < records.count, "some solution is whole")
  }

  /// Whether a solution has all its numbers: large arrays and sums of many products are shortened, and
  /// an optimizer shows what it computes one after the other.
  private func isWhole(_ solution: String) -> Bool {
    !solution.isEmpty && !["…", " matrix", "a vector of"].contains { solution.contains($0) }
  }

  /// The number of the first question about `subject`, and what is given for it.
  private func given(_ source: String, _ subject: String) throws -> String {
    var dialogue = QuizDialogue(try read(source), phases: Set(Phase.allCases), count: nil, seed: 1)
    while let question = dialogue.ask() {
      if question.contains("\n  \(subject) = ?") { return question }
      while dialogue.isOpen { _ = dialogue.take("?") }
    }
    return ""
  }

  @Test func `what an optimizer remembers is given, with its constants`() throws {
    let file = "param w = 2\nf = w^2\nminimize f with "
    let momentum = try given(file + "momentum(lr = 0.1, momentum = 0.9)", "new w")
    #expect(momentum.contains("learning rate = 0.1, v = 0.0000, momentum = 0.9"))
    let adam = try given(file + "adam(lr = 0.1)", "new w")
    #expect(
      adam.contains(
        "m = 0.0000, s = 0.0000, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-08, t = 1"))
    let decay = try given(file + "sgd(lr = 0.1, weight_decay = 0.5)", "new w")
    #expect(decay.contains("weight_decay = 0.5"))
  }

  @Test func `neither the seed nor gradients of data are asked for`() throws {
    var dialogue = QuizDialogue(
      try read("x = 0.5\nt = 1\nparam w = 0.8\ny = sigmoid(w*x)\nL = (y - t)^2"),
      phases: [.backward], count: nil, seed: 1)
    var subjects: [String] = []
    while let question = dialogue.ask() {
      subjects.append(String(question.split(separator: "\n").last ?? ""))
      while dialogue.isOpen { _ = dialogue.take("?") }
    }
    #expect(subjects == ["  ∂L/∂(y-t) = ?", "  ∂L/∂y = ?", "  ∂L/∂(w·x) = ?", "  ∂L/∂w = ?"])
  }

  @Test func `the ladder: the part, the formula, the numbers, and the answer on request`() throws {
    var dialogue = QuizDialogue(
      try read("w = 3\nx = 4\nz = w*x\nL = 5*z"), phases: [.backward], count: nil, seed: 1)
    var question = dialogue.ask()
    while question?.contains("send to w") == false {
      while dialogue.isOpen { _ = dialogue.take("?") }
      question = dialogue.ask()
    }
    let first = dialogue.take("4")
    #expect(
      first == """
          4: the local gradient alone; it is multiplied by the upstream one
          look at the upstream gradient; local gradient and product are right
        """)
    #expect(dialogue.take("5").contains("= ∂L/∂z × ∂z/∂w = ∂L/∂z × x"))
    #expect(dialogue.take("9").contains("= 5.00 × 4.00"))
    #expect(!dialogue.take("8").contains("= "))
    #expect(dialogue.take("?").contains("it is ∂L/∂w = 20.00"))
  }
}
