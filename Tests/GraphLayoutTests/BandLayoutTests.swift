import Cells
import GraphLayout
import Learning
import Testing

/// What holds for every layout in bands, looked up cell by cell.
@Suite struct BandLayoutTests {
  /// The rows for the picture on screens of 80×24 and 120×40.
  private static let small = Size(columns: 80, rows: 15)
  private static let large = Size(columns: 120, rows: 30)

  @Test func `the graphs of the lecture fit, and keep every promise`() throws {
    for (name, build) in Sketch.named
    where !["wide sum", "long sum", "chain", "empty"].contains(name) {
      let diagram = BandDiagram(build(.compact))
      guard diagram.nodes.count < 25 else { continue }
      let layout = try #require(BandLayout(diagram, in: Self.small), "\(name)")
      #expect(brokenPromises(layout, of: diagram) == [], "\(name)")
    }
  }

  @Test(arguments: [(small, 12, 40), (large, 30, 8)])
  func `random graphs keep every promise, and most of them fit`(
    size: Size, mostGates: Int, count: Int
  ) {
    var fitting = 0
    for seed in 0..<count {
      let diagram = BandDiagram.random(
        seed: UInt64(seed), gates: 2 + seed % (mostGates - 1))
      guard let layout = BandLayout(diagram, in: size) else { continue }
      fitting += 1
      let problems = brokenPromises(layout, of: diagram)
      #expect(problems == [], "seed \(seed)")
      if !problems.isEmpty { return }
    }
    print("\(fitting) of \(count) random graphs of up to \(mostGates) gates fit in bands")
    #expect(fitting >= count / 2)
  }

  @Test func `what has no room has no layout`() {
    let diagram = BandDiagram(Sketch.sigmoidNeuron(.compact))
    #expect(BandLayout(diagram, in: Size(columns: 20, rows: 15)) == nil)
    #expect(BandLayout(diagram, in: Size(columns: 80, rows: 4)) == nil)
    #expect(BandLayout(diagram, in: Size(columns: 0, rows: 0)) == nil)
  }

  @Test func `the same diagram gives the same bands`() {
    let diagram = BandDiagram.random(seed: 3, gates: 6)
    #expect(BandLayout(diagram, in: Self.large) == BandLayout(diagram, in: Self.large))
  }
}

extension BandDiagram {
  /// The nodes of a sketch, with numbers of two decimals.
  init(_ sketch: Sketch) {
    self.init(numberWidth: 7)
    for (index, operands) in sketch.diagram.operands.enumerated() {
      let label = sketch.labels[index]
      nodes.append(
        operands.isEmpty
          ? .leaf(width: label.count)
          : .gate(
            width: label.count + 2, nameWidth: sketch.names[index]?.count ?? 0,
            operands: operands, keepsOrder: sketch.diagram.boxes[index].keepsOrder))
    }
  }

  /// A random graph of so many gates with one output; the same for the same seed. In two of three,
  /// values are used up to four times; names have up to 20 columns.
  static func random(seed: UInt64, gates: Int) -> BandDiagram {
    var generator = RandomNumbers(seed: seed)
    var diagram = BandDiagram(numberWidth: 7)
    let hasForks = seed % 3 != 0
    // The values that nothing uses yet, and how often each is used.
    var open: [Int] = []
    var uses: [Int] = []
    func name() -> Int { Int.random(in: 1...18, using: &generator) }
    func operand(mayBeLeaf: Bool) -> Int {
      let used = uses.indices.filter { (1..<4).contains(uses[$0]) }
      if hasForks, !used.isEmpty, Int.random(in: 0..<5, using: &generator) == 0 {
        return used[Int.random(in: used.indices, using: &generator)]
      }
      if !open.isEmpty, !mayBeLeaf || Int.random(in: 0..<3, using: &generator) != 0 {
        return open[Int.random(in: open.indices, using: &generator)]
      }
      diagram.nodes.append(.leaf(width: name()))
      uses.append(0)
      return uses.count - 1
    }
    func use(_ operands: [Int]) {
      for operand in operands {
        uses[operand] += 1
        open.removeAll { $0 == operand }
      }
      diagram.nodes.append(
        .gate(
          width: Int.random(in: 3...7, using: &generator),
          nameWidth: Bool.random(using: &generator) ? Int.random(in: 1...10, using: &generator) : 0,
          operands: operands, keepsOrder: Int.random(in: 0..<3, using: &generator) == 0))
      uses.append(0)
      open.append(uses.count - 1)
    }
    for made in 0..<gates {
      // The last gates join what is open.
      let mustJoin = open.count > gates - made
      let isUnary = !mustJoin && Int.random(in: 0..<3, using: &generator) == 0
      if mustJoin {
        use(Array(open.prefix(2)))
      } else {
        use((0..<(isUnary ? 1 : 2)).map { _ in operand(mayBeLeaf: true) })
      }
    }
    return diagram
  }
}
