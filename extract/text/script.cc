#include "extract/text/script.h"

#include <fmt/format.h>
#include <unicode/normalizer2.h>

#include <algorithm>
#include <array>
#include <opencc/Config.hpp>
#include <opencc/Conversion.hpp>
#include <opencc/ConversionChain.hpp>
#include <opencc/Converter.hpp>
#include <opencc/Dict.hpp>
#include <opencc/DictEntry.hpp>
#include <opencc/DictGroup.hpp>
#include <opencc/Exception.hpp>
#include <opencc/Lexicon.hpp>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "extract/statement/error.h"
#include "extract/text/layout_pack.h"
#include "extract/text/utf8.h"

namespace guanxi {
namespace {

enum CharClass : std::uint8_t {
  kReplace = 1,       // always read as another character
  kReplaceInOld = 2,  // only in a Traditional document: Simplified text uses the character too
  kPhraseStart = 4,   // phrases begin with it
  kTrigger = 8,       // a text without such characters is read as it is
  kHalfWidth = 16,    // ASCII punctuation with a full-width form
  kTraditional = 32,  // speaks for a Traditional document
};

constexpr char32_t kTableSize = 0x30000;  // planes 0 to 2
constexpr std::size_t kScriptSample = std::size_t{64} << 10;

struct Phrase {
  std::string written;
  std::string read;
  bool anywhere = false;  // holds in Simplified documents too
};

using Entries = std::unordered_map<std::string, std::string>;

// Keys and first values of the dictionaries that one step of a configuration of OpenCC uses.
void add_entries(const opencc::Conversion& conversion, Entries* entries) {
  const auto add = [&](const opencc::Dict& dict) {
    const opencc::LexiconPtr lexicon = dict.GetLexicon();
    for (std::size_t i = 0; i < lexicon->Length(); ++i) {
      entries->emplace(lexicon->At(i)->Key(), lexicon->At(i)->GetDefault());
    }
  };
  const opencc::DictPtr dict = conversion.GetDict();
  if (const auto* group = dynamic_cast<const opencc::DictGroup*>(dict.get())) {
    for (const opencc::DictPtr& part : group->GetDicts()) add(*part);
  } else {
    add(*dict);
  }
}

// All that t2s changes, and the characters and phrases of Hong Kong and Taiwan that only hk2s and tw2s know:
// their first step gives the usual Traditional form, which t2s then reads.
Entries opencc_entries() {
  opencc::Config config;
  const opencc::ConverterPtr simplify = config.NewFromFile("t2s.json");
  Entries all;
  for (const opencc::ConversionPtr& step : simplify->GetConversionChain()->GetConversions())
    add_entries(*step, &all);
  for (const char* regional : {"hk2s.json", "tw2s.json"}) {
    Entries variants;
    const opencc::ConverterPtr converter = config.NewFromFile(regional);
    add_entries(*converter->GetConversionChain()->GetConversions().front(), &variants);
    for (const auto& [key, value] : variants) all.emplace(key, simplify->Convert(value));
  }
  return all;
}

std::size_t length_in_characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !utf8::continuation(c); }));
}

char32_t only_character(std::string_view text) {
  std::size_t at = 0;
  return utf8::next(text, &at);
}

bool ascii_digit(char32_t c) {
  return c >= '0' && c <= '9';
}

// The reading under way: copies runs of text, and keeps the map as long as lengths stay the same.
class Reading {
 public:
  Reading(std::string_view text, std::uint64_t source, std::string* reading, SourceMap* map)
      : text_(text), source_(source), reading_(reading), map_(map) {
    reading->reserve(reading->size() + text.size() + text.size() / 8);
  }

  void replace(std::size_t from, std::size_t to, const std::string& by) {
    reading_->append(text_, copied_, from - copied_);
    reading_->append(by);
    copied_ = to;
    if (by.size() == to - from) return;  // still in step
    map_->append(from - mapped_, source_ + mapped_);
    map_->append_replaced(static_cast<std::uint32_t>(by.size()), source_ + from,
                          static_cast<std::uint32_t>(to - from));
    mapped_ = to;
  }

  void finish() {
    reading_->append(text_, copied_, text_.size() - copied_);
    map_->append(text_.size() - mapped_, source_ + mapped_);
  }

 private:
  std::string_view text_;
  std::uint64_t source_;
  std::string* reading_;
  SourceMap* map_;
  std::size_t copied_ = 0;  // text before it is in the reading already
  std::size_t mapped_ = 0;  // and in the map
};

}  // namespace

