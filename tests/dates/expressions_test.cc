// The suite of date expressions in expressions.tsv: a context, a sentence, and the values of all its date
// expressions.
#include <gtest/gtest.h>

#include "extract/dates/date_recognizer.h"
#include "extract/pack/tsv.h"

namespace guanxi {
namespace {

constexpr double kExact = 0.98;

const DateRecognizer& recognizer() {
  static const DateRecognizer made(std::string(GUANXI_SOURCE_DIR) + "/schemas/zh/dates.yaml");
  return made;
}

// "2020-04-07": the publication; "heading=2020-01-22", "story=2020-01-03": what else the document told.
DateContext context_of(const std::string& cell) {
  DateContext context;
  std::size_t begin = 0;
  while (begin < cell.size()) {
    const std::size_t end = std::min(cell.find(' ', begin), cell.size());
    const std::string part = cell.substr(begin, end - begin);
    begin = end + 1;
    const std::size_t equals = part.find('=');
    DateContext told;
    const std::string date = equals == std::string::npos ? part : part.substr(equals + 1);
    EXPECT_TRUE(recognizer().set_publication(date, told)) << cell;
    if (equals == std::string::npos) context.publication = told.publication;
    if (part.starts_with("heading=")) {
      context.heading = told.publication;
      context.begin_paragraph();
    }
    if (part.starts_with("story=")) {
      context.story = told.publication;
      context.story_in_paragraph = true;
      if (context.story->grain == Grain::kDay) context.story_day = context.story;
    }
  }
  return context;
}

// The values in order, "-" for one without; empty for a sentence without dates.
std::string values(const std::string& sentence, const DateContext& context) {
  std::string text;
  for (const DateMention& mention : recognizer().find(sentence, context)) {
    text += (text.empty() ? "" : " ") + (mention.edtf.empty() ? "-" : mention.edtf);
    EXPECT_EQ(Edtf::parse(mention.edtf).has_value(), !mention.edtf.empty()) << mention.edtf;
  }
  return text;
}

TEST(Expressions, HaveTheValuesThatAReaderGivesThem) {
  const auto rows = load_tsv(std::string(GUANXI_SOURCE_DIR) + "/tests/dates/expressions.tsv", 2, 3);
  std::size_t right = 0;
  for (const TsvRow& row : rows) {
    const std::string found = values(row.cells[1], context_of(row.cells[0] == "none" ? "" : row.cells[0]));
    if (found == row.cells[2]) {
      ++right;
    } else {
      std::printf("expressions.tsv:%zu: %s: expected \"%s\", found \"%s\"\n", row.line, row.cells[1].c_str(),
                  row.cells[2].c_str(), found.c_str());
    }
  }
  EXPECT_GE(rows.size(), 600U);
  EXPECT_GE(static_cast<double>(right), kExact * static_cast<double>(rows.size()));
}

}  // namespace
}  // namespace guanxi
