// The main job end to end on the documents in seeds/: what is stated, on which bytes it rests, and that
// neither threads nor order change anything.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "tests/tools/run_program.h"

namespace guanxi {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::HasSubstr;

const fs::path kSeeds = fs::path(GUANXI_SOURCE_DIR) / "seeds";

std::vector<std::string> seed_names() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(kSeeds)) {
    if (entry.path().extension() == ".txt") names.push_back(entry.path().filename());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

ProgramResult extract(const std::vector<std::string>& files, const std::vector<std::string>& options = {}) {
  std::vector<std::string> arguments = {"extract", "--format", "jsonl"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  arguments.insert(arguments.end(), files.begin(), files.end());
  return run_guanxi(arguments, kSeeds);
}

class Seeds : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    ProgramResult result = extract(seed_names());
    ASSERT_EQ(result.status, 0) << result.err;
    for (const std::string& line : lines_of(result.out)) rows().push_back(json::parse(line));
    stream() = result.out;
  }
  static std::vector<json>& rows() {
    static std::vector<json> rows;
    return rows;
  }
  static std::string& stream() {
    static std::string stream;
    return stream;
  }
};

TEST_F(Seeds, EveryStatementRestsOnItsBytes) {
  std::map<std::string, std::string> documents;
  for (const std::string& name : seed_names()) documents[name] = read_bytes(kSeeds / name);
  ASSERT_GT(rows().size(), 100u);
  for (const json& row : rows()) {
    const json& source = row.at("source");
    const std::string& bytes = documents.at(source.at("document"));
    std::size_t begin = source.at("begin"), end = source.at("end"), line = source.at("line");
    ASSERT_LT(begin, end);
    ASSERT_LE(end, bytes.size());
    EXPECT_EQ(source.at("text"), bytes.substr(begin, end - begin));
    EXPECT_EQ(line, 1u + std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(begin), '\n'));
  }
}

// Statements of different kinds, in both scripts, that a reader finds on these bytes.
struct Known {
  const char* document;
  std::size_t line, begin, end;
  const char *subject, *relation, *object, *time;
  const char* qualifier;  // the office or the initiator; empty: none
};

const Known kKnown[] = {
    {"000_3189f2258bb8a3b3.txt", 41, 2648, 2801, "张定宇", "phoned", "华中科技大学附属同济医院", "2019-12-27",
     "object"},
    {"000_3189f2258bb8a3b3.txt", 177, 12205, 12292, "习近平", "met", "谭德塞", "2020-01-28", ""},
    {"000_3189f2258bb8a3b3.txt", 111, 7623, 7781, "国家卫生健康委员会", "visited", "武汉市", "2020-01-08",
     ""},
    {"000_3189f2258bb8a3b3.txt", 89, 6178, 6301, "中国", "notified", "世界卫生组织", "2020-01-05/2020-01-12",
     ""},
    {"000_3189f2258bb8a3b3.txt", 41, 2648, 2801, "黄朝林", "holds_office", "武汉市金银潭医院", "", "副院长"},
    {"001_f988c7c0a87e104d.txt", 39, 5242, 5372, "武汉市卫生健康委员会", "published",
     "关于做好不明原因肺炎救治工作的紧急通知", "2019-12-30", ""},
    {"001_f988c7c0a87e104d.txt", 41, 5940, 6018, "国家卫生健康委员会", "founded", "疫情应对处置领导小组",
     "2020-01-01", ""},
    {"001_f988c7c0a87e104d.txt", 42, 6556, 6689, "国家卫生健康委员会", "cooperated_with",
     "湖北省卫生健康委员会", "2020-01-03", ""},
    {"001_f988c7c0a87e104d.txt", 46, 7809, 7973, "习近平", "chaired", "中共中央政治局常务委员会",
     "2020-01-07", ""},
    {"001_f988c7c0a87e104d.txt", 85, 18732, 18878, "国家卫生健康委员会", "wrote_to", "美国卫生与公众服务部",
     "2020-02-02", ""},
    {"001_f988c7c0a87e104d.txt", 97, 22029, 22167, "中国疾病预防控制中心", "conferenced",
     "美国疾病控制与预防中心", "2020-02-11", "object"},
    {"003_8486d6720058fcd3.txt", 37, 2893, 2992, "国家卫生健康委员会", "dispatched_to", "武汉市",
     "2019-12-31", ""},
    {"003_8486d6720058fcd3.txt", 165, 8974, 9055, "美国疾病控制与预防中心", "consulted",
     "中国疾病预防控制中心", "2020-01-19", ""},
};

bool is_known(const json& row, const Known& known) {
  const json& source = row.at("source");
  std::string time = row.at("time").is_null() ? "" : row.at("time").get<std::string>();
  return source.at("document") == known.document && source.at("line") == known.line &&
         source.at("begin") == known.begin && source.at("end") == known.end &&
         row.at("subject").at("name") == known.subject && row.at("relation") == known.relation &&
         row.at("object").at("name") == known.object && time == known.time &&
         row.value("office", row.value("initiator", "")) == known.qualifier;
}

