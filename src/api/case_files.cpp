// Files with a case: the list, the original of one, a scan made later. Whoever fetches an original
// sees it unmasked, which is put on record like any other look.
#include "api/case_files.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <fmt/core.h>

#include "api/desk_routes.hpp"
#include "base/digest.hpp"

namespace holdfast::api {

namespace {

constexpr base::Milliseconds scan_patience{60'000};

}  // namespace

FileScan::FileScan(const std::string& address) {
  if (address.empty()) {
    why_not_ = "未设置查毒程序";
    return;
  }
  auto session = net::ScanSession::start(address, scan_patience);
  if (session) {
    session_ = *std::move(session);
  } else {
    why_not_ = session.error().message;
  }
}

void FileScan::add(std::string_view piece) {
  if (!session_) {
    return;
  }
  if (const auto taken = session_->add(piece); !taken) {
    why_not_ = taken.error().message;
    session_.reset();
  }
}

FileScan::Answer FileScan::finish() {
  if (!session_) {
    return {desk::Scan::not_scanned, why_not_};
  }
  const auto answer = session_->finish();
  if (!answer) {
    return {desk::Scan::not_scanned, answer.error().message};
  }
  return {answer->found.empty() ? desk::Scan::clean : desk::Scan::infected, answer->found};
}

base::Result<desk::Attachment> file_of(const Call& call) {
  const auto id = read_case(call.request.param("id"));
  if (!id) {
    return id.error();
  }
  const auto number = read_number(call.request.param("file"), 'U');
  std::optional<desk::Attachment> file;
  call.engine().read([&](const core::State& state) {
    const auto found = state.files.find(desk::AttachmentId{number.value_or(0)});
    if (found != state.files.end() && found->second.case_id == *id) {
      file = found->second;
    }
  });
  if (!file) {
    return base::Error{base::ErrorCode::not_found, "the case has no such file"};
  }
  return *std::move(file);
}

base::Result<std::string> bytes_of(const Call& call, desk::CaseId case_id,
                                   std::string_view sha256) {
  const auto* files = call.engine().files();
  if (files == nullptr) {
    return base::Error{base::ErrorCode::unavailable, "no files are kept here"};
  }
  return files->read(subject_of(case_id), sha256);
}

base::Result<void> keep_original(const Call& call, core::AddFile add, std::string_view bytes) {
  auto* files = call.engine().files();
  const auto kind =
      desk::kind_of_bytes(bytes.substr(0, desk::looked_at_begin),
                          bytes.substr(bytes.size() - std::min(bytes.size(), desk::looked_at_end)));
  if (files == nullptr || !kind) {
    return {};  // nothing is kept here, or nothing of that kind
  }
  FileScan scan{call.service.options.files.scanner};
  scan.add(bytes);
  const auto answer = scan.finish();
  const auto incoming = files->receive(subject_of(add.case_id));
  if (!incoming) {
    return incoming.error();
  }
  if (const auto added = (*incoming)->add(bytes); !added) {
    return added.error();
  }
  add.kind = *kind;
  add.bytes = bytes.size();
  add.scan = answer.scan;
  add.scanned = answer.said;
  if (answer.scan != desk::Scan::infected) {
    const auto kept = (*incoming)->finish();
    if (!kept) {
      return kept.error();
    }
    add.sha256 = kept->sha256;
  } else {
    add.sha256 = base::to_hex(base::sha256(bytes));
  }
  const auto done = call.engine().submit_and_wait({call.who.name}, std::move(add));
  if (!done && done.error().code != base::ErrorCode::conflict) {
    return done.error();
  }
  return answer.scan == desk::Scan::infected
             ? base::Error{base::ErrorCode::refused_by_rule,
                           "文件带病毒，未收存，已记录：" + answer.said}
             : base::Result<void>{};
}

net::Response saved_as(std::string bytes, std::string_view media_type, const std::string& name) {
  net::Response response;
  response.headers.set("Content-Type", std::string{media_type});
  response.headers.set("Content-Disposition",
                       fmt::format("attachment; filename*=UTF-8''{}", net::percent_encode(name)));
  response.body = std::move(bytes);
  return response;
}

Answer list_files(const Call& call) {
  const auto id = read_case(call.request.param("id"));
  auto query = page_query(call, "file");
  if (!id || !query) {
    return !id ? id.error() : query.error();
  }
  query->parent = order::to_text(*id);
  return list_page(call, *query);
}

Answer case_file(const Call& call) {
  const auto file = file_of(call);
  if (!file) {
    return file.error();
  }
  if (file->scan == desk::Scan::infected) {
    return base::Error{base::ErrorCode::refused_by_rule, "该文件带病毒：" + file->scanned};
  }
  auto bytes = bytes_of(call, file->case_id, file->sha256);
  if (!bytes) {
    return bytes.error();
  }
  const auto id = desk::to_text(file->id);
  const auto looked = call.engine().submit_and_wait(
      {call.who.name}, core::Reveal{"file", id, "original", "调取材料 " + id});
  if (!looked) {
    return looked.error();
  }
  return with_seq(saved_as(*std::move(bytes), desk::media_type(file->kind), file->name.text),
                  looked->seq);
}

Answer scan_file(const Call& call) {
  const auto file = file_of(call);
  if (!file) {
    return file.error();
  }
  const auto bytes = bytes_of(call, file->case_id, file->sha256);
  if (!bytes) {
    return bytes.error();
  }
  FileScan scan{call.service.options.files.scanner};
  scan.add(*bytes);
  const auto answer = scan.finish();
  if (answer.scan == desk::Scan::not_scanned) {
    return base::Error{base::ErrorCode::unavailable, "未能查毒：" + answer.said};
  }
  return submit(call, core::NoteFileScanned{file->id, answer.scan, answer.said}, "file");
}

}  // namespace holdfast::api
