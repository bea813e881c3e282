#include "CLectureGraphs.h"
