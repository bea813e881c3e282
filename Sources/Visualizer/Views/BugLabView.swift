import Backpropagation
import Cells
import Debugging
import Screen
import Sentences

/// The list of mistakes, to switch one on or to say which one is on.
struct BugLabView: View {
  private(set) var selected = 0

  /// The mistake selected in the list.
  var kind: Bug.Kind { Bug.Kind.allCases[selected] }

  static let heading = "Bug lab"
  static let rows: [KeyRow<BugLabView>] = [
    KeyRow("k", .up, help: "the mistake above", hint: Hint("j k", "move")) {
      $0.select($0.selected - 1)
    },
    KeyRow("j", .down, help: "the mistake below") { $0.select($0.selected + 1) },
    KeyRow("g", .home, help: "the first") { $0.select(0) },
    KeyRow("G", .end, help: "the last") { $0.select(Bug.Kind.allCases.count - 1) },
    KeyRow(
      .enter, help: "this one: switch it on, or answer that it is on",
      hint: Hint("Enter", "this one"),
      answers: { asking(.choose($0.kind)) }),
    KeyRow(
      "r", help: "one of them, without saying which", hint: Hint("r", "surprise me"),
      answers: { _ in asking(.random) }),
    KeyRow("x", help: "off: right numbers again", answers: { _ in asking(.off) }),
    closing("B"),
  ]

  private mutating func select(_ index: Int) {
    selected = max(0, min(Bug.Kind.allCases.count - 1, index))
  }

  private static func asking(_ request: BugRequest) -> LayerAnswer {
    .asks(.change(closing: true) { (debugger) throws(Refusal) in try debugger.take(request) })
  }

  func remade(for new: Debugger, after old: Debugger?) -> (any Layer)? { old == nil ? nil : self }

  /// Draws the list over the picture.
  func draw(_ debugger: Debugger, into frame: inout Frame) {
    let lab = try? debugger.bugLab()
    var lines = [
      StyledLine(" bug lab", .title).appending(
        "   classic mistakes, made on purpose: which is it, and at which gate?", .faint),
      StyledLine(),
    ]
    let width = 2 + (Bug.Kind.allCases.map(\.name.count).max() ?? 0) + 2
    let first = lines.count
    for kind in Bug.Kind.allCases {
      let isSelected = kind == self.kind
      let isPossible = lab?.places(of: kind).isEmpty == false
      var line = StyledLine(isSelected ? " ▸" : "  ", .selection)
      line.append(kind.name, isSelected ? .selection : isPossible ? .name : .faint)
      line.pad(to: width)
      line.append(kind.code, isPossible ? .plain : .faint)
      lines.append(line)
    }
    lines.append(StyledLine())
    lines += notes(on: kind, lab, of: debugger)
    frame.write(lines, from: 0)
    frame.cursor = Point(column: 1, row: first + selected)
  }

  /// The symptom of a mistake, the places for it, and the effect of Enter.
  private func notes(on kind: Bug.Kind, _ lab: BugLab?, of debugger: Debugger) -> [StyledLine] {
    guard let lab else {
      return [
        StyledLine(
          " the file is too large: at most \(BugLab.mostGates) gates and \(BugLab.mostNumbers) numbers",
          .error)
      ]
    }
    let places = lab.places(of: kind)
    guard !places.isEmpty else { return [StyledLine(" impossible here: \(kind.obstacle)", .error)] }
    let words = debugger.fileWords
    let names = places.prefix(8).map(words.name).joined(separator: ", ")
    let place = (try? debugger.bugPlace(kind)).flatMap { $0 }.map(words.name)
    return [
      StyledLine(" " + kind.sign),
      StyledLine(kind.takesNode ? " possible at " : " it would show at ", .faint)
        .appending(names, .name).appending(places.count > 8 ? " …" : ""),
      StyledLine(),
      StyledLine(" Enter", .key).appending("  " + effectOfEnter(kind, at: place, of: debugger)),
      StyledLine(" r", .key).appending("      one of them, without saying which"),
    ]
      + (debugger.exercise.hunt == nil
        ? [] : [StyledLine(" x", .key).appending("      off: right numbers again")])
  }

  private func effectOfEnter(_ kind: Bug.Kind, at place: String?, of debugger: Debugger) -> String {
    if debugger.exercise.hunt?.isRiddle == true {
      guard kind.takesNode else { return "it is \(kind.name)" }
      return place.map { "it is \(kind.name), at \($0)" }
        ?? "it is \(kind.name); to say where, go to a gate first: Tab, arrow keys"
    }
    guard kind.takesNode else { return "switches it on" }
    return place.map { "makes it at \($0), which you look at" }
      ?? (kind.needsNode ? "makes it at one of them: find it" : "makes it at all of them")
  }
}
