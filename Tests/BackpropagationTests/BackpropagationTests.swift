// BackpropagationTests
