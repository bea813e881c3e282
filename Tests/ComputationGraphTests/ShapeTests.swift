import ComputationGraph
import Testing

@Suite struct ShapeTests {
  @Test func `broadcasting puts each element where numpy puts it`() throws {
    let row = try Shape([3])
    let column = try Shape([2, 1])
    let matrix = try Shape([2, 3])
    #expect((0..<6).map { row.place(broadcastTo: matrix, $0) } == [0, 1, 2, 0, 1, 2])
    #expect((0..<6).map { column.place(broadcastTo: matrix, $0) } == [0, 0, 0, 1, 1, 1])
    #expect(
      (0..<6).map { Shape.scalar.place(broadcastTo: matrix, $0) } == Array(repeating: 0, count: 6))
    #expect((0..<6).map { matrix.place(broadcastTo: matrix, $0) } == Array(0..<6))
    #expect(matrix.place(of: [1, 2]) == 5)
    #expect(Shape.scalar.place(of: []) == 0)
  }
}
