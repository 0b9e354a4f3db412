#include "query/check/report.h"

#include <fmt/format.h>

#include "extract/statement/error.h"
#include "extract/statement/stream.h"

namespace guanxi::check {
namespace {

struct Counts {
  std::size_t all = 0;
  std::size_t failed = 0;
};

Counts count(const std::vector<FileResults>& files) {
  Counts counts;
  for (const FileResults& file : files) {
    counts.all += file.results.size();
    for (const Result& result : file.results) counts.failed += !result.problems.empty();
  }
  return counts;
}

std::string joined(const std::vector<std::string>& lines, std::string_view separator) {
  std::string text;
  for (const std::string& line : lines) {
    if (!text.empty()) text += separator;
    text += line;
  }
  return text;
}

void write_text(const std::vector<FileResults>& files, std::ostream& out) {
  for (const FileResults& file : files) {
    for (const Result& result : file.results) {
      if (result.problems.empty()) continue;
      out << fmt::format("FAILED {}:{}: {}\n", file.file->path, result.test->line, result.test->name);
      for (const std::string& problem : result.problems) out << "  " << problem << '\n';
    }
  }
  const Counts counts = count(files);
  out << fmt::format("{} of {} cases hold\n", counts.all - counts.failed, counts.all);
}

// '#' begins a directive, a line feed ends the test line.
std::string tap_text(const std::string& name) {
  std::string text;
  for (const char c : name) {
    if (c == '#' || c == '\\') text += '\\';
    text += c == '\n' ? ' ' : c;
  }
  return text;
}

void write_tap(const std::vector<FileResults>& files, std::ostream& out) {
  out << "TAP version 13\n1.." << count(files).all << '\n';
  std::size_t number = 0;
  for (const FileResults& file : files) {
    for (const Result& result : file.results) {
      out << fmt::format("{}ok {} - {}\n", result.problems.empty() ? "" : "not ", ++number,
                         tap_text(result.test->name));
      if (result.problems.empty()) continue;
      out << fmt::format("# {}:{}\n", file.file->path, result.test->line);
      for (const std::string& problem : result.problems) {
        for (std::size_t from = 0; from <= problem.size();) {
          const std::size_t end = std::min(problem.find('\n', from), problem.size());
          out << "#   " << problem.substr(from, end - from) << '\n';
          from = end + 1;
        }
      }
    }
  }
}

// Characters that XML 1.0 has not become U+FFFD.
std::string xml(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\n':
        out += "&#10;";
        break;
      case '\t':
        out += "&#9;";
        break;
      default: {
        if (static_cast<unsigned char>(c) < 0x20) {
          out += "\xEF\xBF\xBD";
        } else {
          out += c;
        }
      }
    }
  }
  return out;
}

void write_junit(const std::vector<FileResults>& files, std::ostream& out) {
  const Counts all = count(files);
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  out << fmt::format("<testsuites tests=\"{}\" failures=\"{}\">\n", all.all, all.failed);
  for (const FileResults& file : files) {
    const Counts counts = count({file});
    out << fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"0\">\n",
                       xml(file.file->path), counts.all, counts.failed);
    for (const Result& result : file.results) {
      out << fmt::format(
          "    <testcase classname=\"{0}\" name=\"{1}\" file=\"{0}\" line=\"{2}\" time=\"{3:.3f}\"",
          xml(file.file->path), xml(result.test->name), result.test->line, result.seconds);
      if (result.problems.empty()) {
        out << "/>\n";
        continue;
      }
      out << fmt::format(">\n      <failure message=\"{}\">{}</failure>\n    </testcase>\n",
                         xml(result.problems.front()), xml(joined(result.problems, "\n")));
    }
    out << "  </testsuite>\n";
  }
  out << "</testsuites>\n";
}

void write_json(const std::vector<FileResults>& files, std::ostream& out) {
  const Counts all = count(files);
  std::string text = fmt::format("{{\"cases\":{},\"failed\":{},\"files\":[", all.all, all.failed);
  for (std::size_t f = 0; f < files.size(); ++f) {
    text += f > 0 ? ",{\"path\":" : "{\"path\":";
    append_json_string(files[f].file->path, text);
    text += ",\"cases\":[";
    for (std::size_t i = 0; i < files[f].results.size(); ++i) {
      const Result& result = files[f].results[i];
      text += i > 0 ? ",\n{\"name\":" : "\n{\"name\":";
      append_json_string(result.test->name, text);
      text +=
          fmt::format(",\"line\":{},\"holds\":{},\"problems\":[", result.test->line, result.problems.empty());
      for (std::size_t p = 0; p < result.problems.size(); ++p) {
        if (p > 0) text += ',';
        append_json_string(result.problems[p], text);
      }
      text += "]}";
    }
    text += "]}";
  }
  out << text << "]}\n";
}

// GitHub's escapes for the values of a workflow command.
std::string github(std::string_view text, bool property) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '%':
        out += "%25";
        break;
      case '\r':
        out += "%0D";
        break;
      case '\n':
        out += "%0A";
        break;
      case ':':
        out += property ? "%3A" : ":";
        break;
      case ',':
        out += property ? "%2C" : ",";
        break;
      default:
        out += c;
    }
  }
  return out;
}

void write_github(const std::vector<FileResults>& files, std::ostream& out) {
  for (const FileResults& file : files) {
    for (const Result& result : file.results) {
      if (result.problems.empty()) continue;
      out << fmt::format("::error file={},line={},title={}::{}\n", github(file.file->path, true),
                         result.test->line, github(result.test->name, true),
                         github(joined(result.problems, "\n"), false));
    }
  }
  const Counts counts = count(files);
  out << fmt::format("{} of {} cases hold\n", counts.all - counts.failed, counts.all);
}

}  // namespace

ReportFormat parse_report_format(std::string_view name) {
  if (name == "text") return ReportFormat::kText;
  if (name == "tap") return ReportFormat::kTap;
  if (name == "junit") return ReportFormat::kJunit;
  if (name == "json") return ReportFormat::kJson;
  if (name == "github") return ReportFormat::kGithub;
  throw Error(ErrorKind::kUsage,
              fmt::format("--format takes text, tap, junit, json or github, not '{}'", name));
}

void write_report(ReportFormat format, const std::vector<FileResults>& files, std::ostream& out) {
  switch (format) {
    case ReportFormat::kText:
      write_text(files, out);
      break;
    case ReportFormat::kTap:
      write_tap(files, out);
      break;
    case ReportFormat::kJunit:
      write_junit(files, out);
      break;
    case ReportFormat::kJson:
      write_json(files, out);
      break;
    case ReportFormat::kGithub:
      write_github(files, out);
      break;
  }
}

}  // namespace guanxi::check
