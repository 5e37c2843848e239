"""The memory of a series: an autoregression in partial autocorrelations, and draws from it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
STRONGEST = 0.98


@dataclass(frozen=True, slots=True)
class Memory:
    """Partial autocorrelations of a stationary series and the number of periods they were estimated from.

    `blur` multiplies the error of the first one (1.0 where nothing was taken out of the series before).
    """

    partial: Floats
    n: int
    blur: float = 1.0

    @property
    def coefficients(self) -> Floats:
        """The autoregressive coefficients, lag 1 first."""
        return np.asarray(levinson(self.partial[None, :])[0])

    def draws(self, rng: np.random.Generator, runs: int) -> Floats:
        """Return `runs` rows of coefficients, each with the sampling error of the estimate added.

        The error of a partial autocorrelation k is taken as normal with variance (1 - k^2) / n.
        """
        spread = np.sqrt((1 - self.partial**2) / max(self.n, 1))
        spread[0] *= self.blur
        partial = self.partial + spread * rng.standard_normal((runs, self.partial.size))
        return levinson(np.clip(partial, -STRONGEST, STRONGEST))


def levinson(partial: Floats) -> Floats:
    """Return autoregressive coefficients (rows, lags) of partial autocorrelations (rows, lags).

    The Durbin-Levinson recursion: the result is stationary where every |partial| < 1.
    """
    coefficients = np.zeros_like(partial)
    for lag in range(partial.shape[1]):
        last = partial[:, lag : lag + 1]
        before = coefficients[:, :lag]
        coefficients[:, :lag] = before - last * before[:, ::-1]
        coefficients[:, lag : lag + 1] = last
    return coefficients


def estimate(residuals: Floats, levels: int = 1, largest: int | None = None) -> Memory:
    """Return the memory of `residuals` (1-d, mean zero), from which `levels` means were taken out.

    The order is the one with the least BIC up to `largest` (10 log10 n, and n / 8, by default). Taking means
    out of a short series hides memory: the first partial autocorrelation is corrected for it to order 1/n
    (Kendall 1954).
    """
    n = residuals.size
    bound = largest if largest is not None else min(int(10 * np.log10(max(n, 2))), n // 8)
    covariance = np.array([residuals[: n - lag] @ residuals[lag:] for lag in range(max(bound, 1) + 1)]) / n
    if covariance[0] <= 0:
        return Memory(np.zeros(1), n)
    partial = _partial(covariance)
    variance = np.cumprod(1 - partial**2)
    order = 1 + int(np.argmin(n * np.log(variance) + np.log(n) * np.arange(1, partial.size + 1)))
    partial = partial[:order].copy()
    first = (n * partial[0] + levels) / max(n - levels - 2, 1)
    partial[0] = first
    return Memory(np.clip(partial, -STRONGEST, STRONGEST), n)


def _partial(covariance: Floats) -> Floats:
    coefficients, error, found = np.zeros(0), covariance[0], []
    for lag in range(1, covariance.size):
        last = (covariance[lag] - coefficients @ covariance[lag - 1 : 0 : -1]) / error
        last = float(np.clip(last, -STRONGEST, STRONGEST))
        coefficients = np.append(coefficients - last * coefficients[::-1], last)
        error *= 1 - last**2
        found.append(last)
    return np.array(found)


def simulate(rng: np.random.Generator, coefficients: Floats, n: int) -> Floats:
    """Return (rows, n) Gaussian series, one a row of `coefficients` (rows, lags), after a burn-in."""
    runs, lags = coefficients.shape
    burn = 50 + 2 * lags
    noise = rng.standard_normal((n + burn, runs))
    series = np.zeros((n + burn + lags, runs))
    backward = np.ascontiguousarray(coefficients.T[::-1])
    for t in range(n + burn):
        carried = (
            backward[0] * series[t] if lags == 1 else np.einsum("lr,lr->r", backward, series[t : t + lags])
        )
        series[t + lags] = noise[t] + carried
    return np.ascontiguousarray(series[-n:].T)
