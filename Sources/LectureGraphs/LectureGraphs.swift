// LectureGraphs
