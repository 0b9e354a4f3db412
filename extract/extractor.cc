#include "extract/extractor.h"

#include <algorithm>
#include <cstdint>
#include <future>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "extract/dates/date_context.h"
#include "extract/dates/date_recognizer.h"
#include "extract/mentions/entity_kinds.h"
#include "extract/mentions/mention_finder.h"
#include "extract/rules/long_list.h"
#include "extract/rules/unit_composer.h"
#include "extract/statement/edtf.h"

namespace guanxi {

struct Extractor::Parts {
  explicit Parts(Pack loaded)
      : pack(std::move(loaded)),
        kinds(pack),
        lexicon(std::async(std::launch::async,
                           [this] { return MentionFinder(kinds.language_folder(), kinds.extension()); })),
        grammar(pack),
        alphabet(pack.ontology(), grammar.markers()),
        rules(pack, alphabet, grammar),
        builder(pack.ontology(), grammar, alphabet, rules),
        composer(grammar, alphabet, rules),
        reader(pack.file("layout.yaml").parent_path()),
        dates(pack.file("dates.yaml")),
        finder(lexicon.get()) {}

  Pack pack;
  EntityKinds kinds;
  std::future<MentionFinder> lexicon;  // the larger half of the work, beside the other
  Grammar grammar;
  Alphabet alphabet;
  RuleSet rules;
  StatementBuilder builder;
  UnitComposer composer;
  TextReader reader;
  DateRecognizer dates;
  MentionFinder finder;
};

// Collects what the sentences of a document state into its record, or into those of its parts.
class Extractor::RecordWriter {
 public:
  RecordWriter(const Grammar& grammar, const Pack& pack)
      : grammar_(grammar),
        office_rule_(std::string(pack.owner(pack.file("grammar.yaml"))) + "/" + grammar.title_rule()) {}

  void add(const SentenceAnalysis& analysis) {
    for (const Mention& mention : analysis.mentions) note_name(mention, analysis);
    for (const StatedMatch& match : analysis.stated) {
      if (match.statement.relation == grammar_.title_relation() &&
          !offices_.insert(match.statement.id()).second)
        continue;
      state(match.subject, match.object, match.statement, match.rule, analysis);
    }
    for (const Unit& unit : analysis.units)
      if (unit.members.size() == 1) note_offices(unit, analysis);
  }

  // What was collected since the last call.
  void finish(DocumentRecord& record) {
    for (auto& [id, entity] : entities_) record.entities.push_back(std::move(entity));
    for (auto& [key, use] : names_) record.names.push_back(std::move(use));
    record.statements = std::exchange(statements_, {});
    entities_.clear();
    names_.clear();
  }

 private:
  void state(const Entity& subject, const Entity& object, const Statement& statement, const std::string& rule,
             const SentenceAnalysis& analysis) {
    entities_.try_emplace(statement.subject, subject);
    entities_.try_emplace(statement.object, object);
    const Sentence& sentence = *analysis.sentence;
    Evidence evidence{sentence.begin, sentence.end, sentence.line,
                      std::string(analysis.document->original(sentence)), rule};
    statements_.push_back({statement, std::move(evidence)});
  }

  void note_offices(const Unit& unit, const SentenceAnalysis& analysis) {
    if (grammar_.title_relation().empty()) return;
    for (const OfficeHeld& office : unit.offices) {
      for (const Entity& body : office.in) {
        if (body == unit.members[0]) continue;
        Statement statement;
        statement.subject = unit.members[0].id();
        statement.object = body.id();
        statement.relation = grammar_.title_relation();
        statement.office = office.title;
        if (offices_.insert(statement.id()).second)
          state(unit.members[0], body, statement, office_rule_, analysis);
      }
    }
  }

