// What can be asked at the doors to partners and to the telephone exchange. Part of
// core/command.hpp.
#pragma once

#include <optional>
#include <string>

#include "core/onboarding.hpp"
#include "dissuade/call.hpp"

namespace holdfast::core {

/// The partner's channel works, says somebody who has seen the report: it should carry real orders.
struct ProposeLive {
  std::string institution;
  std::string report;  // SHA-256 of the conformance report, hex
  std::string reason;
};
/// Somebody else agrees: from here on it does.
struct ConfirmLive {
  std::string institution;
  std::string reason;
};
/// It does not, or no longer: orders go by the backup again, and those that wait go over to it.
struct RollBack {
  std::string institution;
  std::string reason;
};

/// Whoever asks sits at the telephone with this extension; an empty one: at none any more.
struct TakeExtension {
  std::string extension;
};
/// The exchange says that a call rings. One that it told before changes nothing.
struct NoteCall {
  std::string exchange_id;
  dissuade::CallWay way = dissuade::CallWay::in;
  std::string number;  // masked
  std::string extension;
  std::optional<order::CaseId> case_id = {};  // that the number is known from, if it is one alone
  std::optional<dissuade::WarningId> about = {};
};
/// The exchange is to dial somebody for whoever asks, about a case or a warning.
struct AskCall {
  std::string number;  // masked
  std::optional<order::CaseId> case_id;
  std::optional<dissuade::WarningId> about;
};
/// What became of a call: by the exchange's number, or by ours where it dialled for us.
struct EndCall {
  std::string exchange_id;
  std::optional<dissuade::CallId> call;
  dissuade::CallResult result = dissuade::CallResult::answered;
  std::int64_t seconds = 0;
};
/// Its recording can be had under a reference.
struct NoteRecording {
  std::string exchange_id;
  std::string reference;
  std::string sha256;
};
/// It belongs to a case or a warning.
struct FileCall {
  dissuade::CallId call;
  std::optional<order::CaseId> case_id;
  std::optional<dissuade::WarningId> about;
};

}  // namespace holdfast::core
