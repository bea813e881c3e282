import GraphLayout

/// The character of a cell of a tape.
///
/// A sign at the end of a bus has the arms of its wires; one in the middle of a bus is drawn double, so that
/// `┼` is always a crossing of two values.
struct TapeGlyph {
  let cell: RailCell
  /// Which arms are those of a wire at work.
  var isHeavyAcross = false
  var isHeavyAbove = false
  var isHeavyBelow = false
  /// Whether the gate in the cell is at work.
  var isAtWork = false

  var isHeavy: Bool { isHeavyAcross || isHeavyAbove || isHeavyBelow }

  var character: Character {
    switch cell.sign {
    case .blank: " "
    case .gate: isAtWork ? "◆" : "◇"
    case .leaf: "○"
    case .rail: isHeavyAbove || isHeavyBelow ? "┃" : "│"
    case .bus: isHeavyAcross ? "━" : "─"
    case .crossing: isHeavyAcross ? "┿" : isHeavyAbove || isHeavyBelow ? "╂" : "┼"
    case .fork:
      isInTheMiddle
        ? "╬" : cell.isOpenRight ? fork("├", "┠", "┣") : fork("┤", "┨", "┫")
    case .end:
      isInTheMiddle
        ? "╩" : cell.isOpenRight ? (isHeavy ? "┗" : "╰") : (isHeavy ? "┛" : "╯")
    case .beginning: isInTheMiddle ? "╦" : isHeavy ? "┓" : "╮"
    }
  }

  private var isInTheMiddle: Bool { cell.isOpenLeft && cell.isOpenRight }

  private func fork(_ light: Character, _ rail: Character, _ all: Character) -> Character {
    isHeavyAcross ? all : isHeavyAbove || isHeavyBelow ? rail : light
  }
}
