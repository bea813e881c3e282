import Backpropagation
import Cells
import ComputationGraph
import Debugging
import ExpressionLanguage

// The part of a picture that is seen at a step.
extension Picture {
  /// The cell of the picture in the upper left of a viewport that follows a debugger: it shows what is looked
  /// at, else the gate at work with the operand that receives, else the output.
  package func offset(in viewport: Size, following debugger: Debugger) -> Point {
    let emphasis = Emphasis(of: debugger.snapshot)
    let (focus, output) = (debugger.attention.focus, debugger.document.output)
    let shown = focus ?? emphasis.node ?? (debugger.position.isBeginning ? nil : output)
    guard let region = shown.flatMap(region) else { return offset(in: viewport, showing: nil) }
    // A gradient on its way is seen at both ends, where both have room.
    let receiver = focus == nil ? emphasis.receiver.flatMap(self.region) : nil
    let both = receiver.map(region.union) ?? region
    let fits = both.size.columns <= viewport.columns && both.size.rows <= viewport.rows
    return offset(in: viewport, showing: fits ? both : region)
  }
}
