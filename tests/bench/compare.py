# SPDX-License-Identifier: MIT
"""Compare the figures of a job with those known and with DuckDB's.

    compare.py JOB ROWS CSV [JSON...]

CSV is what cxm printed, each JSON what duck.py printed.  Says what differs
and ends with 1, or says how many figures are equal.
"""
import csv
import json
import math
import sys

EXACT = 1e-9  # relative
QUANTILE = 0.008

# The figures that bench/README.md beside the input's generator names.
KNOWN = {
    ("J1", 1000000): {"csat": 75.0006433774, "ces": 5.0978322647,
                      "nps": 17.1346030815},
    ("J1", 10000000): {"csat": 75.0253349044, "ces": 5.0993210049,
                       "nps": 16.9627098026},
    ("J4", 1000000): {"solved": 156085, "fcr": 132383},
    ("J4", 10000000): {"solved": 1559715, "fcr": 1321680},
}


def j1(cxm, theirs):
    """By name: the three scores and how many rows there are."""
    ours = {row["kpi"]: float(row["value"]) for row in cxm}
    ours["n"] = ours.pop("volume")
    return ours, theirs and theirs[0]


def j2(cxm, theirs):
    """By channel, month and name."""
    ours = {(row["channel"], row["period"],
             "n" if row["kpi"] == "volume" else row["kpi"]):
            float(row["value"]) for row in cxm}
    return ours, theirs and {(row["channel"], row["m"], name): row[name]
                             for row in theirs
                             for name in ("csat", "ces", "nps", "n")}


def j3(cxm, theirs):
    """By channel and name."""
    names = {"mean": "aht", "n": "n", "median": "p50", "p90": "p90",
             "p95": "p95"}
    ours = {(row["channel"], names[name]): float(row[name])
            for row in cxm for name in names}
    if not theirs:
        return ours, None
    figures = {}
    for row in theirs:
        figures[row["channel"], "aht"] = row["aht"]
        figures[row["channel"], "n"] = row["n"]
        for name, value in zip(("p50", "p90", "p95"), row["q"]):
            figures[row["channel"], name] = value
    return ours, figures


def j4(cxm, theirs):
    """The tickets solved, and those of them at the first contact."""
    return {"solved": float(cxm[0]["n"]), "fcr": float(cxm[0]["hits"])}, \
        theirs and theirs[0]


def tolerance(name):
    name = name[-1] if isinstance(name, tuple) else name
    return QUANTILE if name in ("p50", "p90", "p95") else EXACT


def differences(ours, theirs, what):
    for name in sorted(set(ours) | set(theirs), key=str):
        a, b = ours.get(name), theirs.get(name)
        if a is None or b is None or not math.isclose(
                a, b, rel_tol=tolerance(name)):
            print(f"WRONG: {name}: cxm {a}, {what} {b}")
            yield name


def main():
    job, rows, path, *others = sys.argv[1:]
    read = {"J1": j1, "J2": j2, "J3": j3, "J4": j4}[job]
    with open(path, encoding="utf-8", newline="") as file:
        cxm = list(csv.DictReader(file))
    wrong = []
    said = []
    known = KNOWN.get((job, int(rows)))
    if known:
        ours = {name: read(cxm, None)[0][name] for name in known}
        wrong += differences(ours, known, "known")
        said.append(f"{len(known)} known")
    for other in others:
        with open(other, encoding="utf-8") as file:
            ours, theirs = read(cxm, json.load(file))
        wrong += differences(ours, theirs, "DuckDB")
        said.append(f"{len(theirs)} of DuckDB")
    if wrong:
        sys.exit(1)
    if said:
        print(f"{job}: figures equal: {', '.join(said)}")
    else:
        print(f"{job}: there are no figures to compare with")


main()
