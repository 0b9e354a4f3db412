// Documents larger than a window: read, extracted and stored in bounded memory. The full sizes of the design
// (1 GB, one line of 100 MB, a million mentions) take minutes; these are large enough that holding them whole
// would show.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <fstream>

#include "tests/sanitized.h"
#include "tests/tools/run_program.h"

namespace guanxi {
namespace {

using testing::HasSubstr;

constexpr std::size_t kMegabyte = std::size_t{1} << 20;
// Of the pack, one window in all its stages, and the store: under 200 MB. A document of 20 MB held whole,
// with the mentions of all its sentences, takes far more.
constexpr long kMostMegabytes = 400;

const char kFiller[] =
    "当天的展览吸引了许多观众，馆内陈列着近百年来的器物与图纸，讲解员向大家介绍了它们的来历。"
    "天气转凉以后，湖边的候鸟逐渐增多，附近的居民常在傍晚来这里散步。";
const char kContact[] = "2020年1月22日，国家主席习近平应约同法国总统马克龙通电话。";
const char kLastContact[] = "2021年3月5日，国家主席习近平应约同德国总理默克尔通电话。";

class LargeInput : public testing::Test {
 protected:
  // Filler, a contact in the middle and one at the very end. A break behind each sentence, or none at all.
  std::size_t write(const std::string& name, std::size_t bytes, const std::string& after) {
    std::ofstream out(folder_.write(name, ""), std::ios::binary);
    std::size_t size = 0, lines = 0;
    auto put = [&](const std::string& text) {
      out << text << after;
      size += text.size() + after.size();
      ++lines;
    };
    while (size < bytes / 2) put(kFiller);
    put(kContact);
    while (size < bytes) put(kFiller);
    put(kLastContact);
    return lines;
  }

  void expect_built(const std::string& name) {
    ProgramResult built = run_guanxi({"build", name, "--store", "store", "--threads", "1"}, folder_.path());
    ASSERT_EQ(built.status, 0) << built.err;
    EXPECT_THAT(built.out, HasSubstr("1 added"));
    rusage usage{};
    getrusage(RUSAGE_CHILDREN, &usage);
    if (!kSanitized) {
      EXPECT_LT(usage.ru_maxrss / 1024, kMostMegabytes);
    }
  }

  std::string contacts() {
    return run_guanxi({"contacts", "--store", "store", "--format", "jsonl", "--evidence"}, folder_.path())
        .out;
  }

  TemporaryFolder folder_;
};

TEST_F(LargeInput, AFileOfManyWindows) {
  const std::size_t lines = write("large.txt", 20 * kMegabyte, "\n");
  expect_built("large.txt");
  const std::string found = contacts();
  EXPECT_EQ(std::count(found.begin(), found.end(), '\n'), 2) << found;
  EXPECT_THAT(found, HasSubstr("2020-01-22"));
  EXPECT_THAT(found, HasSubstr("\"line\":" + std::to_string(lines)));
  EXPECT_THAT(found, HasSubstr(kLastContact));
  EXPECT_EQ(run_guanxi({"verify", "--store", "store"}, folder_.path()).status, 0);
  const ProgramResult again = run_guanxi({"build", "large.txt", "--store", "store"}, folder_.path());
  EXPECT_THAT(again.out, HasSubstr("0 added, 0 replaced, 1 unchanged"));
  // A changed one is replaced, and all of the old one goes.
  write("large.txt", 9 * kMegabyte, "\n");
  const ProgramResult changed = run_guanxi({"build", "large.txt", "--store", "store"}, folder_.path());
  EXPECT_THAT(changed.out, HasSubstr("0 added, 1 replaced"));
  EXPECT_EQ(run_guanxi({"verify", "--store", "store"}, folder_.path()).status, 0);
}

TEST_F(LargeInput, OneLineWithoutABreak) {
  write("line.txt", 12 * kMegabyte, "");
  expect_built("line.txt");
  const std::string found = contacts();
  EXPECT_EQ(std::count(found.begin(), found.end(), '\n'), 2) << found;
  EXPECT_THAT(found, HasSubstr(kLastContact));
  EXPECT_THAT(found, HasSubstr("\"line\":1"));
}

// No full stop anywhere: names, commas, brackets and quotation marks that never close.
TEST_F(LargeInput, ASentenceOfManyMentions) {
  for (const std::string piece : {"中国、法国、", "习近平，", "（法国总统马克龙", "“世界卫生组织"}) {
    SCOPED_TRACE(piece);
    std::ofstream out(folder_.write("mentions.txt", ""), std::ios::binary);
    for (int i = 0; i < 100000; ++i) out << piece;
    out << "。\n" << kLastContact << "\n";
    out.close();
    ProgramResult built = run_guanxi({"build", "mentions.txt", "--store", "store"}, folder_.path());
    ASSERT_EQ(built.status, 0) << built.err;
    EXPECT_THAT(contacts(), HasSubstr("2021-03-05"));
  }
}

TEST_F(LargeInput, ExtractWritesItPartByPart) {
  const std::size_t lines = write("large.txt", 9 * kMegabyte, "\n");
  const ProgramResult plain = run_guanxi({"extract", "large.txt"}, folder_.path());
  EXPECT_EQ(plain.status, 0) << plain.err;
  EXPECT_THAT(plain.out, HasSubstr("\"line\":" + std::to_string(lines)));
  EXPECT_THAT(plain.out, HasSubstr(kLastContact));
  const std::string bytes = read_bytes(folder_.path() / "large.txt");
  EXPECT_EQ(bytes.substr(bytes.size() - sizeof kLastContact, sizeof kLastContact - 1), kLastContact);
  const ProgramResult dates = run_guanxi({"extract", "--dates", "large.txt"}, folder_.path());
  EXPECT_THAT(dates.out, HasSubstr("2021-03-05"));
  EXPECT_THAT(run_guanxi({"extract", "--mentions", "large.txt"}, folder_.path()).out, HasSubstr("默克尔"));
  // A stray byte in the last window: the file is refused before a line of it is written.
  std::ofstream(folder_.path() / "large.txt", std::ios::binary | std::ios::app) << "\x80";
  const ProgramResult stray = run_guanxi({"extract", "large.txt"}, folder_.path());
  EXPECT_EQ(stray.status, 2);
  EXPECT_EQ(stray.out, "");
  EXPECT_THAT(stray.err, HasSubstr("byte " + std::to_string(bytes.size())));
}

}  // namespace
}  // namespace guanxi
