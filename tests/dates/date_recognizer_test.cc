#include "extract/dates/date_recognizer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "extract/statement/error.h"

namespace guanxi {
namespace {

using testing::ElementsAre;

const DateRecognizer& recognizer() {
  static const DateRecognizer made(std::string(GUANXI_SOURCE_DIR) + "/schemas/zh/dates.yaml");
  return made;
}

// A document as a caller reads it: "# " begins a heading, other lines are paragraphs of one or more
// sentences, parted by "|". The values of all sentences, "-" for a date expression without one.
std::vector<std::string> read(const std::string& publication, const std::vector<std::string>& lines) {
  DateContext context;
  EXPECT_EQ(recognizer().set_publication(publication, context), !publication.empty());
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  if (!context.publication) recognizer().guess_publication(text, context);
  std::vector<std::string> values;
  for (const std::string& line : lines) {
    if (line.starts_with("# ")) {
      recognizer().read_heading(line, context);
      continue;
    }
    context.begin_paragraph();
    std::size_t begin = 0;
    while (begin < line.size()) {
      const std::size_t end = std::min(line.find('|', begin), line.size());
      const std::string sentence = line.substr(begin, end - begin);
      const auto mentions = recognizer().find(sentence, context);
      for (const DateMention& mention : mentions) {
        if (!mention.dateline) values.push_back(mention.edtf.empty() ? "-" : mention.edtf);
      }
      recognizer().advance(sentence, mentions, context);
      begin = end + 1;
    }
  }
  return values;
}

TEST(DateRecognizer, TakesTheDayThatClosesTheDocumentForItsOwn) {
  EXPECT_EQ(read("", {"外长九日抵达。", "当天离开。", "（二○一三年十月十一日）"}),
            (std::vector<std::string>{"2013-10-09", "2013-10-09", "2013-10-11"}));
  EXPECT_TRUE(recognizer().number_at("十日", 0));
  EXPECT_FALSE(recognizer().number_at("十日", 3));
}

TEST(DateRecognizer, TakesTheDayBelowTheTitleBehindItsSource) {
  EXPECT_EQ(read("", {"总统接见访问团", "总统府新闻稿 中华民国112年5月3日", "访问团昨日抵达。"}),
            (std::vector<std::string>{"2023-05-03", "2023-05-02"}));
  // A sentence is none.
  EXPECT_EQ(read("", {"往来纪事", "两国建交，是在1972年9月29日", "访问团昨日抵达。"}),
            (std::vector<std::string>{"1972-09-29", "-"}));
}

TEST(DateRecognizer, DoesNotGoIntoTheYearsOfALookBack) {
  // Neither what is since a month long before, nor what will be after a year, is where the story stands.
  EXPECT_THAT(read("", {"外长2014年11月9日抵达。|这是他2012年年底以来头一回来访。|10日，两人会面。"}),
              ElementsAre("2014-11-09", "2012-12~/..", "2014-11-10"));
  EXPECT_THAT(read("", {"1984年4月18日会谈。|协定不可能在1997年后延续。|六月，三人抵达。"}),
              ElementsAre("1984-04-18", "1998/..", "1984-06"));
  EXPECT_THAT(read("", {"2014年峰会闭幕。|9日，外长到访，这是2012年3月以来首次。"}),
              ElementsAre("2014", "-", "2012-03/.."));
}

TEST(DateRecognizer, ReadsDaysThatStoriesTell) {
  EXPECT_THAT(read("", {"2000年5月19日签署协议，三天前，外长抵达。"}),
              ElementsAre("2000-05-19", "2000-05-16"));
  EXPECT_THAT(read("", {"2008年5月24日抵达。|同年7月初再次到访，1日会谈。"}),
              ElementsAre("2008-05-24", "2008-07~", "2008-07-01"));
  EXPECT_THAT(read("", {"2023年7月原计划到访，至10月12日才成行，次日会谈。"}),
              ElementsAre("2023-07", "2023-10-12", "2023-10-13"));
  EXPECT_THAT(read("", {"# 访问日程（1973）", "9月12日 星期三 抵达，当日离开。"}),
              ElementsAre("1973-09-12", "1973-09-12"));
  EXPECT_THAT(read("2023-09-28", {"年底前，外长将到访。"}), ElementsAre("../2023-12~"));
  // A narrative goes on in the month that it told; that evening is the evening of the day before.
  EXPECT_THAT(read("", {"2018年4月8日会面。", "两年后的2020年3月，代表团再次来访。|26日离开。"}),
              testing::Contains("2020-03-26"));
  EXPECT_THAT(read("", {"2016年7月7日奠基。", "典礼前一天，客人抵达，当晚赴宴。|次日，宾主话别。"}),
              ElementsAre("2016-07-07", "2016-07-06", "2016-07-06", "2016-07-07"));
  EXPECT_THAT(read("", {"2016年7月7日开会，通报前一天情况，当天闭幕。"}),
              ElementsAre("2016-07-07", "2016-07-06", "2016-07-07"));
  EXPECT_TRUE(recognizer().asks("那次是哪一天？"));
  EXPECT_FALSE(recognizer().asks("那次是2010年。"));
}

TEST(DateRecognizer, GivesBytesOfTheSentence) {
  DateContext context;
  const std::string sentence = "外长于2021年3月5日上午抵达，自次日起访问三天。";
  const auto mentions = recognizer().find(sentence, context);
  ASSERT_EQ(mentions.size(), 2U);
  EXPECT_EQ(sentence.substr(mentions[0].begin, mentions[0].end - mentions[0].begin), "2021年3月5日上午");
  EXPECT_EQ(mentions[0].edtf, "2021-03-05");
  EXPECT_EQ(sentence.substr(mentions[1].begin, mentions[1].end - mentions[1].begin), "自次日起");
  EXPECT_EQ(mentions[1].edtf, "2021-03-06/..");
  EXPECT_EQ(mentions[1].kind, DateKind::kSince);
  EXPECT_TRUE(mentions[1].relative);
}

TEST(DateRecognizer, TakesTheDatelineAsPublication) {
  EXPECT_THAT(read("", {"新华社内罗毕2018年7月25日电　25日上午，两国外长会谈。|昨天，他们还通了电话。",
                        "代表团将于3日离开。"}),
              ElementsAre("2018-07-25", "2018-07-24", "2018-08-03"));
  EXPECT_THAT(read("2018-07-26", {"本报内罗毕7月25日电　两国外长今天会谈。"}), ElementsAre("2018-07-25"));
}

TEST(DateRecognizer, AnchorsAChronicleInItsHeadings) {
  EXPECT_THAT(read("2016-05-02", {"# 2015年11月底", "◆召开筹备会。", "# 12月30日", "◆代表团抵达，次日返回。",
                                  "# 2016年1月", "# 1月1日", "◆外长日前致电慰问。", "◆访问（至4日）。",
                                  "◆截至当日，共有三批。|此后没有通报。"}),
              ElementsAre("2015-12-31", "2016-01-01~", "2016-01-01/2016-01-04", "../2016-01-01", "-"));
}

TEST(DateRecognizer, RollsTheYearOverBetweenHeadings) {
  DateContext context;
  ASSERT_TRUE(recognizer().set_publication("2010-04-07", context));
  const auto heading = [&](const char* line) {
    EXPECT_TRUE(recognizer().read_heading(line, context)) << line;
    return context.heading_text();
  };
  EXPECT_EQ(heading("12月30日"), "2009-12-30");
  EXPECT_EQ(heading("12月31日（星期四）"), "2009-12-31");
  EXPECT_EQ(heading("1月1日"), "2010-01-01");
  EXPECT_EQ(heading("## 2月"), "2010-02");
  EXPECT_EQ(heading("（2月3日至3月4日）"), "2010-02-03/2010-03-04");
  EXPECT_EQ(heading("（3月5日以来）"), "2010-03-05/..");
}

TEST(DateRecognizer, TellsHeadingsFromOtherLines) {
  const auto heading = [](const char* line) {
    DateContext context;
    EXPECT_TRUE(recognizer().set_publication("2010-04-07", context));
    const bool is_date = recognizer().read_heading(line, context);
    EXPECT_EQ(is_date, context.heading.has_value()) << line;
    return context.heading_text();
  };
  EXPECT_EQ(heading("3月5日（惊蛰）"), "2010-03-05");
  EXPECT_EQ(heading("3月5日 星期五"), "2010-03-05");
  EXPECT_EQ(heading("## 3月5日"), "2010-03-05");
  EXPECT_EQ(heading("【3月5日】"), "2010-03-05");
  EXPECT_EQ(heading("2009年："), "2009");
  EXPECT_EQ(heading("2010.3.5"), "2010-03-05");
  EXPECT_EQ(heading("3月5日 外长同对方通电话，讨论合作"), "");
  EXPECT_EQ(heading("2009年 工作回顾"), "");
  EXPECT_EQ(heading("截至3月5日"), "");
  EXPECT_EQ(heading("会谈在3月5日"), "");
  EXPECT_EQ(heading(""), "");
}

TEST(DateRecognizer, TakesAYearFromATitleOnlyWhereNoneIsKnown) {
  DateContext context;
  EXPECT_FALSE(recognizer().read_heading("2008年抗震救灾纪事", context));
  EXPECT_EQ(context.publication->text(), "2008");
  EXPECT_FALSE(recognizer().read_heading("2003年抗疫纪事", context));
  EXPECT_EQ(context.publication->text(), "2008");
  EXPECT_FALSE(recognizer().read_heading("内罗毕消息（2009年5月3日）", context));
  EXPECT_EQ(context.publication->text(), "2009-05-03");
  EXPECT_FALSE(recognizer().read_heading("内罗毕消息（2007年5月3日）", context));
  EXPECT_EQ(context.publication->text(), "2009-05-03");
}

TEST(DateRecognizer, GoesOnWithoutAYearUnderAHeadingWithoutOne) {
  DateContext context;
  context.heading = Moment::of_month(2001, 2);
  EXPECT_TRUE(recognizer().read_heading("2月30日", context));
  EXPECT_EQ(context.heading_text(), "");
}

TEST(DateRecognizer, TakesLinearTimeForUnclosedTitles) {
  std::string text;
  for (int i = 0; i < 200000; ++i) text += "《";
  EXPECT_TRUE(recognizer().find(text + "2020年1月", DateContext()).size() == 1);
}

TEST(DateRecognizer, KeepsAHeadingToItsSection) {
  DateContext context;
  ASSERT_TRUE(recognizer().read_heading("2010年2月3日", context));
  context.end_heading();
  EXPECT_EQ(context.heading_text(), "");
}

TEST(DateRecognizer, FindsTheYearOfADocumentWithoutPublication) {
  EXPECT_THAT(read("", {"# 救灾日志（2013年）", "# 8月11日", "◆医疗队抵达，前一天曾在省城休整。"}),
              ElementsAre("2013-08-10"));
  EXPECT_THAT(
      read("", {"九月三十日上午总统启程。", "这是他民国一○五年五月就任后首访。", "今年六月，对方来访。"}),
      ElementsAre("2016-09-30", "2016-05", "2016-06"));
  EXPECT_THAT(read("", {"五月三日，双方会谈。"}), ElementsAre("-"));
  // Since a year is of the past.
  EXPECT_THAT(read("", {"四月一日，代表团启程。", "这是2015年「双城会」以来的首次。"}),
              ElementsAre("-", "2015"));
}

TEST(DateRecognizer, KeepsStoryAndNewsApart) {
  EXPECT_THAT(read("2021-11-26", {"2005年7月3日，两校签约。|12日，首批学生报到。",
                                  "会谈11月25日举行。|24日，代表团抵达。"}),
              ElementsAre("2005-07-03", "2005-07-12", "2021-11-25", "2021-11-24"));
  EXPECT_THAT(read("", {"1998年10月9日，考察队出发。", "12月30日，抵达站区。", "1月4日，设备开机。"}),
              ElementsAre("1998-10-09", "1998-12-30", "1999-01-04"));
}

TEST(DateRecognizer, BeginsAHistoryWithASeason) {
  EXPECT_THAT(read("", {"1963年秋天，客人来到首都。|10月30日，主席会见客人。|1997年5月，总统到访。"}),
              ElementsAre("1963-23", "1963-10-30", "1997-05"));
}

TEST(DateRecognizer, LetsNoLookBackMoveTheStory) {
  EXPECT_THAT(
      read("", {"2012年6月5日，代表团启程，前一天刚开过会。|当天抵达。|截至6月20日，会谈三次。|次日返回。"}),
      ElementsAre("2012-06-05", "2012-06-04", "2012-06-05", "../2012-06-20", "2012-06-06"));
}

TEST(DateRecognizer, ReadsThePublicationOfFrontMatter) {
  for (const char* text : {"2020-04-07", "2020-04-07 18:13:13", "2020-04-07T18:13:13+08:00", "\"2020/4/7\"",
                           "2020年4月7日", "2020.04.07"}) {
    DateContext context;
    ASSERT_TRUE(recognizer().set_publication(text, context)) << text;
    EXPECT_EQ(context.publication->text(), "2020-04-07") << text;
  }
  DateContext context;
  ASSERT_TRUE(recognizer().set_publication("2020-04", context));
  EXPECT_EQ(context.publication->text(), "2020-04");
  ASSERT_TRUE(recognizer().set_publication("1999", context));
  EXPECT_EQ(context.publication->text(), "1999");
  EXPECT_FALSE(recognizer().set_publication("yesterday", context));
  EXPECT_EQ(context.publication->text(), "1999");
}

TEST(DateRecognizer, TakesThePeriodToldLast) {
  for (const char* word : {"访问期间", "访越期间", "在京期间", "会谈期间", "与会期间"}) {
    const std::string next = std::string(word) + "，双方签署了协议。";
    EXPECT_THAT(read("2020-06-01", {"外长于3月5日至7日访问首都。|" + next}),
                ElementsAre("2020-03-05/2020-03-07", "2020-03-05/2020-03-07"))
        << word;
  }
  EXPECT_THAT(read("2020-06-01", {"外长于3月5日至7日访问首都。|访[期间，双方签署了协议。"}),
              ElementsAre("2020-03-05/2020-03-07"));
}

TEST(DateRecognizer, NamesTheFaultOfAPack) {
  const auto file = std::filesystem::path(testing::TempDir()) / "dates.yaml";
  std::ofstream(file) << "numerals: {digits: {一: 12}}\n";
  try {
    const DateRecognizer broken(file);
    FAIL() << "a broken pack was read";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInput);
    EXPECT_THAT(error.what(), testing::HasSubstr("dates.yaml:1:"));
  }
}

TEST(DateRecognizer, ReadsAnyBytes) {
  DateContext context;
  std::string bytes = "2020年\xe5\xb9 1月\xff\xfe\xf0\x9f 3日 \xe4 二〇二〇";
  for (std::size_t i = 0; i < bytes.size(); ++i)
    recognizer().find(std::string_view(bytes).substr(i), context);
  recognizer().find(std::string(1000, '2'), context);
  recognizer().find(std::string("999999999999年99月99日 9999-99-99 民国九千九百九十九年 公元前9999年"),
                    context);
}

}  // namespace
}  // namespace guanxi
