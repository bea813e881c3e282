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
  /// The size that the tape was made for.
  private var tapeSize: Size?
  /// The size that bands were tried in.
  private var bandSize: Size?

  /// The pictures of a document with what is open in a plan.
  package init(of document: Document, _ plan: StepPlan, decimals: Int) {
    self.document = document
    self.plan = plan
    self.decimals = decimals
  }

  /// The picture in a form for a viewport; `earlier` is one of the same graph, or of an earlier one,
  /// whose places it follows. Where bands are not possible, it is the next form with all numbers.
  package mutating func picture(
    _ form: PictureForm, in viewport: Size, following earlier: any Picture
  ) -> any Picture {
    if form == .bands {
      return bands(in: viewport)
        ?? picture(.level(.compact), in: viewport, following: earlier)
    }
    if form == .tape, tapeSize != viewport { pictures[.tape] = nil }
    if let made = pictures[form] { return made }
    let made: any Picture
    if case .level(let level) = form {
      made = BoxPicture(
        of: document, plan, level: level, decimals: decimals,
        following: earlier as? BoxPicture)
    } else {
      made = TapePicture(of: document, plan, decimals: decimals, in: viewport)
      tapeSize = viewport
    }
    pictures[form] = made
    return made
  }

  /// The picture in bands; `nil` if it does not fit.
  private mutating func bands(in viewport: Size) -> (any Picture)? {
    if bandSize != viewport {
      bandSize = viewport
      pictures[.bands] = BandPicture(of: document, plan, decimals: decimals, in: viewport)
    }
    return pictures[.bands]
  }

  /// The picture in the finest form that a viewport shows as a whole with all numbers, or else the
  /// tape, whose page follows the step.
  package mutating func fittingPicture(
    in viewport: Size, following earlier: any Picture
  ) -> any Picture {
    let boxes = PictureBox.boxes(of: document, plan)
    for level in [DetailLevel.boxes, .compact] {
      if level == .compact, let bands = bands(in: viewport) { return bands }
      guard PictureBox.canFit(boxes, level, decimals: decimals, in: viewport) else { continue }
      let picture = picture(.level(level), in: viewport, following: earlier)
      if picture.fits(in: viewport) { return picture }
    }
    return picture(.tape, in: viewport, following: earlier)
  }
}
