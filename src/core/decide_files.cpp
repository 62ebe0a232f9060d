// Files with a case.
//
// Refusals, the first that holds is told: no such case, erased; name, note, digest; too many files;
// there already; the order or paper that is to have obtained it. A file in which a scanner found
// something is put on record and not kept. Of a later scan: no such file. Of a statement whose rows
// were taken: no such file, no table.
#include <algorithm>
#include <fmt/core.h>

#include "core/drafting.hpp"

namespace holdfast::core {

namespace {

constexpr std::size_t name_bytes_max = 255;
constexpr std::size_t note_bytes_max = 2000;
constexpr std::size_t found_bytes_max = 200;
constexpr std::size_t files_max = 2000;  // of one case
constexpr std::size_t digest_symbols = 64;

base::Result<const desk::CaseFile*> kept_case(const State& state, desk::CaseId id) {
  auto file = case_named(state, id);
  if (file && desk::is_erased(**file)) {
    return refuse(base::ErrorCode::conflict,
                  fmt::format("案件 {} 的个人信息已销毁，不再收存材料", order::to_text(id)));
  }
  return file;
}

base::Result<void> check_told(const AddFile& body) {
  if (body.name.empty() || body.name.size() > name_bytes_max) {
    return bad(fmt::format("文件名为 1 到 {} 字节", name_bytes_max), "/name");
  }
  if (body.note.size() > note_bytes_max) {
    return bad(fmt::format("说明不超过 {} 字节", note_bytes_max), "/note");
  }
  const bool is_hex = body.sha256.size() == digest_symbols &&
                      body.sha256.find_first_not_of("0123456789abcdef") == std::string::npos;
  return is_hex ? base::Result<void>{} : bad("is not a SHA-256 in hex", "/sha256");
}

/// The paper of the order, where nobody named another.
std::string document_of(const State& state, const order::Order& order) {
  const auto found = state.papers_of.find(order.id);
  if (found != state.papers_of.end() && !found->second.empty()) {
    return state.papers.at(found->second.front()).number;
  }
  return order.approval ? order.approval->document : std::string{};
}

base::Result<desk::Obtained> obtained_by(const Outcome& out, const AddFile& body) {
  auto obtained = body.obtained;
  if (const auto ok = check_document(obtained.document); !ok) {
    return ok.error();
  }
  if (obtained.order.has_value() != (obtained.origin == desk::FileOrigin::order)) {
    return bad("由指令取得的须写明指令，其他来源不写", "/order");
  }
  if (obtained.order) {
    const auto order = order_named(out.state, *obtained.order);
    if (!order) {
      return order.error();
    }
    if ((*order)->case_id != body.case_id) {
      return bad(fmt::format("{} 是其他案件的指令", order::to_text(*obtained.order)), "/order");
    }
    if (obtained.document.empty()) {
      obtained.document = document_of(out.state, **order);
    }
  }
  if (obtained.origin == desk::FileOrigin::collected && obtained.document.empty()) {
    return bad("民警调取的须写明法律文书文号", "/document");
  }
  return obtained;
}

base::Result<const desk::Attachment*> file_named(const State& state, desk::AttachmentId id) {
  const auto found = state.files.find(id);
  if (found == state.files.end()) {
    return refuse(base::ErrorCode::not_found, fmt::format("no file {}", desk::to_text(id)));
  }
  return &found->second;
}

}  // namespace

base::Result<void> decide_one(Outcome& out, const AddFile& body) {
  const auto file = kept_case(out.state, body.case_id);
  if (!file) {
    return file.error();
  }
  if (const auto ok = check_told(body); !ok) {
    return ok.error();
  }
  const auto subject = base::subject_of(base::SubjectKind::case_file, body.case_id.value());
  if (body.scan == desk::Scan::infected) {
    out.add(FileRefused{body.case_id,
                        {subject, body.name},
                        body.bytes,
                        body.sha256,
                        body.scanned.substr(0, found_bytes_max)});
    return {};
  }
  if (const auto found = out.state.files_of.find(body.case_id); found != out.state.files_of.end()) {
    if (found->second.size() >= files_max) {
      return refuse(base::ErrorCode::too_large, fmt::format("一案最多 {} 个材料", files_max));
    }
    for (const auto id : found->second) {
      if (out.state.files.at(id).sha256 == body.sha256) {
        return refuse(base::ErrorCode::conflict,
                      fmt::format("同一文件已作为 {} 收存", desk::to_text(id)));
      }
    }
  }
  auto obtained = obtained_by(out, body);
  if (!obtained) {
    return obtained.error();
  }
  desk::Attachment added;
  added.id = out.new_file();
  added.case_id = body.case_id;
  added.name = {subject, body.name};
  added.note = {subject, body.note};
  added.kind = body.kind;
  added.bytes = body.bytes;
  added.sha256 = body.sha256;
  added.scan = body.scan;
  added.scanned = body.scanned.substr(0, found_bytes_max);
  added.obtained = *std::move(obtained);
  added.added_by = out.command.actor;
  added.added_at = out.at;
  out.answer.id = desk::to_text(added.id);
  out.add(FileAdded{std::move(added)});
  return {};
}

base::Result<void> decide_one(Outcome& out, const NoteFileScanned& body) {
  const auto file = file_named(out.state, body.file);
  if (!file) {
    return file.error();
  }
  out.answer.id = desk::to_text(body.file);
  if ((*file)->scan != body.scan || (*file)->scanned != body.scanned) {
    out.add(FileScanned{body.file, body.scan, body.scanned.substr(0, found_bytes_max)});
  }
  return {};
}

base::Result<void> decide_one(Outcome& out, const NoteFileTaken& body) {
  const auto file = file_named(out.state, body.file);
  if (!file) {
    return file.error();
  }
  const auto kind = (*file)->kind;
  if (kind != desk::FileKind::xlsx && kind != desk::FileKind::xls && kind != desk::FileKind::text) {
    return refuse(base::ErrorCode::conflict,
                  fmt::format("{} 不是流水表格", desk::to_text(body.file)));
  }
  out.answer.id = desk::to_text(body.file);
  out.add(
      FileTaken{body.file,
                {out.command.actor, out.at, body.rows, body.fresh, body.duplicates, body.refused}});
  return {};
}

}  // namespace holdfast::core
