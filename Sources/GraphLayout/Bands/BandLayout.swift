import Cells

/// A diagram laid out in bands: everything stands in a cell, or there is no layout.
///
/// Every layout keeps these promises:
/// - no two things share a cell, but for two wires of which one runs straight across the other;
/// - every wire leads from its source to the ports of its consumers, and nowhere else;
/// - a number belongs to one wire: above a horizontal one stands the value and below it the
///   gradient, left of a vertical one the value and right of it the gradient, and a blank keeps it
///   from everything else in its row;
/// - nothing stands outside of the size asked for, and the same diagram and size give the same
///   layout.
public struct BandLayout: Sendable, Hashable {
  /// What a text says.
  public enum TextContent: Sendable, Hashable {
    /// The text of a gate with its parentheses.
    case gate(Int)
    /// The name of a leaf, with `▸` if it is used in a later band.
    case leaf(Int, goesOn: Bool)
    /// The name on the wire behind a gate, with `▸` if it is used in a later band.
    case wireName(Int, goesOn: Bool)
    /// The name at the end of a wire that nothing uses.
    case end(Int)
    /// `▸` where a wire ends its band.
    case continuation(Int)
    /// `▸` and the name of a value of another band.
    case stub(BandEdge)

    /// The node that it is about.
    public var node: Int {
      switch self {
      case .gate(let node), .leaf(let node, _), .wireName(let node, _), .end(let node),
        .continuation(let node):
        node
      case .stub(let edge): edge.source
      }
    }
  }

  /// A text and its place.
  public struct Text: Sendable, Hashable {
    /// What it says.
    public let content: TextContent
    /// The columns it takes.
    public let columns: Range<Int>
    /// Its row.
    public let row: Int
  }

  /// The number that a field is for.
  public enum Number: Sendable, Hashable {
    /// The value of a node, at its source.
    case value(Int)
    /// The gradient of a node, or the sum of what has arrived.
    case gradient(Int)
    /// The value of another band, at a stub.
    case repeatedValue(BandEdge)
    /// The part of the gradient that comes from one consumer.
    case part(BandEdge)

    /// The node whose number it is.
    public var node: Int {
      switch self {
      case .value(let node), .gradient(let node): node
      case .repeatedValue(let edge), .part(let edge): edge.source
      }
    }
  }

  /// The cells that are kept for a number, whatever it is.
  public struct Field: Sendable, Hashable {
    /// The number that it is for.
    public let number: Number
    /// The columns it takes.
    public let columns: Range<Int>
    /// Its row.
    public let row: Int
    /// Whether the number begins at the left end, right of a vertical.
    public let isLeftAligned: Bool
  }

  /// The cells for how many parts of a gradient are in.
  public struct Tally: Sendable, Hashable {
    /// The node whose gradient it is.
    public let node: Int
    /// The columns it takes.
    public let columns: Range<Int>
    /// Its row.
    public let row: Int
  }

  /// The size that was asked for.
  public let size: Size
  /// The texts of gates, leaves, wires and stubs.
  public let texts: [Text]
  /// The places of all numbers.
  public let fields: [Field]
  /// The places that say how many parts of a gradient are in.
  public let tallies: [Tally]
  /// The cells of all wires, row by row; two of them are in a cell where wires cross.
  public let wires: [WireCell]
  /// Per edge, the cells of its wire from the gate that takes it to the source.
  public let paths: [BandEdge: [Point]]
  /// Per node, the cells of its text.
  public let regions: [Rectangle]
  /// The number of bands.
  public let bandCount: Int
  /// The number of cells in which wires cross.
  public let crossings: Int

  /// Lays a diagram out in a size; `nil` if it does not fit, or if no layout is found that keeps the
  /// promises after so many attempts.
  public init?(_ diagram: BandDiagram, in size: Size, attempts: Int = 49) {
    guard diagram.nodes.count <= Self.mostNodes, size.rows > 0, size.columns > 0 else { return nil }
    let cuts = BandCut.cuts(of: diagram, width: size.columns).prefix(6)
    guard !cuts.isEmpty else { return nil }
    let depths = diagram.depths
    var best: BandCanvas?
    var attemptsLeft = attempts
    var attempt = 0
    while attemptsLeft > 0 {
      // The first cuts are tried more often than the last.
      let cut = cuts[attempt % 3 == 2 ? attempt / 3 % cuts.count : 0]
      var chance = BandChance(attempt: attempt / BandPlan.Spacing.all.count)
      let spacing = BandPlan.Spacing.all[attempt % BandPlan.Spacing.all.count]
      attempt += 1
      attemptsLeft -= 1
      guard
        let plan = BandPlan(
          diagram, bands: cut, depths: depths, spacing: spacing, chance: &chance),
        let columns = BandColumns(plan, width: size.columns),
        let rows = BandRows(plan, columns, limit: size.rows),
        let canvas = BandCanvas(plan, columns, rows, in: size)?.routed()
      else { continue }
      if canvas.cost < best?.cost ?? .max { best = canvas }
      // A few more may be clearer; none is needed.
      attemptsLeft = min(attemptsLeft, Self.attemptsAfterFit)
    }
    guard var best else { return nil }
    best.placeTallies()
    self.init(best)
  }

  /// The number of nodes beyond which no attempt is made.
  private static let mostNodes = 120
  /// The number of attempts after one that fits.
  private static let attemptsAfterFit = 14

  private init(_ canvas: BandCanvas) {
    size = canvas.grid.size
    texts = canvas.texts
    fields = canvas.fields
    tallies = canvas.tallies
    let count = canvas.plan.diagram.nodes.count
    wires = canvas.grid.wireCells.map {
      WireCell(point: $0.point, source: $0.source % count, directions: $0.directions)
    }
    let edges = canvas.plan.uses.flatMap(\.self)
    paths = Dictionary(uniqueKeysWithValues: edges.map { ($0, canvas.path(of: $0)) })
    regions = canvas.regions
    bandCount = canvas.bandCount
    crossings = canvas.grid.crossings
  }

  /// Whether the value of a node goes on in another band.
  public func goesOn(_ node: Int) -> Bool {
    texts.contains { text in
      if case .stub(let edge) = text.content { edge.source == node } else { false }
    }
  }
}
