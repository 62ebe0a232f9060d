// What the two formats share. Not for use outside indicator.
#pragma once

#include <boost/json/fwd.hpp>
#include <string>
#include <string_view>

#include "indicator/share.hpp"

namespace holdfast::indicator {

/// An id in the form of a UUID that follows from `name` alone (SHA-256, cut to its length).
[[nodiscard]] std::string uuid_of(std::string_view name);
[[nodiscard]] std::string_view word_of(Kind kind);
/// At most so much of the type of fraud that a document names is kept; whole characters only.
[[nodiscard]] std::string type_text(std::string_view text);
/// "holdfast-1:phone:<digest>": a number that is told by its digest alone.
[[nodiscard]] std::string digest_text(Kind kind, const std::string& digest);

/// Where reading is, for its errors.
class Reader {
 public:
  Reader(const boost::json::value& value, std::string pointer)
      : value_(&value), pointer_(std::move(pointer)) {}

  [[nodiscard]] const std::string& pointer() const { return pointer_; }
  [[nodiscard]] bool is_object() const;
  [[nodiscard]] bool has(std::string_view name) const;
  /// Empty where it is missing or null. Errors: bad_input for what is no text, or too long.
  [[nodiscard]] base::Result<std::string> text(std::string_view name) const;
  /// The same of what must be there.
  [[nodiscard]] base::Result<std::string> needed_text(std::string_view name) const;
  /// Nothing where it is missing. Errors: bad_input for what is no time of RFC 3339.
  [[nodiscard]] base::Result<std::optional<base::Instant>> time(std::string_view name) const;
  [[nodiscard]] base::Result<std::optional<std::int64_t>> number(std::string_view name) const;
  [[nodiscard]] base::Result<bool> flag(std::string_view name) const;
  /// The entries of a list; none where it is missing. Errors: bad_input, too_large.
  [[nodiscard]] base::Result<std::vector<Reader>> list(std::string_view name) const;
  [[nodiscard]] base::Result<Reader> object(std::string_view name) const;
  /// The value itself as text.
  [[nodiscard]] base::Result<std::string> as_text() const;

 private:
  [[nodiscard]] const boost::json::value* find(std::string_view name) const;
  [[nodiscard]] base::Error bad(std::string_view name, std::string why) const;

  const boost::json::value* value_;
  std::string pointer_;
};

/// Sets value and digest of `indicator` from a text as it came. What cannot be one is passed over:
/// nothing is returned, and why is noted.
[[nodiscard]] bool take_value(Indicator& indicator, Kind kind, std::string_view value,
                              const std::string& pointer, Told& told);
/// The same from "holdfast-1:phone:<digest>".
[[nodiscard]] bool take_digest(Indicator& indicator, std::string_view text,
                               const std::string& pointer, Told& told);

[[nodiscard]] std::string write_stix(const Producer& producer, Tlp tlp,
                                     const std::vector<Shared>& shared, base::Instant now);
[[nodiscard]] std::string write_misp(const Producer& producer, Tlp tlp,
                                     const std::vector<Shared>& shared, base::Instant now);
[[nodiscard]] base::Result<Told> read_stix(const Reader& bundle, base::Instant now);
[[nodiscard]] base::Result<Told> read_misp(const Reader& event, base::Instant now);

}  // namespace holdfast::indicator
