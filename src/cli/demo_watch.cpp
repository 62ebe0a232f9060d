#include "cli/demo_watch.hpp"

#include <boost/json.hpp>
#include <chrono>
#include <fmt/core.h>

namespace holdfast::cli {

namespace json = boost::json;

std::string clock_text(base::Instant at) {
  return base::display_instant(at).substr(std::string_view("2021-01-01 ").size());
}

base::Instant base_now() {
  return std::chrono::time_point_cast<base::Milliseconds>(std::chrono::system_clock::now());
}

void DemoWatch::look() {
  const auto answer = wire_.get("/api/v1/cases?limit=20&order=newest_first");
  json::error_code failed;
  const auto value = answer ? json::parse(*answer, failed) : json::value{};
  const auto* body = value.if_object();
  const auto* items = body == nullptr ? nullptr : body->if_contains("items");
  if (items == nullptr || !items->is_array()) {
    return;
  }
  const auto now = clock_text(base_now());
  for (const auto& item : items->get_array()) {
    const auto& one = item.as_object();
    const std::string id{one.at("id").as_string()};
    const std::string victim{one.at("victim").as_string()};
    const auto yuan = [&](const char* name) {
      return base::display_yuan(base::Fen{one.at(name).as_int64()});
    };
    const auto [found, is_new] = seen_.try_emplace(id);
    const Seen is{one.at("held_fen").as_int64(), one.at("running_fen").as_int64(),
                  one.at("exited_fen").as_int64()};
    if (is_new && !is_first_look_) {
      fmt::print(console_.out, "{}  报案 reported  {} {} {}\n", now, id, victim, yuan("loss_fen"));
    }
    // While orders are on their way the figures change with every reply.
    const bool is_settled = one.at("orders_waiting").to_number<std::int64_t>() == 0;
    if (is_settled && is != found->second) {
      if (!is_first_look_ && is.held > 0) {
        fmt::print(console_.out,
                   "{}  止付 held      {} {} 已止付 {}，仍在流动 running {}，已流出 left {}\n", now,
                   id, victim, yuan("held_fen"), yuan("running_fen"), yuan("exited_fen"));
      }
      found->second = is;
    }
  }
  is_first_look_ = false;
  std::fflush(console_.out);
}

}  // namespace holdfast::cli
