# SPDX-License-Identifier: MIT
"""Run a file of SQL with DuckDB, on the given number of threads.

    duck.py SQL FILE THREADS

FILE takes the place of $f$ in it.  The rows of the last statement are printed
as JSON; the last line of stderr is the time of the statements in
microseconds, without what Python and the start of DuckDB take.
"""
import json
import sys
import time

import duckdb

with open(sys.argv[1], encoding="utf-8") as file:
    sql = file.read().replace("$f$", sys.argv[2])
connection = duckdb.connect(config={"threads": int(sys.argv[3])})
start = time.perf_counter()
cursor = connection.execute(sql)
rows = cursor.fetchall()
took = time.perf_counter() - start
names = [column[0] for column in cursor.description]
print(json.dumps([dict(zip(names, row)) for row in rows]))
print(round(took * 1e6), file=sys.stderr)
