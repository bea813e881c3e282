/// An array of numbers of any shape, as a file of NumPy holds it.
public struct NumericArray: Hashable, Sendable {
  /// Its name in an archive; `nil` where the file is the array.
  public let name: String?
  /// The number of entries along each axis; empty for a single number.
  public let extents: [Int]
  /// The entries, the last axis running fastest.
  public let elements: [Double]

  /// An array whose extents multiply to the number of its elements.
  public init(name: String? = nil, extents: [Int], elements: [Double]) {
    self.name = name
    self.extents = extents
    self.elements = elements
  }
}

/// The reason why bytes are no array of NumPy that can be used.
public indirect enum ArrayProblem: Error, Hashable, Sendable {
  /// The bytes begin in another way.
  case noArray
  /// The description of the array cannot be understood.
  case badHeader
  /// The entries are objects of Python.
  case pickled
  /// The entries are of a kind that is no real number: `complex128`.
  case kind(String)
  /// The bytes end before the entries do, or go on behind them.
  case byteCount(expected: Int, found: Int)
  case tooManyNumbers(limit: Int)
  /// A whole number that has more digits than a number of this program.
  case inexact(String)
  /// The members of an archive are compressed.
  case compressed
  /// The archive is damaged, or of a kind that NumPy does not write.
  case badArchive
  /// A problem with one array of an archive.
  case member(String, ArrayProblem)
}
