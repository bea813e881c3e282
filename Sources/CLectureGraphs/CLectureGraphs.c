#include "CLectureGraphs.h"

// The files are part of the program: nothing has to be installed beside it, nothing can be missing.
// `#embed` reads them when this file is compiled, and a changed file compiles it again.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char firstExample[] = {
#embed "../../Graphs/first-example.expr"
};
static const unsigned char add[] = {
#embed "../../Graphs/add.expr"
};
static const unsigned char multiply[] = {
#embed "../../Graphs/multiply.expr"
};
static const unsigned char max[] = {
#embed "../../Graphs/max.expr"
};
static const unsigned char gates[] = {
#embed "../../Graphs/gates.expr"
};
static const unsigned char gateAdd[] = {
#embed "../../Graphs/gate-add.expr"
};
static const unsigned char gateMultiply[] = {
#embed "../../Graphs/gate-multiply.expr"
};
static const unsigned char gateCopy[] = {
#embed "../../Graphs/gate-copy.expr"
};
static const unsigned char gateMax[] = {
#embed "../../Graphs/gate-max.expr"
};
static const unsigned char sigmoidNeuron[] = {
#embed "../../Graphs/sigmoid-neuron.expr"
};
static const unsigned char sigmoidGate[] = {
#embed "../../Graphs/sigmoid-gate.expr"
};
static const unsigned char sigmoidNeuronFunctions[] = {
#embed "../../Graphs/sigmoid-neuron-functions.expr"
};
static const unsigned char threeInputAdd[] = {
#embed "../../Graphs/three-input-add.expr"
};
static const unsigned char tanhNeuron[] = {
#embed "../../Graphs/tanh-neuron.expr"
};
static const unsigned char staged[] = {
#embed "../../Graphs/staged.expr"
};
static const unsigned char squareByMultiplying[] = {
#embed "../../Graphs/square-by-multiplying.expr"
};
static const unsigned char branchAdd[] = {
#embed "../../Graphs/branch-add.expr"
};
static const unsigned char branchBoth[] = {
#embed "../../Graphs/branch-both.expr"
};
static const unsigned char diamond[] = {
#embed "../../Graphs/diamond.expr"
};
static const unsigned char doubleBackward[] = {
#embed "../../Graphs/double-backward.expr"
};
static const unsigned char hingeInGates[] = {
#embed "../../Graphs/hinge-in-gates.expr"
};
static const unsigned char quadratic[] = {
#embed "../../Graphs/quadratic.expr"
};
static const unsigned char updateTogether[] = {
#embed "../../Graphs/update-together.expr"
};
static const unsigned char largeInput[] = {
#embed "../../Graphs/large-input.expr"
};
static const unsigned char saturation[] = {
#embed "../../Graphs/saturation.expr"
};
static const unsigned char dyingRelu[] = {
#embed "../../Graphs/dying-relu.expr"
};
static const unsigned char maxTie[] = {
#embed "../../Graphs/max-tie.expr"
};
static const unsigned char overflow[] = {
#embed "../../Graphs/overflow.expr"
};

#define GRAPH(name, contents) {name, contents, sizeof contents}

/// In the order of the lecture.
static const CLectureGraph graphs[] = {
    GRAPH("first-example", firstExample),
    GRAPH("add", add),
    GRAPH("multiply", multiply),
    GRAPH("max", max),
    GRAPH("gates", gates),
    GRAPH("gate-add", gateAdd),
    GRAPH("gate-multiply", gateMultiply),
    GRAPH("gate-copy", gateCopy),
    GRAPH("gate-max", gateMax),
    GRAPH("sigmoid-neuron", sigmoidNeuron),
    GRAPH("sigmoid-gate", sigmoidGate),
    GRAPH("sigmoid-neuron-functions", sigmoidNeuronFunctions),
    GRAPH("three-input-add", threeInputAdd),
    GRAPH("tanh-neuron", tanhNeuron),
    GRAPH("staged", staged),
    GRAPH("square-by-multiplying", squareByMultiplying),
    GRAPH("branch-add", branchAdd),
    GRAPH("branch-both", branchBoth),
    GRAPH("diamond", diamond),
    GRAPH("double-backward", doubleBackward),
    GRAPH("hinge-in-gates", hingeInGates),
    GRAPH("quadratic", quadratic),
    GRAPH("update-together", updateTogether),
    GRAPH("large-input", largeInput),
    GRAPH("saturation", saturation),
    GRAPH("dying-relu", dyingRelu),
    GRAPH("max-tie", maxTie),
    GRAPH("overflow", overflow),
};

size_t lectureGraphCount(void) { return sizeof graphs / sizeof graphs[0]; }

CLectureGraph lectureGraph(size_t index) { return graphs[index]; }
