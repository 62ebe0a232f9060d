#include <cstring>
#include <unordered_map>

#include "base/check.hpp"
#include "feed/batch.hpp"
#include "feed/batch_layout.hpp"
#include "feed/field.hpp"

namespace holdfast::feed {

namespace {

// No text of a row holds it.
constexpr char separator = '\x1f';

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};

template <typename Part>
void append(std::string& out, const Part& part) {
  out.append(reinterpret_cast<const char*>(&part), sizeof part);
}

}  // namespace

struct BatchWriter::State {
  /// The place of the account in the dictionary. One account told with two names has two.
  std::uint32_t place_of(std::string_view number, std::string_view institution,
                         std::string_view name) {
    key.assign(number);
    key += separator;
    key += institution;
    key += separator;
    key += name;
    if (const auto known = places.find(std::string_view{key}); known != places.end()) {
      return known->second;
    }
    const auto place = static_cast<std::uint32_t>(places.size());
    places.emplace(key, place);
    append(dictionary, layout::Account{static_cast<std::uint16_t>(number.size()),
                                       static_cast<std::uint16_t>(institution.size()),
                                       static_cast<std::uint16_t>(name.size())});
    dictionary += number;
    dictionary += institution;
    dictionary += name;
    return place;
  }
  [[nodiscard]] std::size_t bytes() const {
    return sizeof(layout::Head) + dictionary.size() + rows.size() + texts.size();
  }

  std::unordered_map<std::string, std::uint32_t, TextHash, std::equal_to<>> places;
  std::string key;
  std::string dictionary;
  std::string rows;
  std::string texts;
};

BatchWriter::BatchWriter() : state_(std::make_unique<State>()) {}
BatchWriter::~BatchWriter() = default;
BatchWriter::BatchWriter(BatchWriter&&) noexcept = default;
BatchWriter& BatchWriter::operator=(BatchWriter&&) noexcept = default;

std::size_t BatchWriter::rows() const {
  return state_->rows.size() / sizeof(layout::Row);
}

bool BatchWriter::add(const TransferRow& row) {
  // The most that a head's names and one further row can take.
  constexpr std::size_t room = 4096;
  State& state = *state_;
  if (rows() == batch_rows_max || state.bytes() + room > batch_bytes_max) {
    return false;
  }
  layout::Row fixed;
  fixed.time_ms = base::to_unix_ms(row.time);
  fixed.amount_fen = row.amount.value();
  fixed.payer = state.place_of(row.payer, row.payer_institution, row.payer_name);
  fixed.payee = state.place_of(row.payee, row.payee_institution, row.payee_name);
  fixed.kind = static_cast<std::uint8_t>(row.kind);
  fixed.id_bytes = static_cast<std::uint8_t>(row.id.size());
  fixed.serial_bytes = static_cast<std::uint8_t>(row.serial.size());
  fixed.clearing_bytes = static_cast<std::uint8_t>(row.clearing.size());
  append(state.rows, fixed);
  state.texts += row.id;
  state.texts += row.serial;
  state.texts += row.clearing;
  return true;
}

std::string BatchWriter::finish(const BatchHead& head) {
  base::check(head.number > 0 && is_stream_name(head.stream), "a batch has a number and a stream");
  base::check(head.institution.size() <= 255, "an institution's name fits its length");
  const State& state = *state_;
  layout::Head fixed;
  std::memcpy(fixed.magic.data(), layout::magic.data(), layout::magic.size());
  fixed.version = batch_version;
  fixed.flags = head.as_of ? layout::flag_as_of : 0;
  fixed.institution_bytes = static_cast<std::uint8_t>(head.institution.size());
  fixed.stream_bytes = static_cast<std::uint8_t>(head.stream.size());
  fixed.number = head.number;
  fixed.as_of_ms = head.as_of ? base::to_unix_ms(*head.as_of) : 0;
  fixed.accounts = static_cast<std::uint32_t>(state.places.size());
  fixed.rows = static_cast<std::uint32_t>(rows());
  fixed.account_bytes = static_cast<std::uint32_t>(state.dictionary.size());
  fixed.text_bytes = static_cast<std::uint32_t>(state.texts.size());
  std::string bytes;
  bytes.reserve(state.bytes() + head.institution.size() + head.stream.size());
  append(bytes, fixed);
  bytes += head.institution;
  bytes += head.stream;
  bytes += state.dictionary;
  bytes += state.rows;
  bytes += state.texts;
  seal_batch(bytes);
  *state_ = State{};
  return bytes;
}

base::Digest digest_of(std::string_view bytes) {
  base::check(bytes.size() >= sizeof(layout::Head), "a batch has a head");
  base::Digest digest{};
  std::memcpy(digest.data(), bytes.data() + layout::digest_at, digest.size());
  return digest;
}

void seal_batch(std::string& bytes) {
  if (bytes.size() < sizeof(layout::Head)) {
    return;
  }
  const auto digest = layout::digest_of(bytes);
  std::memcpy(bytes.data() + layout::digest_at, digest.data(), digest.size());
}

}  // namespace holdfast::feed
