import Cells
import Debugging
import Screen
import Testing
import Visualizer

/// Who gets which event: what is on top, or what lies below it.
@Suite struct EventTests {
  /// The kinds of event; a tick while the graph goes on by itself.
  static let events: [(name: String, event: Event)] = [
    ("n", .key(.character("n"))), ("7", .key(.character("7"))), ("↓", .key(.down)),
    ("paste 7", .paste("7")), ("click", .click(at: Point(column: 12, row: 10))),
    ("wheel", .wheel(at: Point(column: 12, row: 10), lines: 1)),
    ("tick", .tick(milliseconds: 300)), ("resize", .resize(Size(columns: 100, rows: 30))),
  ]

  /// What an event does:
  /// `takes` changes what is on top, `says` writes into the last line, `closes` closes what is on top,
  /// `counts` begins a count, `moves` goes to another position, `looks` changes only how the graph is
  /// looked at, `fits` lays out everything for the new size, `ends` leaves the program, `·` nothing.
  static let table = """
                            n       7       ↓       paste 7 click   wheel   tick    resize
    list                    ·       ·       takes   ·       ·       takes   ·       fits
    inputs                  takes   takes   ·       takes   ·       ·       ·       fits
    graph                   moves   counts  looks   ·       looks   moves   moves   fits
    graph with a nudge      moves   counts  looks   ·       looks   moves   moves   fits
    graph with a reason     moves   says    looks   ·       looks   moves   ·       fits
    entries                 moves   counts  takes   ·       ·       takes   moves   fits
    templates               moves   counts  takes   ·       ·       moves   moves   fits
    regions                 moves   counts  ·       ·       ·       moves   moves   fits
    health                  moves   counts  ·       ·       ·       moves   moves   fits
    curves                  moves   counts  takes   ·       ·       moves   moves   fits
    rates                   moves   counts  ·       ·       ·       moves   moves   fits
    check                   moves   counts  looks   ·       ·       looks   moves   fits
    mistakes                moves   counts  takes   ·       ·       moves   moves   fits
    help                    closes  closes  takes   ·       ·       takes   moves   fits
    help over entries       closes  closes  takes   ·       ·       takes   moves   fits
    text of the file        closes  closes  ·       ·       ·       ·       moves   fits
    edit line               takes   takes   takes   takes   ·       ·       moves   fits
    edit line of an entry   takes   takes   takes   takes   ·       ·       moves   fits
    command line            takes   takes   ·       takes   ·       ·       moves   fits
    command over entries    takes   takes   ·       takes   ·       ·       moves   fits
    prediction              takes   takes   ·       takes   ·       ·       ·       fits
    letter of a mark        closes  closes  closes  ·       ·       ·       moves   fits
    pointer                 moves   counts  takes   ·       takes   moves   moves   fits
    pointer over entries    moves   counts  takes   ·       takes   looks   moves   fits
    presenting              moves   counts  looks   ·       ·       moves   moves   fits
    pointer, presenting     moves   counts  takes   ·       takes   moves   moves   fits
    prediction, presenting  takes   takes   ·       takes   ·       ·       ·       fits
    bug lab                 moves   counts  looks   ·       looks   moves   ·       fits
    question of a quiz      takes   takes   ·       takes   ·       ·       ·       fits
    quiz, between two       moves   counts  looks   ·       looks   moves   ·       fits
    result of a quiz        ends    ends    ·       ·       ·       ·       ·       fits
    replay                  says    says    says    ·       ·       ·       moves   fits
    """

  @Test(arguments: LayerOnTop.all)
  func `an event goes to what is on top`(_ layer: LayerOnTop) throws {
    let row = try Self.events.map { try effect(of: $0.event, on: layer) }
    let known = Self.table.split(separator: "\n").first { $0.hasPrefix(layer.name + "  ") }
    let expected = try #require(known).dropFirst(24).split(separator: " ")
    for ((name, effect), cell) in zip(zip(Self.events.map(\.name), row), expected) {
      #expect(effect == String(cell), "\(name) on \(layer.name)")
    }
    #expect(row.count == expected.count)
  }

  private func effect(of event: Event, on layer: LayerOnTop) throws -> String {
    var isRunning = false
    if case .tick = event { isRunning = true }
    let before = try layer.opened(isRunning: isRunning)
    #expect(try layer.isOpen(before), "\(layer.name) is not open")
    var after = before
    after.update(event)
    if after.isFinished { return "ends" }
    // What lies below, as it would be had nothing happened but a change of the size.
    var (untouched, below) = (before, after)
    if case .resize = event { untouched.update(event) }
    try untouched.press(layer.closes)
    let isOpen = try layer.isOpen(after)
    if isOpen { try below.press(layer.closes) }
    let hasMoved = below.debugger?.position != untouched.debugger?.position
    let isSame = layer.closes.isEmpty || below.picture == untouched.picture
    if case .resize(let size) = event {
      let fits = after.view.size == size && isOpen && !hasMoved && isSame
      return fits ? "fits" : "looks"
    }
    let change = hasMoved ? "moves" : isSame ? "·" : "looks"
    if !isOpen { return change == "·" ? "closes" : change }
    if change != "·" { return change }
    if after.view == before.view { return "·" }
    if after.view.lines.suffix(2).contains(" 7") { return "counts" }
    if after.view.lines.last != before.view.lines.last, after.view.isSaying { return "says" }
    return layer.closes.isEmpty && after.debugger != nil
      && after.debugger?.exercise.prediction == nil
      ? "looks" : "takes"
  }
}

extension Application {
  /// What is drawn above the last line.
  fileprivate var picture: [String] {
    let frame = view
    return frame.lines.dropLast() + frame.styleLines.dropLast()
  }
}

extension Frame {
  /// Whether the last line is a sentence of the program.
  fileprivate var isSaying: Bool {
    styleLines.last?.allSatisfy { $0 == "s" || $0 == " " } == true
  }
}
