#include "graph/store/name_search.h"

#include <rocksdb/iterator.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <string>

#include "graph/store/codec.h"
#include "graph/store/name_key.h"
#include "graph/store/status.h"

namespace guanxi {
namespace {

constexpr std::size_t kLongestNear = 256;  // code points; a longer name is no slip of the pen

struct NameRow {
  std::string_view key;
  Id entity;
  std::string_view spellings;
};

NameRow parse(const rocksdb::Iterator& names) {
  std::string_view key(names.key().data(), names.key().size());
  std::size_t end = key.size() - sizeof(Id) - 1;
  return {key.substr(0, end), Id{load_fixed64(key.data() + end + 1)},
          std::string_view(names.value().data(), names.value().size())};
}

NameHit to_hit(const NameRow& row) {
  RowReader reader(row.spellings, "name");
  return {row.entity, std::string(reader.string())};
}

std::u32string code_points(std::string_view text) {
  std::u32string points;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int64_t>(text.size());
  for (std::int64_t at = 0; at < size;) {
    UChar32 point = 0;
    U8_NEXT_OR_FFFD(bytes, at, size, point);
    points.push_back(static_cast<char32_t>(point));
  }
  return points;
}

// Wagner and Fischer's distance; anything above limit counts as limit + 1.
std::size_t distance(const std::u32string& a, const std::u32string& b, std::size_t limit,
                     std::vector<std::size_t>& row) {
  std::size_t gap = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (gap > limit) return limit + 1;
  row.resize(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    std::size_t least = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = above;
      least = std::min(least, row[j]);
    }
    if (least > limit) return limit + 1;
  }
  return row[b.size()];
}

}  // namespace

std::vector<NameHit> search_names(rocksdb::Iterator& names, std::string_view text, std::size_t limit) {
  std::vector<NameHit> hits;
  std::string wanted = name_key(text);
  if (wanted.empty()) return hits;
  for (names.Seek(wanted); names.Valid() && hits.size() < limit; names.Next()) {
    NameRow row = parse(names);
    if (!std::string_view(names.key().data(), names.key().size()).starts_with(wanted)) break;
    if (row.key.starts_with(wanted)) hits.push_back(to_hit(row));
  }
  check(names.status());
  for (names.SeekToFirst(); names.Valid() && hits.size() < limit; names.Next()) {
    NameRow row = parse(names);
    std::size_t found = row.key.find(wanted);
    if (found != std::string_view::npos && found > 0) hits.push_back(to_hit(row));
  }
  check(names.status());
  return hits;
}

std::vector<NameHit> nearest_names(rocksdb::Iterator& names, std::string_view name, std::size_t limit) {
  struct Candidate {
    std::size_t distance;
    std::string key;
    NameHit hit;
  };
  auto nearer = [](const Candidate& a, const Candidate& b) {
    return std::tie(a.distance, a.key, a.hit.entity) < std::tie(b.distance, b.key, b.hit.entity);
  };
  std::vector<Candidate> best;  // a heap, the farthest first
  std::u32string wanted = code_points(name_key(name));
  if (wanted.empty() || wanted.size() > kLongestNear || limit == 0) return {};
  std::vector<std::size_t> scratch;
  for (names.SeekToFirst(); names.Valid(); names.Next()) {
    NameRow row = parse(names);
    if (row.key.size() > wanted.size() * 2 * 4) continue;
    std::u32string points = code_points(row.key);
    std::size_t bound = std::max(wanted.size(), points.size()) / 2;
    if (best.size() == limit) bound = std::min(bound, best.front().distance);
    std::size_t far = distance(wanted, points, bound, scratch);
    if (far > bound) continue;
    best.push_back({far, std::string(row.key), to_hit(row)});
    std::push_heap(best.begin(), best.end(), nearer);
    if (best.size() <= limit) continue;
    std::pop_heap(best.begin(), best.end(), nearer);
    best.pop_back();
  }
  check(names.status());
  std::sort_heap(best.begin(), best.end(), nearer);
  std::vector<NameHit> hits;
  for (Candidate& candidate : best) hits.push_back(std::move(candidate.hit));
  return hits;
}

}  // namespace guanxi
