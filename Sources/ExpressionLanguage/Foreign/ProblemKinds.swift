// What a mistake is about, as far as it decides which change is offered for it.

extension ShapeProblem {
  /// Whether parts of one array differ, as where a tuple was no array.
  var isAboutRows: Bool { if case .rows = self { true } else { false } }

  /// Whether an array lacks the axis, or the place, that is written.
  var isAboutPlaces: Bool {
    switch self {
    case .axis, .index, .indices: true
    default: false
    }
  }
}

extension Diagnostic {
  var isAboutShapes: Bool { if case .doesNotFit = problem { true } else { false } }

  /// Whether a function is given another number of operands than it takes.
  var isAboutCount: Bool {
    switch problem {
    case .wrongArgumentCount, .doesNotFit(.needsSeveral): true
    default: false
    }
  }

  /// Whether an array lacks the axis, or the place, that is written.
  var isAboutPlaces: Bool {
    if case .doesNotFit(let problem) = problem { problem.isAboutPlaces } else { false }
  }

  /// Whether what stands before a bracket is no function, or a line defines what has a definition.
  var isAboutFunctions: Bool {
    switch problem {
    case .unknownFunction, .valueAsFunction, .accuracyInExpression, .alreadyDefined: true
    default: false
    }
  }

  /// Whether the names of a function's arguments end behind a comma, as in `f(a, ) = a*b`.
  var isMissingParameter: Bool {
    if case .expected("the name of a parameter", _) = problem { true } else { false }
  }

  /// Whether a bracket ends behind a comma, as in `f(a, )`.
  var isMissingArgument: Bool {
    guard case .expected(let expected, "')'") = problem else { return false }
    return expected.hasSuffix("after ','")
  }
}

extension Diagnostic.Problem {
  /// Whether signs and words stand where nothing can be read of them.
  var isAboutArrangement: Bool {
    switch self {
    case .expected, .missingOperator, .neverClosed, .neverOpened, .secondEquals, .noDefinition,
      .assignmentToExpression, .strayCharacter, .reservedWord, .operandAfterNamedArgument,
      .functionAsValue:
      true
    default: false
    }
  }

  /// Whether a line compares, as in `h >= 0`, without a word before it.
  var isComparisonAlone: Bool {
    guard case .expected("'='", let found) = self else { return false }
    return ["'<'", "'>'", "'<='", "'>='"].contains(found)
  }

  /// Whether an operator or an `=` is missing, so that what becomes of the calls around it decides
  /// whether a change is meant.
  var isAboutCalls: Bool {
    switch self {
    case .missingOperator: true
    case .expected(let expected, _): expected.hasPrefix("'=' after")
    default: false
    }
  }

  /// Whether another notation may be the reason.
  func isAboutNotation(_ dialect: ForeignDialect) -> Bool {
    switch self {
    // Lines whose shapes do not fit are read as they are meant, but those of MATLAB.
    case .doesNotFit: dialect.isMATLAB
    case .repeatedParameter, .outOfRange, .lookAlike, .notUTF8, .hiddenCharacter, .nestedTooDeeply,
      .usedInOwnDefinition, .callsItself, .secondMinimize, .secondData, .notAWeight,
      .textWithoutUse,
      .missingArgument, .numberTooLarge:
      false
    default: !isAboutSize && !isAboutFiles
    }
  }

  /// Whether the translation of the whole line says more than what else is offered.
  var isRatherTranslated: Bool {
    switch self {
    case .missingOperator, .valueAsFunction: true
    default: false
    }
  }

  /// Whether a file of rows is the reason.
  var isAboutFiles: Bool {
    switch self {
    case .unreadableFile, .badTable, .badData: true
    default: false
    }
  }

  /// Whether a graph is too large, as it may be for a trial and not for the file.
  var isAboutSize: Bool {
    switch self {
    case .tooManyNodes, .tooManyNumbers, .callsTooDeep: true
    default: false
    }
  }
}
