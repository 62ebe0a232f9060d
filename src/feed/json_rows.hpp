// JSON rows: an array of objects, or NDJSON (one object a line).
//
// An object has `id`, `time`, `payer`, `payee` (strings) and `amount_fen` (an integer); `kind` is
// `transfer` where it is not said; the further fields of TransferRow are strings or null, any other
// member is passed over. Refused, with line, column and JSON pointer: wrong types, a fraction or an
// exponent in an amount, a member twice, nesting deeper than 16, objects over 64 KiB, text that is
// not JSON or not UTF-8. The next object is still read. One thread at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "feed/csv_rows.hpp"
#include "feed/field.hpp"

namespace holdfast::feed {

inline constexpr std::size_t json_depth_max = 16;
inline constexpr std::size_t json_object_bytes_max = std::size_t{1} << 16;

/// Reads one object, which begins at `start` of the input. Its row's views last until the next
/// call.
class JsonObject {
 public:
  explicit JsonObject(std::optional<base::Instant> now);
  ~JsonObject();
  JsonObject(JsonObject&&) noexcept;
  JsonObject& operator=(JsonObject&&) noexcept;

  /// `pointer` is where the object stands in the input: "" or "/17".
  [[nodiscard]] RowOutcome read(std::string_view text, RowPosition start, std::string_view pointer);

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
};

enum class JsonForm { array, lines };

/// Cuts the input into its top-level objects without holding more than one, and reads them.
class JsonRows {
 public:
  JsonRows(JsonForm form, std::optional<base::Instant> now);

  /// Errors: bad_input when an array is not one; `where` is "LINE:COLUMN".
  [[nodiscard]] base::Result<void> feed(std::string_view bytes, RowTaker& taker);
  [[nodiscard]] base::Result<void> finish(RowTaker& taker);

 private:
  enum class State {
    before_array,
    before_first,
    before_element,
    inside,
    after_element,
    after_array
  };

  void feed_lines(std::string_view bytes, RowTaker& taker);
  void end_line(RowTaker& taker);
  [[nodiscard]] base::Result<void> step(char c, RowTaker& taker);
  void begin_element(char c);
  [[nodiscard]] bool continue_scalar(char c);
  [[nodiscard]] std::size_t take_inside(std::string_view bytes, RowTaker& taker);
  void advance(std::string_view over);
  void end_element(RowTaker& taker);
  void refuse(RowTaker& taker, std::string reason);
  void keep(char c);

  JsonForm form_;
  JsonObject object_;
  std::string text_;  // of the element or line at hand
  bool overlong_ = false;
  RowPosition here_;         // of the next byte
  RowPosition start_;        // of the element at hand
  std::uint64_t index_ = 0;  // of the element at hand
  State state_ = State::before_array;
  std::size_t depth_ = 0;  // brackets open within the element
  bool in_string_ = false;
  bool escaped_ = false;
  bool is_scalar_ = false;
};

}  // namespace holdfast::feed
