import Learning

/// Files with scalar graphs: forks in two of three, operands used up to four times, names of 1 to 20
/// letters, every gate named.
struct GeneratedSource {
  let text: String
  /// The number of gates.
  let gates: Int

  init(seed: UInt64, gates: Int) {
    var random = RandomNumbers(seed: seed &* 0x9E37_79B9_7F4A_7C15 &+ 11)
    var lines: [String] = []
    var uses: [(name: String, count: Int)] = []
    let mostUses = seed % 3 == 0 ? 1 : 4
    func name() -> String {
      let letters = Array("abcdefghijklmnopqrstuvwxyz")
      let length = random.below(3) == 0 ? 1 + random.below(20) : 1 + random.below(4)
      let text = String((0..<length).map { _ in letters[random.below(letters.count)] })
      return text + "\(uses.count)"
    }
    func operand() -> String {
      let free = uses.indices.filter { uses[$0].count < mostUses }.suffix(6)
      if !free.isEmpty, random.below(3) != 0 {
        let index = free[free.startIndex + random.below(free.count)]
        uses[index].count += 1
        return uses[index].name
      }
      let leaf = name()
      let size = Double(random.below(200_000)) / 100_000 - 1
      let number = size * [1, 1, 1, 10, 1000, 1e-4][random.below(6)]
      lines.append("\(leaf) = \(number)")
      uses.append((leaf, 1))
      return leaf
    }
    for gate in 0..<gates {
      let unused = uses.indices.filter { uses[$0].count == 0 }
      var first = operand()
      // What nothing uses yet is used by the next gate, so that all lead to the output.
      if let last = unused.last, uses[last].count == 0 {
        uses[last].count += 1
        first = uses[last].name
      }
      let expression =
        switch random.below(6) {
        case 0: "tanh(\(first))"
        case 1: "\(first) + 0.5"
        case 2: "\(first) - \(operand())"
        case 3: "\(first) + \(operand())"
        default: "\(first)*\(operand())"
        }
      let result = name()
      lines.append("\(result) = \(expression)")
      uses.append((result, gate == gates - 1 ? 1 : 0))
    }
    text = lines.joined(separator: "\n")
    self.gates = gates
  }
}
