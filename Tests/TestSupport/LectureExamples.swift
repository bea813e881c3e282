import LectureGraphs
import Testing

/// The example of the lecture with this name.
package func lectureGraph(_ name: String) throws -> LectureGraph {
  try #require(LectureGraphs.named(name), "no example is called \(name)")
}

extension LectureGraph: CustomTestStringConvertible {
  /// The name, for the list of tests.
  public var testDescription: String { name }
}
