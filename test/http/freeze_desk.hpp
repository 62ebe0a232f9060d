// A case whose stop is in force, two officers and their heads: where tests of freezes, papers and
// objections begin.
#pragma once

#include <boost/json/object.hpp>

#include "centre.hpp"

namespace holdfast::http_test {

inline constexpr auto reason = R"({"reason":"同意"})";

/// The stop is O000001 of case C000001, at SX02.
struct Desk {
  Centre centre;
  As wang, li, qian, sun, zhao;

  explicit Desk(api::ApiOptions options = {});
  /// The bank's answer that all went well.
  Answer answer(const std::string& application_id, boost::json::object more = {});
  Answer file();
  /// The ref of the stopped account.
  std::string mule();
  Answer freeze(boost::json::object more = {});
  /// Every signature of a drafted freeze, and the bank's answer: it is in force.
  void carry_out(const std::string& order, std::size_t messages_before);
  Answer one(const std::string& order, const Answer& after);
  static std::string list(const std::string& orders) {
    return R"({"orders":[)" + orders + R"(],"reason":"同意"})";
  }
  Answer queue(const As& as, const Answer& after);
};

}  // namespace holdfast::http_test
