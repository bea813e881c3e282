import Cells
import ComputationGraph

/// The names of nodes in a few columns: two that differ never look alike.
///
/// A long one keeps its beginning and its end. Where that would make it look like another one, more of its
/// end is kept, or more of its beginning, or it gets a number.
public struct ShortNames: Sendable {
  /// The greatest number of columns of a name.
  public static let columns = 18

  /// The short forms of the labels that are too long.
  private var forms: [String: String] = [:]

  /// In a graph with more labels than this nobody compares them all.
  private static let mostLabels = 10_000

  init(of labels: [String]) {
    guard labels.count <= Self.mostLabels else { return }
    var taken: [String: Int] = [:]
    for label in labels
    where label.utf8.count > Self.columns && forms[label] == nil {
      let pretty = Self.pretty(label)
      guard pretty.columns > Self.columns else { continue }
      let form = Self.form(of: pretty, besides: &taken)
      taken[form] = 1
      forms[label] = form
    }
  }

  /// The short form of a label of the document, as on a board: with `·` for `*`.
  public subscript(label: String) -> String {
    label.utf8.count <= Self.columns
      ? Self.pretty(label)
      : forms[label] ?? Self.pretty(label).fittedInTheMiddle(to: Self.columns)
  }

  private static func pretty(_ label: String) -> String {
    label.contains("*") ? String(label.map { $0 == "*" ? "·" : $0 }) : label
  }

  /// The short form of a long name that is not taken; the number of names that have a form so far
  /// numbers the next one.
  private static func form(of name: String, besides taken: inout [String: Int]) -> String {
    for tail in [8, 11, 5, 14, 3] {
      let form = name.fittedInTheMiddle(to: columns, tail: tail)
      if taken[form] == nil { return form }
    }
    let base = name.fittedInTheMiddle(to: columns)
    while true {
      let number = taken[base, default: 1] + 1
      taken[base] = number
      let form = name.fittedInTheMiddle(to: columns - 1 - "\(number)".count) + "#\(number)"
      if taken[form] == nil { return form }
    }
  }
}
