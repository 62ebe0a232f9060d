// pacs.008 (FIToFICustomerCreditTransfer, ISO 20022): the customer transfers of one message, read
// while its bytes arrive. What each element becomes: doc/formats/pacs008.md.
//
// Hostile input is expected: a DOCTYPE is refused before anything in it is read, so there are no
// entities but XML's own five and nothing is ever fetched; nesting, the length of a tag and of a
// text are bounded. A transfer that cannot be taken is told by its place and number and the next is
// read on; a text that is not well-formed, or no pacs.008, ends the reading. Whether the message
// keeps its word (NbOfTxs, CtrlSum) shows at its end only: whoever takes rows before has taken
// them. One thread at a time.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "base/result.hpp"
#include "feed/csv_rows.hpp"

namespace holdfast::feed {

inline constexpr std::size_t xml_depth_max = 32;
inline constexpr std::size_t xml_token_bytes_max = std::size_t{1} << 16;  // a tag, a comment
inline constexpr std::size_t xml_text_bytes_max = 4096;                   // of one element

class Pacs008Rows {
 public:
  explicit Pacs008Rows(std::optional<base::Instant> now);
  ~Pacs008Rows();
  Pacs008Rows(Pacs008Rows&&) noexcept;
  Pacs008Rows& operator=(Pacs008Rows&&) noexcept;

  /// Errors: bad_input, `where` "LINE:COLUMN". Nothing more can be read then.
  [[nodiscard]] base::Result<void> feed(std::string_view bytes, RowTaker& taker);
  [[nodiscard]] base::Result<void> finish(RowTaker& taker);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace holdfast::feed
