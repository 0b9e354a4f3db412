#include "extract/questions/question_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "extract/statement/error.h"

namespace guanxi {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;
using Names = std::vector<std::string>;

// A book of few names.
class SmallBook : public NameBook {
 public:
  std::vector<BookName> named(std::string_view name) const override {
    for (const BookName& known : kKnown)
      if (known.name == name) return {known};
    if (name == "世卫组织" || name == "WHO") return {kKnown[4]};
    return {};
  }
  Names nearest(std::string_view) const override { return {"马克龙"}; }
  void each(const std::function<bool(std::string_view, const BookName&)>& visit) const override {
    for (const BookName& known : kKnown)
      if (!visit(known.name, known)) return;
  }
  Names written(std::string_view canonical) const override {
    return canonical == "武汉市" ? Names{"武汉市", "武漢"} : Names{};
  }
  std::optional<Day> last_day() const override { return day_of(2020, 9, 6); }

 private:
  const std::vector<BookName> kKnown = {{"习近平", "person"},
                                        {"默克尔", "person"},
                                        {"马克龙", "person"},
                                        {"谭德塞", "person"},
                                        {"世界卫生组织", "institution"},
                                        {"中国", "country"},
                                        {"法国", "country"},
                                        {"武汉市", "place"},
                                        {"国务院", "institution"}};
};

const QuestionReader& reader() {
  const std::filesystem::path schemas = std::filesystem::path(GUANXI_SOURCE_DIR) / "schemas";
  static const Pack kPack = Pack::load({schemas / "zh", schemas / "ask"});
  static const QuestionReader kReader(kPack, kPack.ontology());
  return kReader;
}

Question read(std::string_view text, std::string_view today = "") {
  return reader().read(text, SmallBook(), today);
}

std::string refusal(std::string_view text) {
  try {
    read(text);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kUsage) << error.what();
    return error.what();
  }
  ADD_FAILURE() << text << " was understood";
  return "";
}

TEST(QuestionReader, TakesTheQuestionWordForTheOpenSide) {
  const Question question = read("谁联系过世界卫生组织？");
  EXPECT_EQ(question.asked, Asked::kNames);
  EXPECT_TRUE(question.subject.open);
  EXPECT_THAT(question.subject.kinds, UnorderedElementsAre("person", "institution", "country"));
  EXPECT_THAT(question.object.names, ElementsAre("世界卫生组织"));
  EXPECT_THAT(question.families, ElementsAre("contact"));
  EXPECT_FALSE(question.either);
}

TEST(QuestionReader, TellsSidesByTheWordsBesideThem) {
  for (const char* text :
       {"中国援助过哪些国家？", "中国向哪些国家提供了援助", "哪些国家受到中国援助", "哪些国家是由中国援助的",
        "中国援助的国家有哪些", "哪些国家中国援助过", "Which countries did China aid?",
        "Which countries were aided by China?", "Which countries received aid from China?",
        "Which countries did China give aid to?", "List the countries that China aided"}) {
    const Question question = read(text);
    EXPECT_EQ(question.asked, Asked::kNames) << text;
    EXPECT_THAT(question.subject.names, ElementsAre("中国")) << text;
    EXPECT_TRUE(question.object.open) << text;
    EXPECT_THAT(question.object.kinds, ElementsAre("country")) << text;
    EXPECT_THAT(question.relations, ElementsAre("aided")) << text;
  }
  for (const char* text :
       {"哪些国家援助过中国？", "中国从哪些国家得到了援助", "中国得到了哪些国家的援助",
        "中国被哪些国家援助过", "援助中国的国家有哪些", "Which countries aided China?",
        "Which countries was China aided by?", "Which countries did China receive aid from?"}) {
    const Question question = read(text);
    EXPECT_THAT(question.object.names, ElementsAre("中国")) << text;
    EXPECT_TRUE(question.subject.open) << text;
  }
}

