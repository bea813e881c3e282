/// A name that is used and never defined: its value has to be given from outside.
public struct FreeInput: Hashable, Sendable {
  /// The name.
  public let name: String
  /// The span of its first use.
  public let span: SourceSpan
}
