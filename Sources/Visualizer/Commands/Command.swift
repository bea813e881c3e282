/// Every command for a graph that is shown, given by a key or typed after `:`. The table of their
/// names and effects is `row`.
package enum Command: CaseIterable, Hashable, Sendable {
  case microStep, gate, phase, iteration, microStepBack, gateBack, phaseBack, iterationBack
  case first, last, goTo
  case set, reset, path
  case play, faster, slower, mark, returnToMark, breakpoint, findNext, findLast
  case edit, undo, redo, nudgeUp, nudgeDown, why, rates, check, predict
  case run, setBreakpoint, deleteBreakpoint, bugLab, level
  case lookLeft, lookRight, lookUp, lookDown, lookNext, lookPrevious, lookBack
  case toggleGate, openAll, closeAll
  case moreDetail, lessDetail, automaticDetail, tape, moreDecimals, fewerDecimals
  case viewEntries, viewTemplates, viewRegions, viewHealth, viewCurves, viewData, readFile
  case present, point, hideNumbers
  case editFile, raiseLearningRate, lowerLearningRate, commandLine, help
  case nextLesson, previousLesson, leave
}

/// The arguments of a command: the number typed before a key, the words typed after a name.
package struct Arguments: Hashable, Sendable {
  var count: Int?
  var words: [String] = []

  /// The number of times to repeat a step.
  var times: Int { count ?? 1 }
}
