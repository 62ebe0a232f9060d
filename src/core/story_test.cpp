// Plays test/golden/*.story: commands, and the events that must follow from them, one story per
// legal rule. The language is told in test/golden/README.md.
#include <boost/json.hpp>
#include <charconv>
#include <filesystem>
#include <gtest/gtest.h>
#include <sstream>

#include "base/digest.hpp"
#include "base/error_table.hpp"
#include "core/story_words_test.hpp"
#include "support/source_dir.hpp"

namespace holdfast::core::test {
namespace {

namespace json = boost::json;

const Seal plain_seal = [](base::SubjectId, std::string_view text) { return std::string{text}; };

/// A value as a story writes it: text without quotes, "none" for null, sealed text in the clear.
std::string shown(const json::value& value) {
  if (value.is_null()) {
    return "none";
  }
  if (const auto* text = value.if_string()) {
    return std::string{*text};
  }
  if (const auto* object = value.if_object(); object != nullptr && object->contains("c")) {
    return base::from_base64(std::string{object->at("c").as_string()}).value();
  }
  return json::serialize(value);
}

/// Follows "times.deadline", and "clocks.0.unit" into a list. A body of one thing ("order", "task")
/// is that thing.
const json::value* at_path(const json::value& root, std::string_view path) {
  const auto* value = &root;
  while (!path.empty()) {
    const auto dot = path.find('.');
    const auto name = path.substr(0, dot);
    if (const auto* list = value->if_array()) {
      std::size_t index = 0;
      const auto read = std::from_chars(name.data(), name.data() + name.size(), index);
      value = read.ec == std::errc{} ? list->if_contains(index) : nullptr;
    } else {
      const auto* object = value->if_object();
      value = object == nullptr ? nullptr : object->if_contains(name);
    }
    if (value == nullptr) {
      return nullptr;
    }
    path = dot == std::string_view::npos ? std::string_view{} : path.substr(dot + 1);
  }
  return value;
}

bool is_money(std::string_view text) {
  return text.size() > 3 && text[text.size() - 3] == '.' &&
         text.find_first_not_of("0123456789.") == std::string_view::npos;
}

/// A story writes 500.00, O1 and 2023-01-01T09:00:00; the journal 50000, 1 and the full time.
bool equals(const std::string& written, const json::value& value, base::Instant now) {
  const auto there = shown(value);
  if (there == written) {
    return true;
  }
  if (is_money(written)) {
    return there == std::to_string(base::parse_yuan(written).value().value());
  }
  if (value.is_string() && (written.starts_with("20") || written.starts_with("+"))) {
    return there == base::format_instant(moment(written, now));
  }
  return value.is_number() && written.size() > 1 && std::isalpha(written[0]) != 0 &&
         there == written.substr(1);
}

/// Empty when every condition holds.
std::string mismatch(const json::value& root, const std::vector<Condition>& conditions,
                     base::Instant now) {
  for (const auto& condition : conditions) {
    const auto* value = at_path(root, condition.name);
    if (value == nullptr) {
      throw BadStory{"no field " + condition.name + " in " + json::serialize(root)};
    }
    const bool holds = condition.relation == '='
                           ? equals(condition.value, *value, now)
                           : shown(*value).find(condition.value) != std::string::npos;
    if (!holds) {
      return condition.name + " is " + shown(*value) + ", not " + condition.value;
    }
  }
  return {};
}

class Story {
 public:
  void line(std::string_view text) {
    const auto words = read_words(text);
    if (words.verb.empty()) {
      return;
    }
    if (words.verb == "expect") {
      expect(words);
    } else if (words.verb == "refused") {
      refused(words);
    } else if (words.verb == "see") {
      see(words);
    } else {
      finish();
      act(words, text);
    }
  }
  /// Once any event of a command is expected, all of them must be.
  void finish() {
    if (last_refused_) {
      throw BadStory{"refused: " + error_.message};
    }
    if (strict_ && next_ != events_.size()) {
      throw BadStory{"unexpected " + describe(events_[next_])};
    }
    strict_ = false;
    events_.clear();
    next_ = 0;
  }

 private:
  static std::string describe(const Event& event) { return encode(event, plain_seal); }