TEST_F(Seeds, StateWhatAReaderFinds) {
  for (const Known& known : kKnown) {
    auto found =
        std::any_of(rows().begin(), rows().end(), [&](const json& row) { return is_known(row, known); });
    EXPECT_TRUE(found) << known.document << ':' << known.line << ' ' << known.subject << ' ' << known.relation
                       << ' ' << known.object;
  }
}

TEST_F(Seeds, ThreadsDoNotChangeTheStream) {
  for (const char* threads : {"1", "2", "8"}) {
    EXPECT_EQ(extract(seed_names(), {"--threads", threads}).out, stream()) << threads;
  }
}

TEST_F(Seeds, OrderDoesNotChangeWhatADocumentStates) {
  std::vector<std::string> names = seed_names();
  std::vector<std::string> expected = lines_of(stream());
  std::sort(expected.begin(), expected.end());
  for (int turn = 1; turn < 5; ++turn) {
    std::rotate(names.begin(), names.begin() + 1, names.end());
    std::vector<std::string> lines = lines_of(extract(names, {"--threads", "2"}).out);
    std::sort(lines.begin(), lines.end());
    EXPECT_EQ(lines, expected);
  }
}

// All that a store tells, as text.
std::string told(const fs::path& store) {
  std::string all;
  for (const char* command :
       {"stats --format json", "contacts --format jsonl --evidence --factuality asserted,planned,negated",
        "export --format graphml --edges statements --isolated"}) {
    ProgramResult result =
        run_shell(std::string("\"$guanxi\" ") + command + " --store '" + store.string() + "'");
    EXPECT_EQ(result.status, 0) << command << result.err;
    all += result.out;
  }
  return all;
}

TEST(SeedsStore, ThreadsAndOrderDoNotChangeIt) {
  TemporaryFolder folder;
  std::vector<std::string> names = seed_names();
  std::string first;
  for (const char* threads : {"1", "2", "8"}) {
    fs::path store = folder.path() / (std::string("store ") + threads);
    std::vector<std::string> arguments = {"build", "--store", store.string(), "--threads", threads};
    arguments.insert(arguments.end(), names.begin(), names.end());
    ProgramResult built = run_guanxi(arguments, kSeeds);
    ASSERT_EQ(built.status, 0) << built.err;
    EXPECT_EQ(built.err, "");
    std::string now = told(store);
    if (first.empty()) first = now;
    EXPECT_EQ(now, first) << threads;
    std::reverse(names.begin(), names.end());
    std::rotate(names.begin(), names.begin() + 2, names.end());
  }
  EXPECT_GT(first.size(), 100'000u);
}

TEST(SeedsStore, ASecondBuildAddsNothing) {
  TemporaryFolder folder;
  std::string store = (folder.path() / "store").string();
  ProgramResult first = run_guanxi({"build", kSeeds.string(), "--store", store});
  ASSERT_EQ(first.status, 0) << first.err;
  EXPECT_THAT(first.out, HasSubstr("5 added, 0 replaced, 0 unchanged, 0 refused"));
  EXPECT_THAT(first.err, HasSubstr("passed over a file"));  // the README
  std::string before = told(store);
  ProgramResult second = run_guanxi({"build", kSeeds.string(), "--store", store});
  EXPECT_EQ(second.status, 0) << second.err;
  EXPECT_THAT(second.out, HasSubstr("0 added, 0 replaced, 5 unchanged, 0 refused"));
  EXPECT_EQ(told(store), before);
}

// One chronicle twice, in two scripts, one of them printed badly: what the reprint got wrong comes to light.
TEST(SeedsStore, DiffFindsWhatAReprintGotWrong) {
  TemporaryFolder folder;
  const std::string store = (folder.path() / "store").string();
  std::vector<std::string> names;
  for (const std::string& name : seed_names())
    if (name.starts_with("003") || name.starts_with("004")) names.push_back(name);
  ASSERT_EQ(names.size(), 2u);
  ASSERT_EQ(run_guanxi({"build", names[0], names[1], "--store", store}, kSeeds).status, 0);
  const ProgramResult ran = run_guanxi({"diff", names[0], names[1], "--store", store, "--format", "tsv"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  // another guest on 11 March, another addressee on the 14th and another president on the 17th
  for (const char* row :
       {"name\t2020-03-11 中国 conferenced 欧洲联盟\t713\t2020-03-11 中国 conferenced 东南亚国家联盟\t29",
        "name\t2020-03-14~ 习近平 wrote_to 马塔雷拉\t753\t2020-03-14~ 习近平 wrote_to 马德拉哥\t68",
        "name\t2020-03-17 习近平 met 阿尔维\t779\t2020-03-17 习近平 met 阿齐兹\t91"})
    EXPECT_THAT(ran.out, HasSubstr(row));
  // ... who holds another office, too
  EXPECT_THAT(
      ran.out,
      HasSubstr(
          "name\t? 马塔雷拉 holds_office 意大利 [总统]\t753\t? 马德拉哥 holds_office 意大利 [总理]\t68"));
}

}  // namespace
}  // namespace guanxi
