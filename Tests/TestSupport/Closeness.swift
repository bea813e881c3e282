import ComputationGraph

/// Equal to `tolerance`, relative to the larger of 1 and the expected number.
package func isClose(_ number: Double, _ expected: Double, within tolerance: Double = 1e-12) -> Bool
{
  abs(number - expected) <= tolerance * max(1, abs(expected))
}

/// Of one shape, and all elements close to the expected ones.
package func isClose(_ tensor: Tensor, _ expected: Tensor, within tolerance: Double = 1e-12) -> Bool
{
  tensor.shape == expected.shape
    && zip(tensor.elements, expected.elements).allSatisfy { isClose($0, $1, within: tolerance) }
}
