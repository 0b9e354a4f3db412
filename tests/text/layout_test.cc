#include "extract/text/layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/text/pack.h"

namespace guanxi {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

std::vector<std::pair<std::string, std::string>> blocks(const std::string& text) {
  std::vector<std::pair<std::string, std::string>> all;
  for (const Block& block : read_layout(text, testing::pack()).blocks) {
    all.emplace_back(block_kind_name(block.kind), block_text(text, block));
  }
  return all;
}

std::string kind_of(const std::string& line) {
  // Below other text, so that it is not taken for the title.
  const std::string text = "标题\n\n正文第一句话在这里。\n\n" + line + "\n";
  const Layout layout = read_layout(text, testing::pack());
  return layout.blocks.size() < 3 ? "joined" : std::string(block_kind_name(layout.blocks[2].kind));
}

TEST(Layout, NothingIsDropped) {
  const std::string text =
      "---\ntitle: 甲\n---\n# 乙\n\n- 12 -\n3月4日\n◆丙丁，\n戊己。\n\n（一）庚\n1. "
      "辛壬癸。\n\n注：子丑。\n***\n寅卯\n";
  const Layout layout = read_layout(text, testing::pack());
  std::size_t covered = 0;
  for (const Block& block : layout.blocks) {
    covered += block.marker.end - block.marker.begin;
    for (const Span& span : block.spans) covered += span.end - span.begin;
  }
  std::size_t printed = 0;
  for (std::size_t i = 0; i < text.size(); ++i) printed += text[i] != '\n';
  printed -= 2;  // the blanks behind "#" and "1." stand between marker and text
  EXPECT_EQ(covered, printed);
}

TEST(Layout, FrontMatterGivesValuesByUsualKeys) {
  const std::string text =
      "---\ntitle: \"春天的会谈\"\ndate: 2019-03-04\ntags:\n  - 外交\nlink: https://a.b/c:d\n---\n\n正文。\n";
  const Layout layout = read_layout(text, testing::pack());
  EXPECT_THAT(layout.front_matter,
              UnorderedElementsAre(Pair("title", "春天的会谈"), Pair("date", "2019-03-04"),
                                   Pair("link", "https://a.b/c:d")));
  EXPECT_EQ(layout.title, "春天的会谈");
  EXPECT_EQ(layout.blocks.back().kind, BlockKind::kParagraph);
}

TEST(Layout, ARuleIsNoFrontMatter) {
  EXPECT_THAT(blocks("---\n这里是一段普通的文字，没有键。\n---\n又一段。\n"),
              ElementsAre(Pair("furniture", "---"), Pair("paragraph", "这里是一段普通的文字，没有键。"),
                          Pair("furniture", "---"), Pair("paragraph", "又一段。")));
}

TEST(Layout, MetadataLinesOfAWebPage) {
  const std::string text =
      "两国商定明年会谈\n发布时间：2018-06-07 09:30\n来源：海港晚报\n　　两国昨天商定明年会谈。\n";
  const Layout layout = read_layout(text, testing::pack());
  EXPECT_EQ(layout.title, "两国商定明年会谈");
  EXPECT_THAT(layout.front_matter,
              UnorderedElementsAre(Pair("date", "2018-06-07 09:30"), Pair("source", "海港晚报")));
}

TEST(Layout, DateHeadings) {
  for (const char* line : {"1月22日",
                           "2020年1月",
                           "2020年1月22日",
                           "2019年12月底",
                           "（2019年12月27日至2020年1月19日）",
                           "5月5日（立夏）",
                           "十一月三十日",
                           "民國八十八年九月",
                           "2020-01-22",
                           "2020.1.22",
                           "3月1日—3日",
                           "## 1月22日",
                           "◆1月22日",
                           "1月22日：",
                           "【1月22日】",
                           "1月22日 星期三",
                           "3月上旬",
                           "2003年",
                           "1975",
                           "二○○三年四月"}) {
    EXPECT_EQ(kind_of(line), "date-heading") << line;
  }
  for (const char* line : {"1月22日抵达。", "两人1月22日", "22", "2020年预算", "第3日程"}) {
    EXPECT_NE(kind_of(line), "date-heading") << line;
  }
}

TEST(Layout, Headings) {
  EXPECT_EQ(kind_of("一、会谈的经过"), "heading");
  EXPECT_EQ(kind_of("（二）各方的反应"), "heading");
  EXPECT_EQ(kind_of("## 后来"), "heading");
  EXPECT_EQ(kind_of("第三章　结论"), "heading");
  EXPECT_EQ(kind_of("结束语"), "heading");
  EXPECT_EQ(kind_of("一、他说，会谈是有益的。"), "item");
  EXPECT_EQ(kind_of("（3）四月，他再次访问该国。"), "item");
  EXPECT_EQ(kind_of("2. 他再次访问该国。"), "item");
  EXPECT_EQ(kind_of("2.5亿元已经到位。"), "paragraph");
  const std::string text = "甲\n\n# 乙\n\n### 丙\n\n一、丁\n\n（一）戊\n\n己\n";
  std::vector<int> levels;
  for (const Block& block : read_layout(text, testing::pack()).blocks) levels.push_back(block.level);
  EXPECT_THAT(levels, ElementsAre(1, 1, 2, 2, 3, 9));
}

TEST(Layout, BulletsAndNotes) {
  for (const char* line :
       {"◆他来了。", "• 他来了。", "- 他来了。", "●他来了。", "■ 他来了。", "·他来了。", "◆◆他来了。"}) {
    EXPECT_EQ(kind_of(line), "bullet") << line;
  }
  EXPECT_EQ(kind_of("（注3）见该报。"), "footnote");
  EXPECT_EQ(kind_of("注：见该报。"), "footnote");
  EXPECT_EQ(kind_of("[2] 见该报。"), "footnote");
  EXPECT_EQ(kind_of("注意到这一点的人不多。"), "paragraph");
  EXPECT_EQ(kind_of("——他说，这很好。"), "paragraph");
}

TEST(Layout, Furniture) {
  for (const char* line : {"12", "- 12 -", "— 3 —", "第3页", "第 3 页 共 20 页", "Page 3 of 10", "3/15",
                           "(上接7版)", "下转 A15 版", "（下轉第4版）", "----", "***", "（完）"}) {
    EXPECT_EQ(kind_of(line), "furniture") << line;
  }
}

TEST(Layout, DatelinesAreBlocksOfTheirOwn) {
  EXPECT_THAT(blocks("会谈\n　　新华社北京2019年11月26日电　26日上午，双方会谈。\n"),
              ElementsAre(Pair("title", "会谈"), Pair("dateline", "新华社北京2019年11月26日电"),
                          Pair("paragraph", "26日上午，双方会谈。")));
  EXPECT_THAT(blocks("會談\n【本報台北三十日電】總統今天會見來賓。\n"),
              ElementsAre(Pair("title", "會談"), Pair("dateline", "【本報台北三十日電】"),
                          Pair("paragraph", "總統今天會見來賓。")));
  EXPECT_THAT(blocks("會談\n（中央社記者王小明東京7日電）日本首相今天表示，此事已定。\n")[1],
              Pair("dateline", "（中央社記者王小明東京7日電）"));
  EXPECT_THAT(blocks("会谈\n中新社巴黎3月4日电 (记者 王某)法国总统4日抵达。\n")[1],
              Pair("dateline", "中新社巴黎3月4日电 (记者 王某)"));
  EXPECT_EQ(blocks("会谈\n本报讯 记者今天获悉，会谈已经结束。\n").size(), 2u);
  EXPECT_EQ(kind_of("广州消息（2022年5月29日）"), "dateline");
  EXPECT_EQ(kind_of("（新华社北京6月7日电）"), "dateline");
}

TEST(Layout, WhatOnlyLooksLikeADateline) {
  EXPECT_EQ(kind_of("据新华社北京4月6日电，双方举行了会谈。"), "paragraph");
  EXPECT_EQ(kind_of("两国外长3月5日电话会谈，交换了意见。"), "paragraph");
  EXPECT_EQ(kind_of("该国网站3月5日报道称，会谈已经结束。"), "paragraph");
  EXPECT_EQ(kind_of("国家主席4月6日致电该国总统，表示慰问。"), "paragraph");
}

TEST(Layout, ATopicBehindADatelineIsTheTitle) {
  const std::string text = "新华社北京9月6日电 题：风雨同行——合作纪实\n\n新华社记者\n\n这是第一段。\n";
  const Layout layout = read_layout(text, testing::pack());
  EXPECT_EQ(layout.title, "风雨同行——合作纪实");
  EXPECT_THAT(blocks(text),
              ElementsAre(Pair("dateline", "新华社北京9月6日电"), Pair("title", "风雨同行——合作纪实"),
                          Pair("heading", "新华社记者"), Pair("paragraph", "这是第一段。")));
}

TEST(Layout, ContentsEndWhereTheBodyBegins) {
  EXPECT_THAT(
      blocks("　　目　录\n　　前　言\n　　一、经过\n　　二、结论\n　　\n　　前　言\n　　这是正文。\n　　一、"
             "经过\n"),
      ElementsAre(Pair("contents", "目　录"), Pair("contents", "前　言"), Pair("contents", "一、经过"),
                  Pair("contents", "二、结论"), Pair("heading", "前　言"), Pair("paragraph", "这是正文。"),
                  Pair("heading", "经过")));
  EXPECT_EQ(kind_of("第二节　会谈的经过……………………12"), "contents");
}

// ---- joining
// ---------------------------------------------------------------------------------------------------

TEST(Join, APageBreakWithinASentence) {
  EXPECT_THAT(
      blocks("标题\n\n代表团当天上午参观了港口的新码头，随后乘车前往位于市郊山坡上的一家汽\n\n车工厂，同工人"
             "座谈。\n\n下一段。\n"),
      ElementsAre(
          Pair("title", "标题"),
          Pair("paragraph",
               "代表团当天上午参观了港口的新码头，随后乘车前往位于市郊山坡上的一家汽车工厂，同工人座谈。"),
          Pair("paragraph", "下一段。")));
}

TEST(Join, APageNumberAndARunningHeaderBetween) {
  const std::string header = "海港年鉴 第二卷";
  const std::string text = "标题\n\n" + header + "\n\n代表团参观了码头。随后，他们\n\n17\n\n" + header +
                           "\n\n前往工厂，同工人座谈。\n\n" + header + "\n\n结束了访问。\n";
  const auto all = blocks(text);
  EXPECT_THAT(all,
              ::testing::Contains(Pair("paragraph", "代表团参观了码头。随后，他们前往工厂，同工人座谈。")));
  EXPECT_THAT(all, ::testing::Contains(Pair("furniture", "17")));
  EXPECT_THAT(all, ::testing::Contains(Pair("furniture", header)));
}

TEST(Join, OnlyTheFullStopIsLeftForTheNextPage) {
  EXPECT_THAT(blocks("标题\n\n各单位应当在下午四点以前上报\n\n。\n\n下一段。\n"),
              ElementsAre(Pair("title", "标题"), Pair("paragraph", "各单位应当在下午四点以前上报。"),
                          Pair("paragraph", "下一段。")));
}

TEST(Join, AnOpenQuotationOrACommaGoesOn) {
  EXPECT_EQ(blocks("标题\n\n他向全体职工发出号召说：“不忘初心、牢\n\n记使命”。\n").size(), 2u);
  EXPECT_EQ(blocks("标题\n\n◆双方举行会谈。部长指出,\n\n当前,局势稳定。\n").size(), 2u);
}

TEST(Join, HardWrappedParagraphs) {
  const std::string text =
      "港口会谈\n\n"
      "　　两国部长今天在港口城市会谈，讨论\n"
      "渔业和航运。会谈持续三个小时，双方就\n"
      "明年的合作计划达成一致。\n"
      "　　部长随后参观了新建的码头，并同当\n"
      "地的渔民交谈。渔民们告诉他，今年的收\n"
      "成比去年好，价格也比较稳定，只是燃料\n"
      "太贵。\n"
      "　　代表团明天回国。\n";
  EXPECT_THAT(
      blocks(text),
      ElementsAre(
          Pair("title", "港口会谈"),
          Pair(
              "paragraph",
              "两国部长今天在港口城市会谈，讨论渔业和航运。会谈持续三个小时，双方就明年的合作计划达成一致。"),
          Pair("paragraph",
               "部长随后参观了新建的码头，并同当地的渔民交谈。渔民们告诉他，今年的收成比去年好，价格也比较稳"
               "定，只是燃料太贵。"),
          Pair("paragraph", "代表团明天回国。")));
}

TEST(Join, ARunningHeaderRightBelowTheCut) {
  const std::string text =
      "年鉴 2010\n3月5日 总理访华。国家主席会见马\n年鉴 2010\n· 128 ·\n西莫夫。\n3月9日 双方会谈。\n年鉴 "
      "2010\n129\n";
  EXPECT_THAT(blocks(text),
              ::testing::Contains(Pair("paragraph", "3月5日 总理访华。国家主席会见马西莫夫。")));
}

TEST(Join, ALineThatBeginsWithAConnectiveGoesOn) {
  EXPECT_THAT(blocks("標題\n\n發展局局長陳大文、財政司副司長李小明\n等官員陪同會見。\n")[1],
              Pair("paragraph", "發展局局長陳大文、財政司副司長李小明等官員陪同會見。"));
}

TEST(Join, TheLineBehindADateline) {
  // The dateline counts to the width of its line, which is as long as the others.
  const std::string text =
      "港口会谈\n\n"
      "新华社北京2016年11月20日电  应总统玛丽\n"
      "邀请，部长今天抵达港口城市，随后与她会\n"
      "谈了三个小时，双方就明年的合作计划达成\n"
      "一致意见，并同意在今年年底之前再次见面\n"
      "商谈渔业和航运方面的合作计划。\n";
  EXPECT_THAT(blocks(text),
              ::testing::Contains(Pair("paragraph", ::testing::StartsWith("应总统玛丽邀请，部长"))));
}

TEST(Join, ANumberedItemOfAWrappedDocument) {
  const std::string text =
      "会谈纪要\n\n双方在海港城市举行了两天的会谈，就渔业、\n航运和旅游交换意见。会谈之后，代表团参观\n"
      "了码头，并同当地的渔民交谈。渔民们说，今\n年的收成不错，价格也比较稳定。燃料还是贵\n了一点。\n"
      "1. 双方的渔业主管部门在今年年底以前互派专\n家组，商定具体办法。\n";
  EXPECT_THAT(blocks(text).back(),
              Pair("item", "双方的渔业主管部门在今年年底以前互派专家组，商定具体办法。"));
}

TEST(Layout, TheRowsOfATableAreNoHeadings) {
  EXPECT_EQ(kind_of("3月1日\t张三\t研究所"), "paragraph");
}

TEST(Join, LatinWordsKeepTheirSpace) {
  EXPECT_THAT(blocks("标题\n\n他在会上引用了一份叫作 The Harbour and the Sea,\nTwo Years On 的报告。\n")[1],
              Pair("paragraph", "他在会上引用了一份叫作 The Harbour and the Sea, Two Years On 的报告。"));
}

TEST(Join, HeadingsAndListsStayApart) {
  EXPECT_THAT(blocks("标题\n\n乘风破浪，同舟共济\n\n这一年，他们走过了很长的路。\n"),
              ElementsAre(Pair("title", "标题"), Pair("heading", "乘风破浪，同舟共济"),
                          Pair("paragraph", "这一年，他们走过了很长的路。")));
  EXPECT_EQ(blocks("标题\n\n会议作出决定：\n\n成立领导小组，由市长负责；\n\n向各地派出工作组。\n").size(),
            4u);
  EXPECT_EQ(blocks("标题\n\n“路虽远，行则将至。”——老船长\n\n多年以后，他还记得这句话。\n").size(), 3u);
  EXPECT_EQ(blocks("标题\n\n3月4日\n◆他来了。\n3月5日\n◆他走了。\n").size(), 5u);
}

TEST(Join, ABulletAloneOnItsLine) {
  EXPECT_THAT(blocks("标题\n\n◆\n他来了。\n"),
              ElementsAre(Pair("title", "标题"), Pair("bullet", "他来了。")));
}

TEST(Join, WordsThatAScannerSetApart) {
  const std::string text =
      "通知\n\n3月2日 部长 在 港口 会见 客人，介绍 情况。\n3月3日 客人 乘 船 离开 港口。\n"
      "3月4日 渔民 领到 补助。\n到会的有：\n王 晴 李小明 陈大文\n";
  EXPECT_THAT(blocks(text),
              ::testing::IsSupersetOf({Pair("paragraph", "3月2日部长在港口会见客人，介绍情况。"),
                                       Pair("paragraph", "3月4日渔民领到补助。"),
                                       Pair("heading", "王 晴 李小明 陈大文")}));
  // A blank behind a date or between names is no such gap.
  EXPECT_THAT(blocks("通知\n\n3月2日 部长会见客人。\n到会的有 王 晴 李小明 陈大文。\n")[2],
              Pair("paragraph", "到会的有 王 晴 李小明 陈大文。"));
}

TEST(Layout, LinesOfEveryKindOfBreak) {
  const std::string text = "标题\r\n\r\n第一句话说完了。\r第二句话说完了。\n第三句话说完了。";
  const Layout layout = read_layout(text, testing::pack());
  std::vector<std::uint32_t> lines;
  for (const Block& block : layout.blocks) lines.push_back(block.spans[0].line);
  EXPECT_THAT(lines, ElementsAre(1, 3, 4, 5));
}

TEST(Layout, EmptyAndBlankTexts) {
  EXPECT_TRUE(read_layout("", testing::pack()).blocks.empty());
  EXPECT_TRUE(read_layout("\n \n　\n\r\n", testing::pack()).blocks.empty());
}

}  // namespace
}  // namespace guanxi
