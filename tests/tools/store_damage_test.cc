// A store with flipped, overwritten and cut bytes, and every command that opens one: the full answer, or
// status 3 and an error that names the store's file. GUANXI_DAMAGE_ROUNDS: how many damages,
// GUANXI_DAMAGE_SEED: which ones.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <random>

#include "tests/tools/run_program.h"

namespace guanxi {
namespace {

namespace fs = std::filesystem;
using testing::AnyOf;
using testing::HasSubstr;

using Words = std::vector<std::string>;

// Reading commands; "damaged" is the store.
const std::vector<Words>& reading() {
  static const std::vector<Words> commands = {
      {"contacts", "--store", "damaged", "--evidence"},
      {"path", "习近平", "马斯", "--store", "damaged", "--evidence"},
      {"neighbours", "习近平", "--store", "damaged"},
      {"show", "习近平", "--store", "damaged"},
      {"search", "中国", "--store", "damaged"},
      {"stats", "--store", "damaged"},
      {"query", "MATCH (a)-[r]->(b) RETURN a.name, type(r), b.name, r.time, r.evidence", "--store",
       "damaged"},
      {"timeline", "王毅", "--store", "damaged"},
      {"common", "习近平", "王毅", "--store", "damaged"},
      {"rank", "--store", "damaged"},
      {"components", "--store", "damaged"},
      {"communities", "--store", "damaged"},
      {"export", "--format", "graphml", "--output", "-", "--store", "damaged"},
      {"diff", "sound", "damaged"},
      {"check", "check.yaml"},
      {"dump", "--store", "damaged"},
      {"merge", "damaged", "--store", "merged"},
      {"verify", "--store", "damaged"},
  };
  return commands;
}

// Writing commands. What stands in the store afterwards is `more` more than it was.
const std::vector<Words>& writing() {
  static const std::vector<Words> commands = {
      {"build", "more", "--store", "damaged", "--schema", "schemas/zh"},
      {"remove", "docs/0.txt", "--store", "damaged"},
      {"import", "more.csv", "--store", "damaged"},
      {"backup", "copied", "--store", "damaged"},
  };
  return commands;
}

int from_environment(const char* name, int otherwise) {
  const char* value = std::getenv(name);
  return value != nullptr ? std::atoi(value) : otherwise;
}

class DamagedStore : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new TemporaryFolder;
    make_pack();
    make_documents();
    // Tables by a bulk load, a log by a build.
    ASSERT_EQ(run({"build", "docs", "--store", "built", "--schema", "schemas/zh"}).status, 0);
    ASSERT_EQ(run({"merge", "built", "--store", "sound"}).status, 0);
    ASSERT_EQ(run({"build", "late", "--store", "sound", "--schema", "schemas/zh"}).status, 0);
    for (const Words& words : reading()) intact_[words] = answer(words, "sound");
    for (const Words& words : writing()) intact_[words] = answer(words, "sound");
  }
  static void TearDownTestSuite() {
    delete folder_;
    folder_ = nullptr;
    intact_.clear();
  }

  static ProgramResult run(const Words& words) { return run_guanxi(words, folder_->path()); }

  // The language with its word lists cut short, which loads in a moment.
  static void make_pack() {
    const fs::path schemas = fs::path(GUANXI_SOURCE_DIR) / "schemas";
    fs::copy(schemas, folder_->path() / "schemas", fs::copy_options::recursive);
    for (const char* list : {"words-1.tsv", "words-2.tsv"}) {
      const fs::path path = fs::path("schemas/zh/lexicon") / list;
      const std::string all = read_bytes(folder_->path() / path);
      folder_->write(path, all.substr(0, all.find('\n', 2000) + 1));
    }
  }

  static void make_documents() {
    int number = 0;
    for (const char* sentence :
         {"2020年1月22日，中国国家主席习近平应约同法国总统马克龙通电话。\n",
          "2020年1月23日，外交部长王毅同德国外长马斯通电话。\n", "2020年2月5日，习近平会见柬埔寨首相洪森。\n",
          "2020年2月15日，王毅会见马斯。\n",
          "2020年3月，世界卫生组织总干事谭德塞访问中国，习近平会见谭德塞。\n",
          "王毅出席慕尼黑安全会议，并同法国外长勒德里昂会谈。\n"}) {
      std::string text;
      for (int line = 0; line < 20; ++line) text += std::to_string(line) + "。" + sentence;
      folder_->write((number % 2 == 0 ? "docs/" : "late/") + std::to_string(number) + ".txt", text);
      ++number;
    }
    folder_->write("more/more.txt", "2020年4月2日，习近平同印度尼西亚总统佐科通电话。\n");
    folder_->write("more.csv", "subject,relation,object,date\n甲,met,乙,2020-01-22\n");
    folder_->write(
        "check.yaml",
        "store: damaged\ncases:\n  - query: MATCH (a)-[:met]->(b) RETURN a.name, b.name\n    at_least: 3\n");
  }

  static void fresh_copy(const std::string& of) {
    for (const char* name : {"damaged", "merged", "copied"}) fs::remove_all(folder_->path() / name);
    fs::copy(folder_->path() / of, folder_->path() / "damaged", fs::copy_options::recursive);
  }

  static ProgramResult answer(const Words& words, const std::string& of) {
    fresh_copy(of);
    return run(words);
  }

  // What the store holds, or its error.
  static ProgramResult content(const std::string& store) { return run({"verify", "--store", store}); }

