import ComputationGraph

/// A line of the file.
enum Statement {
  case value(ValueStatement)
  case function(FunctionStatement)
  case minimize(MinimizeStatement)
  case expect(ExpectStatement)
}

/// `name = expression`, with or without `param` before it.
struct ValueStatement {
  let name: Name
  let nameToken: Int
  let isParameter: Bool
  /// The right side, as places in the file's instructions.
  let body: Range<Int>
  let lastToken: Int
}

/// `f(a, b) = expression`.
struct FunctionStatement {
  let name: Name
  let nameToken: Int
  let argumentCount: Int
  let body: Range<Int>
}

/// `minimize name with sgd(lr = 0.01)`.
struct MinimizeStatement {
  let name: Name
  let nameToken: Int
  let learningRate: Double?
}

/// `expect grad name = value after count`.
struct ExpectStatement {
  let name: Name
  let nameToken: Int
  let subject: Expectation.Subject
  let comparison: Expectation.Comparison
  let bounds: Tensor
  let tolerances: [Double]
  let boundTokens: TokenRange
  let iterations: Int
  let written: TokenRange
}
