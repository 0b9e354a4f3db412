// What the store's tests share: a folder that goes away, and small records made by hand.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "extract/statement/statement.h"
#include "graph/store/store.h"

namespace guanxi::test {

class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(std::string_view name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

struct Told {
  std::string subject;
  std::string relation;
  std::string object;
  std::string time;
};

inline Entity person(std::string name) {
  return {"person", std::move(name), ""};
}

// A document that says each statement in a line of its own; the names in it are persons.
DocumentRecord make_record(const std::string& path, const std::vector<Told>& told);

// number documents about the same few dozen people, with shared statements; the same for the same seed.
std::vector<DocumentRecord> make_corpus(std::size_t number, unsigned seed);

void write_file(const std::filesystem::path& path, std::string_view bytes);
std::string read_file(const std::filesystem::path& path);

}  // namespace guanxi::test
