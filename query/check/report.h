// Reports of a check run: text for people, TAP 13 and JUnit XML (the shape that Jenkins, GitLab and GitHub
// read), JSON, and GitHub's workflow commands, which mark the line of the case in a pull request.
#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "query/check/runner.h"

namespace guanxi::check {

struct FileResults {
  const CheckFile* file = nullptr;
  std::vector<Result> results;
};

enum class ReportFormat { kText, kTap, kJunit, kJson, kGithub };

// Throws Error(kUsage) that names the formats.
ReportFormat parse_report_format(std::string_view name);

void write_report(ReportFormat format, const std::vector<FileResults>& files, std::ostream& out);

}  // namespace guanxi::check
