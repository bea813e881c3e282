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
  let path = file.path(in: folder)
  do {
    var chunks = try FileChunks(ofRegularFile: path)
    var reader = CSVReader(labelName: file.labelName, byteCount: chunks.byteCount)
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
