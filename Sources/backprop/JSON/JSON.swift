import Cells
import ComputationGraph

/// A JSON value, written on one line.
///
/// Foundation's encoder would cost more time at every start than the whole program takes.
enum JSON: ExpressibleByDictionaryLiteral, JSONConvertible {
  case null
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case array([JSON])
  /// The members in the order in which they are written.
  case object([(String, JSON)])

  init(dictionaryLiteral members: (String, any JSONConvertible)...) {
    self = .object(members.map { ($0, $1.json) })
  }

  var json: JSON { self }

  /// The members of one object, then those of another.
  static func + (first: JSON, second: JSON) -> JSON {
    guard case .object(let members) = first, case .object(let others) = second else {
      return second
    }
    return .object(members + others)
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
        guard scalar.isHidden else {
          quoted.unicodeScalars.append(scalar)
          continue
        }
        for unit in scalar.utf16 {
          let digits = String(unit, radix: 16)
          quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      }
    }
    return quoted + "\""
  }
}

/// A value that stands in JSON.
protocol JSONConvertible {
  var json: JSON { get }
}

extension Bool: JSONConvertible { var json: JSON { .bool(self) } }
extension Int: JSONConvertible { var json: JSON { .integer(self) } }
extension Double: JSONConvertible { var json: JSON { .number(self) } }
extension String: JSONConvertible { var json: JSON { .string(self) } }
extension Array: JSONConvertible where Element: JSONConvertible {
  var json: JSON { .array(map(\.json)) }
}
extension Optional: JSONConvertible where Wrapped: JSONConvertible {
  var json: JSON { self?.json ?? .null }
}
extension Tensor: JSONConvertible {
  /// A scalar as a number, any other tensor as nested arrays.
  var json: JSON {
    var numbers = elements[...]
    func nested(_ extents: ArraySlice<Int>) -> JSON {
      guard let count = extents.first else { return .number(numbers.removeFirst()) }
      return .array((0..<count).map { _ in nested(extents.dropFirst()) })
    }
    return nested(shape.extents[...])
  }
}
