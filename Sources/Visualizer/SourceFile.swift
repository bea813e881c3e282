import ExpressionLanguage
import Learning

/// A file of expressions as it was read, with the files of rows that it names.
package struct SourceFile: Sendable {
  /// The name that messages and headers use.
  package let name: String
  package let syntax: Syntax
  /// What was read for each path in `syntax.files`.
  package let tables: FileTables

  /// A file whose files of rows `read` reads.
  package init(
    name: String, bytes: [UInt8],
    read: (FileReference) -> Result<CSVTable, FileProblem>
  ) {
    self.name = name
    syntax = Syntax(parsing: bytes)
    tables = Dictionary(
      syntax.files.map { ($0.path, read($0)) }, uniquingKeysWith: { first, _ in first })
  }

  /// The document with values for its free inputs.
  package func document(_ inputs: [String: Double]) -> Result<Document, DiagnosticList> {
    Document.make(from: syntax, inputs: inputs, files: tables)
  }
}
