import Backpropagation
import Cells
import ComputationGraph
import ExpressionLanguage
import Sentences

/// The frame around the gates of an open call, with what it is called with: `f(x)`.
///
/// It is drawn below boxes and wires where no other box stands between the gates of the call, nor in
/// the way of its upper or lower side; frames side by side share a side. Where one does, the pane
/// below the picture says in which call a gate is.
struct CallFrame: Sendable {
  let title: String
  /// The cells inside, counted as the layout counts them.
  let region: Rectangle

  /// The greatest number of open calls that are framed.
  private static let mostFrames = 200

  /// The frames of a picture of which `region` gives the cells of each box.
  static func frames(
    of document: Document, _ plan: StepPlan, _ boxes: [PictureBox], region: (Int) -> Rectangle
  ) -> [CallFrame] {
    let gates = document.graph.compoundGates
    guard gates.count <= mostFrames else { return [] }
    let closed = Set(plan.units.compactMap(\.compoundGate))
    // The outer ones first, so that those inside are drawn over them.
    return gates.indices.reversed().compactMap { index in
      let gate = gates[index]
      let members = boxes.indices.filter {
        !boxes[$0].isLeaf && gate.nodes.contains(Int(boxes[$0].node.index))
      }
      guard let first = members.first, !closed.contains(index),
        !closed.contains(where: { gates[$0].nodes.isStrictlyAround(gate.nodes) })
      else { return nil }
      let inside = members.dropFirst().reduce(region(first)) { $0.union(region($1)) }
      let rows = inside.surrounded.outerRows
      let isMixed = boxes.indices.contains { other in
        !members.contains(other)
          && (region(other).meets(inside) || rows.contains { region(other).meets($0) })
      }
      guard !isMixed else { return nil }
      let name = String(document.callName(gate).map { $0 == "*" ? "·" : $0 })
      return CallFrame(title: name, region: inside)
    }
  }
}

extension Range<Int> {
  fileprivate func isStrictlyAround(_ other: Range<Int>) -> Bool {
    lowerBound <= other.lowerBound && upperBound >= other.upperBound && self != other
  }
}