  void note_name(const Mention& mention, const SentenceAnalysis& analysis) {
    if (mention.kind == MentionKind::kTitle || mention.kind == MentionKind::kRepresentative ||
        !mention.members.empty())
      return;
    Entity entity{std::string(mention.entity_kind()), mention.canonical, ""};
    Id id = entity.id();
    entities_.try_emplace(id, std::move(entity));
    const Sentence& sentence = *analysis.sentence;
    std::string name(
        analysis.document->original(sentence.source_begin(mention.begin), sentence.source_end(mention.end)));
    auto [at, fresh] = names_.try_emplace({id, name});
    if (fresh) at->second = {id, name, mention.rule, sentence.line, 0};
    ++at->second.count;
  }

  const Grammar& grammar_;
  std::string office_rule_;
  std::vector<StatedEvidence> statements_;
  std::map<Id, Entity> entities_;
  std::map<std::pair<Id, std::string>, NameUse> names_;
  std::set<Id> offices_;
};

namespace {

// A short line without a mark is a heading of this level: it may be a byline, and ends nothing.
constexpr int kUnmarkedHeading = 9;

// The blocks at the head of a document, behind one of which its date may stand alone.
constexpr std::ptrdiff_t kLastOfHead = 2;
// A report is as long as this, in sentences: in what is longer, the day of its dateline does not speak for
// every sentence.
constexpr std::size_t kReport = 40;

// Feeds the date recogniser with the headings and sentences of a document in their order.
class DateAnchor {
 public:
  DateAnchor(const DateRecognizer& recognizer, const ScriptReader& script)
      : recognizer_(recognizer), script_(script) {}

  // The next window of the document, or all of it. It must stay while its sentences are looked at.
  void begin_window(const TextDocument& document) {
    document_ = &document;
    next_block_ = 0;
    date_line_ = nullptr;
    const auto heading = [](const Block& block) { return block.kind == BlockKind::kDateHeading; };
    const auto headings = std::count_if(document.blocks.begin(), document.blocks.end(), heading);
    const auto first = std::find_if(document.blocks.begin(), document.blocks.end(), heading);
    // A date under which nothing stands, in the last line, heads nothing.
    const bool closes = headings == 1 && &*first == &document.blocks.back();
    chronicle_ = chronicle_ || (headings > 0 && !closes);
    if (!document.first) return;
    if (headings == 1 && first - document.blocks.begin() <= kLastOfHead) date_line_ = &*first;
    for (const char* key : {"date", "source"}) {  // the source: of its day
      const auto date = document.front_matter.find(key);
      if (date != document.front_matter.end() && recognizer_.set_publication(date->second, context_)) break;
    }
    if (!context_.publication) recognizer_.guess_publication(script_.read(document.text), context_);
  }

  void find(SentenceAnalysis& analysis) {
    const Sentence& sentence = *analysis.sentence;
    for (; next_block_ <= sentence.block; ++next_block_) {
      const Block& block = document_->blocks[next_block_];
      const bool same_day = block.kind == BlockKind::kBullet && block.level == 1 && !dated_;
      if (!same_day) told_.clear();
      if (!same_day) enter(block);
    }
    asked_ = recognizer_.asks(sentence.text);
    std::vector<DateMention> mentions = recognizer_.find(without_names(analysis), context_);
    const bool dateline = document_->blocks[sentence.block].kind == BlockKind::kDateline;
    day_told_ = std::any_of(mentions.begin(), mentions.end(), [](const DateMention& mention) {
      return mention.begin == 0 && !mention.aside && mention.kind == DateKind::kPoint && mention.first &&
             mention.first->grain == Grain::kDay;
    });
    for (DateMention& mention : mentions) {
      mention.dateline = mention.dateline || (dateline && mention.first && mention.kind == DateKind::kPoint);
      analysis.dates.push_back(
          {mention.begin, mention.end, mention.edtf, mention.attributive, mention.to_come});
      dated_ = dated_ || mention.dateline || mention.spoken;
      if (mention.dateline) lead_.clear();
    }
    // A report that opens with days tells of them.
    if (lead_.empty() && !mentions.empty() && mentions[0].begin == 0 &&
        mentions[0].end < sentence.text.size() && !mentions[0].dateline && leads(mentions[0].edtf)) {
      lead_ = mentions[0].edtf;
      opened_ = sentences_ == 0 && mentions[0].told_year;
    }
    if (document_->blocks[sentence.block].kind != BlockKind::kTitle) ++sentences_;
    analysis.plan_time = story_time();
    analysis.default_time = default_time();
    recognizer_.advance(sentence.text, mentions, context_);
    if (analysis.default_time.empty()) analysis.default_time = default_time();
    // "In the afternoon, ..": of the day on which something happened last.
    if (mentions.empty() && !context_.heading && !last_day_.empty() &&
        recognizer_.opens_in_day(sentence.text))
      analysis.default_time = last_day_;
  }

