// Sentences of many kinds and what must, or must not, be found in them.
#include "extract/mentions/mention_finder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <thread>
#include <vector>

namespace guanxi {
namespace {

const MentionFinder& finder() {
  static const MentionFinder instance(std::string(GUANXI_SOURCE_DIR) + "/schemas/zh");
  return instance;
}

std::string shown(const std::string& sentence, const Mention& m) {
  std::string out =
      sentence.substr(m.begin, m.end - m.begin) + "|" + std::string(kind_name(m.kind)) + "|" + m.canonical;
  for (const MentionPart& member : m.members) out += "+" + member.canonical;
  return out;
}

// "surface|kind|canonical" of each mention, "+member" for those that stand for several.
std::vector<std::string> found(const std::vector<std::string>& sentences) {
  const std::vector<std::string_view> views(sentences.begin(), sentences.end());
  std::vector<std::string> out;
  const auto all = finder().find_all(views);
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (const Mention& m : all[i].mentions) out.push_back(shown(sentences[i], m));
  }
  return out;
}

struct Case {
  const char* text;
  std::vector<std::string> expected;            // each must be found
  std::vector<std::string> forbidden_surfaces;  // no mention may have this surface
};

void PrintTo(const Case& c, std::ostream* out) {
  *out << c.text;
}

class MentionCases : public ::testing::TestWithParam<Case> {};

TEST_P(MentionCases, FindsWhatItMust) {
  const auto mentions = found({GetParam().text});
  for (const std::string& expected : GetParam().expected)
    EXPECT_THAT(mentions, ::testing::Contains(expected));
  for (const std::string& surface : GetParam().forbidden_surfaces) {
    EXPECT_THAT(mentions, ::testing::Not(::testing::Contains(::testing::StartsWith(surface + "|"))));
  }
}

INSTANTIATE_TEST_SUITE_P(
    People, MentionCases,
    ::testing::Values(
        Case{"外交部长王毅在北京会见法国总统马克龙。",
             {"王毅|person|王毅", "马克龙|person|马克龙", "总统|title|总统", "北京|place|北京市",
              "法国|country|法国"},
             {}},
        Case{"李文华外长对媒体说，会谈是坦诚的。", {"李文华|person|李文华", "外长|title|外长"}, {}},
        Case{"副组长周建国、秘书长欧阳明到场。",
             {"周建国|person|周建国", "欧阳明|person|欧阳明", "副组长|title|副组长"},
             {}},
        Case{"蒙古国总统巴特图勒嘎致函慰问。", {"巴特图勒嘎|person|巴特图勒嘎", "蒙古国|country|蒙古"}, {}},
        Case{"巴基斯坦总理伊姆兰·汗同古巴国家主席迪亚斯-卡内尔通话。",
             {"伊姆兰·汗|person|伊姆兰·汗", "迪亚斯-卡内尔|person|迪亚斯-卡内尔", "国家主席|title|国家主席"},
             {}},
        Case{"韩国总统文在寅、日本首相安倍晋三和越南总书记阮富仲先后发言。",
             {"文在寅|person|文在寅", "安倍晋三|person|安倍晋三", "阮富仲|person|阮富仲"},
             {}},
        Case{"国王查理三世在伦敦接见客人。", {"查理三世|person|查理三世", "伦敦|place|伦敦"}, {}},
        // No office introduces them, but they do what persons do.
        Case{"3日，孙毅在上海会见了布莱克。", {"孙毅|person|孙毅", "布莱克|person|布莱克"}, {}},
        Case{"会后，尼赫鲁与贝克举行会谈。", {"尼赫鲁|person|尼赫鲁", "贝克|person|贝克"}, {}},
        Case{"昨天高福当天同陶醉通了电话。", {"高福|person|高福"}, {}},
        Case{"他抵达上海，受到郑刚等人欢迎。", {"郑刚|person|郑刚"}, {}},
        Case{"部长王凤和在北京会见客人。", {"王凤和|person|王凤和"}, {"王凤"}},
        Case{"张总在上海会见了客人，高层在场。", {}, {"张总", "高层"}},
        Case{"萨尔维斯明日将与李文华会面。", {"萨尔维斯|person|萨尔维斯"}, {"萨尔维斯明日"}},
        Case{"因纽特人在会上发表讲话。", {}, {"因纽特|person"}},
        Case{"江成与大家一起吃饭，于是高兴地回家。", {}, {"成与", "成与大", "于是", "高兴"}},
        Case{"韩国呢，还没有表态；方便的时候再谈。", {"韩国|country|韩国"}, {"韩国呢", "方便", "方便的"}},
        Case{"时间都去哪儿了，常常和平时一样，成都和重庆都热。",
             {"成都|place|成都市"},
             {"时间", "常常", "和平时", "都和重"}}));

INSTANTIATE_TEST_SUITE_P(
    Countries, MentionCases,
    ::testing::Values(
        Case{"中日韩三国外长会晤，中美关系趋于稳定。",
             {"中日韩|country|中日韩+中国+日本+韩国", "中美|country|中美+中国+美国"},
             {}},
        Case{"法方提出建议，中方和美方表示赞同。",
             {"法方|country|法国", "中方|country|中国", "美方|country|美国"},
             {"双方"}},
        Case{"他去年访华，后来赴美留学，又抵台观光。",
             {"华|country|中国", "美|country|美国", "台|place|台湾"},
             {"访华", "赴美", "抵台"}},
        Case{"中老年人要注意保暖，中西药结合，日中时分最热。", {}, {"中老", "中西", "日中"}},
        Case{"寮国、纽西兰和帛琉派员参加。",
             {"寮国|country|老挝", "纽西兰|country|新西兰", "帛琉|country|帕劳"},
             {}},
        Case{"中国政府和美国政府交换了意见，我国代表发言。",
             {"中国政府|country|中国", "美国政府|country|美国", "我国|country|中国"},
             {}},
        Case{"德总理与俄外长通话。", {"德|country|德国", "俄|country|俄罗斯"}, {}},
        Case{"香港、澳门和台湾的同胞", {"香港|place|香港", "澳门|place|澳门", "台湾|place|台湾"}, {}},
        Case{"及时向港澳台地区通报。", {"港澳台地区|place|港澳台+香港+澳门+台湾"}, {}},
        Case{"西方和东方的对方、地方都不一样，日前、日方便面。", {}, {"西方", "东方", "对方", "日前"}}));

INSTANTIATE_TEST_SUITE_P(
    Places, MentionCases,
    ::testing::Values(
        Case{"代表团从湖北省武汉市前往云南大理。", {"湖北省武汉市|place|武汉市"}, {}},
        Case{"飞机在希思罗机场降落，石臼湖的水面很宽。",
             {"希思罗机场|place|希思罗机场", "石臼湖|place|石臼湖"},
             {}},
        Case{"会议在人民大会堂举行，白宫随后回应。", {"人民大会堂|place|人民大会堂", "白宫|place|白宫"}, {}},
        Case{"夏威夷、洛杉矶与墨西哥城",
             {"夏威夷|place|夏威夷", "洛杉矶|place|洛杉矶", "墨西哥城|place|墨西哥城"},
             {}},
        Case{"全省各市县、我市城区和该镇道路", {}, {"全省", "市县", "我市", "该镇", "道路", "城区"}}));

INSTANTIATE_TEST_SUITE_P(
    Institutions, MentionCases,
    ::testing::Values(
        Case{"世卫组织、欧盟和东盟派出专家。",
             {"世卫组织|institution|世界卫生组织", "欧盟|institution|欧洲联盟",
              "东盟|institution|东南亚国家联盟"},
             {}},
        Case{"会同四川省卫健委、宜昌市疾控中心开展排查。",
             {"四川省卫健委|institution|四川省卫生健康委员会",
              "宜昌市疾控中心|institution|宜昌市疾病预防控制中心"},
             {"会同四川省卫健委"}},
        Case{"参加国家发改委和教育部组织的培训。",
             {"国家发改委|institution|国家发展和改革委员会", "教育部|institution|教育部"},
             {}},
        Case{"中国科学院昆明植物研究所与广州市第一人民医院签约。",
             {"中国科学院昆明植物研究所|institution|中国科学院昆明植物研究所",
              "广州市第一人民医院|institution|广州市第一人民医院"},
             {}},
        Case{"俄罗斯外交部和英国议会分别声明，中国外交部回应。",
             {"俄罗斯外交部|institution|俄罗斯外交部", "英国议会|institution|英国议会",
              "中国外交部|institution|外交部"},
             {}},
        Case{"欧盟驻华代表团团长和美国驻华使馆官员",
             {"欧盟驻华代表团|institution|欧盟驻华代表团", "团长|title|团长", "官员|representative|官员"},
             {}},
        Case{"市政府成立了抗洪救灾领导小组。", {"抗洪救灾领导小组|institution|抗洪救灾领导小组"}, {}},
        Case{"“高原生态监测网络系统”投入使用。",
             {"高原生态监测网络系统|institution|高原生态监测网络系统"},
             {}},
        Case{"学校和医院都放假了，公司、银行照常营业。", {}, {"学校", "医院", "公司", "银行", "学校和医院"}},
        Case{"全部干部在内部讨论，社会各界没有机会。", {}, {"全部", "内部", "社会", "机会"}},
        Case{
            "行政院、立法院和陆委会都没有评论。",
            {"行政院|institution|行政院", "立法院|institution|立法院", "陆委会|institution|行政院大陆委员会"},
            {}},
        Case{"华为和台积电谈合作，曼联客场告负。",
             {"华为|institution|华为技术有限公司", "台积电|institution|台湾积体电路制造公司",
              "曼联|institution|曼彻斯特联队"},
             {}}));

INSTANTIATE_TEST_SUITE_P(
    WorksEventsAndTitles, MentionCases,
    ::testing::Values(
        Case{"印发《关于加强河道管理的通知》。",
             {"《关于加强河道管理的通知》|work|关于加强河道管理的通知"},
             {}},
        Case{"读《论《史记》》一文", {"《论《史记》》|work|论《史记》"}, {}},
        Case{"第三届中国国际进口博览会开幕。",
             {"第三届中国国际进口博览会|event|第三届中国国际进口博览会"},
             {}},
        Case{"慕尼黑安全会议期间", {"慕尼黑安全会议|event|慕尼黑安全会议"}, {}},
        Case{"欧洲理事会第12次会议通过决议。", {"欧洲理事会第12次会议|institution|欧洲理事会"}, {}},
        Case{"前副总理、时任市长和常务副省长到会。",
             {"前副总理|title|前副总理", "时任市长|title|时任市长", "常务副省长|title|常务副省长"},
             {}},
        Case{"有关负责人介绍，工作人员已到位。",
             {"有关负责人|representative|有关负责人", "工作人员|representative|工作人员"},
             {}},
        Case{"书名号《没有关上，会议开了一天。", {}, {"会议"}}));

TEST(MentionFinder, KnowsANameInAllOfTheDocument) {
  const auto mentions = found({"应学会主席彼得·格鲁斯邀请，代表团启程。", "晚上，格鲁斯和大家见面。"});
  EXPECT_THAT(mentions, ::testing::Contains("格鲁斯|person|彼得·格鲁斯"));
}

TEST(MentionFinder, ReadsASurnameBeforeAnOfficeWhenTheDocumentTellsWhose) {
  EXPECT_THAT(found({"商务部部长郑海涛出席。", "郑部长说，形势稳定。"}),
              ::testing::Contains("郑|person|郑海涛"));
  EXPECT_THAT(found({"部长郑海涛和局长郑立新出席。", "郑部长说，形势稳定。"}),
              ::testing::Contains("郑|person|郑海涛"));
  EXPECT_THAT(found({"部长郑海涛和部长郑立新出席。", "郑部长说，形势稳定。"}),
              ::testing::Not(::testing::Contains(::testing::StartsWith("郑|person"))));
}

TEST(MentionFinder, ReadsRowsOfSurnamesAndOfCountriesCharacters) {
  const auto persons = found({"郑海涛会见沈立新。", "次日，他先见郑、沈，随后启程。"});
  EXPECT_THAT(persons, ::testing::Contains("郑|person|郑海涛"));
  EXPECT_THAT(persons, ::testing::Contains("沈|person|沈立新"));
  EXPECT_THAT(found({"郑海涛、郑立新会见沈立新。", "次日，他先见郑、沈，随后启程。"}),
              ::testing::Not(::testing::Contains(::testing::StartsWith("郑|person"))));
  const auto countries = found({"他抵达瓜地马拉和贝里斯。", "他感谢瓜、贝两国的支持，也带回了瓜。"});
  EXPECT_THAT(countries, ::testing::Contains("瓜|country|危地马拉"));
  EXPECT_THAT(countries, ::testing::Contains("贝|country|伯利兹"));
  EXPECT_THAT(found({"他致信法国、德国两国政府。"}), ::testing::Contains("德国|country|德国"));
}

TEST(MentionFinder, ReadsACountrysFirstCharacterWhenTheDocumentNamesIt) {
  const auto all =
      found({"塞内加尔和南非的官员到会。", "塞方表示满意，塞总理也在场，专家访塞。", "来自南方的客人。"});
  EXPECT_THAT(all, ::testing::Contains("塞方|country|塞内加尔"));
  EXPECT_THAT(all, ::testing::Contains("塞|country|塞内加尔"));
  EXPECT_THAT(all, ::testing::Not(::testing::Contains(::testing::StartsWith("南方|"))));
  EXPECT_THAT(found({"塞内加尔、塞尔维亚的官员到会。", "塞总理在场。"}),
              ::testing::Not(::testing::Contains("塞|country|塞内加尔")));
}

TEST(MentionFinder, ReadsAFirstCharacterThatCountriesShareAsTheOneNamedBefore) {
  const auto all =
      found({"爱方来电。", "王毅访问爱沙尼亚，同爱方官员会谈。", "他转赴爱尔兰，同爱方官员会谈。"});
  EXPECT_THAT(
      all, ::testing::ElementsAre("王毅|person|王毅", "爱沙尼亚|country|爱沙尼亚", "爱方|country|爱沙尼亚",
                                  "官员|representative|官员", "爱尔兰|country|爱尔兰", "爱方|country|爱尔兰",
                                  "官员|representative|官员"));
}

TEST(MentionFinder, LeavesTheBatchOutOfATeamsName) {
  EXPECT_THAT(
      found({"中国第三批抗疫医疗专家组抵达。", "中国第二批医疗队出发。"}),
      ::testing::ElementsAre("中国第三批抗疫医疗专家组|institution|中国抗疫医疗专家组", "中国|country|中国"));
}

TEST(MentionFinder, KnowsACompanyWithoutItsEnding) {
  const auto all =
      found({"德国瓦克斯集团公布年报。", "瓦克斯今年业绩下滑。", "中国银行公布年报，中国经济平稳。"});
  EXPECT_THAT(all, ::testing::Contains("瓦克斯|institution|德国瓦克斯集团"));
  EXPECT_THAT(all, ::testing::Contains("中国|country|中国"));
}

TEST(MentionFinder, KnowsABodyByTheOfficeOfItsHead) {
  EXPECT_THAT(found({"渔业局局长杨明发言。"}), ::testing::Contains("渔业局|institution|渔业局"));
  EXPECT_THAT(found({"渔业局的船只返航。"}),
              ::testing::Not(::testing::Contains("渔业局|institution|渔业局")));
}

TEST(MentionFinder, KnowsAMinistryOfSeveralFields) {
  EXPECT_THAT(found({"智利农业、林业和渔业部发表声明。"}),
              ::testing::Contains("智利农业、林业和渔业部|institution|智利农业、林业和渔业部"));
  EXPECT_THAT(found({"农业、林业和渔业部门增产。"}), ::testing::IsEmpty());
}

TEST(MentionFinder, TakesTheFullNameOfAKnownCompanyForIt) {
  EXPECT_THAT(found({"比亚迪股份有限公司公布年报。"}),
              ::testing::Contains("比亚迪股份有限公司|institution|比亚迪公司"));
}

TEST(MentionFinder, TakesAPlaceInBracketsBeforeTheLegalFormIntoACompanysName) {
  EXPECT_THAT(found({"瓦克斯（中国）有限公司公布年报。"}),
              ::testing::Contains("瓦克斯（中国）有限公司|institution|瓦克斯（中国）有限公司"));
  EXPECT_THAT(found({"瓦克斯（中国）公布年报。"}), ::testing::Contains("中国|country|中国"));
}

TEST(MentionFinder, ReadsACountyAsTheOneThatTheDocumentIsAbout) {
  const auto all = found({"安吉县农业考察组启程。", "外宾来县参观，县文化馆、县政府负责人陪同。",
                          "他们从长兴县来，参观县人民医院。", "各县医院停诊，省水利厅派员。"});
  EXPECT_THAT(all, ::testing::Contains("县|place|安吉县"));
  EXPECT_THAT(all, ::testing::Contains("县文化馆|institution|安吉县文化馆"));
  EXPECT_THAT(all, ::testing::Contains("县政府|institution|安吉县政府"));
  EXPECT_THAT(all, ::testing::Contains("县人民医院|institution|长兴县人民医院"));
  EXPECT_THAT(all, ::testing::Not(::testing::Contains(::testing::StartsWith("县医院|"))));
  EXPECT_THAT(all, ::testing::Not(::testing::Contains(::testing::StartsWith("省水利厅|"))));
}

TEST(MentionFinder, ReadsOurCountyAndTheSchoolAsThoseThatTheDocumentIsAbout) {
  const auto all =
      found({"复旦大学代表团到安吉县。", "外宾来校讲学，到我县参观，离校后来县。", "各校放假。"});
  EXPECT_THAT(all, ::testing::Contains("校|institution|复旦大学"));
  EXPECT_THAT(all, ::testing::Contains("我县|place|安吉县"));
  EXPECT_THAT(found({"外宾来校讲学，到我县参观。"}), ::testing::IsEmpty());
}

TEST(MentionFinder, KnowsACompanyByWhatIsItsOwnInItsName) {
  const auto all = found({"瓦克斯电缆股份有限公司公布年报。", "瓦克斯公司业绩下滑，瓦克斯减产。"});
  EXPECT_THAT(all, ::testing::Contains("瓦克斯公司|institution|瓦克斯电缆股份有限公司"));
  EXPECT_THAT(all, ::testing::Contains("瓦克斯|institution|瓦克斯电缆股份有限公司"));
}

TEST(MentionFinder, WritesAKnownCompanysFullNameOnce) {
  EXPECT_THAT(found({"江西瓦克斯新能源股份有限公司公布年报。", "瓦克斯减产。"}),
              ::testing::AllOf(::testing::Contains("瓦克斯|institution|江西瓦克斯新能源股份有限公司"),
                               ::testing::Contains(::testing::EndsWith("|江西瓦克斯新能源股份有限公司"))));
}

TEST(MentionFinder, TakesAnEventForTheFirstPartOfItsCommitteesName) {
  EXPECT_THAT(found({"釜山国际电影节组委会公布名单。"}),
              ::testing::Contains("釜山国际电影节组委会|institution|釜山国际电影节组委会"));
}

TEST(MentionFinder, TakesAForeignNameBeforeUniversityForOne) {
  EXPECT_THAT(found({"塔尔图大学校长来访。"}), ::testing::Contains("塔尔图大学|institution|塔尔图大学"));
  EXPECT_THAT(found({"中国大学很多，名牌大学也多。"}),
              ::testing::Not(::testing::Contains(::testing::HasSubstr("institution"))));
}

TEST(MentionFinder, TakesPlainWordsBeforeAnOfficeAndItsHolderForABody) {
  EXPECT_THAT(found({"生物多样性研究中心研究员陈国勤到会。"}),
              ::testing::Contains("生物多样性研究中心|institution|生物多样性研究中心"));
  EXPECT_THAT(found({"生物多样性研究中心很多。"}), ::testing::IsEmpty());
}

TEST(MentionFinder, LetsAVerbStandBehindNationalInALongName) {
  EXPECT_THAT(found({"他参观国家同步辐射研究中心。"}),
              ::testing::Contains("国家同步辐射研究中心|institution|国家同步辐射研究中心"));
  EXPECT_THAT(found({"国家派出29支医疗专家组。"}),
              ::testing::Not(::testing::Contains(::testing::HasSubstr("institution"))));
}

TEST(MentionFinder, EndsANameBeforeAVerbThatItsLastCharacterBegins) {
  EXPECT_THAT(found({"总干事曲星发来贺信。"}), ::testing::Contains("曲星|person|曲星"));
}

TEST(MentionFinder, KnowsAJapaneseNameBeforeItsSurnameAlone) {
  const auto all = found({"荻村伊智朗的一生。", "媒体对荻村大加称赞，荻村因病缺席。"});
  EXPECT_THAT(all, ::testing::Contains("荻村|person|荻村伊智朗"));
  EXPECT_THAT(all, ::testing::Not(::testing::Contains(::testing::HasSubstr("荻村大加"))));
  EXPECT_THAT(found({"会长后藤钾二到京。", "王毅接见后藤一行。"}),
              ::testing::Contains("后藤|person|后藤钾二"));
  EXPECT_THAT(found({"丰田公司社长丰田章男到会。"}), ::testing::Contains("丰田章男|person|丰田章男"));
  EXPECT_THAT(found({"欧阳修访问洛阳。"}), ::testing::Contains("欧阳修|person|欧阳修"));
}

TEST(MentionFinder, KnowsABodyOfABodyByItsOwnPart) {
  const auto all = found({"北京大学材料研究所成立。", "客人参观了材料研究所。"});
  EXPECT_THAT(all, ::testing::Contains("材料研究所|institution|北京大学材料研究所"));
}

TEST(MentionFinder, ReadsAnAmbiguousPairByTheCountryThatTheDocumentNames) {
  EXPECT_THAT(found({"阿尔巴尼亚总理启程。", "中阿两国关系良好。"}),
              ::testing::Contains("中阿|country|中阿+中国+阿尔巴尼亚"));
  EXPECT_THAT(found({"中阿两国关系良好。"}), ::testing::Contains("中阿|country|中阿+中国+阿根廷"));
}

TEST(MentionFinder, TakesAWordOfForeignCharactersBehindAnOfficeForAPerson) {
  EXPECT_THAT(found({"美国国务卿基辛格访问北京。"}), ::testing::Contains("基辛格|person|基辛格"));
}

TEST(MentionFinder, LearnsDeclaredAbbreviations) {
  const auto mentions = found(
      {"国际竹藤组织（以下简称“竹藤组织”）与欧洲复兴开发银行（EBRD）签约。", "竹藤组织称，EBRD将出资。"});
  EXPECT_THAT(mentions, ::testing::Contains("竹藤组织|institution|国际竹藤组织"));
  EXPECT_THAT(mentions, ::testing::Contains("EBRD|institution|欧洲复兴开发银行"));
}

TEST(MentionFinder, GivesThePartsOfANestedName) {
  const std::string text = "宜昌市卫生健康委员会发布通告。";
  const auto mentions = finder().find(text);
  ASSERT_FALSE(mentions.empty());
  EXPECT_EQ(mentions[0].canonical, "宜昌市卫生健康委员会");
  ASSERT_EQ(mentions[0].parts.size(), 1u);
  EXPECT_EQ(mentions[0].parts[0].canonical, "宜昌市");
  EXPECT_EQ(text.substr(mentions[0].parts[0].begin, mentions[0].parts[0].end - mentions[0].parts[0].begin),
            "宜昌市");
}

TEST(MentionFinder, OffsetsHoldInAnyText) {
  const std::vector<std::string> texts = {"",
                                          "a",
                                          "\xe4\xb8",
                                          "王\xff毅",
                                          "\xf0\x9f\x98\x80习近平主席",
                                          "《《《",
                                          "》》",
                                          "G20和WHO在2020年1月5日、5G时代",
                                          std::string(3, '\0') + "北京",
                                          "“”“”",
                                          "·····",
                                          "马·",
                                          "第届",
                                          "第一届",
                                          "（以下简称",
                                          std::string(20000, 'x')};
  for (const std::string& text : texts) {
    std::size_t end = 0;
    for (const Mention& m : found({text}).empty() ? std::vector<Mention>() : finder().find(text)) {
      EXPECT_GE(m.begin, end) << text;
      EXPECT_LT(m.begin, m.end) << text;
      EXPECT_LE(m.end, text.size()) << text;
      end = m.end;
    }
  }
}

TEST(MentionFinder, IsLinearInOneLongSentence) {
  std::string text;
  for (int i = 0; i < 30000; ++i) text += "法国总统马克龙和王毅";
  std::size_t persons = 0;
  for (const Mention& m : finder().find(text)) persons += m.kind == MentionKind::kPerson ? 1 : 0;
  EXPECT_GE(persons, 59000u);
}

TEST(MentionFinder, GivesEveryThreadTheSame) {
  const std::vector<std::string> sentences = {"外长王毅会见法国总统马克龙。", "王外长说，中法关系良好。",
                                              "武汉市卫健委（简称卫健委）通报。"};
  const auto expected = found(sentences);
  std::vector<std::vector<std::string>> results(4);
  std::vector<std::thread> threads;
  for (auto& result : results) threads.emplace_back([&] { result = found(sentences); });
  for (std::thread& thread : threads) thread.join();
  for (const auto& result : results) EXPECT_EQ(result, expected);
}

}  // namespace
}  // namespace guanxi
