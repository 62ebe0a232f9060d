// A row of a bank's sheet becomes a transfer, or is passed over, or is refused with its reason.
//
// Where no counterparty is told the other side gets a name that no account has, of this statement
// alone, so that nothing is joined that may not belong together:
//   cash:OWN           money drawn or paid in as cash (OWN is the account of the statement)
//   bank:OWN           fees, interest
//   name:NAME@OWN      a counterparty known by name only
//   masked:TEXT@OWN    a number with asterisks
//   unknown-in:OWN, unknown-out:OWN
// One thread at a time.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "feed/row.hpp"
#include "feed/usual_forms.hpp"
#include "statement/layout.hpp"

namespace holdfast::statement {

/// What titles and options say of the account that a sheet is about.
struct Owner {
  std::string account;
  std::string name;
  std::string bank;
};

/// Which side of the transfer told of it; neither in a table that names both.
enum class Teller : std::uint8_t { neither, payer, payee };

/// Views live until the next call of the reader.
struct StatementRow {
  feed::TransferRow transfer;  // without id; `position` is row and column 1
  Teller teller = Teller::neither;
  std::optional<base::Fen> balance;  // of the own account, after the row
  std::string_view place;            // 交易地点, else the branch
  std::string_view terminal;
  std::string_view ip;
  std::string_view mac;
  std::string_view device;
  std::string_view merchant;
};

struct RowRefused {
  std::uint64_t column = 0;  // from 1; 0: the row as a whole
  std::string heading;
  std::string reason;
};
struct RowPassedOver {
  std::string reason;
};
using RowRead = std::variant<StatementRow, RowRefused, RowPassedOver>;

/// What a sign beside a debit or credit flag means.
enum class SignBeside : std::uint8_t {
  unknown,   // a negative amount beside a flag is refused
  repeats,   // debits are negative: the sign says what the flag says
  reverses,  // a red entry: it takes a transfer back, so the money went the other way
};

class RowReader {
 public:
  explicit RowReader(Layout layout, std::optional<base::Instant> now = {});

  void set_owner(const Owner& owner) { owner_ = owner; }
  void set_sign(SignBeside sign) { sign_ = sign; }
  [[nodiscard]] const Layout& layout() const { return layout_; }

  [[nodiscard]] RowRead read(const SheetRow& row);
  /// The row's flag and the sign of its amount, where both can be read: from the first rows of a
  /// sheet follows what its signs mean.
  struct FlagAndSign {
    feed::Flow flow = feed::Flow::out;
    bool is_negative = false;
  };
  [[nodiscard]] std::optional<FlagAndSign> flag_and_sign(const SheetRow& row) const;
  /// Nothing where the row tells no time that can be read.
  [[nodiscard]] std::optional<base::Instant> time_at(const SheetRow& row) const;

 private:
  struct Found {
    Cell cell;
    std::size_t place = 0;
    bool is_constant = false;
  };
  [[nodiscard]] Found find(const SheetRow& row, Column column) const;
  [[nodiscard]] std::string_view text(const SheetRow& row, Column column);
  [[nodiscard]] RowRefused refuse(const Found& found, std::string reason) const;
  [[nodiscard]] std::optional<RowRead> take_conditions(const SheetRow& row);
  [[nodiscard]] base::Result<base::Instant> time_of(const SheetRow& row) const;
  [[nodiscard]] std::optional<RowRead> take_amount(const SheetRow& row);
  [[nodiscard]] std::optional<RowRead> take_flagged(const SheetRow& row, const Found& flag,
                                                    base::Fen amount);
  [[nodiscard]] std::optional<RowRead> take_columns(const SheetRow& row);
  [[nodiscard]] std::optional<RowRead> take_both_sides(const SheetRow& row);
  [[nodiscard]] std::optional<RowRead> take_own(const SheetRow& row);
  [[nodiscard]] std::optional<RowRead> take_other(const SheetRow& row);
  void name_other(const SheetRow& row);
  void take_extras(const SheetRow& row);
  [[nodiscard]] std::optional<RowRead> take_balance(const SheetRow& row);

  Layout layout_;
  std::optional<base::Instant> now_;
  Owner owner_;
  SignBeside sign_ = SignBeside::unknown;
  std::array<std::string, column_count> texts_;  // what the row's views point into
  std::string own_;
  std::string other_;
  std::string note_;
  feed::Flow flow_ = feed::Flow::out;
  StatementRow row_;
};

}  // namespace holdfast::statement
