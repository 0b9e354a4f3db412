#include "graph/exchange/xml_text.h"

#include <gtest/gtest.h>

#include "tests/exchange/sample_graph.h"

namespace guanxi {
namespace {

TEST(XmlText, EscapesMarkupAndWhitespaceThatReadersWouldChange) {
  std::string out;
  EXPECT_EQ(append_xml("a<b>&\"'\t\n\r]]>中", out), 0U);
  EXPECT_EQ(out, "a&lt;b&gt;&amp;&quot;&apos;&#9;&#10;&#13;]]&gt;中");
}

TEST(XmlText, LeavesOutAndCountsWhatXmlCannotHold) {
  const auto cleaned = [](std::string_view text, std::uint64_t left_out) {
    std::string out;
    EXPECT_EQ(append_xml(text, out), left_out) << text;
    return out;
  };
  EXPECT_EQ(cleaned(std::string_view("\0\x01\x1F", 3), 3), "");
  EXPECT_EQ(cleaned("\xEF\xBF\xBE\xEF\xBF\xBF", 2), "");
  EXPECT_EQ(cleaned("a\xED\xA0\x80z", 1), "az");
  EXPECT_EQ(cleaned("a\xED\xA0\xBD\xED\xB8\x80z", 2), "az");
  EXPECT_EQ(cleaned("\xFF\xFE", 2), "");
  EXPECT_EQ(cleaned("\xE4\xB8", 1), "");
  EXPECT_EQ(cleaned("\xF4\x8F\xBF\xBD", 0), "\xF4\x8F\xBF\xBD");
}

}  // namespace
}  // namespace guanxi
