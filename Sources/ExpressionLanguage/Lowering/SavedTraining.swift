import ComputationGraph
import Learning

/// A training that was saved: all it takes to go on with it.
package struct SavedTraining: Sendable {
  /// A parameter as it was saved.
  package struct Parameter: Sendable {
    package let name: String
    package let value: Tensor
    /// The optimizer's moments, in the shape of the value.
    package let moments: [Tensor]

    package init(name: String, value: Tensor, moments: [Tensor]) {
      self.name = name
      self.value = value
      self.moments = moments
    }
  }

  /// The folder it was saved in, for messages.
  package let folder: String
  /// The number of updates that were made.
  package let iterations: Int
  /// The random start that it went out from.
  package let start: Int
  /// The values that were given to free inputs and leaves other than the parameters.
  package var inputs: [String: Double]
  /// The name of the optimizer that the moments belong to.
  package let optimizer: String
  package let parameters: [Parameter]

  package init(
    folder: String, iterations: Int, start: Int, inputs: [String: Double], optimizer: String,
    parameters: [Parameter]
  ) {
    self.folder = folder
    self.iterations = iterations
    self.start = start
    self.inputs = inputs
    self.optimizer = optimizer
    self.parameters = parameters
  }

  /// The parameter with this name, if it was saved.
  func parameter(named name: String) -> Parameter? { parameters.first { $0.name == name } }

  /// The value that a leaf begins with: the saved one of a parameter, in the same shape.
  func value(
    of name: String, insteadOf leaf: Tensor, at span: SourceSpan
  ) throws(Lowering.Failure) -> Tensor {
    guard let saved = parameter(named: name)?.value else { return leaf }
    guard saved.shape == leaf.shape else {
      throw .mistake(
        .savedInAnotherShape(name, leaf.shape, saved: saved.shape, in: folder), at: span)
    }
    return saved
  }

  /// What the training of a graph begins with, whose parameters and their names are these.
  ///
  /// Moments of another optimizer are not taken over. Throws what was saved and is not there, and
  /// what is there and was not saved.
  func start(
    of trained: [String], under optimizer: Optimizer, given: [String: Double],
    at span: (String) -> SourceSpan?
  ) throws(DiagnosticList) -> TrainingStart {
    let missing = trained.filter { given[$0] == nil && parameter(named: $0) == nil }
    let known = Set(trained)
    let strange = parameters.map(\.name).filter { !known.contains($0) }
    let diagnostics =
      missing.map { Diagnostic(.notSaved($0, in: folder), at: span($0)) }
      + strange.map { Diagnostic(.savedAndNotTrained($0, in: folder), at: span($0)) }
    guard diagnostics.isEmpty else { throw DiagnosticList(diagnostics) }
    guard optimizer.name == self.optimizer, optimizer.momentCount > 0 else {
      return TrainingStart(iteration: iterations, moments: nil)
    }
    let moments = trained.compactMap(parameter).flatMap(\.moments).flatMap(\.elements)
    return TrainingStart(iteration: iterations, moments: moments)
  }
}
