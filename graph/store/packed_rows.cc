#include "graph/store/packed_rows.h"

#include <rocksdb/iterator.h>
#include <xxhash.h>

#include "graph/store/codec.h"
#include "graph/store/status.h"

namespace guanxi {
namespace {

std::string_view view(const rocksdb::Slice& slice) {
  return {slice.data(), slice.size()};
}

}  // namespace

bool begins_chunk(std::string_view entry) {
  return (XXH3_64bits(entry.data(), entry.size()) & 127) == 0;
}

std::string encode_chunk(std::string_view entries, std::size_t entry_size) {
  std::size_t count = entries.size() / entry_size;
  std::string chunk;
  append_varint(count, chunk);
  if (count == 1) return chunk.append(entries);
  std::string mask((entry_size + 7) / 8, '\0');
  std::string constants;
  std::string columns(entries.size(), '\0');
  char* to = columns.data();
  for (std::size_t column = 0; column < entry_size; ++column) {
    const char* from = entries.data() + column;
    const char first = *from;
    char changes = 0;
    for (std::size_t i = 0; i < count; ++i, from += entry_size) {
      to[i] = *from;
      changes = static_cast<char>(changes | (*from ^ first));
    }
    if (changes != 0) {
      to += count;
    } else {
      mask[column / 8] = static_cast<char>(mask[column / 8] | 1 << column % 8);
      constants.push_back(first);
    }
  }
  columns.resize(static_cast<std::size_t>(to - columns.data()));
  return chunk.append(mask).append(constants).append(columns);
}

void decode_chunk(std::string_view chunk, std::size_t entry_size, std::string& entries) {
  RowReader reader(chunk, "packed row");
  std::uint64_t count = reader.varint();
  if (count == 1) {
    entries.append(reader.take(entry_size));
    return reader.finish();
  }
  std::string_view mask = reader.take((entry_size + 7) / 8);
  std::size_t constants = 0;
  for (std::size_t column = 0; column < entry_size; ++column) constants += mask[column / 8] >> column % 8 & 1;
  std::string_view values = reader.take(constants);
  if (constants < entry_size && count > reader.rest().size()) reader.take(count);  // throws
  std::size_t begin = entries.size();
  entries.resize(begin + count * entry_size);
  std::size_t next_constant = 0;
  for (std::size_t column = 0; column < entry_size; ++column) {
    char* to = entries.data() + begin + column;
    if (mask[column / 8] >> column % 8 & 1) {
      char value = values[next_constant++];
      for (std::uint64_t i = 0; i < count; ++i, to += entry_size) *to = value;
    } else {
      std::string_view from = reader.take(count);
      for (std::uint64_t i = 0; i < count; ++i, to += entry_size) *to = from[i];
    }
  }
  reader.finish();
}

std::uint64_t chunk_count(std::string_view chunk) {
  return RowReader(chunk, "packed row").varint();
}

void read_row(rocksdb::Iterator& iterator, std::string_view prefix, std::size_t entry_size,
              std::string& entries) {
  for (iterator.Seek(prefix); iterator.Valid() && view(iterator.key()).starts_with(prefix); iterator.Next())
    decode_chunk(view(iterator.value()), entry_size, entries);
  check(iterator.status());
}

std::uint64_t count_row(rocksdb::Iterator& iterator, std::string_view prefix) {
  std::uint64_t count = 0;
  for (iterator.Seek(prefix); iterator.Valid() && view(iterator.key()).starts_with(prefix); iterator.Next())
    count += chunk_count(view(iterator.value()));
  check(iterator.status());
  return count;
}

PackedEditor::PackedEditor(rocksdb::Iterator* iterator, std::size_t entry_size, Output output)
    : iterator_(iterator), entry_size_(entry_size), output_(std::move(output)) {}

void PackedEditor::edit(std::string_view prefix, std::string_view entry, bool add) {
  if (region_ && prefix != prefix_) close_region();
  if (!region_ || !in_reach(entry)) {
    if (!region_) prefix_ = prefix;
    open_region(entry, add);
  }
  while (loaded_at_ < loaded_.size()) {
    std::string_view next(loaded_.data() + loaded_at_, entry_size_);
    if (next >= entry) break;
    push(next);
    loaded_at_ += entry_size_;
  }
  bool present =
      loaded_at_ < loaded_.size() && std::string_view(loaded_.data() + loaded_at_, entry_size_) == entry;
  if (present) loaded_at_ += entry_size_;
  if (add) push(entry);
}

void PackedEditor::finish() {
  if (region_) close_region();
}

bool PackedEditor::in_reach(std::string_view entry) const {
  return !has_next_ || entry < next_entry_;
}

bool PackedEditor::at_row() const {
  return iterator_->Valid() && view(iterator_->key()).starts_with(prefix_);
}

// Finds the chunk where the entry belongs. It is read into the region at hand when it follows directly; else
// a new region begins. A chunk that loses its first entry joins the one before, so that one is read too.
void PackedEditor::open_region(std::string_view entry, bool add) {
  if (iterator_ == nullptr) {
    region_ = true;
    open_key_ = prefix_;
    return;
  }
  std::string key = prefix_ + std::string(entry);
  iterator_->SeekForPrev(key);
  check(iterator_->status());
  bool found = at_row();
  if (region_ && found && view(iterator_->key()).substr(prefix_.size()) == next_entry_) {
    drain();
    return load_chunk();
  }
  if (region_) close_region();
  region_ = true;
  open_key_ = prefix_;
  if (!found) {
    iterator_->Seek(prefix_);
    check(iterator_->status());
    has_next_ = at_row();
    if (has_next_) next_entry_ = view(iterator_->key()).substr(prefix_.size());
    return;
  }
  bool loses_first = !add && view(iterator_->key()) == key;
  if (!loses_first) {
    open_key_ = view(iterator_->key());
    return load_chunk();
  }
  iterator_->Prev();
  if (at_row()) {
    open_key_ = view(iterator_->key());
    load_chunk();
    drain();
  } else {
    iterator_->Seek(key);
    check(iterator_->status());
  }
  load_chunk();
}

// Reads the chunk at the iterator and steps on.
void PackedEditor::load_chunk() {
  loaded_.clear();
  loaded_at_ = 0;
  old_keys_.emplace_back(view(iterator_->key()));
  decode_chunk(view(iterator_->value()), entry_size_, loaded_);
  iterator_->Next();
  check(iterator_->status());
  has_next_ = at_row();
  if (has_next_) next_entry_ = view(iterator_->key()).substr(prefix_.size());
}

void PackedEditor::drain() {
  for (; loaded_at_ < loaded_.size(); loaded_at_ += entry_size_)
    push(std::string_view(loaded_.data() + loaded_at_, entry_size_));
}

void PackedEditor::push(std::string_view entry) {
  if (begins_chunk(entry)) {
    close_chunk();
    open_key_.assign(prefix_).append(entry);
  }
  open_.append(entry);
}

void PackedEditor::close_chunk() {
  if (open_.empty()) return;
  remove_old_keys_before(open_key_);
  if (old_at_ < old_keys_.size() && old_keys_[old_at_] == open_key_) ++old_at_;
  output_.put(open_key_, encode_chunk(open_, entry_size_));
  open_.clear();
}

void PackedEditor::close_region() {
  drain();
  close_chunk();
  for (; old_at_ < old_keys_.size(); ++old_at_) output_.remove(old_keys_[old_at_]);
  old_keys_.clear();
  old_at_ = 0;
  loaded_.clear();
  loaded_at_ = 0;
  has_next_ = false;
  region_ = false;
}

void PackedEditor::remove_old_keys_before(std::string_view key) {
  for (; old_at_ < old_keys_.size() && old_keys_[old_at_] < key; ++old_at_)
    output_.remove(old_keys_[old_at_]);
}

}  // namespace guanxi
