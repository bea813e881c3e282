import Backpropagation
import ComputationGraph

/// What a key does while a graph is shown, in the words of the person.
enum Command: Hashable, Sendable {
  case step(Grain, Session.Direction)
  case first, last
  case play, faster, slower
  case mark, returnToMark
  case predict
  case breakpoint, search(Session.Direction)
  case moveFocus(FocusMovement)
  case toggleGate, openAll, closeAll
  case raiseLearningRate, lowerLearningRate
  case moreDecimals, fewerDecimals
  case moreDetail, lessDetail, automaticDetail
  case help, readFile, editFile, commandLine
  case viewMatrix, viewTemplates, viewRegions, viewHealth, viewCurves
  case keepRun, forgetRuns
  case edit, undo, redo, why, rates, check
  case bugLab, bug(BugRequest)
  /// A nudge upwards or downwards.
  case nudge(isUp: Bool)
  case nextLesson, previousLesson
  case present, point, hideNumbers
  case leave

  /// Whether another graph, or none, is shown afterwards.
  var leavesGraph: Bool {
    switch self {
    case .leave, .nextLesson, .previousLesson: true
    default: false
    }
  }

  /// Whether nodes are other ones afterwards, so that no view can go on showing one.
  var changesGraph: Bool {
    switch self {
    case .toggleGate, .openAll, .closeAll: true
    default: false
    }
  }
}
