#include "bank/scenario.hpp"

#include <algorithm>
#include <array>
#include <fmt/core.h>
#include <fstream>
#include <iterator>
#include <toml++/toml.h>

#include "bank/codec.hpp"

namespace holdfast::bank {

namespace {

constexpr std::size_t file_bytes_max = std::size_t{1} << 20;
constexpr std::size_t steps_max = 1'000;
constexpr std::size_t orders_max = 100'000;  // whose step is remembered
constexpr std::int64_t ms_max = 86'400'000;
constexpr int minutes_a_day = 24 * 60;

struct DeedName {
  std::string_view name;
  Deed deed;
};
constexpr std::array deeds{DeedName{"answer", Deed::answer},
                           DeedName{"slow", Deed::slow},
                           DeedName{"late", Deed::late},
                           DeedName{"down", Deed::down},
                           DeedName{"office_hours", Deed::office_hours},
                           DeedName{"unreadable", Deed::unreadable},
                           DeedName{"lose_ack", Deed::lose_ack},
                           DeedName{"twice", Deed::twice},
                           DeedName{"wrong_account", Deed::wrong_account},
                           DeedName{"partial", Deed::partial},
                           DeedName{"refuse", Deed::refuse},
                           DeedName{"contradictory", Deed::contradictory}};

struct OrderName {
  std::string_view name;
  std::string_view code;
};
constexpr std::array orders{OrderName{"stop", "100101"},           OrderName{"release", "100103"},
                            OrderName{"extend", "100105"},         OrderName{"freeze", "100201"},
                            OrderName{"freeze_release", "100203"}, OrderName{"renew", "100205"},
                            OrderName{"transactions", "100301"},   OrderName{"subject", "100303"},
                            OrderName{"recall", "300401"}};

template <typename Names>
std::string listed(const Names& names) {
  std::string all;
  for (const auto& each : names) {
    all += (all.empty() ? "" : ", ") + std::string{each.name};
  }
  return all;
}

/// Whether a step of this deed reads the setting; those that every step has are not asked for.
bool reads(Deed deed, std::string_view setting) {
  if (setting == "ms") {
    return deed == Deed::slow || deed == Deed::late || deed == Deed::down ||
           deed == Deed::contradictory;
  }
  if (setting == "from" || setting == "until") return deed == Deed::office_hours;
  if (setting == "account") return deed == Deed::wrong_account;
  if (setting == "percent") return deed == Deed::partial;
  if (setting == "code" || setting == "message") {
    return deed == Deed::refuse || deed == Deed::contradictory;
  }
  return false;
}

/// Reads one step; the first thing wrong with it is kept, with its line.
class StepReader {
 public:
  StepReader(const toml::table& table, const std::string& file) : table_(table), file_(file) {
    step_.line = static_cast<int>(table.source().begin.line);
  }

