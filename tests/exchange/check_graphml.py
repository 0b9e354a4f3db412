"""Reads a GraphML file with NetworkX and with igraph and compares what they found with what is expected.

Use: check_graphml.py FILE.graphml EXPECTED.json. Exits with 1 and says what differs.
"""
import json
import sys

import igraph
import networkx


def from_networkx(path):
    graph = networkx.read_graphml(path, force_multigraph=True)
    nodes = {node: {"name": data["name"], "kind": data["kind"]} for node, data in graph.nodes(data=True)}
    edges = {}
    for source, target, key, data in graph.edges(keys=True, data=True):
        edges[key] = edge(source, target, data)
    assert all(isinstance(data["size"], float) and data["color"].startswith("#") for _, data in graph.nodes(data=True))
    return {"directed": graph.is_directed(), "nodes": nodes, "edges": edges}


def from_igraph(path):
    graph = igraph.Graph.Read_GraphML(path)
    nodes = {node["id"]: {"name": node["name"], "kind": node["kind"]} for node in graph.vs}
    edges = {}
    for found in graph.es:
        edges[found["id"]] = edge(graph.vs[found.source]["id"], graph.vs[found.target]["id"], found.attributes())
    return {"directed": graph.is_directed(), "nodes": nodes, "edges": edges}


def edge(source, target, data):
    return {"source": source, "target": target, "relation": data["interaction"], "weight": data["weight"],
            "dates": data.get("dates", "")}


def undirect(graph):
    if not graph["directed"]:
        for data in graph["edges"].values():
            data["source"], data["target"] = sorted((data["source"], data["target"]))
    return graph


def compare(reader, found, expected):
    for part in ("directed", "nodes", "edges"):
        if found[part] == expected[part]:
            continue
        if part != "directed":
            for key in sorted(set(found[part]) | set(expected[part])):
                if found[part].get(key) != expected[part].get(key):
                    print(f"{reader}: {part} {key}: found {str(found[part].get(key))[:300]!r}, "
                          f"expected {str(expected[part].get(key))[:300]!r}")
        print(f"{reader}: {part} differ")
        sys.exit(1)


def main():
    path, expected = sys.argv[1], undirect(json.load(open(sys.argv[2], encoding="utf-8")))
    for reader, read in (("NetworkX", from_networkx), ("igraph", from_igraph)):
        compare(reader, undirect(read(path)), expected)


main()
