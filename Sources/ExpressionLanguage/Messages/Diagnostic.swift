import ComputationGraph
import Learning

/// A mistake in a file: what is wrong, where, and what may help. `DiagnosticText.swift` has the words.
public struct Diagnostic: Error, Hashable, Sendable {
  /// What is wrong. Indirect, because rules that call each other pass it upwards.
  public indirect enum Problem: Hashable, Sendable {
    // The characters.
    case notUTF8(byte: UInt8)
    case fileTooLarge
    case strayCharacter(Unicode.Scalar)
    case malformedNumber(String)
    case numberTooLarge(String)
    // How they are put together.
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
    case operandAfterNamedArgument
    case outOfRange(argument: String, range: String, found: String)
    case missingArgument(String, function: String)
    case unknownOptimizer(String)
    case unknownSchedule(String)
    // The names.
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
    // The files of numbers.
    case unreadableFile(String, reason: String)
    case badTable(String, CSVProblem)
    case badData(String, DataProblem)
    // The file as a whole.
    case nothingToCompute
    case missingInputs([String])
    case unknownInput(String)
    case inputIsComputed(String, line: Int)
    case inputIsTensor(String, Shape, line: Int)
    case tooManyNodes(limit: Int)
    case callsTooDeep
  }

  /// A second sentence that helps.
  public enum Note: Hashable, Sendable {
    /// A name that is written almost so.
    case didYouMean(String)
    /// A name that is written almost like another one.
    case resembles(String, other: String)
    /// What there is.
    case oneOf([String])
    /// What to write instead.
    case write(String)
    /// How a free input gets its value.
    case giveValue(String)
    /// Which functions a named argument could belong to.
    case hasArgument(String, function: String)
    /// What operands are, and what would fit.
    case operands([OperandFact], fit: OperandFact?)
    /// Which line of a function is meant.
    case insideFunction(String, line: Int, expression: String)
  }

  /// What is wrong.
  public let problem: Problem
  /// Where; `nil` when no line is to blame.
  public let span: SourceSpan?
  /// What may help.
  public let notes: [Note]

  /// A mistake at `span`.
  public init(_ problem: Problem, at span: SourceSpan?, notes: [Note] = []) {
    self.problem = problem
    self.span = span
    self.notes = notes
  }
}

/// All mistakes of a file, in the order of the text; never empty.
public struct DiagnosticList: Error, Hashable, Sendable {
  /// The mistakes.
  public let diagnostics: [Diagnostic]

  /// How many are worth showing at once, and so worth looking for suggestions.
  static let shownCount = 20
}
