// When a payment was made: the time said in the same sentence, its day from what was said before or
// from the report (昨天, 次日, a day without a year).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "text/kinds.hpp"
#include "text/sketch.hpp"
#include "text/time.hpp"

namespace holdfast::text {

class PaymentTime {
 public:
  /// `report`: when the text was taken down, may be empty. All outlive this.
  PaymentTime(std::u32string_view folded, const Sentences& sentences, std::string_view report)
      : folded_(folded), sentences_(sentences), report_(report) {}

  /// Reads a time; those of a text in order.
  void read(const Span& time);
  /// Of an amount after the times read: ISO 8601 to the day, minute or second; empty where none was
  /// said in the amount's sentence.
  [[nodiscard]] std::string of(const Span& amount) const;

 private:
  [[nodiscard]] int year_of(int month, int day) const;

  std::u32string_view folded_;
  const Sentences& sentences_;
  std::string_view report_;
  std::optional<Moment> day_;
  std::optional<Span> last_;
  std::string last_iso_;
};

}  // namespace holdfast::text
