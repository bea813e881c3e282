#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The processor time of this thread that something takes, in seconds. What else the machine does, and
/// tests that run beside it, are not in it.
package func processorTime(_ body: () throws -> Void) rethrows -> Double {
  func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
  let start = now()
  try body()
  return now() - start
}

/// How many times as much processor time a large input takes as a small one, in this run: about as many
/// times as it is larger, where the work is linear.
package func growth(
  from small: () throws -> Void, to large: () throws -> Void
) rethrows -> Double {
  // The least of several is nearest to what the work itself takes.
  let least = try (0..<3).map { _ in try processorTime(small) }.min() ?? 0
  return try processorTime(large) / least
}
