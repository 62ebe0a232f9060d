#include "statement/ole_file.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "statement/little_endian.hpp"
#include "statement/sheet.hpp"

namespace holdfast::statement {

namespace {

constexpr std::string_view magic{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8};
constexpr std::size_t header_bytes = 512;
constexpr std::size_t entry_bytes = 128;
constexpr std::size_t small_unit = 64;
constexpr std::size_t listed_in_header = 109;
constexpr std::uint32_t special = 0xFFFF'FFFA;  // from here on no sector's number
constexpr std::uint8_t type_stream = 2;
constexpr std::uint8_t type_root = 5;

base::Error damaged(const char* what) {
  return bad_file(std::string("the old workbook is damaged: ") + what);
}

struct Entry {
  std::string name;
  std::uint8_t type = 0;
  std::uint32_t first = 0;
  std::uint64_t size = 0;
};

class Container {
 public:
  explicit Container(std::string_view bytes) : bytes_(bytes) {}

  base::Result<void> open() {
    if (bytes_.size() < header_bytes) {
      return damaged("its header is cut off");
    }
    const auto shift = read_at<std::uint16_t>(bytes_, 30);
    if ((shift != 9 && shift != 12) || read_at<std::uint16_t>(bytes_, 32) != 6) {
      return damaged("it has sectors of a size that does not exist");
    }
    sector_ = std::size_t{1} << shift;
    small_below_ = read_at<std::uint32_t>(bytes_, 56);
    count_ = (bytes_.size() + sector_ - 1) / sector_;
    if (!read_table()) {
      return damaged("its table of sectors cannot be followed");
    }
    const auto directory = chain(read_at<std::uint32_t>(bytes_, 48), next_, std::nullopt);
    if (!directory) {
      return damaged("its directory cannot be followed");
    }
    for (std::size_t at = 0; at + entry_bytes <= directory->size(); at += entry_bytes) {
      add_entry(std::string_view(*directory).substr(at, entry_bytes));
    }
    const auto root = std::ranges::find(entries_, type_root, &Entry::type);
    if (root == entries_.end()) {
      return damaged("its directory has no root");
    }
    return read_small(*root);
  }

  [[nodiscard]] bool has(std::string_view name) const { return find(name) != nullptr; }

  /// Of a stream that is there.
  [[nodiscard]] base::Result<std::string> stream(std::string_view name) const {
    const Entry& entry = *find(name);
    if (entry.size > bytes_.size()) {
      return damaged("a stream claims to be larger than the file");
    }
    auto content = entry.size < small_below_ ? small_chain(entry.first, entry.size)
                                             : chain(entry.first, next_, entry.size);
    if (!content) {
      return damaged("a stream breaks off");
    }
    return *std::move(content);
  }

 private:
  [[nodiscard]] const Entry* find(std::string_view name) const {
    const auto found = std::ranges::find_if(entries_, [name](const Entry& entry) {
      return entry.type == type_stream && entry.name == name;
    });
    return found == entries_.end() ? nullptr : &*found;
  }

  std::optional<std::string_view> sector(std::uint32_t number) const {
    const std::size_t from = (std::size_t{number} + 1) * sector_;
    if (number >= special || from >= bytes_.size()) {
      return std::nullopt;
    }
    return bytes_.substr(from, sector_);  // the last may be short
  }

  // The header lists the first 109 sectors of the table; further lists hang on a chain.
  bool read_table() {
    std::vector<std::uint32_t> lists;
    for (std::size_t i = 0; i < listed_in_header; ++i) {
      lists.push_back(read_at<std::uint32_t>(bytes_, 76 + 4 * i));
    }
    std::uint32_t more = read_at<std::uint32_t>(bytes_, 68);
    for (std::size_t hops = 0; more < special; ++hops) {
      const auto here = sector(more);
      if (!here || here->size() < sector_ || hops > count_) {
        return false;
      }
      for (std::size_t at = 0; at + 4 < sector_; at += 4) {
        lists.push_back(read_at<std::uint32_t>(*here, at));
      }
      more = read_at<std::uint32_t>(*here, sector_ - 4);
    }
    for (const std::uint32_t number : lists) {
      if (number >= special) {
        continue;
      }
      const auto here = sector(number);
      if (!here || next_.size() > count_ + sector_) {
        return here.has_value();
      }
      for (std::size_t at = 0; at + 4 <= here->size(); at += 4) {
        next_.push_back(read_at<std::uint32_t>(*here, at));
      }
    }
    return !next_.empty();
  }

