#include "fund/arena.hpp"

#include <new>
#include <sys/mman.h>

namespace holdfast::fund {

namespace {

constexpr std::size_t huge_page = std::size_t{2} << 20;

std::size_t up_to(std::size_t bytes, std::size_t multiple) {
  return (bytes + multiple - 1) / multiple * multiple;
}

}  // namespace

ArenaSpace::ArenaSpace(std::size_t bytes)
    : reserved_bytes_(up_to(bytes, huge_page) + huge_page), bytes_(up_to(bytes, huge_page)) {
  void* const space = mmap(nullptr, reserved_bytes_, PROT_READ | PROT_WRITE,
                           MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (space == MAP_FAILED) {
    throw std::bad_alloc();
  }
  reserved_ = static_cast<std::byte*>(space);
  const auto begin = reinterpret_cast<std::uintptr_t>(reserved_);
  data_ = reserved_ + (up_to(begin, huge_page) - begin);
  // Only a wish. The beginning keeps small pages: a small arena shall stay small.
  if (bytes_ > huge_page) {
    madvise(data_ + huge_page, bytes_ - huge_page, MADV_HUGEPAGE);
  }
}

ArenaSpace::~ArenaSpace() {
  munmap(reserved_, reserved_bytes_);
}

void ArenaSpace::prepare(std::size_t end) {
  const std::size_t whole = std::min(up_to(end, huge_page), bytes_);
  if (whole <= prepared_) {
    return;
  }
#ifdef MADV_POPULATE_WRITE
  madvise(data_ + prepared_, whole - prepared_, MADV_POPULATE_WRITE);  // only a wish, too
#endif
  prepared_ = whole;
}

void ArenaSpace::adopt(const base::FileRange& file) {
  if (file.bytes == 0) {
    return;
  }
  base::check(file.bytes <= bytes_ && file.offset % base::image_page == 0,
              "a file that is no arena");
  void* const mapped = mmap(data_, up_to(file.bytes, base::image_page), PROT_READ | PROT_WRITE,
                            MAP_PRIVATE | MAP_FIXED | MAP_NORESERVE, file.descriptor,
                            static_cast<off_t>(file.offset));
  if (mapped == MAP_FAILED) {
    throw std::bad_alloc();
  }
  prepared_ = up_to(file.bytes, huge_page);
}

bool ArenaSpace::give_back(const base::FileRange& file, std::size_t begin, std::size_t end) {
  base::check(begin % base::image_page == 0 && end % base::image_page == 0 && begin < end &&
                  end <= file.bytes && file.offset % base::image_page == 0,
              "an arena gives back whole pages");
  return mmap(data_ + begin, end - begin, PROT_READ | PROT_WRITE,
              MAP_PRIVATE | MAP_FIXED | MAP_NORESERVE, file.descriptor,
              static_cast<off_t>(file.offset + begin)) != MAP_FAILED;
}

}  // namespace holdfast::fund
