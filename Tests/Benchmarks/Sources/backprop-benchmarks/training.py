"""The trainings of TrainingBenchmark.swift in numpy: milliseconds per iteration and the last loss."""

import sys
import time
from pathlib import Path

import numpy as np

DATA = Path(sys.argv[1])


def rows(name):
    table = np.loadtxt(DATA / name, delimiter=",", skiprows=1)
    return table[:, :-1].copy(), table[:, -1].astype(int)


def leaf(rows, columns, first):
    return (0.1 * np.sin(first + 0.7 * np.arange(rows * columns))).reshape(rows, columns)


def softmax_loss(scores, y, every):
    """The mean cross-entropy, and its gradient in place of the scores."""
    scores -= scores.max(axis=1, keepdims=True)
    p = np.exp(scores)
    totals = p.sum(axis=1, keepdims=True)
    loss = (np.log(totals[:, 0]) - scores[every, y]).mean()
    p /= totals
    p[every, y] -= 1
    p /= len(y)
    return loss, p


def sgd(rate):
    def move(parameters, gradients):
        for w, g in zip(parameters, gradients):
            w -= rate * g

    return move


def adam(rate, beta1=0.9, beta2=0.999, epsilon=1e-8):
    memory = []
    count = 0

    def move(parameters, gradients):
        nonlocal count
        if not memory:
            memory.extend((np.zeros_like(w), np.zeros_like(w)) for w in parameters)
        count += 1
        for w, g, (m, s) in zip(parameters, gradients, memory):
            m *= beta1
            m += (1 - beta1) * g
            s *= beta2
            s += (1 - beta2) * g * g
            w -= rate * (m / (1 - beta1**count)) / (np.sqrt(s / (1 - beta2**count)) + epsilon)

    return move


def linear(x, y, w, regularization, move):
    b = np.zeros(w.shape[1])
    every = np.arange(len(y))

    def iterate():
        loss, p = softmax_loss(x @ w + b, y, every)
        loss += 0.5 * regularization * (w * w).sum()
        dw = x.T @ p
        dw += regularization * w
        move([w, b], [dw, p.sum(axis=0)])
        return loss

    return iterate


def network(x, y, w1, w2, regularization, move):
    b1, b2 = np.zeros(w1.shape[1]), np.zeros(w2.shape[1])
    every = np.arange(len(y))

    def iterate():
        h = np.maximum(0, x @ w1 + b1)
        loss, p = softmax_loss(h @ w2 + b2, y, every)
        dw2 = h.T @ p
        db2 = p.sum(axis=0)
        dh = p @ w2.T
        dh[h <= 0] = 0
        dw1 = x.T @ dh
        db1 = dh.sum(axis=0)
        if regularization:
            loss += 0.5 * regularization * ((w1 * w1).sum() + (w2 * w2).sum())
            dw2 += regularization * w2
            dw1 += regularization * w1
        move([w1, b1, w2, b2], [dw1, db1, dw2, db2])
        return loss

    return iterate


def weights(name):
    return np.loadtxt(DATA / name, delimiter=",")


spiral, digits = rows("spiral.csv"), rows("digits.csv")
for iterate, iterations in [
    (linear(*spiral, weights("spiral-linear-W.csv"), 1e-3, sgd(1)), 1000),
    (network(*spiral, weights("spiral-net-W1.csv"), weights("spiral-net-W2.csv"), 1e-3, sgd(1)), 200),
    (network(*digits, leaf(64, 32, 2), leaf(32, 10, 3), 0, sgd(0.01)), 50),
    (network(*digits, leaf(64, 32, 2), leaf(32, 10, 3), 0, adam(0.01)), 50),
]:
    start = time.perf_counter()
    for _ in range(iterations):
        loss = iterate()
    print(1000 * (time.perf_counter() - start) / iterations, repr(float(loss)))
