#include "graph/exchange/triple_reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "extract/statement/edtf.h"
#include "extract/statement/error.h"

namespace guanxi {

// Records of the file, one after the other, with where each stands.
class TripleReader::Records {
 public:
  Records(std::istream& input, std::string name, Dialect dialect)
      : input_(input), name_(std::move(name)), csv_(dialect == Dialect::kCsv) {}

  // False at the end. Empty lines are passed over.
  bool next() {
    do {
      fields_.clear();
      text_.clear();
      begin_ = end_;
      line_ = next_line_;
      if (!read_record()) return false;
    } while (text_.empty());
    return true;
  }

  const std::vector<std::string>& fields() const { return fields_; }
  const std::string& text() const { return text_; }
  std::uint64_t begin() const { return begin_; }
  std::uint32_t line() const { return line_; }

  [[noreturn]] void fail(const std::string& message) const {
    throw Error(ErrorKind::kInput, fmt::format("{}:{}: {}", name_, line_, message));
  }

 private:
  static constexpr std::size_t kLongest = std::size_t{16} << 20;

  bool read_record() {
    std::string line;
    if (!read_line(line)) return false;
    text_ = line;
    // Inside quotes as long as their number is odd.
    bool open = csv_ && std::count(line.begin(), line.end(), '"') % 2 == 1;
    while (open) {
      if (!read_line(line)) fail("a quoted field is not closed");
      if (std::count(line.begin(), line.end(), '"') % 2 == 1) open = false;
      text_.append("\n").append(line);
      if (text_.size() > kLongest) fail("the record is longer than 16 MiB; is a quote missing?");
    }
    csv_ ? split_csv() : split_tsv();
    return true;
  }

  bool read_line(std::string& line) {
    if (!std::getline(input_, line)) return false;
    end_ += line.size() + 1;
    if (next_line_++ == 1 && line.rfind("\xEF\xBB\xBF", 0) == 0) line.erase(0, 3);
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.size() > kLongest) fail("the line is longer than 16 MiB");
    return true;
  }

  void split_csv() {
    std::string field;
    bool quoted = false;
    for (std::size_t at = 0; at < text_.size(); ++at) {
      const char c = text_[at];
      if (quoted && c == '"' && at + 1 < text_.size() && text_[at + 1] == '"') {
        field.push_back('"');
        ++at;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields_.push_back(std::exchange(field, {}));
      } else {
        field.push_back(c);
      }
    }
    fields_.push_back(std::move(field));
  }

  void split_tsv() {
    std::string field;
    for (std::size_t at = 0; at < text_.size(); ++at) {
      const char c = text_[at];
      if (c == '\t') {
        fields_.push_back(std::exchange(field, {}));
      } else if (c == '\\' && at + 1 < text_.size()) {
        const char escaped = text_[++at];
        field.push_back(escaped == 't' ? '\t' : escaped == 'n' ? '\n' : escaped == 'r' ? '\r' : escaped);
      } else {
        field.push_back(c);
      }
    }
    fields_.push_back(std::move(field));
  }

  std::istream& input_;
  std::string name_;
  bool csv_;
  std::vector<std::string> fields_;
  std::string text_;
  std::uint64_t begin_ = 0;
  std::uint64_t end_ = 0;
  std::uint32_t line_ = 0;
  std::uint32_t next_line_ = 1;
};

// Where the columns stand in a record.
struct TripleReader::Places {
  std::size_t subject = 0;
  std::optional<std::size_t> relation;
  std::size_t object = 0;
  std::optional<std::size_t> date;
  std::optional<std::size_t> subject_kind;
  std::optional<std::size_t> object_kind;
};

namespace {

std::optional<std::size_t> find_column(const std::string& wanted, const std::vector<std::string>& header) {
  const auto at = std::find(header.begin(), header.end(), wanted);
  if (at != header.end()) return static_cast<std::size_t>(at - header.begin());
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(wanted.data(), wanted.data() + wanted.size(), number);
  if (error == std::errc() && end == wanted.data() + wanted.size() && number > 0) return number - 1;
  return std::nullopt;
}

std::size_t need_column(const std::string& name, const std::string& wanted,
                        const std::vector<std::string>& header) {
  if (const auto found = find_column(wanted, header)) return *found;
  throw Error(ErrorKind::kInput, fmt::format("{}:1: there is no column \"{}\"; the columns are: {}", name,
                                             wanted, fmt::join(header, ", ")));
}

// The canonical time; nothing where the text is none. "2020-01-22T08:30:00Z" is the day.
std::optional<std::string> time_of(std::string_view text) {
  const std::size_t clock = text.find_first_of("T ");
  if (clock == 10) text = text.substr(0, clock);
  const auto parsed = Edtf::parse(text);
  return parsed ? std::optional(parsed->text()) : std::nullopt;
}

}  // namespace

TripleReader::TripleReader(std::istream& input, std::string name, Dialect dialect,
                           const TripleColumns& columns)
    : name_(std::move(name)), columns_(columns), records_(std::make_unique<Records>(input, name_, dialect)) {
  std::vector<std::string> header = {"subject", "relation", "object", "date"};
  if (columns.header && records_->next()) header = records_->fields();
  places_ = std::make_unique<Places>();
  places_->subject = need_column(name_, columns.subject, header);
  places_->relation = columns.default_relation.empty()
                          ? std::optional(need_column(name_, columns.relation, header))
                          : find_column(columns.relation, header);
  places_->object = need_column(name_, columns.object, header);
  places_->date = find_column(columns.date, header);
  places_->subject_kind = find_column(columns.subject_kind, header);
  places_->object_kind = find_column(columns.object_kind, header);
}

TripleReader::~TripleReader() = default;

bool TripleReader::next(StreamRow& row) {
  if (!records_->next()) return false;
  fill(records_->fields(), row);
  row.document = name_;
  row.evidence.begin = records_->begin();
  row.evidence.end = row.evidence.begin + records_->text().size();
  row.evidence.line = records_->line();
  row.evidence.text = records_->text();
  row.evidence.rule = "import/row";
  return true;
}

void TripleReader::fill(const std::vector<std::string>& fields, StreamRow& row) const {
  const auto field = [&](std::optional<std::size_t> place, const std::string& otherwise) {
    return place && *place < fields.size() && !fields[*place].empty() ? fields[*place] : otherwise;
  };
  row = StreamRow();
  row.subject.name = field(places_->subject, "");
  row.subject.kind = field(places_->subject_kind, columns_.default_subject_kind);
  row.object.name = field(places_->object, "");
  row.object.kind = field(places_->object_kind, columns_.default_object_kind);
  row.statement.relation = field(places_->relation, columns_.default_relation);
  if (row.subject.name.empty() || row.object.name.empty() || row.statement.relation.empty()) {
    records_->fail(fmt::format("a subject, a relation and an object were expected, not {} fields: {}",
                               fields.size(), records_->text().substr(0, 200)));
  }
  if (const std::string date = field(places_->date, ""); !date.empty()) {
    const auto time = time_of(date);
    if (!time)
      records_->fail(fmt::format("\"{}\" is no date; EDTF was expected, as 2020-01-22 or 2020-01", date));
    row.statement.time = *time;
  }
  row.statement.subject = row.subject.id();
  row.statement.object = row.object.id();
}

}  // namespace guanxi
