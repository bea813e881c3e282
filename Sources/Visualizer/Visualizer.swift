// Visualizer