TEST(QuestionReader, LetsPartiesOfOneContactChangePlaces) {
  for (const char* text :
       {"默克尔和习近平通过电话吗", "默克尔是否同习近平通过电话",
        "Did Merkel talk with Xi Jinping on the phone?", "Did Merkel and Xi Jinping talk on the phone?"}) {
    const Question question = read(text);
    EXPECT_EQ(question.asked, Asked::kWhether) << text;
    EXPECT_THAT(question.subject.names, ElementsAre("默克尔")) << text;
    EXPECT_THAT(question.object.names, ElementsAre("习近平")) << text;
    EXPECT_TRUE(question.either) << text;
  }
}

TEST(QuestionReader, ReadsTimes) {
  const auto days = [](std::string_view text) { return read(text).time; };
  const auto range = [](const char* first, const char* last) {
    return std::optional(DayRange{Edtf::parse(first)->days().first, Edtf::parse(last)->days().last});
  };
  EXPECT_EQ(days("2020年1月谁和习近平通过电话？"), range("2020-01", "2020-01"));
  EXPECT_EQ(days("2020年1月至3月谁和习近平通过电话？"), range("2020-01", "2020-03"));
  EXPECT_EQ(days("2020年谁和习近平通过电话？"), range("2020", "2020"));
  EXPECT_EQ(days("谁在2020年1月22日和习近平通过电话？"), range("2020-01-22", "2020-01-22"));
  EXPECT_EQ(days("Who phoned Macron in January 2020?"), range("2020-01", "2020-01"));
  EXPECT_EQ(days("Who phoned Macron on 22 January 2020?"), range("2020-01-22", "2020-01-22"));
  EXPECT_EQ(days("Who phoned Macron on Jan 22nd, 2020?"), range("2020-01-22", "2020-01-22"));
  EXPECT_EQ(days("Who phoned Macron between January and March 2020?"), range("2020-01", "2020-03"));
  EXPECT_EQ(days("Who phoned Macron from January to March 2020?"), range("2020-01", "2020-03"));
  const auto since = days("Who phoned Macron since February 2020?");
  EXPECT_EQ(since, (DayRange{*day_of(2020, 2, 1), kNoLastDay}));
  EXPECT_EQ(days("2020年2月以来谁和马克龙通过电话？"), since);
  const auto after = days("Who phoned Macron after January 2020?");
  EXPECT_EQ(after, since);
  EXPECT_EQ(days("2020年1月之后谁和马克龙通过电话？"), after);
  const auto before = days("Who phoned Macron before March 2020?");
  EXPECT_EQ(before, (DayRange{kNoFirstDay, *day_of(2020, 2, 29)}));
  EXPECT_EQ(days("2020年3月之前谁和马克龙通过电话？"), before);
}

TEST(QuestionReader, PutsADateWithoutItsYearBeforeTheDayOfTheQuestion) {
  const Day day = *day_of(2020, 1, 22);
  EXPECT_EQ(read("1月22日谁和习近平通过电话？").time, (DayRange{day, day}));
  EXPECT_EQ(read("Who phoned Macron on 22 January?").time, (DayRange{day, day}));
  const Day earlier = *day_of(2018, 12, 1);
  EXPECT_EQ(read("Who phoned Macron on 1 December?", "2019-06-01").time, (DayRange{earlier, earlier}));
}

