// Sorter: sorts any number of key-value pairs by the bytes of the key, in bounded memory.
//
// Pairs gather in memory; when they pass the limit they are sorted and spilled to a file, and in the end all
// runs and what is still in memory are merged (the external merge sort of Knuth, TAOCP 3, 5.4). Pairs of
// equal keys come in no particular order. One thread uses a Sorter; spilling runs on a thread of its own.
#pragma once

#include <cstdint>
#include <filesystem>
#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace guanxi {

class Sorter {
 public:
  // Large buffers that one sorter no longer needs, for the next: the system clears memory before it gives it.
  class Spares;
  static std::shared_ptr<Spares> make_spares();

  struct Limits {
    std::size_t memory = 64u << 20;            // bytes of pairs kept before a spill
    std::filesystem::path folder;              // where runs go; empty: everything stays in memory
    std::shared_ptr<Spares> spares = nullptr;  // shared by sorters that work one after the other
  };

  explicit Sorter(Limits limits);
  ~Sorter();
  Sorter(Sorter&&) noexcept;

  void add(std::string_view key, std::string_view value);

  // After the last add: the next pair in order, false at the end. The views hold until the next call. Throws
  // Error(kSystem) when a run cannot be written or read.
  bool next(std::string_view& key, std::string_view& value);

 private:
  struct Item;
  struct Entry;
  class Buffer;
  class Source;
  class Rest;
  class Run;
  struct Spilled {
    std::unique_ptr<Run> run;
    std::unique_ptr<Buffer> buffer;
  };

  void grow();
  void spare(std::unique_ptr<Buffer> buffer);
  void spill();
  std::unique_ptr<Buffer> take_spilled();
  void start();
  void sift(std::size_t at);

  Limits limits_;
  std::unique_ptr<Buffer> buffer_;
  std::vector<std::unique_ptr<Run>> runs_;
  std::future<Spilled> spilling_;
  std::unique_ptr<Rest> rest_;  // the buffer, as a source of the merge
  std::vector<Entry> heap_;     // by the pair at hand, the first on top
  bool given_ = false;          // the pair on top was
  bool large_ = false;          // more than a megabyte was added
  bool started_ = false;
};

}  // namespace guanxi
