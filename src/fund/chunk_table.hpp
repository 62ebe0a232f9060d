// A growing array whose elements never move, so that one writer may append while any number of
// readers look at what was published before.
//
// Chunks double from 1,024 elements to about a million and stay there; the table of chunk pointers
// is fixed and atomic. Memory is taken uninitialised: the writer constructs an element in its slot
// before it publishes the element's index by some release store of its own; readers use only
// indices that they learned by the matching acquire load. Elements must not need a destructor.
#pragma once

#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <sys/mman.h>
#include <type_traits>

#include "base/check.hpp"

namespace holdfast::fund {

template <typename T>
class ChunkTable {
  static_assert(std::is_trivially_destructible_v<T>);

 public:
  ChunkTable() = default;
  ChunkTable(const ChunkTable&) = delete;
  ChunkTable& operator=(const ChunkTable&) = delete;
  ~ChunkTable() {
    for (auto& chunk : chunks_) {
      std::free(chunk.load(std::memory_order_relaxed));
    }
  }

  /// The slot of element `index`, its chunk allocated if need be. Writer only.
  [[nodiscard]] T* slot(std::size_t index) {
    const Place place = place_of(index);
    base::check(place.chunk < chunk_count, "ChunkTable is full");
    T* chunk = chunks_[place.chunk].load(std::memory_order_acquire);
    if (chunk == nullptr) [[unlikely]] {
      chunk = add_chunk(place.chunk);
    }
    return chunk + place.offset;
  }
  /// Makes elements up to `end` ready, their memory touched, so that the writer meets no page fault
  /// there. Any one thread, beside the writer.
  void prepare(std::size_t end) {
    for (std::size_t chunk = 0, begin = 0; begin < end && chunk < chunk_count;
         begin += chunk_size(chunk), ++chunk) {
      if (chunks_[chunk].load(std::memory_order_acquire) == nullptr) {
        populate(add_chunk(chunk), chunk_size(chunk) * sizeof(T));
      }
    }
  }

  /// Element `index`, which must have been published to this thread.
  [[nodiscard]] const T& operator[](std::size_t index) const {
    const Place place = place_of(index);
    return chunks_[place.chunk].load(std::memory_order_acquire)[place.offset];
  }
  /// As above, for elements with atomic members that the writer goes on changing.
  [[nodiscard]] T& operator[](std::size_t index) {
    const Place place = place_of(index);
    return chunks_[place.chunk].load(std::memory_order_relaxed)[place.offset];
  }

  /// How many elements follow `index` in its chunk, itself counted: a run that fits is contiguous.
  [[nodiscard]] static std::size_t room(std::size_t index) {
    const Place place = place_of(index);
    return chunk_size(place.chunk) - place.offset;
  }

 private:
  struct Place {
    std::size_t chunk;
    std::size_t offset;
  };
  static constexpr std::size_t first_bits = 10;
  static constexpr std::size_t last_bits = 20;
  // Chunks 0..9 hold 2^10 .. 2^19 elements, all later ones 2^20: together just over 2^32.
  static constexpr std::size_t doubling = last_bits - first_bits;
  static constexpr std::size_t chunk_count = doubling + 4096;

  static constexpr std::size_t chunk_size(std::size_t chunk) {
    return std::size_t{1} << (first_bits + (chunk < doubling ? chunk : doubling));
  }
  /// Whoever comes first allocates the chunk.
  T* add_chunk(std::size_t chunk) {
    T* made = static_cast<T*>(allocate(chunk_size(chunk) * sizeof(T)));
    T* there = nullptr;
    if (chunks_[chunk].compare_exchange_strong(there, made, std::memory_order_acq_rel)) {
      return made;
    }
    std::free(made);
    return there;
  }
  static void populate(void* memory, std::size_t bytes) {
#ifdef MADV_POPULATE_WRITE
    constexpr std::size_t page = 4096;
    const std::size_t misaligned = reinterpret_cast<std::uintptr_t>(memory) % page;
    if (misaligned == 0) {
      madvise(memory, bytes, MADV_POPULATE_WRITE);  // only a wish, too
    }
#else
    static_cast<void>(memory);
    static_cast<void>(bytes);
#endif
  }
  static void* allocate(std::size_t bytes) {
    // Large chunks ask for huge pages: first touch and random access are cheaper then.
    constexpr std::size_t huge_page = std::size_t{2} << 20;
    const std::size_t whole = (bytes + huge_page - 1) / huge_page * huge_page;
    void* memory = bytes < huge_page ? std::malloc(bytes) : std::aligned_alloc(huge_page, whole);
    if (memory == nullptr) {
      throw std::bad_alloc();
    }
    if (bytes >= huge_page) {
      madvise(memory, bytes, MADV_HUGEPAGE);  // only a wish: refused, it changes nothing
    }
    return memory;
  }
  static Place place_of(std::size_t index) {
    // Shifted by the size of the first chunk, chunk k of the doubling part begins at 2^(10 + k).
    const std::size_t shifted = index + (std::size_t{1} << first_bits);
    if (shifted < (std::size_t{1} << last_bits)) {
      const auto bit = static_cast<std::size_t>(std::bit_width(shifted)) - 1;
      return {bit - first_bits, shifted - (std::size_t{1} << bit)};
    }
    return {doubling + (shifted >> last_bits) - 1, shifted & ((std::size_t{1} << last_bits) - 1)};
  }

  std::array<std::atomic<T*>, chunk_count> chunks_{};
};

}  // namespace holdfast::fund
