#include "zone/letter_box.hpp"

#include <algorithm>
#include <sodium.h>

#include "base/check.hpp"
#include "base/digest.hpp"

namespace holdfast::zone {

namespace {

static_assert(crypto_box_SECRETKEYBYTES == store::key_bytes);

unsigned char* raw(std::string& bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());
}
const unsigned char* raw(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

base::Result<std::string> key_from(std::string_view hex) {
  auto bytes = base::from_hex(hex);
  if (!bytes || bytes->size() != store::key_bytes) {
    return base::Error{base::ErrorCode::bad_input,
                       "the key of a letter box has 64 hexadecimal digits"};
  }
  return bytes;
}

}  // namespace

base::Result<LetterSlot> LetterSlot::from_hex(std::string_view hex) {
  auto bytes = key_from(hex);
  if (!bytes) {
    return bytes.error();
  }
  LetterSlot slot;
  slot.bytes_ = *std::move(bytes);
  slot.hex_ = base::to_hex(slot.bytes_);
  return slot;
}

std::string LetterSlot::seal(std::string_view letter) const {
  std::string sealed(crypto_box_SEALBYTES + letter.size(), '\0');
  const int status = crypto_box_seal(raw(sealed), raw(letter), letter.size(), raw(bytes_));
  base::check(status == 0, "a letter is sealed");
  return sealed;
}

LetterBox::LetterBox(const store::SecretKey& secret) : secret_(secret) {
  std::string slot(crypto_box_PUBLICKEYBYTES, '\0');
  const int status = crypto_scalarmult_base(raw(slot), secret_.view().data());
  base::check(status == 0, "the slot of a letter box");
  slot_.hex_ = base::to_hex(slot);
  slot_.bytes_ = std::move(slot);
}

LetterBox LetterBox::generate() {
  return LetterBox{store::random_key()};
}

base::Result<LetterBox> LetterBox::from_hex(std::string_view hex) {
  const auto bytes = key_from(hex);
  if (!bytes) {
    return bytes.error();
  }
  store::SecretKey secret;
  std::copy(bytes->begin(), bytes->end(), secret.writable().begin());
  return LetterBox{secret};
}

std::string LetterBox::secret_hex() const {
  const auto view = secret_.view();
  return base::to_hex(std::string_view{reinterpret_cast<const char*>(view.data()), view.size()});
}

base::Result<std::string> LetterBox::open(std::string_view sealed) const {
  const base::Error unreadable{base::ErrorCode::corrupt, "the letter was not sealed for this box"};
  if (sealed.size() < crypto_box_SEALBYTES) {
    return unreadable;
  }
  std::string letter(sealed.size() - crypto_box_SEALBYTES, '\0');
  if (crypto_box_seal_open(raw(letter), raw(sealed), sealed.size(), raw(slot_.bytes_),
                           secret_.view().data()) != 0) {
    return unreadable;
  }
  return letter;
}

}  // namespace holdfast::zone
