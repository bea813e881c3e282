import Learning

extension ArrayProblem {
  /// The problem with the file called `name`, in one sentence.
  func sentence(_ name: String) -> String {
    guard case .member(let array, let problem) = self else {
      return "\(name) " + clause(file: name, array: nil)
    }
    return "\(name): the array '\(cellExcerpt(array))' " + problem.clause(file: name, array: array)
  }

  /// What is wrong with the file, or with one array of it.
  private func clause(file: String, array: String?) -> String {
    switch self {
    case .noArray: "is no array of NumPy; csv(\"…\") reads rows of text"
    case .badHeader: "is damaged: its description of the array cannot be understood"
    case .pickled:
      "holds objects of Python, which are never loaded; "
        + Self.rewriting(file, array, "np.asarray(a.tolist(), dtype=float)", isPickled: true)
    case .kind("records"):
      "holds records; in Python, a = np.load('\(file)'); np.save('\(file)', "
        + "np.column_stack([a[n] for n in a.dtype.names]).astype(float)) rewrites it"
    case .kind(let code):
      "holds entries of the kind '\(cellExcerpt(code))', which are no real numbers; "
        + Self.rewriting(file, array, code.contains("c") ? "a.real" : "a.astype(float)")
    case .byteCount(let expected, let found):
      "is damaged: \(expected.counted("byte")) of entries are announced and \(found) are there"
    case .tooManyNumbers(let limit): "holds more than \(limit) numbers"
    case .inexact(let number):
      "holds \(number), which has more digits than a number here; "
        + Self.rewriting(file, array, "a.astype(float)") + ", rounded"
    case .compressed:
      "is compressed; in Python, np.savez('\(file)', **np.load('\(file)')) rewrites it"
    case .badArchive: "is damaged, or no archive of NumPy"
    case .member(let name, let problem): problem.clause(file: file, array: name)
    }
  }

  /// The line of Python that writes another array in its place.
  private static func rewriting(
    _ file: String, _ array: String?, _ value: String, isPickled: Bool = false
  ) -> String {
    let pickles = isPickled ? ", allow_pickle=True" : ""
    guard let array else {
      return "in Python, a = np.load('\(file)'\(pickles)); np.save('\(file)', \(value)) rewrites it"
    }
    return "in Python, d = dict(np.load('\(file)'\(pickles))); a = d['\(array)']; "
      + "d['\(array)'] = \(value); np.savez('\(file)', **d) rewrites it"
  }
}
