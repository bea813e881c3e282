/// Everything that can be asked of a graph that is shown, by a key or typed behind `:`. The table that
/// says what each is called and does is `row`.
package enum Command: CaseIterable, Hashable, Sendable {
  case microStep, gate, phase, iteration, microStepBack, gateBack, phaseBack, iterationBack
  case first, last, goTo
  case set, reset, path
  case play, faster, slower, mark, returnToMark, breakpoint, findNext, findLast
  case edit, undo, redo, nudgeUp, nudgeDown, why, rates, check, predict
  case run, setBreakpoint, deleteBreakpoint, bugLab, level
  case lookLeft, lookRight, lookUp, lookDown, lookNext, lookPrevious
  case toggleGate, openAll, closeAll
  case moreDetail, lessDetail, automaticDetail, moreDecimals, fewerDecimals
  case viewEntries, viewTemplates, viewRegions, viewHealth, viewCurves, readFile
  case present, point, hideNumbers
  case editFile, raiseLearningRate, lowerLearningRate, commandLine, help
  case nextLesson, previousLesson, leave
}

/// What is said along with a command: the number typed before a key, the words typed behind a name.
package struct Arguments: Hashable, Sendable {
  var count: Int?
  var words: [String] = []

  /// How often a step is to be made.
  var times: Int { count ?? 1 }
}
