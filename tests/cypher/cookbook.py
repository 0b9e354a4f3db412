#!/usr/bin/env python3
"""Runs every query of query/cypher/COOKBOOK.md on the seeds and compares the answers printed below it.

usage: cookbook.py GUANXI [--update]      GUANXI is the program; --update writes the present answers into the file
"""
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
BOOK = ROOT / "query" / "cypher" / "COOKBOOK.md"
ENTRY = re.compile(r"(```cypher\n)(.*?)(\n```\n\n```text\n)(.*?)(```\n)", re.DOTALL)


def main():
    guanxi = pathlib.Path(sys.argv[1]).resolve()
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        store = str(pathlib.Path(folder) / "store")
        seeds = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "seeds").glob("*.txt"))
        subprocess.run([guanxi, "build", "--store", store, *seeds], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)

        def answer(match):
            nonlocal wrong
            done = subprocess.run([guanxi, "query", "--store", store, match[2]], capture_output=True, text=True, check=False)
            if done.returncode > 1:
                print(f"{match[2]}\n{done.stderr}")
            if done.returncode > 1 or done.stdout != match[4]:
                wrong += 1
                print(f"{match[2]}\n--- in the book\n{match[4]}+++ answered\n{done.stdout}")
            return match[1] + match[2] + match[3] + done.stdout + match[5]

        text = BOOK.read_text(encoding="utf-8")
        fresh = ENTRY.sub(answer, text)
        count = len(ENTRY.findall(text))
    if "--update" in sys.argv[2:]:
        BOOK.write_text(fresh, encoding="utf-8")
        return 0
    print(f"{count - wrong} of {count} answers as printed")
    return 1 if wrong or count != 20 else 0


if __name__ == "__main__":
    sys.exit(main())
