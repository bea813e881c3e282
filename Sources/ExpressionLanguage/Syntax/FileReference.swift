import Learning

/// A file of rows that an expression file names, beside which it lies.
public struct FileReference: Hashable, Sendable {
  /// The path as it is written.
  public let path: String
  /// Where it is written first.
  public let span: SourceSpan
  /// The column that is asked for as the label, which the first line of the file then names.
  public let labelName: String?

  init(path: String, span: SourceSpan, labelName: String? = nil) {
    self.path = path
    self.span = span
    self.labelName = labelName
  }

  /// The table that a file with these bytes holds.
  public func table(of bytes: UnsafeRawBufferPointer) -> Result<CSVTable, FileProblem> {
    var reader = CSVReader(labelName: labelName, byteCount: bytes.count)
    do throws(CSVProblem) {
      try reader.read(bytes)
      return .success(try reader.finish())
    } catch {
      return .failure(.malformed(error))
    }
  }
}

/// Why there is no table for a file.
public enum FileProblem: Error, Hashable, Sendable {
  /// It cannot be read, in the words of the system: `No such file or directory`.
  case unreadable(reason: String)
  /// It holds no table.
  case malformed(CSVProblem)
}

/// What was read for each path that an expression file names.
public typealias FileTables = [String: Result<CSVTable, FileProblem>]
