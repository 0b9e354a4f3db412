#!/usr/bin/env python3
"""Holds the quality of extraction on the gold documents beside this file.

usage: check.py GUANXI contact=0.85 strict=0.8 ...   floors of F1; fails below one, and where a document named
none-*.txt states a contact
"""
import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
CONTACT = {"phoned", "met", "conferenced", "wrote_to", "notified", "visited", "consulted"}


def run(*arguments):
    return subprocess.run(arguments, check=True, capture_output=True, text=True).stdout


def main():
    guanxi = sys.argv[1]
    documents = sorted(str(path) for path in (HERE / "docs").glob("*.txt"))
    report = json.loads(run(guanxi, "evaluate", "--json", "--gold", HERE / "statements.jsonl", "--aliases",
                            HERE / "aliases.json", *documents))
    failed = False
    for floor in sys.argv[2:]:
        measure, least = floor.split("=")
        reached = report[measure]["f1"]
        print(f"{measure}: F1 {reached}, floor {least}")
        failed |= reached < float(least)
    quiet = [name for name in documents if pathlib.Path(name).name.startswith("none-")]
    for line in run(guanxi, "extract", *quiet).splitlines():
        row = json.loads(line)
        if row["relation"] in CONTACT:
            failed = True
            print("invented:", row["source"]["document"], row["subject"]["name"], row["relation"], row["object"]["name"])
    sys.exit(failed)


if __name__ == "__main__":
    main()