  void add_entry(std::string_view raw) {
    Entry entry{.name = {}, .type = static_cast<std::uint8_t>(raw[66])};
    const std::size_t length = std::min<std::size_t>(read_at<std::uint16_t>(raw, 64), 64);
    for (std::size_t at = 0; at + 2 < length; at += 2) {
      const auto unit = read_at<std::uint16_t>(raw, at);
      entry.name.push_back(unit < 128 ? static_cast<char>(unit) : '?');
    }
    entry.first = read_at<std::uint32_t>(raw, 116);
    entry.size =
        sector_ == 512 ? read_at<std::uint32_t>(raw, 120) : read_at<std::uint64_t>(raw, 120);
    entries_.push_back(std::move(entry));
  }

  base::Result<void> read_small(const Entry& root) {
    const auto table = chain(read_at<std::uint32_t>(bytes_, 60), next_, std::nullopt);
    auto content = chain(root.first, next_, std::nullopt);
    if (!table || !content) {
      return damaged("its small streams cannot be followed");
    }
    for (std::size_t at = 0; at + 4 <= table->size(); at += 4) {
      small_next_.push_back(read_at<std::uint32_t>(*table, at));
    }
    small_ = *std::move(content);
    return {};
  }

  /// The sectors from `first` on, cut to `size` where that is known.
  std::optional<std::string> chain(std::uint32_t first, const std::vector<std::uint32_t>& next,
                                   std::optional<std::uint64_t> size) const {
    std::string out;
    std::size_t hops = 0;
    for (std::uint32_t at = first; at < special; at = at < next.size() ? next[at] : special) {
      const auto here = sector(at);
      if (!here || ++hops > count_) {
        return std::nullopt;
      }
      out.append(*here);
      if (size && out.size() >= *size) {
        break;
      }
      if (at >= next.size()) {
        return std::nullopt;
      }
    }
    if (size && out.size() < *size) {
      return std::nullopt;
    }
    out.resize(size.value_or(out.size()));
    return out;
  }

  /// The same of a small stream: the root's content, in units of 64 bytes.
  std::optional<std::string> small_chain(std::uint32_t first, std::uint64_t size) const {
    std::string out;
    std::uint32_t at = first;
    while (out.size() < size) {
      const std::size_t from = std::size_t{at} * small_unit;
      if (at >= small_next_.size() || from >= small_.size()) {
        return std::nullopt;
      }
      out.append(small_, from, small_unit);
      at = small_next_[at];
    }
    out.resize(size);
    return out;
  }

  std::string_view bytes_;
  std::size_t sector_ = 512;
  std::size_t count_ = 0;  // sectors of the file
  std::uint64_t small_below_ = 4096;
  std::vector<std::uint32_t> next_;
  std::vector<std::uint32_t> small_next_;
  std::string small_;
  std::vector<Entry> entries_;
};

}  // namespace

bool is_ole(std::string_view bytes) {
  return bytes.starts_with(magic);
}

base::Result<std::vector<OleStream>> read_ole(std::string_view bytes,
                                              const std::vector<std::string_view>& names) {
  Container container(bytes);
  if (auto opened = container.open(); !opened) {
    return opened.error();
  }
  std::vector<OleStream> streams;
  for (const std::string_view name : names) {
    if (!container.has(name)) {
      continue;
    }
    auto content = container.stream(name);
    if (!content) {
      return content.error();
    }
    streams.push_back({std::string(name), *std::move(content)});
  }
  return streams;
}

}  // namespace holdfast::statement
