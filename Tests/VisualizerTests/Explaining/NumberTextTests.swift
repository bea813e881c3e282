import Sentences
import Testing
import Visualizer

@Suite struct NumberTextTests {
  @Test(arguments: [
    (-12.0, "-12.00"), (0, "0.00"), (-0.0, "0.00"), (0.125, "0.12"), (0.39322386648296376, "0.39"),
    (9.5367431640625e-07, "9.5e-07"), (-0.004, "-4.0e-03"), (-0.005001, "-0.01"),
    (.nan, "NaN"), (.infinity, "inf"), (-.infinity, "-inf"), (1e12, "1.00e+12"),
    (123456.789, "123456.79"),
  ])
  func `two decimals, never minus zero, never a zero that is none`(
    _ number: Double, _ text: String
  ) {
    #expect(NumberText.fixed(number, decimals: 2) == text)
  }

  @Test(arguments: [
    (-12.0, 6, "-12.00"), (-219.668, 6, "-219.7"), (12345.678, 6, "12346"),
    (-123456.0, 6, "-1.2e5"), (9.5e-07, 6, "9.5e-7"), (-9.53e-17, 6, "-1e-16"), (0.001, 4, "1e-3"),
    (1234567.0, 2, "##"), (0.0, 4, "0.00"), (0.5, 3, "0.5"),
  ])
  func `a number that does not fit loses decimals, then gets an exponent`(
    _ number: Double, _ width: Int, _ text: String
  ) {
    #expect(NumberText.fitted(number, decimals: 2, width: width) == text)
  }

  @Test(arguments: [
    (-2.0, -1.96, 1, "-2.00 → -1.96"), (5.0, 5.04, 1, "5.00 → 5.04"), (1.0, 2.0, 1, "1.0 → 2.0"),
    (1.0, 1.0000001, 2, "1.0000000 → 1.0000001"), (3.0, 3.0, 2, "3.00 → 3.00"),
    (1.0, .nan, 2, "1.00 → NaN"), (1e12, 1e12 + 1, 2, "1.000000000000e+12 → 1.000000000001e+12"),
    (1e-9, 1.5e-9, 2, "1.0e-09 → 1.5e-09"),
  ])
  func `what moves is written with as many decimals as show it`(
    _ old: Double, _ new: Double, _ decimals: Int, _ text: String
  ) {
    #expect(Writing(decimals: decimals).move(old, new) == text)
  }

  @Test func `the shortest text has all digits and no more`() {
    #expect(NumberText.shortest(0.01) == "0.01")
    #expect(NumberText.shortest(1) == "1")
    #expect(NumberText.shortest(-0.19661193324148185) == "-0.19661193324148185")
    #expect(NumberText.shortest(.nan) == "NaN")
  }
}
