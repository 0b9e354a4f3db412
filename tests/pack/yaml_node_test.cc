#include "extract/pack/yaml_node.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/statement/error.h"

namespace guanxi {
namespace {

using ::testing::HasSubstr;

std::string message_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInput);
    return error.what();
  }
  return "no error";
}

TEST(YamlNode, ReadsWhatIsThere) {
  YamlNode root = YamlNode::parse("a: x\nb: [p, q]\nc: {d: true, n: 3}\n", "t.yaml");
  EXPECT_EQ(root.at("a").text(), "x");
  EXPECT_EQ(root.at("a").texts(), std::vector<std::string>{"x"});
  EXPECT_EQ(root.at("b").texts(), (std::vector<std::string>{"p", "q"}));
  EXPECT_TRUE(root.at("c").flag("d", false));
  EXPECT_EQ(root.at("c").number("n", 0), 3);
  EXPECT_EQ(root.text("missing", "otherwise"), "otherwise");
  EXPECT_FALSE(root.find("missing").defined());
}

TEST(YamlNode, NamesThePlaceOfAnError) {
  YamlNode root = YamlNode::parse("a: x\nlist:\n  - b: {}\n", "t.yaml");
  EXPECT_EQ(message_of([&] { root.at("list").list()[0].at("b").text(); }), "t.yaml:3:8: expected a text");
  EXPECT_EQ(message_of([&] { root.at("z"); }), "t.yaml:1:1: the key \"z\" is missing");
  EXPECT_THAT(message_of([&] { root.allow_keys({"a"}); }), HasSubstr("unknown key \"list\""));
  EXPECT_THAT(message_of([] { YamlNode::parse("a: [1", "t.yaml"); }), HasSubstr("t.yaml:"));
}

}  // namespace
}  // namespace guanxi
