#include "tools/bench/random_graph.h"

#include <fmt/format.h>

#include "extract/statement/edtf.h"

namespace guanxi::bench {
namespace {

constexpr const char* kRelations[] = {"met", "phoned", "wrote_to", "visited", "aided", "holds_office"};
constexpr const char* kKinds[] = {"person", "person", "person", "institution", "country"};
constexpr std::uint64_t kStatementsPerDocument = 100;

}  // namespace

RandomGraph::RandomGraph(std::uint64_t entities, std::uint64_t seed) : state_(seed) {
  while ((std::uint64_t{1} << levels_) < entities) ++levels_;
}

// SplitMix64 (Steele, Lea, Flood 2014).
std::uint64_t RandomGraph::random() {
  std::uint64_t z = state_ += 0x9e3779b97f4a7c15u;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
  z = (z ^ z >> 27) * 0x94d049bb133111ebu;
  return z ^ z >> 31;
}

void RandomGraph::draw_ends(std::uint64_t& subject, std::uint64_t& object) {
  subject = object = 0;
  std::uint64_t bits = 0;
  for (unsigned level = 0; level < levels_; ++level) {
    if (level % 8 == 0) bits = random();
    std::uint64_t draw = bits & 0xff;  // of 256: 146, 49, 49, 12
    bits >>= 8;
    subject = subject << 1 | (draw >= 195 ? 1 : 0);
    object = object << 1 | ((draw >= 146 && draw < 195) || draw >= 244 ? 1 : 0);
  }
}

std::string RandomGraph::name_of(std::uint64_t number) {
  return fmt::format("Entity {:07}", number);
}

Ontology RandomGraph::ontology() {
  std::vector<KindDeclaration> kinds;
  for (const char* name : {"person", "institution", "country"}) {
    KindDeclaration& kind = kinds.emplace_back();
    kind.name = kind.label = kind.label_zh = kind.label_en = name;
  }
  std::vector<RelationDeclaration> relations;
  for (const char* name : kRelations) {
    RelationDeclaration& relation = relations.emplace_back();
    relation.name = relation.label_zh = relation.label_en = name;
    relation.family = relation.name == "holds_office" ? "office" : "contact";
  }
  return Ontology(std::move(kinds), std::move(relations));
}

const StreamRow& RandomGraph::next() {
  std::uint64_t subject = 0;
  std::uint64_t object = 0;
  draw_ends(subject, object);
  std::uint64_t bits = random();
  row_.subject = {kKinds[subject % 5], name_of(subject), ""};
  row_.object = {kKinds[object % 5], name_of(object), ""};
  Statement& statement = row_.statement;
  statement.subject = row_.subject.id();
  statement.object = row_.object.id();
  statement.relation = kRelations[bits % 6];
  Day day = static_cast<Day>((bits >> 8) % 7300) + 14610;  // 2010 to 2029
  statement.time = (bits >> 32) % 10 == 0 ? "" : print_day(day);
  row_.document = fmt::format("corpus/{:06}.txt", count_ / kStatementsPerDocument);
  Evidence& evidence = row_.evidence;
  evidence.line = static_cast<std::uint32_t>(count_ % kStatementsPerDocument + 1);
  evidence.begin = (evidence.line - 1) * 64;
  evidence.text = fmt::format("{} {} {} on {}.", row_.subject.name, statement.relation, row_.object.name,
                              statement.time.empty() ? "some day" : statement.time);
  evidence.end = evidence.begin + evidence.text.size();
  evidence.rule = "bench/" + statement.relation;
  ++count_;
  return row_;
}

}  // namespace guanxi::bench
