#include "graph/exchange/triple_reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "extract/statement/edtf.h"
#include "extract/statement/error.h"
#include "graph/exchange/line_reader.h"

namespace guanxi {

// Records of the file, one after the other, with where each stands. What it gives out holds until the next.
class TripleReader::Records {
 public:
  Records(std::istream& input, const std::string& name, Dialect dialect)
      : lines_(input, name, kLongest), name_(name), csv_(dialect == Dialect::kCsv) {}

  // False at the end. Empty lines are passed over.
  bool next() {
    do {
      if (!read_line(text_)) return false;
      begin_ = lines_.begin();
      line_ = static_cast<std::uint32_t>(lines_.number());
    } while (text_.empty());
    fields_.clear();
    scratch_.clear();
    if (csv_) {
      read_csv();
    } else {
      split_tsv();
    }
    return true;
  }

  const std::vector<std::string_view>& fields() const { return fields_; }
  std::string_view text() const { return text_; }
  std::uint64_t begin() const { return begin_; }
  std::uint32_t line() const { return line_; }

  [[noreturn]] void fail(const std::string& message) const {
    throw Error(ErrorKind::kInput, fmt::format("{}:{}: {}", name_, line_, message));
  }

 private:
  static constexpr std::size_t kLongest = std::size_t{16} << 20;

  bool read_line(std::string_view& line) {
    if (!lines_.next(line)) return false;
    if (lines_.number() == 1 && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return true;
  }

  void read_csv() {
    if (text_.find('"') == std::string_view::npos) return split_plain(',');
    // Inside quotes as long as their number is odd.
    if (std::count(text_.begin(), text_.end(), '"') % 2 == 1) join_lines();
    split_quoted();
  }

  // A quoted field goes on in the next lines.
  void join_lines() {
    joined_ = text_;
    for (bool open = true; open;) {
      std::string_view line;
      if (!read_line(line)) fail("a quoted field is not closed");
      if (std::count(line.begin(), line.end(), '"') % 2 == 1) open = false;
      joined_.append("\n").append(line);
      if (joined_.size() > kLongest) fail("the record is longer than 16 MiB; is a quote missing?");
    }
    text_ = joined_;
  }

  void split_plain(char separator) {
    std::string_view rest = text_;
    for (std::size_t end; (end = rest.find(separator)) != std::string_view::npos; rest.remove_prefix(end + 1))
      fields_.push_back(rest.substr(0, end));
    fields_.push_back(rest);
  }

  // Fields whose spelling is not their value are kept in scratch_, which has room for the whole record.
  void split_quoted() {
    scratch_.reserve(text_.size());
    std::size_t begin = 0;
    const auto end_field = [&] {
      fields_.push_back(std::string_view(scratch_).substr(begin));
      begin = scratch_.size();
    };
    bool quoted = false;
    for (std::size_t at = 0; at < text_.size(); ++at) {
      const char c = text_[at];
      if (quoted && c == '"' && at + 1 < text_.size() && text_[at + 1] == '"') {
        scratch_.push_back('"');
        ++at;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        end_field();
      } else {
        scratch_.push_back(c);
      }
    }
    end_field();
  }

  void split_tsv() {
    split_plain('\t');
    if (text_.find('\\') == std::string_view::npos) return;
    scratch_.reserve(text_.size());
    for (std::string_view& field : fields_) field = unescape(field);
  }

  std::string_view unescape(std::string_view field) {
    const std::size_t begin = scratch_.size();
    for (std::size_t at = 0; at < field.size(); ++at) {
      char c = field[at];
      if (c == '\\' && at + 1 < field.size()) {
        c = field[++at];
        c = c == 't' ? '\t' : c == 'n' ? '\n' : c == 'r' ? '\r' : c;
      }
      scratch_.push_back(c);
    }
    return std::string_view(scratch_).substr(begin);
  }

  LineReader lines_;
  std::string name_;
  bool csv_;
  std::vector<std::string_view> fields_;
  std::string_view text_;
  std::string joined_;
  std::string scratch_;
  std::uint64_t begin_ = 0;
  std::uint32_t line_ = 0;
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
  if (columns.header && records_->next()) header.assign(records_->fields().begin(), records_->fields().end());
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
  fill(row);
  row.document = name_;
  row.evidence.begin = records_->begin();
  row.evidence.end = row.evidence.begin + records_->text().size();
  row.evidence.line = records_->line();
  row.evidence.text = records_->text();
  row.evidence.rule = "import/row";
  return true;
}

// The row may hold another one: its strings keep their room.
void TripleReader::fill(StreamRow& row) const {
  const std::vector<std::string_view>& fields = records_->fields();
  const auto field = [&](std::optional<std::size_t> place, std::string_view otherwise) {
    return place && *place < fields.size() && !fields[*place].empty() ? fields[*place] : otherwise;
  };
  row.subject.name = field(places_->subject, "");
  row.subject.kind = field(places_->subject_kind, columns_.default_subject_kind);
  row.subject.discriminator.clear();
  row.object.name = field(places_->object, "");
  row.object.kind = field(places_->object_kind, columns_.default_object_kind);
  row.object.discriminator.clear();
  Statement& statement = row.statement;
  statement.relation = field(places_->relation, columns_.default_relation);
  if (row.subject.name.empty() || row.object.name.empty() || statement.relation.empty()) {
    records_->fail(fmt::format("a subject, a relation and an object were expected, not {} fields: {}",
                               fields.size(), records_->text().substr(0, 200)));
  }
  statement.time.clear();
  if (const std::string_view date = field(places_->date, ""); !date.empty()) {
    auto time = time_of(date);
    if (!time)
      records_->fail(fmt::format("\"{}\" is no date; EDTF was expected, as 2020-01-22 or 2020-01", date));
    statement.time = std::move(*time);
  }
  statement.initiator = Initiator::kUnstated;
  statement.factuality = Factuality::kAsserted;
  statement.office.clear();
  statement.place.clear();
  statement.claimed_by.clear();
  statement.subject = row.subject.id();
  statement.object = row.object.id();
}

}  // namespace guanxi
