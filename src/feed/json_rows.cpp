#include "feed/json_rows.hpp"

#include <fmt/core.h>

#include "feed/utf8.hpp"

namespace holdfast::feed {

namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

}  // namespace

JsonRows::JsonRows(JsonForm form, std::optional<base::Instant> now) : form_(form), object_(now) {}

base::Result<void> JsonRows::feed(std::string_view bytes, RowTaker& taker) {
  if (form_ == JsonForm::lines) {
    feed_lines(bytes, taker);
    return {};
  }
  while (!bytes.empty()) {
    if (state_ == State::inside && !is_scalar_) {
      bytes.remove_prefix(take_inside(bytes, taker));
      continue;
    }
    if (const auto stepped = step(bytes.front(), taker); !stepped) {
      return stepped;
    }
    advance(bytes.substr(0, 1));
    bytes.remove_prefix(1);
  }
  return {};
}

/// Takes what `bytes` have of the object or array at hand, in one piece: nearly all of an input
/// lies here. Answers how much.
std::size_t JsonRows::take_inside(std::string_view bytes, RowTaker& taker) {
  std::size_t at = 0;
  while (at < bytes.size() && depth_ > 0) {
    const char c = bytes[at++];
    if (in_string_) {
      in_string_ = escaped_ || c != '"';
      escaped_ = !escaped_ && c == '\\';
    } else if (c == '"') {
      in_string_ = true;
    } else if (c == '{' || c == '[') {
      ++depth_;
    } else if (c == '}' || c == ']') {
      --depth_;
    }
  }
  const auto taken = bytes.substr(0, at);
  const std::size_t room = json_object_bytes_max - text_.size();
  overlong_ = overlong_ || taken.size() > room;
  text_.append(taken.substr(0, room));
  if (depth_ == 0) {
    end_element(taker);
    state_ = State::after_element;
  }
  advance(taken);
  return at;
}

void JsonRows::advance(std::string_view over) {
  for (auto end = over.find('\n'); end != std::string_view::npos; end = over.find('\n')) {
    over.remove_prefix(end + 1);
    here_ = {here_.line + 1, 1};
  }
  here_.column += over.size();
}

base::Result<void> JsonRows::finish(RowTaker& taker) {
  if (form_ == JsonForm::lines) {
    if (!text_.empty()) {
      end_line(taker);  // a last line without its line end
    }
    return {};
  }
  if (state_ == State::before_array) {
    return base::Error{base::ErrorCode::bad_input, "there is no JSON array: the input is empty",
                       "1:1"};
  }
  if (state_ != State::after_array) {
    if (state_ != State::inside) {
      start_ = here_;
      text_.clear();
    }
    refuse(taker, "the input ends within the array");
  }
  return {};
}

void JsonRows::feed_lines(std::string_view bytes, RowTaker& taker) {
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    const std::string_view part = bytes.substr(0, end);
    const std::size_t room = json_object_bytes_max - text_.size();
    overlong_ = overlong_ || part.size() > room;
    text_.append(part.substr(0, room));
    if (end == std::string_view::npos) {
      return;
    }
    end_line(taker);
    bytes.remove_prefix(end + 1);
  }
}

void JsonRows::end_line(RowTaker& taker) {
  start_ = {here_.line, 1};
  if (overlong_) {
    refuse(taker, fmt::format("the line is longer than {} bytes", json_object_bytes_max));
  } else if (!trim(text_).empty()) {
    const auto row = object_.read(text_, start_, "");
    if (const auto* good = std::get_if<TransferRow>(&row)) {
      taker.row(*good);
    } else {
      taker.fault(std::get<RowFault>(row), text_);
    }
  }
  text_.clear();
  overlong_ = false;
  ++here_.line;
}

base::Result<void> JsonRows::step(char c, RowTaker& taker) {
  switch (state_) {
    case State::before_array:
      if (c == '[') {
        state_ = State::before_first;
      } else if (!is_blank(c)) {
        return base::Error{base::ErrorCode::bad_input, "a JSON array must begin here",
                           fmt::format("{}:{}", here_.line, here_.column)};
      }
      return {};
    case State::before_first:
    case State::before_element:
      if (is_blank(c)) {
        return {};
      }
      start_ = here_;
      if (c == ']' || c == ',') {
        const bool is_empty_array = c == ']' && state_ == State::before_first;
        if (!is_empty_array) {
          text_ = c;
          refuse(taker, "an object should be here");
        }
        state_ = c == ']' ? State::after_array : State::before_element;
        return {};
      }
      begin_element(c);
      state_ = State::inside;
      return {};
    case State::inside:  // a scalar; take_inside has the others
      if (continue_scalar(c)) {
        return {};
      }
      end_element(taker);
      state_ = State::after_element;
      return step(c, taker);
    case State::after_element:
      if (c == ',') {
        state_ = State::before_element;
      } else if (c == ']') {
        state_ = State::after_array;
      } else if (!is_blank(c)) {
        start_ = here_;
        text_ = c;
        refuse(taker, "a comma or the end of the array should be here");
        begin_element(c);
        state_ = State::inside;
      }
      return {};
    case State::after_array:
      return is_blank(c) ? base::Result<void>{}
                         : base::Error{base::ErrorCode::bad_input, "text after the array",
                                       fmt::format("{}:{}", here_.line, here_.column)};
  }
  return {};
}

void JsonRows::begin_element(char c) {
  text_.clear();
  overlong_ = false;
  depth_ = c == '{' || c == '[' ? 1 : 0;
  is_scalar_ = depth_ == 0;
  in_string_ = c == '"';
  escaped_ = false;
  keep(c);
}

/// False when the scalar has ended just before `c`.
bool JsonRows::continue_scalar(char c) {
  if (in_string_) {
    in_string_ = escaped_ || c != '"';
    escaped_ = !escaped_ && c == '\\';
  } else {
    if (c == ',' || c == ']' || is_blank(c)) {
      return false;
    }
    in_string_ = c == '"';
  }
  keep(c);
  return true;
}

void JsonRows::keep(char c) {
  overlong_ = overlong_ || text_.size() == json_object_bytes_max;
  if (!overlong_) {
    text_.push_back(c);
  }
}

void JsonRows::end_element(RowTaker& taker) {
  if (overlong_) {
    refuse(taker, fmt::format("the object is longer than {} bytes", json_object_bytes_max));
    return;
  }
  const auto row = object_.read(text_, start_, fmt::format("/{}", index_));
  ++index_;
  if (const auto* good = std::get_if<TransferRow>(&row)) {
    taker.row(*good);
  } else {
    taker.fault(std::get<RowFault>(row), text_);
  }
}

void JsonRows::refuse(RowTaker& taker, std::string reason) {
  const std::string pointer = form_ == JsonForm::array ? fmt::format("/{}", index_) : "";
  index_ += overlong_ ? 1 : 0;
  taker.fault(RowFault{start_, pointer, std::move(reason)}, text_);
}

}  // namespace holdfast::feed
