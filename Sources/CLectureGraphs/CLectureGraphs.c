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
static const unsigned char saturatedSigmoid[] = {
#embed "../../Graphs/saturated-sigmoid.expr"
};
static const unsigned char relu4[] = {
#embed "../../Graphs/relu4.expr"
};
static const unsigned char l2[] = {
#embed "../../Graphs/l2.expr"
};
static const unsigned char matmul[] = {
#embed "../../Graphs/matmul.expr"
};
static const unsigned char broadcasting[] = {
#embed "../../Graphs/broadcasting.expr"
};
static const unsigned char linearCat[] = {
#embed "../../Graphs/linear-cat.expr"
};
static const unsigned char linearCatHinge[] = {
#embed "../../Graphs/linear-cat-hinge.expr"
};
static const unsigned char hingeCat[] = {
#embed "../../Graphs/hinge-cat.expr"
};
static const unsigned char hingeCar[] = {
#embed "../../Graphs/hinge-car.expr"
};
static const unsigned char hingeFrog[] = {
#embed "../../Graphs/hinge-frog.expr"
};
static const unsigned char hingeMean[] = {
#embed "../../Graphs/hinge-mean.expr"
};
static const unsigned char svmNotes[] = {
#embed "../../Graphs/svm-notes.expr"
};
static const unsigned char softmaxCat[] = {
#embed "../../Graphs/softmax-cat.expr"
};
static const unsigned char softmaxGrad[] = {
#embed "../../Graphs/softmax-grad.expr"
};
static const unsigned char svmGraph[] = {
#embed "../../Graphs/svm-graph.expr"
};
static const unsigned char softmaxGraph[] = {
#embed "../../Graphs/softmax-graph.expr"
};
static const unsigned char initLoss[] = {
#embed "../../Graphs/init-loss.expr"
};
static const unsigned char regW1[] = {
#embed "../../Graphs/reg-w1.expr"
};
static const unsigned char regW2[] = {
#embed "../../Graphs/reg-w2.expr"
};
static const unsigned char svmRegGraph[] = {
#embed "../../Graphs/svm-reg-graph.expr"
};
static const unsigned char activations[] = {
#embed "../../Graphs/activations.expr"
};
static const unsigned char linearCollapse[] = {
#embed "../../Graphs/linear-collapse.expr"
};
static const unsigned char net2[] = {
#embed "../../Graphs/net2.expr"
};
static const unsigned char net3[] = {
#embed "../../Graphs/net3.expr"
};
static const unsigned char xorByHand[] = {
#embed "../../Graphs/xor-by-hand.expr"
};
static const unsigned char twentyLines[] = {
#embed "../../Graphs/twenty-lines.expr"
};
static const unsigned char xorLinear[] = {
#embed "../../Graphs/xor-linear.expr"
};
static const unsigned char xorNet[] = {
#embed "../../Graphs/xor-net.expr"
};
static const unsigned char spiralLinear[] = {
#embed "../../Graphs/spiral-linear.expr"
};
static const unsigned char spiralNet[] = {
#embed "../../Graphs/spiral-net.expr"
};
static const unsigned char letters[] = {
#embed "../../Graphs/letters.expr"
};
static const unsigned char digitsLinear[] = {
#embed "../../Graphs/digits-linear.expr"
};
static const unsigned char digitsNet[] = {
#embed "../../Graphs/digits-net.expr"
};
static const unsigned char moonsLinear[] = {
#embed "../../Graphs/moons-linear.expr"
};
static const unsigned char moonsNet[] = {
#embed "../../Graphs/moons-net.expr"
};
static const unsigned char moonsDeep[] = {
#embed "../../Graphs/moons-deep.expr"
};
static const unsigned char moonsDecay[] = {
#embed "../../Graphs/moons-decay.expr"
};

static const unsigned char dataSpiral[] = {
#embed "../../Graphs/data/spiral.csv"
};
static const unsigned char dataSpiralLinearW[] = {
#embed "../../Graphs/data/spiral-linear-W.csv"
};
static const unsigned char dataSpiralNetW1[] = {
#embed "../../Graphs/data/spiral-net-W1.csv"
};
static const unsigned char dataSpiralNetW2[] = {
#embed "../../Graphs/data/spiral-net-W2.csv"
};
static const unsigned char dataMoons[] = {
#embed "../../Graphs/data/moons.csv"
};
static const unsigned char dataXor[] = {
#embed "../../Graphs/data/xor.csv"
};
static const unsigned char dataDigits[] = {
#embed "../../Graphs/data/digits.csv"
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
    GRAPH("saturated-sigmoid", saturatedSigmoid),
    GRAPH("relu4", relu4),
    GRAPH("l2", l2),
    GRAPH("matmul", matmul),
    GRAPH("broadcasting", broadcasting),
    GRAPH("linear-cat", linearCat),
    GRAPH("linear-cat-hinge", linearCatHinge),
    GRAPH("hinge-cat", hingeCat),
    GRAPH("hinge-car", hingeCar),
    GRAPH("hinge-frog", hingeFrog),
    GRAPH("hinge-mean", hingeMean),
    GRAPH("svm-notes", svmNotes),
    GRAPH("softmax-cat", softmaxCat),
    GRAPH("softmax-grad", softmaxGrad),
    GRAPH("svm-graph", svmGraph),
    GRAPH("softmax-graph", softmaxGraph),
    GRAPH("init-loss", initLoss),
    GRAPH("reg-w1", regW1),
    GRAPH("reg-w2", regW2),
    GRAPH("svm-reg-graph", svmRegGraph),
    GRAPH("activations", activations),
    GRAPH("linear-collapse", linearCollapse),
    GRAPH("net2", net2),
    GRAPH("net3", net3),
    GRAPH("xor-by-hand", xorByHand),
    GRAPH("twenty-lines", twentyLines),
    GRAPH("xor-linear", xorLinear),
    GRAPH("xor-net", xorNet),
    GRAPH("spiral-linear", spiralLinear),
    GRAPH("spiral-net", spiralNet),
    GRAPH("letters", letters),
    GRAPH("digits-linear", digitsLinear),
    GRAPH("digits-net", digitsNet),
    GRAPH("moons-linear", moonsLinear),
    GRAPH("moons-net", moonsNet),
    GRAPH("moons-deep", moonsDeep),
    GRAPH("moons-decay", moonsDecay),
};

/// What the examples read.
static const CLectureGraph data[] = {
    GRAPH("data/spiral.csv", dataSpiral),
    GRAPH("data/spiral-linear-W.csv", dataSpiralLinearW),
    GRAPH("data/spiral-net-W1.csv", dataSpiralNetW1),
    GRAPH("data/spiral-net-W2.csv", dataSpiralNetW2),
    GRAPH("data/moons.csv", dataMoons),
    GRAPH("data/xor.csv", dataXor),
    GRAPH("data/digits.csv", dataDigits),
};

size_t lectureGraphCount(void) { return sizeof graphs / sizeof graphs[0]; }

CLectureGraph lectureGraph(size_t index) { return graphs[index]; }

size_t lectureDataCount(void) { return sizeof data / sizeof data[0]; }

CLectureGraph lectureData(size_t index) { return data[index]; }
