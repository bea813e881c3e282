/// A bound on what the program takes, keeps or computes at once.
package struct Limit: Hashable, Sendable {
  /// What is counted.
  package let name: String
  /// How many there may be.
  package let value: Int
  /// Why there is a bound, and why this one.
  package let reason: String

  fileprivate init(_ name: String, _ value: Int, _ reason: String) {
    self.name = name
    self.value = value
    self.reason = reason
  }
}

/// The one table of limits. `docs/reliability.md` has the same rows.
package enum Limits {
  // MARK: What is read

  package static let fileBytes = Limit(
    "bytes of a file of expressions, or of recorded keys", 64 << 20,
    "the largest graph needs less text; a pipe without an end is noticed before memory is short")
  package static let tableBytes = Limit(
    "bytes of a CSV file", 2_000_000_000,
    "the largest table needs less text; its cells are what takes memory")
  package static let tableNumbers = Limit(
    "cells of a CSV file", 50_000_000, "400 MB, and no more than an array may have")
  package static let cellBytes = Limit(
    "bytes of a cell of a CSV file", 65_536,
    "enough for any number, and few enough to notice a missing quote")
  package static let tableLineBytes = Limit(
    "bytes of a CSV file in which its first lines end", 16 << 20,
    "wider rows are no table; they are looked at as a whole")
  package static let tableWords = Limit(
    "different words in a CSV file", 100_000, "words are classes; more of them are no labels")
  package static let pasteBytes = Limit(
    "bytes kept of a paste", 65_536, "it goes into one line of the screen")

  package static let correctedBytes = Limit(
    "bytes of a file of expressions whose messages offer corrections", 65_536,
    "each is tried by reading the file with it; no person writes a longer file by hand")

  // MARK: What a file makes

  package static let nodes = Limit(
    "nodes of a graph", 2_000_000,
    "functions that call functions could make any number; a pass takes a tenth of a second")
  package static let numbers = Limit(
    "numbers in all nodes of a graph", 50_000_000, "800 MB with their gradients")
  package static let nesting = Limit(
    "levels of brackets, signs and exponents", 64, "no person writes more, and the stack is finite")
  package static let calls = Limit(
    "levels of calls inside functions", 64, "no person writes more")
  package static let containedNodes = Limit(
    "nodes inside calls, counted once for every call around them", 20_000_000,
    "each of these calls can be opened, and knows what is in it")
  package static let imageSide = Limit(
    "rows or columns of an image that weights are shown as", 10_000, "wider than any screen")
  package static let scoredRows = Limit(
    "rows of each part of the data that are scored on the way", 10_000,
    "a score of that many is exact to half a percent")
  package static let scoredNumbers = Limit(
    "numbers in the graph that scores them", 16_000_000, "256 MB with their gradients")

  // MARK: What a number that is typed may ask for

  package static let iterations = Limit(
    "iterations, steps or starts that an argument, a command or a promise names", 1_000_000_000,
    "days of computing; what takes longer than a second shows its progress and can be ended")
  package static let repetitions = Limit(
    "the number before a key", 99_999, "five digits; ':run' and ':goto' take more")
  package static let comparedStarts = Limit(
    "random starts of a comparison", 1_000, "all of their results are kept")
  package static let questions = Limit(
    "questions of a quiz", 1_000_000, "an iteration rarely has more steps")
  package static let pace = Limit(
    "milliseconds between two keys of a replay", 600_000, "ten minutes")
  package static let decimals = Limit("decimals on the screen", 12, "a number has 16 digits")
  package static let screenSide = Limit(
    "columns or rows of a screen that is printed", 10_000, "twenty times a large screen")
  package static let drawingCells = Limit(
    "cells of all drawings in one file", 2_000_000, "a file of some 10 MB")
  package static let playedSteps = Limit(
    "drawings that are played one after the other", 200, "four minutes to look at")
  package static let screenCells = Limit(
    "cells of a screen that is printed", 1_000_000, "sixty large screens; each cell takes memory")

  // MARK: What a search without an end is worth where nobody watches

  package static let unwatchedIterations = Limit(
    "iterations that 'draw' looks for a condition", 1_000_000,
    "on a screen it goes on until stopped")
  package static let unwatchedSearch = Limit(
    "iterations that 'draw' looks for a breakpoint", 100_000,
    "on a screen it goes on until stopped; each is computed step by step")

  // MARK: What is kept while it runs

  package static let curveValues = Limit(
    "values of one curve", 32_768,
    "more than a screen has dots; a full curve drops every second value")
  package static let allCurveValues = Limit(
    "values of all curves of a run", 2_097_152,
    "16 MB; with many parameters each curve is full earlier")
  package static let measuredParameters = Limit(
    "parameters whose curves are kept", 256, "more curves cannot be told apart")
  package static let checkpoints = Limit(
    "states of a training that are kept to go back to", 256,
    "going back replays at most a 256th of the way")
  package static let checkpointBytes = Limit(
    "bytes of these states", 64 << 20, "a large model keeps fewer, at least 8")
  package static let keptRuns = Limit(
    "runs kept to be compared", 8, "more curves cannot be told apart")

  // MARK: What is computed beside the steps

  package static let bugLabGates = Limit(
    "gates of a graph in the bug lab", 2_000, "mistakes are carried out gate by gate")
  package static let bugLabNumbers = Limit(
    "numbers of a graph in the bug lab", 100_000, "mistakes are carried out gate by gate")
  package static let checkedElements = Limit(
    "entries of an array whose gradients are compared", 64, "evenly spread, they stand for all")
  package static let checkNumbers = Limit(
    "numbers read and written by 'check', about", 2_000_000_000,
    "some seconds; each comparison runs the graph again")
  package static let checkViewNumbers = Limit(
    "numbers read and written by the gradient check on the screen, about", 20_000_000,
    "a moment; each comparison runs the graph again")

  /// All limits, in the order of the table.
  package static let all = [
    fileBytes, tableBytes, tableNumbers, cellBytes, tableLineBytes, tableWords,
    pasteBytes, correctedBytes,
    nodes, numbers, nesting, calls, containedNodes, imageSide, scoredRows, scoredNumbers,
    iterations, repetitions, comparedStarts, questions, pace, decimals, screenSide, drawingCells,
    playedSteps, screenCells,
    unwatchedIterations, unwatchedSearch,
    curveValues, allCurveValues, measuredParameters, checkpoints, checkpointBytes, keptRuns,
    bugLabGates, bugLabNumbers, checkedElements, checkNumbers, checkViewNumbers,
  ]
}
