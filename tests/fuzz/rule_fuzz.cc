// libs: guanxi::rules
// Any text as a rule's pattern: refused with what was expected, or compiled and matched, each slot inside the
// match.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "extract/rules/pattern.h"
#include "extract/statement/error.h"
#include "tests/rules/small_pack.h"

namespace {

using guanxi::Alphabet;
using guanxi::Grammar;
using guanxi::Pattern;

void require(bool holds) {
  if (!holds) std::abort();
}

struct Language {
  guanxi::SmallPack files;
  guanxi::Pack pack = files.load();
  Grammar grammar{pack};
  Alphabet alphabet{pack.ontology(), grammar.markers()};
};

// Sentences as rules see them: a person, skips, a country, words and markers.
std::string sentence(const Language& language) {
  const std::string person = language.alphabet.kind_symbol(language.alphabet.kind("person"));
  const std::string country = language.alphabet.kind_symbol(language.alphabet.kind("country"));
  const std::string say = language.alphabet.marker_symbol("say");
  return person + "应约同" + Alphabet::skip_symbol() + country + "通电话，" + say + person + "、" + country +
         "会见。";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Language language;
  static const std::string encoded = sentence(language);
  const std::string source(reinterpret_cast<const char*>(data), size);
  try {
    const Pattern pattern(source, language.alphabet, language.grammar,
                          {{"subject", {"person", "country"}}, {"object", {"person", "country"}}});
    require(!pattern.triggers().empty());
    for (std::size_t from = 0; from < encoded.size(); from += 9) {
      const auto match = pattern.match(encoded, from);
      if (!match) break;
      require(match->whole.begin <= match->whole.end && match->whole.end <= encoded.size());
      for (const auto& [slot, span] : match->slots)
        require(span.begin >= match->whole.begin && span.end <= match->whole.end && span.begin <= span.end);
    }
  } catch (const guanxi::Error& error) {
    require(error.kind() == guanxi::ErrorKind::kInput);
  }
  return 0;
}
