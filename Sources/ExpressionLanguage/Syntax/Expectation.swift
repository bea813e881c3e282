import ComputationGraph

/// A promise of the file about a number or an array of numbers: `expect grad x = -4`.
public struct Expectation: Sendable {
  /// The quantity of the node that is promised.
  public enum Quantity: Hashable, Sendable {
    case value, gradient
  }

  /// The comparison of the number with the bound.
  public enum Comparison: String, Hashable, Sendable {
    case equal = "="
    case less = "<"
    case greater = ">"
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
  }

  /// The name the promise is about.
  public let name: String
  /// The node that the name denotes.
  public let node: Node.ID
  /// The quantity of the node that is promised.
  public let quantity: Quantity
  /// The comparison of each number with its bound.
  public let comparison: Comparison
  /// The numbers written in the file. A single one bounds every element of an array.
  public let bounds: Tensor
  /// The tolerance of each of `bounds`, for equality.
  public let tolerances: [Double]
  /// The number of iterations, each a forward pass, a backward pass and an update, after which the
  /// promise must hold.
  public let iterations: Int
  /// The line of the promise, counted from 1.
  public let line: Int
  /// The promise as it is written, without `expect`: `grad x = -4`.
  public let text: String

  /// Whether all elements keep the promise; a tensor of another shape than the promise does not.
  public func isKept(by tensor: Tensor) -> Bool {
    let isSingle = bounds.shape.isScalar
    guard isSingle || tensor.shape == bounds.shape else { return false }
    return tensor.elements.enumerated().allSatisfy { index, number in
      let slot = isSingle ? 0 : index
      return isKept(by: number, bounds.elements[slot], tolerance: tolerances[slot])
    }
  }

  /// Whether a single number keeps the promise.
  ///
  /// NaN keeps no promise but `= nan`; an infinity keeps those it equals or lies beyond.
  public func isKept(by number: Double) -> Bool { isKept(by: Tensor(number)) }

  private func isKept(by number: Double, _ bound: Double, tolerance: Double) -> Bool {
    switch comparison {
    case .equal:
      bound.isNaN ? number.isNaN : number == bound || abs(number - bound) <= tolerance
    case .less: number < bound
    case .greater: number > bound
    case .lessOrEqual: number <= bound
    case .greaterOrEqual: number >= bound
    }
  }

  /// The tolerance of the number written as `text`, an unsigned literal with this value.
  ///
  /// A number with decimals must agree when rounded to as many decimals, a whole number to 10⁻⁹.
  /// Four units in the last place are always allowed, for numbers with more digits than a double
  /// has.
  static func tolerance(of text: String, value: Double) -> Double {
    let parts = text.filter { $0 != "_" }.split(whereSeparator: { $0 == "e" || $0 == "E" })
    let mantissa = parts.first ?? ""
    let decimals = mantissa.drop { $0 != "." }.dropFirst().count
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let lastPlace = exponent - decimals
    let granted = 4 * value.ulp
    if decimals == 0 && exponent >= 0 { return max(1e-9, granted) }
    return max((Double("5.000000001e\(lastPlace - 1)") ?? 0), granted)
  }
}

extension Expectation: CustomStringConvertible {
  /// The promise as it is written, without `expect`: `grad x = -4`.
  public var description: String { text }
}
