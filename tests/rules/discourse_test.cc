#include "extract/rules/discourse.h"

#include <gtest/gtest.h>

namespace guanxi {
namespace {

const Entity kAnna{"person", "Anna", ""};
const Entity kBert{"person", "Bert", ""};
const Entity kClinic{"institution", "North Clinic", ""};
const Entity kSchool{"institution", "South School", ""};

Grammar::Word word(Reference reference, std::string kind = "", std::vector<std::string> endings = {}) {
  return {"x", Grammar::Role::kPronoun, "", reference, std::move(kind), std::move(endings), false};
}

TEST(Discourse, APronounMeansTheLastPersonThatWasASubject) {
  Discourse discourse("person");
  EXPECT_TRUE(discourse.resolve(word(Reference::kPerson)).empty());
  discourse.topic({kAnna});
  discourse.mention(kBert);
  EXPECT_EQ(discourse.resolve(word(Reference::kPerson)), std::vector<Entity>{kAnna});
  discourse.begin_block();
  EXPECT_EQ(discourse.resolve(word(Reference::kPerson)), std::vector<Entity>{kAnna});
  EXPECT_TRUE(discourse.topic().empty());
}

TEST(Discourse, AVisitToAPlaceIsOneToItsCountry) {
  Discourse discourse("person");
  const std::string country = "North";
  discourse.states_of_places(
      [&](std::string_view place) { return place == "North Town" ? &country : nullptr; });
  discourse.visit({"place", "North Town", ""});
  ASSERT_NE(discourse.host(), nullptr);
  EXPECT_EQ(discourse.host()->name, country);
  discourse.visit({"place", "Elsewhere", ""});
  EXPECT_EQ(discourse.host()->name, country);
}

TEST(Discourse, TheTravellerIsKnownInTheNextItem) {
  Discourse discourse("person");
  discourse.arrive({kAnna});
  discourse.begin_item();
  ASSERT_EQ(discourse.traveller().size(), 1u);
  EXPECT_EQ(discourse.traveller()[0], kAnna);
  EXPECT_TRUE(discourse.guest({}).empty());
}

TEST(Discourse, BothSidesAreThoseOfTheLastContact) {
  Discourse discourse("person");
  discourse.parties({kAnna}, {kBert});
  EXPECT_EQ(discourse.resolve(word(Reference::kParties)), (std::vector<Entity>{kAnna, kBert}));
  EXPECT_EQ(discourse.resolve(word(Reference::kLatter)), std::vector<Entity>{kBert});
  discourse.list({kBert, kAnna});
  EXPECT_EQ(discourse.resolve(word(Reference::kFormer)), std::vector<Entity>{kBert});
}

TEST(Discourse, AKindIsTheLastOneWithThatEnding) {
  Discourse discourse("person");
  discourse.mention(kClinic);
  discourse.mention(kSchool);
  EXPECT_EQ(discourse.resolve(word(Reference::kKind, "institution")), std::vector<Entity>{kSchool});
  EXPECT_EQ(discourse.resolve(word(Reference::kKind, "institution", {"Hall", "Clinic"})),
            std::vector<Entity>{kClinic});
  EXPECT_TRUE(discourse.resolve(word(Reference::kKind, "country")).empty());
}

TEST(Discourse, APronounMayMeanSomebodyElseThanTheSubject) {
  Discourse discourse("person");
  discourse.topic({kAnna});
  discourse.topic({kBert});
  EXPECT_EQ(discourse.resolve(word(Reference::kPerson)), std::vector<Entity>{kBert});
  EXPECT_EQ(discourse.resolve(word(Reference::kPerson), {kBert}), std::vector<Entity>{kAnna});
}

TEST(Discourse, ASentenceGoesOnWithWhoDidSomethingFirstInTheOneBefore) {
  Discourse discourse("person");
  discourse.begin_sentence();
  discourse.topic({kAnna});
  discourse.pair({kAnna}, {kClinic});
  discourse.topic({kBert});
  discourse.pair({kBert}, {kAnna});
  discourse.begin_sentence();
  EXPECT_EQ(discourse.resolve(word(Reference::kPerson)), std::vector<Entity>{kAnna});
  EXPECT_EQ(discourse.centre(), std::vector<Entity>{kAnna});
  discourse.begin_block();
  EXPECT_EQ(discourse.resolve(word(Reference::kPerson)), std::vector<Entity>{kBert});
}

TEST(Discourse, WhoCameStaysTheGuestWhenHeCallsOnSomebody) {
  Discourse discourse("person");
  discourse.arrive({kAnna});
  discourse.parties({kAnna}, {kBert});
  EXPECT_EQ(discourse.guest({kBert}), std::vector<Entity>{kAnna});
}

TEST(Discourse, AStickyPronounKeepsToOnePerson) {
  Discourse discourse("person");
  Grammar::Word she = word(Reference::kPerson);
  she.sticky = true;
  discourse.bind(she, kAnna);
  discourse.topic({kBert});
  EXPECT_EQ(discourse.resolve(she), std::vector<Entity>{kAnna});
}

TEST(Discourse, APronounGoesOnMeaningWhomItMeantUntilSomebodyElseIsTheTopic) {
  Discourse discourse("person");
  const Grammar::Word he = word(Reference::kPerson);
  discourse.topic({kAnna});
  discourse.topic({kBert});
  discourse.bind(he, kAnna);
  EXPECT_EQ(discourse.resolve(he), std::vector<Entity>{kAnna});
  EXPECT_EQ(discourse.resolve(he, {kAnna}), std::vector<Entity>{kBert});
  discourse.topic({kBert});
  EXPECT_EQ(discourse.resolve(he), std::vector<Entity>{kBert});
}

TEST(Discourse, TheTwoOfThemAreTheTwoWhomTheSentenceNamed) {
  Discourse discourse("person");
  discourse.begin_sentence();
  discourse.mention(kAnna);
  discourse.two_persons();
  EXPECT_TRUE(discourse.resolve(word(Reference::kParties)).empty());
  discourse.mention(kBert);
  discourse.two_persons();
  EXPECT_EQ(discourse.resolve(word(Reference::kParties)), (std::vector<Entity>{kAnna, kBert}));
}

TEST(Discourse, AListIsItsMembers) {
  Discourse discourse("person");
  discourse.list({kAnna, kBert});
  EXPECT_EQ(discourse.resolve(word(Reference::kList)), (std::vector<Entity>{kAnna, kBert}));
  EXPECT_TRUE(discourse.resolve(word(Reference::kList), {kBert}).empty());
}

TEST(Discourse, AKindMayExcludeEndings) {
  Discourse discourse("person");
  discourse.mention(kSchool);
  discourse.mention(kClinic);
  Grammar::Word it = word(Reference::kKind, "institution");
  it.unlike = {"Clinic"};
  EXPECT_EQ(discourse.resolve(it), std::vector<Entity>{kSchool});
}

TEST(Discourse, ADocumentAtHomeTellsWhereATitleIsHeld) {
  Discourse discourse("person");
  EXPECT_EQ(discourse.home_of("minister"), nullptr);
  const Grammar::TitleHome home{kSchool, {"minister"}, {"parliament"}, {}};
  discourse.at_home(&home);
  ASSERT_NE(discourse.home_of("minister"), nullptr);
  EXPECT_EQ(*discourse.home_of("minister"), kSchool);
  EXPECT_EQ(discourse.home_of("president"), nullptr);
}

TEST(Discourse, OfficesHaveTheirLastHolder) {
  Discourse discourse("person");
  discourse.office("head", kAnna);
  discourse.office("head", kBert);
  ASSERT_NE(discourse.holder("head"), nullptr);
  EXPECT_EQ(*discourse.holder("head"), kBert);
  EXPECT_EQ(discourse.holder("chair"), nullptr);
}

TEST(Discourse, AnOfficeIsHeldWhereThePersonWasSaidToHoldIt) {
  const Entity north{"place", "North Town", ""}, south{"place", "South Town", ""};
  Discourse discourse("person");
  discourse.belongs(kAnna, "mayor", {north});
  discourse.belongs(kBert, "mayor", {south});
  ASSERT_NE(discourse.body_of_office(kAnna, "mayor"), nullptr);
  EXPECT_EQ(*discourse.body_of_office(kAnna, "mayor"), north);
  EXPECT_EQ(discourse.body_of_office(kAnna, "director"), nullptr);
}

TEST(Discourse, TheSeatIsThePlaceOfMostOfficesThenTheLast) {
  const Entity north{"place", "North Town", ""}, south{"place", "South Town", ""};
  const auto any = [](const Entity&) { return true; };
  Discourse discourse("person");
  EXPECT_EQ(discourse.seat(any), nullptr);
  discourse.belongs(kAnna, "mayor", {north});
  discourse.belongs(kBert, "mayor", {south});
  EXPECT_EQ(*discourse.seat(any), south);
  discourse.belongs(kAnna, "secretary", {north});
  EXPECT_EQ(*discourse.seat(any), north);
}

}  // namespace
}  // namespace guanxi
