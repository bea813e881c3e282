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

  /// The document with values for its free inputs. Random numbers begin elsewhere in each start;
  /// start 0 is as the file says.
  package func document(
    _ inputs: [String: Double], start: Int = 0
  ) -> Result<Document, DiagnosticList> {
    Document.make(from: syntax, inputs: inputs, files: tables, seedOffset: UInt64(start))
  }
}
