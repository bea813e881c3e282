import Backpropagation
import ComputationGraph

/// What a key does while a graph is shown, in the words of the person.
enum Command: Hashable, Sendable {
  case step(Grain, Session.Direction)
  case first, last
  case moveFocus(FocusMovement)
  case toggleGate, openAll, closeAll
  case raiseLearningRate, lowerLearningRate
  case moreDecimals, fewerDecimals
  case moreDetail, lessDetail, automaticDetail
  case help, readFile, viewMatrix, commandLine
  case leave
}
