#include "cli/audit_files.hpp"

#include <filesystem>
#include <fmt/core.h>
#include <map>
#include <set>

#include "cli/data_dir.hpp"
#include "core/codec.hpp"
#include "store/key_store.hpp"
#include "store/sealed_files.hpp"

namespace holdfast::cli {

namespace {

struct Named {
  desk::CaseId case_id;
  std::string what;
  std::string sha256;
};

/// What the journal names, from its events alone.
class Names {
 public:
  base::Result<void> take(const port::BatchView& batch) {
    const core::Open sealed = [](base::SubjectId, std::string_view) -> base::Result<std::string> {
      return base::Error{base::ErrorCode::not_found, "is not opened here"};
    };
    for (auto lines = batch.events; !lines.empty();) {
      const auto end = std::min(lines.find('\n'), lines.size() - 1);
      const auto event = core::decode(lines.substr(0, end), sealed);
      if (!event) {
        return event.error();
      }
      note(event->body);
      lines.remove_prefix(end + 1);
    }
    return {};
  }

  std::vector<Named> files;
  std::set<desk::CaseId> erased;

 private:
  void note(const core::EventBody& body) {
    if (const auto* added = std::get_if<core::FileAdded>(&body)) {
      files.push_back({added->file.case_id, desk::to_text(added->file.id), added->file.sha256});
    } else if (const auto* asked = std::get_if<core::ExhibitAsked>(&body)) {
      cases_[asked->exhibit.id] = asked->exhibit.case_id;
    } else if (const auto* made = std::get_if<core::ExhibitMade>(&body)) {
      files.push_back({cases_[made->exhibit], desk::to_text(made->exhibit), made->bundle.sha256});
    } else if (const auto* gone = std::get_if<core::CaseErased>(&body)) {
      erased.insert(gone->case_id);
    }
  }

  std::map<desk::ExhibitId, desk::CaseId> cases_;
};

}  // namespace

base::Result<FilesChecked> check_files(const std::string& data, port::Journal& journal,
                                       port::BatchSeq last) {
  Names names;
  const auto read =
      journal.read_events(1, last, [&](const port::BatchView& batch) { return names.take(batch); });
  if (!read) {
    return read.error();
  }
  FilesChecked checked;
  checked.named = names.files.size();
  if (names.files.empty()) {
    return checked;
  }
  const std::filesystem::path folder{data};
  auto keys =
      store::SqliteKeyStore::open({folder / "keys" / "keys.db", folder / "keys" / "master.key"});
  if (!keys) {
    checked.skipped = keys.error().message;
    return checked;
  }
  const auto files = store::SealedFiles::open(files_folder(folder), **keys);
  if (!files) {
    return files.error();
  }
  for (const Named& each : names.files) {
    if (names.erased.contains(each.case_id)) {
      ++checked.erased;
      continue;
    }
    const auto subject = base::subject_of(base::SubjectKind::case_file, each.case_id.value());
    const auto bytes = (*files)->read(subject, each.sha256);
    if (bytes) {
      ++checked.whole;
    } else {
      checked.broken.push_back(fmt::format("{} of {}: {}", each.what, order::to_text(each.case_id),
                                           bytes.error().message));
    }
  }
  return checked;
}

}  // namespace holdfast::cli
