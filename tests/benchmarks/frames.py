"""A month of a database scored by a data frame: `python -m tests.benchmarks.frames pandas|polars DATABASE PERIOD`."""

import sqlite3
import sys

SQL = """SELECT unit, metric, CAST(value AS REAL) AS value FROM cell_values
    WHERE period = ? AND valid_to IS NULL AND state = 'confirmed' ORDER BY metric, unit"""


def pandas(connection: sqlite3.Connection, period: str) -> str:
    import pandas as pd

    from tests.benchmarks.lanes import by_pandas

    frame = pd.read_sql(SQL, connection, params=(period,)).pivot_table("value", "unit", "metric", sort=False)
    return str(frame.join(by_pandas(frame)).to_csv())


def polars(connection: sqlite3.Connection, period: str) -> str:
    import polars as pl

    from tests.benchmarks.lanes import by_polars

    cells = pl.DataFrame(
        connection.execute(SQL, (period,)).fetchall(), schema=["unit", "metric", "value"], orient="row"
    )
    frame = cells.pivot("metric", index="unit", values="value")  # noqa: PD010 - polars has no other
    return str(pl.concat([frame, by_polars(frame.drop("unit"))], how="horizontal").write_csv())


if __name__ == "__main__":
    _, name, file, period = sys.argv
    sys.stdout.write({"pandas": pandas, "polars": polars}[name](sqlite3.connect(file), period))
