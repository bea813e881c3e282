import Backpropagation
import ComputationGraph
import Debugging
import Learning
import Limits
import Screen
import TestSupport
import Testing
import Visualizer

private let square = "w = 0\nf = (w - 3)^2\nminimize f with sgd(lr = 0.1)"

extension Application {
  /// Lets time pass until nothing goes on by itself any more, at most so many times.
  mutating func wait(milliseconds: Double = 5, times: Int = 10_000) {
    for _ in 0..<times where tickInterval != nil { update(.tick(milliseconds: milliseconds)) }
  }

  fileprivate var w: Double? {
    debugger.map { $0.snapshot.numbers[value: 1] }
  }
}

@Suite struct RunTests {
  @Test func `iterations go on by themselves at the pace and pause where they are`() throws {
    var application = try shown(square, keys: "r")
    #expect(application.tickInterval == 100)
    for _ in 0..<10 { application.update(.tick(milliseconds: 100)) }
    #expect(application.debugger?.snapshot.iteration == 10)
    #expect(application.view.lines.last?.hasPrefix(" ▶ iteration 10   10 iterations a sec") == true)
    try application.press("r")
    #expect(application.tickInterval == nil)
    #expect(application.view.lines.last == " paused in iteration 10")
    // What is shown while it runs are gradients that are all known, before the update.
    #expect(application.debugger?.snapshot.phase == .backward)
    #expect(abs(try #require(application.w) - (3 - 3 * 0.1073741824)) < 1e-12)
  }

  @Test func `a stepping key pauses and does not step`() throws {
    var application = try shown(square, keys: "r")
    for _ in 0..<5 { application.update(.tick(milliseconds: 100)) }
    try application.press("i")
    #expect(application.debugger?.snapshot.iteration == 5)
    #expect(application.view.lines.last == " paused in iteration 5")
  }

  @Test func `the pace changes while it runs`() throws {
    var application = try shown(square, keys: "r>>")
    #expect(application.view.lines.last == " 50 iterations a second")
    application.update(.tick(milliseconds: 200))
    #expect(application.debugger?.snapshot.iteration == 10)
    try application.press("<lt><lt><lt><lt><lt><lt><lt>")
    #expect(application.tickInterval == 1000)
  }

  @Test func `after an hour of suspension half a second is made up, not an hour`() throws {
    var application = try shown(square, keys: "r")
    application.update(.tick(milliseconds: 3_600_000))
    #expect(application.debugger?.snapshot.iteration == 5)
    application.update(.tick(milliseconds: 100))
    #expect(application.debugger?.snapshot.iteration == 6)
  }

  @Test func `a count before r runs so many iterations`() throws {
    var application = try shown(square, keys: "7r")
    application.wait(milliseconds: 100)
    let plan = try #require(application.debugger?.timeline.plan)
    #expect(application.debugger?.position == plan.end(of: 6))
  }

  @Test func `what one waits for shows how far it is, can be stopped, and gets there`() throws {
    var application = try shown(square, keys: ":run 10000000<Enter>")
    #expect(application.tickInterval == 0)
    for _ in 0..<13 { application.update(.tick(milliseconds: 5)) }
    application.update(.tick(milliseconds: 300))
    let line = application.view.lines.last
    #expect(line?.contains("of 9999999") == true)
    #expect(line?.contains("left   r pause") == true)
    try application.press("<Esc>")
    #expect(application.tickInterval == nil)
    let iteration = try #require(application.debugger?.snapshot.iteration)
    #expect(iteration > 2_000)
    #expect(application.view.lines.last == " paused in iteration \(iteration)")
  }

  @Test func `a run begins with one iteration a frame and grows by the time that passes`() throws {
    var application = try shown(square, keys: ":run 10000000<Enter>")
    func portion(after milliseconds: Double) throws -> Int {
      let before = try #require(application.debugger?.run?.reached)
      application.update(.tick(milliseconds: milliseconds))
      return try #require(application.debugger?.run?.reached) - before
    }
    #expect(try portion(after: 0) == 1)
    #expect(try portion(after: 2) == 2)
    for expected in [4, 8, 16, 32] { #expect(try portion(after: 10) == expected) }
    // What has taken four times as long as it should is a quarter the next time.
    #expect(try portion(after: 100) == 8)
    #expect(try portion(after: 25) == 8)
    #expect(try portion(after: 60_000) == 2)
    #expect(try portion(after: 60_000) == 1)
    #expect(try portion(after: 60_000) == 1)
  }

  @Test func `a number before a key that is too large is refused and not cut`() throws {
    var application = try shown(square, keys: "99999999")
    #expect(application.view.lines.last == " 99999999")
    try application.press("i")
    #expect(
      application.view.message
        == " 99999999 is too much: a number before a key is at most 99999; :run and :goto take more"
    )
    #expect(application.debugger?.position.isBeginning == true)
    #expect(application.tickInterval == nil)
    try application.press("3i")
    #expect(application.debugger?.snapshot.iteration == 2)
    try application.press("99999r")
    #expect(application.debugger?.run != nil)
  }

  @Test func `a run of a given length is finished where nobody watches, whatever its pace`() throws
  {
    var application = try shown(square, keys: "9999r")
    #expect(application.tickInterval == 100)
    var portions = 0
    application.finishRun { _ in
      portions += 1
      return 1
    }
    #expect(portions < 100)
    let plan = try #require(application.debugger?.timeline.plan)
    #expect(application.debugger?.position == plan.end(of: 9_998))
    #expect(application.debugger?.pace == .perSecond(10))
  }

