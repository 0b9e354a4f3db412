"""Asks Guanxi about the graph of the example corpus and computes the same with NetworkX.

Use: check_seeds.py GUANXI FOLDER SCHEMA. Builds a store of the documents in FOLDER and compares the shortest paths of
all pairs of a sample, components, degree, PageRank and betweenness with what NetworkX finds in the dumped statements.
"""
import json
import os
import random
import subprocess
import sys
import tempfile

import networkx as nx

# nx.pagerank needs scipy; this is the plain form of the same.
from networkx.algorithms.link_analysis.pagerank_alg import _pagerank_python

guanxi, folder, schema = sys.argv[1:]


def ask(store, *arguments):
    ran = subprocess.run([guanxi, *arguments, "--store", store, "--format", "jsonl"], stdout=subprocess.PIPE, text=True, check=True)
    return [json.loads(line) for line in ran.stdout.splitlines()]


def compare_ranks(store, graph):
    ours = {by: {row["id"]: row["score"] for row in ask(store, "rank", "--by", by, "--limit", "0")}
            for by in ("degree", "pagerank", "betweenness")}
    theirs = {"degree": dict(graph.degree()), "betweenness": nx.betweenness_centrality(graph),
              "pagerank": _pagerank_python(graph, weight=None, tol=1e-12, max_iter=1000)}
    for by, scores in theirs.items():
        assert set(ours[by]) == set(scores), (by, set(ours[by]) ^ set(scores))
        for entity, score in scores.items():
            assert abs(ours[by][entity] - score) < 1e-7, (by, entity, ours[by][entity], score)


def compare_components(store, graph):
    ours = sorted(row["size"] for row in ask(store, "components", "--limit", "0"))
    assert ours == sorted(len(group) for group in nx.connected_components(graph)), ours


def compare_paths(store, graph, scratch):
    entities = sorted(graph)
    random.seed(1)
    pairs = [random.sample(entities, 2) for _ in range(300)]
    batch = os.path.join(scratch, "pairs.tsv")
    with open(batch, "w", encoding="utf-8") as out:
        out.writelines(f"{a}\t{b}\n" for a, b in pairs)
    hops = {}
    for row in ask(store, "path", "--batch", batch):
        hops[row["source"], row["target"]] = max(hops.get((row["source"], row["target"]), 0), row["step"])
    connected = 0
    for a, b in pairs:
        expected = nx.shortest_path_length(graph, a, b) if nx.has_path(graph, a, b) else None
        assert hops.get((a, b)) == expected, (a, b, hops.get((a, b)), expected)
        connected += expected is not None
    assert connected > 50, connected


def main():
    with tempfile.TemporaryDirectory() as scratch:
        store = os.path.join(scratch, "store")
        subprocess.run([guanxi, "build", folder, "--store", store, "--schema", schema], check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
        dump = subprocess.run([guanxi, "dump", "--store", store], stdout=subprocess.PIPE, text=True, check=True)
        graph = nx.Graph()
        for line in dump.stdout.splitlines():
            row = json.loads(line)
            ends = [row["subject"], row["object"]]
            # What is only planned, denied or claimed counts for no path and no rank unless asked for.
            if row["factuality"] == "asserted" and "claimed_by" not in row and ends[0]["id"] != ends[1]["id"]:
                graph.add_edge(ends[0]["id"], ends[1]["id"])
        assert graph.number_of_edges() > 300, graph
        compare_ranks(store, graph)
        compare_components(store, graph)
        compare_paths(store, graph, scratch)


main()