struct ScriptReader::Tables {
  std::vector<std::uint8_t> classes = std::vector<std::uint8_t>(kTableSize);
  std::vector<std::uint16_t> readings = std::vector<std::uint16_t>(kTableSize);  // index into values; 0: none
  std::vector<std::string> values{""};
  std::unordered_map<char32_t, std::vector<Phrase>> phrases;  // by first character, longest first
  std::array<std::array<std::string, 2>, 128> full_width;     // the second is read every other time

  std::uint8_t class_of(char32_t c) const { return c < kTableSize ? classes[c] : 0; }
  void mark(char32_t c, int bits) {
    if (c < kTableSize) classes[c] = static_cast<std::uint8_t>(classes[c] | bits);
  }

  void set_reading(char32_t c, const std::string& value) {
    if (c >= kTableSize || values.size() > 0xFFFF) return;
    if (readings[c] == 0) {
      readings[c] = static_cast<std::uint16_t>(values.size());
      values.push_back(value);
    } else {
      values[readings[c]] = value;
    }
  }

  void load_opencc();
  void load_forms();
  void load_pack(const LayoutPack& pack);
  void sort_phrases();
  void mark_changes(std::string_view written, std::string_view read);

  const Phrase* phrase_at(std::string_view text, std::size_t at, char32_t first, bool old) const;
  bool plain(std::string_view text) const;
};

void ScriptReader::Tables::load_opencc() {
  Entries all;
  try {
    all = opencc_entries();
  } catch (const opencc::Exception& error) {
    throw Error(ErrorKind::kSystem,
                fmt::format("OpenCC's dictionaries cannot be read ({}); install the package "
                            "libopencc-data",
                            error.what()));
  }
  // What stays somewhere in Simplified text is no sign of Traditional.
  std::unordered_set<char32_t> kept;
  for (const auto& [key, value] : all) {
    for (std::size_t i = 0; i < value.size();) kept.insert(utf8::next(value, &i));
  }
  for (const auto& [key, value] : all) {
    if (length_in_characters(key) != 1 || key == value) continue;
    const char32_t c = only_character(key);
    set_reading(c, value);
    mark(c, kept.count(c) ? kReplaceInOld | kTrigger : kReplace | kTrigger | kTraditional);
  }
  for (const auto& [key, value] : all) {
    if (length_in_characters(key) < 2) continue;
    bool sure = false;
    for (std::size_t i = 0; i < key.size();) {
      const char32_t c = utf8::next(key, &i);
      sure = sure || (class_of(c) & kTraditional) != 0;
    }
    mark_changes(key, value);
    phrases[only_character(key)].push_back({key, value, sure});
  }
}

// Full-width letters and digits, radicals and compatibility characters, as they come out of PDF files and old
// fonts.
void ScriptReader::Tables::load_forms() {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(status);
  if (U_FAILURE(status))
    throw Error(ErrorKind::kSystem, "ICU's normalization data cannot be read; install libicu");
  constexpr std::array<std::pair<char32_t, char32_t>, 8> kRanges = {{{0xFF10, 0xFF19},
                                                                     {0xFF21, 0xFF3A},
                                                                     {0xFF41, 0xFF5A},
                                                                     {0x2E80, 0x2EFF},
                                                                     {0x2F00, 0x2FD5},
                                                                     {0xF900, 0xFAD9},
                                                                     {0x2F800, 0x2FA1F},
                                                                     {0x00A0, 0x00A0}}};
  for (const auto& [first, last] : kRanges) {
    for (char32_t c = first; c <= last; ++c) {
      icu::UnicodeString form;
      std::string usual;
      nfkc->normalize(icu::UnicodeString(static_cast<UChar32>(c)), status).toUTF8String(usual);
      std::string written;
      utf8::append(c, &written);
      if (U_FAILURE(status) || usual == written || usual.empty()) continue;
      const char32_t only = only_character(usual);
      const bool simplified = length_in_characters(usual) == 1 && only < kTableSize && readings[only] != 0;
      set_reading(c, simplified ? std::string(values[readings[only]]) : usual);
      mark(c, kReplace | kTrigger);
    }
  }
}

void ScriptReader::Tables::load_pack(const LayoutPack& pack) {
  for (const auto& [from, to] : pack.folds()) {
    const char32_t c = only_character(from);
    set_reading(c, to);
    mark(c, kReplace | kTrigger);
  }
  for (const auto& [from, to] : pack.half_width()) {
    std::size_t second = 0;
    utf8::next(to, &second);
    std::array<std::string, 2>& forms = full_width[static_cast<unsigned char>(from) & 0x7F];
    forms = {to.substr(0, second), second < to.size() ? to.substr(second) : to};
    mark(static_cast<unsigned char>(from), kHalfWidth | kTrigger);
  }
  for (const TsvRow& row : pack.slips()) {
    const std::string& written = row.cells[0];
    const std::string& read = row.cells[1];
    std::vector<Phrase>& list = phrases[only_character(written)];
    list.erase(std::remove_if(list.begin(), list.end(),
                              [&](const Phrase& phrase) { return phrase.written == written; }),
               list.end());
    list.push_back({written, read, true});
    mark_changes(written, read);
  }
}

