import Backpropagation
import Cells
import Debugging
import ExpressionLanguage
import Plots
import Screen

/// The plane of two features filling the screen: the class predicted at each point, and the rows of
/// the data as points on it.
struct RegionsView: View {
  private(set) var points = Plane.Points.all
  private let plane: Result<Plane, PlaneProblem>

  /// The regions of a document.
  init(of document: Document) { plane = Plane.make(of: document) }

  static let heading = "Regions"
  static let rows: [KeyRow<RegionsView>] = [
    goingOn(.iteration, meaning: "iteration"),
    KeyRow(.tab, help: "all points, training points, test points, none") { $0.choosePoints(1) }
      .hinting { Hint("Tab", $0.points.name) },
    KeyRow(.backTab, help: "back") { $0.choosePoints(-1) },
    closing(.enter, "R"),
  ]

  private mutating func choosePoints(_ step: Int) {
    let count = Plane.Points.allCases.count
    points = Plane.Points.allCases[(points.rawValue + count + step) % count]
  }

  func remade(for new: Debugger, after old: Debugger?) -> (any Layer)? {
    old == nil ? nil : RegionsView(of: new.file)
  }

  /// Draws the view over everything but the last line.
  func draw(_ debugger: Debugger, into frame: inout Frame) {
    switch plane {
    case .failure(let problem):
      frame.write(problem.lines.map { StyledLine(" " + $0) }, from: 0)
    case .success(let plane):
      let rows = 0..<(Panes(frame.size).hint ?? frame.size.rows)
      plane.drawing(parameters: debugger.cursor.parameters, points: points)
        .draw(iteration: debugger.snapshot.iteration, rows: rows, into: &frame)
    }
  }
}
