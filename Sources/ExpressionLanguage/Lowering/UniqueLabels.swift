import ComputationGraph

extension Graph {
  /// The labels with a number behind those of gates that are called like an earlier one: `x*x`, `x*x #2`.
  ///
  /// A name or an expression of the file has no `#` in it, so the number is no part of one.
  func unique(_ labels: [String]) -> [String] {
    var counts: [String: Int] = [:]
    var unique = labels
    for (index, label) in labels.enumerated() {
      let count = counts[label, default: 0] + 1
      counts[label] = count
      guard count > 1, role(of: Node.ID(index)) == .gate else { continue }
      unique[index] = "\(label) #\(count)"
    }
    return unique
  }
}
