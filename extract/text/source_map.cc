#include "extract/text/source_map.h"

#include <algorithm>

namespace guanxi {

void SourceMap::append_units(std::uint64_t count, std::uint64_t source, std::uint32_t derived_unit,
                             std::uint32_t source_unit) {
  if (count == 0) return;
  const bool grows = !pieces_.empty() && pieces_.back().derived_unit == derived_unit &&
                     pieces_.back().source_unit == source_unit && source_unit != 0 &&
                     end_of(pieces_.size() - 1) == source;
  if (!grows) pieces_.push_back({size_, source, derived_unit, source_unit});
  size_ += count * derived_unit;
}

void SourceMap::append_replaced(std::uint32_t derived_length, std::uint64_t source,
                                std::uint32_t source_length) {
  if (derived_length == 0) return;
  // Same length is still not 1:1 by bytes, but character boundaries are what callers ask for, and equal
  // lengths are nearly always one character for one: such pieces melt into their neighbours.
  if (derived_length == source_length) {
    append(derived_length, source);
  } else {
    append_units(1, source, derived_length, source_length);
  }
}

std::size_t SourceMap::piece_at(std::uint64_t offset) const {
  const auto after =
      std::upper_bound(pieces_.begin(), pieces_.end(), offset,
                       [](std::uint64_t at, const Piece& piece) { return at < piece.derived; });
  return after == pieces_.begin() ? 0 : static_cast<std::size_t>(after - pieces_.begin()) - 1;
}

std::uint64_t SourceMap::length_of(std::size_t index) const {
  const std::uint64_t next = index + 1 < pieces_.size() ? pieces_[index + 1].derived : size_;
  return next - pieces_[index].derived;
}

std::uint64_t SourceMap::end_of(std::size_t index) const {
  const Piece& piece = pieces_[index];
  return piece.source + length_of(index) / piece.derived_unit * piece.source_unit;
}

std::uint64_t SourceMap::source_begin(std::uint64_t offset) const {
  if (identity()) return offset;
  if (offset >= size_) return end_of(pieces_.size() - 1);
  const Piece& piece = pieces_[piece_at(offset)];
  return piece.source + (offset - piece.derived) / piece.derived_unit * piece.source_unit;
}

std::uint64_t SourceMap::source_end(std::uint64_t offset) const {
  if (identity()) return offset;
  if (offset == 0) return pieces_.front().source;
  const Piece& piece = pieces_[piece_at(std::min(offset, size_) - 1)];
  const std::uint64_t within = std::min(offset, size_) - piece.derived;
  return piece.source + (within + piece.derived_unit - 1) / piece.derived_unit * piece.source_unit;
}

void SourceMap::shift(std::uint64_t by) {
  for (Piece& piece : pieces_) piece.source += by;
}

SourceMap SourceMap::slice(std::uint64_t begin, std::uint64_t end) const {
  SourceMap part;
  if (identity()) {
    part.append(end - begin, begin);
    return part;
  }
  end = std::min(end, size_);
  for (std::size_t i = piece_at(begin); i < pieces_.size() && pieces_[i].derived < end; ++i) {
    const Piece& piece = pieces_[i];
    const std::uint64_t from = std::max(begin, piece.derived) - piece.derived;
    const std::uint64_t to = std::min(end - piece.derived, length_of(i));
    if (from >= to) continue;
    const std::uint64_t source = piece.source + from / piece.derived_unit * piece.source_unit;
    part.append_units((to - from) / piece.derived_unit, source, piece.derived_unit, piece.source_unit);
  }
  return part;
}

SourceMap SourceMap::composed(const SourceMap& outer) const {
  if (outer.identity()) return *this;
  if (identity()) return outer;
  const Piece& first = pieces_.front();
  if (pieces_.size() == 1 && first.derived_unit == 1 && first.source_unit == 1) {
    return outer.slice(first.source, first.source + size_);
  }
  SourceMap chain;
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    const Piece& piece = pieces_[i];
    if (piece.derived_unit == 1 && piece.source_unit == 1) {
      const SourceMap part = outer.slice(piece.source, piece.source + length_of(i));
      for (std::size_t k = 0; k < part.pieces_.size(); ++k) {
        const Piece& inner = part.pieces_[k];
        chain.append_units(part.length_of(k) / inner.derived_unit, inner.source, inner.derived_unit,
                           inner.source_unit);
      }
      continue;
    }
    for (std::uint64_t n = length_of(i) / piece.derived_unit, unit = 0; unit < n; ++unit) {
      const std::uint64_t begin = piece.source + unit * piece.source_unit;
      const std::uint64_t from = outer.source_begin(begin);
      const std::uint64_t to = piece.source_unit == 0 ? from : outer.source_end(begin + piece.source_unit);
      chain.append_units(1, from, piece.derived_unit, static_cast<std::uint32_t>(to - from));
    }
  }
  return chain;
}

bool SourceMap::operator==(const SourceMap& other) const {
  return size_ == other.size_ && std::equal(pieces_.begin(), pieces_.end(), other.pieces_.begin(),
                                            other.pieces_.end(), [](const Piece& a, const Piece& b) {
                                              return a.derived == b.derived && a.source == b.source &&
                                                     a.derived_unit == b.derived_unit &&
                                                     a.source_unit == b.source_unit;
                                            });
}

}  // namespace guanxi
