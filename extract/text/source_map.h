// SourceMap: where each byte of a derived text stands in the text it was made from.
//
// Decoding, joining of cut lines and script conversion each derive one text from another; each of them says
// how by a SourceMap, and composed() chains them, so that a mention found in a sentence leads back to exact
// bytes of the file. Offsets and lengths are bytes. A map is a list of pieces that follow each other in the
// derived text; within a piece, units of `derived` bytes stand for units of `source` bytes (1:1 for copied
// text, 3:2 for a run of GB18030 Chinese read as UTF-8). What the source has between two pieces was left out
// (a line break that was joined). A map without pieces is the identity: it costs nothing.
//
// Value type; const methods are safe from any number of threads. Lookups are O(log pieces).
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace guanxi {

class SourceMap {
 public:
  struct Piece {
    std::uint64_t derived = 0;  // where the piece begins in the derived text
    std::uint64_t source = 0;   // where it begins in the source
    std::uint32_t derived_unit = 1;
    std::uint32_t source_unit = 1;
  };

  bool identity() const { return pieces_.empty(); }
  // Length of the derived text; 0 for the identity, which has no end.
  std::uint64_t size() const { return size_; }
  const std::vector<Piece>& pieces() const { return pieces_; }

  // The next `length` bytes of the derived text are the source's bytes from `source` on.
  void append(std::uint64_t length, std::uint64_t source) { append_units(length, source, 1, 1); }
  // The next count units of derived_unit bytes stand for units of source_unit bytes from `source` on. A
  // source_unit of 0 says that the bytes were inserted at `source`. derived_unit must not be 0.
  void append_units(std::uint64_t count, std::uint64_t source, std::uint32_t derived_unit,
                    std::uint32_t source_unit);
  // The next derived_length bytes as a whole replace source_length bytes from `source` on.
  void append_replaced(std::uint32_t derived_length, std::uint64_t source, std::uint32_t source_length);

  // Where in the source the unit begins that stands at (or around) this offset of the derived text. The
  // offset of the end gives the end of the last piece.
  std::uint64_t source_begin(std::uint64_t offset) const;
  // Where in the source the unit ends that ends at (or around) this offset: at a joint of two pieces this is
  // the end of the first, where source_begin() is the beginning of the second.
  std::uint64_t source_end(std::uint64_t offset) const;

  // Shifts every source offset: for a source that is itself a window of a larger text.
  void shift(std::uint64_t by);
  // The part of this map for derived bytes [begin, end), as a map of its own from 0.
  SourceMap slice(std::uint64_t begin, std::uint64_t end) const;
  // This map leads from A to B and `outer` from B to C: the map from A to C. Neither may split a unit of the
  // other's text in two, which holds for maps that respect characters.
  SourceMap composed(const SourceMap& outer) const;

  bool operator==(const SourceMap& other) const;

 private:
  std::size_t piece_at(std::uint64_t offset) const;
  std::uint64_t length_of(std::size_t index) const;
  std::uint64_t end_of(std::size_t index) const;

  std::vector<Piece> pieces_;
  std::uint64_t size_ = 0;
};

}  // namespace guanxi
