import Learning
import Testing

@Suite struct CurveTests {
  @Test func `a full curve keeps every second number and goes on at twice the distance`() {
    var curve = Curve(capacity: 4)
    for iteration in 0..<11 { curve.note(Double(iteration * iteration), at: iteration) }
    #expect(curve.stride == 4)
    #expect(curve.values == [0, 16, 64])
    #expect(curve.nextIteration == 12)
  }

  @Test func `a curve is bounded, and each value that remains is that of its iteration`() {
    var curve = Curve()
    for iteration in 0..<200_000 { curve.note(Double(iteration), at: iteration) }
    #expect(curve.values.count <= Curve.mostValues)
    #expect(curve.values.count > Curve.mostValues / 2)
    for (place, value) in curve.values.enumerated() {
      #expect(value == Double(place * curve.stride))
    }
  }

  @Test func `what is forgotten can be noted again`() {
    var curve = Curve(stride: 10)
    for iteration in stride(from: 0, to: 50, by: 10) { curve.note(1, at: iteration) }
    curve.forget(from: 25)
    #expect(curve.values == [1, 1, 1])
    curve.note(2, at: 30)
    #expect(curve.values == [1, 1, 1, 2])
  }
}
