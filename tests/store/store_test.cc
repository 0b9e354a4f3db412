#include "graph/store/store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <thread>

#include "extract/statement/day_text.h"
#include "extract/statement/error.h"
#include "tests/store/store_fixture.h"

namespace guanxi {
namespace {

using test::make_corpus;
using test::make_record;
using test::person;
using test::TempFolder;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string digest_of(Store& store) {
  return store.snapshot()->content_digest();
}

class StoreTest : public testing::Test {
 protected:
  std::unique_ptr<Store> open(Store::Mode mode = Store::Mode::kWrite) {
    return Store::open(folder_ / "store", mode);
  }

  TempFolder folder_;
};

TEST_F(StoreTest, WhatGoesInComesOut) {
  auto store = open();
  DocumentRecord record =
      make_record("a.txt", {{"甲", "phoned", "乙", "2020-01-22"}, {"乙", "met", "丙", ""}});
  EXPECT_EQ(store->add(record), AddOutcome::kAdded);
  auto snapshot = store->snapshot();
  EXPECT_EQ(snapshot->counts(), (StoreCounts{1, 2, 3, 2, 2}));
  Id phoned = record.statements[0].statement.id();
  auto stored = snapshot->statement(phoned);
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->statement, record.statements[0].statement);
  EXPECT_EQ(stored->days.first, day_of(2020, 1, 22));
  auto evidence = snapshot->evidence(phoned);
  ASSERT_EQ(evidence.size(), 1u);
  EXPECT_EQ(evidence[0].document, "a.txt");
  EXPECT_EQ(evidence[0].evidence, record.statements[0].evidence);
  auto entity = snapshot->entity(person("甲").id());
  ASSERT_TRUE(entity);
  EXPECT_EQ(entity->entity, person("甲"));
  EXPECT_THAT(entity->aliases, IsEmpty());
  EXPECT_FALSE(snapshot->entity(Id{5}));
  EXPECT_EQ(snapshot->document_bytes("a.txt"), record.bytes);
  EXPECT_EQ(snapshot->record("a.txt").bytes, record.bytes);
  EXPECT_EQ(snapshot->statements_of("a.txt"), record.statements);
  EXPECT_FALSE(snapshot->document("b.txt"));
  EXPECT_THROW(snapshot->document_bytes("b.txt"), Error);
}

TEST_F(StoreTest, QualifiersAndTextThatIsNotInTheFileAreKept) {
  auto store = open();
  DocumentRecord record = make_record("a.txt", {{"甲", "phoned", "乙", "2020-03~"}});
  StatedEvidence& stated = record.statements[0];
  stated.statement.initiator = Initiator::kObject;
  stated.statement.factuality = Factuality::kNegated;
  stated.statement.office = "局长";
  stated.statement.place = "北京";
  stated.statement.claimed_by = "丙";
  stated.evidence.text = "not what the bytes say";
  store->add(record);
  auto snapshot = store->snapshot();
  EXPECT_EQ(snapshot->statement(stated.statement.id())->statement, stated.statement);
  EXPECT_EQ(snapshot->evidence(stated.statement.id())[0].evidence, stated.evidence);
  const Neighbour seen = snapshot->neighbours(stated.statement.subject, Direction::kOut)[0];
  EXPECT_EQ(seen.factuality, Factuality::kNegated);
  EXPECT_EQ(seen.initiator, Initiator::kObject);
  EXPECT_TRUE(seen.claimed);
  EXPECT_FALSE(seen.plain_time);
}

TEST_F(StoreTest, AnEntryTellsWhetherItsDaysAreTheTime) {
  auto store = open();
  store->add(make_record("a.txt", {{"甲", "met", "乙", "2020-03-01"},
                                   {"甲", "met", "丙", "2020-03"},
                                   {"甲", "met", "丁", ""},
                                   {"甲", "met", "戊", "2020-03-01/2020-03-04"},
                                   {"甲", "met", "己", "2020-03-01~"},
                                   {"甲", "met", "庚", "2020-21"},
                                   {"甲", "met", "辛", "2020-03/2020-04"}}));
  auto snapshot = store->snapshot();
  std::size_t plain = 0;
  for (const Neighbour& seen : snapshot->neighbours(person("甲").id(), Direction::kOut)) {
    const auto stored = snapshot->statement(seen.statement);
    EXPECT_EQ(seen.plain_time, stored->statement.time == print_days(seen.days)) << stored->statement.time;
    EXPECT_EQ(seen.initiator, stored->statement.initiator);
    plain += seen.plain_time ? 1 : 0;
  }
  EXPECT_EQ(plain, 4u);
}

TEST_F(StoreTest, SourcesAreTheDocumentsAndLinesOfTheEvidence) {
  auto store = open();
  store->add_all(test::make_corpus(60, 3));
  auto snapshot = store->snapshot();
  std::vector<Id> ids;
  snapshot->each_statement([&](const StoredStatement& stored) {
    ids.push_back(stored.id);
    return true;
  });
  ids.push_back(Id{~std::uint64_t{0}});  // not there
  std::size_t visited = 0, several = 0;
  snapshot->read_sources(ids, [&](std::size_t at, std::span<const Source> sources) {
    const auto evidence = snapshot->evidence(ids[at]);
    ASSERT_EQ(sources.size(), evidence.size());
    for (std::size_t i = 0; i < sources.size(); ++i) {
      EXPECT_EQ(snapshot->document_path(sources[i].document), evidence[i].document);
      EXPECT_EQ(sources[i].line, evidence[i].evidence.line);
    }
    ++visited;
    several += sources.size() > 1 ? 1 : 0;
  });
  EXPECT_EQ(visited, ids.size() - 1);
  EXPECT_GT(several, 0u);
  EXPECT_THROW(snapshot->document_path(Id{1}), Error);
}

TEST_F(StoreTest, RowsComeInParts) {
  auto store = open();
  store->add_all(test::make_corpus(20, 5));
  auto snapshot = store->snapshot();
  std::vector<Id> subjects;
  snapshot->each_row([&](Id subject, std::span<const Neighbour>) {
    subjects.push_back(subject);
    return true;
  });
  ASSERT_GT(subjects.size(), 4u);
  std::vector<Id> found;
  const auto note = [&](Id subject, std::span<const Neighbour> row) {
    EXPECT_EQ(row.size(), snapshot->neighbours(subject, Direction::kOut).size());
    found.push_back(subject);
    return true;
  };
  snapshot->each_row_between(Id{0}, Id{subjects[2].value - 1}, note);
  EXPECT_EQ(found.size(), 2u);
  snapshot->each_row_between(subjects[2], Id{~std::uint64_t{0}}, note);
  EXPECT_EQ(found, subjects);
}

TEST_F(StoreTest, NeighboursKnowRelationDayAndSide) {
  auto store = open();
  store->add(make_record("a.txt", {{"甲", "phoned", "乙", "2020-02-01"},
                                   {"甲", "phoned", "丙", "2020-01-01"},
                                   {"丙", "met", "甲", "2020-03"},
                                   {"甲", "met", "甲", ""}}));
  auto snapshot = store->snapshot();
  Id id = person("甲").id();
  auto out = snapshot->neighbours(id, Direction::kOut);
  ASSERT_EQ(out.size(), 3u);
  EXPECT_EQ(snapshot->relation_name(out[0].relation), "met");
  EXPECT_EQ(out[0].days, DayRange{});
  EXPECT_EQ(out[1].other, person("丙").id());
  EXPECT_EQ(out[2].other, person("乙").id());
  auto in = snapshot->neighbours(id, Direction::kIn);
  ASSERT_EQ(in.size(), 2u);
  EXPECT_FALSE(in[0].outgoing);
  EXPECT_EQ(snapshot->neighbours(id, Direction::kBoth).size(), 5u);
  EXPECT_EQ(snapshot->degree(id, Direction::kBoth), 5u);
  EXPECT_EQ(snapshot->degree(id, Direction::kIn), 2u);
  EXPECT_EQ(snapshot->degree(Id{7}, Direction::kBoth), 0u);
}

TEST_F(StoreTest, AddingAgainChangesNothing) {
  auto store = open();
  DocumentRecord record = make_record("a.txt", {{"甲", "phoned", "乙", "2020"}});
  store->add(record);
  std::string before = digest_of(*store);
  EXPECT_EQ(store->add(record), AddOutcome::kUnchanged);
  EXPECT_EQ(digest_of(*store), before);
}

TEST_F(StoreTest, AChangedDocumentReplacesWhatItSaid) {
  auto store = open();
  store->add(make_record("a.txt", {{"甲", "phoned", "乙", "2020"}, {"甲", "met", "丁", "2021"}}));
  DocumentRecord changed = make_record("a.txt", {{"甲", "phoned", "乙", "2020"}, {"丙", "met", "丁", ""}});
  EXPECT_EQ(store->add(changed), AddOutcome::kReplaced);
  TempFolder other;
  auto fresh = Store::open(other / "store", Store::Mode::kWrite);
  fresh->add(changed);
  EXPECT_EQ(digest_of(*store), digest_of(*fresh));
  EXPECT_EQ(store->snapshot()->neighbours(person("甲").id(), Direction::kBoth).size(), 1u);
}

TEST_F(StoreTest, ANewPackReplacesTheRowOfADocumentEvenWhenItSaysTheSame) {
  auto store = open();
  DocumentRecord record = make_record("a.txt", {{"甲", "phoned", "乙", "2020"}});
  store->set_pack(Ontology(), "one");
  store->add(record);
  EXPECT_EQ(store->snapshot()->document("a.txt")->pack, "one");
  store->set_pack(Ontology(), "two");
  EXPECT_EQ(store->add(record), AddOutcome::kReplaced);
  EXPECT_EQ(store->snapshot()->document("a.txt")->pack, "two");
  EXPECT_EQ(store->pack_fingerprint(), "two");
}

TEST_F(StoreTest, AStatementLivesAsLongAsADocumentTellsIt) {
  auto store = open();
  DocumentRecord one = make_record("a.txt", {{"甲", "phoned", "乙", "2020"}});
  DocumentRecord two = make_record("b.txt", {{"丙", "met", "丁", ""}, {"甲", "phoned", "乙", "2020"}});
  store->add_all(std::vector{one, two});
  Id shared = one.statements[0].statement.id();
  EXPECT_EQ(store->snapshot()->evidence(shared).size(), 2u);
  EXPECT_TRUE(store->remove("a.txt"));
  EXPECT_FALSE(store->remove("a.txt"));
  EXPECT_EQ(store->snapshot()->evidence(shared).size(), 1u);
  EXPECT_EQ(store->snapshot()->counts(), (StoreCounts{1, 2, 4, 2, 2}));
  EXPECT_TRUE(store->remove("b.txt"));
  auto snapshot = store->snapshot();
  EXPECT_FALSE(snapshot->statement(shared));
  EXPECT_FALSE(snapshot->entity(person("甲").id()));
  EXPECT_THAT(snapshot->named("甲"), IsEmpty());
  EXPECT_EQ(snapshot->counts(), StoreCounts{});
  EXPECT_THAT(snapshot->documents(), IsEmpty());
}

TEST_F(StoreTest, ARemovedCorpusLeavesAnEmptyStore) {
  auto store = open();
  std::string empty = digest_of(*store);
  std::vector<DocumentRecord> corpus = make_corpus(60, 4);
  store->add_all(corpus);
  std::shuffle(corpus.begin(), corpus.end(), std::mt19937(1));
  for (const DocumentRecord& record : corpus) EXPECT_TRUE(store->remove(record.path));
  EXPECT_EQ(digest_of(*store), empty);
}

TEST_F(StoreTest, NamesAreFoundInAnySpelling) {
  auto store = open();
  DocumentRecord record = make_record("a.txt", {{"世卫组织", "met", "Ｅmmanuel  Macron", ""}});
  Id who = person("世卫组织").id();
  record.names.push_back({who, "WHO", "declared-abbreviation", 1, 2});
  store->add(record);
  auto snapshot = store->snapshot();
  EXPECT_THAT(snapshot->named("who"), ElementsAre(who));
  EXPECT_THAT(snapshot->named("ＷＨＯ"), ElementsAre(who));
  EXPECT_THAT(snapshot->named("emmanuel macron"), testing::SizeIs(1));
  EXPECT_THAT(snapshot->named("世卫"), IsEmpty());
  EXPECT_THAT(snapshot->entity(who)->aliases, ElementsAre("WHO"));
  auto uses = snapshot->name_uses(who);
  ASSERT_EQ(uses.size(), 2u);
  EXPECT_EQ(uses[0].document, "a.txt");
  store->remove("a.txt");
  EXPECT_THAT(store->snapshot()->named("who"), IsEmpty());
}

TEST_F(StoreTest, SearchFindsPartsAndNearestFindsSlips) {
  auto store = open();
  store->add(make_record("a.txt", {{"王毅", "met", "小王毅夫", ""}, {"王一", "met", "马克龙", ""}}));
  auto snapshot = store->snapshot();
  std::vector<std::string> names;
  for (const NameHit& hit : snapshot->search("王毅", 10)) names.push_back(hit.name);
  EXPECT_THAT(names, ElementsAre("王毅", "小王毅夫"));
  EXPECT_EQ(snapshot->search("王", 2).size(), 2u);
  EXPECT_THAT(snapshot->search("", 10), IsEmpty());
  auto near = snapshot->nearest("马可龙", 5);
  ASSERT_EQ(near.size(), 1u);
  EXPECT_EQ(near[0].name, "马克龙");
  EXPECT_EQ(near[0].entity, person("马克龙").id());
}

TEST_F(StoreTest, EachInTimeGoesByDayAndPutsTheUndatedLast) {
  auto store = open();
  store->add(make_record("a.txt", {{"甲", "phoned", "乙", "2020-02-01"},
                                   {"甲", "met", "乙", "2020-01-18/2020-01-19"},
                                   {"甲", "met", "丙", ""},
                                   {"乙", "met", "丙", "../2019"},
                                   {"丙", "met", "丁", "2020-03-01/.."}}));
  auto snapshot = store->snapshot();
  auto times = [&](std::string_view relation, DayRange range) {
    std::vector<std::string> found;
    snapshot->each_in_time(relation, range, [&](const StoredStatement& stored) {
      found.push_back(stored.statement.time);
      return true;
    });
    return found;
  };
  EXPECT_THAT(times("", {}),
              ElementsAre("../2019", "2020-01-18/2020-01-19", "2020-02-01", "2020-03-01/..", ""));
  EXPECT_THAT(times("met", {}), ElementsAre("../2019", "2020-01-18/2020-01-19", "2020-03-01/..", ""));
  EXPECT_THAT(times("", {*day_of(2020, 1, 19), *day_of(2020, 2, 1)}),
              ElementsAre("2020-01-18/2020-01-19", "2020-02-01"));
  EXPECT_THAT(times("", {*day_of(2025, 1, 1), kNoLastDay}), ElementsAre("2020-03-01/.."));
  EXPECT_THAT(times("wrote_to", {}), IsEmpty());
}

TEST_F(StoreTest, OrderGroupsAndThreadsDoNotChangeTheContent) {
  std::vector<DocumentRecord> corpus = make_corpus(120, 7);
  auto one_by_one = open();
  for (const DocumentRecord& record : corpus) one_by_one->add(record);
  std::string expected = digest_of(*one_by_one);
  for (unsigned seed = 1; seed < 4; ++seed) {
    std::shuffle(corpus.begin(), corpus.end(), std::mt19937(seed));
    TempFolder folder;
    auto store = Store::open(folder / "store", Store::Mode::kWrite);
    std::size_t half = corpus.size() / 2;
    store->add_all(std::span(corpus).first(half));
    std::vector<std::jthread> threads;
    for (std::size_t thread = 0; thread < 4; ++thread)
      threads.emplace_back([&, thread] {
        for (std::size_t i = half + thread; i < corpus.size(); i += 4) store->add(corpus[i]);
      });
    threads.clear();
    EXPECT_EQ(digest_of(*store), expected);
    EXPECT_EQ(store->snapshot()->counts(), one_by_one->snapshot()->counts());
  }
}

TEST_F(StoreTest, ASnapshotDoesNotMove) {
  auto store = open();
  store->add(make_record("a.txt", {{"甲", "phoned", "乙", "2020"}}));
  auto before = store->snapshot();
  std::string digest = before->content_digest();
  store->add(make_record("b.txt", {{"甲", "met", "丙", "2020"}}));
  store->remove("a.txt");
  EXPECT_EQ(before->content_digest(), digest);
  EXPECT_EQ(before->neighbours(person("甲").id(), Direction::kOut).size(), 1u);
  store.reset();
  EXPECT_FALSE(before->document_bytes("a.txt").empty());
}

TEST_F(StoreTest, ReopeningShowsTheSame) {
  std::string digest;
  {
    auto store = open();
    RelationDeclaration met;
    met.name = "met";
    store->set_pack(Ontology({}, {met}), "p");
    store->add_all(make_corpus(30, 3));
    digest = digest_of(*store);
  }
  auto store = open(Store::Mode::kReadOnly);
  EXPECT_EQ(digest_of(*store), digest);
  EXPECT_EQ(store->snapshot()->ontology().relations().size(), 1u);
  EXPECT_EQ(store->pack_fingerprint(), "p");
  EXPECT_THROW(store->add(make_record("z.txt", {})), Error);
}

TEST_F(StoreTest, ARecordThatContradictsItselfIsRefusedWhole) {
  auto store = open();
  DocumentRecord dangling = make_record("a.txt", {{"甲", "phoned", "乙", "2020"}});
  dangling.entities.pop_back();
  EXPECT_THROW(store->add(dangling), Error);
  DocumentRecord timeless = make_record("a.txt", {{"甲", "phoned", "乙", "last spring"}});
  EXPECT_THROW(store->add(timeless), Error);
  DocumentRecord good = make_record("b.txt", {{"甲", "phoned", "乙", "2020"}});
  EXPECT_THROW(store->add_all(std::vector{good, timeless}), Error);
  EXPECT_THROW(store->add_all(std::vector{good, good}), Error);
  EXPECT_EQ(store->snapshot()->counts(), StoreCounts{});
  EXPECT_EQ(store->add(good), AddOutcome::kAdded);
}

TEST_F(StoreTest, AnEmptyDocumentAndALargeOneAreKeptAsTheyAre) {
  auto store = open();
  DocumentRecord record;
  record.path = "empty.txt";
  EXPECT_EQ(store->add(record), AddOutcome::kAdded);
  record.path = "large.txt";
  std::mt19937 random(1);
  for (int i = 0; i < 100001; ++i) record.bytes.push_back(static_cast<char>(random()));
  store->add(record);
  EXPECT_EQ(store->snapshot()->document_bytes("empty.txt"), "");
  EXPECT_EQ(store->snapshot()->document_bytes("large.txt"), record.bytes);
  record.bytes.resize(20000);
  store->add(record);
  EXPECT_EQ(store->snapshot()->document_bytes("large.txt"), record.bytes);
}

TEST_F(StoreTest, HotEntitiesKeepTheirOrder) {
  auto store = open();
  constexpr std::size_t kTotal = 5000;
  std::vector<test::Told> facts;
  for (std::size_t i = 0; i < kTotal; ++i)
    facts.push_back(
        {"中心", i % 2 ? "met" : "phoned", "人" + std::to_string(i), "20" + std::to_string(10 + i % 80)});
  for (std::size_t from = 0; from < kTotal; from += 500)
    store->add(make_record("d" + std::to_string(from), {facts.begin() + from, facts.begin() + from + 500}));
  auto row = store->snapshot()->neighbours(person("中心").id(), Direction::kOut);
  ASSERT_EQ(row.size(), kTotal);
  auto before = [](const Neighbour& a, const Neighbour& b) {
    return std::tuple(a.days.first, a.other) < std::tuple(b.days.first, b.other);
  };
  EXPECT_TRUE(std::is_sorted(row.begin(), row.begin() + kTotal / 2, before));
  EXPECT_TRUE(std::is_sorted(row.begin() + kTotal / 2, row.end(), before));
  EXPECT_EQ(store->snapshot()->degree(person("中心").id(), Direction::kOut), kTotal);
  std::size_t edges = 0;
  store->snapshot()->each_row([&](Id, std::span<const Neighbour> out) {
    edges += out.size();
    return true;
  });
  EXPECT_EQ(edges, kTotal);
}

TEST_F(StoreTest, ManyReadAtOnceAreWhatEachIsAlone) {
  auto store = open();
  store->add_all(make_corpus(150, 5));
  const auto snapshot = store->snapshot();
  std::vector<Id> entities, statements;
  snapshot->each_entity([&](const StoredEntity& entity) {
    entities.push_back(entity.id);
    return true;
  });
  snapshot->each_statement([&](const StoredStatement& stored) {
    statements.push_back(stored.id);
    statements.push_back({stored.id.value + 1});  // is not there
    return true;
  });
  for (const std::size_t step : {1, 3, 101}) {
    std::vector<Id> asked;
    for (std::size_t i = 0; i < statements.size(); i += step) asked.push_back(statements[i]);
    std::size_t found = 0, evidences = 0, expected = 0, expected_evidences = 0;
    snapshot->read_statements(asked, [&](std::size_t at, const StoredStatement& stored) {
      EXPECT_EQ(stored.id, asked[at]);
      EXPECT_EQ(stored.statement, snapshot->statement(asked[at])->statement);
      ++found;
    });
    for (const bool texts : {true, false}) {
      snapshot->read_evidence(asked, texts, [&](std::size_t at, const std::vector<StoredEvidence>& all) {
        std::vector<StoredEvidence> one = snapshot->evidence(asked[at]);
        ASSERT_EQ(all.size(), one.size());
        for (std::size_t i = 0; i < all.size(); ++i) {
          if (!texts) one[i].evidence.text.clear();
          EXPECT_EQ(all[i].document, one[i].document);
          EXPECT_EQ(all[i].evidence, one[i].evidence);
        }
        ++evidences;
      });
    }
    for (const Id id : asked) {
      expected += snapshot->statement(id) ? 1 : 0;
      expected_evidences += snapshot->evidence(id).empty() ? 0 : 2;
    }
    EXPECT_EQ(found, expected);
    EXPECT_EQ(evidences, expected_evidences);
  }
  std::vector<std::string> names;
  snapshot->read_entities(entities, [&](std::size_t at, const StoredEntity& entity) {
    EXPECT_EQ(entity.entity, snapshot->entity(entities[at])->entity);
    names.push_back(entity.entity.name);
  });
  EXPECT_EQ(names.size(), entities.size());
}

// So many that two threads read them: still in the order of the list, without those that are not there.
TEST_F(StoreTest, ThousandsOfEntitiesComeInOrder) {
  auto store = open();
  DocumentRecord record;
  record.path = "many.txt";
  for (int i = 0; i < 3000; ++i) record.entities.push_back({"person", "P" + std::to_string(i), ""});
  store->add_all({&record, 1});
  std::vector<Id> ids;
  for (const Entity& entity : record.entities) {
    ids.push_back(entity.id());
    ids.push_back(Id{entity.id().value + 1});
  }
  std::sort(ids.begin(), ids.end());
  const auto snapshot = store->snapshot();
  std::vector<Id> found;
  snapshot->read_entities(ids, [&](std::size_t at, const StoredEntity& entity) {
    EXPECT_EQ(entity.id, ids[at]);
    EXPECT_EQ(entity.entity.id(), ids[at]);
    found.push_back(entity.id);
  });
  EXPECT_EQ(found.size(), record.entities.size());
  EXPECT_TRUE(std::is_sorted(found.begin(), found.end()));
}

TEST_F(StoreTest, RowsOfAllEntitiesAreThoseOfEach) {
  auto store = open();
  store->add_all(make_corpus(80, 6));
  const auto snapshot = store->snapshot();
  std::size_t visited = 0;
  snapshot->each_entity_row([&](const StoredEntity& entity, std::span<const Neighbour> both) {
    std::vector<Id> all, one;
    for (const Neighbour& entry : both) all.push_back(entry.statement);
    for (const Neighbour& entry : snapshot->neighbours(entity.id, Direction::kBoth))
      one.push_back(entry.statement);
    std::sort(all.begin(), all.end());
    std::sort(one.begin(), one.end());
    EXPECT_EQ(all, one);
    ++visited;
    return true;
  });
  EXPECT_EQ(visited, snapshot->counts().entities);
}

TEST_F(StoreTest, AnotherPackThatSaysTheSameChangesOneRow) {
  auto store = open();
  const std::vector<DocumentRecord> corpus = make_corpus(20, 8);
  store->set_pack({}, "one");
  store->add_all(corpus);
  const std::string before = store->snapshot()->record(corpus[3].path).statements.front().evidence.text;
  store->set_pack({}, "two");
  EXPECT_EQ(store->add(corpus[3]), AddOutcome::kReplaced);
  EXPECT_EQ(store->snapshot()->document(corpus[3].path)->pack, "two");
  EXPECT_EQ(store->snapshot()->document(corpus[4].path)->pack, "one");
  EXPECT_EQ(store->snapshot()->record(corpus[3].path).statements.front().evidence.text, before);
  EXPECT_EQ(store->snapshot()->counts().documents, 20u);
  EXPECT_EQ(store->add(corpus[3]), AddOutcome::kUnchanged);
  auto fresh = Store::open(folder_ / "fresh", Store::Mode::kWrite);
  fresh->set_pack({}, "two");
  fresh->add_all(corpus);
  store->add_all(corpus);
  EXPECT_EQ(digest_of(*store), digest_of(*fresh));
}

TEST_F(StoreTest, AFolderThatIsNoStoreIsLeftAlone) {
  EXPECT_THROW(open(Store::Mode::kReadOnly), Error);
  test::write_file(folder_ / "letter.txt", "x");
  try {
    Store::open(folder_.path(), Store::Mode::kWrite);
    FAIL() << "made a store among foreign files";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kStore);
    EXPECT_THAT(error.what(), HasSubstr("letter.txt"));
  }
}

}  // namespace
}  // namespace guanxi
