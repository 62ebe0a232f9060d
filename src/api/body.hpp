// Reading a JSON body strictly: every member is asked for by name, type and limit; the first thing
// that is wrong is remembered with its JSON pointer, and the handler asks once at the end.
//
// Refused as a whole: text that is not JSON, not UTF-8, nested deeper than 16.
// Members that nobody asks for are passed over. One thread at a time.
#pragma once

#include <boost/describe/enum_from_string.hpp>
#include <boost/json/fwd.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fen.hpp"
#include "base/instant.hpp"
#include "base/result.hpp"

namespace holdfast::api {

class Fields {
 public:
  [[nodiscard]] static base::Result<Fields> parse(std::string_view text);

  /// Text without control characters (line ends pass), at most `bytes_max` long. `text`: empty when
  /// it is missing or null; `needed_text`: an error then.
  [[nodiscard]] std::string text(std::string_view name, std::size_t bytes_max = 256) const;
  [[nodiscard]] std::string needed_text(std::string_view name, std::size_t bytes_max = 256) const;
  /// Above 0, at most Fen::limit().
  [[nodiscard]] base::Fen needed_amount(std::string_view name) const;
  [[nodiscard]] std::optional<base::Fen> amount(std::string_view name) const;
  /// From 0; for balances.
  [[nodiscard]] std::optional<base::Fen> balance(std::string_view name) const;
  [[nodiscard]] base::Instant needed_time(std::string_view name) const;
  [[nodiscard]] std::optional<base::Instant> time(std::string_view name) const;
  [[nodiscard]] std::int64_t needed_number(std::string_view name, std::int64_t low,
                                           std::int64_t high) const;
  [[nodiscard]] bool flag(std::string_view name, bool otherwise) const;
  /// The object of that name; one without members when it is missing, which is an error.
  [[nodiscard]] Fields needed_object(std::string_view name) const;
  /// The objects of a list; none when it is missing.
  [[nodiscard]] std::vector<Fields> objects(std::string_view name, std::size_t count_max) const;
  /// The texts of a list, each with its pointer on error; none when it is missing.
  [[nodiscard]] std::vector<std::string> texts(std::string_view name, std::size_t count_max,
                                               std::size_t bytes_max = 256) const;
  [[nodiscard]] bool has(std::string_view name) const;
  [[nodiscard]] std::string pointer(std::string_view name) const;

  /// Notes an error found by whoever reads; only the first is kept.
  void refuse(std::string_view name, std::string message) const;
  /// The first error.
  [[nodiscard]] base::Result<void> finish() const;

 private:
  struct Root;
  Fields(std::shared_ptr<Root> root, const boost::json::object* object, std::string pointer)
      : root_(std::move(root)), object_(object), pointer_(std::move(pointer)) {}
  [[nodiscard]] const boost::json::value* find(std::string_view name) const;
  [[nodiscard]] std::optional<std::int64_t> number(std::string_view name, std::int64_t low,
                                                   std::int64_t high, std::string_view what) const;

  [[nodiscard]] const boost::json::array* list_of(std::string_view name,
                                                  std::size_t count_max) const;

  std::shared_ptr<Root> root_;
  const boost::json::object* object_;
  std::string pointer_;
};

/// One of an enumeration's names; `choices` tells them to whoever sends another.
template <typename Enum>
[[nodiscard]] Enum needed_choice(const Fields& fields, std::string_view name,
                                 std::string_view choices, std::size_t bytes_max = 32) {
  Enum value{};
  const auto text = fields.needed_text(name, bytes_max);
  if (!text.empty() && !boost::describe::enum_from_string(text.c_str(), value)) {
    fields.refuse(name, "is " + std::string{choices});
  }
  return value;
}

}  // namespace holdfast::api
