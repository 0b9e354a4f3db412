#include "extract/extractor.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "extract/dates/date_context.h"
#include "extract/dates/date_recognizer.h"
#include "extract/mentions/entity_kinds.h"
#include "extract/mentions/mention_finder.h"
#include "extract/rules/unit_composer.h"

namespace guanxi {

struct Extractor::Parts {
  explicit Parts(Pack loaded)
      : pack(std::move(loaded)),
        grammar(pack),
        alphabet(pack.ontology(), grammar.markers()),
        rules(pack, alphabet, grammar),
        builder(pack.ontology(), grammar, alphabet, rules),
        composer(grammar, alphabet, rules),
        reader(pack.file("layout.yaml").parent_path()),
        kinds(pack),
        finder(kinds.language_folder(), kinds.extension()),
        dates(pack.file("dates.yaml")) {}

  Pack pack;
  Grammar grammar;
  Alphabet alphabet;
  RuleSet rules;
  StatementBuilder builder;
  UnitComposer composer;
  TextReader reader;
  EntityKinds kinds;
  MentionFinder finder;
  DateRecognizer dates;
};

namespace {

// Collects what the sentences of a document state into its record.
class RecordWriter {
 public:
  RecordWriter(DocumentRecord& record, const Grammar& grammar, const Pack& pack)
      : record_(record),
        grammar_(grammar),
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

  void finish() {
    for (auto& [id, entity] : entities_) record_.entities.push_back(entity);
    for (auto& [key, use] : names_) record_.names.push_back(use);
  }

 private:
  void state(const Entity& subject, const Entity& object, const Statement& statement, const std::string& rule,
             const SentenceAnalysis& analysis) {
    entities_.emplace(statement.subject, subject);
    entities_.emplace(statement.object, object);
    const Sentence& sentence = *analysis.sentence;
    Evidence evidence{sentence.begin, sentence.end, sentence.line,
                      std::string(analysis.document->original(sentence)), rule};
    record_.statements.push_back({statement, std::move(evidence)});
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
    entities_.emplace(id, std::move(entity));
    const Sentence& sentence = *analysis.sentence;
    std::string name(
        analysis.document->original(sentence.source_begin(mention.begin), sentence.source_end(mention.end)));
    auto [at, fresh] = names_.try_emplace({id, name});
    if (fresh) at->second = {id, name, mention.rule, sentence.line, 0};
    ++at->second.count;
  }

  DocumentRecord& record_;
  const Grammar& grammar_;
  std::string office_rule_;
  std::map<Id, Entity> entities_;
  std::map<std::pair<Id, std::string>, NameUse> names_;
  std::set<Id> offices_;
};

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
  DateAnchor(const DateRecognizer& recognizer, const ScriptReader& script, const TextDocument& document)
      : recognizer_(recognizer), script_(script), document_(document) {
    const auto heading = [](const Block& block) { return block.kind == BlockKind::kDateHeading; };
    const auto headings = std::count_if(document.blocks.begin(), document.blocks.end(), heading);
    const auto first = std::find_if(document.blocks.begin(), document.blocks.end(), heading);
    chronicle_ = headings > 0;
    if (headings == 1 && first - document.blocks.begin() <= kLastOfHead) date_line_ = &*first;
    auto date = document.front_matter.find("date");
    if (date != document.front_matter.end()) recognizer_.set_publication(date->second, context_);
    if (!context_.publication) recognizer_.guess_publication(script_.read(document.text), context_);
  }

  void find(SentenceAnalysis& analysis) {
    const Sentence& sentence = *analysis.sentence;
    for (; next_block_ <= sentence.block; ++next_block_) {
      told_.clear();
      enter(document_.blocks[next_block_]);
    }
    std::vector<DateMention> mentions = recognizer_.find(sentence.text, context_);
    const bool dateline = document_.blocks[sentence.block].kind == BlockKind::kDateline;
    for (DateMention& mention : mentions) {
      mention.dateline = mention.dateline || (dateline && mention.first && mention.kind == DateKind::kPoint);
      analysis.dates.push_back({mention.begin, mention.end, mention.edtf});
      dated_ = dated_ || mention.dateline;
    }
    ++sentences_;
    analysis.default_time = default_time();
    recognizer_.advance(sentence.text, mentions, context_);
    if (analysis.default_time.empty()) analysis.default_time = default_time();
  }

  // What a sentence told happened at a time of its own: the next sentence of the block goes on from there.
  void told(const SentenceAnalysis& analysis) {
    for (const StatedMatch& match : analysis.stated) {
      const std::string& time = match.statement.time;
      if (!time.empty() && time != analysis.default_time && time.find("..") == std::string::npos)
        told_ = time;
    }
  }