  @Test func `a run that nobody watches can be ended where it is`() throws {
    var application = try shown(square, keys: ":run 1000000000<Enter>")
    var words: [String] = []
    application.finishRun { progress in
      words.append(progress)
      return words.count == 4 ? nil : 0
    }
    #expect(words == [0, 1, 3, 7].map { "iteration \($0) of 999999999" })
    #expect(application.debugger?.run == nil)
    #expect(application.debugger?.snapshot.iteration == 7)
  }

  @Test func `a run of many parameters keeps curves in bounded memory that stay true`() throws {
    let names = (0..<300).map { "param w\($0) = \($0)\n" }.joined()
    let sum = (0..<300).map { "w\($0)" }.joined(separator: " + ")
    var application = try shown(
      names + "f = \(sum)\nminimize f with sgd(lr = 1)", keys: ":run 4200<Enter>")
    application.finishRun()
    let history = try #require(application.debugger?.timeline.training.history)
    var count = 0
    for index in 0..<256 {
      let curve = try #require(history[.parameter(index)])
      count += curve.values.count
      for (place, value) in curve.values.enumerated() {
        #expect(value == Double(index - place * curve.stride))
      }
    }
    #expect(2 * count <= Limits.allCurveValues.value)
    #expect(history[.parameter(255)]?.values.count ?? 0 > 1_000)
  }

  @Test(.enabled(if: Soak.isOn)) func `a long way back to where a change was made is a run, too`()
    throws
  {
    // Of so many numbers few states are remembered, and the change is made between two of them.
    let source = """
      param W = zeros(700, 500)
      x = 1
      f = sum((W - x) ^ 2)
      minimize f with momentum(lr = 0.1)
      """
    var changed = try shown(source, keys: "4i")
    // So many iterations are a run themselves, and a key would end it where it is.
    changed.finishRun()
    try changed.press(":set x 2<Enter>")
    #expect(changed.debugger?.edits.map(\.iteration) == [4])
    var near = changed
    try near.press("u")
    #expect(near.debugger?.snapshot.iteration == 3)
    var application = changed
    // Iteration by iteration, so that what was visited last is not the beginning.
    try application.press(":run 20<Enter>")
    application.finishRun { _ in 60_000 }
    try application.press("u")
    #expect(application.debugger?.run != nil)
    #expect(application.debugger?.position.isBeginning == true)
    application.finishRun()
    #expect(application.debugger?.position == near.debugger?.position)
    #expect(application.debugger?.snapshot.numbers == near.debugger?.snapshot.numbers)
  }

  @Test func `a run of known length ends exactly where stepping does`() throws {
    var run = try shown(square, keys: ":run 40000<Enter>")
    #expect(run.tickInterval == 0)
    run.wait()
    let stepped = try shown(square, keys: String(repeating: "5000i", count: 8))
    #expect(run.debugger?.position == stepped.debugger?.position)
    #expect(run.w == stepped.w)
  }

  @Test func `a run until something holds stops in the first iteration in which it does`() throws {
    var application = try shown(square, keys: ":run until loss <lt> 0.1<Enter>")
    application.wait()
    // (w − 3)² = 9 · 0.64ᵏ is below 0.1 from k = 11 on.
    #expect(application.debugger?.snapshot.iteration == 11)
    #expect(application.view.lines.last == " loss < 0.1 in iteration 11")
    application = try shown(square, keys: ":run until w >= 2.9<Enter>")
    application.wait()
    #expect(application.debugger?.snapshot.iteration == 16)
  }

  @Test func `a condition on what is not measured says what is`() throws {
    let unknown = try shown(square, keys: ":run until x <lt> 1<Enter>")
    #expect(unknown.view.lines.last == " 'x' is not measured; there are: loss, w")
    let words = try shown(square, keys: ":run until loss<Enter>")
    #expect(words.view.lines.last == " what to run until is a comparison: loss < 0.1")
  }

  @Test func `a loss that is no number any more stops the run`() throws {
    let source = "w = 0\nf = (w - 3)^2\nminimize f with sgd(lr = 5)"
    var application = try shown(source, keys: ":run until loss <lt> 0.1<Enter>")
    application.wait()
    let text = try #require(application.view.lines.last)
    #expect(text.hasPrefix(" the loss is no finite number any more in iteration "))
  }

  @Test func `the learning rate can be changed while it runs`() throws {
    var application = try shown(square, keys: "r")
    for _ in 0..<3 { application.update(.tick(milliseconds: 100)) }
    try application.press("]")
    for _ in 0..<2 { application.update(.tick(milliseconds: 100)) }
    // Three updates with 0.1 and two with 0.2.
    #expect(abs(try #require(application.w) - (3 - 3 * 0.512 * 0.36)) < 1e-12)
  }
}

@Suite struct MarkTests {
  @Test func `a mark is a place to return to`() throws {
    var application = try shown(square, keys: "3inma20i'a")
    let marked = try shown(square, keys: "3in")
    #expect(application.debugger?.position == marked.debugger?.position)
    #expect(application.view.lines.last == " iteration 3, forward 1 of 2")
    try application.press("''")
    #expect(application.debugger?.snapshot.iteration == 22)
  }

  @Test func `a mark that was not set says how it is`() throws {
    #expect(try shown(square, keys: "'b").view.lines.last == " there is no mark b; m b sets it")
    #expect(try shown(square, keys: "m1").view.lines.last == " a mark is named by a letter")
  }

  @Test func `a mark stays at its step when a gate is opened`() throws {
    let source = "s(t) = 1/(1+exp(-t))\nx = 2\nf = s(x) * x"
    let application = try shown(source, keys: "4nmaiO'a")
    #expect(application.debugger?.snapshot.phase == .backward)
    #expect(application.debugger?.snapshot.iteration == 0)
  }
}
