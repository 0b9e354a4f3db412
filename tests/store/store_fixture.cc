#include "tests/store/store_fixture.h"

#include <unistd.h>

#include <fstream>
#include <map>
#include <random>
#include <stdexcept>

namespace guanxi::test {

TempFolder::TempFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "guanxi-store-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder for the test");
  path_ = name;
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

DocumentRecord make_record(const std::string& path, const std::vector<Told>& told) {
  DocumentRecord record;
  record.path = path;
  record.encoding = "UTF-8";
  record.sentences = static_cast<std::uint32_t>(told.size());
  std::map<std::uint64_t, Entity> entities;
  std::map<std::pair<std::uint64_t, std::string>, NameUse> uses;
  std::uint32_t line = 0;
  for (const Told& fact : told) {
    ++line;
    std::string text = fact.subject + " " + fact.relation + " " + fact.object + " " + fact.time + ".";
    Statement statement;
    statement.subject = person(fact.subject).id();
    statement.object = person(fact.object).id();
    statement.relation = fact.relation;
    statement.time = fact.time;
    std::uint64_t begin = record.bytes.size();
    record.statements.push_back(
        {statement, {begin, begin + text.size(), line, text, "test/" + fact.relation}});
    record.bytes += text + "\n";
    for (const std::string& name : {fact.subject, fact.object}) {
      Entity entity = person(name);
      entities.emplace(entity.id().value, entity);
      NameUse& use = uses[{entity.id().value, name}];
      if (use.count++ == 0) use = {entity.id(), name, "lexicon", line, 1};
    }
  }
  for (const auto& [id, entity] : entities) record.entities.push_back(entity);
  for (const auto& [key, use] : uses) record.names.push_back(use);
  return record;
}

std::vector<DocumentRecord> make_corpus(std::size_t number, unsigned seed) {
  std::mt19937 random(seed);
  auto pick = [&](unsigned bound) { return static_cast<unsigned>(random() % bound); };
  static const char* kRelations[] = {"phoned", "met", "wrote_to"};
  std::vector<DocumentRecord> corpus;
  for (std::size_t i = 0; i < number; ++i) {
    std::vector<Told> told;
    for (unsigned n = pick(20); n > 0; --n) {
      std::string subject = "甲" + std::to_string(pick(6) * pick(6));
      std::string object = "乙" + std::to_string(pick(30));
      unsigned day = pick(28) + 1;
      std::string time =
          "2020-0" + std::to_string(pick(3) + 1) + (day < 10 ? "-0" : "-") + std::to_string(day);
      if (pick(5) == 0) time.clear();
      told.push_back({subject, kRelations[pick(3)], object, time});
    }
    corpus.push_back(make_record("doc" + std::to_string(i) + ".txt", told));
  }
  return corpus;
}

void write_file(const std::filesystem::path& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace guanxi::test