  base::Result<Step> read() {
    read_deed();
    for (const auto& [key, value] : table_) {
      const std::string_view name = key.str();
      if (name != "on" && name != "do" && name != "times" && !reads(step_.deed, name)) {
        refuse(value, fmt::format("`{}` is no setting of this step", name));
      }
    }
    read_orders();
    step_.times = number("times", 1, 0, 1'000'000);
    step_.by = base::Milliseconds{number("ms", 1'000, 1, ms_max)};
    step_.percent = number("percent", 50, 0, 99);
    step_.hours.from = minute("from", step_.hours.from);
    step_.hours.until = minute("until", step_.hours.until);
    step_.account = text("account", "0000000000000000");
    step_.code = text("code", step_.deed == Deed::contradictory ? "1300" : "0300");
    step_.message = text("message", "as the scenario says");
    const bool is_code =
        step_.code.size() == 4 && step_.code.find_first_not_of("0123456789") == std::string::npos;
    if (!is_code) {
      refuse(*table_.get("code"), "`code` is not a code of four digits");
    }
    return failure_ ? base::Result<Step>{*failure_} : step_;
  }

 private:
  void refuse(const toml::node& at, std::string why) {
    if (!failure_) {
      const auto line = std::max(static_cast<int>(at.source().begin.line), step_.line);
      failure_ = base::Error{base::ErrorCode::bad_input, std::move(why),
                             fmt::format("{}:{}", file_, line)};
    }
  }
  void read_deed() {
    const auto name = text("do", "");
    const auto found = std::find_if(deeds.begin(), deeds.end(),
                                    [&](const DeedName& each) { return each.name == name; });
    if (found == deeds.end()) {
      const auto* node = table_.get("do");
      refuse(node == nullptr ? static_cast<const toml::node&>(table_) : *node,
             fmt::format("`do` is one of {}", listed(deeds)));
      return;
    }
    step_.deed = found->deed;
  }
  void read_orders() {
    const auto* node = table_.get("on");
    if (node == nullptr) {
      return;
    }
    if (node->is_string()) {
      add_order(*node);
    } else if (const auto* list = node->as_array(); list != nullptr && !list->empty()) {
      for (const auto& each : *list) {
        add_order(each);
      }
    } else {
      refuse(*node, "`on` is an order or a list of orders");
    }
  }
  void add_order(const toml::node& node) {
    const auto name = node.value<std::string>().value_or("");
    const auto found = std::find_if(orders.begin(), orders.end(), [&](const OrderName& each) {
      return each.name == name || each.code == name;
    });
    if (found == orders.end()) {
      refuse(node, fmt::format("`on` names orders: {}, or their codes", listed(orders)));
    } else {
      step_.codes.emplace_back(found->code);
    }
  }
  std::int64_t number(const char* name, std::int64_t otherwise, std::int64_t least,
                      std::int64_t most) {
    const auto* node = table_.get(name);
    if (node == nullptr) {
      return otherwise;
    }
    const auto* value = node->as_integer();
    if (value == nullptr || value->get() < least || value->get() > most) {
      refuse(*node, fmt::format("`{}` is a whole number from {} to {}", name, least, most));
      return otherwise;
    }
    return value->get();
  }
  std::string text(const char* name, std::string otherwise) {
    const auto* node = table_.get(name);
    if (node == nullptr) {
      return otherwise;
    }
    const auto value = node->value<std::string>();
    if (!node->is_string() || value->empty() || value->size() > 200) {
      refuse(*node, fmt::format("`{}` is a text of 1 to 200 bytes", name));
      return otherwise;
    }
    return *value;
  }
  int minute(const char* name, int otherwise) {
    const auto* node = table_.get(name);
    if (node == nullptr) {
      return otherwise;
    }
    const auto* value = node->as_time();
    if (value == nullptr) {
      refuse(*node, fmt::format("`{}` is a time of day: 09:00:00", name));
      return otherwise;
    }
    return value->get().hour * 60 + value->get().minute;
  }

  const toml::table& table_;
  const std::string& file_;
  Step step_;
  std::optional<base::Error> failure_;
};

}  // namespace

bool OfficeHours::are_open(base::Instant at) const {
  const auto text = base::format_instant(at);  // "2021-01-01T09:30:00.123+08:00"
  const int minute = std::stoi(text.substr(11, 2)) * 60 + std::stoi(text.substr(14, 2));
  return from <= until ? minute >= from && minute < until : minute >= from || minute < until;
}

base::Result<Scenario> Scenario::parse(std::string_view text, const std::string& file) {
  if (text.size() > file_bytes_max) {
    return base::Error{base::ErrorCode::too_large,
                       fmt::format("is larger than {} bytes", file_bytes_max), file};
  }
  toml::table root;
  try {
    root = toml::parse(text);
  } catch (const toml::parse_error& error) {
    return base::Error{base::ErrorCode::bad_input, std::string{error.description()},
                       fmt::format("{}:{}", file, error.source().begin.line)};
  }
  for (const auto& [key, value] : root) {
    if (key.str() != "step") {
      return base::Error{base::ErrorCode::bad_input,
                         fmt::format("`{}` is no setting: a scenario is a list of [[step]]",
                                     std::string_view{key.str()}),
                         fmt::format("{}:{}", file, value.source().begin.line)};
    }
  }
  const auto* list = root["step"].as_array();
  if (list == nullptr || list->empty() || list->size() > steps_max) {
    return base::Error{base::ErrorCode::bad_input,
                       fmt::format("a scenario has 1 to {} [[step]]", steps_max), file};
  }
  Scenario scenario;
  for (const auto& each : *list) {
    const auto* table = each.as_table();
    if (table == nullptr) {
      return base::Error{base::ErrorCode::bad_input, "write [[step]], once for each",
                         fmt::format("{}:{}", file, each.source().begin.line)};
    }
    auto step = StepReader{*table, file}.read();
    if (!step) {
      return step.error();
    }
    scenario.steps_.push_back(std::move(*step));
  }
  scenario.taken_.resize(scenario.steps_.size());
  return scenario;
}

base::Result<Scenario> Scenario::read(const std::string& file) {
  std::ifstream in{file, std::ios::binary};
  if (!in) {
    return base::Error{base::ErrorCode::io, "cannot be read", file};
  }
  const std::string text{std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
  return parse(text, file);
}

Scenario::Scenario(const Scenario& other) {
  *this = other;
}

Scenario& Scenario::operator=(const Scenario& other) {
  if (this != &other) {
    const std::scoped_lock held{mutex_, other.mutex_};
    steps_ = other.steps_;
    taken_ = other.taken_;
    of_order_ = other.of_order_;
  }
  return *this;
}

const Step* Scenario::step_for(const std::string& code, const std::string& application_id) {
  const std::scoped_lock held{mutex_};
  if (const auto known = of_order_.find(application_id); known != of_order_.end()) {
    return known->second ? &steps_[*known->second] : nullptr;
  }
  if (of_order_.size() >= orders_max) {
    return nullptr;
  }
  auto& place = of_order_[application_id];
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    const auto& step = steps_[i];
    const bool is_meant = step.codes.empty() ||
                          std::find(step.codes.begin(), step.codes.end(), code) != step.codes.end();
    if (is_meant && (step.times == 0 || taken_[i] < step.times)) {
      ++taken_[i];
      place = i;
      return &step;
    }
  }
  return nullptr;
}

const Step* Scenario::step_of(const std::string& application_id) const {
  const std::scoped_lock held{mutex_};
  const auto known = of_order_.find(application_id);
  return known == of_order_.end() || !known->second ? nullptr : &steps_[*known->second];
}

std::vector<std::string> told_results(const Step& step, const std::string& reply) {
  switch (step.deed) {
    case Deed::twice:
      return {reply, reply};
    case Deed::wrong_account:
      return {altered(reply, {.account = step.account})};
    case Deed::partial:
      return {altered(
          reply,
          {.result = result::partial, .message = step.message, .held_percent = step.percent})};
    case Deed::contradictory:
      return {reply, altered(reply, {.result = step.code, .message = step.message})};
    case Deed::answer:
    case Deed::slow:
    case Deed::late:
    case Deed::down:
    case Deed::office_hours:
    case Deed::unreadable:
    case Deed::lose_ack:
    case Deed::refuse:
      break;
  }
  return {reply};
}

}  // namespace holdfast::bank
