import Backpropagation
import Debugging
import Screen

/// An application before the phase it is in and after each of its gates; before the first phase, those
/// of the forward pass.
package struct PhaseStates {
  /// The states, in their order.
  package let all: [Application]

  /// `nil` if there are more than `limit`.
  package init?(of application: Application, limit: Int) {
    var state = application
    if state.debugger?.snapshot.step == nil { state.update(.key(.character("n"))) }
    guard let phase = PhaseOfIteration(state) else {
      all = [application]
      return
    }
    // Back to where the phase begins.
    while PhaseOfIteration(state) == phase {
      let before = state.debugger?.position
      state.update(.key(.character("N")))
      if state.debugger?.position == before { break }
    }
    var states = [state]
    while true {
      let before = state.debugger?.position
      state.update(.key(.character("n")))
      guard state.debugger?.position != before, PhaseOfIteration(state) == phase else { break }
      if states.count == limit { return nil }
      states.append(state)
    }
    all = states
  }
}

private struct PhaseOfIteration: Hashable {
  let phase: Phase
  let iteration: Int

  init?(_ application: Application) {
    guard let snapshot = application.debugger?.snapshot, let step = snapshot.step else {
      return nil
    }
    (phase, iteration) = (step.action.phase, snapshot.iteration)
  }
}
