"""Reads Turtle or N-Quads with rdflib and compares the statements with a statement stream.

Use: check_rdf.py turtle|nquads FILE STATEMENTS.jsonl
"""
import json
import sys

import rdflib

RDF = rdflib.RDF
PROV = rdflib.Namespace("http://www.w3.org/ns/prov#")
OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
OWN = "urn:guanxi:vocabulary:"


def clean(text):
    return text.replace("\0", "")


def main():
    graph = rdflib.ConjunctiveGraph()
    graph.parse(sys.argv[2], format=sys.argv[1])
    found = set()
    for node in graph.subjects(RDF.type, RDF.Statement):
        subject, predicate, target = (graph.value(node, part) for part in (RDF.subject, RDF.predicate, RDF.object))
        time = graph.value(node, rdflib.URIRef(OWN + "time"))
        assert (subject, predicate, target) in graph
        for evidence in graph.objects(node, PROV.wasDerivedFrom):
            assert (evidence, RDF.type, PROV.Entity) in graph
            found.add((str(subject).split(":")[-1], str(graph.value(subject, rdflib.RDFS.label)),
                       str(predicate).split(":")[-1], str(target).split(":")[-1], str(time) if time else None,
                       str(graph.value(evidence, OA.exact)), int(graph.value(evidence, OA.start))))
    expected = set()
    for line in open(sys.argv[3], encoding="utf-8"):
        row = json.loads(line)
        expected.add((row["subject"]["id"], clean(row["subject"]["name"]), row["relation"], row["object"]["id"],
                      row["time"], clean(row["source"]["text"]), row["source"]["begin"]))
    assert found == expected, (len(found), len(expected), [str(x)[:300] for x in list(found ^ expected)[:4]])


main()
