import ComputationGraph

/// `W[0, 1]`: an entry of a vector or matrix, as it is typed.
package struct EntryName: Hashable, Sendable {
  package let name: String
  package let indices: [Int]

  /// The entry name at the start of a text, and the text after it; `nil` if there is none.
  package static func prefix(of text: String) -> (name: EntryName, rest: String)? {
    guard let open = text.firstIndex(of: "["), let close = text.firstIndex(of: "]"), open < close
    else { return nil }
    let name = text[..<open].filter { $0 != " " }
    let parts = text[text.index(after: open)..<close].split(
      separator: ",", omittingEmptySubsequences: false)
    let indices = parts.compactMap { Int($0.filter { $0 != " " }) }
    guard !name.isEmpty, indices.count == parts.count else { return nil }
    let rest = text[text.index(after: close)...].drop { $0 == " " }
    return (EntryName(name: String(name), indices: indices), String(rest))
  }

  /// The index of the entry in a tensor of this shape, counted row by row.
  package func element(in shape: Shape) throws(Refusal) -> Int {
    guard indices.count == shape.extents.count else {
      throw Refusal(
        shape.isScalar
          ? "\(name) is a single number"
          : "an entry of \(name), which is \(shape), has "
            + (shape.extents.count == 1 ? "one index" : "\(shape.extents.count) indices"))
    }
    guard zip(indices, shape.extents).allSatisfy({ 0 <= $0 && $0 < $1 }) else {
      let last = shape.extents.map { String($0 - 1) }.joined(separator: ", ")
      throw Refusal("\(name) is \(shape): its entries go from 0 to \(last)")
    }
    return zip(indices, shape.extents).reduce(0) { $0 * $1.1 + $1.0 }
  }
}
