// A box that anybody can put a letter into and only the centre can open: X25519 sealed boxes of
// libsodium. What citizens hand in at the public zone is sealed at once; the zone itself cannot
// read it again. Any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "store/seal.hpp"

namespace holdfast::zone {

/// The slot: what the public zone knows of the box.
class LetterSlot {
 public:
  /// 64 hexadecimal digits. Errors: bad_input.
  [[nodiscard]] static base::Result<LetterSlot> from_hex(std::string_view hex);

  [[nodiscard]] const std::string& hex() const { return hex_; }
  [[nodiscard]] std::string seal(std::string_view letter) const;

 private:
  friend class LetterBox;
  LetterSlot() = default;
  std::string bytes_;
  std::string hex_;
};

class LetterBox {
 public:
  [[nodiscard]] static LetterBox generate();
  /// The secret as 64 hexadecimal digits. Errors: bad_input.
  [[nodiscard]] static base::Result<LetterBox> from_hex(std::string_view hex);

  [[nodiscard]] std::string secret_hex() const;
  [[nodiscard]] const LetterSlot& slot() const { return slot_; }
  /// Errors: corrupt when it was sealed for another box or changed since.
  [[nodiscard]] base::Result<std::string> open(std::string_view sealed) const;

 private:
  explicit LetterBox(const store::SecretKey& secret);
  store::SecretKey secret_;
  LetterSlot slot_;
};

}  // namespace holdfast::zone
