import Backpropagation
import Learning

/// Several files trained side by side: equally many updates from the same starts.
package struct ComparedTrainings: Sendable {
  /// The files, with the results of their trainings.
  package private(set) var models: [ComparedModel]
  /// The number of updates in each training.
  package let iterations: Int
  /// The number of random starts for each file.
  package let startCount: Int

  /// Trainings that have not begun.
  package init(_ models: [ComparedModel], iterations: Int, startCount: Int = 1) {
    self.models = models
    self.iterations = iterations
    self.startCount = max(1, startCount)
    for index in models.indices { self.models[index].begin(start: 0, iterations: iterations) }
  }

  /// Whether all trainings have ended.
  package var isComplete: Bool { models.allSatisfy { $0.run == nil } }

  /// The share of the updates that have been made, from 0 to 1.
  package var progress: Double {
    let total = Double(models.count * startCount) * Double(iterations + 1)
    let done = models.reduce(0.0) { sum, model in
      sum + Double(model.results.count) * Double(iterations + 1) + Double(model.run?.reached ?? 0)
    }
    return total == 0 ? 1 : done / total
  }

  /// The start being trained; the last one when all have ended.
  package var start: Int { models.compactMap { $0.run?.start }.min() ?? startCount - 1 }

  /// Continues the training with the least progress, for about that many operations.
  package mutating func advance(work: Int = Training.quickWork) {
    let behind = models.indices.filter { models[$0].run != nil }.min {
      (models[$0].results.count, models[$0].run?.reached ?? 0)
        < (models[$1].results.count, models[$1].run?.reached ?? 0)
    }
    if let behind { models[behind].advance(work: work, startCount: startCount) }
  }

  /// The quantities that at least one of the files measures.
  package var quantities: [ComparedQuantity] {
    var quantities = [ComparedQuantity.loss(.training)]
    if isMeasured(.loss(.test)) { quantities.append(.loss(.test)) }
    for text in reports {
      for part in DataSet.Part.allCases {
        let quantity = ComparedQuantity.report(text, part)
        if !quantities.contains(quantity), isMeasured(quantity) { quantities.append(quantity) }
      }
    }
    return quantities
  }

  /// The reports of the files, each text once.
  var reports: [String] {
    models.flatMap(\.reports).reduce(into: []) { texts, text in
      if !texts.contains(text) { texts.append(text) }
    }
  }

  private func isMeasured(_ quantity: ComparedQuantity) -> Bool {
    models.contains { $0.curve(quantity, start: 0) != nil }
  }
}
