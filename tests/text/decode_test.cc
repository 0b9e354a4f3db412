#include "extract/text/decode.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/statement/error.h"
#include "tests/text/pack.h"

namespace guanxi {
namespace {

using testing::encoded;
using ::testing::HasSubstr;

const std::string kSimplified =
    "五月三日，两国外交部长在海港城市会谈。\n双方同意，明年春天再次会面；具体日期另行商定。\r\n会谈用了4个小"
    "时。\n";
const std::string kTraditional =
    "五月三日，兩國外交部長在海港城市會談。\n雙方同意，明年春天再次會面；具體日期另行商定。\r\n會談用了4個小"
    "時。\n";

struct Case {
  const char* converter;
  const std::string* text;
  Encoding encoding;
};

class DecodeEvery : public ::testing::TestWithParam<Case> {};

TEST_P(DecodeEvery, FindsTheEncodingAndMapsBack) {
  const Case& c = GetParam();
  const std::string bytes = encoded(*c.text, c.converter);
  const Decoded decoded = decode(bytes, "a.txt");
  EXPECT_EQ(decoded.encoding, c.encoding);
  EXPECT_EQ(decoded.text, *c.text);
  // Every character leads back to exactly its own bytes.
  for (std::size_t i = 0; i < decoded.text.size();) {
    std::size_t end = i + 1;
    while (end < decoded.text.size() && (decoded.text[end] & 0xC0) == 0x80) ++end;
    const std::uint64_t from = decoded.map.source_begin(i);
    const std::uint64_t to = decoded.map.source_end(end);
    ASSERT_LT(from, to);
    EXPECT_EQ(bytes.substr(from, to - from), encoded(decoded.text.substr(i, end - i), c.converter));
    i = end;
  }
}

INSTANTIATE_TEST_SUITE_P(Encodings, DecodeEvery,
                         ::testing::Values(Case{"UTF-8", &kSimplified, Encoding::kUtf8},
                                           Case{"UTF-8", &kTraditional, Encoding::kUtf8},
                                           Case{"gb18030", &kSimplified, Encoding::kGb18030},
                                           Case{"gb18030", &kTraditional, Encoding::kGb18030},
                                           Case{"GBK", &kSimplified, Encoding::kGb18030},
                                           Case{"Big5", &kTraditional, Encoding::kBig5},
                                           Case{"UTF-16LE", &kSimplified, Encoding::kUtf16Le},
                                           Case{"UTF-16BE", &kSimplified, Encoding::kUtf16Be},
                                           Case{"UTF-16LE", &kTraditional, Encoding::kUtf16Le},
                                           Case{"UTF-16BE", &kTraditional, Encoding::kUtf16Be}));

TEST(Decode, MarksAreNoPartOfTheText) {
  for (const auto& [mark, converter] : {std::pair{std::string("\xEF\xBB\xBF"), "UTF-8"},
                                        {std::string("\xFF\xFE"), "UTF-16LE"},
                                        {std::string("\xFE\xFF"), "UTF-16BE"},
                                        {std::string("\x84\x31\x95\x33"), "gb18030"}}) {
    const Decoded decoded = decode(mark + encoded(kSimplified, converter), "a.txt");
    EXPECT_EQ(decoded.text, kSimplified) << converter;
    EXPECT_EQ(decoded.map.source_begin(0), mark.size()) << converter;
    EXPECT_EQ(decoded.map.source_end(decoded.text.size()),
              mark.size() + encoded(kSimplified, converter).size());
  }
}

TEST(Decode, ShortTextsAreRecognised) {
  EXPECT_EQ(decode(encoded("总统访问法国。", "gb18030"), "a").encoding, Encoding::kGb18030);
  EXPECT_EQ(decode(encoded("總統訪問法國。", "Big5"), "a").encoding, Encoding::kBig5);
  EXPECT_EQ(decode(encoded("总统访问法国。", "UTF-16LE"), "a").encoding, Encoding::kUtf16Le);
  EXPECT_EQ(decode(encoded("plain ascii\n", "UTF-16BE"), "a").encoding, Encoding::kUtf16Be);
}

TEST(Decode, CharactersBeyondThePlaneOfUtf16) {
  const std::string text = "他姓\U00020BB7，住在北京。\n";
  for (const char* converter : {"UTF-16LE", "gb18030"}) {
    const Decoded decoded = decode(encoded(text, converter), "a");
    EXPECT_EQ(decoded.text, text);
    EXPECT_EQ(decoded.map.source_end(10) - decoded.map.source_begin(6), 4u);
  }
}

TEST(Decode, EmptyTextIsFine) {
  EXPECT_EQ(decode("", "a.txt").text, "");
  EXPECT_EQ(decode("\xEF\xBB\xBF", "a.txt").text, "");
  EXPECT_EQ(decode("\xFF\xFE", "a.txt").text, "");
}

void expect_refused(const std::string& bytes, const std::string& offset) {
  try {
    decode(bytes, "dir/b.txt");
    ADD_FAILURE() << "was accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInput);
    EXPECT_THAT(error.what(), HasSubstr("dir/b.txt: byte " + offset + ":"));
  }
}

TEST(Decode, AStrayByteInUtf8IsReportedWithItsOffset) {
  const std::string text = kSimplified + kSimplified;
  const std::size_t at = text.find("双方");
  expect_refused(text.substr(0, at) + "\x80" + text.substr(at), std::to_string(at));
  expect_refused("plain text with one \x9C byte", "20");
  expect_refused(kSimplified.substr(0, kSimplified.size() - 3), std::to_string(kSimplified.size() - 4));
}

TEST(Decode, WhatIsNoTextIsRefused) {
  expect_refused(std::string("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\1\0", 20), "8");
  expect_refused(std::string("abc\0def\n", 8), "3");
  expect_refused(std::string(4096, '\0'), "0");
  expect_refused(std::string("PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00\xDF\xA4\xD2lZ\x01", 20), "5");
}

TEST(Decode, DamagedGb18030AndUtf16NameTheByte) {
  std::string bytes = encoded(kSimplified, "gb18030");
  bytes.insert(40, "\xFF");
  EXPECT_THROW(decode(bytes, "a"), Error);
  std::string units = encoded(kSimplified, "UTF-16LE");
  units.replace(20, 2, "\x00\xD8", 2);  // a surrogate without its partner
  try {
    decode(std::string("\xFF\xFE") + units, "a");
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("byte 22:"));
    EXPECT_THAT(error.what(), HasSubstr("UTF-16LE"));
  }
}

TEST(Decode, LongTextKeepsItsOffsetsAcrossChunks) {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "第" + std::to_string(i) + "号文件\U00020BB7。\n";
  for (const char* converter : {"gb18030", "UTF-16BE"}) {
    const std::string bytes = encoded(text, converter);
    const Decoded decoded = decode(bytes, "a");
    ASSERT_EQ(decoded.text, text);
    for (std::size_t i = text.size() - 40; i > 100000; i -= 99991) {
      const std::size_t begin = text.find('\n', i) + 1;
      EXPECT_EQ(decoded.map.source_begin(begin), encoded(text.substr(0, begin), converter).size());
    }
  }
}

TEST(DecodeStretch, LeavesACutCharacterForTheNext) {
  for (const char* converter : {"UTF-8", "gb18030", "UTF-16LE"}) {
    const std::string bytes = encoded(kSimplified, converter);
    const Encoding encoding = decode(bytes, "a").encoding;
    for (std::size_t cut = 1; cut < bytes.size(); ++cut) {
      std::size_t consumed = 0;
      const Decoded head = decode_stretch(bytes.substr(0, cut), encoding, "a", 0, false, &consumed);
      ASSERT_LE(consumed, cut);
      std::size_t rest = 0;
      const Decoded tail = decode_stretch(bytes.substr(consumed), encoding, "a", consumed, true, &rest);
      EXPECT_EQ(head.text + tail.text, kSimplified) << converter << " " << cut;
      EXPECT_EQ(tail.map.source_begin(0), consumed);
    }
  }
}

}  // namespace
}  // namespace guanxi
