#include "workbench/questions.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <vector>

#include "base/check.hpp"
#include "feed/mapping.hpp"

namespace holdfast::workbench {

namespace {

constexpr base::Milliseconds length_max = std::chrono::hours{24} * 3660;

constexpr Option since{"since", OptionForm::moment};
constexpr Option until{"until", OptionForm::moment};
constexpr Option amount_min{"amount_min_yuan", OptionForm::yuan, "0"};

constexpr std::array common{since, until, amount_min,
                            Option{"shared", OptionForm::count, "2", 1, 50}};
constexpr std::array appearing{since, until, amount_min,
                               Option{"silence", OptionForm::length, "7d"}};
constexpr std::array passing{since, until, amount_min, Option{"quickly", OptionForm::length, "1h"},
                             Option{"in_min_yuan", OptionForm::yuan, "0"}};
constexpr std::array returning{since, until, amount_min,
                               Option{"hops", OptionForm::count, "4", 2, 8},
                               Option{"window", OptionForm::length, "3d"}};
constexpr std::array together{since, until, Option{"apart", OptionForm::length, "30m"},
                              Option{"users_max", OptionForm::count, "50", 2, 10'000}};
constexpr std::array shared{since, until, Option{"users_max", OptionForm::count, "50", 2, 10'000}};
constexpr std::array rhythm{since, until, amount_min,
                            Option{"side", OptionForm::choice, "out", 1, 1, "out,in,any"}};
constexpr std::array levels{since,
                            until,
                            amount_min,
                            Option{"levels", OptionForm::count, "5", 1, 20},
                            Option{"stay", OptionForm::length, "48h"},
                            Option{"way", OptionForm::choice, "down", 1, 1, "down,up"}};
constexpr std::array groups{since, until, amount_min, Option{"in_min_yuan", OptionForm::yuan, "0"},
                            Option{"size_min", OptionForm::count, "3", 2, 10'000}};
constexpr std::array cash{since, until, amount_min, Option{"kept", OptionForm::length, "30d"}};

constexpr std::array all{
    Question{"common", 2, 50, common},    Question{"appearing", 0, 50, appearing},
    Question{"passing", 0, 0, passing},   Question{"returning", 0, 50, returning},
    Question{"together", 0, 0, together}, Question{"rhythm", 1, 1, rhythm},
    Question{"levels", 1, 50, levels},    Question{"groups", 0, 0, groups},
    Question{"cash", 0, 0, cash},         Question{"shared", 0, 0, shared},
};

base::Error refuse(std::string message, std::string_view where) {
  return {base::ErrorCode::wrong_usage, std::move(message), std::string(where)};
}

std::optional<std::uint32_t> number_of(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional{value}
                                                                  : std::nullopt;
}

bool is_among(std::string_view text, std::string_view choices) {
  while (!choices.empty()) {
    const auto comma = choices.find(',');
    if (choices.substr(0, comma) == text) {
      return true;
    }
    choices.remove_prefix(comma == std::string_view::npos ? choices.size() : comma + 1);
  }
  return false;
}

}  // namespace

std::string_view to_text(OptionForm form) {
  constexpr std::array<std::string_view, 5> names{"length", "yuan", "count", "choice", "moment"};
  return names[static_cast<std::size_t>(form)];
}

std::span<const Question> questions() {
  return all;
}

base::Result<const Question*> question_named(std::string_view name) {
  const auto* const found = std::ranges::find(all, name, &Question::name);
  if (found != all.end()) {
    return found;
  }
  std::vector<std::string_view> names;
  for (const auto& each : all) {
    names.push_back(each.name);
  }
  return refuse(
      fmt::format("there is no question \"{}\"; there are {}", name, fmt::join(names, ", ")),
      "question");
}

base::Result<void> Options::check() const {
  for (const auto& [name, text] : texts_) {
    const auto option = std::ranges::find(question_.options, name, &Option::name);
    if (option == question_.options.end()) {
      return refuse(fmt::format("{} takes no {}", question_.name, name), name);
    }
    if (text.empty()) {
      continue;
    }
    if (const auto ok = check_one(*option, text); !ok) {
      return ok;
    }
  }
  return {};
}

base::Result<void> Options::check_one(const Option& option, std::string_view text) const {
  switch (option.form) {
    case OptionForm::length: {
      const auto length = feed::parse_unit(text);
      if (!length || *length > length_max) {
        return refuse(fmt::format("\"{}\" is not a length of time such as 30m, 48h or 7d", text),
                      option.name);
      }
      return {};
    }
    case OptionForm::yuan: {
      const auto amount = base::parse_yuan(text);
      if (!amount || amount->is_negative()) {
        return refuse(fmt::format("\"{}\" is not an amount in yuan", text), option.name);
      }
      return {};
    }
    case OptionForm::count: {
      const auto number = number_of(text);
      if (!number || *number < option.least || *number > option.most) {
        return refuse(fmt::format("\"{}\" is not a whole number of {} to {}", text, option.least,
                                  option.most),
                      option.name);
      }
      return {};
    }
    case OptionForm::choice:
      return is_among(text, option.choices)
                 ? base::Result<void>{}
                 : refuse(fmt::format("\"{}\" is none of {}", text, option.choices), option.name);
    case OptionForm::moment: {
      const auto moment = base::parse_instant(text);
      return moment ? base::Result<void>{} : refuse(moment.error().message, option.name);
    }
  }
  return {};
}

std::string_view Options::text(std::string_view name) const {
  const auto option = std::ranges::find(question_.options, name, &Option::name);
  base::check(option != question_.options.end(),
              "a question reads an option that it does not take");
  const auto told = texts_.find(name);
  return told == texts_.end() || told->second.empty() ? option->otherwise
                                                      : std::string_view{told->second};
}

base::Milliseconds Options::length(std::string_view name) const {
  return feed::parse_unit(text(name)).value();
}
Fen Options::yuan(std::string_view name) const {
  return base::parse_yuan(text(name)).value();
}
std::uint32_t Options::count(std::string_view name) const {
  return number_of(text(name)).value();
}
std::string_view Options::choice(std::string_view name) const {
  return text(name);
}
std::optional<base::Instant> Options::moment(std::string_view name) const {
  const auto told = text(name);
  return told.empty() ? std::nullopt : std::optional{base::parse_instant(told).value()};
}

}  // namespace holdfast::workbench
