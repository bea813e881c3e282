import ComputationGraph

/// A JSON value, written on one line.
///
/// Foundation's encoder would cost more time at every start than the whole program takes.
enum JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  case null
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case array([JSON])
  /// The members in the order in which they are written.
  case object([(String, JSON)])

  init(stringLiteral value: String) { self = .string(value) }
  init(integerLiteral value: Int) { self = .integer(value) }

  /// A scalar as a number, any other tensor as nested arrays.
  init(_ tensor: Tensor) {
    func nested(_ extents: ArraySlice<Int>, _ elements: ArraySlice<Double>) -> JSON {
      guard let count = extents.first else { return .number(elements[elements.startIndex]) }
      let size = count == 0 ? 0 : elements.count / count
      return .array(
        (0..<count).map { index in
          let start = elements.startIndex + index * size
          return nested(extents.dropFirst(), elements[start..<start + size])
        })
    }
    self = nested(tensor.shape.extents[...], tensor.elements[...])
  }

  /// The text; numbers with all their digits, NaN and infinities as strings.
  var text: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .number(let value): Self.text(of: value)
    case .string(let value): Self.quoted(value)
    case .array(let values): "[" + values.map(\.text).joined(separator: ", ") + "]"
    case .object(let members):
      "{" + members.map { Self.quoted($0.0) + ": " + $0.1.text }.joined(separator: ", ") + "}"
    }
  }

  private static func text(of number: Double) -> String {
    if number.isNaN { return "\"NaN\"" }
    if number.isInfinite { return number < 0 ? "\"-Infinity\"" : "\"Infinity\"" }
    return number.description
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "\r": quoted += "\\r"
      default:
        if scalar.value < 0x20 {
          let digits = String(scalar.value, radix: 16)
          quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
          quoted.unicodeScalars.append(scalar)
        }
      }
    }
    return quoted + "\""
  }
}
