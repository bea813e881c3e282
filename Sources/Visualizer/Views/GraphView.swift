import Backpropagation
import Cells
import ComputationGraph
import Debugging
import Explanations
import ExpressionLanguage
import GraphLayout
import GraphPicture
import Screen
import Sentences

/// The view of a graph: its level of detail, its rectangle, and the pictures that were made of it.
struct GraphView: Sendable {
  /// The requested level; `nil` for the finest that fits.
  private(set) var chosenLevel: DetailLevel?
  private(set) var picture = Picture(nothingAt: .overview, decimals: 0)
  /// The pictures of the current graph so far; making one takes longer than the rest of a frame.
  private var pictures: [DetailLevel: Picture] = [:]
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
  init(at level: DetailLevel? = nil, _ presentation: Presentation? = nil) {
    chosenLevel = level
    self.presentation = presentation
  }

  /// Begins or ends a presentation.
  mutating func togglePresentation(of debugger: Debugger) -> LayerAnswer {
    if let before = presentation {
      presentation = nil
      setLevel(before.level, of: debugger)
      return .asks(.silentChange { $0.decimals = before.decimals })
    }
    presentation = Presentation(level: chosenLevel, decimals: debugger.decimals)
    setLevel(.boxes, of: debugger)
    return .asks(
      .change {
        $0.decimals = min(1, $0.decimals)
        return "P ends presenting"
      })
  }

  /// Chooses a level of detail, or the finest that fits.
  mutating func setLevel(_ level: DetailLevel?, of debugger: Debugger) {
    chosenLevel = level
    choosePicture(of: debugger)
  }

  /// Shows the current graph in a viewport of a size. Pictures of another graph are dropped, but
  /// not the positions in them.
  mutating func follow(_ debugger: Debugger, in viewport: Size) {
    let current = Pictured(edition: debugger.edition, decimals: debugger.decimals)
    guard current != pictured || viewport != self.viewport else { return }
    if current != pictured { pictures = [:] }
    pictured = current
    self.viewport = viewport
    choosePicture(of: debugger)
  }

  /// The picture at the chosen level, or at the finest one that fits as a whole; a graph too large
  /// for that is shown with its numbers, and the view follows the step.
  private mutating func choosePicture(of debugger: Debugger) {
    if let chosenLevel {
      picture = madePicture(chosenLevel, of: debugger)
      return
    }
    let least = PictureBox.leastWidth(
      of: debugger.document, debugger.timeline.plan, .boxes, decimals: debugger.decimals)
    if least <= viewport.columns {
      let boxes = madePicture(.boxes, of: debugger)
      if boxes.size.columns <= viewport.columns, boxes.size.rows <= viewport.rows {
        picture = boxes
        return
      }
    }
    picture = madePicture(.compact, of: debugger)
  }

  private mutating func madePicture(_ level: DetailLevel, of debugger: Debugger) -> Picture {
    if let made = pictures[level] { return made }
    let made = Picture(
      of: debugger.document, debugger.timeline.plan, level: level, decimals: debugger.decimals,
      following: picture)
    pictures[level] = made
    return made
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

  /// The cell of the layout in the upper left of the picture's rectangle.
  private func offset(in rectangle: Rectangle, _ debugger: Debugger) -> Point {
    let emphasis = Emphasis(of: debugger.snapshot)
    let (focus, document) = (debugger.attention.focus, debugger.document)
    let shown = focus ?? emphasis.node ?? (debugger.position.isBeginning ? nil : document.output)
    guard let region = shown.flatMap(picture.region) else {
      return picture.offset(in: rectangle.size, showing: nil)
    }
    // A gradient on its way is seen at both ends, where both have room.
    let receiver = focus == nil ? emphasis.receiver.flatMap(picture.region) : nil
    let both = receiver.map(region.union) ?? region
    let fits = both.size.columns <= rectangle.size.columns && both.size.rows <= rectangle.size.rows
    return picture.offset(in: rectangle.size, showing: fits ? both : region)
  }

  /// The node whose box covers a cell of the screen.
  func node(at point: Point, in rectangle: Rectangle, of debugger: Debugger) -> Node.ID? {
    guard rectangle.contains(point) else { return nil }
    let offset = offset(in: rectangle, debugger)
    let place = Point(
      column: point.column - rectangle.origin.column + offset.column,
      row: point.row - rectangle.origin.row + offset.row)
    let cell = Rectangle(origin: place, size: Size(columns: 1, rows: 1))
    return picture.layout.boxes(meeting: cell).first.map { picture.boxes[$0].node }
  }

  /// Draws the picture with a cell of the layout in the upper left of a rectangle.
  func drawPicture(
    of debugger: Debugger, _ rectangle: Rectangle, offset: Point, into frame: inout Frame
  ) {
    frame = PictureDrawing(picture, of: debugger, in: rectangle, offset: offset, over: frame).frame
    let node = debugger.attention.focus ?? Emphasis(of: debugger.snapshot).node
    if let index = node.flatMap({ picture.boxOfNode[$0] }) {
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
