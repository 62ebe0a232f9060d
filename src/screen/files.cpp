#include "screen/files.hpp"

#include <fmt/core.h>
#include <map>
#include <memory>
#include <mutex>

#include "base/digest.hpp"

namespace holdfast::screen {

base::Result<std::string> keep(const Files& files, std::string_view bytes) {
  auto digest = base::to_hex(base::sha256(bytes));
  if (const auto put = files.put(digest, bytes); !put) {
    return put.error();
  }
  return digest;
}

base::Result<std::string> fetch(const Files& files, std::string_view digest) {
  auto bytes = files.get(digest);
  if (bytes && base::to_hex(base::sha256(*bytes)) != digest) {
    return base::Error{base::ErrorCode::corrupt,
                       fmt::format("the file {} has other bytes than it should", digest)};
  }
  return bytes;
}

Files files_in_memory() {
  struct Kept {
    std::mutex lock;
    std::map<std::string, std::string, std::less<>> files;
  };
  const auto kept = std::make_shared<Kept>();
  return {[kept](std::string_view digest, std::string_view bytes) -> base::Result<void> {
            const std::scoped_lock held{kept->lock};
            kept->files.insert_or_assign(std::string{digest}, std::string{bytes});
            return {};
          },
          [kept](std::string_view digest) -> base::Result<std::string> {
            const std::scoped_lock held{kept->lock};
            const auto found = kept->files.find(digest);
            if (found == kept->files.end()) {
              return base::Error{base::ErrorCode::not_found, fmt::format("no file {}", digest)};
            }
            return found->second;
          }};
}

}  // namespace holdfast::screen
