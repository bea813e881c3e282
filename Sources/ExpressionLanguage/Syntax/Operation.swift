import ComputationGraph
import Learning

/// The operation of an instruction that is more than an elementwise primitive. It contains every
/// written number that determines a shape.
enum Operation {
  /// A literal: a leaf, or a constant inside an expression.
  case array(Tensor)
  /// An array made from sizes: a leaf, or a constant inside an expression.
  case constructor(Constructor)
  /// The numbers of a file, identified by the token of its name.
  case file(token: Int)
  /// An array of a file of NumPy, identified by the tokens of its name and of that of the array.
  case arrayFile(token: Int, array: Int?)
  case primitive(Primitive)
  /// A primitive whose last operand was left out.
  case completed(Primitive, standard: Double, text: String)
  case reduce(Primitive.Reduction, axis: Int?, keeps: Bool)
  case concatenate(count: Int, axis: Int)
  case reshape([Int])
  /// A choice for each axis.
  case select([WrittenIndex])
  /// `[x, y]`: operands of equal shape, stacked along a new first axis.
  case rows(count: Int)
  case dot, meanSquare
  case maxout(count: Int)

  enum Constructor {
    case filled(Double, [Int])
    case identity(Int)
    case normal([Int], seed: UInt64)
    case uniform([Int], low: Double, high: Double, seed: UInt64)
  }

  /// Whether it has no operands, so that its name denotes a leaf.
  var isLeaf: Bool { operandCount == 0 }

  /// The number of values it takes from the stack.
  var operandCount: Int {
    switch self {
    case .array, .constructor, .file, .arrayFile: 0
    case .primitive(let primitive): primitive.arity ?? 1
    case .completed(let primitive, _, _): (primitive.arity ?? 1) - 1
    case .reduce, .reshape, .select: 1
    case .dot, .meanSquare: 2
    case .concatenate(let count, _), .rows(let count), .maxout(let count): count
    }
  }
}

extension Operation.Constructor {
  /// The sizes of its axes.
  var sizes: [Int] {
    switch self {
    case .filled(_, let sizes), .normal(let sizes, _), .uniform(let sizes, _, _, _): sizes
    case .identity(let size): [size, size]
    }
  }

  /// The array; another `seedOffset` gives other random numbers.
  func tensor(shape: Shape, seedOffset: UInt64) -> Tensor {
    // A large step, so that no array gets the numbers of another one with a nearby seed.
    let shift = seedOffset &* 0xA24B_AED4_963E_E407
    switch self {
    case .filled(let value, _):
      return Tensor(shape: shape) { _ in value }
    case .identity(let size):
      return Tensor(shape: shape) { $0 % (size + 1) == 0 ? 1 : 0 }
    case .normal(_, let seed):
      var random = RandomNumbers(seed: seed &+ shift)
      return Tensor(shape: shape) { _ in random.normal() }
    case .uniform(_, let low, let high, let seed):
      var random = RandomNumbers(seed: seed &+ shift)
      return Tensor(shape: shape) { _ in low + (high - low) * random.uniform() }
    }
  }
}
