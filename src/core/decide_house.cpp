// Rules, routing, users, feeds, alarms, reveals, and the passing of time.
#include <algorithm>
#include <fmt/core.h>
#include <set>

#include "core/first_days.hpp"
#include "core/freezes.hpp"
#include "core/outcome.hpp"
#include "core/persons.hpp"
#include "core/tips.hpp"
#include "dissuade/grade.hpp"

namespace holdfast::core {

namespace {

constexpr std::size_t name_bytes_max = 64;
constexpr std::size_t organ_bytes_max = 128;
constexpr auto answered_kept = std::chrono::hours{72};

base::Result<void> check_name(std::string_view name, std::string_view what) {
  const bool plain = !name.empty() && name.size() <= name_bytes_max &&
                     std::all_of(name.begin(), name.end(), [](char c) {
                       return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
                              c == '_' || c == '.' || (c >= 'A' && c <= 'Z');
                     });
  if (!plain) {
    return refuse(base::ErrorCode::bad_input,
                  fmt::format("{} must be 1 to 64 letters, digits, '-', '_' or '.'", what));
  }
  return {};
}

base::Result<void> check_institution(const State& state, std::string_view code) {
  if (!code.empty() && find_institution(state.routing, code) == nullptr) {
    return refuse(base::ErrorCode::bad_input, fmt::format("no institution {}", code));
  }
  return {};
}

/// A bank's user belongs to an institution of the routing, one of justice to an organ by name.
base::Result<void> check_belonging(const State& state, const User& user) {
  if (is_of_justice(user.role)) {
    if (user.institution.empty() || user.institution.size() > organ_bytes_max) {
      return refuse(base::ErrorCode::bad_input,
                    "a user of prosecution or of a court belongs to an organ, by its name");
    }
    return {};
  }
  if (const auto ok = check_institution(state, user.institution); !ok) {
    return ok;
  }
  if ((user.role == Role::bank) == user.institution.empty()) {
    return refuse(base::ErrorCode::bad_input,
                  "a bank's user belongs to an institution, and nobody else does");
  }
  return {};
}

const Alarm* open_alarm(const State& state, AlarmKind kind, std::string_view subject) {
  for (const auto& [id, alarm] : state.alarms) {
    if (alarm.kind == kind && alarm.subject == subject && !alarm.cleared) {
      return &alarm;
    }
  }
  return nullptr;
}

enum class Practice { no, yes };

/// The first channel that is, or is not, for practice; null where there is none.
const Channel* first_channel(const Routing& routing, Practice practice) {
  const auto found = std::find_if(
      routing.channels.begin(), routing.channels.end(),
      [&](const Channel& each) { return each.practice == (practice == Practice::yes); });
  return found == routing.channels.end() ? nullptr : &*found;
}

/// A freeze that stood lapses and the next one moves on; one that nobody executed is told.
void freeze_expired(Outcome& out, const order::Order& order) {
  if (order.state == order::State::in_force || order.state == order::State::queued) {
    freeze_ended(out, order, *order.times.deadline, "冻结已到期");
  } else if (order::awaits_partner(order)) {
    tell_freeze_failed(out, order);
  }
}

void expire_orders(Outcome& out) {
  std::set<base::AccountId> left_open;  // where a closed case's stop held for others too
  for (const auto& [deadline, ids] : out.state.deadlines) {
    if (deadline > out.at) {
      break;
    }
    // In the order of their ids, so that a state from a snapshot gives the same events.
    const std::set<order::OrderId> in_order{ids.begin(), ids.end()};
    for (const auto id : in_order) {
      const auto& order = out.state.orders.at(id);
      out.add(OrderExpired{id});
      out.ended_now.insert(id);
      if (order::is_of_freeze(order.family)) {
        freeze_expired(out, order);
        continue;
      }
      note_unheld(out, order,
                  order.state == order::State::in_force ? "上一次止付已到期" : "指令未能送达");
      if (order.family == order::Family::stop &&
          !desk::is_pursued(out.state.cases.at(order.case_id))) {
        left_open.insert(order.account);
      }
      settle_after_query(out, order, false);
    }
  }
  for (const auto account : left_open) {
    settle_others(out, account);
  }
}

void find_silent_feeds(Outcome& out) {
  const auto limit = law::term_of(out.rule("feed.silence"));
  for (const auto& [code, feed] : out.state.feeds) {
    const auto* institution = find_institution(out.state.routing, code);
    if (feed.silent || !feed.last_heard || out.at - *feed.last_heard <= limit ||
        institution == nullptr || !institution->feed_expected) {
      continue;
    }
    out.add(FeedSilent{code});
    raise_alarm(out, AlarmKind::feed_silent, code,
                fmt::format("{}：自 {} 起没有报送", institution->name,
                            base::display_instant(*feed.last_heard)));
  }
}

}  // namespace

void raise_alarm(Outcome& out, AlarmKind kind, std::string subject, std::string detail) {
  if (open_alarm(out.state, kind, subject) != nullptr) {
    return;
  }
  out.add(AlarmRaised{
      {out.new_alarm(), kind, std::move(subject), std::move(detail), out.at, std::nullopt, {}}});
}

void clear_alarm(Outcome& out, AlarmKind kind, std::string_view subject) {
  if (const auto* alarm = open_alarm(out.state, kind, subject)) {
    out.add(AlarmCleared{alarm->id});
  }
}

base::Result<void> decide_one(Outcome& out, const LoadRules& body) {
  const auto book = law::RuleBook::parse(body.toml);
  if (!book) {
    return book.error();
  }
  if (const auto lacking = law::lacking_key(*book); !lacking.empty()) {
    return base::Error{base::ErrorCode::bad_input,
                       fmt::format("rule pack: lacks {} for the present", lacking), "rule"};
  }
  if (const auto lacking = dissuade::lacking_warning_rule(*book, out.at); !lacking.empty()) {
    return base::Error{base::ErrorCode::bad_input,
                       fmt::format("rule pack: {} is missing or cannot be read", lacking), "rule"};
  }
  if (body.toml != out.state.rules_toml) {
    out.add(RulesLoaded{body.toml});
  }
  return {};
}

base::Result<void> decide_one(Outcome& out, const SetRouting& body) {
  for (const auto& institution : body.routing.institutions) {
    if (institution.trial && (institution.channel.empty() || institution.backup.empty())) {
      return refuse(base::ErrorCode::bad_input,
                    fmt::format("institution {} is on trial: it needs a channel, and a backup for "
                                "its orders until two people switch it live",
                                institution.code));
    }
    for (const auto* name : {&institution.channel, &institution.backup}) {
      if (!name->empty() && find_channel(body.routing, *name) == nullptr) {
        return refuse(base::ErrorCode::bad_input,
                      fmt::format("institution {} names the channel {}, which is not there",
                                  institution.code, *name));
      }
    }
  }
  for (const auto& unit : body.routing.units) {
    const auto top = chain_of(body.routing, unit.code).back();
    if (const auto above = parent_of(body.routing, top); !above.empty()) {
      return refuse(
          base::ErrorCode::bad_input,
          fmt::format("unit {} names the unit {} above it, which is not there or below it", top,
                      above));
    }
  }
  if (const auto* mixed =
          first_channel(body.routing, out.state.drill ? Practice::no : Practice::yes)) {
    return refuse(
        base::ErrorCode::bad_input,
        out.state.drill
            ? fmt::format("演练中的通道 {} 没有标明 practice：演练指令不得到达真实机构",
                          mixed->name)
            : fmt::format("通道 {} 只用于演练（practice）：真实案件不得使用", mixed->name));
  }
  if (!(body.routing == out.state.routing)) {
    out.add(RoutingSet{body.routing});
  }
  return {};
}

base::Result<void> decide_one(Outcome& out, const AddUser& body) {
  if (const auto ok = check_name(body.user.name, "a user's name"); !ok) {
    return ok.error();
  }
  if (out.state.users.contains(body.user.name)) {
    return refuse(base::ErrorCode::conflict, fmt::format("user {} exists", body.user.name));
  }
  // What is signed is signed by a name: a machine must not bear a person's.
  if (out.state.api_keys.contains(body.user.name)) {
    return refuse(base::ErrorCode::conflict, fmt::format("a key is called {}", body.user.name));
  }
  if (const auto ok = check_belonging(out.state, body.user); !ok) {
    return ok.error();
  }
  if (!body.user.unit.empty() && find_unit(out.state.routing, body.user.unit) == nullptr) {
    return refuse(base::ErrorCode::bad_input, fmt::format("no unit {}", body.user.unit));
  }
  if (body.user.duty != order::Duty::none && body.user.role != Role::officer &&
      body.user.role != Role::investigator) {
    return refuse(base::ErrorCode::bad_input, "only an officer or investigator holds an office");
  }
  out.add(UserAdded{body.user});
  out.answer.id = body.user.name;
  return {};
}

base::Result<void> decide_one(Outcome& out, const DisableUser& body) {
  const auto found = out.state.users.find(body.name);
  if (found == out.state.users.end()) {
    return refuse(base::ErrorCode::not_found, fmt::format("no user {}", body.name));
  }
  if (!found->second.disabled) {
    out.add(UserDisabled{body.name});
  }
  return {};
}

base::Result<void> decide_one(Outcome& out, const SetPassword& body) {
  if (!out.state.users.contains(body.name)) {
    return refuse(base::ErrorCode::not_found, fmt::format("no user {}", body.name));
  }
  out.add(PasswordSet{body.name, body.password_hash});
  return {};
}

base::Result<void> decide_one(Outcome& out, const AddApiKey& body) {
  if (const auto ok = check_name(body.key.name, "a key's name"); !ok) {
    return ok.error();
  }
  if (const auto ok = check_institution(out.state, body.key.institution); !ok) {
    return ok.error();
  }
  if (is_of_justice(body.key.role)) {
    return refuse(base::ErrorCode::bad_input, "prosecution and courts act by people, not by keys");
  }
  const auto found = out.state.api_keys.find(body.key.name);
  if (found != out.state.api_keys.end() && found->second == body.key) {
    return {};
  }
  if (out.state.users.contains(body.key.name)) {
    return refuse(base::ErrorCode::conflict, fmt::format("a user is called {}", body.key.name));
  }
  out.add(ApiKeyAdded{body.key});
  out.answer.id = body.key.name;
  return {};
}

base::Result<void> decide_one(Outcome& out, const NoteTransfers& body) {
  if (body.batch.number > 0) {
    const auto earlier = earlier_answer(out.state, body.batch);
    if (!earlier) {
      return earlier.error();
    }
    if (*earlier) {
      return {};
    }
  } else if (body.institution.empty() && body.rows == 0) {
    return {};
  }
  out.add(TransfersTaken{body.institution, body.rows, body.fresh, body.duplicates, body.legs,
                         body.refused, body.first, body.watermark, body.batch});
  clear_alarm(out, AlarmKind::feed_silent, body.institution);
  return {};
}

base::Result<void> decide_one(Outcome& out, const SplitLegs& body) {
  if (body.reason.empty()) {
    return refuse(base::ErrorCode::bad_input, "say why the two legs are two transfers");
  }
  out.add(LegsSplit{body.transfer, body.reason});
  return {};
}

base::Result<void> decide_one(Outcome& out, const NoteChannel& body) {
  if (body.up) {
    clear_alarm(out, AlarmKind::channel_down, body.channel);
  } else {
    raise_alarm(out, AlarmKind::channel_down, body.channel, body.detail);
  }
  return {};
}

base::Result<void> decide_one(Outcome& out, const QuarantinePursuit& body) {
  const auto file = out.state.cases.find(body.case_id);
  if (file != out.state.cases.end() && file->second.closed) {
    return {};
  }
  raise_alarm(out, AlarmKind::pursuit_quarantined, order::to_text(body.case_id), body.why);
  return {};
}

base::Result<void> decide_one(Outcome& out, const AcknowledgeAlarm& body) {
  const auto found = out.state.alarms.find(body.alarm);
  if (found == out.state.alarms.end()) {
    return refuse(base::ErrorCode::not_found, fmt::format("no alarm {}", to_text(body.alarm)));
  }
  if (found->second.acknowledged_by.empty()) {
    out.add(AlarmAcknowledged{body.alarm});
  }
  return {};
}

base::Result<void> decide_one(Outcome& out, const Reveal& body) {
  if (body.reason.empty()) {
    return refuse(base::ErrorCode::bad_input, "say why you need to see it");
  }
  out.add(Revealed{body.kind, body.id, body.field, body.reason});
  return {};
}

base::Result<void> decide_one(Outcome& out, const DeclareDrill& /*body*/) {
  if (out.state.drill) {
    return {};
  }
  if (!out.state.cases.empty()) {
    return refuse(base::ErrorCode::conflict, "已有案件：真实数据与演练不得混用，请另用数据目录");
  }
  if (const auto* real = first_channel(out.state.routing, Practice::no)) {
    return refuse(base::ErrorCode::conflict,
                  fmt::format("通道 {} 通往真实机构：演练只用标明 practice 的通道", real->name));
  }
  out.add(DrillDeclared{});
  return {};
}

base::Result<void> decide_one(Outcome& out, const Tick& /*body*/) {
  if (out.state.rules_toml.empty()) {
    return {};
  }
  expire_orders(out);
  ring_clocks(out);
  ring_warnings(out);
  archive_warnings(out);
  ring_plans(out);
  ring_persons(out);
  ring_first_days(out);
  ring_tips(out);
  end_quiz_links(out);
  find_silent_feeds(out);
  tidy_screenings(out);
  forget_proof(out);
  forget_calls(out);
  const auto horizon = out.at - answered_kept;
  if (std::any_of(out.state.answered.begin(), out.state.answered.end(),
                  [&](const auto& each) { return each.second.at < horizon; })) {
    out.add(KeysForgotten{horizon});
  }
  return {};
}

}  // namespace holdfast::core
