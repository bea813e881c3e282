import Debugging
import GraphLayout

/// The pieces of rail and bus along which a number travels.
struct HeavyRails {
  private let routes: [RailLayout.Route]

  init(_ emphasis: Emphasis, in picture: TapePicture) {
    routes = emphasis.wires.compactMap { picture.route(from: $0.source, to: $0.target) }
  }

  /// Whether a rail is at work between a row and the one above it.
  func isHeavy(_ column: Int, above row: Int) -> Bool {
    routes.contains { route in
      route.column == column
        && route.rows.map { $0.lowerBound < row && row <= $0.upperBound } == true
    }
  }

  /// Whether the bus of a row is at work between a column and the next one.
  func isHeavy(_ row: Int, from column: Int) -> Bool {
    routes.contains { route in
      route.runs.contains {
        $0.row == row && $0.columns.contains(column) && $0.columns.contains(column + 1)
      }
    }
  }
}
