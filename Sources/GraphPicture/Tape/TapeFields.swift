import Cells

/// The columns of a tape, from left to right: pointer, leaf with value and gradient, rails, gate, name,
/// value and gradient.
///
/// They depend on the names, the number of rails, the decimals and the width of the screen, never on
/// numbers.
struct TapeFields: Hashable, Sendable {
  /// The columns that are wanted for names.
  struct Names {
    var leaf: Int
    var gate: Int
    /// The name of what a gate computes, and how much of it is needed.
    var result: Int
    var neededResult: Int
  }

  /// The greatest width of a tape; beyond it a row would be too long to follow.
  static let greatestWidth = 100

  /// The columns of the widest number without a mark.
  let number: Int
  let leafName: Int
  let rails: Int
  let gateName: Int
  let resultName: Int

  /// Divides a width among names; they shrink from the right to the left, and never below a few
  /// letters.
  init(_ wanted: Names, rails: Int, decimals: Int, width: Int) {
    number = Self.numberWidth(decimals: decimals)
    self.rails = rails
    var (leaf, gate, result) = (wanted.leaf, min(wanted.gate, 8), wanted.result)
    var excess =
      leaf + gate + result + 2 * rails - Self.room(decimals: decimals, width: width)
    func shrink(_ field: inout Int, to least: Int) {
      let taken = max(0, min(excess, field - least))
      field -= taken
      excess -= taken
    }
    shrink(&result, to: wanted.neededResult)
    shrink(&leaf, to: 10)
    shrink(&result, to: 10)
    shrink(&gate, to: 5)
    shrink(&leaf, to: 5)
    shrink(&result, to: 5)
    shrink(&gate, to: 3)
    shrink(&result, to: 0)
    (leafName, gateName, resultName) = (leaf, gate, result)
  }

  private static func numberWidth(decimals: Int) -> Int { max(7, decimals + 5) }

  /// The columns that are left for names and rails.
  private static func room(decimals: Int, width: Int) -> Int {
    min(width, greatestWidth) - 4 * numberWidth(decimals: decimals) - 18
  }

  /// How many rails leave a few letters to names.
  static func mostRails(decimals: Int, width: Int) -> Int {
    max(2, (room(decimals: decimals, width: width) - 20) / 2)
  }

  let leafStart = 2
  /// The column of the bar between a leaf's value and its gradient.
  var leafBar: Int { leafStart + leafName + 1 + number }
  var leafEnd: Int { leafBar + 1 + number + 2 }
  var railStart: Int { leafEnd + 2 }
  var gateStart: Int { railStart + 2 * max(1, rails) - 1 + 2 }
  var resultStart: Int { gateStart + gateName + 1 }
  /// The column after a value.
  var valueEnd: Int { resultStart + resultName + (resultName > 0 ? 1 : 0) + number + 1 }
  /// The column of the bar between value and gradient.
  var bar: Int { valueEnd + 1 }
  /// The column after a gradient, where marks stand.
  var gradientEnd: Int { bar + 2 + number + 1 }
  var width: Int { gradientEnd + 2 }
}
