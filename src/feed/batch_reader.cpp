#include <algorithm>
#include <array>
#include <cstring>
#include <fmt/core.h>
#include <vector>

#include "feed/batch.hpp"
#include "feed/batch_layout.hpp"
#include "feed/field.hpp"
#include "feed/utf8.hpp"

namespace holdfast::feed {

namespace {

struct Account {
  std::string_view number;
  std::string_view institution;
  std::string_view name;
};

/// What the text fields of a row are, in the order in which they lie.
constexpr std::array row_texts{Field::id, Field::serial, Field::clearing};

/// Printable ASCII throughout: nothing further to look at, and nearly every batch is. Eight bytes
/// at a time: in `found` the upper bit of a byte tells of one that is not.
bool is_plain(std::string_view text) {
  constexpr std::uint64_t each = 0x0101010101010101;
  constexpr std::uint64_t upper = 0x80 * each;
  std::uint64_t found = 0;
  const auto look = [&found](std::uint64_t word) {
    const std::uint64_t del = word ^ (0x7F * each);
    found |= word | ((word - 0x20 * each) & ~word) | ((del - each) & ~del);
  };
  std::size_t at = 0;
  for (std::uint64_t word = 0; at + sizeof word <= text.size(); at += sizeof word) {
    std::memcpy(&word, text.data() + at, sizeof word);
    look(word);
  }
  std::uint64_t rest = 0x20 * each;
  std::memcpy(&rest, text.data() + at, text.size() - at);
  look(rest);
  return (found & upper) == 0;
}

class Reader {
 public:
  Reader(std::string_view bytes, std::optional<base::Instant> now) : bytes_(bytes), now_(now) {}

  base::Result<BatchHead> read(const std::function<void(const TransferRow&)>& on_row) {
    if (const auto ok = read_head(); !ok) {
      return ok.error();
    }
    if (const auto ok = read_accounts(); !ok) {
      return ok.error();
    }
    if (const auto ok = read_rows(on_row); !ok) {
      return ok.error();
    }
    return std::move(told_);
  }

 private:
  struct Place {
    std::string_view what = {};  // "row" or "account"
    std::size_t number = 0;      // from 1; 0: none
    std::string_view field = {};
  };
  [[nodiscard]] base::Error refuse(std::size_t at, const Place& place, std::string reason,
                                   base::ErrorCode code = base::ErrorCode::bad_input) const {
    std::string where;
    const auto add = [&where](const std::string& part) {
      where += where.empty() ? part : ", " + part;
    };
    if (head_.number > 0) {
      add(fmt::format("batch {}", head_.number));
    }
    if (place.number > 0) {
      add(fmt::format("{} {}", place.what, place.number));
    }
    if (!place.field.empty()) {
      add(std::string{place.field});
    }
    add(fmt::format("byte {}", at));
    return {code, std::move(reason), std::move(where)};
  }
  [[nodiscard]] std::string_view text(std::size_t bytes) {
    const auto part = bytes_.substr(at_, bytes);
    at_ += bytes;
    return part;
  }

  base::Result<void> read_head();
  base::Result<void> check_counts() const;
  base::Result<void> read_names();
  base::Result<void> read_accounts();
  base::Result<void> read_rows(const std::function<void(const TransferRow&)>& on_row);
  [[nodiscard]] std::optional<base::Error> fault_of(const layout::Row& row, std::size_t number,
                                                    std::size_t at) const;
  [[nodiscard]] std::optional<base::Error> fault_of_text(std::string_view value, std::size_t at,
                                                         const Place& place, Field field) const;

