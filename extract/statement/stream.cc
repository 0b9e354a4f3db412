#include "extract/statement/stream.h"

#include <fmt/format.h>
#include <unicode/utf8.h>

#include <unordered_map>

#include "extract/statement/error.h"

namespace guanxi {
namespace {

void append_field(std::string_view key, std::string_view value, std::string& out) {
  out.append(",\"").append(key).append("\":");
  append_json_string(value, out);
}

void append_entity(std::string_view key, const Entity& entity, std::string& out) {
  out.append("\"").append(key).append("\":{\"id\":\"").append(entity.id().print('Q')).append("\"");
  append_field("name", entity.name, out);
  append_field("kind", entity.kind, out);
  if (!entity.discriminator.empty()) append_field("discriminator", entity.discriminator, out);
  out.push_back('}');
}

void append_qualifiers(const Statement& statement, std::string& out) {
  if (statement.time.empty()) {
    out.append(",\"time\":null");
  } else {
    append_field("time", statement.time, out);
  }
  if (statement.initiator != Initiator::kUnstated)
    append_field("initiator", to_string(statement.initiator), out);
  if (!statement.office.empty()) append_field("office", statement.office, out);
  if (!statement.place.empty()) append_field("place", statement.place, out);
  if (!statement.claimed_by.empty()) append_field("claimed_by", statement.claimed_by, out);
  append_field("factuality", to_string(statement.factuality), out);
}

void append_source(std::string_view document, const Evidence& evidence, std::string& out) {
  out.append(",\"source\":{\"document\":");
  append_json_string(document, out);
  fmt::format_to(std::back_inserter(out), ",\"line\":{},\"begin\":{},\"end\":{}", evidence.line,
                 evidence.begin, evidence.end);
  append_field("text", evidence.text, out);
  out.push_back('}');
  append_field("rule", evidence.rule, out);
}

void append_escaped(unsigned char byte, std::string& out) {
  switch (byte) {
    case '"':
      out.append("\\\"");
      break;
    case '\\':
      out.append("\\\\");
      break;
    case '\n':
      out.append("\\n");
      break;
    case '\r':
      out.append("\\r");
      break;
    case '\t':
      out.append("\\t");
      break;
    default:
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", byte);
  }
}

bool plain(unsigned char byte) {
  return byte >= 0x20 && byte != '"' && byte != '\\' && byte < 0x80;
}

}  // namespace

void append_json_string(std::string_view text, std::string& out) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int64_t>(text.size());
  out.push_back('"');
  for (std::int64_t at = 0; at < size;) {
    std::int64_t begin = at;
    if (bytes[at] < 0x80) {
      while (at < size && plain(bytes[at])) ++at;
      out.append(text.substr(begin, at - begin));
      if (at < size && bytes[at] < 0x80) append_escaped(bytes[at++], out);
      continue;
    }
    UChar32 point = 0;
    U8_NEXT(bytes, at, size, point);
    if (point < 0) {
      out.append("\xEF\xBF\xBD");
    } else {
      out.append(text.substr(begin, at - begin));
    }
  }
  out.push_back('"');
}

void append_stream_row(const StreamRow& row, std::string& out) {
  out.push_back('{');
  append_entity("subject", row.subject, out);
  append_field("relation", row.statement.relation, out);
  out.push_back(',');
  append_entity("object", row.object, out);
  append_qualifiers(row.statement, out);
  append_source(row.document, row.evidence, out);
  out.append("}\n");
}

void append_stream(const DocumentRecord& record, std::string& out) {
  std::unordered_map<Id, const Entity*> entities;
  for (const Entity& entity : record.entities) entities.emplace(entity.id(), &entity);
  for (const auto& [statement, evidence] : record.statements) {
    append_stream_row(
        {*entities.at(statement.subject), *entities.at(statement.object), statement, record.path, evidence},
        out);
  }
}

}  // namespace guanxi
