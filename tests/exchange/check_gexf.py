"""Reads a GEXF file with an XML parser as Gephi's importer does and compares it with what is expected.

(NetworkX 2.8 reads GEXF 1.2 at most and refuses 1.3, so the structure is read here and by graphology-gexf.)
Use: check_gexf.py FILE.gexf EXPECTED.json
"""
import json
import sys
import xml.etree.ElementTree as tree

SPACE = "{http://gexf.net/1.3}"


def main():
    expected = json.load(open(sys.argv[2], encoding="utf-8"))
    graph = tree.parse(sys.argv[1]).getroot().find(f"{SPACE}graph")
    assert graph.get("mode") == "dynamic" and graph.get("timeformat") == "date"
    assert (graph.get("defaultedgetype") == "directed") == expected["directed"]
    nodes = {node.get("id"): {"name": node.get("label"), "kind": values(node)["kind"]} for node in graph.iter(f"{SPACE}node")}
    assert nodes == expected["nodes"], [key for key in nodes if nodes[key] != expected["nodes"].get(key)]
    edges = {}
    for found in graph.iter(f"{SPACE}edge"):
        spells = found.findall(f"{SPACE}spells/{SPACE}spell")
        dates = values(found).get("dates", "")
        assert len(spells) == (len(dates.split("; ")) if dates else 0), dates
        for spell in spells:
            assert spell.get("start") or spell.get("end")
            for day in (spell.get("start"), spell.get("end")):
                assert day is None or len(day) == 10, day
        edges[found.get("id")] = {"source": found.get("source"), "target": found.get("target"),
                                  "relation": found.get("kind"), "weight": float(found.get("weight")), "dates": dates}
    assert edges == expected["edges"], [key for key in edges if edges[key] != expected["edges"].get(key)]


def values(element):
    return {value.get("for"): value.get("value") for value in element.iter(f"{SPACE}attvalue")}


main()
