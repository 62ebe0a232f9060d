#include "support/memory_image.hpp"

#include <sys/mman.h>
#include <unistd.h>

namespace holdfast::test {

MemoryImage::MemoryImage(const base::ImageOut& image) : descriptor_(memfd_create("image", 0)) {
  std::uint64_t offset = 0;
  for (const auto& section : image.sections()) {
    const std::uint64_t begin = offset;
    for (const auto piece : section.pieces) {
      base::check(pwrite(descriptor_, piece.data(), piece.size(), static_cast<off_t>(offset)) ==
                      static_cast<ssize_t>(piece.size()),
                  "memory for an image");
      offset += piece.size();
    }
    sections_[section.name] = {descriptor_, begin, offset - begin};
    offset = (offset + base::image_page - 1) / base::image_page * base::image_page;
  }
  base::check(ftruncate(descriptor_, static_cast<off_t>(offset)) == 0, "memory for an image");
}

MemoryImage::~MemoryImage() {
  close(descriptor_);
}

base::Result<base::FileRange> MemoryImage::range(std::string_view name) const {
  const auto found = sections_.find(name);
  if (found == sections_.end()) {
    return base::Error{base::ErrorCode::corrupt, "image: there is no section " + std::string{name}};
  }
  return found->second;
}

base::Result<std::string> MemoryImage::read(std::string_view name) const {
  const auto place = range(name);
  if (!place) {
    return place.error();
  }
  std::string bytes(place->bytes, '\0');
  base::check(pread(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(place->offset)) ==
                  static_cast<ssize_t>(bytes.size()),
              "an image in memory");
  return bytes;
}

}  // namespace holdfast::test
