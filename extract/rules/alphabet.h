// Alphabet: what stands for what in an encoded sentence.
//
// Rules are matched over an encoded sentence in which every unit (an entity with its titles, a title, a
// quoted name) is one code point of its kind, every marker word of the pack is one code point of its class,
// and whatever a rule need not see (dates, adverbs, parentheses) is the skip symbol. Everything else stands
// as it is in the text. The symbols are private-use code points, of three bytes each in UTF-8; those that
// stand in a text are masked.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "extract/statement/ontology.h"

namespace guanxi {

using KindIndex = std::uint8_t;

class Alphabet {
 public:
  // Kinds beyond those of the ontology that units may have.
  static constexpr std::string_view kTitle = "title";    // an office word that names nobody here
  static constexpr std::string_view kQuoted = "quoted";  // a short text in quotation marks
  static constexpr std::string_view kNobody = "nobody";  // stands where an entity may, names none

  Alphabet(const Ontology& ontology, const std::vector<std::string>& markers);

  // Throws std::out_of_range for a kind that is not there: ask has_kind first.
  KindIndex kind(std::string_view name) const { return kinds_.at(std::string(name)); }
  bool has_kind(std::string_view name) const { return kinds_.count(std::string(name)) > 0; }
  // A kind and those that are like it (see KindDeclaration::like).
  std::vector<KindIndex> with_narrower(KindIndex kind) const;
  const std::string& kind_name(KindIndex kind) const { return kind_names_[kind]; }
  std::size_t kind_count() const { return kind_names_.size(); }

  bool has_marker(std::string_view name) const { return markers_.count(std::string(name)) > 0; }

  // The code points, in UTF-8.
  std::string kind_symbol(KindIndex kind) const;
  std::string marker_symbol(std::string_view name) const;
  static std::string skip_symbol();
  // What a private-use character of the text becomes.
  static std::string mask_symbol();

  // What a symbol stands for. Only where begins_symbol().
  struct Symbol {
    enum class Type : std::uint8_t { kKind, kMarker, kOther } type;
    std::uint8_t index;
  };
  static Symbol symbol_at(std::string_view encoded, std::size_t at);
  std::uint8_t marker(std::string_view name) const { return markers_.at(std::string(name)); }

  // True for the first byte of a symbol's three.
  static bool begins_symbol(std::string_view encoded, std::size_t at);
  static bool is_kind_symbol(std::string_view encoded, std::size_t at);

  static constexpr std::size_t kSymbolBytes = 3;

 private:
  std::map<std::string, KindIndex> kinds_;
  std::vector<std::string> kind_names_;
  std::vector<std::string> broader_;  // by kind; empty: none
  std::map<std::string, std::uint8_t> markers_;
};

}  // namespace guanxi
