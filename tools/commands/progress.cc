#include "tools/commands/progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <utility>

#include "tools/commands/terminal.h"

namespace guanxi::cli {
namespace {

constexpr std::chrono::milliseconds kBetweenDraws(100);
constexpr std::size_t kBarWidth = 24;

}  // namespace

Progress::Progress(std::string unit, std::uint64_t total)
    : unit_(std::move(unit)),
      total_(total),
      wanted_(progress_wanted() && total > 0),
      start_(Clock::now()),
      drawn_(start_) {}

Progress::~Progress() {
  if (visible_) std::cerr << "\r\x1b[K" << std::flush;
}

void Progress::update(std::uint64_t done, std::uint64_t bytes) {
  Clock::time_point now = Clock::now();
  if (!wanted_ || now - drawn_ < kBetweenDraws) return;
  drawn_ = now;
  visible_ = true;
  double seconds = std::chrono::duration<double>(now - start_).count();
  double share = static_cast<double>(done) / static_cast<double>(total_);
  auto filled = static_cast<std::size_t>(share * kBarWidth);
  std::string bar;
  for (std::size_t i = 0; i < kBarWidth; ++i) bar += i < filled ? "█" : "░";
  auto left = static_cast<std::uint64_t>(share > 0 ? seconds / share - seconds : 0);
  std::cerr << fmt::format("\r{} {}/{} {}  {:.1f} MB/s  {}:{:02} left\x1b[K", bar, done, total_, unit_,
                           static_cast<double>(bytes) / 1e6 / std::max(seconds, 1e-3), left / 60, left % 60)
            << std::flush;
}

}  // namespace guanxi::cli