TEST(QuestionReader, KnowsWhatIsAsked) {
  EXPECT_EQ(read("默克尔什么时候同习近平通话？").asked, Asked::kWhen);
  EXPECT_EQ(read("When did Merkel and Xi Jinping talk?").asked, Asked::kWhen);
  EXPECT_EQ(read("习近平和马克龙通过几次电话？").asked, Asked::kTimes);
  EXPECT_EQ(read("How many times did Xi Jinping phone Macron?").asked, Asked::kTimes);
  EXPECT_EQ(read("习近平和多少人通过电话？").asked, Asked::kHowMany);
  EXPECT_EQ(read("习近平和谭德塞有什么联系？").asked, Asked::kConnection);
  EXPECT_EQ(read("How are Merkel and Tedros connected?").asked, Asked::kConnection);
  EXPECT_EQ(read("习近平和谭德塞有过哪些接触？").asked, Asked::kStatements);
  EXPECT_EQ(read("习近平2020年1月做了什么？").asked, Asked::kStatements);
  EXPECT_EQ(read("习近平担任什么职务？").asked, Asked::kOffice);
  EXPECT_EQ(read("谁和习近平通话最多？").pick, Pick::kMost);
  EXPECT_EQ(read("习近平最后一次和马克龙通话是什么时候？").pick, Pick::kLast);
}

TEST(QuestionReader, ReadsOffices) {
  for (const char* text :
       {"法国总统是谁？", "谁是法国总统？", "法国的总统是谁", "谁担任法国总统？",
        "Who is the president of France?", "Who is France's president?", "Who is the French president?"}) {
    const Question question = read(text);
    EXPECT_EQ(question.asked, Asked::kNames) << text;
    EXPECT_TRUE(question.subject.open) << text;
    EXPECT_THAT(question.object.names, ElementsAre("法国")) << text;
    EXPECT_THAT(question.offices, testing::Contains("总统")) << text;
    EXPECT_THAT(question.relations, ElementsAre("holds_office")) << text;
  }
  const Question holder = read("法国总统和谁通过电话？");
  EXPECT_THAT(holder.subject.offices, ElementsAre("总统"));
  EXPECT_THAT(holder.subject.bodies, ElementsAre("法国"));
  const Question apposed = read("法国总统马克龙和谁通过电话？");
  EXPECT_THAT(apposed.subject.names, ElementsAre("马克龙"));
  EXPECT_THAT(apposed.subject.offices, IsEmpty());
  EXPECT_THAT(read("Whom did French President Emmanuel Macron phone?").subject.names, ElementsAre("马克龙"));
}

TEST(QuestionReader, AsksForHoldersAndForTheirBodies) {
  const Question bodies = read("哪些国家的总统和习近平通过电话？");
  EXPECT_TRUE(bodies.subject.asks_body());
  EXPECT_THAT(bodies.subject.kinds, ElementsAre("country"));
  for (const char* text : {"Which presidents phoned Xi Jinping?", "哪位总统和习近平通过电话？"}) {
    const Question holders = read(text);
    EXPECT_TRUE(holders.subject.open && holders.subject.held() && !holders.subject.asks_body()) << text;
  }
}

TEST(QuestionReader, TellsKindsByPartsOfNames) {
  EXPECT_THAT(read("哪些医院联系过世卫组织？").subject.named, ElementsAre("医院"));
  EXPECT_THAT(read("Which hospitals contacted WHO?").subject.named, ElementsAre("医院"));
  EXPECT_THAT(read("哪些机构联系过世卫组织？").subject.named, IsEmpty());
}

TEST(QuestionReader, TakesAListOfPartiesForBothSides) {
  for (const char* text : {"When was the last phone call between Merkel and Xi Jinping?",
                           "On which dates did Merkel and Xi Jinping speak?"}) {
    const Question question = read(text);
    EXPECT_EQ(question.asked, Asked::kWhen) << text;
    EXPECT_THAT(question.subject.names, ElementsAre("默克尔")) << text;
    EXPECT_THAT(question.object.names, ElementsAre("习近平")) << text;
  }
}

TEST(QuestionReader, TakesAPlaceBesideTwoPartiesInEveryWriting) {
  const Question question = read("谁在武汉市会见了谭德塞？");
  EXPECT_THAT(question.place, ElementsAre("武汉市"));
  EXPECT_THAT(question.place_words, ElementsAre("武汉市", "武漢"));
}

