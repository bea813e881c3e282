import ExpressionLanguage
import Learning

/// The document of a text without mistakes; `files` are the texts of those it names.
package func read(
  _ text: String, inputs: [String: Double] = [:], files: [String: String] = [:]
) throws -> Document {
  try Document.make(
    from: Syntax(parsing: text), inputs: inputs, files: files.mapValues { table(Array($0.utf8)) }
  ).get()
}

/// The rows in the bytes of a file.
package func table(_ utf8: [UInt8]) -> Result<CSVTable, FileProblem> {
  var reader = CSVReader(byteCount: utf8.count)
  do {
    try utf8.withUnsafeBytes { try reader.read($0) }
    return .success(try reader.finish())
  } catch let problem as CSVProblem {
    return .failure(.malformed(problem))
  } catch {
    return .failure(.unreadable(reason: "\(error)"))
  }
}
