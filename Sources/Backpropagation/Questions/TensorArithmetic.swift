import ComputationGraph

/// The matrix product of two tensors of at most two axes; `nil` where they do not fit.
func product(_ x: Tensor, _ y: Tensor) -> Tensor? { SingleGate(.matrixProduct, [x, y])?.output }
