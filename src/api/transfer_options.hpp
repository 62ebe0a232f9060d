// How the body of POST /transfers and of its preview is to be read: the query's words for what
// `holdfast import` takes as options (internal to api).
#pragma once

#include <optional>
#include <string>

#include "api/frame.hpp"
#include "engine/engine.hpp"
#include "feed/reader.hpp"

namespace holdfast::api {

/// ?map=COLUMN=FIELD (as often as needed, an empty field passes the column over),
/// ?set=FIELD=VALUE, ?time_base and ?time_unit, ?encoding. Errors: bad_input, wrong_usage.
[[nodiscard]] base::Result<feed::MappingOptions> mapping_of(const net::Request& request);
[[nodiscard]] base::Result<feed::Encoding> encoding_of(const net::Request& request);

/// Whose transfers a body brings, and how it is read.
struct Intake {
  bool is_batch = false;  // a binary batch: it says itself whose and which it is
  core::BatchMark mark;   // of a numbered body, without its digest
  std::string institution;
  std::optional<base::Instant> as_of;
  bool is_strict = false;
  std::size_t refusals_max = 100;  // how many refused rows are told one by one
  feed::Format format = feed::Format::ndjson;
  feed::Encoding encoding = feed::Encoding::automatic;
  feed::MappingOptions mapping;
  engine::Caller caller;
};
/// For the reader of such a body.
[[nodiscard]] feed::ReadOptions read_options(const Intake& intake, base::Instant now);
/// Whose transfers somebody may bring who names `institution`: a bank's own where it names none.
/// Errors: forbidden (a bank for another), bad_input (nobody has that code).
[[nodiscard]] base::Result<std::string> institution_for(Service& service, const Identity& who,
                                                        std::string institution,
                                                        std::string_view where);
/// To whom the numbers of a stream belong.
[[nodiscard]] std::string owner_of(const Identity& who, const std::string& institution);
/// Errors: bad_input, wrong_usage, forbidden (a bank for another).
[[nodiscard]] base::Result<Intake> read_intake(const Call& call);

}  // namespace holdfast::api
