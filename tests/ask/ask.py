#!/usr/bin/env python3
"""Asks every question of a file, with `guanxi ask` on a store of the seeds, and compares the answers.

usage: ask.py GUANXI [--least SHARE] [--store STORE] FILE...      SHARE of the questions that must be right (0.9)

A line of a file: question, tab, what is expected (tests/ask/questions.tsv tells how it is written).
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]


def cases(paths):
    for path in paths:
        for number, line in enumerate(pathlib.Path(path).read_text(encoding="utf-8").splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                question, expected = line.split("\t")
                yield f"{path}:{number}", question, expected.strip()


def show(value):
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else "" if value is None else str(value)


def words(text):
    return {word.strip() for word in re.split(r",\s", text) if word.strip()}


def judge(expected, status, rows, message):
    """What is wrong with an answer; empty: nothing."""
    if expected == "nothing":
        return "" if status == 1 else f"exit status {status}"
    if expected.startswith("?"):
        part = expected[1:].strip()
        return "" if status == 2 and part in message.splitlines()[0] else f"exit status {status}: {message}"
    if status != 0:
        return f"exit status {status}: {message}"
    column, _, what = expected.rpartition(": ") if re.match(r"\w+: ", expected) else ("answer", "", expected)
    answers = {show(row.get(column)) for row in rows}
    for clause in what.split("; "):
        sign, wanted = clause[0], words(clause[1:])
        if sign == "=" and answers != wanted:
            return f"missing {sorted(wanted - answers)}, too many {sorted(answers - wanted)}"
        if sign == ">" and not wanted <= answers:
            return f"missing {sorted(wanted - answers)} in {sorted(answers)}"
        if sign == "!" and wanted & answers:
            return f"too many {sorted(wanted & answers)}"
    return ""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("guanxi")
    parser.add_argument("files", nargs="+")
    parser.add_argument("--least", type=float, default=0.9)
    parser.add_argument("--store")
    arguments = parser.parse_args()
    guanxi = pathlib.Path(arguments.guanxi).resolve()
    with tempfile.TemporaryDirectory() as folder:
        store = arguments.store or str(pathlib.Path(folder) / "store")
        if not arguments.store:
            seeds = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "seeds").glob("*.txt"))
            subprocess.run([guanxi, "build", "--store", store, *seeds], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)

        all_cases = list(cases(arguments.files))
        done = subprocess.run([guanxi, "ask", "--store", store, "--format", "jsonl", "--file", "-"],
                              input="".join(question + "\n" for _, question, _ in all_cases),
                              capture_output=True, text=True, check=False)
        if done.returncode > 2:
            sys.exit(f"exit status {done.returncode}: {done.stderr}")
    answers = {}
    for line in done.stdout.splitlines():
        row = json.loads(line)
        answers.setdefault(row.pop("question"), []).append(row)

    def verdict_of(question, expected):
        rows = answers.get(question, [])
        status, message = (1, "") if not rows else (rows[0].get("status", 0), rows[0].get("error", ""))
        return judge(expected, status, rows, message)

    verdicts = [verdict_of(question, expected) for _, question, expected in all_cases]
    wrong = 0
    for (place, question, expected), verdict in zip(all_cases, verdicts):
        if verdict:
            wrong += 1
            print(f"{place}: {question}\n    expected {expected}\n    {verdict.strip()}")
    right = len(all_cases) - wrong
    print(f"{right} of {len(all_cases)} questions answered right")
    return 0 if all_cases and right >= arguments.least * len(all_cases) else 1


if __name__ == "__main__":
    sys.exit(main())
