#include "cli/session_file.hpp"

#include <boost/json.hpp>
#include <fmt/core.h>
#include <fstream>
#include <iterator>

#include "base/log.hpp"

namespace holdfast::cli {

namespace json = boost::json;

namespace {

class SessionFile final : public port::SessionStore {
 public:
  explicit SessionFile(std::filesystem::path path) : path_(std::move(path)) {}

  [[nodiscard]] base::Result<std::vector<port::SessionRecord>> load() override {
    const std::scoped_lock held{lock_};
    std::ifstream in{path_, std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{in}, {}};
    json::error_code failed;
    const auto value = json::parse(text, failed);
    const auto* list = failed ? nullptr : value.if_array();
    if (list == nullptr) {
      if (!text.empty()) {
        base::log_warn("{} cannot be read: everybody logs in again", path_.string());
      }
      return std::vector<port::SessionRecord>{};
    }
    for (const auto& each : *list) {
      if (auto record = read(each)) {
        sessions_[record->digest] = std::move(*record);
      }
    }
    std::vector<port::SessionRecord> all;
    for (const auto& [digest, record] : sessions_) {
      all.push_back(record);
    }
    return all;
  }

  [[nodiscard]] base::Result<void> save(const port::SessionRecord& session) override {
    const std::scoped_lock held{lock_};
    sessions_[session.digest] = session;
    return write();
  }

  [[nodiscard]] base::Result<void> remove(const std::string& digest) override {
    const std::scoped_lock held{lock_};
    sessions_.erase(digest);
    return write();
  }

 private:
  static std::optional<port::SessionRecord> read(const json::value& value) {
    try {
      const auto& object = value.as_object();
      return port::SessionRecord{std::string{object.at("digest").as_string()},
                                 std::string{object.at("user").as_string()},
                                 base::from_unix_ms(object.at("created").as_int64()),
                                 base::from_unix_ms(object.at("expires").as_int64())};
    } catch (const std::exception&) {
      return std::nullopt;  // one damaged entry: its owner logs in again
    }
  }

  base::Result<void> write() {
    json::array list;
    for (const auto& [digest, record] : sessions_) {
      list.push_back(json::object{{"digest", record.digest},
                                  {"user", record.user},
                                  {"created", base::to_unix_ms(record.created)},
                                  {"expires", base::to_unix_ms(record.expires)}});
    }
    auto temporary = path_;
    temporary += ".new";
    std::ofstream out{temporary, std::ios::binary | std::ios::trunc};
    out << json::serialize(list) << std::flush;
    std::error_code failed;
    if (out) {
      std::filesystem::rename(temporary, path_, failed);
    }
    if (!out || failed) {
      return base::Error{base::ErrorCode::io, fmt::format("cannot write {}", path_.string())};
    }
    return {};
  }

  std::filesystem::path path_;
  std::mutex lock_;
  std::map<std::string, port::SessionRecord> sessions_;
};

}  // namespace

std::shared_ptr<port::SessionStore> open_session_file(std::filesystem::path path) {
  return std::make_shared<SessionFile>(std::move(path));
}

}  // namespace holdfast::cli