// A character that a phrase changes, not one that is common in all texts, makes a text worth a look.
void ScriptReader::Tables::mark_changes(std::string_view written, std::string_view read) {
  for (std::size_t i = 0, k = 0; i < written.size();) {
    const char32_t a = utf8::next(written, &i);
    const char32_t b = k < read.size() ? utf8::next(read, &k) : 0;
    if (a != b) mark(a, kTrigger);
  }
}

void ScriptReader::Tables::sort_phrases() {
  for (auto& [first, list] : phrases) {
    std::sort(list.begin(), list.end(), [](const Phrase& a, const Phrase& b) {
      return a.written.size() != b.written.size() ? a.written.size() > b.written.size()
                                                  : a.written < b.written;
    });
    mark(first, kPhraseStart);
  }
}

ScriptReader::ScriptReader(const LayoutPack& pack) {
  auto tables = std::make_unique<Tables>();
  tables->load_opencc();
  tables->load_forms();
  tables->load_pack(pack);
  tables->sort_phrases();
  tables_ = std::move(tables);
}

ScriptReader::~ScriptReader() = default;

Script ScriptReader::script_of(std::string_view text) const {
  text = text.substr(0, utf8::boundary(text, kScriptSample));
  std::size_t chinese = 0;
  std::size_t traditional = 0;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = utf8::next(text, &i);
    if (!utf8::ideograph(c)) continue;
    ++chinese;
    traditional += (tables_->class_of(c) & kTraditional) != 0;
  }
  // Traditional text has every third or fourth character of its own; a Simplified text quotes a name or two.
  return traditional * 12 > chinese ? Script::kTraditional : Script::kSimplified;
}

const Phrase* ScriptReader::Tables::phrase_at(std::string_view text, std::size_t at, char32_t first,
                                              bool old) const {
  const auto list = phrases.find(first);
  if (list == phrases.end()) return nullptr;
  for (const Phrase& phrase : list->second) {
    if ((old || phrase.anywhere) && text.compare(at, phrase.written.size(), phrase.written) == 0)
      return &phrase;
  }
  return nullptr;
}

bool ScriptReader::Tables::plain(std::string_view text) const {
  for (std::size_t i = 0; i < text.size();) {
    if ((class_of(utf8::next(text, &i)) & kTrigger) != 0) return false;
  }
  return true;
}

void ScriptReader::read(std::string_view text, Script script, std::uint64_t source, std::string* reading,
                        SourceMap* map) const {
  const Tables& tables = *tables_;
  const bool old = script == Script::kTraditional;
  if (tables.plain(text)) {
    reading->append(text);
    map->append(text.size(), source);
    return;
  }
  Reading output(text, source, reading, map);
  char32_t before = 0;
  bool bracket_widened = false;
  bool quoting = false;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t after = at;
    const char32_t c = utf8::next(text, &after);
    const std::uint8_t kind = tables.class_of(c);
    const Phrase* phrase = (kind & kPhraseStart) != 0 ? tables.phrase_at(text, at, c, old) : nullptr;
    if (phrase != nullptr) {
      after = at + phrase->written.size();
      output.replace(at, after, phrase->read);
    } else if ((kind & kReplace) != 0 || (old && (kind & kReplaceInOld) != 0)) {
      output.replace(at, after, tables.values[tables.readings[c]]);
    } else if ((kind & kHalfWidth) != 0) {
      std::size_t peek = after;
      const char32_t behind = after < text.size() ? utf8::next(text, &peek) : 0;
      bool widen =
          (utf8::wide(before) || utf8::wide(behind)) && !(ascii_digit(before) && ascii_digit(behind));
      if (c == ')' && bracket_widened) widen = true;
      if (c == '(' || c == ')') bracket_widened = c == '(' && widen;
      if (widen) output.replace(at, after, tables.full_width[c][quoting && c == '"']);
      if (c == '"') quoting = !quoting;
    }
    before = c;
    at = after;
  }
  output.finish();
}

std::string ScriptReader::read(std::string_view text) const {
  std::string reading;
  SourceMap map;
  read(text, script_of(text), 0, &reading, &map);
  return reading;
}

}  // namespace guanxi
