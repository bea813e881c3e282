import Backpropagation
import Cells
import ComputationGraph
import ExpressionLanguage
import Learning
import Screen

/// The plane of two features filling the screen: to which class each place is counted, and the rows of
/// the data as points on it.
struct RegionsView: Sendable {
  /// Which rows are drawn.
  enum Points: Int, CaseIterable, Hashable, Sendable {
    case all, training, test, none

    var name: String {
      switch self {
      case .all: "all points"
      case .training: "training points"
      case .test: "test points"
      case .none: "no points"
      }
    }
  }

  private(set) var points = Points.all
  private let plane: Result<Plane, PlaneProblem>

  /// The regions of a document.
  init(of document: Document) { plane = Plane.make(of: document) }

  /// Takes a key.
  mutating func take(_ key: Key) -> ViewAnswer {
    let count = Points.allCases.count
    switch key {
    case .tab: points = Points.allCases[(points.rawValue + 1) % count]
    case .backTab: points = Points.allCases[(points.rawValue + count - 1) % count]
    case .enter, .character("R"): return .closed
    default: return .passed
    }
    return .taken
  }

  /// The keys that the last line shows.
  var hints: [(String, String)] {
    [("i", "iteration"), ("Tab", points.name), ("Esc", "closes")]
  }

  /// Draws the view over everything but the last line.
  func draw(_ session: Session, into frame: inout Frame) {
    frame.fill(Rectangle(origin: Point(column: 0, row: 0), size: frame.size), with: " ", .plain)
    frame.cursor = nil
    switch plane {
    case .failure(let problem):
      for (row, line) in problem.lines.enumerated() {
        frame.write(
          StyledLine(" " + line), at: Point(column: 0, row: row), width: frame.size.columns)
      }
    case .success(let plane):
      let rows = 0..<(Panes(frame.size).hint ?? frame.size.rows)
      plane.drawing(parameters: session.parameters, points: points)
        .draw(iteration: session.snapshot.iteration, rows: rows, into: &frame)
    }
  }
}

/// Why there are no regions to draw.
struct PlaneProblem: Error, Hashable, Sendable {
  let lines: [String]
}

extension Session {
  /// The numbers of all parameters as they are now, one parameter after the other.
  var parameters: [Double] {
    timeline.plan.parameters.flatMap {
      snapshot.numbers.values(at: document.graph.places(of: $0))
    }
  }
}
