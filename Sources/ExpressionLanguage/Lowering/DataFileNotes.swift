import Learning

extension Document {
  /// What was guessed or made of its files of rows, and may not be meant: file by file, in the order
  /// in which they are named.
  public var fileNotes: [Diagnostic] {
    let syntax = file.syntax
    var data: [String: [DataNote]] = [:]
    for case .data(let statement) in syntax.statements {
      data[syntax.text.source.path(syntax.text.span(of: statement.fileToken))] = feed?.data.notes
    }
    return syntax.files.flatMap { reference in
      let notes =
        data[reference.path]
        ?? (try? file.files[reference.path]?.get())?.notes.map { .file($0) } ?? []
      return notes.map { Diagnostic(.rows(reference.path, $0), at: reference.span) }
    }
  }
}

extension Document {
  /// What the file of rows that `data` names holds, and what becomes of each column; `nil` if there
  /// is none.
  public var dataOverview: (path: String, overview: TableOverview)? {
    for case .data(let statement) in file.syntax.statements {
      let path = file.syntax.text.source.path(file.syntax.text.span(of: statement.fileToken))
      guard case .success(let table)? = file.files[path] else { return nil }
      return TableOverview(of: table, label: statement.label, features: statement.columns)
        .map { (path, $0) }
    }
    return nil
  }
}