  // The sentence; with a mark in the place of a numeral that ends a person's name, which is part of no date.
  std::string_view without_names(const SentenceAnalysis& analysis) {
    constexpr std::string_view kMark = "〓";
    const std::string_view text = analysis.sentence->text;
    masked_.clear();
    for (const Mention& mention : analysis.mentions) {
      if (mention.kind != MentionKind::kPerson || mention.end - mention.begin < kMark.size()) continue;
      const std::size_t last = mention.end - kMark.size();
      if (!recognizer_.number_at(text, last)) continue;
      if (masked_.empty()) masked_ = text;
      masked_.replace(last, kMark.size(), kMark);
    }
    return masked_.empty() ? text : masked_;
  }

  // The day of the report is known.
  bool reported() const { return context_.publication && context_.publication->grain == Grain::kDay; }

  // What a sentence told happened at a time of its own: the next sentence of the block goes on from there.
  void told(const SentenceAnalysis& analysis) {
    constexpr std::size_t kDay = 10;                          // characters of a day as EDTF
    if (analysis.stated.empty() && day_told_) told_.clear();  // the story went on in silence
    std::string_view before;  // an earlier day of the same sentence: from it the story came to the usual one
    for (const StatedMatch& match : analysis.stated) {
      const std::string& time = match.statement.time;
      if (time.empty() || time.find("..") != std::string::npos || looked_back(time)) continue;
      if (match.statement.factuality == Factuality::kAsserted) last_day_ = time.size() == kDay ? time : "";
      if (time != analysis.default_time) before = time;
      if (time != analysis.default_time || (!before.empty() && before < time)) told_ = time;
      if (lead_.empty() && match.statement.factuality == Factuality::kAsserted && leads(time)) lead_ = time;
    }
  }

 private:
  void enter(const Block& block) {
    switch (block.kind) {
      case BlockKind::kTitle:
      case BlockKind::kHeading:
      case BlockKind::kDateHeading: {
        if (&block == date_line_ && set_publication(block)) break;
        bool date = recognizer_.read_heading(script_.read(block_text(document_->text, block)), context_);
        if (date) context_.story_in_paragraph = false;
        if (!date && block.kind == BlockKind::kHeading && block.level < kUnmarkedHeading)
          context_.end_heading();
        break;
      }
      case BlockKind::kFurniture:
      case BlockKind::kFrontMatter:
      case BlockKind::kFootnote:
        break;
      default:
        if (dated_ && !chronicle_ && !context_.story_in_paragraph) return_to_report();
        // What a question asks of is answered in the paragraph behind it.
        const bool answers = asked_ && context_.story_in_paragraph;
        context_.begin_paragraph();
        context_.story_in_paragraph = answers;
    }
  }

  // A paragraph without a date told of the report's own day: "the same day" is that one from then on, and no
  // more the day before of which the report told too.
  void return_to_report() {
    constexpr Day kNear = 3;
    const auto& report = context_.publication;
    const auto& story = context_.story_day;
    // It may be the day of the news itself.
    const auto lead = Edtf::parse(lead_);
    const bool news = story && lead && story->first >= lead->days().first && story->last <= lead->days().last;
    if (!news && report && story && report->grain == Grain::kDay && report->first - story->first <= kNear)
      context_.story_day = report;
  }

