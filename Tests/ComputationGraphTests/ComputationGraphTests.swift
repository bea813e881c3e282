// ComputationGraphTests
