// Bytes in GB18030 (GBK, GB2312) or UTF-16 become UTF-8 while they arrive; which of them it is can
// be guessed from the beginning of a file. Bytes that mean nothing in their encoding become 0xFF,
// which no UTF-8 holds, so that the row they stand in is refused and no account is silently
// changed. One thread at a time.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace holdfast::feed {

enum class Encoding { automatic, utf8, gb18030, utf16 };

/// "auto", "utf-8", "gbk", "gb18030", "gb2312", "utf-16" in any case. Errors: wrong_usage.
[[nodiscard]] base::Result<Encoding> parse_encoding(std::string_view name);

/// Looks at the first bytes of a file (some 64 KiB): a byte order mark decides, then whether the
/// text is UTF-8 (but for a few broken characters), else GB18030.
[[nodiscard]] Encoding guess_encoding(std::string_view beginning);

class Transcoder {
 public:
  explicit Transcoder(Encoding from);
  ~Transcoder();
  Transcoder(Transcoder&&) noexcept;
  Transcoder& operator=(Transcoder&&) noexcept;

  /// The UTF-8 of the next bytes; valid until the next call. UTF-8 passes as it is.
  [[nodiscard]] std::string_view convert(std::string_view bytes);
  /// What an input that ends within a character leaves behind.
  [[nodiscard]] std::string_view finish();

 private:
  struct Converter;
  std::unique_ptr<Converter> converter_;  // none: UTF-8
  std::string out_;
};

}  // namespace holdfast::feed
