// Progress: a bar on standard error while long work goes on. Draws nothing where standard error is no
// terminal.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace guanxi::cli {

class Progress {
 public:
  // unit: what is counted, as "documents".
  Progress(std::string unit, std::uint64_t total);
  // Wipes the bar.
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // done items and bytes so far.
  void update(std::uint64_t done, std::uint64_t bytes);

 private:
  using Clock = std::chrono::steady_clock;

  std::string unit_;
  std::uint64_t total_;
  bool wanted_;
  Clock::time_point start_;
  Clock::time_point drawn_;
  bool visible_ = false;
};

}  // namespace guanxi::cli