  // The only line of a date, right below the title, is the day of the report if it names one in full.
  bool set_publication(const Block& block) {
    DateContext told = context_;
    recognizer_.set_publication(script_.read(block_text(document_->text, block)), told);
    if (!told.publication || told.publication->grain != Grain::kDay) return false;
    context_ = told;
    dated_ = true;
    chronicle_ = false;
    return true;
  }

  // The heading's day, else the day told last in the paragraph.
  std::string story_time() const {
    if (!told_.empty()) return told_;
    bool told = context_.story_in_paragraph && context_.story_day;
    if (context_.heading && !(told && context_.heading->grain != Grain::kDay)) return context_.heading_text();
    if (!told) return "";
    // Behind days from one to another the story goes on in them, not on the last.
    const bool days = context_.period && context_.period->last == context_.story_day->last;
    return days ? context_.period->text() : context_.story_day->text();
  }

  // Else that of the news that a report told first, else the day of a report that has a dateline.
  std::string default_time() const {
    if (std::string story = story_time(); !story.empty()) return story;
    if (chronicle_ || !context_.publication || sentences_ > kReport) return "";
    if (lead_.empty()) return dated_ ? context_.publication->text() : "";
    return dated_ || opened_ || context_.publication->grain == Grain::kDay ? lead_ : "";
  }

  // Years up to the day of the report (for the past three years): the story does not go on in them.
  bool looked_back(const std::string& time) const {
    const auto span = time.find('/') == std::string::npos ? std::nullopt : Edtf::parse(time);
    return span && span->years() && context_.publication &&
           span->days().last + 1 >= context_.publication->last;
  }

  // What a report tells of first is its news: days, and not long before those of the report.
  bool leads(const std::string& time) const {
    constexpr Day kNews = 60;
    const auto told = Edtf::parse(time);
    if (!told || std::int64_t{told->days().last} - told->days().first > kNews) return false;  // may be open
    const auto& report = context_.publication;
    return report && told->days().first <= report->last && told->days().last >= report->first - kNews;
  }

  const DateRecognizer& recognizer_;
  const ScriptReader& script_;
  const TextDocument* document_ = nullptr;
  DateContext context_;
  std::size_t next_block_ = 0;
  bool dated_ = false;
  bool asked_ = false;     // the sentence before is a question
  bool day_told_ = false;  // the sentence opens with a day
  std::string masked_;
  const Block* date_line_ = nullptr;
  std::size_t sentences_ = 0;
  bool chronicle_ = false;  // it has date headings: what stands outside of them is no news of the day
  std::string told_;
  std::string last_day_;  // of what was told last, where that is one day
  std::string lead_;      // the time of what the document told first
  bool opened_ = false;   // with it, and its year, the document begins: so does a report without a dateline
};

// How many sentences at the beginning are the title and headings below it; none where the document has
// nothing else.
std::size_t title_sentences(const TextDocument& document) {
  auto text =
      std::find_if(document.sentences.begin(), document.sentences.end(), [&](const Sentence& sentence) {
        const Block& block = document.blocks[sentence.block];
        const bool heading = block.kind == BlockKind::kHeading && block.level >= kUnmarkedHeading;
        return block.kind != BlockKind::kTitle && block.kind != BlockKind::kFurniture && !heading;
      });
  if (text == document.sentences.end()) return 0;
  return static_cast<std::size_t>(text - document.sentences.begin());
}

}  // namespace

Extractor::Extractor(Pack pack) : parts_(std::make_unique<const Parts>(std::move(pack))) {}
Extractor::~Extractor() = default;

const Pack& Extractor::pack() const {
  return parts_->pack;
}
const RuleSet& Extractor::rules() const {
  return parts_->rules;
}
const Grammar& Extractor::grammar() const {
  return parts_->grammar;
}
const Alphabet& Extractor::alphabet() const {
  return parts_->alphabet;
}
const ScriptReader& Extractor::script_reader() const {
  return parts_->reader.script_reader();
}

TextDocument Extractor::read(std::string path, std::string bytes) const {
  return parts_->reader.read(std::move(path), std::move(bytes));
}

// One document under way: what it has told so far is carried from window to window.
class Extractor::Reading {
 public:
  explicit Reading(const Parts& parts)
      : parts_(parts),
        discourse_(std::string(kind_name(MentionKind::kPerson))),
        dates_(parts.dates, parts.reader.script_reader()) {
    discourse_.states_of_places(
        [&parts](std::string_view place) { return parts.finder.state_of_place(place); });
  }

