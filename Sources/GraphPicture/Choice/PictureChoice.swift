import Backpropagation
import Cells
import ExpressionLanguage

/// The pictures of one graph with so many decimals, made as they are asked for, and the form that is
/// chosen where none is asked for.
package struct PictureChoice: Sendable {
  private let document: Document
  private let plan: StepPlan
  private let decimals: Int
  /// The pictures so far; making one takes longer than the rest of a frame.
  private var pictures: [PictureForm: any Picture] = [:]

  /// The pictures of a document with what is open in a plan.
  package init(of document: Document, _ plan: StepPlan, decimals: Int) {
    self.document = document
    self.plan = plan
    self.decimals = decimals
  }

  /// The picture in a form; `earlier` is one of the same graph, or of an earlier one, whose places it
  /// follows.
  package mutating func picture(
    _ form: PictureForm, following earlier: any Picture
  ) -> any Picture {
    if let made = pictures[form] { return made }
    let made: any Picture =
      switch form {
      case .level(let level):
        BoxPicture(
          of: document, plan, level: level, decimals: decimals,
          following: earlier as? BoxPicture)
      }
    pictures[form] = made
    return made
  }

  /// The picture in the finest form that a viewport shows as a whole; a graph too large for that is
  /// shown with its numbers, and the view follows the step.
  package mutating func fittingPicture(
    in viewport: Size, following earlier: any Picture
  ) -> any Picture {
    let least = PictureBox.leastWidth(of: document, plan, .boxes, decimals: decimals)
    if least <= viewport.columns {
      let boxes = picture(.level(.boxes), following: earlier)
      if boxes.fits(in: viewport) { return boxes }
    }
    return picture(.level(.compact), following: earlier)
  }
}
