import CursesTerminal
import Screen
import Testing

@Suite struct PaletteTests {
  static let terminals = [0, 4, 8, 16, 256, 1 << 24].flatMap { colours in
    [true, false].map { Abilities(colours: colours, dims: $0) }
  }

  @Test(arguments: Palette.allCases, terminals)
  func `values and gradients, fresh, stale, new and wrong ones, all differ`(
    _ palette: Palette, _ terminal: Abilities
  ) {
    let numbers: [Style] = [
      .value, .gradient, .staleValue, .staleGradient, .newValue, .newGradient, .error,
    ]
    #expect(Set(numbers.map { palette.look(of: $0, on: terminal) }).count == numbers.count)
  }

  @Test(arguments: Palette.allCases, terminals)
  func `what the step works on differs from the rest`(_ palette: Palette, _ terminal: Abilities) {
    func look(_ style: Style) -> Look { palette.look(of: style, on: terminal) }
    #expect(look(.currentGate) == Look(nil, [.bold, .reverse]))
    #expect(look(.gate) != look(.currentGate))
    #expect(look(.wire) != look(.currentWire))
    #expect(look(.plain) == Look())
  }

  @Test(arguments: Palette.allCases, terminals)
  func `no colour is white, black or grey, or beyond the terminal`(
    _ palette: Palette, _ terminal: Abilities
  ) {
    let colours = palette.foregrounds(on: terminal)
    #expect(Set(colours).isSubset(of: [1, 2, 5, 6, 32, 36, 136, 166, 175]))
    #expect(colours.allSatisfy { $0 < terminal.colours })
    if terminal.colours == 0 { #expect(colours.isEmpty) }
  }

  @Test func `values are green and gradients red`() {
    let terminal = Abilities(colours: 8)
    #expect(Palette.standard.look(of: .value, on: terminal) == Look(2))
    #expect(Palette.standard.look(of: .gradient, on: terminal) == Look(1))
    #expect(Palette.standard.look(of: .staleGradient, on: terminal) == Look(1, .dim))
    #expect(Palette.standard.look(of: .newValue, on: terminal) == Look(2, .bold))
  }

  @Test func `the colour-blind palette is blue and vermillion, or cyan and red with few colours`() {
    let many = Abilities(colours: 256)
    #expect(Palette.colourBlind.look(of: .value, on: many) == Look(32))
    #expect(Palette.colourBlind.look(of: .gradient, on: many) == Look(166))
    let few = Abilities(colours: 8)
    #expect(Palette.colourBlind.look(of: .value, on: few) == Look(6))
    #expect(Palette.colourBlind.look(of: .gradient, on: few) == Look(1))
  }

  @Test func `without colour gradients are underlined`() {
    let terminal = Abilities(colours: 0)
    #expect(Palette.standard.look(of: .value, on: terminal) == Look())
    #expect(Palette.standard.look(of: .gradient, on: terminal) == Look(nil, .underline))
  }

  @Test func `where dim text does not show, stale numbers are reversed`() {
    let terminal = Abilities(colours: 8, dims: false)
    #expect(Palette.standard.look(of: .staleValue, on: terminal) == Look(2, .reverse))
    #expect(Palette.standard.look(of: .faint, on: terminal) == Look())
  }

  @Test(arguments: Palette.allCases, [8, 16, 256, 1 << 24])
  func `with colours six curves look different`(_ palette: Palette, _ colours: Int) {
    let terminal = Abilities(colours: colours)
    #expect(Set(Style.series.map { palette.look(of: $0, on: terminal) }).count == 6)
  }

  @Test func `without colours the first curve is bold, and letters tell the others`() {
    let terminal = Abilities(colours: 0)
    #expect(Palette.standard.look(of: .seriesA, on: terminal) == Look(nil, .bold))
    #expect(Palette.standard.look(of: .seriesB, on: terminal) == Look())
  }

  // MARK: Pixels

  private static let levels = (-Tint.levels...Tint.levels).map(Tint.level)

  @Test(arguments: Palette.allCases)
  func `with 256 colours all levels differ, and with 8 five do`(_ palette: Palette) {
    func colours(_ tints: [Tint], of count: Int) -> [Int?] {
      tints.map { palette.colour(of: $0, on: Abilities(colours: count)) }
    }
    #expect(Set(colours(Self.levels, of: 256)).count == 9)
    #expect(colours(Self.levels, of: 8) == [4, 4, 6, 6, 7, 3, 3, 1, 1])
    #expect(colours([.clear, .undefined], of: 8) == [nil, 5])
    let categories = (0..<Tint.categories).map(Tint.category)
    #expect(Set(colours(categories, of: 256)).count == Tint.categories)
    #expect(Set(colours(categories, of: 8)).count == 7)
    #expect(colours(Self.levels + categories, of: 16).allSatisfy { $0.map { $0 < 8 } ?? false })
  }

  @Test func `positive is red or vermillion, negative blue, and zero a light grey`() {
    let many = Abilities(colours: 256)
    for (palette, most) in [(Palette.standard, 124), (.colourBlind, 130)] {
      #expect(palette.colour(of: .level(4), on: many) == most)
      #expect(palette.colour(of: .level(-4), on: many) == 25)
      #expect(palette.colour(of: .zero, on: many) == 254)
    }
  }

  @Test func `a character on a pixel is black or white, whichever can be read`() {
    func look(_ tint: Tint, _ style: Style, _ colours: Int) -> Look {
      let cell = Cell("o", style, on: tint)
      return Palette.standard.look(of: cell, Pixels(tint), on: Abilities(colours: colours))
    }
    #expect(look(.category(0), .plain, 256) == Look(16, on: 111))
    #expect(look(.level(4), .plain, 256) == Look(231, on: 124))
    #expect(look(.category(0), .plain, 8) == Look(0, on: 6))
    #expect(look(.level(-4), .error, 8) == Look(7, .bold, on: 4))
  }
}
