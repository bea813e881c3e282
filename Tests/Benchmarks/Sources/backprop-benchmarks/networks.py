"""The networks of Networks.swift by hand in numpy: milliseconds per iteration and the last loss."""

import time

import numpy as np

ITERATIONS = 61


def leaf(rows, columns, first, scale):
    return (scale * np.sin(first + 0.7 * np.arange(rows * columns))).reshape(rows, columns)


def twenty_lines():
    x, w1, w2 = leaf(64, 1000, 1, 1), leaf(1000, 100, 2, 0.01), leaf(100, 10, 3, 0.01)
    t = leaf(64, 10, 5, 1)

    def iterate():
        a = x @ w1
        h = np.maximum(a, 0)
        error = h @ w2 - t
        loss = np.square(error).sum()
        derror = 2 * error
        dw2 = h.T @ derror
        dh = derror @ w2.T
        dh[a <= 0] = 0
        dw1 = x.T @ dh
        w1[...] -= 1e-4 * dw1
        w2[...] -= 1e-4 * dw2
        return loss

    return iterate


def classifier(rows, features, hidden, classes, regularization, rate=0.1):
    x, w1, w2 = leaf(rows, features, 1, 1), leaf(features, hidden, 2, 0.1), leaf(hidden, classes, 3, 0.1)
    b1, b2 = np.zeros(hidden), np.zeros(classes)
    y = np.arange(rows) % classes
    every = np.arange(rows)

    def iterate():
        h = np.maximum(0, x @ w1 + b1)
        scores = h @ w2 + b2
        scores -= scores.max(axis=1, keepdims=True)
        p = np.exp(scores)
        totals = p.sum(axis=1, keepdims=True)
        loss = (np.log(totals[:, 0]) - scores[every, y]).mean()
        p /= totals
        p[every, y] -= 1
        p /= rows
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
        w1[...] -= rate * dw1
        b1[...] -= rate * db1
        w2[...] -= rate * dw2
        b2[...] -= rate * db2
        return loss

    return iterate


for iterate in [twenty_lines(), classifier(300, 2, 100, 3, 1e-3), classifier(1797, 64, 32, 10, 0)]:
    times = []
    for _ in range(ITERATIONS):
        start = time.perf_counter()
        loss = iterate()
        times.append(time.perf_counter() - start)
    print(1000 * sorted(times)[ITERATIONS // 2], repr(float(loss)))
