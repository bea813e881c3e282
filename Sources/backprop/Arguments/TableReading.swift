import Cells
import ExpressionLanguage
import LectureGraphs
import Learning

extension FileReference {
  /// Its path, which is relative to `folder` unless it begins with a slash.
  func path(in folder: String) -> String {
    let written = String(keeping: Array(path.utf8))
    return written.hasPrefix("/") ? written : folder + written
  }
}

/// Reads a file of rows, which lies in `folder` unless its path begins with a slash.
func readTable(_ file: FileReference, folder: String) -> Result<CSVTable, FileProblem> {
  if file.holdsArrays { return readArrays(at: file.path(in: folder)) }
  return readTable(at: file.path(in: folder), labelName: file.labelName)
}

/// Reads a file of NumPy.
func readArrays(at path: String) -> Result<CSVTable, FileProblem> {
  do throws(FileError) {
    var chunks = try FileChunks(ofRegularFile: path)
    let bytes = try chunks.rest()
    return Result { () throws(CSVProblem) in
      try bytes.withUnsafeBufferPointer { (bytes) throws(CSVProblem) in
        try CSVTable(arraysIn: UnsafeRawBufferPointer(bytes))
      }
    }.mapError { .malformed($0) }
  } catch {
    return .failure(.unreadable(reason: error.reason))
  }
}

/// Reads a file of rows; a first line with the name of the label is a line of names.
func readTable(at path: String, labelName: String?) -> Result<CSVTable, FileProblem> {
  do {
    var chunks = try FileChunks(ofRegularFile: path)
    var reader = CSVReader(labelName: labelName, byteCount: chunks.byteCount)
    while let chunk = try chunks.next() { try reader.read(chunk) }
    return .success(try reader.finish())
  } catch let problem as CSVProblem {
    return .failure(.malformed(problem))
  } catch let error as FileError {
    return .failure(.unreadable(reason: error.reason))
  } catch {
    return .failure(.unreadable(reason: "\(error)"))
  }
}

/// Reads a file of rows that an example names, which is part of the program.
func readExampleTable(_ file: FileReference) -> Result<CSVTable, FileProblem> {
  guard let data = LectureGraphs.data(at: file.path) else {
    return .failure(.unreadable(reason: "there is no such file"))
  }
  return file.table(of: data)
}
