#include "warn/condition.hpp"

#include <charconv>
#include <cmath>
#include <fmt/core.h>

namespace holdfast::warn {

namespace {

/// Conditions are written by people; deeper than this is a mistake.
constexpr std::size_t depth_max = 32;

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

/// Recursive descent: either := both ("or" both)*, both := single ("and" single)*.
class ConditionReader {
 public:
  ConditionReader(std::string_view text, const std::vector<Feature>& features)
      : text_(text), features_(features) {}

  base::Result<Condition> run() {
    if (const auto done = either(0); !done) {
      return done.error();
    }
    skip();
    if (at_ < text_.size()) {
      return wrong("\"and\", \"or\" or the end");
    }
    return std::move(condition_);
  }

 private:
  using Kind = Condition::Kind;

  base::Error wrong(std::string_view expected) const {
    return {base::ErrorCode::bad_input,
            fmt::format("expected {} at character {}", expected, at_ + 1), "when"};
  }

  void skip() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t')) {
      ++at_;
    }
  }

  bool take(std::string_view word) {
    skip();
    const bool begins = text_.substr(at_).starts_with(word);
    const std::size_t end = at_ + word.size();
    const bool ends = !is_name(word.back()) || end >= text_.size() || !is_name(text_[end]);
    at_ = begins && ends ? end : at_;
    return begins && ends;
  }

  base::Result<void> either(std::size_t depth) {
    auto done = both(depth);
    while (done && take("or")) {
      done = both(depth);
      condition_.steps_.push_back({Kind::either});
    }
    return done;
  }

  base::Result<void> both(std::size_t depth) {
    auto done = single(depth);
    while (done && take("and")) {
      done = single(depth);
      condition_.steps_.push_back({Kind::both});
    }
    return done;
  }

  base::Result<void> single(std::size_t depth) {
    if (depth > depth_max) {
      return wrong("fewer brackets");
    }
    if (take("not")) {
      auto done = single(depth + 1);
      condition_.steps_.push_back({Kind::opposite});
      return done;
    }
    if (take("(")) {
      if (auto done = either(depth + 1); !done) {
        return done;
      }
      return take(")") ? base::Result<void>{} : base::Result<void>{wrong("\")\"")};
    }
    return comparison();
  }

  base::Result<void> comparison() {
    skip();
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_name(text_[at_])) {
      ++at_;
    }
    const auto name = text_.substr(begin, at_ - begin);
    std::size_t number = 0;
    while (number < features_.size() && features_[number].name != name) {
      ++number;
    }
    if (number == features_.size()) {
      at_ = begin;
      return wrong("the name of a feature");
    }
    // The longer operators first: "<=" begins with "<".
    const Kind kind = take("<=")   ? Kind::at_most
                      : take(">=") ? Kind::at_least
                      : take("<")  ? Kind::less
                      : take(">")  ? Kind::more
                                   : Kind::opposite;
    if (kind == Kind::opposite) {
      return wrong("<, <=, > or >=");
    }
    const auto value = literal(features_[number].unit);
    if (!value) {
      return value.error();
    }
    condition_.steps_.push_back({kind, static_cast<std::uint32_t>(number), *value});
    return {};
  }

  base::Result<double> literal(Unit unit) {
    skip();
    double value = 0;
    const char* const begin = text_.data() + at_;
    const char* const end = text_.data() + text_.size();
    const auto read = std::from_chars(begin, end, value, std::chars_format::fixed);
    if (read.ec != std::errc{} || !(is_digit(*begin) || *begin == '-')) {
      return wrong("a number");
    }
    at_ += static_cast<std::size_t>(read.ptr - begin);
    const bool is_count = unit == Unit::log_count;
    const bool is_time = unit == Unit::log_hours;
    if ((unit == Unit::share || unit == Unit::rank) && take("%")) {
      value /= 100;
    } else if (is_time && !take("h")) {
      if (!take("d")) {
        return wrong("\"h\" (hours) or \"d\" (days)");
      }
      value *= 24;
    }
    if ((is_count || is_time) && value < 0) {
      return wrong("a number that is not below zero");
    }
    return is_count || is_time ? std::log1p(value) : value;
  }

  std::string_view text_;
  const std::vector<Feature>& features_;
  std::size_t at_ = 0;
  Condition condition_;
};

base::Result<Condition> Condition::parse(std::string_view text,
                                         const std::vector<Feature>& features) {
  return ConditionReader(text, features).run();
}

bool Condition::holds(std::span<const float> row) const {
  // Features are kept in 32 bits: what is equal in a rule is equal within their precision.
  constexpr double slack = 1e-5;
  std::vector<bool> stack;
  for (const Step& step : steps_) {
    const auto value = static_cast<double>(row[step.feature]);
    switch (step.kind) {
      case Kind::less:
        stack.push_back(value < step.value - slack);
        break;
      case Kind::at_most:
        stack.push_back(value <= step.value + slack);
        break;
      case Kind::more:
        stack.push_back(value > step.value + slack);
        break;
      case Kind::at_least:
        stack.push_back(value >= step.value - slack);
        break;
      case Kind::opposite:
        stack.back() = !stack.back();
        break;
      case Kind::both:
      case Kind::either: {
        const bool last = stack.back();
        stack.pop_back();
        stack.back() = step.kind == Kind::both ? stack.back() && last : stack.back() || last;
        break;
      }
    }
  }
  return stack.back();
}

}  // namespace holdfast::warn
