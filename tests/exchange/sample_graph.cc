#include "tests/exchange/sample_graph.h"

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "extract/statement/stream.h"

namespace guanxi::test {
namespace {

std::string kept_of(const std::string& raw) {
  for (const NastyName& name : nasty_names()) {
    if (name.raw == raw) return name.kept;
  }
  return raw;
}

std::string json(std::string_view text) {
  std::string out;
  append_json_string(text, out);
  return out;
}

struct ExpectedEdge {
  Id source;
  Id target;
  std::set<std::string> relations;
  int weight = 0;
  std::multimap<Day, std::string> dates;
};

// Grouped the slow way: by what the pieces of the group print.
std::map<std::string, ExpectedEdge> expected_edges(const Snapshot& snapshot, EdgeGrouping edges) {
  std::map<std::string, ExpectedEdge> found;
  snapshot.each_statement([&](const StoredStatement& stored) {
    const Statement& statement = stored.statement;
    Id a = statement.subject;
    Id b = statement.object;
    std::string key = stored.id.print('S');
    if (edges == EdgeGrouping::kRelations)
      key = Id::of({a.print('Q'), statement.relation, b.print('Q')}).print('E');
    if (edges == EdgeGrouping::kPairs) {
      if (b < a) std::swap(a, b);
      key = Id::of({a.print('Q'), b.print('Q')}).print('E');
    }
    ExpectedEdge& edge = found[key];
    edge.source = a;
    edge.target = b;
    edge.relations.insert(statement.relation);
    ++edge.weight;
    if (!statement.time.empty()) edge.dates.emplace(stored.days.first, statement.time);
    return true;
  });
  return found;
}

std::string print(const ExpectedEdge& edge) {
  std::string relations, dates;
  for (const auto& relation : edge.relations) relations += (relations.empty() ? "" : ", ") + relation;
  for (const auto& [day, text] : edge.dates) dates += (dates.empty() ? "" : "; ") + text;
  return fmt::format("{{\"source\":\"{}\",\"target\":\"{}\",\"relation\":{},\"weight\":{},\"dates\":{}}}",
                     edge.source.print('Q'), edge.target.print('Q'), json(relations), edge.weight,
                     json(dates));
}

}  // namespace

const std::vector<NastyName>& nasty_names() {
  static const std::vector<NastyName> names = [] {
    std::vector<NastyName> list = {
        {"习近平", "习近平"},
        {std::string("bell\x07 and nul\0 inside", 21), "bell and nul inside"},
        {"escape\x1B[31m", "escape[31m"},
        {"]]> & <b>\"quoted\"</b> 'too' -->", "]]> & <b>\"quoted\"</b> 'too' -->"},
        {"emoji \xF0\x9F\x98\x80\xF0\x9F\x87\xA8\xF0\x9F\x87\xB3",
         "emoji \xF0\x9F\x98\x80\xF0\x9F\x87\xA8\xF0\x9F\x87\xB3"},
        {"lone surrogate \xED\xA0\x80 end", "lone surrogate  end"},
        {"pair as WTF-8 \xED\xA0\xBD\xED\xB8\x80 end", "pair as WTF-8  end"},
        {"stray \xFF\xC3 bytes", "stray  bytes"},
        {"not a character \xEF\xBF\xBE\xEF\xBF\xBF end", "not a character  end"},
        {"tab\there, line\nfeed, return\rhere", "tab\there, line\nfeed, return\rhere"},
        {"  spaces  around  ", "  spaces  around  "},
        {"comma, semicolon; pipe| \\backslash \\n {braces} $x",
         "comma, semicolon; pipe| \\backslash \\n {braces} $x"},
        {"delete \x7F and C1 \xC2\x85 next line", "delete \x7F and C1 \xC2\x85 next line"},
    };
    std::string all;
    for (int i = 0; i < 25000; ++i) all += "长名";
    list.push_back({all.substr(0, 99999), all.substr(0, 99999)});
    return list;
  }();
  return names;
}

MemorySnapshot nasty_graph() {
  MemorySnapshot snapshot;
  std::vector<Entity> people;
  for (const NastyName& name : nasty_names()) people.push_back(person(name.raw));
  for (std::size_t i = 0; i < people.size(); ++i) {
    const Entity& next = people[(i + 1) % people.size()];
    snapshot.add(people[i], "met", next, fmt::format("2020-01-{:02}", i + 1));
    snapshot.add(people[i], "met", next, fmt::format("2020-02-{:02}~", i + 1));
    snapshot.add(people[i], "wrote_to", next, "2020-03");
    snapshot.add(next, "phoned", people[i], "2019-12-27/2020-01-19");
    snapshot.add(people[i], "praised", next);
  }
  snapshot.add(people[0], "met", people[0], "2020-01-03/..");
  snapshot.add(people[0], "met", country("法国"), "2020");
  return snapshot;
}

std::string expected_json(const Snapshot& snapshot, EdgeGrouping edges) {
  std::string nodes, list;
  snapshot.each_entity([&](const StoredEntity& stored) {
    nodes += fmt::format("{}\"{}\":{{\"name\":{},\"kind\":{}}}", nodes.empty() ? "" : ",\n",
                         stored.id.print('Q'), json(kept_of(stored.entity.name)), json(stored.entity.kind));
    return true;
  });
  for (const auto& [id, edge] : expected_edges(snapshot, edges)) {
    list += fmt::format("{}\"{}\":{}", list.empty() ? "" : ",\n", id, print(edge));
  }
  return fmt::format("{{\"directed\":{},\n\"nodes\":{{{}}},\n\"edges\":{{{}}}}}",
                     edges != EdgeGrouping::kPairs, nodes, list);
}

std::filesystem::path fresh_folder(std::string_view name) {
  const auto folder = std::filesystem::temp_directory_path() / fmt::format("guanxi-{}-{}", name, getpid());
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  return folder;
}

void write_file(const std::filesystem::path& path, std::string_view text) {
  std::ofstream(path, std::ios::binary) << text;
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

Ran run(const std::string& command) {
  Ran ran;
  FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  if (pipe == nullptr) return ran;
  char piece[4096];
  for (std::size_t size; (size = fread(piece, 1, sizeof piece, pipe)) > 0;) ran.output.append(piece, size);
  const int status = pclose(pipe);
  ran.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return ran;
}

}  // namespace guanxi::test
