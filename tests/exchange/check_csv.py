"""Reads nodes.csv, edges.csv and statements.csv with Python's csv module and compares them with what is expected.

Use: check_csv.py FOLDER EXPECTED.json STATEMENTS.jsonl
"""
import csv
import json
import sys

csv.field_size_limit(10 ** 7)


def rows(name):
    with open(f"{sys.argv[1]}/{name}", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main():
    expected = json.load(open(sys.argv[2], encoding="utf-8"))
    stream = {}
    for line in open(sys.argv[3], encoding="utf-8"):
        row = json.loads(line)
        stream.setdefault((row["subject"]["id"], row["relation"], row["object"]["id"], row["time"] or ""), row)
    names = {row["subject"]["id"]: row["subject"]["name"] for row in stream.values()}
    names.update({row["object"]["id"]: row["object"]["name"] for row in stream.values()})

    nodes = rows("nodes.csv")
    assert {row[":ID"] for row in nodes} == set(expected["nodes"])
    for row in nodes:
        assert row["name"] == names[row[":ID"]].replace("\0", ""), row[":ID"]
        assert row["kind"] == expected["nodes"][row[":ID"]]["kind"]
    edges = {row["id"]: {"source": row[":START_ID"], "target": row[":END_ID"], "relation": row[":TYPE"],
                         "weight": int(row["weight:long"]), "dates": row["dates"]} for row in rows("edges.csv")}
    assert edges == expected["edges"]
    statements = rows("statements.csv")
    assert len(statements) == len(stream)
    for row in statements:
        told = stream[(row["subject"], row["relation"], row["object"], row["time"])]
        assert row["factuality"] == told["factuality"] and row["quote"] == told["source"]["text"].replace("\0", "")
        assert (row["cameo"] == "041") == (row["relation"] == "phoned")


main()
