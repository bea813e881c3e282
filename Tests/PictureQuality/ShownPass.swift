import Backpropagation
import Cells
import ComputationGraph
import Debugging
import ExpressionLanguage
import GraphPicture
import Screen

/// What is seen of graphs while they are stepped through to the end of the backward pass, gate by gate.
struct ShownPass {
  private var graphs = 0
  private var wholeGraphs = 0
  private var steps = 0
  private var output = 0
  private var gate = 0
  private var operands = 0
  private var seen = 0
  private var known = 0
  private var moves = 0
  private var forms: [String: Int] = [:]

  init() {}

  init(of document: Document, in viewport: Size, withTape: Bool) {
    var debugger = Debugger(name: "", source: document.source, document: document)
    let plan = debugger.timeline.plan
    var choice = PictureChoice(of: document, plan, decimals: debugger.decimals)
    var picture = choice.fittingPicture(in: viewport, following: EmptyPicture(.tape))
    if !withTape, picture.form == .tape {
      picture = choice.picture(.level(.compact), in: viewport, following: picture)
    }
    graphs = 1
    forms[picture.form.name] = 1
    var last: Point?
    var isWhole = true
    let end = plan.range(ofPhase: .backward).upperBound
    while debugger.position.iteration == 0, debugger.position.progress < end {
      debugger.step(.gate, .forward)
      guard debugger.position.progress <= end, debugger.position.iteration == 0 else { break }
      let view = StepView(of: debugger, picture, in: viewport)
      steps += 1
      if let last, last != view.offset { moves += 1 }
      last = view.offset
      let emphasis = Emphasis(of: debugger.snapshot)
      let (numbers, all) = (view.numbers, view.knownNumbers)
      seen += min(numbers, all)
      known += all
      if numbers < all { isWhole = false }
      if view.isSeen(document.output) { output += 1 }
      if emphasis.node.map(view.isSeen) ?? true { gate += 1 }
      let unit = plan.units.first { $0.output == emphasis.node }
      let sources = (unit?.operands(in: document.graph) ?? []).filter {
        document.graph.role(of: $0) != .constant
      }
      if sources.allSatisfy(view.isSeen) { operands += 1 }
    }
    wholeGraphs = isWhole ? 1 : 0
  }

  mutating func add(_ other: ShownPass) {
    graphs += other.graphs
    wholeGraphs += other.wholeGraphs
    steps += other.steps
    output += other.output
    gate += other.gate
    operands += other.operands
    seen += other.seen
    known += other.known
    moves += other.moves
    forms.merge(other.forms, uniquingKeysWith: +)
  }

  /// A row of the table.
  func line(_ name: String, _ screen: String, _ withTape: Bool) -> String {
    func share(_ count: Int, of all: Int) -> String {
      all == 0
        ? "–" : "\((1000 * count + all / 2) / all / 10).\((1000 * count + all / 2) / all % 10)%"
    }
    let all = forms.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    let cells = [
      share(output, of: steps), share(gate, of: steps), share(operands, of: steps),
      share(seen, of: known), share(wholeGraphs, of: graphs),
      "\(moves * 100 / max(1, graphs))/100",
    ]
    return [name, screen, withTape ? "chosen" : "no tape"].joined(separator: "  ") + "  "
      + cells.joined(separator: "  ") + "   " + all.joined(separator: ", ")
  }
}

/// One step, as the picture shows it.
private struct StepView {
  let offset: Point
  private let frame: Frame
  private let picture: any Picture
  private let debugger: Debugger

  init(of debugger: Debugger, _ picture: any Picture, in viewport: Size) {
    self.debugger = debugger
    self.picture = picture
    offset = picture.offset(in: viewport, following: debugger)
    var frame = Frame(size: viewport)
    picture.draw(
      debugger, in: viewport.band(from: 0, rows: viewport.rows), offset: offset, into: &frame)
    self.frame = frame
  }

  private static let numberStyles: Set<Style> = [
    .value, .newValue, .staleValue, .gradient, .newGradient, .staleGradient, .error,
  ]

  /// The numbers in some cells; a share such as `x += 1.58` is none of them.
  private func numbers(in region: Rectangle) -> Int {
    var count = 0
    for row in max(
      0, region.origin.row)..<min(frame.size.rows, region.origin.row + region.size.rows)
    {
      var isInside = false
      var word = ""
      let first = max(0, region.origin.column)
      let end = min(frame.size.columns, region.origin.column + region.size.columns)
      for column in first...max(first, end) {
        let cell = frame[Point(column: column, row: row)]
        let isNumber =
          column < end && Self.numberStyles.contains(cell.style) && cell.character != " "
        if isNumber { word.append(cell.character) }
        if isInside, !isNumber {
          // A name begins with a letter.
          let isNamed = word.first.map { !"-~!…·0123456789".contains($0) } ?? true
          if !isNamed, word.contains(where: \.isNumber) { count += 1 }
          word = ""
        }
        isInside = isNumber
      }
    }
    return count
  }

  /// The numbers in the picture; of shares there are as many as `+=`.
  var numbers: Int {
    let all = numbers(
      in: Rectangle(origin: Point(column: 0, row: 0), size: frame.size))
    let shares = frame.lines.reduce(0) { $0 + $1.components(separatedBy: " += ") }
    return all - shares
  }

  /// The numbers that are known: a value and a gradient for each single number, and as many as they have
  /// entries for arrays of up to sixteen.
  var knownNumbers: Int { picture.nodes.reduce(0) { $0 + known($1) } }

  private func known(_ node: Node.ID) -> Int {
    let snapshot = debugger.snapshot
    let count = min(16, snapshot.graph.shape(of: node).count)
    return (snapshot.valueState(of: node) == .unknown ? 0 : count)
      + (snapshot.gradientState(of: node) == .unknown ? 0 : count)
  }

  /// Whether all known numbers of a node stand in its cells on the screen.
  func isSeen(_ node: Node.ID) -> Bool {
    guard let region = picture.region(of: node) else { return false }
    let place = Rectangle(
      origin: Point(
        column: region.origin.column - offset.column, row: region.origin.row - offset.row),
      size: region.size)
    guard place.origin.column >= 0, place.origin.row >= 0,
      place.origin.column + place.size.columns <= frame.size.columns,
      place.origin.row + place.size.rows <= frame.size.rows
    else { return false }
    return numbers(in: place) >= known(node)
  }
}

extension String {
  /// How often a text occurs in it.
  fileprivate func components(separatedBy text: String) -> Int { ranges(of: text).count }
}
