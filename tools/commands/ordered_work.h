// Work on many items by several threads, its results used one after another in the items' order: what makes a
// result the same for any number of threads.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace guanxi::cli {

// Calls use(i, work(i)) for i = 0, 1, ... count - 1. work runs in `threads` threads, at most four items a
// thread ahead of use, so memory stays bounded; use runs in the calling thread. The first exception of either
// (in the order of the items) ends the work and is thrown here.
template <class Result>
void work_in_order(std::size_t count, unsigned threads, const std::function<Result(std::size_t)>& work,
                   const std::function<void(std::size_t, Result)>& use) {
  struct Done {
    std::optional<Result> result;
    std::exception_ptr error;
  };
  std::mutex mutex;
  std::condition_variable changed;
  std::map<std::size_t, Done> done;
  std::size_t next = 0, used = 0;
  bool stopped = false;
  const std::size_t ahead = std::size_t{4} * std::max(threads, 1u);

  auto worker = [&] {
    std::unique_lock lock(mutex);
    while (true) {
      changed.wait(lock, [&] { return stopped || next == count || next < used + ahead; });
      if (stopped || next == count) return;
      std::size_t item = next++;
      lock.unlock();
      Done one;
      try {
        one.result.emplace(work(item));
      } catch (...) {
        one.error = std::current_exception();
      }
      lock.lock();
      done.emplace(item, std::move(one));
      changed.notify_all();
    }
  };
  struct Crew {
    std::vector<std::thread> threads;
    std::function<void()> stop;
    ~Crew() {
      stop();
      for (std::thread& thread : threads) thread.join();
    }
  };
  Crew crew{{}, [&] {
              std::lock_guard lock(mutex);
              stopped = true;
              changed.notify_all();
            }};
  for (unsigned i = 0; i < std::max(threads, 1u); ++i) crew.threads.emplace_back(worker);

  for (std::size_t item = 0; item < count; ++item) {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return done.contains(item); });
    Done one = std::move(done.extract(item).mapped());
    used = item + 1;
    changed.notify_all();
    lock.unlock();
    if (one.error) std::rethrow_exception(one.error);
    use(item, std::move(*one.result));
  }
}

}  // namespace guanxi::cli
