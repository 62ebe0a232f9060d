#include "paper/qr.hpp"

#include <qrcodegen/qrcodegen.hpp>

namespace holdfast::paper {

base::Result<QrSquares> qr_of(const std::string& text) {
  try {
    const auto code = qrcodegen::QrCode::encodeText(text.c_str(), qrcodegen::QrCode::Ecc::MEDIUM);
    QrSquares squares;
    squares.side = code.getSize();
    for (int y = 0; y < squares.side; ++y) {
      for (int x = 0; x < squares.side; ++x) {
        squares.dark.push_back(code.getModule(x, y));
      }
    }
    return squares;
  } catch (const qrcodegen::data_too_long&) {
    return base::Error{base::ErrorCode::too_large, "the text is too long for a QR code"};
  }
}

}  // namespace holdfast::paper
