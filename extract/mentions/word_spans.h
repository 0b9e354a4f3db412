// WordSpans: where the dictionary's words of two characters or more lie in a sentence, as the segmenter cut
// it.
//
// They tell whether a stretch stands by itself or is a piece of a longer word, as "will" is of "willow".
// Offsets are bytes of the sentence, half open; words do not overlap and stand in the order of the text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace guanxi {

class WordSpans {
 public:
  // Words are added from left to right.
  void add(std::size_t begin, std::size_t end) {
    spans_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
  }

  // Whether [begin, end) is no word by itself: it reaches over an end of a word, or is a piece of a closed
  // one.
  bool cut(std::size_t begin, std::size_t end) const;

  // Words are closed: nothing is to be looked for inside them. Opens those that one of the stretches touches,
  // which are given by begin and end in the order in which they begin.
  void open(const std::vector<std::pair<std::size_t, std::size_t>>& stretches);
  // Where the closed word that begins there ends; 0: none does.
  std::size_t closed_end(std::size_t begin) const;

 private:
  struct Span {
    std::uint32_t begin = 0, end = 0;
    bool closed = true;
  };
  std::vector<Span> spans_;
};

}  // namespace guanxi
