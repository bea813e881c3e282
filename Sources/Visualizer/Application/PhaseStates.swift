import Backpropagation
import Debugging
import Screen

extension Application {
  /// The application before the phase it is in and after each of its gates; before the first phase, those
  /// of the forward pass. `nil` if there are more than `limit`.
  package func statesOfPhase(limit: Int) -> [Application]? {
    var state = self
    if state.debugger?.snapshot.step == nil { state.press(.character("n")) }
    guard let phase = state.phase else { return [self] }
    let iteration = state.debugger?.snapshot.iteration
    // Back to where the phase begins.
    while state.phase == phase, state.debugger?.snapshot.iteration == iteration {
      guard let before = state.debugger?.position else { break }
      state.press(.character("N"))
      if state.debugger?.position == before { break }
    }
    var states = [state]
    while true {
      let before = state.debugger?.position
      state.press(.character("n"))
      guard state.debugger?.position != before, state.phase == phase,
        state.debugger?.snapshot.iteration == iteration
      else { break }
      if states.count == limit { return nil }
      states.append(state)
    }
    return states
  }

  private var phase: Phase? { debugger?.snapshot.step?.action.phase }

  private mutating func press(_ key: Key) { update(.key(key)) }
}
