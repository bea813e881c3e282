// GraphLayoutTests
