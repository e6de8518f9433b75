"""Min-max, weights, sum and rank as one writes them with numpy, polars and pandas, by floats and without rounding.

Each library is imported by its own lane alone, so that a process pays only for the one it uses.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd
    import polars as pl

METRICS = 31
WEIGHTS = [4 if at < 7 else 3 for at in range(METRICS)]
NAMES = [f"m{at}" for at in range(METRICS)]


def by_numpy(matrix: "npt.NDArray[np.float64]") -> "tuple[npt.NDArray[np.float64], npt.NDArray[np.int64]]":
    """Total and rank column by column; equal totals share the better rank."""
    import numpy as np

    total = np.zeros(len(matrix))
    for weight, column in zip(WEIGHTS, matrix.T, strict=True):
        low = column.min()
        total += (column - low) * (weight / (column.max() - low))
    return total, np.searchsorted(np.sort(-total), -total) + 1


def by_polars(frame: "pl.DataFrame") -> "pl.DataFrame":
    """The same by polars expressions."""
    import polars as pl

    shares = [
        (pl.col(name) - pl.col(name).min()) / (pl.col(name).max() - pl.col(name).min()) * weight
        for name, weight in zip(NAMES, WEIGHTS, strict=True)
    ]
    return (
        frame.lazy()
        .select(pl.sum_horizontal(shares).alias("total"))
        .with_columns(pl.col("total").rank("min", descending=True).alias("rank"))
        .collect()
    )


def by_pandas(frame: "pd.DataFrame") -> "pd.DataFrame":
    """The same by pandas columns."""
    import pandas as pd

    low = frame[NAMES].min()
    total = ((frame[NAMES] - low) / (frame[NAMES].max() - low) * WEIGHTS).sum(axis=1)
    return pd.DataFrame({"total": total, "rank": total.rank(method="min", ascending=False)})
