// An exhibit: the trace of a case as something to be handed on, which proves itself. Kept is what
// it stands on and the digests of what was made of it; the bytes lie beside the journal. Values.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/fen.hpp"
#include "base/ids.hpp"
#include "base/instant.hpp"
#include "base/strong_id.hpp"
#include "order/order.hpp"

namespace holdfast::desk {

using ExhibitId = base::StrongId<struct ExhibitTag>;

/// A payment that the trace begins with.
struct ExhibitSource {
  order::CaseId case_id;
  std::uint64_t loss = 0;  // its place among the losses of its case
  base::Sequence transfer;
  base::Fen stolen;  // as reported; at most the transfer's amount is traced
  bool operator==(const ExhibitSource&) const = default;
};
BOOST_DESCRIBE_STRUCT(ExhibitSource, (), (case_id, loss, transfer, stolen))

/// How it is traced. Limits are off where they are not set.
struct ExhibitMethod {
  std::string policy;  // as trace::to_text tells it
  std::optional<base::Instant> until;
  std::optional<std::uint64_t> hops;
  std::optional<std::uint64_t> accounts;
  std::optional<std::uint64_t> still_days;
  base::Fen min_amount;
  bool operator==(const ExhibitMethod&) const = default;
};
BOOST_DESCRIBE_STRUCT(ExhibitMethod, (), (policy, until, hops, accounts, still_days, min_amount))

struct ExhibitPart {
  std::string name;
  std::uint64_t bytes = 0;
  std::string sha256;
  bool operator==(const ExhibitPart&) const = default;
};
BOOST_DESCRIBE_STRUCT(ExhibitPart, (), (name, bytes, sha256))

/// What was made.
struct ExhibitBundle {
  std::uint64_t bytes = 0;
  std::string sha256;  // of the whole file
  std::string key;     // the id of the key that signed it
  base::Fen stolen;
  std::uint64_t accounts = 0;
  std::uint64_t transfers = 0;  // that carried stolen money
  std::uint64_t rows = 0;       // carried along, so that it can be recomputed
  std::vector<ExhibitPart> parts;
  bool operator==(const ExhibitBundle&) const = default;
};
BOOST_DESCRIBE_STRUCT(ExhibitBundle, (),
                      (bytes, sha256, key, stolen, accounts, transfers, rows, parts))

enum class ExhibitState { asked, made, failed };
BOOST_DESCRIBE_ENUM(ExhibitState, asked, made, failed)

struct Exhibit {
  ExhibitId id;
  order::CaseId case_id;
  bool of_series = false;  // all cases that belong with it
  ExhibitMethod method;
  std::vector<ExhibitSource> sources;
  base::Sequence as_of;      // the transfers below it are looked at
  std::string rules;         // name and version of the rule pack
  std::string rules_sha256;  // of its text
  std::string reason;
  std::string asked_by;
  base::Instant asked_at;
  ExhibitState state = ExhibitState::asked;
  std::optional<base::Instant> ended_at;
  std::optional<ExhibitBundle> bundle;  // once it is made
  std::string why;                      // it failed
  bool operator==(const Exhibit&) const = default;
};
BOOST_DESCRIBE_STRUCT(Exhibit, (),
                      (id, case_id, of_series, method, sources, as_of, rules, rules_sha256, reason,
                       asked_by, asked_at, state, ended_at, bundle, why))

/// "X000001".
[[nodiscard]] std::string to_text(ExhibitId id);

}  // namespace holdfast::desk
