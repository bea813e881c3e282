import Learning

/// A file with a graph drawn by lot: chains, sums and products of what there is so far, forks in two of
/// three graphs with operands used up to four times, names of 1 to 20 letters, values of 1e-6 to 1e6.
struct DrawnSource {
  let text: String

  init(seed: UInt64, mostGates: Int) {
    var random = RandomNumbers(seed: seed &+ 77)
    let gates = 1 + random.below(mostGates)
    let hasForks = seed % 3 != 2
    var lines: [String] = []
    // What may be used, and how often it still may be.
    var open: [(name: String, left: Int)] = []
    var count = 0
    func name() -> String {
      count += 1
      let length = 1 + random.below(random.below(4) == 0 ? 18 : 4)
      let letters = Array("etaoinshrdlucmfwypvbgkjqxz")
      return String((0..<length).map { _ in letters[random.below(12)] }) + "_\(count)"
    }
    func leaf() -> String {
      let leaf = name()
      let digits = Double(1 + random.below(999)) / 100
      let scale = [1e-6, 1e-3, 0.1, 1, 1, 1, 1, 10, 1e3, 1e5][random.below(10)]
      lines.append("\(random.below(2) == 0 ? "param " : "")\(leaf) = \(digits * scale)")
      if hasForks, random.below(3) == 0 { open.append((leaf, 1 + random.below(3))) }
      return leaf
    }
    func value() -> String {
      guard !open.isEmpty, random.below(4) != 0 else { return leaf() }
      let place = open.count - 1 - random.below(min(open.count, 5))
      let chosen = open[place].name
      open[place].left -= 1
      if open[place].left == 0 { open.remove(at: place) }
      return chosen
    }
    var last = leaf()
    for _ in 0..<gates {
      let other = value()
      let body =
        switch random.below(7) {
        case 0: "sigmoid(\(last))"
        case 1: "relu(\(last))"
        case 2: "\(last)^2"
        case 3: "\(last) - \(other)"
        case 4: "\(other) + \(last)"
        default: "\(last)*\(other)"
        }
      let result = name()
      lines.append("\(result) = \(body)")
      last = result
      if hasForks, random.below(3) == 0 { open.append((result, 1 + random.below(3))) }
    }
    // Leaves that no gate uses would stand apart.
    for place in open where place.name != last && random.below(2) == 0 {
      let result = name()
      lines.append("\(result) = \(last) + \(place.name)")
      last = result
    }
    text = lines.joined(separator: "\n")
  }
}
