import Backpropagation
import Cells
import ComputationGraph
import Screen
import Sentences

/// The list of mistakes, to switch one on or to say which it is.
struct BugLabView: Hashable, Sendable {
  private(set) var selected = 0

  /// The mistake that is chosen in the list.
  var kind: Bug.Kind { Bug.Kind.allCases[selected] }

  mutating func take(_ key: Key) -> ViewAnswer {
    switch key {
    case .down, .character("j"): selected += 1
    case .up, .character("k"): selected -= 1
    case .home, .character("g"): selected = 0
    case .end, .character("G"): selected = Bug.Kind.allCases.count - 1
    case .enter: return .asks(.bug(.choose(kind)))
    case .character("r"): return .asks(.bug(.random))
    case .character("x"): return .asks(.bug(.off))
    case .character("B"): return .closed
    default: return .passed
    }
    selected = max(0, min(Bug.Kind.allCases.count - 1, selected))
    return .taken
  }
}

extension Session {
  /// Draws the list over the picture.
  func draw(_ view: BugLabView, into frame: inout Frame) {
    frame.fill(
      Rectangle(origin: Point(column: 0, row: 0), size: frame.size), with: " ", .plain)
    frame.cursor = nil
    let lab = try? bugLab()
    var lines = [
      StyledLine(" bug lab", .title).appending(
        "   classic mistakes, made on purpose: which is it, and at which gate?", .faint),
      StyledLine(),
    ]
    let width = 2 + (Bug.Kind.allCases.map(\.name.count).max() ?? 0) + 2
    let first = lines.count
    for kind in Bug.Kind.allCases {
      let isSelected = kind == view.kind
      let isPossible = lab?.places(of: kind).isEmpty == false
      var line = StyledLine(isSelected ? " ▸" : "  ", .selection)
      line.append(kind.name, isSelected ? .selection : isPossible ? .name : .faint)
      line.pad(to: width)
      line.append(kind.code, isPossible ? .plain : .faint)
      lines.append(line)
    }
    lines.append(StyledLine())
    lines += notes(on: view.kind, lab)
    for (row, line) in lines.enumerated() {
      frame.write(line, at: Point(column: 0, row: row), width: frame.size.columns)
    }
    frame.cursor = Point(column: 1, row: first + view.selected)
  }

  /// How a mistake shows, where it can be made, and what Enter would do.
  private func notes(on kind: Bug.Kind, _ lab: BugLab?) -> [StyledLine] {
    guard let lab else {
      return [
        StyledLine(
          " the file is too large: at most \(BugLab.mostGates) gates and \(BugLab.mostNumbers) numbers",
          .error)
      ]
    }
    let places = lab.places(of: kind)
    guard !places.isEmpty else { return [StyledLine(" impossible here: \(kind.obstacle)", .error)] }
    let words = fileWords
    let names = places.prefix(8).map(words.name).joined(separator: ", ")
    let place = (try? bugPlace(kind)).flatMap { $0 }.map(words.name)
    return [
      StyledLine(" " + kind.sign),
      StyledLine(kind.takesNode ? " possible at " : " it would show at ", .faint)
        .appending(names, .name).appending(places.count > 8 ? " …" : ""),
      StyledLine(),
      StyledLine(" Enter", .key).appending("  " + effectOfEnter(kind, at: place)),
      StyledLine(" r", .key).appending("      one of them, without saying which"),
    ] + (hunt == nil ? [] : [StyledLine(" x", .key).appending("      off: right numbers again")])
  }

  private func effectOfEnter(_ kind: Bug.Kind, at place: String?) -> String {
    if hunt?.isRiddle == true {
      guard kind.takesNode else { return "it is \(kind.name)" }
      return place.map { "it is \(kind.name), at \($0)" }
        ?? "it is \(kind.name); to say where, go to a gate first: Tab, arrow keys"
    }
    guard kind.takesNode else { return "switches it on" }
    return place.map { "makes it at \($0), which you look at" }
      ?? (kind.needsNode ? "makes it at one of them: find it" : "makes it at all of them")
  }
}

extension Application {
  /// Does what was asked for in the list.
  mutating func answer(_ request: BugRequest, in session: inout Session) {
    do throws(Refusal) {
      message = try session.take(request).message
      fullView = nil
    } catch {
      message = error.message
    }
  }
}
