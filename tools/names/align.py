"""The alignment of two words cut into units: the same sums as src/text/name/align.rs."""

import numpy as np
from numba import njit


@njit(cache=True)
def align(a, b, odds, gap, vowel, script_a, script_b, trace):
    """Best alignment; fills trace with (i, j) steps from the end and returns (score, steps)."""
    n, m = len(a), len(b)
    best = np.full((n + 1, m + 1), -1e9)
    step = np.zeros((n + 1, m + 1), np.int8)
    best[0, 0] = 0
    for i in range(n + 1):
        for j in range(m + 1):
            if i and j:
                s = best[i - 1, j - 1] + odds[a[i - 1], b[j - 1]]
                if s > best[i, j]: best[i, j] = s; step[i, j] = 1
            if i:
                s = best[i - 1, j] + gap[a[i - 1], script_b]
                if s > best[i, j]: best[i, j] = s; step[i, j] = 2
            if j:
                s = best[i, j - 1] + gap[b[j - 1], script_a]
                if s > best[i, j]: best[i, j] = s; step[i, j] = 3
    i, j, k = n, m, 0
    while i or j:
        s = step[i, j]
        trace[k, 0] = a[i - 1] if s != 3 else -1
        trace[k, 1] = b[j - 1] if s != 2 else -1
        i -= s != 3
        j -= s != 2
        k += 1
    return best[n, m], k


@njit(cache=True)
def count(flat, start, script, left, right, weight, odds, gap, vowel, pairs, gaps, least):
    """One round of expectation by the best alignment: counts of steps over pairs that score at least so much a step."""
    trace = np.zeros((100, 2), np.int64)
    used = 0
    for k in range(len(left)):
        l, r = left[k], right[k]
        s, steps = align(flat[start[l]:start[l + 1]], flat[start[r]:start[r + 1]], odds, gap, vowel, script[l], script[r], trace)
        if s < least * steps: continue
        used += 1
        for t in range(steps):
            x, y = trace[t, 0], trace[t, 1]
            if x < 0: gaps[y, script[l]] += weight[k]
            elif y < 0: gaps[x, script[r]] += weight[k]
            else:
                pairs[x, y] += weight[k]
                pairs[y, x] += weight[k]
    return used
