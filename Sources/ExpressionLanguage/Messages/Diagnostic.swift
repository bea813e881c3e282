import ComputationGraph
import Learning

/// A mistake in a file, or something in it that is worth a note: the problem, its location and
/// helpful second sentences. The words are in `DiagnosticText.swift`.
public struct Diagnostic: Error, Hashable, Sendable {
  /// The kinds of mistake. Indirect, because rules that call each other pass it upwards.
  public indirect enum Problem: Hashable, Sendable {
    // The characters.
    case notUTF8(byte: UInt8)
    case fileTooLarge
    case strayCharacter(Unicode.Scalar)
    case hiddenCharacter(Unicode.Scalar)
    case malformedNumber(String)
    case numberTooLarge(String)
    // Their arrangement.
    case expected(String, found: String)
    case missingOperator(left: String, right: String)
    case neverClosed(String)
    case neverOpened(String)
    case nestedTooDeeply(limit: Int)
    case assignmentToExpression(String)
    case noDefinition
    case secondEquals
    case reservedWord(String)
    case digitFirst(String)
    case changesValue(String)
    case importsNothing
    case foreignWord(String, ForeignWord)
    case operandAfterNamedArgument
    case outOfRange(argument: String, range: String, found: String)
    case missingArgument(String, function: String)
    case unknownOptimizer(String)
    case unknownSchedule(String)
    // The names.
    case lookAlike(String, first: String, line: Int)
    case alreadyDefined(String, line: Int)
    case usedBeforeDefinition(String, line: Int)
    case usedInOwnDefinition(String)
    case callsItself(String)
    case unknownName(String)
    case unknownFunction(String)
    case functionAsValue(String)
    case valueAsFunction(String)
    case repeatedParameter(String)
    case wrongArgumentCount(function: String, expected: ClosedRange<Int>, given: Int)
    case unknownArgument(String, function: String)
    case notConstant(String)
    case secondMinimize(line: Int)
    case secondData(line: Int)
    case secondDecimals(line: Int)
    case dataAsValue(String, hasLabels: Bool)
    case unknownPart(String, of: String, hasLabels: Bool)
    case noLabels(String, line: Int)
    case notData(String, part: String)
    case accuracyInExpression
    case notAWeight(String)
    case textWithoutUse
    // The shapes.
    case doesNotFit(ShapeProblem)
    case tooManyNumbers(limit: Int)
    // The data files.
    case unreadableFile(String, reason: String)
    case badTable(String, CSVProblem)
    case badData(String, DataProblem)
    case noSuchArray(String?, names: [String], file: String)
    case badArrayEntry(String, [Int], file: String)
    // The file as a whole.
    case nothingToCompute
    case missingInputs([String])
    case unknownInput(String)
    case inputIsComputed(String, line: Int)
    case inputIsTensor(String, Shape, line: Int)
    case savedInAnotherShape(String, Shape, saved: Shape, in: String)
    case notSaved(String, in: String)
    case savedAndNotTrained(String, in: String)
    case tooManyNodes(limit: Int)
    case callsTooDeep
    // What is allowed and probably not meant.
    case uncalledFunction(String)
    case unusedValue(String, output: String)
    case unusedData(String, hasLabels: Bool)
    case nothingToMove(output: String, leaf: String?)
    case rows(String, DataNote)
  }

  /// How much a mistake matters.
  public enum Severity: String, Sendable {
    /// The file has no meaning with it.
    case error
    /// The file means something without it: it is said, and changes nothing.
    case note
  }

  /// What a word of another language does there.
  public enum ForeignWord: Hashable, Sendable { case loop, condition, statement }

  /// A helpful second sentence.
  public enum Note: Hashable, Sendable {
    /// A name with a similar spelling, and the change that writes it; no change of the file where
    /// the name is not in it.
    case didYouMean(String, Correction?)
    /// A name whose spelling is similar to that of another one.
    case resembles(String, other: String)
    /// The available names.
    case oneOf([String])
    /// What to write instead, and what for if there are several possibilities.
    case write(Correction, purpose: String? = nil)
    /// A line that fits in another place; `isHere` if it is the line of the mistake, which goes below
    /// the other one, and not the other one, which goes above it.
    case move(Int, isHere: Bool, Correction)
    /// What the program has in place of what is written, as a sentence.
    case instead(String)
    /// The ways to give a free input its value, of which one is a line of the file.
    case giveValue(String, Correction)
    /// A named argument of the function.
    case hasArgument(String, function: String)
    /// The shapes of operands, and an alternative that would fit, with the change that writes it.
    case operands([OperandFact], fit: OperandFact?, Correction?)
    /// The line of the function in which the mistake is.
    case insideFunction(String, line: Int, expression: String)
  }

  /// Whether the file has no meaning with it, or it is only said.
  public var severity: Severity {
    switch problem {
    case .uncalledFunction, .unusedValue, .unusedData, .nothingToMove, .rows: .note
    default: .error
    }
  }

  /// The problem.
  public let problem: Problem
  /// The location; `nil` if no line is to blame.
  public let span: SourceSpan?
  /// Notes that may help.
  public let notes: [Note]

  /// A mistake at `span`, if a line is to blame.
  public init(_ problem: Problem, at span: SourceSpan?, notes: [Note] = []) {
    self.problem = problem
    self.span = span
    self.notes = notes
  }
}

/// All mistakes of a file, or all notes on it, in the order of the text; never empty.
public struct DiagnosticList: Error, Hashable, Sendable {
  /// The mistakes or notes.
  public let diagnostics: [Diagnostic]

  /// All of these, of which there is at least one.
  public init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }

  /// The number of mistakes that are shown at once and for which suggestions are looked up.
  static let shownCount = 20
}