  static std::vector<std::string> files() {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder_->path() / "sound"))
      if (entry.file_size() > 0) names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
  }

  // "MANIFEST" of "MANIFEST-000005", "*.log" of "000032.log".
  static std::string kind_of(const std::string& name) {
    return name.ends_with(".log") ? "*.log" : name.substr(0, name.find('-'));
  }

  // Returns what was done, for messages.
  std::string damage(const std::string& name) {
    damaged_ = name;
    const fs::path path = folder_->path() / "damaged" / name;
    std::string bytes = read_bytes(path);
    const std::size_t at = random_() % bytes.size();
    const std::size_t length = std::min<std::size_t>(random_() % 64 + 1, bytes.size() - at);
    std::string what;
    switch (random_() % 4) {
      case 0:
        bytes.resize(at);
        what = "cut at ";
        break;
      case 1:
        for (std::size_t i = at; i < at + length; ++i) bytes[i] = static_cast<char>(random_());
        bytes_ += length;
        what = "overwritten at ";
        break;
      case 2:
        bytes.replace(at, length, length, '\0');
        bytes_ += length;
        what = "zeroed at ";
        break;
      default:
        bytes[at] = static_cast<char>(bytes[at] ^ 1 << random_() % 8);
        ++bytes_;
        what = "flipped at ";
    }
    folder_->write(fs::path("damaged") / name, bytes);
    return name + " " + what + std::to_string(at) + " of " + std::to_string(fs::file_size(path));
  }

  void expect_error_or_answer(const ProgramResult& result, const ProgramResult& intact) {
    if (result.status == 3) {
      ++errors_;
      // A manifest that lost its end forgets files and families; then it is named, not what it forgot.
      EXPECT_THAT(result.err + result.out, AnyOf(HasSubstr(damaged_), HasSubstr(kind_of(damaged_))));
      return;
    }
    ++answers_;
    EXPECT_EQ(result.status, intact.status) << result.err;
    EXPECT_EQ(result.out, intact.out);
  }

  static TemporaryFolder* folder_;
  static std::map<Words, ProgramResult> intact_;
  std::mt19937 random_{static_cast<unsigned>(from_environment("GUANXI_DAMAGE_SEED", 20200122))};
  int rounds_ = from_environment("GUANXI_DAMAGE_ROUNDS", 60);
  int errors_ = 0, answers_ = 0;
  std::size_t bytes_ = 0;
  std::string damaged_;  // the file
};

TemporaryFolder* DamagedStore::folder_ = nullptr;
std::map<Words, ProgramResult> DamagedStore::intact_;

TEST_F(DamagedStore, EveryReaderGivesAnErrorOrTheFullAnswer) {
  const std::vector<std::string> names = files();
  for (int round = 0; round < rounds_; ++round) {
    fresh_copy("sound");
    const Words& words = reading()[static_cast<std::size_t>(round) % reading().size()];
    SCOPED_TRACE(words[0] + ": " + damage(names[random_() % names.size()]));
    expect_error_or_answer(run(words), intact_[words]);
  }
  std::cout << rounds_ << " damages, " << bytes_ << " bytes changed: " << errors_ << " errors, " << answers_
            << " full answers\n";
  EXPECT_GT(errors_, rounds_ / 10);
}

// A writer may not meet the damage; then a reader may, later. What is read is never wrong.
TEST_F(DamagedStore, EveryWriterGivesAnErrorOrWritesWhatItShould) {
  std::map<Words, ProgramResult> after;
  for (const Words& words : writing()) {
    fresh_copy("sound");
    ASSERT_EQ(run(words).status, 0);
    after[words] = content(words[0] == "backup" ? "copied" : "damaged");
  }
  const std::vector<std::string> names = files();
  for (int round = 0; round < rounds_ / 4; ++round) {
    fresh_copy("sound");
    const Words& words = writing()[static_cast<std::size_t>(round) % writing().size()];
    SCOPED_TRACE(words[0] + ": " + damage(names[random_() % names.size()]));
    const ProgramResult result = run(words);
    expect_error_or_answer(result, intact_[words]);
    if (result.status == 0)
      expect_error_or_answer(content(words[0] == "backup" ? "copied" : "damaged"), after[words]);
  }
}

// Repair never fails on what can be read, never invents, and says what was lost.
TEST_F(DamagedStore, RepairGivesASoundStoreOfWhatWasAdded) {
  const std::vector<std::string> names = files();
  int whole = 0, repaired = 0;
  for (int round = 0; round < rounds_ / 4; ++round) {
    fresh_copy("sound");
    SCOPED_TRACE(damage(names[random_() % names.size()]));
    const ProgramResult result = run({"verify", "--repair", "--store", "damaged", "--schema", "schemas/zh"});
    EXPECT_THAT(result.status, AnyOf(0, 3)) << result.err;
    const ProgramResult after = content("damaged");
    if (after.status == 0) {
      ++repaired;
      if (after.out == intact_[{"verify", "--store", "damaged"}].out)
        ++whole;
      else
        EXPECT_EQ(result.status, 3) << "documents are gone, and it was not said\n" << result.out;
    } else {
      EXPECT_EQ(result.status, 3);
    }
    for (const auto& entry : fs::directory_iterator(folder_->path()))
      if (entry.path().filename().string().starts_with("damaged.")) fs::remove_all(entry.path());
  }
  std::cout << rounds_ / 4 << " damages: " << repaired << " stores sound after repair, " << whole
            << " of them whole\n";
  EXPECT_GT(whole, rounds_ / 8);
}

}  // namespace
}  // namespace guanxi
