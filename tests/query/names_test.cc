#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/statement/error.h"
#include "query/names/resolve.h"
#include "tests/graph/memory_snapshot.h"

namespace guanxi {
namespace {

using test::country;
using test::MemorySnapshot;
using test::person;

MemorySnapshot sample() {
  MemorySnapshot snapshot;
  snapshot.add_entity(person("王伟"));
  snapshot.add_entity({"person", "王伟", "doctor"});
  snapshot.add_entity(country("法国"), {"France"});
  return snapshot;
}

std::string refusal(std::string_view name, ErrorKind kind) {
  try {
    resolve_one(sample(), name, {});
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), kind);
    return error.what();
  }
  return "";
}

TEST(Resolve, FindsByNameAliasIdAndKind) {
  const auto snapshot = sample();
  const Id france = country("法国").id();
  EXPECT_EQ(resolve_one(snapshot, "法国", {}).id, france);
  EXPECT_EQ(resolve_one(snapshot, "France", {}).id, france);
  EXPECT_EQ(resolve_one(snapshot, france.print('Q'), {}).id, france);
  EXPECT_EQ(resolve_one(snapshot, "country:法国", {}).id, france);
}

TEST(Resolve, AsksTheNormaliserWhereTheNameAsGivenIsUnknown) {
  const NormalizeName simplified = [](std::string_view) { return "法国"; };
  EXPECT_EQ(resolve_one(sample(), "法國", simplified).entity.name, "法国");
}

TEST(Resolve, ListsHomonymsInsteadOfGuessing) {
  EXPECT_THAT(
      refusal("王伟", ErrorKind::kUsage),
      testing::AllOf(testing::HasSubstr("doctor"), testing::HasSubstr(person("王伟").id().print('Q'))));
  EXPECT_EQ(resolve_all(sample(), "王伟", {}).size(), 2U);
}

TEST(Resolve, ProposesTheNearestNamesForAnUnknownOne) {
  EXPECT_THAT(refusal("法兰西", ErrorKind::kNotFound), testing::HasSubstr("法国"));
}

TEST(Resolve, ARelationMayBeCalledByItsLabel) {
  const Ontology ontology = MemorySnapshot::sample_ontology();
  EXPECT_EQ(resolve_relation(ontology, "会见"), "met");
  EXPECT_EQ(resolve_relation(ontology, "met"), "met");
  EXPECT_EQ(resolve_relation(ontology, "imported"), "imported");
}

}  // namespace
}  // namespace guanxi