  void analyze(const TextDocument& document, bool trace, const std::function<void(SentenceAnalysis&)>& use,
               const PatternChange* change) {
    std::vector<std::string_view> texts;
    texts.reserve(document.sentences.size());
    for (const Sentence& sentence : document.sentences) texts.push_back(sentence.text);
    std::vector<SentenceMentions> found = parts_.finder.find_all(texts, names_);
    dates_.begin_window(document);
    if (document.first) discourse_.at_home(home_ = home(found, texts));
    if (document.first) discourse_.at_home_with(own(found));
    std::optional<std::uint32_t> block;
    const std::size_t title = document.first ? title_sentences(document) : 0;
    for (std::size_t i = 0; i < document.sentences.size(); ++i) {
      SentenceAnalysis analysis;
      analysis.document = &document;
      analysis.sentence = &document.sentences[i];
      analysis.mentions = std::move(found[i].mentions);
      if (home_ != nullptr && !home_->names.empty()) name_at_home(texts[i], analysis.mentions);
      analysis.words = std::move(found[i].words);
      parts_.kinds.tell(analysis.mentions);
      const bool fresh = block != analysis.sentence->block;
      if (i == title) discourse_.about(persons_.size() == 1 ? persons_ : std::vector<Entity>());
      if (fresh) {
        discourse_.begin_block();
        if (document.blocks[analysis.sentence->block].kind == BlockKind::kBullet) discourse_.begin_item();
      }
      block = analysis.sentence->block;
      dates_.find(analysis);
      analysis.brackets = parts_.composer.brackets(texts[i]);
      analysis.units =
          parts_.composer.compose(texts[i], analysis.mentions, analysis.words, analysis.brackets, discourse_);
      if (fresh) tell_speaker(texts[i], analysis.units);
      const auto listed = read_long_lists(texts[i], analysis.units, parts_.grammar);
      SentenceInput input{listed ? *listed : texts[i], &analysis.units, &analysis.dates,
                          &analysis.brackets,          &analysis.words, analysis.default_time,
                          analysis.plan_time,          change};
      // A sentence that names nobody states nothing.
      const std::vector<std::size_t> candidates =
          analysis.units.empty() ? std::vector<std::size_t>() : parts_.rules.candidates(texts[i]);
      if (!candidates.empty()) analysis.words.open(parts_.rules.words_in(texts[i]));
      parts_.builder.build(input, candidates, discourse_, analysis.stated,
                           trace ? &analysis.traces : nullptr);
      // The title tells without a date what the text tells with it.
      if (i < title && document.blocks[*block].kind == BlockKind::kTitle) gather_persons(analysis.units);
      if (i < title) {
        const bool headline = document.blocks[*block].kind == BlockKind::kTitle;
        std::erase_if(analysis.stated,
                      [&](const StatedMatch& match) { return headline || match.statement.time.empty(); });
      }
      if (i >= title || !dates_.reported()) dates_.told(analysis);
      // What is announced (a row of meetings:) is told in the blocks behind.
      const std::string& mark = parts_.grammar.speaker_mark();
      if (i >= title && !mark.empty() && texts[i].ends_with(mark) && !discourse_.topic().empty())
        discourse_.about(announcer());
      use(analysis);
    }
  }

