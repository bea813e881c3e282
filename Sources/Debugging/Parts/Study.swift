/// A question about a node besides the step. The answer stands in the pane until the next step.
package enum Study: Sendable {
  case nudge(NudgeStudy)
  case why(Why)
}
