#include "extract/mentions/lexicon.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <memory_resource>
#include <optional>
#include <set>
#include <unordered_map>

#include "extract/mentions/countries.h"
#include "extract/mentions/utf.h"
#include "extract/pack/tsv.h"
#include "extract/pack/yaml_node.h"
#include "extract/statement/error.h"

namespace guanxi {
namespace {

constexpr std::string_view kWorldCode = "001";  // of CLDR: the world
constexpr std::string_view kAnyStateCode = "XX";
constexpr std::size_t kExpectedSurfaces = 120000;
constexpr float kCompoundCost = 10;
constexpr float kRareName = 12.5f;      // of a name of two characters that the word lists hardly know
constexpr float kTitleCost = 10;        // of an office that the word lists lack or hardly know
constexpr float kCommonCharacter = 11;  // cost of a character that is often a word by itself
constexpr double kShare = 100000;       // shares in the lists are of 100,000

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = std::min(text.find(separator, begin), text.size());
    if (end > begin) parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

std::size_t count_characters(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(
      utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

// A cost that is known and lower stays, else it is the limit.
float capped(float cost, float limit) {
  return cost < 0 ? limit : std::min(cost, limit);
}

// The cost of a name that no frequency is known of: longer names are less likely to be there by chance.
float name_cost(std::size_t length) {
  if (length <= 1) return 14;
  if (length == 2) return 11.5f;
  return length == 3 ? 10.5f : 9.5f;
}

}  // namespace

bool LexiconExtension::optional(const std::string& list) const {
  return std::any_of(kinds.begin(), kinds.end(), [&](const auto& kind) { return kind.first == list; });
}

bool LexiconExtension::within(const std::string& where) const {
  return std::any_of(folders.begin(), folders.end(),
                     [&](const auto& folder) { return where.starts_with(folder.string() + "/"); });
}

// Reads the files of a pack into a Lexicon. Rows may come in any order: everything is gathered first, in
// ordered maps, and checked for contradictions on the way.
class LexiconLoader {
 public:
  LexiconLoader(const std::filesystem::path& dir, const LexiconExtension& more, Lexicon& lexicon)
      : dir_(dir), more_(more), out_(lexicon) {}

  void load() {
    drafts_.reserve(kExpectedSurfaces);
    load_words();
    load_countries();
    load_names("states.tsv", MentionKind::kCountry, 2);
    load_names("places.tsv", MentionKind::kPlace, 3);
    load_institutions();
    load_names("people.tsv", MentionKind::kPerson, 2);
    load_names("events.tsv", MentionKind::kEvent, 2);
    for (const auto& [name, kind] : more_.kinds) load_names(name + ".tsv", kind, 2);
    load_titles();
    load_representatives();
    load_suffixes("institution-suffixes.tsv", out_.institution_suffixes_);
    load_suffixes("place-suffixes.tsv", out_.place_suffixes_);
    load_suffixes("event-suffixes.tsv", out_.event_suffixes_);
    load_settings();
    load_characters();
    finish();
  }

 private:
  struct Draft {
    LexiconEntry entry;
    std::string origin;  // of the name: "file:line"
  };

  std::filesystem::path list(const std::string& name) const { return dir_ / "lexicon" / name; }
  // The rows of a list of the language pack, then those of the packs that extend it.
  std::vector<TsvRow> load_tsv(const std::filesystem::path& file, std::size_t least, std::size_t most) const {
    std::vector<TsvRow> rows;
    if (!more_.optional(file.stem().string()) || std::filesystem::exists(file))
      rows = guanxi::load_tsv(file, least, most);
    for (const std::filesystem::path& folder : more_.folders) {
      const std::filesystem::path other = folder / "lexicon" / file.filename();
      if (!std::filesystem::exists(other)) continue;
      for (TsvRow& row : guanxi::load_tsv(other, least, most)) rows.push_back(std::move(row));
    }
    return rows;
  }
  static std::string at(const std::filesystem::path&, const TsvRow& row) { return row.where(); }
  [[noreturn]] static void fail(const std::string& where, const std::string& message) {
    throw Error(ErrorKind::kInput, fmt::format("{}: {}", where, message));
  }

  // The draft of a surface, made with the default cost of a name when the word lists lack it.
  Draft& draft(const std::string& surface) {
    auto [it, fresh] = drafts_.try_emplace(surface);
    if (fresh) it->second.entry.cost = -1;
    return it->second;
  }
  void flag(const std::string& word, LexiconEntry::Flag flag, char word_class = 'v') {
    auto [it, fresh] = drafts_.try_emplace(word);
    if (fresh) {
      it->second.entry.cost = -1;
      it->second.entry.word_class = word_class;
    }
    it->second.entry.flags |= flag;
  }

  std::uint32_t add_name(const std::string& canonical, MentionKind kind, const std::string& within,
                         const std::string& origin) {
    auto [it, fresh] = names_.try_emplace(canonical, static_cast<std::uint32_t>(out_.names_.size()));
    if (!fresh && more_.within(origin) && out_.names_[it->second].kind == kind) return it->second;
    if (!fresh) {
      fail(origin,
           fmt::format("\"{}\" is named twice, the other time at {}", canonical, origins_[it->second]));
    }
    out_.names_.push_back({canonical, kind, within, {}});
    origins_.push_back(origin);
    return it->second;
  }
  void add_surface(const std::string& surface, std::uint32_t name, const std::string& origin) {
    Draft& d = draft(surface);
    if (d.entry.named() && d.entry.name != name) {
      fail(origin, fmt::format("\"{}\" stands for \"{}\" here and for \"{}\" at {}", surface,
                               out_.names_[name].canonical, out_.names_[d.entry.name].canonical, d.origin));
    }
    d.entry.name = name;
    d.entry.word_class = 'N';
    d.origin = origin;
  }

  void load_words() {
    std::set<std::filesystem::path> files;
    if (!std::filesystem::is_directory(dir_ / "lexicon")) {
      fail((dir_ / "lexicon").string(), "no such folder: a language pack keeps its word lists there");
    }
    for (const auto& item : std::filesystem::directory_iterator(dir_ / "lexicon")) {
      const std::string name = item.path().filename().string();
      if (name.starts_with("words-") && name.ends_with(".tsv")) files.insert(item.path());
    }
    if (files.empty()) fail((dir_ / "lexicon").string(), "no words-*.tsv: the word lists are missing");
    double total = 0;
    std::vector<std::pair<LexiconEntry*, double>> counts;
    for (const auto& file : files) {
      for (const TsvRow& row : load_tsv(file, 3, 3)) {
        const double count = number(file, row, 1);
        if (row.cells[2].size() != 1) fail(at(file, row), "the class of a word is one letter");
        auto [it, fresh] = drafts_.try_emplace(row.cells[0]);
        if (!fresh)
          fail(at(file, row), fmt::format("the word \"{}\" stands twice in the word lists", row.cells[0]));
        it->second.entry.word_class = row.cells[2][0];
        counts.emplace_back(&it->second.entry, count);
        total += count;
      }
    }
    for (auto& [entry, count] : counts)
      entry->cost = static_cast<float>(std::log(total / std::max(count, 1.0)));
  }

  static double number(const std::filesystem::path& file, const TsvRow& row, std::size_t cell) {
    const std::string& text = row.cells[cell];
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !(value >= 0) || std::isinf(value)) {
      fail(at(file, row), fmt::format("\"{}\" is not a number from 0", text));
    }
    return value;
  }

  void load_countries() {
    const auto file = list("countries.tsv");
    std::map<std::string, TsvRow> rows;
    for (TsvRow& row : load_tsv(file, 1, 5)) {
      const std::string code = row.cells[0], where = at(file, row);
      if (!rows.emplace(code, std::move(row)).second)
        fail(where, fmt::format("the code {} stands twice", code));
    }
    std::set<std::string> known;
    for (const CountryNames& country : icu_countries()) {
      known.insert(country.code);
      auto row = rows.find(country.code);
      if (row == rows.end()) {
        add_country(country, country.canonical, MentionKind::kCountry, {}, "ICU");
        continue;
      }
      const auto& cells = row->second.cells;
      const std::string where = at(file, row->second);
      if (!cells[1].empty() && cells[1] != "place" && cells[1] != "country")
        fail(where, "the kind is country or place");
      const std::string& canonical = cells[2].empty() ? country.canonical : cells[2];
      const std::uint32_t name =
          add_country(country, canonical, cells[1] == "place" ? MentionKind::kPlace : MentionKind::kCountry,
                      split(cells[3], ','), where);
      for (const std::string& letter : split(cells[4], ' ')) add_letter(letter, name, where);
    }
    for (const auto& [code, row] : rows) {
      if (!known.contains(code))
        fail(at(file, row), fmt::format("ICU knows no country with the code {}", code));
    }
  }

  std::uint32_t add_country(const CountryNames& country, const std::string& canonical, MentionKind kind,
                            const std::vector<std::string>& more, const std::string& origin) {
    const std::uint32_t name = add_name(canonical, kind, "", origin);
    codes_[country.code] = name;
    add_surface(canonical, name, origin);
    if (country.canonical != canonical) add_surface(country.canonical, name, origin);
    for (const std::string& other : country.others) add_surface(other, name, origin);
    for (const std::string& other : more) add_surface(other, name, origin);
    return name;
  }

  void add_letter(const std::string& letter, std::uint32_t name, const std::string& where) {
    const std::u32string c = to_utf32(letter);
    if (c.size() != 1) fail(where, fmt::format("\"{}\" is not one character", letter));
    auto [it, fresh] = letters_.try_emplace(c[0], name);
    if (!fresh && it->second != name) fail(where, fmt::format("\"{}\" stands for two countries", letter));
  }

  void load_names(const std::string& file_name, MentionKind kind, std::size_t columns) {
    const auto file = list(file_name);
    for (const TsvRow& row : load_tsv(file, 1, columns)) {
      const std::string where = at(file, row);
      const std::uint32_t name = add_name(row.cells[0], kind, columns > 2 ? row.cells[2] : "", where);
      add_surface(row.cells[0], name, where);
      for (const std::string& other : split(row.cells[1], ',')) add_surface(other, name, where);
    }
  }

  void load_institutions() {
    const auto file = list("institutions.tsv");
    for (const TsvRow& row : load_tsv(file, 1, 3)) {
      const std::string where = at(file, row);
      const std::uint32_t name = add_name(row.cells[0], MentionKind::kInstitution, row.cells[2], where);
      std::vector<std::string> surfaces = split(row.cells[1], ',');
      surfaces.push_back(row.cells[0]);
      for (const std::string& surface : surfaces) {
        add_surface(surface, name, where);
        if (row.cells[2].empty()) continue;
        draft(surface).entry.flags |=
            row.cells[2] == kWorldCode ? LexiconEntry::kWorld : LexiconEntry::kGeneric;
      }
    }
  }

  void load_titles() {
    const auto file = list("titles.tsv");
    for (const TsvRow& row : load_tsv(file, 1, 3)) {
      const std::string& use = row.cells[1];
      if (!use.empty() && use != "state" && use != "form" && use != "firm")
        fail(at(file, row), "the use of a title is state, form, firm or empty");
      flag(row.cells[0], LexiconEntry::kTitle, 'n');
      draft(row.cells[0]).entry.cost = capped(draft(row.cells[0]).entry.cost, kTitleCost);
      if (use == "state") flag(row.cells[0], LexiconEntry::kCountryOffice);
      if (use == "firm") flag(row.cells[0], LexiconEntry::kFirmOffice);
      if (use == "form") flag(row.cells[0], LexiconEntry::kForm);
      if (!row.cells[2].empty()) out_.office_bodies_.emplace_back(to_utf32(row.cells[0]), row.cells[2]);
    }
  }

  void load_representatives() {
    const auto file = list("representatives.tsv");
    for (const TsvRow& row : load_tsv(file, 1, 1)) flag(row.cells[0], LexiconEntry::kRepresentative, 'n');
  }

  void load_suffixes(const std::string& file_name, std::vector<Suffix>& suffixes) {
    static const std::map<std::string, Suffix::Strength> strengths = {
        {"call", Suffix::Strength::kCall},         {"never", Suffix::Strength::kNever},
        {"weak", Suffix::Strength::kWeak},         {"session", Suffix::Strength::kSession},
        {"district", Suffix::Strength::kDistrict}, {"anchor", Suffix::Strength::kAnchor},
        {"modified", Suffix::Strength::kModified}, {"office", Suffix::Strength::kOffice},
        {"proper", Suffix::Strength::kProper},     {"city", Suffix::Strength::kCity}};
    const auto file = list(file_name);
    std::map<std::u32string, Suffix> rows;
    for (const TsvRow& row : load_tsv(file, 2, 3)) {
      auto strength = strengths.find(row.cells[1]);
      if (strength == strengths.end()) {
        std::vector<std::string_view> known;
        known.reserve(strengths.size());
        for (const auto& [name, value] : strengths) known.push_back(name);
        fail(at(file, row), fmt::format("the strength is one of {}", fmt::join(known, ", ")));
      }
      Suffix suffix{
          to_utf32(row.cells[0]), strength->second, row.cells[2].empty() ? row.cells[0] : row.cells[2], {}};
      suffix.full_text = to_utf32(suffix.full);
      if (!rows.insert_or_assign(suffix.text, suffix).second && !more_.within(at(file, row)))
        fail(at(file, row), fmt::format("\"{}\" stands twice", row.cells[0]));
      if (suffix.strength != Suffix::Strength::kNever) flag(row.cells[0], LexiconEntry::Flag{}, 'n');
    }
    for (auto& [text, suffix] : rows) suffixes.push_back(std::move(suffix));
    if (suffixes.size() > 2000) fail(file.string(), "more than 2,000 suffixes");
  }

  void load_settings();
  void load_compounds(const YamlNode& root);
  void load_groups(const YamlNode& root);
  void load_visits(const YamlNode& root);
  void load_letter_bodies(const YamlNode& bodies);
  void load_locals(const YamlNode& locals);
  void load_characters();
  void mark(const std::string& characters, std::uint16_t bit) {
    for (char32_t c : to_utf32(characters)) {
      if (c < out_.classes_.size()) out_.classes_[c] |= bit;
    }
  }
  std::uint32_t letter_name(char32_t c, const YamlNode& where) const {
    auto it = letters_.find(c);
    if (it == letters_.end())
      where.fail(fmt::format("\"{}\" stands for no country", to_utf8(std::u32string(1, c))));
    return it->second;
  }
  void finish();
  void find_states();

  const std::filesystem::path dir_;
  const LexiconExtension& more_;
  Lexicon& out_;
  std::pmr::monotonic_buffer_resource memory_;  // of the drafts, which are all dropped at once
  std::pmr::unordered_map<std::string, Draft> drafts_{&memory_};
  std::map<std::string, std::uint32_t> names_;
  std::vector<std::string> origins_;
  std::map<std::string, std::uint32_t> codes_;
  std::map<char32_t, std::uint32_t> letters_;
};

void LexiconLoader::load_settings() {
  const YamlNode root = YamlNode::load(dir_ / "names.yaml");
  root.allow_keys(
      {"after_person",   "speaks_for",      "before_person",  "before_place",     "title_prefixes",
       "levels",         "of_state",        "locals",         "inside",           "outside",
       "voices",         "joiners",         "given_tails",    "compounds",        "ambiguous_compounds",
       "compound_tails", "foreign_tails",   "people_tails",   "tongue_tails",     "foreign_place_endings",
       "founding",       "visiting",        "acts",           "gatherings",       "each",
       "regnal",         "groups",          "ordinal_prefix", "ordinal_numerals", "ordinal_units",
       "visits",         "sides",           "side_word",      "side_bodies",      "letter_bodies",
       "state_word",     "lettered",        "armies",         "army_word",        "army",
       "letters",        "company_endings", "legal_forms",    "short_endings",    "declarations",
       "name_dots",      "name_hyphens",    "acts_with",      "batch_unit"});
  for (const std::string& ending : root.at("foreign_place_endings").texts())
    out_.place_endings_.push_back(to_utf32(ending));
  const YamlNode& gatherings = root.at("gatherings");
  gatherings.allow_keys({"behind", "at", "ends", "held"});
  for (const std::string& word : gatherings.at("behind").texts()) flag(word, LexiconEntry::kGathers);
  for (const std::string& word : gatherings.at("at").texts()) flag(word, LexiconEntry::kGathersAt);
  for (const std::string& end : gatherings.at("ends").texts()) out_.gathering_ends_.push_back(to_utf32(end));
  for (const std::string& word : gatherings.at("held").texts())
    out_.gathering_held_.push_back(to_utf32(word));
  for (const std::string& word : root.at("acts_with").texts()) out_.acts_with_.push_back(to_utf32(word));
  const std::pair<const char*, LexiconEntry::Flag> lists[] = {{"after_person", LexiconEntry::kAfterPerson},
                                                              {"before_person", LexiconEntry::kBeforePerson},
                                                              {"before_place", LexiconEntry::kBeforePlace},
                                                              {"title_prefixes", LexiconEntry::kTitlePrefix},
                                                              {"levels", LexiconEntry::kLevel},
                                                              {"of_state", LexiconEntry::kOfState},
                                                              {"inside", LexiconEntry::kInside},
                                                              {"outside", LexiconEntry::kOutside},
                                                              {"voices", LexiconEntry::kVoice},
                                                              {"foreign_tails", LexiconEntry::kForeignTail},
                                                              {"founding", LexiconEntry::kFounds},
                                                              {"people_tails", LexiconEntry::kPeople},
                                                              {"tongue_tails", LexiconEntry::kTongue},
                                                              {"visiting", LexiconEntry::kVisits},
                                                              {"acts", LexiconEntry::kActs},
                                                              {"each", LexiconEntry::kEach},
                                                              {"speaks_for", LexiconEntry::kSpeaksFor},
                                                              {"regnal", LexiconEntry::kRegnal},
                                                              {"joiners", LexiconEntry::kJoiner},
                                                              {"compound_tails", LexiconEntry::kCompoundTail},
                                                              {"declarations", LexiconEntry::kDeclares}};
  for (const auto& [key, bit] : lists) {
    for (const std::string& word : root.at(key).texts()) flag(word, bit);
  }
  for (const auto& [letter, node] : root.at("letters").map()) {
    auto name = names_.find(node.text());
    if (name == names_.end()) node.fail("not the canonical name of a country, place or institution");
    add_letter(letter, name->second, node.where());
  }
  load_compounds(root);
  load_groups(root);
  load_visits(root);
  for (const std::string& form : root.at("legal_forms").texts()) out_.legal_forms_.push_back(to_utf32(form));
  for (const std::string& ending : root.at("company_endings").texts())
    out_.company_endings_.push_back(to_utf32(ending));
  std::sort(out_.company_endings_.begin(), out_.company_endings_.end(),
            [](const auto& a, const auto& b) { return std::pair(b.size(), a) < std::pair(a.size(), b); });
  for (const auto& [ending, node] : root.at("short_endings").map())
    for (const std::string& other : node.texts())
      out_.short_endings_.emplace_back(to_utf32(ending), to_utf32(other));
  const std::u32string prefix = to_utf32(root.at("ordinal_prefix").text());
  if (prefix.size() != 1) root.at("ordinal_prefix").fail("one character");
  out_.ordinal_prefix_ = prefix[0];
  const std::u32string batch = to_utf32(root.at("batch_unit").text());
  if (batch.size() != 1) root.at("batch_unit").fail("one character");
  out_.batch_unit_ = batch[0];
  mark(root.at("given_tails").text(), Lexicon::kGivenTail);
  load_locals(root.at("locals"));
  mark(root.at("ordinal_numerals").text(), Lexicon::kNumeral);
  mark(root.at("ordinal_units").text(), Lexicon::kOrdinalUnit);
  mark(root.at("name_dots").text(), Lexicon::kDot);
  mark(root.at("name_hyphens").text(), Lexicon::kHyphen);
}

void LexiconLoader::load_compounds(const YamlNode& root) {
  std::set<std::string> ambiguous;
  for (const std::string& word : root.at("ambiguous_compounds").texts()) ambiguous.insert(word);
  for (const YamlNode& node : root.at("compounds").list()) {
    const std::string text = node.text();
    std::vector<std::uint32_t> members;
    for (char32_t c : to_utf32(text)) {
      auto it = letters_.find(c);
      if (it != letters_.end()) members.push_back(it->second);
    }
    Draft& d = draft(text);
    if (members.size() < 2) node.fail("not two characters that stand for countries");
    if (d.entry.named())
      node.fail(fmt::format("already the name of \"{}\"", out_.names_[d.entry.name].canonical));
    d.entry.cost = capped(d.entry.cost, kCompoundCost);
    const std::uint32_t name = add_name(text, MentionKind::kCountry, "", node.where());
    out_.names_[name].members = std::move(members);
    add_surface(text, name, node.where());
    if (ambiguous.contains(text)) d.entry.flags |= LexiconEntry::kNeedsTail;
  }
}

void LexiconLoader::load_groups(const YamlNode& root) {
  for (const auto& [group, node] : root.at("groups").map()) {
    std::vector<std::uint32_t> members;
    for (const YamlNode& member : node.at("members").list()) {
      auto name = names_.find(member.text());
      if (name == names_.end()) member.fail("not the canonical name of a country, place or institution");
      members.push_back(name->second);
    }
    if (members.empty()) node.fail("a group has members");
    const std::uint32_t name = add_name(group, out_.names_[members[0]].kind, "", node.where());
    out_.names_[name].members = std::move(members);
    add_surface(group, name, node.where());
    for (const std::string& other : node.find("also").texts()) add_surface(other, name, node.where());
  }
}

// The county, the school: our county, comes to the school are words of their own.
void LexiconLoader::load_locals(const YamlNode& locals) {
  locals.allow_keys({"words", "own", "behind", "never_behind", "bodies"});
  mark(locals.at("words").text(), Lexicon::kLocal);
  mark(locals.at("behind").text(), Lexicon::kBeforeLocal);
  mark(locals.at("never_behind").text(), Lexicon::kNeverLocal);
  const auto add = [&](const std::u32string& before, std::uint32_t name, const std::string& local, bool own) {
    for (char32_t c : before) {
      LexiconEntry& e = draft(to_utf8({&c, 1}) + local).entry;
      if (e.named()) continue;  // a name proper goes before
      e.name = name;
      e.word_class = own ? 'N' : 'v';
      e.split = own ? 0 : 1;
      e.flags |= LexiconEntry::kLocalName;
    }
  };
  const std::u32string own = to_utf32(locals.at("own").text());
  for (char32_t c : to_utf32(locals.at("words").text())) {
    const std::string word = to_utf8({&c, 1});
    add(own, add_name(word, MentionKind::kPlace, "", locals.where()), word, true);
  }
  for (const auto& [word, endings] : locals.at("bodies").map()) {
    const std::uint32_t name = add_name(word, MentionKind::kInstitution, "", locals.where());
    add(own, name, word, true);
    add(to_utf32(locals.at("behind").text()), name, word, false);
    for (const std::string& ending : endings.texts())
      out_.local_bodies_.emplace_back(ending, to_utf32(word)[0]);
  }
}

void LexiconLoader::load_visits(const YamlNode& root) {
  for (const auto& [verb, node] : root.at("visits").map()) {
    // A verb that stands before many countries may stand before any that the document names.
    constexpr std::size_t kMany = 5;
    const std::vector<std::string> letters = split(node.text(), ' ');
    if (count_characters(verb) == 1 && letters.size() >= kMany) out_.visit_verbs_.push_back(to_utf32(verb));
    for (const std::string& letter : letters) {
      const std::string surface = verb + letter;
      Draft& d = draft(surface);
      if (d.entry.named()) continue;  // a name proper goes before
      const std::uint32_t name = letter_name(to_utf32(letter)[0], node);
      d.entry.name = name;
      d.entry.word_class = 'v';
      d.entry.split = static_cast<std::uint8_t>(to_utf32(verb).size());
      if (draft(verb).entry.has(LexiconEntry::kInside)) draft(surface).entry.flags |= LexiconEntry::kInside;
    }
  }
  const YamlNode sides = root.at("sides"), armies = root.at("armies");
  const std::string side = root.at("side_word").text(), army = root.at("army_word").text();
  out_.side_word_ = to_utf32(side);
  out_.state_word_ = to_utf32(root.text("state_word", ""));
  for (const std::string& place : root.find("lettered").texts()) out_.lettered_.insert(place);
  std::vector<std::string> words = root.find("side_bodies").texts();
  words.push_back(side);
  for (const std::string& letter : split(sides.text(), ' ')) {
    for (const std::string& word : words) {
      if (!draft(letter + word).entry.named())
        add_surface(letter + word, letter_name(to_utf32(letter)[0], sides), sides.where());
    }
  }
  if (const YamlNode bodies = root.find("letter_bodies"); bodies.defined()) load_letter_bodies(bodies);
  for (const std::string& letter : split(armies.text(), ' ')) {
    const std::string canonical =
        out_.names_[letter_name(to_utf32(letter)[0], armies)].canonical + root.at("army").text();
    if (names_.contains(canonical) || draft(letter + army).entry.named()) continue;
    const std::uint32_t name = add_name(canonical, MentionKind::kInstitution, "", armies.where());
    add_surface(letter + army, name, armies.where());
    add_surface(canonical, name, armies.where());
  }
}

// The bodies of states named by one character: its ministry of finance.
void LexiconLoader::load_letter_bodies(const YamlNode& bodies) {
  bodies.allow_keys({"letters", "words"});
  for (const std::string& letter : split(bodies.at("letters").text(), ' ')) {
    const std::string country = out_.names_[letter_name(to_utf32(letter)[0], bodies)].canonical;
    for (const std::string& word : bodies.at("words").texts()) {
      if (draft(letter + word).entry.named()) continue;
      const auto full = drafts_.find(country + word);
      const bool known = full != drafts_.end() && full->second.entry.named();
      const std::uint32_t name =
          known ? full->second.entry.name
                : add_name(country + word, MentionKind::kInstitution, "", bodies.where());
      add_surface(letter + word, name, bodies.where());
    }
  }
}

void LexiconLoader::load_characters() {
  auto cost = [](double share) { return static_cast<float>(share > 0 ? std::log(kShare / share) : 12.5); };
  const auto surnames = list("surnames.tsv");
  for (const TsvRow& row : load_tsv(surnames, 2, 3)) {
    const std::u32string text = to_utf32(row.cells[0]);
    const auto index = static_cast<std::uint32_t>(out_.surname_costs_.size());
    if (text.size() > 4) fail(at(surnames, row), "a surname has at most four characters");
    if (out_.surnames_.set(text, index) != CharTrie::kNone)
      fail(at(surnames, row), "this surname stands twice");
    out_.surname_costs_.push_back(cost(number(surnames, row, 1)));
    if (text[0] < out_.classes_.size()) out_.classes_[text[0]] |= Lexicon::kSurname;
  }
  out_.given_.assign(65536, {12.5f, 12.5f, 12.5f});
  const auto given = list("given-names.tsv");
  for (const TsvRow& row : load_tsv(given, 4, 4)) {
    const std::u32string text = to_utf32(row.cells[0]);
    if (text.size() != 1 || text[0] > 0xffff) fail(at(given, row), "not one character");
    out_.given_[text[0]] = {cost(number(given, row, 1)), cost(number(given, row, 2)),
                            cost(number(given, row, 3))};
    out_.classes_[text[0]] |= Lexicon::kGiven;
  }
  out_.translit_.assign(65536, 0);
  // A common word that given names do not have: no name holds it.
  out_.never_given_.assign(65536, false);
  for (const auto& [surface, draft] : drafts_) {
    if (surface.size() > 4) continue;
    const std::u32string text = to_utf32(surface);
    if (text.size() == 1 && text[0] < 65536 && draft.entry.cost >= 0 && draft.entry.cost < kCommonCharacter &&
        (out_.classes_[text[0]] & Lexicon::kGiven) == 0) {
      out_.never_given_[text[0]] = true;
    }
  }
  const auto translit = list("transliteration.tsv");
  for (const TsvRow& row : load_tsv(translit, 2, 2)) {
    const std::u32string text = to_utf32(row.cells[0]);
    if (text.size() != 1 || text[0] > 0xffff) fail(at(translit, row), "not one character");
    out_.translit_[text[0]] = cost(number(translit, row, 1));
    out_.classes_[text[0]] |= Lexicon::kTransliteration;
  }
}

namespace {

// The longest suffix that ends a word, 1 + its index, or 0; a suffix that is never one hides shorter ones.
class SuffixFinder {
 public:
  explicit SuffixFinder(const std::vector<Suffix>& suffixes) : suffixes_(suffixes) {
    for (std::size_t i = 0; i < suffixes.size(); ++i) {
      std::u32string reversed(suffixes[i].text.rbegin(), suffixes[i].text.rend());
      trie_.set(reversed, static_cast<std::uint32_t>(i));
    }
  }

