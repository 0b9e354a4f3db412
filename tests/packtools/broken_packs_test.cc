// A broken pack of each kind: the message leads to the place and says what was expected.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/statement/error.h"
#include "tests/packtools/example_pack.h"

namespace guanxi {
namespace {

struct Case {
  const char* file;     // of the pack that is overwritten
  const char* text;     // what stands there
  const char* message;  // what the error says
};

const Case kCases[] = {
    {"pack.yaml", "extends: [zh]\n", "pack.yaml:1:1: the key \"name\" is missing"},
    {"pack.yaml", "name: t\nextend: [zh]\n", "pack.yaml:2:9: unknown key \"extend\""},
    {"pack.yaml", "name: t\nextends: [nowhere]\n", "pack.yaml:2:11: the pack \"nowhere\" is not found"},
    {"pack.yaml", "name: zh\nextends: [zh]\n", "pack.yaml:1:7: another pack is called \"zh\""},
    {"pack.yaml", "name: [t\n", "pack.yaml:2:1: "},
    {"ontology.yaml", "kinds:\n  - {name: ship, label: Ship, like: boat}\n",
     "ontology.yaml:2:37: expected the name of a kind"},
    {"ontology.yaml", "kinds:\n  - {name: person, label: P}\n",
     "ontology.yaml:2:5: the kind \"person\" is declared twice"},
    {"ontology.yaml", "relations:\n  - {name: ate, subject: [robot]}\n",
     "ontology.yaml:2:27: no kind \"robot\" is declared"},
    {"ontology.yaml", "relations:\n  - {name: ate, directed: perhaps}\n",
     "ontology.yaml:2:27: expected true or false"},
    {"ontology.yaml", "relations:\n  - {zh: 吃}\n", "ontology.yaml:2:5: the key \"name\" is missing"},
    {"rules/r.yaml", "rules:\n  - id: a\n    relation: eats\n    patterns: \"[x]\"\n",
     "r.yaml:3:15: no relation \"eats\" is declared"},
    {"rules/r.yaml", "rules:\n  - id: a\n    relation: met\n", "r.yaml:2:5: the key \"patterns\" is missing"},
    {"rules/r.yaml", "rules:\n  - id: a\n    relation: met\n    patterns: \"{subject} {object}\"\n",
     "r.yaml:4:15: a pattern needs a trigger"},
    {"rules/r.yaml", "rules:\n  - id: a\n    relation: met\n    patterns: \"{subject [x]\"\n",
     "r.yaml:4:15: \"{subject [x]\": a '}' is missing"},
    {"rules/r.yaml", "rules:\n  - id: a\n    relation: met\n    patterns: \"<dream> [x]\"\n",
     "r.yaml:4:15: no marker \"dream\""},
    {"rules/r.yaml", "rules:\n  - id: a\n    relation: met\n    patterns: \"{object: robot} [x]\"\n",
     "r.yaml:4:15: {object}: no kind \"robot\""},
    {"rules/r.yaml", "rules:\n  - id: a\n    relation: met\n    patterns: \"[x|]\"\n",
     "r.yaml:4:15: \"x|\": an empty word"},
    {"rules/r.yaml",
     "rules:\n  - id: a\n    relation: met\n    patterns: \"[x]\"\n    examples:\n      - {text: a}\n",
     "r.yaml:6:9: the key \"states\" is missing"},
    {"rules/r.yaml", "rules:\n  - id: a\n    relation: met\n    initiator: nobody\n    patterns: \"[x]\"\n",
     "r.yaml:4:16: initiator \"nobody\": expected subject or object"},
    {"rules/r.yaml",
     "rules:\n  - {id: a, relation: met, patterns: \"[x]\"}\n  - {id: a, relation: met, patterns: \"[x]\"}\n",
     "is declared twice, also at"},
    {"grammar.yaml", "skips: [x]\n", "grammar.yaml:1:8: unknown key \"skips\"; expected one of: "},
    {"grammar.yaml", "pronouns:\n  - {words: [x], means: somebody}\n",
     "grammar.yaml:2:25: expected nobody, person"},
    {"grammar.yaml", "brackets:\n  - [\"(\"]\n", "grammar.yaml:2:5: expected a pair"},
    {"grammar.yaml", "phrases:\n  - {sets: initiator, pattern: x}\n",
     "grammar.yaml:2:12: expected key=value"},
    {"grammar.yaml", "phrases:\n  - {sets: a=b, pattern: \"(\"}\n", "grammar.yaml:2:26: missing )"},
    {"names.yaml", "levels: [x]\n", "names.yaml: only one pack may have this file"},
    {"lexicon/people.tsv", "甲\t乙\t丙\t丁\n", "people.tsv:1: expected 1 to 2 cells parted by tabs, found 4"},
    {"lexicon/people.tsv", "# ok\n\xff\xfe\n", "people.tsv:2: not UTF-8"},
    {"lexicon/people.tsv", "北京市\n", "people.tsv:1: \"北京市\" is named twice, the other time at "},
    {"lexicon/places.tsv", "某山\t\t无此地\n",
     "places.tsv:1: \"无此地\" is neither a code nor the canonical name"},
    {"lexicon/titles.tsv", "大掌柜\tking\n", "titles.tsv:1: the use of a title is"},
    {"lexicon/institution-suffixes.tsv", "会馆\tstrong\n", "institution-suffixes.tsv:1: the strength is"},
    {"lexicon/surnames.tsv", "蠲蠹\tmany\n", "surnames.tsv:1: \"many\" is not a number"},
    {"lexicon/surnames.tsv", "蠲蠹\tinf\n", "surnames.tsv:1: \"inf\" is not a number"},
};

TEST(BrokenPack, NamesThePlaceAndWhatWasExpected) {
  for (const Case& broken : kCases) {
    SCOPED_TRACE(std::string(broken.file) + ": " + broken.text);
    ScratchFolder folder;
    folder.write("trial/pack.yaml", "name: trial\nextends: [zh]\n");
    folder.write(std::string("trial/") + broken.file, broken.text);
    try {
      Extractor extractor(Pack::load({folder.path() / "trial"}, {packs()}));
      ADD_FAILURE() << "nothing is wrong with it";
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kInput);
      EXPECT_THAT(error.what(), testing::HasSubstr(broken.message));
      EXPECT_THAT(error.what(),
                  testing::HasSubstr(std::string(broken.message).find("only one pack") == std::string::npos
                                         ? folder.path().filename().string()
                                         : "names.yaml"));
    }
  }
}

TEST(BrokenPack, PacksInACircleAreRefused) {
  ScratchFolder folder;
  folder.write("a/pack.yaml", "name: a\nextends: [b]\n");
  folder.write("b/pack.yaml", "name: b\nextends: [a]\n");
  try {
    Pack::load({folder.path() / "a"});
    FAIL();
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("in a circle"));
  }
}

TEST(BrokenPack, AFolderWithoutAPackIsRefused) {
  ScratchFolder folder;
  try {
    Pack::load({folder.path()});
    FAIL();
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("expected a folder with a pack.yaml"));
  }
}

}  // namespace
}  // namespace guanxi
