/// The definition of each name of a file; the first one counts.
struct Declarations {
  enum Declaration {
    case value(statement: Int)
    case function(FunctionStatement, statement: Int)
    case data(DataStatement, statement: Int)
    /// `d.x` or `d.y`.
    case part(statement: Int)
    case noLabels(statement: Int)
    case broken
  }

  private var all: [Declaration?]
  /// The names that are defined twice, and data beyond the first.
  private(set) var diagnostics: [Diagnostic] = []

  init(in file: StatementReader) {
    let (names, tokens) = (file.reader.names, file.reader.text)
    all = Array(repeating: nil, count: names.texts.count)
    for name in file.brokenNames { all[Int(name.index)] = .broken }
    var dataLine: Int?
    for (index, statement) in file.statements.enumerated() {
      let (name, declaration): (Name, Declaration)
      switch statement {
      case .value(let value): (name, declaration) = (value.name, .value(statement: index))
      case .function(let function):
        (name, declaration) = (function.name, .function(function, statement: index))
      case .data(let data):
        if let dataLine {
          diagnostics.append(
            Diagnostic(.secondData(line: dataLine), at: tokens.span(of: data.nameToken - 1)))
          if self[data.name] == nil { all[Int(data.name.index)] = .broken }
          continue
        }
        dataLine = tokens.line(of: data.nameToken)
        (name, declaration) = (data.name, .data(data, statement: index))
        all[Int(data.features.index)] = .part(statement: index)
        all[Int(data.labels.index)] =
          data.label == nil ? .noLabels(statement: index) : .part(statement: index)
      case .minimize, .report, .show, .decimals, .expect: continue
      }
      switch self[name] {
      case nil: all[Int(name.index)] = declaration
      case .broken, .part, .noLabels: break
      case .value(let first), .function(_, let first), .data(_, let first):
        let line = tokens.line(of: file.statements[first].nameToken)
        diagnostics.append(
          Diagnostic(
            .alreadyDefined(names[name], line: line), at: tokens.span(of: statement.nameToken)))
      }
    }
  }

  subscript(name: Name) -> Declaration? { all[Int(name.index)] }
}
