import ComputationGraph
import Learning

/// A file of expressions as it was read, with the files of rows that it names.
package struct SourceFile: Sendable {
  /// The name for messages and headers.
  package let name: String
  package let syntax: Syntax
  /// The result of reading each path in `syntax.files`.
  package let tables: FileTables
  /// The training to go on with, if one was loaded.
  package var saved: SavedTraining?

  /// Parses a file; `read` reads the files of rows that it names.
  package init(
    name: String, bytes: [UInt8],
    read: (FileReference) -> Result<CSVTable, FileProblem>
  ) {
    self.name = name
    syntax = Syntax(parsing: bytes)
    tables = Dictionary(
      syntax.files.map { ($0.path, read($0)) }, uniquingKeysWith: { first, _ in first })
  }

  /// The document with values for its free inputs. Each start gives other random numbers;
  /// start 0 gives those of the file. A loaded training has a start of its own.
  package func document(
    _ inputs: [String: Double], start: Int = 0
  ) -> Result<Document, DiagnosticList> {
    Document.make(
      from: ReadFile(
        syntax: syntax, inputs: values(inputs), files: tables,
        seedOffset: UInt64(saved?.start ?? start), saved: saved))
  }

  /// The parameters among the names that are given values, for which a loaded training has others.
  package func trained(among given: [String: Double]) -> [String] {
    given.keys.filter { saved?.parameter(named: $0) != nil }.sorted()
  }

  /// The given values of inputs, and those that a loaded training has for others.
  package func values(_ given: [String: Double]) -> [String: Double] {
    guard let saved else { return given }
    let free = syntax.freeInputs.compactMap { input in
      saved.parameter(named: input.name)?.value.scalar.map { (input.name, $0) }
    }
    return saved.inputs.merging(free) { $1 }.merging(given) { $1 }
  }
}
