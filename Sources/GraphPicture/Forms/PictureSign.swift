/// The signs that mean one thing in every form.
enum PictureSign {
  /// A breakpoint, beside the gate or the leaf that has it.
  static let breakpoint = "■"
  /// The row of the gate, or of the parameter, at work.
  static let pointer = "▶"
  /// After a gradient that is being received, and after a parameter that moves.
  static let received = "◂"
}
