#include "graph/exchange/stream_reader.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <limits>

#include "extract/statement/edtf.h"
#include "extract/statement/error.h"
#include "graph/exchange/line_reader.h"

namespace guanxi {
namespace {

using simdjson::dom::element;

constexpr std::size_t kLongestLine = 1u << 28;

[[noreturn]] void fail(const std::string& what) {
  throw Error(ErrorKind::kInput, what);
}

// Refuses a key that was seen before in the same object.
class SeenKeys {
 public:
  void add(std::string_view key) {
    if (std::find(keys_.begin(), keys_.begin() + count_, key) != keys_.begin() + count_)
      fail(fmt::format("\"{}\" is given twice", key));
    if (count_ < keys_.size()) keys_[count_++] = key;
  }

 private:
  std::array<std::string_view, 16> keys_;
  std::size_t count_ = 0;
};

void read_string(element json, std::string_view key, std::string& out) {
  std::string_view text;
  if (json.get_string().get(text) != simdjson::SUCCESS) fail(fmt::format("\"{}\": expected a string", key));
  out.assign(text);
}

std::uint64_t read_number(element json, std::string_view key, std::uint64_t most) {
  std::uint64_t number = 0;
  if (json.get_uint64().get(number) != simdjson::SUCCESS || number > most)
    fail(fmt::format("\"{}\": expected a whole number from 0 to {}", key, most));
  return number;
}

// Calls read(key, value) for each member; a read that knows no such key returns false.
template <typename Read>
void read_object(element json, std::string_view what, const Read& read) {
  simdjson::dom::object object;
  if (json.get_object().get(object) != simdjson::SUCCESS) fail(fmt::format("{}: expected an object", what));
  SeenKeys seen;
  for (auto [key, member] : object) {
    seen.add(key);
    if (!read(key, member))
      fail(fmt::format("{}: there is no key \"{}\" in the statement stream", what, key));
  }
}

void read_entity(element json, std::string_view what, Entity& entity) {
  std::string id;
  read_object(json, what, [&](std::string_view key, element member) {
    if (key == "id") {
      read_string(member, key, id);
    } else if (key == "name") {
      read_string(member, key, entity.name);
    } else if (key == "kind") {
      read_string(member, key, entity.kind);
    } else if (key == "discriminator") {
      read_string(member, key, entity.discriminator);
    } else {
      return false;
    }
    return true;
  });
  if (entity.name.empty()) fail(fmt::format("\"{}\" needs a \"name\"", what));
  if (entity.kind.empty()) fail(fmt::format("\"{}\" needs a \"kind\"", what));
  if (!id.empty() && id != entity.id().print('Q'))
    fail(fmt::format(
        "\"{}\": the id {} does not fit kind and name, which give {}; leave the id out or mend it", what, id,
        entity.id().print('Q')));
}

void read_source(element json, StreamRow& row) {
  constexpr std::uint64_t kAny = std::numeric_limits<std::uint64_t>::max();
  Evidence& evidence = row.evidence;
  read_object(json, "source", [&](std::string_view key, element member) {
    if (key == "document") {
      read_string(member, key, row.document);
    } else if (key == "line") {
      evidence.line =
          static_cast<std::uint32_t>(read_number(member, key, std::numeric_limits<std::uint32_t>::max()));
    } else if (key == "begin") {
      evidence.begin = read_number(member, key, kAny);
    } else if (key == "end") {
      evidence.end = read_number(member, key, kAny);
    } else if (key == "text") {
      read_string(member, key, evidence.text);
    } else {
      return false;
    }
    return true;
  });
  if (row.document.empty()) fail("\"source\" needs a \"document\"");
  if (evidence.begin > evidence.end) fail("\"source\": \"begin\" is behind \"end\"");
}

void read_time(element json, Statement& statement) {
  if (json.is_null()) return;
  std::string text;
  read_string(json, "time", text);
  std::optional<Edtf> time = Edtf::parse(text);
  if (!time)
    fail(
        fmt::format("\"time\": \"{}\" is not a time that EDTF knows (as 2020-01-22, 2020-01 or null)", text));
  statement.time = time->text();
}

bool read_member(std::string_view key, element member, StreamRow& row) {
  Statement& statement = row.statement;
  std::string word;
  if (key == "subject") {
    read_entity(member, key, row.subject);
  } else if (key == "object") {
    read_entity(member, key, row.object);
  } else if (key == "relation") {
    read_string(member, key, statement.relation);
  } else if (key == "time") {
    read_time(member, statement);
  } else if (key == "initiator") {
    read_string(member, key, word);
    statement.initiator = parse_initiator(word);
  } else if (key == "factuality") {
    read_string(member, key, word);
    statement.factuality = parse_factuality(word);
  } else if (key == "office") {
    read_string(member, key, statement.office);
  } else if (key == "place") {
    read_string(member, key, statement.place);
  } else if (key == "claimed_by") {
    read_string(member, key, statement.claimed_by);
  } else if (key == "source") {
    read_source(member, row);
  } else if (key == "rule") {
    read_string(member, key, row.evidence.rule);
  } else if (key == "cameo" || key == "plover") {
    read_string(member, key, word);
  } else {
    return false;
  }
  return true;
}

// The strings keep their room for the next row.
void clear(StreamRow& row) {
  for (Entity* entity : {&row.subject, &row.object}) {
    entity->kind.clear();
    entity->name.clear();
    entity->discriminator.clear();
  }
  Statement& statement = row.statement;
  for (std::string* field : {&statement.relation, &statement.time, &statement.office, &statement.place,
                             &statement.claimed_by, &row.document, &row.evidence.text, &row.evidence.rule})
    field->clear();
  statement.initiator = Initiator::kUnstated;
  statement.factuality = Factuality::kAsserted;
  row.evidence.begin = row.evidence.end = row.evidence.line = 0;
}

}  // namespace

class StreamReader::Parser {
 public:
  // At least simdjson::SIMDJSON_PADDING bytes behind the line can be read.
  void parse(std::string_view line, StreamRow& row) {
    clear(row);
    element document;
    simdjson::error_code error = parser_.parse(line.data(), line.size(), false).get(document);
    if (error != simdjson::SUCCESS) fail(fmt::format("not JSON: {}", simdjson::error_message(error)));
    read_object(document, "line",
                [&](std::string_view key, element member) { return read_member(key, member, row); });
    if (row.subject.name.empty()) fail("\"subject\" is missing");
    if (row.object.name.empty()) fail("\"object\" is missing");
    if (row.statement.relation.empty()) fail("\"relation\" is missing");
    if (row.document.empty()) fail("\"source\" is missing");
    row.statement.subject = row.subject.id();
    row.statement.object = row.object.id();
  }

 private:
  simdjson::dom::parser parser_;
};

StreamReader::StreamReader(std::istream& input, std::string name)
    : name_(name),
      lines_(std::make_unique<LineReader>(input, std::move(name), kLongestLine, simdjson::SIMDJSON_PADDING)),
      parser_(std::make_unique<Parser>()) {}
StreamReader::~StreamReader() = default;

bool StreamReader::next(StreamRow& row) {
  std::string_view line;
  while (lines_->next(line)) {
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    try {
      parser_->parse(line, row);
    } catch (const Error& error) {
      fail(fmt::format("{}:{}: {}", name_, lines_->number(), error.what()));
    }
    return true;
  }
  return false;
}

}  // namespace guanxi
