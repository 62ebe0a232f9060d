// What the handlers of files share: the bytes of a file, and what a scanner says of them (internal
// to api).
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "api/service.hpp"
#include "desk/attachment.hpp"
#include "net/clamd.hpp"

namespace holdfast::api {

[[nodiscard]] inline base::SubjectId subject_of(desk::CaseId id) {
  return base::subject_of(base::SubjectKind::case_file, id.value());
}

/// One file shown to the scanner. What goes wrong is said in the answer: a scanner that is ill
/// keeps nobody from handing something in.
class FileScan {
 public:
  /// `address` as net::ScanSession; empty: none is set up.
  explicit FileScan(const std::string& address);

  void add(std::string_view piece);
  struct Answer {
    desk::Scan scan = desk::Scan::not_scanned;
    std::string said;  // what was found, or why it was not scanned
  };
  [[nodiscard]] Answer finish();

 private:
  std::unique_ptr<net::ScanSession> session_;
  std::string why_not_;
};

/// The file of the case that the request names. Errors: not_found.
[[nodiscard]] base::Result<desk::Attachment> file_of(const Call& call);
/// Its original. Errors: not_found once the case's key is destroyed, corrupt, unavailable.
[[nodiscard]] base::Result<std::string> bytes_of(const Call& call, desk::CaseId case_id,
                                                 std::string_view sha256);
/// Keeps, with its case, a file that came by another way than the files' own: its kind, digest and
/// scan are found out here. One that is there already stays as it is. Errors: refused_by_rule where
/// the scanner found something, those of core::AddFile; io.
[[nodiscard]] base::Result<void> keep_original(const Call& call, core::AddFile add,
                                               std::string_view bytes);
/// Bytes to be saved under that name.
[[nodiscard]] net::Response saved_as(std::string bytes, std::string_view media_type,
                                     const std::string& name);

}  // namespace holdfast::api
