import Backpropagation
import Cells
import ComputationGraph
import ExpressionLanguage
import GraphLayout
import Screen
import Sentences

/// How a graph is looked at: at which level of detail, in how large a rectangle, and the pictures that
/// were made of it.
struct GraphView: Sendable {
  /// The level that was asked for; `nil` for the finest that fits.
  private(set) var chosenLevel: DetailLevel?
  private(set) var picture = Picture(nothingAt: .overview, decimals: 0)
  /// The pictures made so far of what is open now; making one takes longer than all else on the screen.
  private var pictures: [DetailLevel: Picture] = [:]
  private var viewport = Size(columns: 0, rows: 0)
  /// The graph that the pictures are of, and the decimals that they have room for.
  private var pictured: Pictured?

  private struct Pictured: Hashable {
    let edition: Int
    let decimals: Int
  }

  /// How it was looked at before presenting; `nil` while nobody presents.
  private(set) var presentation: Presentation?

  /// A view that has seen no graph yet.
  init(at level: DetailLevel? = nil, _ presentation: Presentation? = nil) {
    chosenLevel = level
    self.presentation = presentation
  }

  /// Begins or ends presenting.
  mutating func togglePresentation(of debugger: Session) -> LayerAnswer {
    if let before = presentation {
      presentation = nil
      setLevel(before.level, of: debugger)
      return .asks(.silentChange { $0.setDecimals(before.decimals) })
    }
    presentation = Presentation(level: chosenLevel, decimals: debugger.decimals)
    setLevel(.boxes, of: debugger)
    return .asks(
      .change {
        $0.setDecimals(min(1, $0.decimals))
        return "P ends presenting"
      })
  }

  /// Chooses a level of detail, or the finest that fits.
  mutating func setLevel(_ level: DetailLevel?, of session: Session) {
    chosenLevel = level
    choosePicture(of: session)
  }

  /// Shows the graph as it is now in a viewport of a size. Pictures of another graph are forgotten, but
  /// not where things stood in them.
  mutating func follow(_ session: Session, in viewport: Size) {
    let current = Pictured(edition: session.edition, decimals: session.decimals)
    guard current != pictured || viewport != self.viewport else { return }
    if current != pictured { pictures = [:] }
    pictured = current
    self.viewport = viewport
    choosePicture(of: session)
  }

  /// The picture at the chosen level, or at the finest one at which all of it can be seen; a
  /// graph too large for that is shown with its numbers, and the view follows the step.
  private mutating func choosePicture(of session: Session) {
    if let chosenLevel {
      picture = madePicture(chosenLevel, of: session)
      return
    }
    let least = PictureBox.leastWidth(
      of: session.document, session.timeline.plan, .boxes, decimals: session.decimals)
    if least <= viewport.columns {
      let boxes = madePicture(.boxes, of: session)
      if boxes.size.columns <= viewport.columns, boxes.size.rows <= viewport.rows {
        picture = boxes
        return
      }
    }
    picture = madePicture(.compact, of: session)
  }

  private mutating func madePicture(_ level: DetailLevel, of session: Session) -> Picture {
    if let made = pictures[level] { return made }
    let made = Picture(
      of: session.document, session.timeline.plan, level: level, decimals: session.decimals,
      following: picture)
    pictures[level] = made
    return made
  }
}

extension GraphView {
  /// Draws header, picture and explanation; the hint line is the application's. Of the notes behind
  /// the name the first that there is room for is shown, and of the name what the last one leaves.
  func draw(_ session: Session, into frame: inout Frame, notes: [StyledLine]) {
    let panes = Panes(frame.size)
    if let row = panes.header {
      let beyond = directionsBeyond(panes.picture, session)
      session.drawHeader(row, notes, beyond: beyond, into: &frame)
    }
    drawPicture(
      of: session, panes.picture, offset: offset(in: panes.picture, session), into: &frame)
    if let rectangle = panes.explanation { session.drawExplanation(rectangle, into: &frame) }
    if panes.picture.size.rows < 3 {
      frame.fill(panes.picture, with: " ", .plain)
      let explanation = session.explanation
      let line = explanation.lines.last ?? Line(explanation.heading)
      frame.write(line, at: panes.picture.origin, width: frame.size.columns)
    }
  }

  /// Arrows for the sides on which the picture goes on beyond what is shown.
  private func directionsBeyond(_ rectangle: Rectangle, _ session: Session) -> String {
    let offset = offset(in: rectangle, session)
    let (shown, all) = (rectangle.size, picture.size)
    return [
      offset.column > 0 ? "◂" : "", offset.column + shown.columns < all.columns ? "▸" : "",
      offset.row > 0 ? "▴" : "", offset.row + shown.rows < all.rows ? "▾" : "",
    ].joined()
  }

  /// The cell of the layout in the upper left of the picture's rectangle.
  private func offset(in rectangle: Rectangle, _ session: Session) -> Point {
    let emphasis = Emphasis(of: session.snapshot)
    let (focus, document) = (session.focus, session.document)
    let shown = focus ?? emphasis.node ?? (session.position == .beginning ? nil : document.output)
    guard let region = shown.flatMap(picture.region) else {
      return picture.offset(in: rectangle.size, showing: nil)
    }
    // A gradient on its way is seen at both ends, where both have room.
    let receiver = focus == nil ? emphasis.receiver.flatMap(picture.region) : nil
    let both = receiver.map(region.union) ?? region
    let fits =
      both.size.columns <= rectangle.size.columns && both.size.rows <= rectangle.size.rows
    return picture.offset(in: rectangle.size, showing: fits ? both : region)
  }

  /// The node whose box covers a cell of the screen.
  func node(at point: Point, in rectangle: Rectangle, of session: Session) -> Node.ID? {
    guard rectangle.contains(point) else { return nil }
    let offset = offset(in: rectangle, session)
    let place = Point(
      column: point.column - rectangle.origin.column + offset.column,
      row: point.row - rectangle.origin.row + offset.row)
    let cell = Rectangle(origin: place, size: Size(columns: 1, rows: 1))
    return picture.layout.boxes(meeting: cell).first.map { picture.boxes[$0].node }
  }

  /// Draws the picture with a cell of the layout in the upper left of a rectangle.
  func drawPicture(
    of session: Session, _ rectangle: Rectangle, offset: Point, into frame: inout Frame
  ) {
    let emphasis = Emphasis(of: session.snapshot)
    PictureDrawing(
      picture: picture, snapshot: session.snapshot, emphasis: emphasis, focus: session.focus,
      breakpoints: session.breakpoints.nodes, viewport: rectangle, offset: offset,
      writing: session.writing, question: session.prediction?.question
    ).draw(into: &frame)
    if let node = session.focus ?? emphasis.node, let index = picture.boxOfNode[node] {
      let region = picture.layout.region(of: index)
      let shape = picture.boxes[index].box(picture.level, decimals: picture.decimals)
      let point = Point(
        column: rectangle.origin.column + region.origin.column - offset.column
          + picture.boxes[index].collectorWidth(picture.level),
        row: rectangle.origin.row + region.origin.row + shape.outputRow - offset.row)
      if rectangle.contains(point) { frame.cursor = point }
    }
  }
}
