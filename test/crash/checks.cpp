#include "checks.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <fmt/core.h>
#include <gtest/gtest.h>
#include <map>
#include <set>

namespace holdfast::crash_test {

namespace json = boost::json;

namespace {

constexpr std::chrono::milliseconds settle_patience{90'000};

std::string text(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains({name.data(), name.size()});
  return value != nullptr && value->is_string() ? std::string{value->as_string()} : "";
}

std::int64_t number(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains({name.data(), name.size()});
  return value != nullptr && value->is_number() ? value->to_number<std::int64_t>() : 0;
}

void expect_report(Site& site, const ReportAcked& acked, std::int64_t seq) {
  const auto there = site.get(fmt::format("/api/v1/cases/{}?min_seq={}", acked.case_id, seq));
  EXPECT_EQ(there.status, 200) << acked.case_id << " is lost: " << there.body;
  const auto again =
      site.ask(Who::centre, {"POST", "/api/v1/reports", acked.body, "application/json", acked.key});
  EXPECT_EQ(again.text("/case"), acked.case_id) << acked.key << " again: " << again.body;
}

void expect_batch(Site& site, const BatchAcked& acked) {
  const auto again =
      site.ask(Who::centre, {"POST", "/api/v1/transfers?institution=QT03", acked.body,
                             "application/x-ndjson", "", std::string{Site::feed_key}});
  EXPECT_EQ(again.number("/new"), 0) << "a transfer was lost: " << again.body;
  EXPECT_EQ(again.number("/duplicates"), acked.rows) << again.body;
}

void expect_command(Site& site, const CommandAcked& acked, std::int64_t seq) {
  const auto order = site.get(fmt::format("/api/v1/orders/{}?min_seq={}", acked.order, seq));
  ASSERT_EQ(order.status, 200) << acked.order << " is lost: " << order.body;
  const auto state = order.text("/state");
  if (acked.what == "approve") {
    EXPECT_EQ(order.text("/authority/kind"), "officer") << order.body;
    EXPECT_NE(state, "review") << order.body;
  } else if (acked.what == "reject") {
    EXPECT_EQ(state, "rejected") << order.body;
  } else {
    const auto release = site.get(fmt::format("/api/v1/orders/{}", acked.answer));
    EXPECT_EQ(release.text("/family"), "stop_release") << release.body;
    EXPECT_EQ(release.text("/target"), acked.order) << release.body;
  }
  const auto again = site.ask(
      Who::centre, {"POST", acked.path, R"({"reason":"核实"})", "application/json", acked.key});
  EXPECT_TRUE(again.is_success()) << acked.path << " again: " << again.body;
  EXPECT_EQ(again.text("/order"), acked.answer) << again.body;
}

/// The account's ref ("A17") by its full number.
std::string ref_of(Site& site, const std::string& number) {
  const auto found = site.get("/api/v1/search?q=" + number);
  if (found.status != 200) {
    return {};
  }
  for (const auto& item : found.json.at("items").as_array()) {
    if (text(item.as_object(), "kind") == "account") {
      return text(item.as_object(), "id");
    }
  }
  return {};
}

/// The bank has the order under the number that the centre noted for it.
void expect_known_to_bank(Site& site, const json::object& order) {
  const auto partner_number = text(order, "partner_number");
  if (partner_number.empty()) {
    return;
  }
  const auto bank =
      text(order, "institution") == institution_of(Who::bank_yz) ? Who::bank_yz : Who::bank_sx;
  const auto application_id =
      store::slurp(site.data_dir() + "/installation") + "-" + text(order, "id");
  const auto there = site.ask(bank, {.path = "/bank/v1/orders/" + application_id});
  EXPECT_EQ(there.text("/bank_number"), partner_number) << application_id << ": " << there.body;
}

/// By account ref: what a trace of the case under `policy` leaves there.
std::map<std::string, std::int64_t> remaining(Site& site, const std::string& case_id,
                                              std::string_view policy) {
  std::map<std::string, std::int64_t> rest;
  const auto trace = site.get(fmt::format("/api/v1/cases/{}/trace?policy={}", case_id, policy));
  EXPECT_EQ(trace.status, 200) << trace.body;
  if (trace.status == 200) {
    for (const auto& one : trace.json.at("accounts").as_array()) {
      rest[text(one.as_object(), "account")] = number(one.as_object(), "remaining_fen");
    }
  }
  return rest;
}

/// What follows from the moment of asking is no part of the state.
void drop_times(json::value& value) {
  if (auto* object = value.if_object()) {
    object->erase("as_of");
    for (auto& member : *object) {
      drop_times(member.value());
    }
  } else if (auto* array = value.if_array()) {
    for (auto& item : *array) {
      drop_times(item);
    }
  }
}

/// Asked again, a question is answered as before the crash.
void expect_question(Site& site, const QuestionAcked& question) {
  const auto again = site.ask(Who::centre, {"POST", "/api/v1/payments/screen", question.body,
                                            "application/json", "", std::string{Site::feed_key}});
  EXPECT_EQ(again.status, 200) << again.body;
  EXPECT_EQ(again.text("/id"), question.id) << question.body;
  EXPECT_EQ(again.text("/decision"), question.decision) << question.body;
}

}  // namespace

void expect_acknowledged(Site& site, const Acknowledged& acknowledged, const Acknowledged& from) {
  for (auto i = from.reports.size(); i < acknowledged.reports.size(); ++i) {
    expect_report(site, acknowledged.reports[i], acknowledged.seq);
  }
  for (auto i = from.batches.size(); i < acknowledged.batches.size(); ++i) {
    expect_batch(site, acknowledged.batches[i]);
  }
  for (auto i = from.commands.size(); i < acknowledged.commands.size(); ++i) {
    expect_command(site, acknowledged.commands[i], acknowledged.seq);
  }
  for (auto i = from.questions.size(); i < acknowledged.questions.size(); ++i) {
    expect_question(site, acknowledged.questions[i]);
  }
}

void expect_every_case_once(Site& site, const Acknowledged& acknowledged) {
  std::set<std::string> cases;
  for (const auto& item : site.all("/api/v1/cases")) {
    EXPECT_TRUE(cases.insert(text(item.as_object(), "id")).second) << "a case is listed twice";
  }
  std::set<std::string> reported;
  for (const auto& each : acknowledged.reports) {
    EXPECT_TRUE(reported.insert(each.case_id).second) << each.case_id << " answers two reports";
  }
  EXPECT_EQ(cases, reported);
}

bool orders_settle(Site& site) {
  return eventually(settle_patience, [&] {
    const auto waiting = site.get("/api/v1/orders?state=draft,approved,sent,acknowledged&limit=1");
    return waiting.number("/total") == 0;
  });
}

void expect_banks_agree(Site& site, const Acknowledged& acknowledged) {
  std::map<std::string, std::int64_t> held;  // by account ref, as the centre says
  for (const auto& item : site.all("/api/v1/orders")) {
    const auto& order = item.as_object();
    expect_known_to_bank(site, order);
    if (text(order, "family") == "stop" && text(order, "state") == "in_force") {
      held[text(order.at("account").as_object(), "ref")] += number(order, "held_fen");
    }
  }
  std::size_t compared = 0;
  const auto compare = [&](Who bank, const std::string& mule) {
    const auto ref = ref_of(site, mule);
    const auto account = site.ask(bank, {.path = "/bank/v1/accounts/" + mule});
    ASSERT_EQ(account.status, 200) << account.body;
    const auto said = ref.empty() ? 0 : held[ref];
    EXPECT_EQ(account.number("/held_fen"), said)
        << mule << " " << ref << ": the bank holds another amount than the stops say";
    compared += said > 0 ? 1 : 0;
  };
  for (const auto& each : acknowledged.reports) {
    compare(Who::bank_sx, each.first_mule);
    compare(Who::bank_yz, each.second_mule);
  }
  EXPECT_GT(compared, 0U) << "no stop came into force: nothing was compared";
}

void expect_live_equals_trace(Site& site, const Acknowledged& acknowledged) {
  for (const auto& each : acknowledged.reports) {
    const auto accounts = site.get(fmt::format("/api/v1/cases/{}/accounts", each.case_id));
    ASSERT_EQ(accounts.status, 200) << accounts.body;
    auto upper = remaining(site, each.case_id, "taint_first");
    auto lower = remaining(site, each.case_id, "clean_first");
    for (const auto& item : accounts.json.at("items").as_array()) {
      const auto& account = item.as_object();
      const auto ref = text(account.at("account").as_object(), "ref");
      const auto [least, most] = std::minmax(upper[ref], lower[ref]);
      EXPECT_EQ(number(account, "remaining_low_fen"), least) << each.case_id << " " << ref;
      EXPECT_EQ(number(account, "remaining_high_fen"), most) << each.case_id << " " << ref;
      upper.erase(ref);
    }
    upper.erase("unseen");  // gone by a bank's word: no account that anybody could act on
    for (const auto& [ref, rest] : upper) {
      EXPECT_EQ(rest, 0) << each.case_id << ": the pursuit does not show " << ref;
    }
  }
}

std::map<std::string, std::string> lists(Site& site) {
  std::map<std::string, std::string> shown;
  const auto seq = site.get("/healthz").number("/seq");
  const auto note = [&](const std::string& list, const json::array& items) {
    std::size_t place = 0;
    for (const auto& item : items) {
      auto value = item;
      drop_times(value);
      shown[fmt::format("{} {:06}", list, place++)] = json::serialize(value);
    }
  };
  const auto all = [&](const std::string& list) {
    auto items = site.all(fmt::format("{}?min_seq={}", list, seq));
    note(list, items);
    return items;
  };
  all("/api/v1/orders");
  all("/api/v1/tasks");
  for (const auto& item : all("/api/v1/cases")) {
    const auto list = "/api/v1/cases/" + text(item.as_object(), "id");
    note(list + "/accounts", site.get(list + "/accounts").json.at("items").as_array());
    all(list + "/timeline");
  }
  return shown;
}

}  // namespace holdfast::crash_test