 private:
  // Where the document is at home by the bodies and offices that it names; null where they tell nothing.
  const Grammar::TitleHome* home(const std::vector<SentenceMentions>& sentences,
                                 const std::vector<std::string_view>& texts) const {
    // A body named after the place counts too (its university).
    const auto names = [&](const std::vector<std::string>& any, const Grammar::TitleHome& home, bool after) {
      for (std::size_t i = 0; i < sentences.size(); ++i)
        for (const Mention& mention : sentences[i].mentions) {
          const std::string& name =
              mention.members.empty() ? mention.canonical : mention.members[0].canonical;
          const auto meant = [&](const std::string& one) {
            return after ? name.starts_with(one) : name == one;
          };
          if (std::any_of(any.begin(), any.end(), meant) &&
              !home.names.count(std::string(said(texts[i], mention))))
            return true;
        }
      return false;
    };
    for (const Grammar::TitleHome& home : parts_.grammar.title_homes())
      if (names(home.named, home, true) && !names(home.unless, home, false)) return &home;
    return nullptr;
  }

  // The bodies that the document calls its own, and the places that it names more than once, those named most
  // first.
  std::vector<Entity> own(const std::vector<SentenceMentions>& sentences) const {
    std::vector<Entity> all;
    for (const auto& [name, kind] : names_.own_bodies())
      all.push_back({std::string(kind_name(kind)), name, ""});
    std::vector<std::pair<std::string_view, std::size_t>> places;
    std::map<std::string_view, std::size_t> numbers;
    for (const SentenceMentions& sentence : sentences) {
      for (const Mention& mention : sentence.mentions) {
        if (mention.kind != MentionKind::kPlace || mention.has(Mention::kGuess)) continue;
        const auto [at, fresh] = numbers.try_emplace(mention.canonical, places.size());
        if (fresh) places.emplace_back(mention.canonical, 0);
        ++places[at->second].second;
      }
    }
    std::erase_if(places, [](const auto& place) { return place.second < 2; });
    std::stable_sort(places.begin(), places.end(),
                     [](const auto& one, const auto& other) { return one.second > other.second; });
    for (const auto& [name, count] : places)
      all.push_back({std::string(kind_name(MentionKind::kPlace)), std::string(name), ""});
    return all;
  }

  static std::string_view said(std::string_view text, const Mention& mention) {
    return text.substr(mention.begin, mention.end - mention.begin);
  }

  // What some words mean where the document is at home.
  void name_at_home(std::string_view text, std::vector<Mention>& mentions) const {
    for (Mention& mention : mentions)
      if (auto name = home_->names.find(std::string(said(text, mention))); name != home_->names.end())
        mention.canonical = name->second;
  }

  // Who is spoken of, where it is one.
  std::vector<Entity> announcer() const {
    std::vector<Entity> persons;
    for (const Entity& entity : discourse_.topic())
      if (entity.kind == kind_name(MentionKind::kPerson)) persons.push_back(entity);
    return persons.size() == 1 ? persons : std::vector<Entity>();
  }

  // Who is named in the title, each once.
  void gather_persons(const std::vector<Unit>& units) {
    for (const Unit& unit : units) {
      for (const Entity& entity : unit.members) {
        const bool known = std::find(persons_.begin(), persons_.end(), entity) != persons_.end();
        if (entity.kind == kind_name(MentionKind::kPerson) && !unit.pronoun && !known)
          persons_.push_back(entity);
      }
    }
  }

  // "NAME: ..." at the beginning of a paragraph: the person speaks until another does.
  void tell_speaker(std::string_view text, const std::vector<Unit>& units) {
    constexpr std::size_t kLongest = 60;
    const std::string& mark = parts_.grammar.speaker_mark();
    const std::size_t end = mark.empty() ? std::string_view::npos : text.find(mark);
    if (end > kLongest || parts_.grammar.has_clause_mark(text.substr(0, end))) return;
    std::vector<Entity> speaker;
    if (!units.empty() && units[0].end <= end && units[0].members.size() == 1 &&
        units[0].members[0].kind == kind_name(MentionKind::kPerson))
      speaker = units[0].members;
    discourse_.speak(speaker);
  }

