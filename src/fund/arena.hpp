// A growing array whose elements never move, so that one writer may append while any number of
// readers look at what was published before.
//
// All of it is one stretch of address space, reserved at once; memory comes with the first touch,
// in huge pages where the system gives them. Memory is taken zeroed and unconstructed: the writer
// constructs an element in its slot before it publishes the element's index by some release store
// of its own; readers use only indices that they learned by the matching acquire load. Elements
// must not need a destructor.
//
// An arena can be written down as it stands and later *adopt* the file: the same elements at the
// same indices, read from the file as they are touched, and changed in memory only. An arena in use
// can *give back* memory whose content a file holds: readers see the same bytes and never notice.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

#include "base/check.hpp"
#include "base/image.hpp"

namespace holdfast::fund {

/// The stretch of address space. Errors: std::bad_alloc.
class ArenaSpace {
 public:
  explicit ArenaSpace(std::size_t bytes);
  ~ArenaSpace();
  ArenaSpace(const ArenaSpace&) = delete;
  ArenaSpace& operator=(const ArenaSpace&) = delete;

  [[nodiscard]] std::byte* data() const { return data_; }
  /// Touches memory up to `end`, so that the writer meets no page fault there. Any one thread.
  void prepare(std::size_t end);
  /// The beginning of the arena comes from the file from now on. Nothing was written to it yet.
  /// Errors: std::bad_alloc where the file cannot be mapped.
  void adopt(const base::FileRange& file);
  /// The bytes from `begin` to `end` (whole pages) are those of the file at the same place, which
  /// the caller knows: the memory goes back to the system. The writer's thread. False where the
  /// system refused; nothing has changed then.
  bool give_back(const base::FileRange& file, std::size_t begin, std::size_t end);

 private:
  std::byte* reserved_ = nullptr;
  std::size_t reserved_bytes_ = 0;
  std::byte* data_ = nullptr;
  std::size_t bytes_ = 0;
  std::size_t prepared_ = 0;
};

/// `capacity` is the most elements it can hold.
template <typename T, std::size_t capacity>
class Arena {
  static_assert(std::is_trivially_destructible_v<T>);

 public:
  /// The slot of element `index`. Writer only.
  [[nodiscard]] T* slot(std::size_t index) {
    base::check(index < capacity, "an arena is full");
    return elements() + index;
  }
  /// Element `index`, which must have been published to this thread.
  [[nodiscard]] const T& operator[](std::size_t index) const { return elements()[index]; }
  /// As above, for elements with atomic members that the writer goes on changing.
  [[nodiscard]] T& operator[](std::size_t index) { return elements()[index]; }

  /// Any one thread, beside the writer: makes memory ready for so many elements in all.
  void prepare(std::size_t count) { space_.prepare(std::min(count, capacity) * sizeof(T)); }

  /// The first `count` elements as bytes, to be written down.
  [[nodiscard]] std::span<const std::byte> bytes(std::size_t count) const {
    return {space_.data(), count * sizeof(T)};
  }
  /// How many elements the file holds, or nothing where it cannot be this arena.
  [[nodiscard]] static bool fits(const base::FileRange& file) {
    return file.bytes % sizeof(T) == 0 && file.bytes / sizeof(T) <= capacity;
  }
  /// See ArenaSpace; the file fits. Returns the number of elements.
  std::size_t adopt(const base::FileRange& file) {
    space_.adopt(file);
    return file.bytes / sizeof(T);
  }
  [[nodiscard]] ArenaSpace& space() { return space_; }

 private:
  [[nodiscard]] T* elements() const { return reinterpret_cast<T*>(space_.data()); }

  ArenaSpace space_{capacity * sizeof(T)};
};

}  // namespace holdfast::fund
