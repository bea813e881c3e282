import ArgumentParser
import Cells
import ExpressionLanguage
import Learning
import Sentences

/// What the program understands of a file of rows.
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data",
    abstract: "Show what is understood of a file of rows.",
    discussion: """
      Says for each column what it holds and what becomes of it, and how many rows train and \
      test. The last line can stand in a file of expressions.
      """)

  @Argument(help: "A file of rows.", completion: .file()) var file: String
  @Option(
    parsing: .unconditional, help: "The column of the labels: its name, or its number from 0.")
  var label: String?
  @Option(
    help: "Whether the first line holds names: true or false.",
    completion: .list(["true", "false"]))
  var header: Bool?
  @Flag(help: "One JSON object.") var json = false

  func run() throws {
    let table: CSVTable
    let isArray = [".npy", ".npz"].contains { file.hasSuffix($0) }
    switch isArray ? readArrays(at: file) : readTable(at: file, labelName: label, header: header) {
    case .success(let read): table = read
    case .failure(.unreadable(let reason)):
      complain("\(file.onOneLine): error: \(reason)")
      throw ExitStatus.noFile
    case .failure(.malformed(let problem)):
      throw refused(problem.sentence(file.onOneLine))
    }
    let understood: UnderstoodData
    do throws(DataProblem) {
      understood = try UnderstoodData(file, table, label: label, header: header)
    } catch {
      throw refused(error.sentence(file.onOneLine))
    }
    try Output.print(json ? understood.json.text : understood.text)
  }

  private func refused(_ sentence: String) -> ExitCode {
    complain("error: \(sentence)")
    return ExitStatus.badFile
  }
}

/// A file of rows, and the data that it becomes.
private struct UnderstoodData {
  let file: String
  let overview: TableOverview
  let data: DataSet
  let line: String

  init(
    _ file: String, _ table: CSVTable, label: String?, header: Bool?
  ) throws(DataProblem) {
    let asked = label.map { label -> ColumnReference in
      Int(label).map { .number($0) } ?? .name(label)
    }
    var proposal = try DataProposal(for: table, label: asked)
    proposal.header = header
    self.file = file
    overview = TableOverview(
      of: table, label: proposal.label, features: proposal.features(of: table))
    data = try proposal.dataSet(from: table)
    line = proposal.line(file, of: table)
  }

  private var notes: [String] { data.notes.map { $0.sentence(file.onOneLine) } }

  var text: String {
    var lines = ["\(file.onOneLine)   \(overview.summary)", ""] + overview.lines + [""]
    lines += data.lines
    lines += notes.map { "note: \($0)" }
    return (lines + ["", line]).joined(separator: "\n")
  }

  var json: JSON {
    [
      "file": file, "rows": overview.rowCount,
      "separator": overview.isOfArrays ? Optional<String>.none : overview.form.separator.words,
      "decimal": overview.form.mark == .point ? "." : ",", "namesLine": overview.form.namesLine,
      "columns": overview.columns.map { $0.json }, "features": data.featureNames,
      "classes": data.classCounts.map { counts in
        JSON.object(counts.map { ($0.name, .integer($0.count)) })
      },
      "train": data.trainingRows.count, "test": data.testRows.count, "notes": notes, "line": line,
    ]
  }
}

extension TableOverview.Column {
  fileprivate var json: JSON {
    let facts: JSON =
      switch contents {
      case .numbers(let lowest, let highest, let isWhole):
        ["kind": "numbers", "lowest": lowest, "highest": highest, "whole": isWhole]
      case .words(let counts):
        [
          "kind": "words",
          "words": JSON.object(counts.map { ($0.name, .integer($0.count)) }),
        ]
      case .nothing: ["kind": "nothing"]
      }
    return ["number": number, "name": name] + facts
      + ["missing": missingCount, "use": use.words]
  }
}
