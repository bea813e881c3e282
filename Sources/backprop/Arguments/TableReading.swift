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
  return readTable(at: file.path(in: folder), labelName: file.labelName, header: file.header)
}

/// Reads a file of NumPy: an array piece by piece, an archive as a whole.
func readArrays(at path: String) -> Result<CSVTable, FileProblem> {
  do {
    var chunks = try FileChunks(ofRegularFile: path)
    guard let first = try chunks.next(), !NPZFormat.isArchive(first) else {
      var whole = try FileChunks(ofRegularFile: path)
      let bytes = try whole.rest()
      return .success(try bytes.withUnsafeBytes { try CSVTable(arraysIn: $0) })
    }
    var reader = NPYReader(byteCount: chunks.byteCount)
    try reader.read(first)
    while let chunk = try chunks.next() { try reader.read(chunk) }
    return .success(CSVTable([try reader.finish()]))
  } catch let problem as ArrayProblem {
    return .failure(.malformed(.badArray(problem)))
  } catch let problem as CSVProblem {
    return .failure(.malformed(problem))
  } catch let error as FileError {
    return .failure(.unreadable(reason: error.reason))
  } catch {
    return .failure(.unreadable(reason: "\(error)"))
  }
}

/// Reads a file of rows; a first line with the name of the label is a line of names, and `header` says
/// whether the first line is one, if that need not be guessed.
func readTable(
  at path: String, labelName: String?, header: Bool?
) -> Result<CSVTable, FileProblem> {
  do {
    var chunks = try FileChunks(ofRegularFile: path)
    var reader = CSVReader(labelName: labelName, header: header, byteCount: chunks.byteCount)
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