  /// The people of most stories about freezes: two officers, and a head of each kind.
  void hire_people() {
    for (const auto* name : {"li", "wang"}) {
      (void)centre_.must(AddUser{{name, name, Role::investigator, {}, {}, false, {}}});
    }
    const std::vector<std::pair<std::string, order::Duty>> heads{
        {"qian", order::Duty::unit_head},
        {"sun", order::Duty::legal_review},
        {"zhao", order::Duty::district_head},
        {"zhou", order::Duty::city_head}};
    for (const auto& [name, duty] : heads) {
      (void)centre_.must(AddUser{{name, name, Role::investigator, {}, {}, false, duty}});
    }
  }
  /// Every signature that an order asks for, by whoever may give it.
  void pass(const std::string& id) {
    const order::OrderId order{number_of(id)};
    const auto before = centre_.actor;
    for (int step = 0; step < 9; ++step) {
      const auto& now = centre_.state.orders.at(order);
      if (now.state != order::State::draft && now.state != order::State::review) {
        break;
      }
      bool signed_now = false;
      for (const auto* name : {"wang", "qian", "sun", "zhao", "zhou"}) {
        centre_.actor = name;
        signed_now = signed_now || (now.state == order::State::draft
                                        ? centre_.ask(SignOrders{{order}, "已核对"}).ok()
                                        : centre_.ask(ApproveOrder{order, "同意"}).ok());
        if (signed_now) {
          break;
        }
      }
      if (!signed_now) {
        throw BadStory{"nobody can sign " + id};
      }
    }
    centre_.actor = before;
  }
  void act(const Words& words, std::string_view text) {
    if (words.verb == "people") {
      hire_people();
    } else if (words.verb == "pass") {
      for (const auto& id : words.plain) {
        pass(id);
      }
    } else if (words.verb == "begin") {
      centre_ = Centre{shipped_rules(), words.word(0)};
    } else if (words.verb == "at") {
      centre_.now = moment(words.word(0), centre_.now);
    } else if (words.verb == "as") {
      centre_.actor = words.word(0);
    } else if (words.verb == "key") {
      key_ = words.word(0);
    } else if (words.verb == "rules") {
      (void)centre_.must(LoadRules{rules_with(words.word(0), words.word(1))});
    } else if (auto command = command_of(words, centre_)) {
      ask(std::move(*command), std::string{text});
    } else {
      throw BadStory{"no such verb"};
    }
  }
  void ask(CommandBody command, std::string digest) {
    auto decided = centre_.ask(std::move(command), std::exchange(key_, {}), std::move(digest));
    last_refused_ = !decided.ok();
    if (decided) {
      events_ = std::move(decided->events);
    } else {
      error_ = decided.error();
    }
  }
  void expect(const Words& words) {
    if (last_refused_) {
      throw BadStory{"refused: " + error_.message};
    }
    strict_ = true;
    if (words.word(0) == "nothing") {
      return;
    }
    if (next_ == events_.size()) {
      throw BadStory{"no further event"};
    }
    const auto& event = events_[next_++];
    if (kind_of(event.body) != words.word(0)) {
      throw BadStory{"the event is " + describe(event)};
    }
    auto body = json::parse(encode(event, plain_seal)).at("body");
    for (const auto* thing : {"order", "task", "alarm", "plan", "application", "handover",
                              "campaign", "round", "audit", "quiz", "place", "agreement"}) {
      if (const auto* inner = body.if_object()->if_contains(thing); inner && inner->is_object()) {
        body = json::value(*inner);  // parentheses: braces would make a list of it
      }
    }
    if (const auto why = mismatch(body, words.groups.front(), event.at); !why.empty()) {
      throw BadStory{why};
    }
  }
  void refused(const Words& words) {
    if (!last_refused_) {
      throw BadStory{"it was not refused"};
    }
    last_refused_ = false;
    const json::value error{{"code", base::error_row(error_.code).name},
                            {"message", error_.message},
                            {"where", error_.where},
                            {"rule", error_.rule}};
    auto conditions = words.groups.front();
    conditions.push_back({"code", '=', words.word(0)});
    if (const auto why = mismatch(error, conditions, centre_.now); !why.empty()) {
      throw BadStory{why};
    }
  }
  /// see orders O1 state=in_force · see unmet C1 2 amount=... · see no unmet C1 2
  void see(const Words& words) {
    const bool absent = words.word(0) == "no";
    const std::size_t first = absent ? 1 : 0;
    const auto state = json::parse(encode_state(centre_.state, plain_seal));
    const bool in_case = words.word(first) == "unmet" || words.word(first) == "needs";
    const auto& all = in_case ? state : book_of(state, words.word(first));
    const auto* found =
        pair_in(all.at(in_case ? "cases" : words.word(first)), words.word(first + 1));
    if (in_case && found != nullptr) {
      found = pair_in(found->at(words.word(first)), words.word(first + 2));
    }
    if ((found == nullptr) != absent) {
      throw BadStory{absent ? "it is there: " + json::serialize(*found) : "it is not there"};
    }
    if (!absent) {
      if (const auto why = mismatch(*found, words.groups.front(), centre_.now); !why.empty()) {
        throw BadStory{why};
      }
    }
  }
  /// Education and indicators keep their own books within the state.
  static const json::value& book_of(const json::value& state, const std::string& name) {
    for (const auto* book : {"education", "indicators"}) {
      const auto* kept = state.as_object().if_contains(book);  // not there while it is empty
      if (kept != nullptr && kept->as_object().contains(name)) {
        return *kept;
      }
    }
    return state;
  }
  static const json::value* pair_in(const json::value& list, const std::string& key) {
    for (const auto& pair : list.as_array()) {
      const auto& name = pair.at(0);
      if (name.is_string() ? shown(name) == key : shown(name) == std::to_string(number_of(key))) {
        return &pair.as_array().at(1);
      }
    }
    return nullptr;
  }

