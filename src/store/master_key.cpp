#include "store/master_key.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <sodium.h>
#include <sys/stat.h>

#include "base/digest.hpp"
#include "store/file.hpp"

namespace holdfast::store {

using base::Error;
using base::ErrorCode;
using base::Result;

Result<SecretKey> read_master_key(const std::filesystem::path& path) {
  struct ::stat facts {};
  if (::stat(path.c_str(), &facts) != 0) {
    return system_failure(path, "cannot read the master key");
  }
  const auto mode = static_cast<unsigned>(facts.st_mode);
  if ((mode & (S_IRWXG | S_IRWXO)) != 0) {
    return Error{ErrorCode::forbidden,
                 fmt::format("{} has mode {:03o}: others than its owner may read the master key; "
                             "set it to 600",
                             path.string(), mode & 0777U)};
  }
  auto text = read_whole(path);
  if (!text) {
    return text.error();
  }
  const auto digits = std::string_view{*text}.substr(0, text->find('\n'));
  auto bytes = base::from_hex(digits);
  sodium_memzero(text->data(), text->size());
  if (!bytes || bytes->size() != key_bytes) {
    return Error{
        ErrorCode::corrupt,
        fmt::format("{} does not hold a master key (64 hexadecimal digits)", path.string())};
  }
  SecretKey key;
  std::ranges::copy(*bytes, key.writable().begin());
  sodium_memzero(bytes->data(), bytes->size());
  return key;
}

Result<SecretKey> create_master_key(const std::filesystem::path& path) {
  std::error_code failed;
  if (std::filesystem::exists(path, failed)) {
    return Error{ErrorCode::conflict, fmt::format("{} exists", path.string())};
  }
  const auto key = random_key();
  auto text =
      base::to_hex(std::string_view{reinterpret_cast<const char*>(key.view().data()), key_bytes});
  text += '\n';
  const auto written = write_durably(path, {text});
  sodium_memzero(text.data(), text.size());
  if (!written) {
    return written.error();
  }
  return key;
}

}  // namespace holdfast::store
