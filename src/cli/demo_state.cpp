#include "cli/demo_state.hpp"

#include <boost/json.hpp>
#include <fmt/core.h>
#include <sys/stat.h>

#include "api/password.hpp"
#include "base/digest.hpp"
#include "city/city.hpp"
#include "cli/demo_files.hpp"
#include "store/file.hpp"

namespace holdfast::cli {

namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

constexpr int format_version = 1;

fs::path file_of(const fs::path& directory) {
  return directory / "demo.json";
}

base::Result<void> remove_earlier(const fs::path& directory) {
  std::vector<fs::path> ours{"centre",        "hub",         "hub.json", "log",
                             "holdfast.toml", "signing.pem", "demo.json"};
  for (const auto& site : city::bank_sites()) {
    ours.emplace_back("bank-" + site.code);
    ours.emplace_back("bank-" + site.code + ".json");
  }
  for (const auto& company : demo_companies()) {
    ours.emplace_back("company-" + company.code);
    ours.emplace_back("company-" + company.code + ".json");
  }
  for (const auto& name : ours) {
    std::error_code failed;
    fs::remove_all(directory / name, failed);
    if (failed) {
      return base::Error{
          base::ErrorCode::io,
          fmt::format("cannot remove {}: {}", (directory / name).string(), failed.message())};
    }
  }
  return {};
}

}  // namespace

base::Result<DemoState> DemoState::open(const fs::path& directory, Begin begin,
                                        std::uint64_t seed) {
  ::umask(077);
  std::error_code failed;
  const auto absolute = fs::absolute(directory, failed);
  fs::create_directories(absolute, failed);
  if (failed) {
    return base::Error{base::ErrorCode::io, fmt::format("cannot make the directory {}: {}",
                                                        directory.string(), failed.message())};
  }
  auto lock = store::LockFile::take(absolute / "demo");
  if (!lock) {
    return base::Error{lock.error().code,
                       fmt::format("目录 {} 打不开或正被另一个演示使用 (the directory cannot be "
                                   "used: {})",
                                   absolute.string(), lock.error().message)};
  }
  if (begin == Begin::fresh) {
    if (const auto removed = remove_earlier(absolute); !removed) {
      return removed.error();
    }
  }
  fs::create_directories(absolute / "log", failed);
  DemoState state{absolute, std::move(*lock)};
  state.seed_ = seed;
  if (fs::exists(file_of(absolute), failed)) {
    const auto text = store::read_whole(file_of(absolute));
    const auto read = text ? state.read(*text) : base::Result<void>{text.error()};
    if (!read) {
      return read.error();
    }
  }
  return state;
}

const std::string& DemoState::secret(std::string_view name) {
  auto found = secrets_.find(name);
  if (found == secrets_.end()) {
    found = secrets_.emplace(name, base::to_hex(api::random_bytes(32))).first;
  }
  return found->second;
}

sign::PrivateKey DemoState::signing_key(std::string_view name) {
  auto& pem = secrets_[fmt::format("signing {}", name)];
  if (pem.empty()) {
    pem = sign::PrivateKey::generate(sign::Algorithm::ed25519).pem();
  }
  return sign::PrivateKey::from_pem(pem).value();
}

base::Result<void> DemoState::read(const std::string& text) {
  json::error_code failed;
  const auto value = json::parse(text, failed);
  try {
    if (failed || value.at("version").to_number<int>() != format_version) {
      return base::Error{
          base::ErrorCode::corrupt,
          fmt::format("{} cannot be read: begin again with --fresh", file_of(directory_).string())};
    }
    seed_ = value.at("seed").to_number<std::uint64_t>();
    mules_used = value.at("mules_used").to_number<std::size_t>();
    runs = value.at("runs").to_number<std::size_t>();
    has_logins = value.at("has_logins").as_bool();
    for (const auto& [name, secret] : value.at("secrets").as_object()) {
      secrets_.emplace(name, secret.as_string());
    }
  } catch (const std::exception& error) {
    return base::Error{base::ErrorCode::corrupt,
                       fmt::format("{} is damaged ({}): begin again with --fresh",
                                   file_of(directory_).string(), error.what())};
  }
  return {};
}

base::Result<void> DemoState::save() const {
  json::object secrets;
  for (const auto& [name, secret] : secrets_) {
    secrets[name] = secret;
  }
  const auto text = json::serialize(json::object{{"version", format_version},
                                                 {"seed", seed_},
                                                 {"mules_used", mules_used},
                                                 {"runs", runs},
                                                 {"has_logins", has_logins},
                                                 {"secrets", std::move(secrets)}});
  return store::write_durably(file_of(directory_), {text});
}

}  // namespace holdfast::cli
