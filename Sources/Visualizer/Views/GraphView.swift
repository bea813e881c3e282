import Backpropagation
import Cells
import ComputationGraph
import Debugging
import Explanations
import ExpressionLanguage
import GraphPicture
import Screen
import Sentences

/// The view of a graph: its form, its rectangle, and the pictures that were made of it.
struct GraphView: Sendable {
  /// The requested form; `nil` for the one that fits.
  private(set) var chosenForm: PictureForm?
  /// The requested form before the tape was asked for.
  private var formBesideTape: PictureForm?
  private(set) var picture: any Picture = EmptyPicture(.level(.overview))
  /// The pictures of the current graph so far.
  private var pictures: PictureChoice?
  private var viewport = Size(columns: 0, rows: 0)
  /// The graph of the pictures, and the number of decimals that they have room for.
  private var pictured: Pictured?

  private struct Pictured: Hashable {
    let edition: Int
    let decimals: Int
  }

  /// The view before presenting; `nil` outside a presentation.
  private(set) var presentation: Presentation?

  /// A view that has seen no graph yet.
  init(in form: PictureForm? = nil, _ presentation: Presentation? = nil) {
    chosenForm = form
    self.presentation = presentation
  }

  /// Begins or ends a presentation.
  mutating func togglePresentation(of debugger: Debugger) -> LayerAnswer {
    if let before = presentation {
      presentation = nil
      setForm(before.form, of: debugger)
      return .asks(.silentChange { $0.decimals = before.decimals })
    }
    presentation = Presentation(form: chosenForm, decimals: debugger.decimals)
    if chosenForm != .tape { setForm(.level(.boxes), of: debugger) }
    return .asks(
      .change {
        $0.decimals = min(1, $0.decimals)
        return "P ends presenting"
      })
  }

  /// Chooses a form, or the one that fits.
  mutating func setForm(_ form: PictureForm?, of debugger: Debugger) {
    chosenForm = form
    choosePicture(of: debugger)
  }

  /// Shows the tape, or what was there before; where that was the tape, the gates with their numbers.
  mutating func toggleTape(of debugger: Debugger) {
    guard picture.form == .tape else {
      formBesideTape = chosenForm
      setForm(.tape, of: debugger)
      return
    }
    let isChosen = chosenForm == .tape
    setForm(isChosen ? formBesideTape : .level(.compact), of: debugger)
    if picture.form == .tape { setForm(.level(.compact), of: debugger) }
  }

  /// Shows the current graph in a viewport of a size. Pictures of another graph are dropped, but
  /// not the positions in them.
  mutating func follow(_ debugger: Debugger, in viewport: Size) {
    let current = Pictured(edition: debugger.edition, decimals: debugger.decimals)
    guard current != pictured || viewport != self.viewport else { return }
    if current != pictured { pictures = nil }
    pictured = current
    self.viewport = viewport
    choosePicture(of: debugger)
  }

  /// The picture in the chosen form, or in the one that fits.
  private mutating func choosePicture(of debugger: Debugger) {
    var choice =
      pictures
      ?? PictureChoice(
        of: debugger.document, debugger.timeline.plan, decimals: debugger.decimals)
    picture =
      chosenForm.map { choice.picture($0, in: viewport, following: picture) }
      ?? choice.fittingPicture(in: viewport, following: picture)
    pictures = choice
  }

  /// Draws header, picture and explanation; the hint line is the application's. Of the notes behind
  /// the name the first that there is room for is shown, and of the name what the last one leaves.
  func draw(_ debugger: Debugger, into frame: inout Frame, notes: [StyledLine]) {
    let panes = Panes(frame.size)
    if let row = panes.header {
      let beyond = directionsBeyond(panes.picture, debugger)
      drawHeader(of: debugger, row, notes, beyond: beyond, into: &frame)
    }
    drawPicture(
      of: debugger, panes.picture, offset: offset(in: panes.picture, debugger), into: &frame)
    if let rectangle = panes.explanation { drawExplanation(of: debugger, rectangle, into: &frame) }
    if panes.picture.size.rows < 3 {
      frame.fill(panes.picture, with: " ", .plain)
      let explanation = Explanation(of: debugger)
      let line = explanation.lines.last ?? Line(explanation.heading)
      frame.write(StyledLine(line), row: panes.picture.origin.row)
    }
  }

  /// Arrows for the sides on which the picture continues beyond the screen.
  private func directionsBeyond(_ rectangle: Rectangle, _ debugger: Debugger) -> String {
    let offset = offset(in: rectangle, debugger)
    let (shown, all) = (rectangle.size, picture.size)
    return [
      offset.column > 0 ? "◂" : "", offset.column + shown.columns < all.columns ? "▸" : "",
      offset.row > 0 ? "▴" : "", offset.row + shown.rows < all.rows ? "▾" : "",
    ].joined()
  }

  /// The cell of the picture in the upper left of its rectangle.
  private func offset(in rectangle: Rectangle, _ debugger: Debugger) -> Point {
    picture.offset(in: rectangle.size, following: debugger)
  }

  /// The node whose box covers a cell of the screen.
  func node(at point: Point, in rectangle: Rectangle, of debugger: Debugger) -> Node.ID? {
    guard rectangle.contains(point) else { return nil }
    let offset = offset(in: rectangle, debugger)
    let place = Point(
      column: point.column - rectangle.origin.column + offset.column,
      row: point.row - rectangle.origin.row + offset.row)
    return picture.node(at: place)
  }

  /// Draws the picture with a cell of the layout in the upper left of a rectangle.
  func drawPicture(
    of debugger: Debugger, _ rectangle: Rectangle, offset: Point, into frame: inout Frame
  ) {
    picture.draw(debugger, in: rectangle, offset: offset, into: &frame)
    let node = debugger.attention.focus ?? Emphasis(of: debugger.snapshot).node
    if let cell = node.flatMap(picture.cursor) {
      let point = Point(
        column: rectangle.origin.column + cell.column - offset.column,
        row: rectangle.origin.row + cell.row - offset.row)
      if rectangle.contains(point) { frame.cursor = point }
    }
  }
}
