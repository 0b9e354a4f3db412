"""Computes with NetworkX what Guanxi computed on the same graph, and compares.

Use: check_networkx.py ANSWERS.json. The file holds the statements as pairs of names and Guanxi's answers:
  {"edges": [[a, b], …], "degree": {…}, "pagerank": {…}, "betweenness": {…}, "components": [[…], …],
   "strong": [[…], …], "communities": [[…], …], "modularity": q, "shortest": [[a, b, hops or null, number of paths], …],
   "common": [[a, b, [names]], …]}
"""
import json
import sys

import networkx as nx

# nx.pagerank needs scipy; this is the plain form of the same.
from networkx.algorithms.link_analysis.pagerank_alg import _pagerank_python


def close(name, ours, theirs, tolerance):
    assert set(ours) == set(theirs), (name, set(ours) ^ set(theirs))
    for key in ours:
        assert abs(ours[key] - theirs[key]) <= tolerance, (name, key, ours[key], theirs[key])


def groups(found):
    return sorted(sorted(group) for group in found)


def main():
    given = json.load(open(sys.argv[1], encoding="utf-8"))
    directed = nx.MultiDiGraph(given["edges"])
    graph = nx.Graph()
    for a, b in given["edges"]:
        if a != b:
            graph.add_edge(a, b, weight=graph.get_edge_data(a, b, {"weight": 0})["weight"] + 1)

    close("degree", given["degree"], dict(graph.degree()), 0)
    close("pagerank", given["pagerank"], _pagerank_python(graph, weight=None, tol=1e-12, max_iter=1000), 1e-7)
    close("betweenness", given["betweenness"], nx.betweenness_centrality(graph), 1e-9)
    assert groups(given["components"]) == groups(nx.connected_components(graph))
    assert groups(given["strong"]) == groups(nx.strongly_connected_components(directed))

    ours = nx.algorithms.community.modularity(graph, [set(group) for group in given["communities"]])
    assert abs(ours - given["modularity"]) < 1e-9, (ours, given["modularity"])
    best = max(nx.algorithms.community.modularity(graph, nx.algorithms.community.louvain_communities(graph, seed=seed))
               for seed in range(3))
    assert ours > best - 0.03, (ours, best)

    simple = nx.DiGraph(directed) if given["directed"] else graph
    for a, b, hops, number in given["shortest"]:
        if hops is None:
            assert a not in simple or b not in simple or not nx.has_path(simple, a, b), (a, b)
            continue
        paths = list(nx.all_shortest_paths(simple, a, b))
        assert hops == len(paths[0]) - 1 and number == len(paths), (a, b, hops, number, len(paths))
    for a, b, hops in given["by_contacts"]:
        length = nx.dijkstra_path_length(graph, a, b, weight=lambda u, v, data: 1 / data["weight"])
        assert abs(hops - length) < 1e-9, (a, b, hops, length)
    for a, b, names in given["common"]:
        assert sorted(names) == sorted(set(nx.common_neighbors(graph, a, b))), (a, b)


main()
