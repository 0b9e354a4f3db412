#include "extract/text/script.h"

#include <gtest/gtest.h>

#include <fstream>
#include <opencc/SimpleConverter.hpp>

#include "tests/text/pack.h"

namespace guanxi {
namespace {

const ScriptReader& script() {
  return testing::reader().script_reader();
}

std::string read_as(Script kind, const std::string& text) {
  std::string reading;
  SourceMap map;
  script().read(text, kind, 0, &reading, &map);
  EXPECT_EQ(map.size(), reading.size());
  return reading;
}

TEST(Script, TellsTheScripts) {
  EXPECT_EQ(script().script_of("总统在首都会见了来访的客人。"), Script::kSimplified);
  EXPECT_EQ(script().script_of("總統在首都會見了來訪的客人。"), Script::kTraditional);
  EXPECT_EQ(script().script_of("Plain English."), Script::kSimplified);
}

TEST(Script, ReadsTraditionalAsSimplified) {
  EXPECT_EQ(script().read("總統會見國務院總理，並發表講話。"), "总统会见国务院总理，并发表讲话。");
  EXPECT_EQ(script().read("衞生署與臺灣、裏海、峯會"), "卫生署与台湾、里海、峰会");
}

TEST(Script, PhrasesDecideWhereACharacterIsAmbiguous) {
  EXPECT_EQ(read_as(Script::kTraditional, "乾隆年間的乾糧"), "乾隆年间的干粮");
  EXPECT_EQ(read_as(Script::kTraditional, "瞭望臺上瞭解情況"), "瞭望台上了解情况");
  EXPECT_EQ(read_as(Script::kTraditional, "他看著這部著名的著作"), "他看着这部著名的著作");
}

TEST(Script, SimplifiedTextKeepsCharactersThatBothScriptsUse) {
  EXPECT_EQ(read_as(Script::kSimplified, "乾隆皇帝的著作"), "乾隆皇帝的著作");
  EXPECT_EQ(read_as(Script::kSimplified, "他瞭望远方"), "他瞭望远方");
}

TEST(Script, SlipsOfOtherConvertersAreMended) {
  EXPECT_EQ(read_as(Script::kTraditional, "恢覆生產、有序覆工、覆函致謝"), "恢复生产、有序复工、复函致谢");
  EXPECT_EQ(read_as(Script::kSimplified, "恢覆秩序，覆盖全国"), "恢复秩序，覆盖全国");
}

TEST(Script, FoldsFormsAndMarks) {
  EXPECT_EQ(read_as(Script::kSimplified, "「三早」方案『要點』"), "“三早”方案‘要点’");
  EXPECT_EQ(read_as(Script::kSimplified, "彼得‧格鲁斯与约翰•史密斯"), "彼得·格鲁斯与约翰·史密斯");
  EXPECT_EQ(read_as(Script::kSimplified, "２０２０年１月ＷＨＯ"), "2020年1月WHO");
  EXPECT_EQ(read_as(Script::kSimplified, "⼈⺠日报"), "人民日报");
  EXPECT_EQ(read_as(Script::kSimplified, "北\u200b京"), "北京");
}

TEST(Script, HalfWidthMarksNextToChineseBecomeWide) {
  EXPECT_EQ(read_as(Script::kSimplified, "报道,会议(视频)召开:内容;其他?"),
            "报道，会议（视频）召开：内容；其他？");
  EXPECT_EQ(read_as(Script::kSimplified, "数据库(GISAID),全球"), "数据库（GISAID），全球");
  EXPECT_EQ(read_as(Script::kSimplified, "共1,000人,12:30到达"), "共1,000人，12:30到达");
  EXPECT_EQ(read_as(Script::kSimplified, "见 https://a.b/c?d=1,2"), "见 https://a.b/c?d=1,2");
}

TEST(Script, OffsetsLeadBackThroughChangedLengths) {
  const std::string text = "报道,２０２０年\u200b「會議」";
  std::string reading;
  SourceMap map;
  script().read(text, Script::kTraditional, 100, &reading, &map);
  EXPECT_EQ(reading, "报道，2020年“会议”");
  const std::size_t year = reading.find("2020");
  EXPECT_EQ(map.source_begin(year), 100 + text.find("２"));
  EXPECT_EQ(map.source_end(year + 4), 100 + text.find("年"));
  const std::size_t meeting = reading.find("会议");
  EXPECT_EQ(map.source_begin(meeting), 100 + text.find("會"));
  EXPECT_EQ(map.source_end(meeting + 6), 100 + text.find("」"));
}

// OpenCC itself is the judge on text that has none of what the pack adds to it.
TEST(Script, AgreesWithOpenCC) {
  const opencc::SimpleConverter converter("t2s.json");
  const std::string text =
      "發展中國家的總幹事瞭解災後復甦的徵兆，乾淨俐落；答覆說：憑藉著名專家鍾教授的沈默，項鍊於是回覆原狀。"
      "麼麼、傢俱、慾望、鬱金香、制度與製造、隻身前往、颱風、週末、佔領、準備、標準、裡外、體系、關係、聯繫。"
      "以色列總理、義大利、紐西蘭、寮國、衣索比亞、象牙海岸。頭髮、發現、麵條、面對、鬥爭、幾乎、茶几、後天、"
      "皇后。";
  std::string expected = converter.Convert(text);
  std::string reading = read_as(Script::kTraditional, text);
  const auto drop = [](std::string s, const std::string& what, const std::string& by) {
    for (std::size_t i = 0; (i = s.find(what, i)) != std::string::npos; i += by.size())
      s.replace(i, what.size(), by);
    return s;
  };
  EXPECT_EQ(reading, drop(expected, "回覆", "回复"));
}

}  // namespace
}  // namespace guanxi
