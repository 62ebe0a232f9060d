// The names of what the text engine speaks about: kinds of entities and types of fraud.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace holdfast::text {

/// Kinds of entities, in the order of their names below.
enum class Kind : std::uint8_t {
  card,
  phone,
  url,
  amount,
  time,
  person,
  bank,
  wechat,
  qq,
  alipay,
  app,
  address,
};

inline constexpr std::array<std::string_view, 12> kind_names{"card", "phone",  "url",  "amount",
                                                             "time", "person", "bank", "wechat",
                                                             "qq",   "alipay", "app",  "address"};

[[nodiscard]] constexpr std::string_view name_of(Kind kind) {
  return kind_names[static_cast<std::size_t>(kind)];
}
[[nodiscard]] constexpr std::optional<Kind> kind_of(std::string_view name) {
  for (std::size_t k = 0; k < kind_names.size(); ++k) {
    if (kind_names[k] == name) {
      return static_cast<Kind>(k);
    }
  }
  return std::nullopt;
}

/// An entity: code points [begin, end) of the text.
struct Span {
  Kind kind = Kind::card;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool operator==(const Span&) const = default;
};

/// The twelve types of fraud, fraud of another kind, and ordinary text.
inline constexpr std::array<std::string_view, 14> type_names{"刷单返利",     "虚假网络投资理财",
                                                             "虚假购物服务", "冒充电商物流客服",
                                                             "虚假贷款",     "虚假征信",
                                                             "冒充领导熟人", "冒充公检法及政府机关",
                                                             "网络婚恋交友", "网络游戏产品虚假交易",
                                                             "冒充军警购物", "机票退改签",
                                                             "其他",         "正常"};
inline constexpr std::size_t ordinary = 13;

[[nodiscard]] constexpr std::optional<std::size_t> type_of(std::string_view name) {
  for (std::size_t t = 0; t < type_names.size(); ++t) {
    if (type_names[t] == name) {
      return t;
    }
  }
  return std::nullopt;
}

}  // namespace holdfast::text