  // partly: the word may be longer than the suffix.
  std::uint16_t find(const std::u32string& reversed, bool partly) const {
    std::uint32_t best = CharTrie::kNone;
    trie_.prefixes(reversed, [&](std::size_t, std::uint32_t index) { best = index; });
    if (best == CharTrie::kNone || suffixes_[best].strength == Suffix::Strength::kNever) return 0;
    if (!partly && suffixes_[best].text.size() < reversed.size()) return 0;
    return static_cast<std::uint16_t>(best + 1);
  }

 private:
  const std::vector<Suffix>& suffixes_;
  CharTrie trie_;
};

}  // namespace

void LexiconLoader::finish() {
  for (const auto& [c, name] : letters_) {
    out_.letters_.emplace_back(c, name);
    if (c < out_.classes_.size()) out_.classes_[c] |= Lexicon::kCountryLetter;
  }
  const SuffixFinder institutions(out_.institution_suffixes_), places(out_.place_suffixes_),
      events(out_.event_suffixes_);
  struct Row {
    float cost;
    std::uint64_t head;  // of the surface: most comparisons need no more
    std::string_view surface;
    Draft* draft;
  };
  const auto head = [](std::string_view surface) {
    std::uint64_t bytes = 0;
    for (std::size_t i = 0; i < sizeof bytes; ++i)
      bytes = bytes << 8 | (i < surface.size() ? static_cast<unsigned char>(surface[i]) : 0u);
    return bytes;
  };
  std::vector<Row> sorted;
  sorted.reserve(drafts_.size());
  for (auto& [surface, draft] : drafts_) {
    if (surface.empty()) continue;
    const std::size_t length = count_characters(surface);
    if (length > 60) fail(draft.origin, fmt::format("\"{}\" is longer than 60 characters", surface));
    // The word lists count many a name too low.
    if (draft.entry.cost < 0 || (draft.entry.named() && length > 2))
      draft.entry.cost = capped(draft.entry.cost, name_cost(length));
    if (draft.entry.named() && length == 2) draft.entry.cost = std::min(draft.entry.cost, kRareName);
    draft.entry.length = static_cast<std::uint8_t>(length);
    sorted.push_back({draft.entry.cost, head(surface), surface, &draft});
  }
  // Frequent words first, so that what a text needs stands together in memory.
  std::sort(sorted.begin(), sorted.end(), [](const Row& a, const Row& b) {
    return a.cost != b.cost ? a.cost < b.cost : a.head != b.head ? a.head < b.head : a.surface < b.surface;
  });
  out_.entries_.reserve(sorted.size());
  out_.trie_.reserve(sorted.size());
  CodePoints points;
  std::u32string reversed;
  for (const auto& [cost, begin, surface, draft] : sorted) {
    LexiconEntry& entry = draft->entry;
    points.assign(surface);
    const std::u32string& text = points.text;
    reversed.assign(text.rbegin(), text.rend());
    const bool nominal = entry.word_class != 'v' && entry.word_class != 'd' && entry.word_class != 'f' &&
                         entry.word_class != 'i';
    entry.institution_suffix = institutions.find(reversed, nominal);
    entry.place_suffix = places.find(reversed, nominal);
    entry.event_suffix = events.find(reversed, nominal);
    out_.trie_.set(text, static_cast<std::uint32_t>(out_.entries_.size()));
    out_.entries_.push_back(entry);
    out_.costs_.push_back(entry.cost);
  }
  std::sort(out_.office_bodies_.begin(), out_.office_bodies_.end(), [](const auto& a, const auto& b) {
    return a.first.size() != b.first.size() ? a.first.size() > b.first.size() : a < b;
  });
  out_.name_containers_.assign(out_.names_.size(), LexiconEntry::kNoName);
  for (std::size_t i = 0; i < out_.names_.size(); ++i) {
    const std::string& within = out_.names_[i].within;
    if (within.empty()) continue;
    if (auto code = codes_.find(within); code != codes_.end()) {
      out_.name_containers_[i] = code->second;
    } else if (auto name = names_.find(within); name != names_.end()) {
      out_.name_containers_[i] = name->second;
    } else if (within != kAnyStateCode && within != kWorldCode) {
      fail(origins_[i], fmt::format("\"{}\" is neither a code nor the canonical name of a place", within));
    }
  }
  find_states();
}

// A body's state is the country with whose name its own begins.
void LexiconLoader::find_states() {
  out_.name_states_.assign(out_.names_.size(), LexiconEntry::kNoName);
  for (std::size_t i = 0; i < out_.names_.size(); ++i) {
    if (out_.names_[i].kind != MentionKind::kInstitution) continue;
    out_.trie_.prefixes(to_utf32(out_.names_[i].canonical), [&](std::size_t, std::uint32_t index) {
      const std::uint32_t name = out_.entries_[index].name;
      const bool country = name < out_.names_.size() && out_.names_[name].kind == MentionKind::kCountry;
      if (country && out_.names_[name].members.empty())
        out_.name_states_[i] = name;  // the longest comes last
    });
  }
}

Lexicon::Lexicon(const std::filesystem::path& zh_dir, const LexiconExtension& more) : classes_(65536, 0) {
  for (char32_t c = 0x3400; c <= 0x9fff; ++c) classes_[c] = kHan;
  for (char32_t c = 'a'; c <= 'z'; ++c) classes_[c] = classes_[c - 'a' + 'A'] = kLatin;
  for (char32_t c = 0xc0; c <= 0x24f; ++c) classes_[c] = kLatin;
  for (char32_t c = 0x400; c <= 0x4ff; ++c) classes_[c] = kLatin;
  for (char32_t c = 0xff21; c <= 0xff3a; ++c) classes_[c] = classes_[c + 32] = kLatin;
  for (char32_t c = '0'; c <= '9'; ++c) classes_[c] = classes_[0xff10 + c - '0'] = kDigit;
  for (char32_t c : {U' ', U'\t', U'\u3000', U'\u00a0'}) classes_[c] = kSpace;
  LexiconLoader(zh_dir, more, *this).load();
}

float Lexicon::surname_cost(std::u32string_view surname) const {
  const std::uint32_t index = surnames_.find(surname);
  return index == CharTrie::kNone ? -1 : surname_costs_[index];
}

Lexicon::GivenCosts Lexicon::given_costs(char32_t c) const {
  return c < given_.size() ? given_[c] : GivenCosts{12.5f, 12.5f, 12.5f};
}

std::uint32_t Lexicon::country_letter(char32_t c) const {
  for (const auto& [letter, name] : letters_) {
    if (letter == c) return name;
  }
  return LexiconEntry::kNoName;
}

bool Lexicon::visits(char32_t c) const {
  return std::any_of(visit_verbs_.begin(), visit_verbs_.end(),
                     [&](const auto& verb) { return verb[0] == c; });
}

std::uint32_t Lexicon::find_name(std::u32string_view surface) const {
  const std::uint32_t entry = trie_.find(surface);
  if (entry == CharTrie::kNone || entries_[entry].split != 0) return LexiconEntry::kNoName;
  return entries_[entry].name;
}

const std::string* Lexicon::office_body(std::u32string_view title) const {
  for (const auto& [office, body] : office_bodies_) {
    if (title.ends_with(office)) return &body;
  }
  return nullptr;
}

bool Lexicon::place_ending(std::u32string_view name) const {
  return std::any_of(place_endings_.begin(), place_endings_.end(),
                     [&](const auto& end) { return name.ends_with(end); });
}

const std::string* Lexicon::state_of_place(std::string_view place) const {
  std::uint32_t at = find_name(to_utf32(place));
  for (int depth = 0; depth < 8 && at < name_containers_.size(); ++depth) {
    if (names_[at].kind == MentionKind::kCountry) return &names_[at].canonical;
    at = name_containers_[at];
  }
  return nullptr;
}

bool Lexicon::lies_within(std::uint32_t place, std::uint32_t container) const {
  for (int depth = 0; depth < 8 && place < name_containers_.size(); ++depth) {
    place = name_containers_[place];
    if (place == container) return true;
  }
  return false;
}

}  // namespace guanxi
