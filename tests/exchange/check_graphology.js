// Reads a GraphML or GEXF file with graphology (the library below sigma.js and Gephi Lite) and compares what it found
// with what is expected. Use: node check_graphology.js FILE EXPECTED.json
const fs = require("fs");
const assert = require("assert");
const { MultiDirectedGraph } = require("graphology");
const { DOMParser } = require("@xmldom/xmldom");

const [file, expectedFile] = process.argv.slice(2);
const expected = JSON.parse(fs.readFileSync(expectedFile, "utf8"));
const text = fs.readFileSync(file, "utf8");
const gexf = file.endsWith(".gexf");
const parse = gexf ? require("graphology-gexf").parse : require("graphology-graphml").parse;
const graph = parse(MultiDirectedGraph, text, { Parser: DOMParser });

assert.deepStrictEqual(graph.nodes().sort(), Object.keys(expected.nodes).sort());
graph.forEachNode((id, data) => {
  assert.strictEqual(data.label, expected.nodes[id].name, id);
  assert.strictEqual(data.kind, expected.nodes[id].kind, id);
});
assert.deepStrictEqual(graph.edges().sort(), Object.keys(expected.edges).sort());
graph.forEachEdge((id, data, source, target) => {
  const edge = expected.edges[id];
  assert.strictEqual(source, edge.source);
  assert.strictEqual(target, edge.target);
  assert.strictEqual(data.interaction, edge.relation);
  assert.strictEqual(data.weight, edge.weight);
  assert.strictEqual(data.dates || "", edge.dates);
});
