import Limits

/// Reads an array of NumPy in chunks of any size. Besides the entries it stores the description of the
/// array, and memory is taken for them only once there can be as many as it says.
public struct NPYReader {
  /// The longest description with what stands before it; NumPy itself reads one of 10,000 bytes.
  private static let longestHead = 1 << 16

  private let name: String?
  private let byteCount: Int?
  /// The bytes before the entries, until all are there.
  private var head: [UInt8] = []
  private var header: NPYHeader?
  /// How many entries there have to be.
  private var count = 0
  private var elements: [Double] = []
  /// The beginning of an entry that a chunk cuts.
  private var cut: [UInt8] = []
  private var bodyByteCount = 0

  /// A reader at the start of an array with a name, which has so many bytes, if that is known.
  public init(name: String? = nil, byteCount: Int? = nil) {
    self.name = name
    self.byteCount = byteCount
  }

  /// Reads the next chunk. Nothing can be read after a problem.
  public mutating func read(_ chunk: UnsafeRawBufferPointer) throws(ArrayProblem) {
    guard header == nil else {
      try readBody(chunk)
      return
    }
    let before = head.count
    head.append(contentsOf: chunk.prefix(Self.longestHead - before))
    guard head.starts(with: NPYFormat.mark.prefix(head.count)) else { throw .noArray }
    guard head.count >= 12 else { return }
    let start = head[6] > 1 ? 12 : 10
    guard (1...3).contains(head[6]) else { throw .badHeader }
    let end = (8..<start).reversed().reduce(0) { $0 << 8 | Int(head[$1]) } + start
    guard end <= Self.longestHead else { throw .badHeader }
    guard head.count >= end else { return }
    try begin(Array(head[start..<end]), byteCount.map { $0 - end })
    try readBody(UnsafeRawBufferPointer(rebasing: chunk[(end - before)...]))
    head = []
  }

  /// The array, once everything has been read.
  public func finish() throws(ArrayProblem) -> NumericArray {
    guard let header else { throw head.count > 10 ? .badHeader : .noArray }
    guard bodyByteCount == count * header.kind.size else {
      throw .byteCount(expected: count * header.kind.size, found: bodyByteCount)
    }
    return NumericArray(
      name: name, extents: header.extents,
      elements: header.isFortran
        ? NPYFormat.transposed(elements, header.extents) : elements)
  }

  /// Understands the description. `bodyByteCount` is the length of all entries, if it is known.
  private mutating func begin(_ text: [UInt8], _ bodyByteCount: Int?) throws(ArrayProblem) {
    guard let text = String(validating: text, as: UTF8.self) else { throw .badHeader }
    let header = try NPYHeader(text)
    count = 1
    for extent in header.extents {
      let (product, overflows) = count.multipliedReportingOverflow(by: extent)
      guard !overflows, product <= Limits.tableNumbers.value else {
        throw .tooManyNumbers(limit: Limits.tableNumbers.value)
      }
      count = product
    }
    if let bodyByteCount {
      guard bodyByteCount == count * header.kind.size else {
        throw .byteCount(expected: count * header.kind.size, found: bodyByteCount)
      }
      elements.reserveCapacity(count)
    }
    self.header = header
  }

  private mutating func readBody(_ chunk: UnsafeRawBufferPointer) throws(ArrayProblem) {
    guard let kind = header?.kind else { return }
    bodyByteCount += chunk.count
    guard bodyByteCount <= count * kind.size else { return }
    var chunk = chunk
    if !cut.isEmpty {
      let missing = min(kind.size - cut.count, chunk.count)
      cut.append(contentsOf: chunk[..<missing])
      chunk = UnsafeRawBufferPointer(rebasing: chunk[missing...])
      guard cut.count == kind.size else { return }
      elements.append(
        try cut.withUnsafeBufferPointer { (cut) throws(ArrayProblem) in
          try kind.number(UnsafeRawBufferPointer(cut), 0)
        })
      cut = []
    }
    let whole = chunk.count / kind.size
    for place in 0..<whole { elements.append(try kind.number(chunk, place)) }
    cut = Array(chunk[(whole * kind.size)...])
  }
}
