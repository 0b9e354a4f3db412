// guanxi extract: what documents state, as a stream on standard output.
#include <fmt/format.h>

#include <iostream>
#include <variant>

#include "extract/extractor.h"
#include "extract/statement/error.h"
#include "extract/statement/stream.h"
#include "tools/commands/commands.h"
#include "tools/commands/input_files.h"
#include "tools/commands/options.h"
#include "tools/commands/ordered_work.h"
#include "tools/commands/pack_path.h"

namespace guanxi::cli {
namespace {

enum class Content { kStatements, kMentions, kDates };

struct Large {};                                            // not read yet: it is written in parts
using Outcome = std::variant<std::string, Refusal, Large>;  // the lines of a document, or why there are none

// {"document":…,"begin":…,"end":…,"text":…  for bytes [begin, end) of a sentence's text.
void begin_span(const SentenceAnalysis& analysis, std::size_t begin, std::size_t end, std::string& out) {
  const Sentence& sentence = *analysis.sentence;
  std::uint64_t from = sentence.source_begin(begin), to = sentence.source_end(end);
  out += "{\"document\":";
  append_json_string(analysis.document->path, out);
  out += fmt::format(",\"begin\":{},\"end\":{},\"text\":", from, to);
  append_json_string(analysis.document->original(from, to), out);
}

void append_mention(const SentenceAnalysis& analysis, std::size_t begin, std::size_t end, MentionKind kind,
                    const std::string& canonical, std::string& out) {
  begin_span(analysis, begin, end, out);
  std::string kind_text(kind_name(kind));
  out += ",\"kind\":";
  append_json_string(kind_text, out);
  out += fmt::format(",\"id\":\"{}\"}}\n", Entity{kind_text, canonical, ""}.id().print('Q'));
}

void append_mentions(const SentenceAnalysis& analysis, std::string& out) {
  for (const Mention& mention : analysis.mentions) {
    if (mention.kind == MentionKind::kTitle || mention.kind == MentionKind::kRepresentative) continue;
    for (const MentionPart& member : mention.members)
      append_mention(analysis, member.begin, member.end, member.kind, member.canonical, out);
    if (mention.members.empty())
      append_mention(analysis, mention.begin, mention.end, mention.kind, mention.canonical, out);
  }
}

void append_dates(const SentenceAnalysis& analysis, std::string& out) {
  for (const DatedSpan& date : analysis.dates) {
    begin_span(analysis, date.begin, date.end, out);
    out += ",\"edtf\":";
    if (date.edtf.empty()) {
      out += "null";
    } else {
      append_json_string(date.edtf, out);
    }
    out += "}\n";
  }
}

void append(const SentenceAnalysis& analysis, Content content, std::string& out) {
  content == Content::kMentions ? append_mentions(analysis, out) : append_dates(analysis, out);
}

// A document too large for memory: its lines go out part by part.
void write_in_parts(const std::string& path, const Extractor& extractor, Content content) {
  const InputFile file(path);
  auto source = [&](std::uint64_t offset, std::size_t length) { return file.read(offset, length); };
  std::string out;
  if (content == Content::kStatements) {
    extractor.extract_parts(path, source, [&](const DocumentRecord& part) {
      out.clear();
      append_stream(part, out);
      std::cout << out;
    });
    return;
  }
  extractor.analyze_parts(path, source, [&](const SentenceAnalysis& analysis) {
    out.clear();
    append(analysis, content, out);
    std::cout << out;
  });
}

Outcome read_document(const std::string& path, const Extractor& extractor, Content content) {
  try {
    if (InputFile(path).size() >= TextReader::kWindowBytes) return Large();
    std::string bytes = read_input_file(path), out;
    if (content == Content::kStatements) {
      append_stream(extractor.extract(path, std::move(bytes)), out);
      return out;
    }
    TextDocument document = extractor.read(path, std::move(bytes));
    extractor.analyze(document, false,
                      [&](const SentenceAnalysis& analysis) { append(analysis, content, out); });
    return out;
  } catch (const Error& error) {
    return Refusal{path, error.what()};
  }
}

Content asked_content(const Arguments& arguments) {
  if (arguments.text("format", "jsonl") != "jsonl")
    throw Error(ErrorKind::kUsage, "extract writes jsonl and no other format");
  if (arguments.has("mentions") && arguments.has("dates"))
    throw Error(ErrorKind::kUsage, "--mentions and --dates do not go together; run extract twice");
  if (arguments.has("mentions")) return Content::kMentions;
  return arguments.has("dates") ? Content::kDates : Content::kStatements;
}

}  // namespace

int run_extract(int argc, char** argv) {
  Options options(
      "extract", "FILE...",
      "Writes what documents state to standard output, one JSON object a line, without a store: subject,\n"
      "relation, object, qualifiers and the place in the document that says so.");
  options.schema().threads().value("format,f", "FORMAT", "jsonl");
  options.flag("mentions", "write the mentions of entities instead")
      .flag("dates", "write the date expressions instead");
  options.operands(1);
  std::optional<Arguments> arguments = options.parse(argc, argv);
  if (!arguments) return 0;

  Content content = asked_content(*arguments);
  const Extractor extractor(load_pack(*arguments));
  InputFiles files = find_input_files(arguments->operands(), false);
  bool refused = !files.refused.empty();
  for (const Refusal& refusal : files.refused)
    std::cerr << fmt::format("guanxi: {}: {}\n", refusal.path, refusal.reason);
  work_in_order<Outcome>(
      files.paths.size(), arguments->threads(),
      [&](std::size_t i) { return read_document(files.paths[i], extractor, content); },
      [&](std::size_t i, Outcome outcome) {
        try {
          if (std::holds_alternative<Large>(outcome)) write_in_parts(files.paths[i], extractor, content);
        } catch (const Error& error) {
          outcome = Refusal{files.paths[i], error.what()};
        }
        if (auto* lines = std::get_if<std::string>(&outcome)) std::cout << *lines;
        if (auto* refusal = std::get_if<Refusal>(&outcome)) {
          refused = true;
          std::cerr << fmt::format("guanxi: {}\n", refusal->reason);
        }
      });
  return refused ? 2 : 0;
}

}  // namespace guanxi::cli
