// HugePages: an allocator that asks the system for pages of two megabytes where much memory is wanted at
// once.
//
// Sorting jumps about in buffers of tens of megabytes; with pages of four kilobytes nearly each jump misses
// the processor's table of pages. Where the system has no huge pages nothing changes.
#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <cstdlib>
#include <new>

namespace guanxi {

template <typename T>
struct HugePages {
  using value_type = T;

  HugePages() = default;
  template <typename U>
  HugePages(const HugePages<U>&) {}  // NOLINT(google-explicit-constructor): allocators convert

  T* allocate(std::size_t count) {
    const std::size_t size = count * sizeof(T);
    if (size < kLarge) return static_cast<T*>(::operator new(size));
    void* memory = std::aligned_alloc(kPage, (size + kPage - 1) / kPage * kPage);
    if (memory == nullptr) throw std::bad_alloc();
    ::madvise(memory, size, MADV_HUGEPAGE);  // advice: it may fail
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, std::size_t count) {
    if (count * sizeof(T) < kLarge) return ::operator delete(memory);
    std::free(memory);
  }

  bool operator==(const HugePages&) const = default;

 private:
  static constexpr std::size_t kPage = std::size_t{2} << 20;
  static constexpr std::size_t kLarge = 2 * kPage;
};

}  // namespace guanxi