 private:
  void enter(const Block& block) {
    switch (block.kind) {
      case BlockKind::kTitle:
      case BlockKind::kHeading:
      case BlockKind::kDateHeading: {
        if (&block == date_line_ && set_publication(block)) break;
        bool date = recognizer_.read_heading(script_.read(block_text(document_.text, block)), context_);
        if (!date && block.kind == BlockKind::kHeading && block.level < kUnmarkedHeading)
          context_.end_heading();
        break;
      }
      case BlockKind::kFurniture:
      case BlockKind::kFrontMatter:
      case BlockKind::kFootnote:
        break;
      default:
        context_.begin_paragraph();
    }
  }

  // The only line of a date, right below the title, is the day of the report if it names one in full.
  bool set_publication(const Block& block) {
    DateContext told = context_;
    recognizer_.set_publication(script_.read(block_text(document_.text, block)), told);
    if (!told.publication || told.publication->grain != Grain::kDay) return false;
    context_ = told;
    dated_ = true;
    chronicle_ = false;
    return true;
  }

  // The heading's day, else the day told last in the paragraph, else the day of a report that has a
  // dateline.
  std::string default_time() const {
    if (!told_.empty()) return told_;
    bool told = context_.story_in_paragraph && context_.story_day;
    if (context_.heading && !(told && context_.heading->grain != Grain::kDay)) return context_.heading_text();
    if (told) return context_.story_day->text();
    if (dated_ && !chronicle_ && context_.publication && sentences_ <= kReport)
      return context_.publication->text();
    return "";
  }

  const DateRecognizer& recognizer_;
  const ScriptReader& script_;
  const TextDocument& document_;
  DateContext context_;
  std::size_t next_block_ = 0;
  bool dated_ = false;
  const Block* date_line_ = nullptr;
  std::size_t sentences_ = 0;
  bool chronicle_ = false;  // it has date headings: what stands outside of them is no news of the day
  std::string told_;
};

// How many sentences at the beginning are the title; none where the document has nothing else.
std::size_t title_sentences(const TextDocument& document) {
  auto text = std::find_if(
      document.sentences.begin(), document.sentences.end(),
      [&](const Sentence& sentence) { return document.blocks[sentence.block].kind != BlockKind::kTitle; });
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

DocumentRecord Extractor::extract(std::string path, std::string bytes, const PatternChange* change) const {
  DocumentRecord record;
  record.path = path;
  record.bytes = bytes;
  TextDocument document = read(std::move(path), std::move(bytes));
  record.encoding = encoding_name(document.encoding);
  record.sentences = static_cast<std::uint32_t>(document.sentences.size());
  RecordWriter writer(record, parts_->grammar, parts_->pack);
  analyze(
      document, false, [&](SentenceAnalysis& analysis) { writer.add(analysis); }, change);
  writer.finish();
  return record;
}

void Extractor::analyze(const TextDocument& document, bool trace,
                        const std::function<void(SentenceAnalysis&)>& use,
                        const PatternChange* change) const {
  const Parts& parts = *parts_;
  std::vector<std::string_view> texts;
  texts.reserve(document.sentences.size());
  for (const Sentence& sentence : document.sentences) texts.push_back(sentence.text);
  std::vector<std::vector<Mention>> mentions = parts.finder.find_all(texts);
  Discourse discourse(std::string(kind_name(MentionKind::kPerson)));
  DateAnchor dates(parts.dates, parts.reader.script_reader(), document);
  std::optional<std::uint32_t> block;
  const std::size_t title = title_sentences(document);
  for (std::size_t i = 0; i < document.sentences.size(); ++i) {
    SentenceAnalysis analysis;
    analysis.document = &document;
    analysis.sentence = &document.sentences[i];
    analysis.mentions = std::move(mentions[i]);
    parts.kinds.tell(analysis.mentions);
    if (block != analysis.sentence->block) {
      discourse.begin_block();
      if (document.blocks[analysis.sentence->block].kind == BlockKind::kBullet) discourse.begin_item();
    }
    block = analysis.sentence->block;
    dates.find(analysis);
    analysis.brackets = parts.composer.brackets(texts[i]);
    analysis.units = parts.composer.compose(texts[i], analysis.mentions, analysis.brackets, discourse);
    SentenceInput input{texts[i],           &analysis.units,       &analysis.dates,
                        &analysis.brackets, analysis.default_time, change};
    parts.builder.build(input, parts.rules.candidates(texts[i]), discourse, analysis.stated,
                        trace ? &analysis.traces : nullptr);
    // The title tells without a date what the text tells with it.
    if (i < title) analysis.stated.clear();
    dates.told(analysis);
    use(analysis);
  }
}

EncodedSentence Extractor::encode(const SentenceAnalysis& analysis) const {
  std::vector<TextSpan> skipped = analysis.brackets;
  for (const DatedSpan& date : analysis.dates) skipped.push_back({date.begin, date.end});
  return EncodedSentence(analysis.sentence->text, analysis.units, skipped, parts_->alphabet, parts_->grammar);
}

}  // namespace guanxi