  const std::string_view bytes_;
  const std::optional<base::Instant> now_;
  layout::Head head_;
  BatchHead told_;
  std::vector<Account> accounts_;
  std::size_t at_ = 0;
};

base::Result<void> Reader::read_head() {
  if (bytes_.size() > batch_bytes_max) {
    return refuse(0, {},
                  fmt::format("a batch has at most {} bytes, and this one {}", batch_bytes_max,
                              bytes_.size()),
                  base::ErrorCode::too_large);
  }
  if (bytes_.size() < sizeof(layout::Head)) {
    return refuse(bytes_.size(), {},
                  fmt::format("the batch ends within its head of {} bytes", sizeof(layout::Head)));
  }
  layout::Head head;
  std::memcpy(&head, bytes_.data(), sizeof head);
  if (std::string_view{head.magic.data(), head.magic.size()} != layout::magic) {
    return refuse(0, {}, "a batch begins with \"HFTB\"");
  }
  if (head.version != batch_version) {
    return refuse(4, {.field = "version"},
                  fmt::format("version {} is not read here, only {}", head.version, batch_version));
  }
  if (head.number == 0) {
    return refuse(8, {.field = "number"}, "batches are numbered from 1");
  }
  head_ = head;
  if (const auto ok = check_counts(); !ok) {
    return ok;
  }
  if (layout::digest_of(bytes_) != head.digest) {
    return refuse(layout::digest_at, {.field = "digest"},
                  "the digest does not fit the content: the batch was damaged on its way");
  }
  at_ = sizeof head;
  return read_names();
}

base::Result<void> Reader::check_counts() const {
  if ((head_.flags & ~layout::flag_as_of) != 0 || head_.reserved != 0) {
    return refuse(head_.reserved != 0 ? 40 : 5, {.field = "flags"},
                  "a flag or reserved byte is set that version 1 does not know");
  }
  if (head_.rows > batch_rows_max) {
    return refuse(
        28, {.field = "rows"},
        fmt::format("a batch has at most {} rows, and this one {}", batch_rows_max, head_.rows),
        base::ErrorCode::too_large);
  }
  if (head_.accounts > 2 * batch_rows_max) {
    return refuse(24, {.field = "accounts"},
                  fmt::format("a batch has at most {} accounts, and this one {}",
                              2 * batch_rows_max, head_.accounts),
                  base::ErrorCode::too_large);
  }
  const std::uint64_t whole = sizeof(layout::Head) + std::uint64_t{head_.institution_bytes} +
                              head_.stream_bytes + head_.account_bytes +
                              std::uint64_t{head_.rows} * sizeof(layout::Row) + head_.text_bytes;
  if (whole != bytes_.size()) {
    return refuse(
        std::min<std::uint64_t>(whole, bytes_.size()), {},
        fmt::format("its head speaks of {} bytes, and there are {}", whole, bytes_.size()));
  }
  return {};
}

base::Result<void> Reader::read_names() {
  const auto institution_at = at_;
  told_.institution = text(head_.institution_bytes);
  if (const auto fault = fault_of_text(told_.institution, institution_at, {.field = "institution"},
                                       Field::institution)) {
    return *fault;
  }
  const auto stream_at = at_;
  told_.stream = text(head_.stream_bytes);
  if (!is_stream_name(told_.stream)) {
    return refuse(
        stream_at, {.field = "stream"},
        fmt::format("a stream's name has 1 to {} letters, digits, - _ . or :", stream_bytes_max));
  }
  if ((head_.flags & layout::flag_as_of) != 0) {
    told_.as_of = base::from_unix_ms(head_.as_of_ms);
    if (!base::is_plausible(*told_.as_of)) {
      return refuse(16, {.field = "as_of"}, "the time is not plausible");
    }
  } else if (head_.as_of_ms != 0) {
    return refuse(16, {.field = "as_of"}, "a time is there, and its flag is not set");
  }
  told_.number = head_.number;
  told_.accounts = head_.accounts;
  told_.rows = head_.rows;
  told_.digest = head_.digest;
  return {};
}

std::optional<base::Error> Reader::fault_of_text(std::string_view value, std::size_t at,
                                                 const Place& place, Field field) const {
  if (const auto bad = find_invalid_utf8(value); bad != std::string_view::npos) {
    return refuse(at + bad, place, "the text is not UTF-8");
  }
  if (auto reason = refuse_text(field, value)) {
    return refuse(at, place, *std::move(reason));
  }
  return std::nullopt;
}

base::Result<void> Reader::read_accounts() {
  const std::size_t end = at_ + head_.account_bytes;
  accounts_.reserve(head_.accounts);
  for (std::size_t number = 1; number <= head_.accounts; ++number) {
    const Place place{"account", number, {}};
    layout::Account lengths;
    if (end - at_ < sizeof lengths) {
      return refuse(at_, place, "the dictionary of accounts ends before its last account");
    }
    std::memcpy(&lengths, bytes_.data() + at_, sizeof lengths);
    at_ += sizeof lengths;
    const std::size_t bytes =
        std::size_t{lengths.number_bytes} + lengths.institution_bytes + lengths.name_bytes;
    if (end - at_ < bytes) {
      return refuse(at_, place, "the dictionary of accounts ends within an account");
    }
    const auto begin = at_;
    Account account;
    account.number = text(lengths.number_bytes);
    account.institution = text(lengths.institution_bytes);
    account.name = text(lengths.name_bytes);
    const bool simple = !account.number.empty() && account.number.size() <= account_bytes_max &&
                        account.institution.size() <= name_bytes_max &&
                        account.name.size() <= name_bytes_max &&
                        is_plain(bytes_.substr(begin, bytes));
    if (!simple) {
      // The limits of a payer are those of a payee.
      for (const auto& [value, field, name] :
           {std::tuple{account.number, Field::payer, "number"},
            std::tuple{account.institution, Field::payer_institution, "institution"},
            std::tuple{account.name, Field::payer_name, "name"}}) {
        const auto at = static_cast<std::size_t>(value.data() - bytes_.data());
        if (const auto fault = fault_of_text(value, at, {"account", number, name}, field)) {
          return *fault;
        }
      }
    }
    accounts_.push_back(account);
  }
  if (at_ != end) {
    return refuse(at_, {}, "the dictionary of accounts goes on after its last account");
  }
  return {};
}

std::optional<base::Error> Reader::fault_of(const layout::Row& row, std::size_t number,
                                            std::size_t at) const {
  const auto refused = [&](std::size_t offset, std::string_view field, std::string reason) {
    return refuse(at + offset, {"row", number, field}, std::move(reason));
  };
  const auto time = base::from_unix_ms(row.time_ms);
  if (!base::is_plausible(time)) {
    return refused(0, "time", "the time is not plausible");
  }
  if (auto reason = refuse_future(time, now_)) {
    return refused(0, "time", *std::move(reason));
  }
  if (const auto amount = bounded(base::Fen{row.amount_fen}); !amount) {
    return refused(8, "amount_fen", amount.error().message);
  }
  for (const auto& [place, offset, field] :
       {std::tuple{row.payer, 16, "payer"}, std::tuple{row.payee, 20, "payee"}}) {
    if (place >= accounts_.size()) {
      return refused(static_cast<std::size_t>(offset), field,
                     fmt::format("account {} is not in the batch, which has {} (from 0)", place,
                                 accounts_.size()));
    }
  }
  if (row.kind > static_cast<std::uint8_t>(fund::Kind::crypto)) {
    return refused(24, "kind", fmt::format("there is no kind {}", row.kind));
  }
  if (row.reserved != 0) {
    return refused(28, "reserved", "a reserved byte is set");
  }
  return std::nullopt;
}

base::Result<void> Reader::read_rows(const std::function<void(const TransferRow&)>& on_row) {
  const std::size_t rows_at = at_;
  at_ += std::size_t{head_.rows} * sizeof(layout::Row);
  const bool plain = is_plain(bytes_.substr(at_));
  for (std::size_t i = 0; i < head_.rows; ++i) {
    const std::size_t row_at = rows_at + i * sizeof(layout::Row);
    const std::size_t number = i + 1;
    layout::Row row;
    std::memcpy(&row, bytes_.data() + row_at, sizeof row);
    if (auto fault = fault_of(row, number, row_at)) [[unlikely]] {
      return *std::move(fault);
    }
    const std::array lengths{row.id_bytes, row.serial_bytes, row.clearing_bytes};
    if (bytes_.size() - at_ < std::size_t{row.id_bytes} + row.serial_bytes + row.clearing_bytes)
        [[unlikely]] {
      return refuse(row_at, {"row", number, {}}, "the texts end before those of this row");
    }
    TransferRow told;
    for (std::size_t k = 0; k < row_texts.size(); ++k) {
      const auto text_at = at_;
      const auto value = text(lengths[k]);
      const bool simple = plain && value.size() <= id_bytes_max;
      // An id may be missing: such a row is told by its serial, or by what it says.
      if (!simple && !value.empty()) [[unlikely]] {
        if (auto fault = fault_of_text(value, text_at, {"row", number, to_text(row_texts[k])},
                                       row_texts[k])) {
          return *std::move(fault);
        }
      }
      put_text(told, row_texts[k], value);
    }
    const Account& payer = accounts_[row.payer];
    const Account& payee = accounts_[row.payee];
    told.time = base::from_unix_ms(row.time_ms);
    told.amount = base::Fen{row.amount_fen};
    told.kind = static_cast<fund::Kind>(row.kind);
    told.payer = payer.number;
    told.payer_name = payer.name;
    told.payer_institution = payer.institution;
    told.payee = payee.number;
    told.payee_name = payee.name;
    told.payee_institution = payee.institution;
    told.position = {number, row_at};
    on_row(told);
  }
  if (at_ != bytes_.size()) {
    return refuse(at_, {}, "there are more texts than the rows have");
  }
  return {};
}

}  // namespace

bool is_stream_name(std::string_view text) {
  const auto is_fit = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '_' || c == '.' || c == ':';
  };
  return !text.empty() && text.size() <= stream_bytes_max &&
         std::all_of(text.begin(), text.end(), is_fit);
}

base::Digest layout::digest_of(std::string_view bytes) {
  base::Sha256 hash;
  hash.add(bytes.substr(0, digest_at));
  hash.add(bytes.substr(sizeof(Head)));
  return hash.finish();
}

base::Result<BatchHead> read_batch(std::string_view bytes, std::optional<base::Instant> now,
                                   const std::function<void(const TransferRow&)>& on_row) {
  return Reader{bytes, now}.read(on_row);
}

}  // namespace holdfast::feed
