import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Screen

// Breakpoints, and going to the next place where one holds.
extension Session {
  /// Sets a breakpoint at a node, or takes it away.
  mutating func toggleBreakpoint(at node: Node.ID) {
    let breakpoint = Breakpoint.node(node)
    if let number = breakpoints.number(of: breakpoint) {
      _ = breakpoints.remove(number)
      say("breakpoint \(number) is gone: \(breakpoint.text(words))")
    } else {
      setBreakpoint(breakpoint)
    }
  }

  mutating func setBreakpoint(_ breakpoint: Breakpoint) {
    let number = breakpoints.insert(breakpoint)
    say("breakpoint \(number): \(breakpoint.text(words))   f and F run to it")
  }

  /// Takes the breakpoint with a number away; returns whether there was one.
  mutating func removeBreakpoint(_ number: Int) -> Bool {
    guard breakpoints.remove(number) else { return false }
    say("breakpoint \(number) is gone")
    return true
  }

  mutating func removeAllBreakpoints() {
    breakpoints.removeAll()
    say("all breakpoints are gone")
  }

  /// The breakpoints with their numbers, to be read.
  var breakpointPane: TextPane {
    let lines = breakpoints.entries.map {
      StyledLine("  \($0.number)  ", .key).appending($0.breakpoint.text(words))
    }
    let none = [StyledLine("  none: b sets one at a gate;"), StyledLine("  \(Breakpoint.usage)")]
    return TextPane(title: "Breakpoints", lines: lines.isEmpty ? none : lines)
  }

  /// Runs to the next place at which a breakpoint holds, or back to the last one.
  mutating func search(_ direction: Direction) {
    guard !breakpoints.entries.isEmpty else {
      say("there is no breakpoint: b sets one at a gate, :break says more")
      return
    }
    marks["'"] = position
    // What a step ends at belongs to its iteration, what follows it may belong to the next.
    let first = direction == .forward ? iterationToCome : position.iteration
    // Each iteration is computed with the one before it, and looked at.
    run = Run(
      .breakpoint(direction, from: position), from: first, pace: .unlimited,
      work: max(4_000, 4 * workPerIteration))
    // What is found at once needs no waiting.
    tick(milliseconds: 40)
  }

  /// Looks through some more iterations in a direction.
  mutating func search(
    _ direction: Direction, from start: Position, _ running: inout Run, count: Int
  ) {
    let all = breakpoints.entries.map(\.breakpoint)
    let reached = running.reached
    let iterations =
      direction == .forward ? reached..<reached + count : max(0, reached + 1 - count)..<reached + 1
    let stop =
      direction == .forward
      ? timeline.firstStop(at: all, after: start, in: iterations)
      : timeline.lastStop(at: all, before: start, in: iterations)
    if let stop {
      run = nil
      arrive(at: stop.position)
      let entry = breakpoints.entries[stop.index]
      say("\(stop.text(of: entry.breakpoint, words)): breakpoint \(entry.number)")
      return
    }
    if direction == .backward {
      guard iterations.lowerBound > 0 else {
        run = nil
        arrive(at: .beginning)
        say("this is the beginning: no breakpoint on the way")
        return
      }
      running.reach(iterations.lowerBound - 1)
      run = running
      return
    }
    running.reach(iterations.upperBound)
    run = running
    arrive(at: timeline.plan.end(of: .backward, in: iterations.upperBound - 1))
    let loss = snapshot.numbers.values(at: document.graph.places(of: document.output))
    guard !loss.allSatisfy(\.isFinite) else { return }
    run = nil
    say(
      "the loss is no finite number any more in iteration \(iterations.upperBound - 1), and no "
        + "breakpoint has held")
  }
}
