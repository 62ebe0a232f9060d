#include "text/model.hpp"

#include <bit>
#include <cmath>
#include <cstring>

#include "base/digest.hpp"
#include "text/payee.hpp"
#include "text/payments.hpp"

namespace holdfast::text {

namespace {

constexpr std::string_view magic = "HOLDFAST TEXT 3\n";
constexpr std::size_t digest_size = 32;

class Writer {
 public:
  void put(std::uint32_t value) {
    for (int shift = 0; shift < 32; shift += 8) {
      bytes_.push_back(static_cast<char>((value >> shift) & 0xFFU));
    }
  }
  void put(float value) { put(std::bit_cast<std::uint32_t>(value)); }
  void put(const Row& row) {
    for (const float value : row) {
      put(value);
    }
  }
  void put(const Table& table) {
    put(static_cast<std::uint32_t>(table.size()));
    put(table.scale());
    for (const auto& row : table.rows()) {
      for (const std::int8_t weight : row) {
        bytes_.push_back(static_cast<char>(weight));
      }
    }
  }
  void put(const Net& net) {
    put(net.inputs);
    put(net.base);
    for (const Net::Answer& head : net.heads) {
      for (const float weight : head) {
        put(weight);
      }
    }
  }
  std::string& bytes() { return bytes_; }

 private:
  std::string bytes_{magic};
};

/// Reads from the front; once something is missing, all that follows reads as zero.
class Scanner {
 public:
  explicit Scanner(std::string_view rest) : rest_(rest) {}

  std::uint32_t whole() {
    std::uint32_t value = 0;
    if (!has(4)) {
      return 0;
    }
    for (int i = 0; i < 4; ++i) {
      value |=
          static_cast<std::uint32_t>(static_cast<unsigned char>(rest_[static_cast<std::size_t>(i)]))
          << (8 * i);
    }
    rest_.remove_prefix(4);
    return value;
  }
  float real() {
    const float value = std::bit_cast<float>(whole());
    good_ = good_ && std::isfinite(value);
    return value;
  }
  Row row() {
    Row row{};
    for (float& value : row) {
      value = real();
    }
    return row;
  }
  Table table(std::size_t size) {
    if (whole() != size) {
      good_ = false;
    }
    const Row scale = row();
    if (!has(size * columns)) {
      return {};
    }
    std::vector<std::array<std::int8_t, columns>> rows(size);
    std::memcpy(rows.data(), rest_.data(), size * columns);
    rest_.remove_prefix(size * columns);
    return {scale, std::move(rows)};
  }
  Net net(std::size_t size) {
    Net net{.inputs = table(size), .base = row(), .heads = {}};
    for (Net::Answer& head : net.heads) {
      for (float& weight : head) {
        weight = real();
      }
    }
    return net;
  }
  std::vector<Print> prints(std::size_t count) {
    if (!has(count * sizeof(Print))) {
      return {};
    }
    std::vector<Print> prints(count);
    for (Print& print : prints) {
      print = whole();
    }
    return prints;
  }
  std::string_view bytes(std::size_t count) {
    if (!has(count)) {
      return {};
    }
    const auto front = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return front;
  }
  [[nodiscard]] bool is_done() const { return good_ && rest_.empty(); }

 private:
  bool has(std::size_t count) {
    good_ = good_ && rest_.size() >= count;
    return good_;
  }
  std::string_view rest_;
  bool good_ = true;
};

base::Error corrupt(std::string message) {
  return {base::ErrorCode::corrupt, std::move(message), "text model"};
}

}  // namespace

std::string write_model(const Model& model) {
  Writer writer;
  writer.put(static_cast<std::uint32_t>(model.classes.runs.size()));
  for (const Print print : model.classes.runs.prints()) {
    writer.put(print);
  }
  writer.put(model.classes.weights);
  for (const float rarity : model.classes.rarity) {
    writer.bytes().push_back(static_cast<char>(std::lround(rarity * 4)));
  }
  const Calibration& calibration = model.classes.calibration;
  for (const float value : {calibration.base, calibration.slope, calibration.by_length,
                            calibration.slope_by_length, calibration.talk}) {
    writer.put(value);
  }
  writer.put(model.tags.weights);
  for (const Row& moves : model.tags.moves) {
    writer.put(moves);
  }
  writer.put(model.ledger.payments);
  writer.put(model.ledger.payees);
  std::string bytes = std::move(writer.bytes());
  const auto digest = base::sha256(bytes);
  bytes.append(reinterpret_cast<const char*>(digest.data()), digest.size());
  return bytes;
}

base::Result<Model> read_model(std::string_view bytes) {
  if (!bytes.starts_with(magic) || bytes.size() < magic.size() + digest_size) {
    return corrupt("this is not a text model of version 3");
  }
  const auto body = bytes.substr(0, bytes.size() - digest_size);
  const auto digest = base::sha256(body);
  if (std::memcmp(digest.data(), bytes.data() + body.size(), digest_size) != 0) {
    return corrupt("the text model does not match its digest");
  }
  Scanner scanner(body.substr(magic.size()));
  Model model;
  const std::size_t runs = scanner.whole();
  model.classes.runs = Vocabulary(scanner.prints(runs));
  model.classes.weights = scanner.table(runs);
  const auto rarity = scanner.bytes(runs);
  for (const char value : rarity) {
    model.classes.rarity.push_back(static_cast<float>(static_cast<unsigned char>(value)) / 4);
  }
  Calibration& calibration = model.classes.calibration;
  for (float* const value : {&calibration.base, &calibration.slope, &calibration.by_length,
                             &calibration.slope_by_length, &calibration.talk}) {
    *value = scanner.real();
  }
  model.tags.weights = scanner.table(tag_buckets);
  for (Row& moves : model.tags.moves) {
    moves = scanner.row();
  }
  model.ledger.payments = scanner.net(payment_buckets);
  model.ledger.payees = scanner.table(payee_buckets);
  if (!scanner.is_done()) {
    return corrupt("the text model has another length than its tables need");
  }
  return model;
}

}  // namespace holdfast::text
