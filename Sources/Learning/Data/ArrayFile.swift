/// A file of NumPy as a table: each array of one or two axes gives a column, or one for each of its
/// columns.
extension CSVTable {
  /// Whether a file with these first bytes is one of NumPy.
  public static func isArrayFile(_ head: some Collection<UInt8>) -> Bool {
    head.starts(with: NPYFormat.mark) || head.starts(with: [0x50, 0x4B, 0x03, 0x04])
  }

  /// The arrays in the bytes of a `.npy` or `.npz` file.
  public init(arraysIn bytes: UnsafeRawBufferPointer) throws(CSVProblem) {
    do throws(ArrayProblem) {
      self.init(
        NPZFormat.isArchive(bytes)
          ? try NPZFormat.arrays(of: bytes) : [try NPYFormat.array(of: bytes)])
    } catch {
      throw .badArray(error)
    }
  }

  /// A table of arrays. It has no columns where they have more axes, or other numbers of rows.
  public init(_ arrays: [NumericArray]) {
    let counts = Set(arrays.map { $0.extents.first ?? 0 })
    let isTable = counts.count == 1 && arrays.allSatisfy { (1...2).contains($0.extents.count) }
    let rowCount = isTable ? counts.first ?? 0 : 0
    let widths = arrays.map { isTable && $0.extents.count == 2 ? $0.extents[1] : 1 }
    var names: [String] = []
    for (array, width) in zip(arrays, widths) {
      guard let name = array.name else { continue }
      names += array.extents.count == 1 ? [name] : (0..<width).map { "\(name)[\($0)]" }
    }
    let columnCount = isTable && rowCount > 0 ? widths.reduce(0, +) : 0
    var elements: [Double] = []
    if columnCount > 0, arrays.count == 1 {
      elements = arrays[0].elements
    } else if columnCount > 0 {
      elements.reserveCapacity(rowCount * columnCount)
      for row in 0..<rowCount {
        for (array, width) in zip(arrays, widths) {
          elements += array.elements[row * width..<(row + 1) * width]
        }
      }
    }
    var missing: [Int: CSVMissingCells] = [:]
    for (index, element) in elements.enumerated() where element.isNaN {
      let (row, column) = index.quotientAndRemainder(dividingBy: columnCount)
      if missing[column]?.add(line: row + 1) == nil {
        missing[column] = CSVMissingCells(line: row + 1, text: "nan")
      }
    }
    self.init(
      columnNames: names.isEmpty ? nil : names, columnCount: columnCount, elements: elements,
      missing: missing, arrays: arrays)
  }
}
