import Drawings
import Screen

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension SVGColours {
  /// How much the colour of a style differs from light paper and from dark paper: from 1 to 21, as
  /// WCAG 2 defines contrast.
  func contrasts(of style: Style) -> (light: Double, dark: Double) {
    let colour = colour(of: style)
    return (
      Self.contrast(colour.light, Self.paper.light), Self.contrast(colour.dark, Self.paper.dark)
    )
  }

  private static func contrast(_ one: String, _ other: String) -> Double {
    let (one, other) = (luminance(one), luminance(other))
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)
  }

  /// The relative luminance of `#rrggbb`, from 0 to 1.
  private static func luminance(_ colour: String) -> Double {
    let number = Int(colour.dropFirst(), radix: 16) ?? 0
    let parts = [number >> 16 & 255, number >> 8 & 255, number & 255].map { part in
      let share = Double(part) / 255
      return share <= 0.03928 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }
}
