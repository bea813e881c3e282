import GraphLayout
import Testing

/// The promises of a layout of rails, held cell by cell on graphs of every kind.
@Suite struct RailPromiseTests {
  @Test(arguments: 0..<200)
  func `neighbours in a column belong together, and a bus begins and ends at what it joins`(
    _ seed: Int
  ) {
    let diagram = Self.diagram(seed: seed, gates: 1 + seed % 50)
    for hasEntries in [true, false] {
      for sharesRows in [true, false] where hasEntries || !sharesRows {
        let layout = RailLayout(
          diagram,
          preferring: RailPreferences(
            mostRails: 4 + seed % 9, hasEntries: hasEntries, sharesRows: sharesRows))
        expectPromises(layout, diagram)
      }
    }
  }

  private func expectPromises(_ layout: RailLayout, _ diagram: RailDiagram) {
    let gates = layout.rows.compactMap(\.gate)
    #expect(gates == diagram.isLeaf.indices.filter { !diagram.isLeaf[$0] })
    for row in layout.rows.indices {
      let cells = (0..<layout.columns).map { layout.cell(row: row, column: $0) }
      #expect(cells.count { $0.sign == .gate } == (layout.rows[row].gate == nil ? 0 : 1))
      for (column, cell) in cells.enumerated() {
        let above = row == 0 ? nil : layout.cell(row: row - 1, column: column)
        let comesFromAbove: Set<RailCell.Sign> = [.rail, .crossing, .end]
        if comesFromAbove.contains(cell.sign) || cell.sign == .fork {
          #expect(above?.goesDown == true && above?.rail == cell.rail, "\(row), \(column)")
        }
        if above?.goesDown == true {
          #expect(cell.rail == above?.rail || cell.sign == .gate, "\(row), \(column)")
          #expect(![.blank, .bus, .beginning, .leaf].contains(cell.sign))
        }
        if above?.goesDown == false, let above, above.sign == .gate {
          #expect(![.gate, .rail, .crossing, .leaf].contains(cell.sign), "\(row), \(column)")
        }
        #expect(column > 0 || !cell.isOpenLeft || layout.rows[row].entry != nil)
        if column > 0 {
          #expect(cell.isOpenLeft == cells[column - 1].isOpenRight, "\(row), \(column)")
        }
        if [.bus, .crossing].contains(cell.sign) {
          #expect(cell.isOpenLeft && cell.isOpenRight, "\(row), \(column)")
        }
      }
      #expect(cells.last?.isOpenRight != true)
    }
    for gate in gates {
      for operand in diagram.operands[gate] {
        #expect(layout.route(from: operand, to: gate) != nil, "\(operand) to \(gate)")
      }
    }
  }

  @Test func `the same diagram gives the same layout`() {
    for seed in 0..<20 {
      let diagram = Self.diagram(seed: seed, gates: 30)
      #expect(RailLayout(diagram) == RailLayout(diagram))
    }
  }

  @Test func `many thousand values are laid out, with no more rails than are wanted`() {
    let diagram = Self.diagram(seed: 3, gates: 10_000)
    let layout = RailLayout(diagram, preferring: RailPreferences(mostRails: 10))
    #expect(layout.rows.count >= 10_000)
    #expect(layout.columns <= 10)
  }

  /// A graph whose gates have up to four operands, mostly late ones; some leaves are used often.
  static func diagram(seed: Int, gates: Int) -> RailDiagram {
    var random = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 5
    func below(_ bound: Int) -> Int {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((random >> 33) % UInt64(bound))
    }
    var diagram = RailDiagram()
    for _ in 0...below(3) { diagram.append(operands: [], isLeaf: true) }
    for _ in 0..<gates {
      for _ in 0..<below(3) { diagram.append(operands: [], isLeaf: true) }
      let count = diagram.operands.count
      let operands = (0..<below(5)).map { _ in
        below(4) == 0 ? below(count) : max(0, count - 1 - below(6))
      }
      diagram.append(operands: operands)
    }
    return diagram
  }
}
