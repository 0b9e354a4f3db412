#include "extract/text/text_document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "extract/statement/error.h"
#include "tests/text/pack.h"

namespace guanxi {
namespace {

using testing::encoded;
using testing::reader;

std::vector<std::filesystem::path> seeds() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(testing::source_dir() / "seeds")) {
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// What must hold for every sentence of every document.
void expect_exact(const TextDocument& document, const std::string& bytes, const char* converter) {
  const std::vector<std::string> lines = [&] {
    std::vector<std::string> all(1);
    for (const char c : document.text) {
      if (c == '\n') {
        all.emplace_back();
      } else {
        all.back() += c;
      }
    }
    return all;
  }();
  std::uint64_t last = 0;
  for (const Sentence& sentence : document.sentences) {
    ASSERT_LT(sentence.begin, sentence.end);
    ASSERT_GE(sentence.begin, last) << "sentences overlap";
    last = sentence.end;
    const std::string slice = bytes.substr(sentence.begin, sentence.end - sentence.begin);
    const std::string original(document.original(sentence));
    ASSERT_EQ(slice, encoded(original, converter)) << original;
    ASSERT_EQ(sentence.map.size(), sentence.text.size());
    ASSERT_EQ(sentence.map.source_begin(0), sentence.begin) << original;
    ASSERT_EQ(sentence.map.source_end(sentence.text.size()), sentence.end) << original;
    const std::string first_line = original.substr(0, original.find_first_of("\r\n"));
    ASSERT_NE(lines[sentence.line - 1].find(first_line), std::string::npos)
        << sentence.line << ": " << first_line;
    // Each character of the reading, read back from the file, reads the same; folded ones need no more than
    // that.
    for (std::size_t i = 0; i < sentence.text.size();) {
      std::size_t end = i + 1;
      while (end < sentence.text.size() && (sentence.text[end] & 0xC0) == 0x80) ++end;
      ASSERT_LE(sentence.map.source_begin(i), sentence.map.source_end(end));
      ASSERT_GE(sentence.map.source_begin(i), sentence.begin);
      ASSERT_LE(sentence.map.source_end(end), sentence.end);
      i = end;
    }
  }
}

TEST(TextDocument, OffsetsAreExactOnTheSeedsInEveryEncoding) {
  ASSERT_EQ(seeds().size(), 5u);
  for (const auto& file : seeds()) {
    const std::string text = testing::read_file(file);
    const TextDocument plain = reader().read(file.string(), text);
    EXPECT_GT(plain.sentences.size(), 100u);
    for (const char* converter : {"UTF-8", "gb18030", "UTF-16LE", "UTF-16BE"}) {
      SCOPED_TRACE(file.filename().string() + " " + converter);
      const std::string bytes = encoded(text, converter);
      const TextDocument document = reader().read(file.string(), bytes);
      expect_exact(document, bytes, converter);
      ASSERT_EQ(document.sentences.size(), plain.sentences.size());
      for (std::size_t i = 0; i < plain.sentences.size(); ++i) {
        ASSERT_EQ(document.sentences[i].text, plain.sentences[i].text);
        ASSERT_EQ(document.sentences[i].line, plain.sentences[i].line);
      }
    }
  }
}

TEST(TextDocument, CarriageReturnsAndMarksChangeNoSentence) {
  const std::string text = testing::read_file(seeds()[3]);
  std::string windows = "\xEF\xBB\xBF";
  for (const char c : text) windows += c == '\n' ? "\r\n" : std::string(1, c);
  const TextDocument plain = reader().read("a", text);
  const TextDocument document = reader().read("a", windows);
  ASSERT_EQ(document.sentences.size(), plain.sentences.size());
  for (std::size_t i = 0; i < plain.sentences.size(); ++i) {
    EXPECT_EQ(document.sentences[i].text, plain.sentences[i].text);
    EXPECT_EQ(document.sentences[i].line, plain.sentences[i].line);
    EXPECT_EQ(
        windows.substr(document.sentences[i].begin, document.sentences[i].end - document.sentences[i].begin),
        document.original(document.sentences[i]));
  }
}

TEST(TextDocument, CutsOfTheSeedsAreMended) {
  const auto holds = [](const TextDocument& document, std::uint32_t line, const std::string& part) {
    for (const Sentence& sentence : document.sentences) {
      if (sentence.line == line && sentence.text.find(part) != std::string::npos) return true;
    }
    return false;
  };
  const TextDocument first = reader().read("0", testing::read_file(seeds()[0]));
  EXPECT_TRUE(holds(first, 29, "武汉市中心医院被发现。"));
  EXPECT_TRUE(holds(first, 53, "下午4点前报送。"));
  EXPECT_TRUE(holds(first, 301, "同时，还迅速组建"));
  EXPECT_TRUE(holds(first, 425, "习近平总书记的话"));
  EXPECT_TRUE(holds(first, 599, "多位中医专家视频连线14个国家"));
  const TextDocument third = reader().read("2", testing::read_file(seeds()[2]));
  EXPECT_TRUE(holds(third, 67, "决战脱贫攻坚的收官之年。"));
  EXPECT_TRUE(holds(third, 131, "牢记使命”，“让党旗"));
  EXPECT_TRUE(holds(third, 321, "维护全球产业链"));
  EXPECT_EQ(third.title, "风雨无阻向前进");
  const TextDocument fifth = reader().read("4", testing::read_file(seeds()[4]));
  EXPECT_TRUE(holds(fifth, 52, "流行高峰已经过去，"));
  EXPECT_TRUE(holds(fifth, 91, "习近平指出，当前，"));
  EXPECT_TRUE(holds(fifth, 189, "深化交流合作，"));
}

TEST(TextDocument, TheTraditionalSeedReadsSimplified) {
  const TextDocument document = reader().read("3", testing::read_file(seeds()[3]));
  EXPECT_EQ(document.script, Script::kTraditional);
  EXPECT_EQ(document.front_matter.at("date"), "2020-04-07");
  for (const Sentence& sentence : document.sentences) {
    for (const char* wrong : {"恢覆", "覆函", "覆工", "國", "會", "「"}) {
      EXPECT_EQ(sentence.text.find(wrong), std::string::npos) << sentence.text;
    }
  }
}

TEST(TextDocument, EmptyDocumentHasNothing) {
  const TextDocument document = reader().read("a", "");
  EXPECT_TRUE(document.blocks.empty());
  EXPECT_TRUE(document.sentences.empty());
  EXPECT_EQ(document.size, 0u);
}

TEST(TextDocument, OneReaderServesManyThreads) {
  const std::string text = testing::read_file(seeds()[3]);
  const std::size_t expected = reader().read("a", text).sentences.size();
  std::vector<std::size_t> found(4);
  std::vector<std::thread> threads;
  for (std::size_t& count : found) {
    threads.emplace_back([&] {
      for (int i = 0; i < 3; ++i) count = reader().read("a", text).sentences.size();
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::size_t count : found) EXPECT_EQ(count, expected);
}

// ---- windows
// ---------------------------------------------------------------------------------------------------

class Windows : public ::testing::Test {
 protected:
  void SetUp() override {
    file_ = std::filesystem::path(::testing::TempDir()) /
            (std::string("windows-") + ::testing::UnitTest::GetInstance()->current_test_info()->name());
  }
  void TearDown() override { std::filesystem::remove(file_); }

  void write(const std::string& bytes) { std::ofstream(file_, std::ios::binary) << bytes; }

  std::vector<TextDocument> windows(std::size_t bytes) {
    std::vector<TextDocument> all;
    reader().each_window(
        file_, "f", [&](TextDocument window) { all.push_back(std::move(window)); }, bytes);
    return all;
  }

  std::filesystem::path file_;
};

TEST_F(Windows, GiveTheSentencesOfTheWholeFile) {
  std::string text;
  for (int i = 0; i < 8; ++i) text += testing::read_file(seeds()[1]);
  for (const char* converter : {"UTF-8", "gb18030", "UTF-16LE"}) {
    const std::string bytes = encoded(text, converter);
    write(bytes);
    const TextDocument whole = reader().read("f", bytes);
    std::size_t next = 0;
    const std::vector<TextDocument> all = windows(100000);
    ASSERT_GT(all.size(), 4u);
    for (std::size_t i = 0; i < all.size(); ++i) {
      const TextDocument& window = all[i];
      EXPECT_EQ(window.first, i == 0);
      EXPECT_EQ(window.last, i + 1 == all.size());
      EXPECT_EQ(window.size, bytes.size());
      for (const Sentence& sentence : window.sentences) {
        ASSERT_LT(next, whole.sentences.size());
        const Sentence& expected = whole.sentences[next++];
        ASSERT_EQ(sentence.text, expected.text) << converter << " window " << i;
        ASSERT_EQ(sentence.line, expected.line);
        ASSERT_EQ(sentence.begin, expected.begin);
        ASSERT_EQ(sentence.end, expected.end);
        ASSERT_EQ(encoded(std::string(window.original(sentence)), converter),
                  bytes.substr(sentence.begin, sentence.end - sentence.begin));
      }
    }
    EXPECT_EQ(next, whole.sentences.size()) << converter;
  }
}

TEST_F(Windows, OneLineWithoutAnyBreak) {
  std::string text;
  for (int i = 0; i < 30000; ++i) text += "第" + std::to_string(i) + "次会谈在港口举行。";
  write(text);
  std::string all;
  std::size_t count = 0;
  for (const TextDocument& window : windows(100000)) {
    for (const Sentence& sentence : window.sentences) {
      EXPECT_EQ(sentence.line, 1u);
      EXPECT_EQ(text.substr(sentence.begin, sentence.end - sentence.begin), sentence.text);
      all += sentence.text;
      ++count;
    }
  }
  EXPECT_EQ(all, text);
  EXPECT_EQ(count, 30000u);
}

TEST_F(Windows, AFaultFarBehindIsFoundBeforeTheFirstWindow) {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "会谈在港口举行。\n";
  const std::size_t at = text.size() - 25 * 10;
  write(text.substr(0, at) + "\x80" + text.substr(at));
  int calls = 0;
  try {
    reader().each_window(
        file_, "dir/f.txt", [&](const TextDocument&) { ++calls; }, 50000);
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInput);
    EXPECT_THAT(error.what(), ::testing::HasSubstr("dir/f.txt: byte " + std::to_string(at)));
  }
  EXPECT_EQ(calls, 0);
}

TEST_F(Windows, ASmallFileIsOneWindow) {
  write("# 题\n\n会谈在港口举行。\n");
  const std::vector<TextDocument> all = windows(TextReader::kWindowBytes);
  ASSERT_EQ(all.size(), 1u);
  EXPECT_TRUE(all[0].first && all[0].last);
  EXPECT_EQ(all[0].sentences.size(), 2u);
}

TEST_F(Windows, AMissingFileIsNamed) {
  EXPECT_THROW(reader().each_window("/nonexistent/file", "f", [](const TextDocument&) {}), Error);
}

}  // namespace
}  // namespace guanxi