TEST(QuestionReader, AsksForOneOfSeveralNames) {
  const Question question = read("默克尔和马克龙谁先同习近平通话？");
  EXPECT_TRUE(question.subject.open);
  EXPECT_THAT(question.subject.among, ElementsAre("默克尔", "马克龙"));
  EXPECT_THAT(question.object.names, ElementsAre("习近平"));
  EXPECT_EQ(question.pick, Pick::kFirst);
}

TEST(QuestionReader, TakesWordsBeforeANounForPartsOfItsName) {
  const Question question = read("世卫组织什么时候发布了第三版诊疗方案？");
  EXPECT_THAT(question.object.told, ElementsAre("第三版"));
  EXPECT_THAT(question.object.named, ElementsAre("诊疗方案"));
}

TEST(QuestionReader, LetsAnOfficeStandForItsBody) {
  EXPECT_TRUE(read("哪些国家和习近平通过电话？").subject.represented ||
              read("哪些国家和习近平通过电话？").object.represented);
  const Question question = read("Which officials of the WHO met Xi Jinping?");
  EXPECT_TRUE(question.subject.any_office && question.subject.person && question.subject.open);
  EXPECT_THAT(question.subject.bodies, ElementsAre("世界卫生组织"));
  EXPECT_THAT(read("Has anyone from the WHO met Xi Jinping?").subject.names, ElementsAre("世界卫生组织"));
}

TEST(QuestionReader, RefusesMoreNamesThanSides) {
  EXPECT_THAT(refusal("中国哪些机构联系过世卫组织？"), HasSubstr("belongs to"));
  EXPECT_THAT(refusal("Which Chinese institutions contacted the WHO?"), HasSubstr("belongs to"));
  EXPECT_THAT(refusal("中国的哪些机构联系过世卫组织？"), HasSubstr("belongs to"));
}

TEST(QuestionReader, ReadsEitherScriptAlike) {
  EXPECT_EQ(read("誰在2020年1月聯繫過世衛組織？"), read("谁在2020年1月联系过世卫组织？"));
  EXPECT_EQ(read("習近平與譚德塞有什麼聯繫？"), read("习近平与谭德塞有什么联系？"));
}

TEST(QuestionReader, FindsNamesAsTheyAreWrittenInLatinLetters) {
  EXPECT_THAT(read("Who phoned Xi Jinping?").object.names, ElementsAre("习近平"));
  EXPECT_THAT(read("Who phoned Jinping Xi?").object.names, ElementsAre("习近平"));
  EXPECT_THAT(read("Who contacted the World Health Organization?").object.names, ElementsAre("世界卫生组织"));
  EXPECT_THAT(read("Did WHO contact who?").subject.names, ElementsAre("世界卫生组织"));
}

TEST(QuestionReader, NamesWhatItDoesNotUnderstand) {
  EXPECT_THAT(refusal("谁吞掉了马克龙？"), HasSubstr("\"吞掉\""));
  EXPECT_THAT(refusal("谁吞掉了马克龙？"), HasSubstr("谁在2020年1月联系过世界卫生组织"));
  EXPECT_THAT(refusal("Who fnorded Macron?"), HasSubstr("\"fnorded\""));
  EXPECT_THAT(refusal("Who fnorded Macron?"), HasSubstr("When did Merkel"));
  EXPECT_THAT(refusal("谁没有联系过世卫组织？"), HasSubstr("did not happen"));
  EXPECT_THAT(refusal("习近平马克龙"), HasSubstr("习近平"));
  EXPECT_THAT(refusal(""), HasSubstr("nobody"));
  EXPECT_THAT(refusal("\xFF\xFE谁\xE4"), HasSubstr("not UTF-8"));
  EXPECT_THAT(refusal("谁出席了习近平主持的会议？"), HasSubstr("主持"));
}

TEST(QuestionReader, ProposesNamesForOneThatNobodyBears) {
  try {
    read("Who phoned Obama?");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kNotFound);
    EXPECT_THAT(error.what(), HasSubstr("\"Obama\"; nearest: 马克龙"));
  }
}

}  // namespace
}  // namespace guanxi
