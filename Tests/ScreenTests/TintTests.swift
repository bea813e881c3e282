import Cells
import Screen
import Testing

@Suite struct TintTests {
  @Test func `only a true zero has no sign, and the largest magnitude has the last level`() {
    func levels(_ numbers: [Double]) -> [Int?] { numbers.map { Tint($0, of: 2).level } }
    #expect(levels([0, -0.0, 1e-300, -1e-300]) == [0, 0, 1, -1])
    #expect(levels([0.5, 0.51, 1, 1.01, 1.5, 1.51, 2, 3]) == [1, 2, 2, 3, 3, 4, 4, 4])
    #expect(levels([-0.5, -0.51, -1, -1.01, -1.5, -1.51, -2]) == [-1, -2, -2, -3, -3, -4, -4])
    #expect(Tint(0, of: 0) == .zero)
    #expect([Tint(.nan, of: 2), Tint(.infinity, of: 2)] == [.undefined, .undefined])
    #expect([Tint.undefined.level, Tint.category(3).level, Tint.clear.level] == [nil, nil, nil])
    #expect(Tint.category(13) == .category(3))
  }

  @Test func `without colour every level and every category has a character of its own`() {
    let levels = (-Tint.levels...Tint.levels).map(Tint.level)
    #expect(String(levels.map(\.character)) == "#≡=-·░▒▓█")
    #expect(String(levels.map(\.asciiCharacter)) == "#H=-.+oO@")
    let categories = (0..<Tint.categories).map(Tint.category)
    #expect(Set(categories.map(\.character)).count == Tint.categories)
    #expect(Set(categories.map(\.asciiCharacter)).count == Tint.categories)
    for tint in levels + categories + [.undefined, .clear] {
      #expect(tint.asciiCharacter.asciiValue != nil)
      #expect(tint.character.columns == 1)
    }
  }

  /// 3×3 numbers, of which the last row has no row beside it.
  private let raster = Raster([1, -1, 0, 0.2, -0.2, .nan, 0, 1, -1], columns: 3, largest: 1)

  @Test func `with tints a cell shows two pixels, without them one`() {
    var frame = Frame(size: Size(columns: 4, rows: 3), hasTints: true)
    frame.draw(raster, at: Point(column: 1, row: 0))
    #expect(frame.pixelLines == [" Dd·", " Aa!", " ·Dd", "", "", ""])
    #expect(frame.cellRows(ofPixelRows: 3) == 2)
    #expect(frame.lines == [" █#!", " ·█#", ""])

    var text = Frame(size: Size(columns: 4, rows: 3))
    text.draw(raster, at: Point(column: 1, row: 0))
    #expect(text.pixelLines == [" Dd·", " Dd·", " Aa!", " Aa!", " ·Dd", " ·Dd"])
    #expect(text.cellRows(ofPixelRows: 3) == 3)
    #expect(text.lines == [" █#·", " ░-!", " ·█#"])
    #expect(text.ascii.lines == [" @#.", " +-!", " .@#"])
  }

  @Test func `where one pixel stands for two, the stronger one does`() {
    func stronger(_ upper: Int, _ lower: Int) -> Int? {
      Pixels(upper: .level(upper), lower: .level(lower)).stronger.level
    }
    #expect(stronger(1, -3) == -3)
    #expect(stronger(4, -3) == 4)
    #expect(stronger(2, -2) == 2)
    #expect(Pixels(upper: .level(4), lower: .undefined).stronger == .undefined)
    #expect(Pixels(upper: .zero, lower: .clear).stronger == .zero)
  }

  @Test func `wider and taller pixels, clipped to a rectangle and to the frame`() {
    var frame = Frame(size: Size(columns: 5, rows: 2), hasTints: true)
    frame.draw(raster, at: Point(column: 0, row: 0), width: 2, isTall: true)
    #expect(frame.lines == ["██##·", "░░--!"])
    frame = Frame(size: Size(columns: 5, rows: 2), hasTints: true)
    let clip = Rectangle(origin: Point(column: 1, row: 1), size: Size(columns: 2, rows: 9))
    frame.draw(raster, at: Point(column: 0, row: 0), isTall: true, clip: clip)
    #expect(frame.lines == ["", " -!"])
  }

  @Test func `a character on a pixel stays, in text and in ASCII`() {
    var frame = Frame(size: Size(columns: 3, rows: 1), hasTints: true)
    frame[Point(column: 1, row: 0)] = Cell("×", .error, on: .category(2))
    #expect(frame.lines == [" ×"])
    #expect(frame.pixelLines == [" 2", " 2"])
    #expect(frame.ascii.lines == [" *"])
    #expect(frame.colourless[Point(column: 1, row: 0)] == Cell("×", .error))
    frame.write("ab", at: Point(column: 0, row: 0), .plain)
    #expect(frame.pixelLines == ["", ""])
  }
}