  Centre centre_;
  std::string key_;
  std::vector<Event> events_;
  std::size_t next_ = 0;
  bool strict_ = false;
  bool last_refused_ = false;
  base::Error error_;
};

std::vector<std::string> story_files() {
  std::vector<std::string> names;
  for (const auto& entry :
       std::filesystem::directory_iterator{holdfast::test::source_dir() / "test/golden"}) {
    if (entry.path().extension() == ".story") {
      names.push_back(entry.path().stem().string());
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

class Stories : public ::testing::TestWithParam<std::string> {};

TEST_P(Stories, HoldsLineByLine) {
  std::istringstream text{read_source("test/golden/" + GetParam() + ".story")};
  Story story;
  std::string line;
  int number = 0;
  const auto play = [&](const auto& step) {
    try {
      step();
    } catch (const BadStory& what) {
      FAIL() << "test/golden/" << GetParam() << ".story:" << number << ": " << what.why << "\n  "
             << line;
    }
  };
  while (!HasFatalFailure() && std::getline(text, line)) {
    ++number;
    play([&] { story.line(line); });
  }
  ASSERT_GT(number, 0);
  if (!HasFatalFailure()) {
    play([&] { story.finish(); });
  }
}

INSTANTIATE_TEST_SUITE_P(Golden, Stories, ::testing::ValuesIn(story_files()),
                         [](const auto& each) { return each.param; });

TEST(Story, AStoryThatDoesNotHoldIsTold) {
  const auto says = [](const std::vector<std::string>& lines) -> std::string {
    try {
      Story story;
      for (const auto& line : lines) {
        story.line(line);
      }
      story.finish();
      return {};
    } catch (const BadStory& what) {
      return what.why;
    }
  };
  const std::string report = "report amount=500.00 matched=7";
  EXPECT_EQ(says({report, "expect case_opened", "expect cascade_authorised"}), "");
  EXPECT_NE(says({report, "expect case_opened"}).find("unexpected"), std::string::npos);
  EXPECT_NE(says({report, "expect order_drafted"}), "");
  EXPECT_NE(says({report, "refused conflict"}), "");
  EXPECT_NE(says({"approve O9 reason=x"}).find("refused"), std::string::npos);
  EXPECT_NE(says({"report amount=500.00 colour=red"}).find("colour"), std::string::npos);
}

}  // namespace
}  // namespace holdfast::core::test
