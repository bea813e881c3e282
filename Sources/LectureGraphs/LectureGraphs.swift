/// The lecture's examples.
package enum LectureGraphs {
  package static let all: [LectureGraph] = []
}

package struct LectureGraph: Sendable {
  package let name: String
  package let title: String
  package let text: String
}