  const Parts& parts_;
  MentionFinder::Document names_;
  std::vector<Entity> persons_;  // of the title
  const Grammar::TitleHome* home_ = nullptr;
  Discourse discourse_;
  DateAnchor dates_;
};

DocumentRecord Extractor::extract(std::string path, std::string bytes, const PatternChange* change) const {
  if (bytes.size() >= TextReader::kWindowBytes && change == nullptr)
    return extract_large(std::move(path), std::move(bytes));
  DocumentRecord record;
  record.path = path;
  record.bytes = bytes;
  TextDocument document = read(std::move(path), std::move(bytes));
  record.encoding = encoding_name(document.encoding);
  record.sentences = static_cast<std::uint32_t>(document.sentences.size());
  RecordWriter writer(parts_->grammar, parts_->pack);
  analyze(
      document, false, [&](SentenceAnalysis& analysis) { writer.add(analysis); }, change);
  writer.finish(record);
  return record;
}

// The parts of a large document as one record: what a store holds of it when it came in parts.
DocumentRecord Extractor::extract_large(std::string path, std::string bytes) const {
  DocumentRecord whole;
  std::map<Id, Entity> entities;
  std::map<std::pair<Id, std::string>, NameUse> names;
  auto source = [&](std::uint64_t offset, std::size_t length) {
    return offset < bytes.size() ? bytes.substr(offset, length) : std::string();
  };
  extract_parts(path, source, [&](DocumentRecord part) {
    whole.encoding = part.encoding;
    whole.sentences += part.sentences;
    for (Entity& entity : part.entities) entities.emplace(entity.id(), std::move(entity));
    for (NameUse& use : part.names) {
      auto [known, fresh] = names.try_emplace({use.entity, use.name}, use);
      if (!fresh) known->second.count += use.count;
    }
    std::move(part.statements.begin(), part.statements.end(), std::back_inserter(whole.statements));
  });
  whole.path = std::move(path);
  whole.bytes = std::move(bytes);
  for (auto& [id, entity] : entities) whole.entities.push_back(std::move(entity));
  for (auto& [key, use] : names) whole.names.push_back(std::move(use));
  return whole;
}

void Extractor::extract_parts(const std::string& path, const TextReader::Source& source,
                              const std::function<void(DocumentRecord)>& use) const {
  Reading reading(*parts_);
  RecordWriter writer(parts_->grammar, parts_->pack);
  parts_->reader.each_window(source, path, [&](const TextDocument& window) {
    DocumentRecord part;
    part.path = path;
    part.bytes = source(window.begin, window.end - window.begin);
    part.encoding = encoding_name(window.encoding);
    part.sentences = static_cast<std::uint32_t>(window.sentences.size());
    reading.analyze(
        window, false, [&](SentenceAnalysis& analysis) { writer.add(analysis); }, nullptr);
    writer.finish(part);
    use(std::move(part));
  });
}

void Extractor::analyze_parts(const std::string& path, const TextReader::Source& source,
                              const std::function<void(SentenceAnalysis&)>& use) const {
  Reading reading(*parts_);
  parts_->reader.each_window(
      source, path, [&](const TextDocument& window) { reading.analyze(window, false, use, nullptr); });
}

void Extractor::analyze(const TextDocument& document, bool trace,
                        const std::function<void(SentenceAnalysis&)>& use,
                        const PatternChange* change) const {
  Reading(*parts_).analyze(document, trace, use, change);
}

EncodedSentence Extractor::encode(const SentenceAnalysis& analysis) const {
  std::vector<TextSpan> skipped = analysis.brackets;
  for (const DatedSpan& date : analysis.dates) skipped.push_back({date.begin, date.end});
  return EncodedSentence(analysis.sentence->text, analysis.units, skipped, analysis.words, parts_->alphabet,
                         parts_->grammar);
}

}  // namespace guanxi
