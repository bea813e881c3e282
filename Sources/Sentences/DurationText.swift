/// A duration in seconds, minutes or hours: `12 s`.
package func durationText(seconds: Double) -> String {
  switch seconds {
  case ..<100: "\(Int(seconds.rounded(.up))) s"
  case ..<6000: "\(Int((seconds / 60).rounded(.up))) min"
  case ..<1e7: "\(Int((seconds / 3600).rounded(.up))) h"
  default: "long"
  }
}
