#include <algorithm>
#include <boost/json.hpp>
#include <fmt/core.h>
#include <set>

#include "base/digest.hpp"
#include "dossier/package.hpp"
#include "pack/pack.hpp"

namespace holdfast::dossier {

namespace json = boost::json;

namespace {

constexpr std::size_t files_max = 2000;
constexpr std::size_t document_bytes_max = std::size_t{4} << 20;  // of manifest and signature
constexpr std::size_t text_bytes_max = 4096;
constexpr pack::Limits limits{files_max, package_bytes_max, package_bytes_max, 400};

base::Error bad(std::string_view file, std::string_view why) {
  return {base::ErrorCode::bad_input, std::string{why}, std::string{file}};
}

/// A document of the package. Errors: bad_input naming it.
base::Result<json::object> read_document(const pack::Reader& archive, std::string_view name) {
  if (!archive.has(name)) {
    return bad(name, "没有这一文件：不是移送包 (is missing: no package of a hand-over)");
  }
  const auto& entries = archive.entries();
  const auto entry = std::ranges::find(entries, name, &pack::Entry::name);
  if (entry->bytes > document_bytes_max) {
    return base::Error{base::ErrorCode::too_large, "超过 4 MiB (larger than 4 MiB)",
                       std::string{name}};
  }
  const auto bytes = archive.read(name);
  if (!bytes) {
    return bytes.error();
  }
  boost::system::error_code failed;
  const auto value = json::parse(*bytes, failed);
  if (failed || !value.is_object()) {
    return bad(name, "不是 JSON 对象 (is no JSON object)");
  }
  return value.as_object();
}

class Document {
 public:
  Document(std::string_view file, const json::object& object) : file_(file), object_(object) {}
  std::string text(std::string_view name) {
    const auto* value = object_.if_contains(name);
    const auto* found = value == nullptr ? nullptr : value->if_string();
    if (found == nullptr || found->size() > text_bytes_max) {
      note(name);
      return {};
    }
    return std::string{*found};
  }
  std::uint64_t number(std::string_view name) {
    const auto* value = object_.if_contains(name);
    boost::system::error_code failed;
    const auto read = value == nullptr ? 0 : value->to_number<std::uint64_t>(failed);
    if (value == nullptr || failed) {
      note(name);
    }
    return read;
  }
  const json::array* list(std::string_view name) {
    const auto* value = object_.if_contains(name);
    const auto* found = value == nullptr ? nullptr : value->if_array();
    if (found == nullptr || found->size() > files_max) {
      note(name);
      return nullptr;
    }
    return found;
  }
  [[nodiscard]] base::Result<void> finish() const {
    return wrong_.empty()
               ? base::Result<void>{}
               : base::Result<void>{bad(
                     file_, fmt::format("{} 缺失或者不能读取 (missing or unreadable)", wrong_))};
  }

 private:
  void note(std::string_view name) { wrong_ = wrong_.empty() ? std::string{name} : wrong_; }
  std::string_view file_;
  const json::object& object_;
  std::string wrong_;
};

struct Named {
  FileFound file;
  std::string sha256;
};

base::Result<std::vector<Named>> files_of(const json::array& list) {
  std::vector<Named> files;
  for (const auto& value : list) {
    if (!value.is_object()) {
      return bad("manifest.json", "files 缺失或者不能读取 (missing or unreadable)");
    }
    Document document{"manifest.json", value.as_object()};
    Named named;
    named.file.name = document.text("name");
    named.file.title = document.text("title");
    named.file.bytes = document.number("bytes");
    named.sha256 = document.text("sha256");
    if (const auto ok = document.finish(); !ok) {
      return ok.error();
    }
    files.push_back(std::move(named));
  }
  return files;
}

FileState state_of(const pack::Reader& archive, const Named& named) {
  if (!archive.has(named.file.name)) {
    return FileState::missing;
  }
  const auto bytes = archive.read(named.file.name);
  const bool is_same = bytes && bytes->size() == named.file.bytes &&
                       base::to_hex(base::sha256(*bytes)) == named.sha256;
  return is_same ? FileState::same : FileState::changed;
}

base::Result<void> check_signature(Examined& examined, const pack::Reader& archive,
                                   const std::optional<sign::PublicKey>& centre) {
  const auto object = read_document(archive, "signature.json");
  if (!object) {
    return object.error();
  }
  Document document{"signature.json", *object};
  const auto pem = document.text("pem");
  const auto text = document.text("signature");
  if (const auto ok = document.finish(); !ok) {
    return ok;
  }
  const auto own = sign::PublicKey::from_pem(pem);
  const auto signature = base::from_base64(text);
  const auto manifest = archive.read("manifest.json");
  if (!own || !signature || !manifest) {
    return bad("signature.json", "密钥或者签名不能读取 (its key or signature cannot be read)");
  }
  const auto& key = centre ? *centre : *own;
  examined.key_id = own->id();
  examined.is_known_key = centre && centre->id() == own->id();
  examined.is_signed = key.verifies(*manifest, *signature);
  return {};
}

}  // namespace

bool Examined::is_whole() const {
  return is_signed && std::ranges::all_of(files, [](const FileFound& file) {
           return file.state == FileState::same;
         });
}

base::Result<Examined> examine(std::string_view bytes,
                               const std::optional<sign::PublicKey>& centre) {
  if (bytes.size() > package_bytes_max) {
    return base::Error{base::ErrorCode::too_large, "移送包超过 512 MiB (larger than 512 MiB)"};
  }
  const auto archive = pack::Reader::open(bytes, limits);
  if (!archive) {
    return archive.error();
  }
  const auto object = read_document(*archive, "manifest.json");
  if (!object) {
    return object.error();
  }
  Document document{"manifest.json", *object};
  Examined examined;
  const auto format = document.text("format");
  examined.handover = document.text("handover");
  examined.case_id = document.text("case");
  examined.kind = document.text("kind");
  examined.document = document.text("document");
  examined.from = document.text("from");
  examined.to = document.text("to");
  examined.sent_at = document.text("sent_at");
  const auto* list = document.list("files");
  if (const auto ok = document.finish(); !ok) {
    return ok.error();
  }
  if (format != format_name) {
    return bad("manifest.json", fmt::format("format 不是 {} (is not)", format_name));
  }
  auto files = files_of(*list);
  if (!files) {
    return files.error();
  }
  std::set<std::string_view> named{"manifest.json", "signature.json"};
  for (auto& each : *files) {
    if (!named.insert(each.file.name).second) {
      return bad("manifest.json", fmt::format("{} 列出两次 (is named twice)", each.file.name));
    }
    each.file.state = state_of(*archive, each);
    examined.files.push_back(each.file);
  }
  for (const auto& entry : archive->entries()) {
    if (!named.contains(entry.name)) {
      examined.files.push_back({entry.name, {}, entry.bytes, FileState::added});
    }
  }
  if (const auto ok = check_signature(examined, *archive, centre); !ok) {
    return ok.error();
  }
  return examined;
}

}  // namespace holdfast::dossier
