/// A heap of weighted values, the largest on top.
struct WeightedHeap {
  private var entries: [(value: Int, weight: Int)] = []

  var largest: Int? { entries.first?.value }

  /// Removes the largest value, with its whole weight.
  mutating func popLargest() -> Int? {
    guard let top = entries.first else { return nil }
    removeTop()
    return top.value
  }

  mutating func push(_ entry: (value: Int, weight: Int)) {
    entries.append(entry)
    var child = entries.count - 1
    while child > 0, entries[(child - 1) / 2].value < entries[child].value {
      entries.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  /// Removes `weight` in total, starting with the largest values.
  mutating func removeLargest(weight: Int) {
    var weight = weight
    while weight > 0, let top = entries.first {
      if top.weight > weight {
        entries[0].weight -= weight
        return
      }
      weight -= top.weight
      removeTop()
    }
  }

  private mutating func removeTop() {
    let last = entries.removeLast()
    guard !entries.isEmpty else { return }
    entries[0] = last
    var parent = 0
    while true {
      var largest = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < entries.count {
        if entries[child].value > entries[largest].value { largest = child }
      }
      if largest == parent { return }
      entries.swapAt(parent, largest)
      parent = largest
    }
  }
}
