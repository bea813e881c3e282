import Learning

extension DataProposal {
  /// The `data` line of an expression file that makes this of the file at `path`.
  package func line(_ path: String, of table: CSVTable) -> String {
    func reference(_ column: Int) -> String {
      let name = CSVTable.name(of: column, in: table.columnNames)
      let isShared = name.map { name in table.columnNames?.count { $0 == name } ?? 0 > 1 } ?? false
      return writtenReference(column, isShared ? nil : name)
    }
    let function = path.hasSuffix(".npy") || path.hasSuffix(".npz") ? "npy" : "csv"
    var settings = ["\"\(path)\""]
    if let header { settings.append("header = \(header)") }
    if let label { settings.append("label = \(reference(label))") }
    if !without.isEmpty {
      settings.append("without = [\(without.map(reference).joined(separator: ", "))]")
    }
    if numbersClasses { settings.append("classes = true") }
    if missing.skipsRows { settings.append("skip = rows") }
    if test.fraction > 0 { settings.append("test = \(Int((test.fraction * 100).rounded()))%") }
    return "data d = \(function)(\(settings.joined(separator: ", ")))"
  }
}
