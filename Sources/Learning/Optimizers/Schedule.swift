#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The learning rate of each iteration, counted from 0, as PyTorch's schedulers of the same names
/// compute it, or optax's where those take factors in place of rates.
public enum Schedule: Hashable, Sendable {
  /// The same rate throughout.
  case constant(Double)
  /// The rate is multiplied by `factor` after every `every` iterations.
  case step(Double, every: Int, factor: Double)
  /// The rate is multiplied by `factor` after each iteration.
  case exponential(Double, factor: Double)
  /// Half a cosine wave from the rate down to 0, which it reaches after `over` iterations and keeps
  /// (Loshchilov and Hutter, 2017, without restarts).
  case cosine(Double, over: Int)
  /// Evenly from the first rate to the last, which it reaches after `over` iterations and keeps
  /// (optax's `linear_schedule`). A rate that begins with 0 is a warm-up.
  case linear(Double, to: Double, over: Int)

  /// The learning rate of an iteration.
  public subscript(iteration: Int) -> Double {
    switch self {
    case .constant(let rate):
      rate
    case .step(let rate, let every, let factor):
      rate * power(factor, iteration / max(1, every))
    case .exponential(let rate, let factor):
      rate * power(factor, iteration)
    case .cosine(let rate, let over):
      iteration >= over ? 0 : rate * (1 + cos(.pi * Double(iteration) / Double(over))) / 2
    case .linear(let first, let last, let over):
      iteration >= over ? last : first + (last - first) * Double(iteration) / Double(over)
    }
  }
}
