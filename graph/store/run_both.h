// run_both: two pieces of work at once, the first on a thread of its own.
#pragma once

#include <future>

namespace guanxi {

// Returns when both are done. What either throws is thrown here.
template <typename A, typename B>
void run_both(const A& a, const B& b) {
  std::future<void> other = std::async(std::launch::async, a);
  b();
  other.get();
}

}  // namespace guanxi
