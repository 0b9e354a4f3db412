#include "tools/commands/options.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <iostream>
#include <set>
#include <thread>
#include <utility>

// cxxopts cuts list values at this character; file names and names of entities hold commas.
#define CXXOPTS_VECTOR_DELIMITER '\0'
#include <fmt/format.h>

#include <cxxopts.hpp>

#include "extract/statement/error.h"
#include "tools/commands/terminal.h"

namespace guanxi::cli {

std::string Arguments::text(std::string_view name, std::string_view otherwise) const {
  return find(name).value_or(std::string(otherwise));
}

std::optional<std::string> Arguments::find(std::string_view name) const {
  auto found = values_.find(name);
  if (found == values_.end()) return std::nullopt;
  return found->second.back();
}

std::vector<std::string> Arguments::list(std::string_view name) const {
  auto found = values_.find(name);
  return found == values_.end() ? std::vector<std::string>() : found->second;
}

std::uint64_t Arguments::number(std::string_view name, std::uint64_t otherwise, std::uint64_t least,
                                std::uint64_t most) const {
  std::optional<std::string> text = find(name);
  if (!text) return otherwise;
  std::uint64_t value = 0;
  auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  bool number = error == std::errc() && end == text->data() + text->size();
  if (number && value >= least && value <= most) return value;
  bool bounded = most != std::numeric_limits<std::uint64_t>::max();
  std::string range =
      bounded ? fmt::format("from {} to {}", least, most) : fmt::format("of at least {}", least);
  throw Error(ErrorKind::kUsage, fmt::format("--{} takes a whole number {}, not '{}'", name, range, *text));
}

std::filesystem::path Arguments::store() const {
  if (std::optional<std::string> given = find("store")) return *given;
  const char* environment = std::getenv("GUANXI_STORE");
  return environment && *environment ? environment : "guanxi-store";
}

unsigned Arguments::threads() const {
  constexpr std::uint64_t kMost = 1024;
  return static_cast<unsigned>(
      number("threads", std::max(std::thread::hardware_concurrency(), 1u), 1, kMost));
}

OutputFormat Arguments::format() const {
  return parse_output_format(text("format", "table"));
}

TableLayout Arguments::layout() const {
  TableLayout layout;
  layout.width = has("wide") ? 0 : terminal_width();
  return layout;
}

struct Options::Parser {
  cxxopts::Options options;
  std::string command;
  std::set<std::string, std::less<>> single;  // may be given once
  std::size_t least = 0;
  std::size_t most = 0;

  Parser(std::string_view name, std::string_view about)
      : options("guanxi " + std::string(name), std::string(about)), command(name) {}

  [[noreturn]] void fail(const std::string& message) const {
    throw Error(ErrorKind::kUsage, fmt::format("{}; see guanxi help {}", message, command));
  }

  void add(std::string_view names, std::string_view help, const std::shared_ptr<cxxopts::Value>& value,
           std::string_view what) {
    std::size_t comma = names.find(',');  // cxxopts wants the short name first
    std::string spelling(names);
    if (comma != std::string_view::npos)
      spelling = fmt::format("{},{}", names.substr(comma + 1), names.substr(0, comma));
    options.add_options()(spelling, std::string(help), value, std::string(what));
  }
};

Options::Options(std::string_view command, std::string_view operands, std::string_view about)
    : parser_(std::make_unique<Parser>(command, about)) {
  auto& options = parser_->options;
  options.set_width(100);
  options.custom_help("[OPTION...]");
  options.positional_help(std::string(operands));
  options.add_options("operands")("operands", "", cxxopts::value<std::vector<std::string>>());
  options.parse_positional("operands");
}

Options::~Options() = default;

Options& Options::flag(std::string_view names, std::string_view help) {
  parser_->add(names, help, cxxopts::value<bool>(), "");
  return *this;
}

Options& Options::value(std::string_view names, std::string_view what, std::string_view help) {
  parser_->single.emplace(names.substr(0, names.find(',')));
  return repeated(names, what, help);
}

Options& Options::repeated(std::string_view names, std::string_view what, std::string_view help) {
  parser_->add(names, help, cxxopts::value<std::vector<std::string>>(), what);
  return *this;
}

Options& Options::store() {
  return value("store", "PATH", "the store (default: $GUANXI_STORE, or guanxi-store in the current folder)");
}

Options& Options::schema() {
  return repeated("schema", "DIR",
                  "a schema pack to use in place of the one that comes with guanxi; repeatable");
}

Options& Options::threads() {
  return value("threads", "N", "threads to work with (default: one a core)");
}

Options& Options::format() {
  return value("format,f", "FORMAT", "table (default), json, jsonl, csv or tsv")
      .flag("wide", "never cut a table to the terminal's width");
}

Options& Options::evidence() {
  return flag("evidence,e", "show the sentences that each statement rests on");
}

Options& Options::limit(std::size_t otherwise) {
  std::string standard = otherwise == 0 ? "no limit" : fmt::format("{}", otherwise);
  return value("limit,n", "N", fmt::format("rows at most, 0: no limit (default: {})", standard));
}

Options& Options::operands(std::size_t least, std::size_t most) {
  parser_->least = least;
  parser_->most = most;
  return *this;
}

std::optional<Arguments> Options::parse(int argc, char** argv) const {
  cxxopts::Options options = parser_->options;
  options.add_options()("h,help", "show this help");
  cxxopts::ParseResult result;
  try {
    result = options.parse(argc, argv);
  } catch (const cxxopts::exceptions::exception& error) {
    parser_->fail(error.what());
  }
  if (result.count("help") > 0) {
    std::cout << options.help({""});
    return std::nullopt;
  }
  Arguments arguments;
  for (const cxxopts::KeyValue& given : result.arguments()) {
    if (given.key() == "operands") {
      arguments.operands_.push_back(given.value());
      continue;
    }
    std::vector<std::string>& values = arguments.values_[given.key()];
    values.push_back(given.value());
    if (values.size() > 1 && parser_->single.count(given.key()) > 0)
      parser_->fail(fmt::format("--{} is given more than once", given.key()));
  }
  std::size_t count = arguments.operands_.size();
  if (count > parser_->most)
    parser_->fail(fmt::format("'{}' is one argument too many", arguments.operands_[parser_->most]));
  if (count < parser_->least)
    parser_->fail(fmt::format("guanxi {} needs an argument more", parser_->command));
  return arguments;
}

}  // namespace guanxi::cli
