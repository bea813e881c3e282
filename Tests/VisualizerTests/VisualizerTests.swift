// VisualizerTests
