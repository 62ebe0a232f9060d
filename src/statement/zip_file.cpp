#include "statement/zip_file.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <fmt/core.h>
#include <minizip/unzip.h>

namespace holdfast::statement {

namespace {

constexpr std::size_t piece_bytes = std::size_t{1} << 16;
constexpr std::uint64_t ratio_matters_from = std::uint64_t{16} << 20;
constexpr int ignore_case = 2;

/// What minizip reads from: bytes and a place in them.
struct Memory {
  std::string_view bytes;
  std::uint64_t at = 0;
};

Memory& memory(void* stream) {
  return *static_cast<Memory*>(stream);
}

void* open_memory(void* opaque, const void*, int) {
  return opaque;
}

unsigned long read_memory(void*, void* stream, void* into, unsigned long wanted) {
  Memory& from = memory(stream);
  const std::uint64_t left =
      from.bytes.size() - std::min<std::uint64_t>(from.at, from.bytes.size());
  const std::uint64_t count = std::min<std::uint64_t>(wanted, left);
  if (count > 0) {
    std::memcpy(into, from.bytes.data() + from.at, count);
  }
  from.at += count;
  return count;
}

unsigned long write_nothing(void*, void*, const void*, unsigned long) {
  return 0;
}

ZPOS64_T tell_memory(void*, void* stream) {
  return memory(stream).at;
}

long seek_memory(void*, void* stream, ZPOS64_T offset, int origin) {
  Memory& in = memory(stream);
  const std::uint64_t base = origin == ZLIB_FILEFUNC_SEEK_SET   ? 0
                             : origin == ZLIB_FILEFUNC_SEEK_CUR ? in.at
                                                                : in.bytes.size();
  std::uint64_t to = 0;
  if (__builtin_add_overflow(base, offset, &to) || to > in.bytes.size()) {
    return -1;
  }
  in.at = to;
  return 0;
}

int close_memory(void*, void*) {
  return 0;
}

}  // namespace

struct ZipFile::State {
  Memory memory;
  zlib_filefunc64_def functions{};
  Limits limits;
  unzFile file = nullptr;

  State(std::string_view bytes, const Limits& its_limits) : memory{bytes}, limits(its_limits) {
    functions = {open_memory,
                 read_memory,
                 write_nothing,
                 tell_memory,
                 seek_memory,
                 close_memory,
                 [](void*, void*) { return 0; },
                 &memory};
    file = unzOpen2_64("", &functions);
  }
  ~State() {
    if (file != nullptr) {
      unzClose(file);
    }
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
};

ZipFile::ZipFile(std::unique_ptr<State> state) : state_(std::move(state)) {}
ZipFile::~ZipFile() = default;
ZipFile::ZipFile(ZipFile&&) noexcept = default;
ZipFile& ZipFile::operator=(ZipFile&&) noexcept = default;

base::Result<ZipFile> ZipFile::open(std::string_view bytes, const Limits& limits) {
  auto state = std::make_unique<State>(bytes, limits);
  unz_global_info64 about{};
  if (state->file == nullptr || unzGetGlobalInfo64(state->file, &about) != UNZ_OK) {
    return bad_file("the file begins as a zip archive and is none: cut off or damaged");
  }
  if (about.number_entry > limits.parts) {
    return too_large(fmt::format("the archive has {} parts, more than {}",
                                 static_cast<std::uint64_t>(about.number_entry), limits.parts));
  }
  return ZipFile(std::move(state));
}

bool ZipFile::has(const std::string& name) const {
  return unzLocateFile(state_->file, name.c_str(), ignore_case) == UNZ_OK;
}

base::Result<void> ZipFile::read(const std::string& name, const Take& take) {
  unzFile file = state_->file;
  const Limits& limits = state_->limits;
  unz_file_info64 about{};
  if (!has(name) ||
      unzGetCurrentFileInfo64(file, &about, nullptr, 0, nullptr, 0, nullptr, 0) != UNZ_OK) {
    return bad_file(fmt::format("the workbook lacks its part {}", name));
  }
  if ((about.flag & 1U) != 0) {
    return bad_file(fmt::format("{} is protected by a password", name));
  }
  if (unzOpenCurrentFile(file) != UNZ_OK) {
    return bad_file(fmt::format("{} cannot be unpacked: damaged or in a rare compression", name));
  }
  std::array<char, piece_bytes> piece;
  std::uint64_t inflated = 0;
  for (;;) {
    const int got = unzReadCurrentFile(file, piece.data(), piece.size());
    if (got < 0) {
      unzCloseCurrentFile(file);
      return bad_file(fmt::format("{} is damaged after {} bytes", name, inflated));
    }
    if (got == 0) {
      break;
    }
    inflated += static_cast<std::uint64_t>(got);
    const std::uint64_t packed = std::max<std::uint64_t>(about.compressed_size, 1);
    if (inflated > limits.inflated_bytes ||
        (inflated > ratio_matters_from && inflated / packed > limits.inflate_ratio)) {
      unzCloseCurrentFile(file);
      return too_large(fmt::format("{} unpacks to more than {} MB from {} bytes: refused as a bomb",
                                   name, inflated >> 20U, packed));
    }
    if (auto taken = take({piece.data(), static_cast<std::size_t>(got)}); !taken) {
      unzCloseCurrentFile(file);
      return taken;
    }
  }
  if (unzCloseCurrentFile(file) != UNZ_OK) {
    return bad_file(fmt::format("{} does not match its checksum: the file is damaged", name));
  }
  return {};
}

}  // namespace holdfast::statement
