import Learning

/// A data file named by an expression file, relative to which its path is.
public struct FileReference: Hashable, Sendable {
  /// The path as it is written.
  public let path: String
  /// The first mention of the path.
  public let span: SourceSpan
  /// The name of the label column, if it is requested by name; the first line of the file then
  /// contains the names.
  public let labelName: String?
  /// Whether the first line holds names, if the file of expressions says so.
  public let header: Bool?
  /// Whether it is a file of NumPy.
  public let holdsArrays: Bool

  /// The table in a file with these bytes.
  public func table(of bytes: UnsafeRawBufferPointer) -> Result<CSVTable, FileProblem> {
    Result { () throws(CSVProblem) in
      if holdsArrays { return try CSVTable(arraysIn: bytes) }
      var reader = CSVReader(labelName: labelName, header: header, byteCount: bytes.count)
      try reader.read(bytes)
      return try reader.finish()
    }.mapError { .malformed($0) }
  }
}

/// The reason why there is no table for a file.
public enum FileProblem: Error, Hashable, Sendable {
  /// It cannot be read, with the reason given by the system: `No such file or directory`.
  case unreadable(reason: String)
  /// It does not contain a table.
  case malformed(CSVProblem)
}

/// The result of reading each path that an expression file names.
public typealias FileTables = [String: Result<CSVTable, FileProblem>]
