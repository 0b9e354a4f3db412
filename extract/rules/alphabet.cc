#include "extract/rules/alphabet.h"

namespace guanxi {
namespace {

// U+E000.. kinds, U+E100.. markers, U+E200 skip, U+E201 mask: all are 0xEE and two more bytes.
std::string symbol(unsigned page, unsigned index) {
  unsigned point = 0xE000 + page * 0x100 + index;
  return {static_cast<char>(0xE0 | (point >> 12)), static_cast<char>(0x80 | ((point >> 6) & 0x3F)),
          static_cast<char>(0x80 | (point & 0x3F))};
}

}  // namespace

Alphabet::Alphabet(const Ontology& ontology, const std::vector<std::string>& markers) {
  for (const KindDeclaration& kind : ontology.kinds()) {
    kind_names_.push_back(kind.name);
    broader_.push_back(kind.like);
  }
  for (std::string_view kind : {kTitle, kQuoted, kNobody}) kind_names_.emplace_back(kind);
  broader_.resize(kind_names_.size());
  for (std::size_t i = 0; i < kind_names_.size(); ++i) kinds_[kind_names_[i]] = static_cast<KindIndex>(i);
  for (const std::string& marker : markers)
    markers_.emplace(marker, static_cast<std::uint8_t>(markers_.size()));
}

std::vector<KindIndex> Alphabet::with_narrower(KindIndex kind) const {
  std::vector<KindIndex> all = {kind};
  for (std::size_t i = 0; i < broader_.size(); ++i)
    if (broader_[i] == kind_names_[kind]) all.push_back(static_cast<KindIndex>(i));
  return all;
}

std::string Alphabet::kind_symbol(KindIndex kind) const {
  return symbol(0, kind);
}

std::string Alphabet::marker_symbol(std::string_view name) const {
  return symbol(1, markers_.at(std::string(name)));
}

std::string Alphabet::skip_symbol() {
  return symbol(2, 0);
}

std::string Alphabet::mask_symbol() {
  return symbol(2, 1);
}

Alphabet::Symbol Alphabet::symbol_at(std::string_view encoded, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(encoded[at + i]) & 0x3fu; };
  const unsigned index = byte(1) << 6 | byte(2);
  const auto type = index < 0x100   ? Symbol::Type::kKind
                    : index < 0x200 ? Symbol::Type::kMarker
                                    : Symbol::Type::kOther;
  return {type, static_cast<std::uint8_t>(index & 0xff)};
}

bool Alphabet::begins_symbol(std::string_view encoded, std::size_t at) {
  return at < encoded.size() && static_cast<unsigned char>(encoded[at]) == 0xEE;
}

bool Alphabet::is_kind_symbol(std::string_view encoded, std::size_t at) {
  return begins_symbol(encoded, at) && static_cast<unsigned char>(encoded[at + 1]) < 0x84;
}

}  // namespace guanxi
