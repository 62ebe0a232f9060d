#include "feed/transcode.hpp"

#include <algorithm>
#include <array>
#include <fmt/core.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>

#include "base/check.hpp"
#include "feed/utf8.hpp"

namespace holdfast::feed {

namespace {

constexpr char invalid_byte = '\xFF';

const char* converter_name(Encoding encoding) {
  return encoding == Encoding::utf16 ? "UTF-16" : "gb18030";
}

}  // namespace

base::Result<Encoding> parse_encoding(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, Encoding>, 9> names{
      {{"auto", Encoding::automatic},
       {"utf-8", Encoding::utf8},
       {"utf8", Encoding::utf8},
       {"gbk", Encoding::gb18030},
       {"gb2312", Encoding::gb18030},
       {"gb18030", Encoding::gb18030},
       {"cp936", Encoding::gb18030},
       {"utf-16", Encoding::utf16},
       {"utf16", Encoding::utf16}}};
  std::string lower(name);
  std::ranges::transform(lower, lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  for (const auto& [known, encoding] : names) {
    if (known == lower) {
      return encoding;
    }
  }
  return base::Error{base::ErrorCode::wrong_usage,
                     fmt::format("encoding \"{}\" is none of auto, utf-8, gbk, utf-16", name)};
}

Encoding guess_encoding(std::string_view beginning) {
  if (beginning.starts_with("\xFF\xFE") || beginning.starts_with("\xFE\xFF")) {
    return Encoding::utf16;
  }
  std::size_t good = 0;
  std::size_t broken = 0;
  for (std::string_view rest = beginning; !rest.empty();) {
    const std::size_t bad = find_invalid_utf8(rest);
    const std::string_view valid = rest.substr(0, bad);
    good += static_cast<std::size_t>(std::ranges::count_if(
        valid, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0xC0U; }));
    if (bad == std::string_view::npos || rest.size() - bad < 4) {
      break;  // the last bytes may be a character that is not all here yet
    }
    ++broken;
    rest.remove_prefix(bad + 1);
  }
  return broken == 0 || good > broken * 8 ? Encoding::utf8 : Encoding::gb18030;
}

struct Transcoder::Converter {
  explicit Converter(Encoding encoding) {
    UErrorCode status = U_ZERO_ERROR;
    handle = ucnv_open(converter_name(encoding), &status);
    base::check(U_SUCCESS(status) != 0, "ICU knows GB18030 and UTF-16");
    ucnv_setToUCallBack(handle, UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    base::check(U_SUCCESS(status) != 0, "ICU takes its own callback");
  }
  ~Converter() { ucnv_close(handle); }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  void append(std::u16string_view units, std::string& out) {
    for (const char16_t unit : units) {
      if (unit >= 0xD800 && unit <= 0xDBFF) {
        high = unit;
      } else if (unit >= 0xDC00 && unit <= 0xDFFF) {
        append_utf8(out,
                    0x10000U + ((char32_t{high} - 0xD800U) << 10U) + (char32_t{unit} - 0xDC00U));
      } else {
        append_utf8(out, unit);
      }
    }
  }

  void convert(std::string_view bytes, bool last, std::string& out) {
    const char* source = bytes.data();
    const char* const end = source + bytes.size();
    std::array<char16_t, 4096> units;
    for (;;) {
      UErrorCode status = U_ZERO_ERROR;
      char16_t* target = units.data();
      ucnv_toUnicode(handle, &target, units.data() + units.size(), &source, end, nullptr,
                     static_cast<UBool>(last), &status);
      append({units.data(), static_cast<std::size_t>(target - units.data())}, out);
      if (status == U_BUFFER_OVERFLOW_ERROR) {
        continue;
      }
      if (U_SUCCESS(status) != 0) {
        return;
      }
      out.push_back(invalid_byte);
      if (source == end && last) {
        return;
      }
    }
  }

  UConverter* handle = nullptr;
  char16_t high = 0xD800;
};

Transcoder::Transcoder(Encoding from) {
  if (from == Encoding::gb18030 || from == Encoding::utf16) {
    converter_ = std::make_unique<Converter>(from);
  }
}
Transcoder::~Transcoder() = default;
Transcoder::Transcoder(Transcoder&&) noexcept = default;
Transcoder& Transcoder::operator=(Transcoder&&) noexcept = default;

std::string_view Transcoder::convert(std::string_view bytes) {
  if (!converter_) {
    return bytes;
  }
  out_.clear();
  converter_->convert(bytes, false, out_);
  return out_;
}

std::string_view Transcoder::finish() {
  out_.clear();
  if (converter_) {
    converter_->convert({}, true, out_);
  }
  return out_;
}

}  // namespace holdfast::feed
