#include "graph/exchange/dot_writer.h"

#include <unicode/utf8.h>

#include "graph/exchange/edge_text.h"

namespace guanxi {
namespace {

// Graphviz refuses strings beyond its buffer of 16 KiB for what it draws, and nobody reads such a label.
constexpr std::size_t kLongestLabel = 1000;

// The text cut before the character that would make it too long.
std::string_view cut(std::string_view text) {
  if (text.size() <= kLongestLabel) return text;
  std::size_t end = kLongestLabel;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80) --end;
  return text.substr(0, end);
}

}  // namespace

void DotWriter::begin(const GraphOutline& outline) {
  directed_ = outline.edges != EdgeGrouping::kPairs;
  out_ << (directed_ ? "digraph" : "graph")
       << " guanxi {\n  charset=\"UTF-8\"; overlap=false; splines=true;\n"
          "  node [shape=ellipse, style=filled, fontcolor=white, fontname=\"Noto Sans CJK SC\"];\n"
          "  edge [fontsize=9, fontname=\"Noto Sans CJK SC\"];\n";
}

// A quoted string: quotes and backslashes escaped, line feeds as \n; controls, what is not UTF-8 and the two
// that no SVG holds are left out.
void DotWriter::quoted(std::string_view text) {
  const std::string_view kept = cut(text);
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(kept.data());
  const auto size = static_cast<std::int64_t>(kept.size());
  out_ << "\"";
  for (std::int64_t at = 0; at < size;) {
    const std::int64_t begin = at;
    UChar32 point = 0;
    U8_NEXT(bytes, at, size, point);
    if (point == '"' || point == '\\') out_ << "\\";
    if (point == '\n') {
      out_ << "\\n";
    } else if (point < 0x20 || point == 0x7F || point == 0xFFFE || point == 0xFFFF) {
      ++left_out_;
    } else {
      out_ << kept.substr(begin, at - begin);
    }
  }
  if (kept.size() < text.size()) out_ << "…";
  out_ << "\"";
}

void DotWriter::node(const ExportedNode& node) {
  out_ << "  " << node.stored.id.print('Q') << " [label=";
  quoted(node.stored.entity.name);
  out_ << ", fillcolor=\"" << node.color << "\", tooltip=";
  quoted(node.stored.entity.kind);
  out_ << "];\n";
  out_.passed();
}

void DotWriter::edge(const ExportedEdge& edge) {
  out_ << "  " << edge.source.print('Q') << (directed_ ? " -> " : " -- ") << edge.target.print('Q')
       << " [label=";
  quoted(edge.label);
  out_ << ", weight=" << edge.weight << ", tooltip=";
  quoted(join_times(edge.times));
  out_ << "];\n";
  out_.passed();
}

void DotWriter::end() {
  out_ << "}\n";
  out_.flush();
}

}  // namespace guanxi
