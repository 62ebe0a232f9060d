#include "load.hpp"

#include <boost/json.hpp>
#include <fmt/core.h>

namespace holdfast::crash_test {

namespace json = boost::json;

namespace {

constexpr int tellers = 2;
constexpr int rows_a_batch = 20;
constexpr std::chrono::milliseconds breath{20};
constexpr std::chrono::milliseconds officer_patience{3'000};
constexpr std::string_view victim_prefix = "991101900";
constexpr std::int64_t victim_balance_fen = 90'000'000'000;
constexpr std::int64_t own_money_fen = 70'000'000;

std::string victim_of(int teller) {
  return account_number(victim_prefix, teller);
}

std::string payment_body(const std::string& payer, const std::string& payee, Who payee_bank,
                         std::int64_t amount_fen, const std::string& serial) {
  return json::serialize(json::object{{"payer", payer},
                                      {"payee", payee},
                                      {"payee_name", "户" + payee.substr(12)},
                                      {"payee_institution", institution_of(payee_bank)},
                                      {"amount_fen", amount_fen},
                                      {"serial", serial}});
}

}  // namespace

std::string account_number(std::string_view prefix, int serial) {
  auto digits = fmt::format("{}{:0{}}", prefix, serial, 15 - prefix.size());
  int sum = 0;
  bool doubled = true;
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, doubled = !doubled) {
    const int value = (*digit - '0') * (doubled ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  digits += static_cast<char>('0' + (10 - sum % 10) % 10);
  return digits;
}

Load::Load(Site& site, std::uint64_t seed) : site_(site) {
  threads_.emplace_back([this, seed] { tell_transfers(seed); });
  threads_.emplace_back([this, seed] { ask_about_payments(seed); });
  for (int teller = 0; teller < tellers; ++teller) {
    threads_.emplace_back([this, teller, seed] { tell_stories(teller, seed); });
  }
}

Load::~Load() {
  finish();
}

void Load::finish() {
  {
    const std::lock_guard held{lock_};
    finishing_ = true;
  }
  woken_.notify_all();
  for (auto& thread : threads_) {
    if (thread.joinable()) {
      thread.join();
    }
  }
}

Acknowledged Load::acknowledged() const {
  const std::lock_guard held{lock_};
  return acknowledged_;
}

std::vector<std::string> Load::contradictions() const {
  const std::lock_guard held{lock_};
  return contradictions_;
}

void Load::contradict(std::string words) {
  const std::lock_guard held{lock_};
  contradictions_.push_back(std::move(words));
}

void Load::note_seq(const Answer& answer) {
  acknowledged_.seq = std::max(acknowledged_.seq, answer.number("/seq"));
}

void Load::pause() {
  std::unique_lock held{lock_};
  woken_.wait_for(held, breath, [this] { return finishing_; });
}

Answer Load::insist(Who who, const Ask& ask) {
  for (;;) {
    auto answer = site_.ask(who, ask);
    if (answer.status != 0 && answer.status != 429 && answer.status < 500) {
      return answer;
    }
    std::unique_lock held{lock_};
    woken_.wait_for(held, breath);
  }
}

// ---- The feed of QT03 -------------------------------------------------------------------------

void Load::tell_transfers(std::uint64_t seed) {
  base::Rng rng{seed};
  std::int64_t serial = 0;
  const auto is_finishing = [this] {
    const std::lock_guard held{lock_};
    return finishing_;
  };
  while (!is_finishing()) {
    std::string body;
    for (int i = 0; i < rows_a_batch; ++i) {
      ++serial;
      body += json::serialize(json::object{
          {"id", fmt::format("QT{:08}", serial)},
          {"serial", fmt::format("QT{:08}", serial)},
          {"time", base::format_instant(base::from_unix_ms(1'790'000'000'000 + serial * 1000 +
                                                           rng.between(0, 60'000)))},
          {"payer", account_number("993303", static_cast<int>(rng.below(40)))},
          {"payee", account_number("993303", 40 + static_cast<int>(rng.below(40)))},
          {"amount_fen", rng.between(1, 1'000'000)}});
      body += '\n';
    }
    const auto answer =
        insist(Who::centre, {"POST", "/api/v1/transfers?institution=QT03", body,
                             "application/x-ndjson", "", std::string{Site::feed_key}});
    const auto told = answer.number("/new") + answer.number("/duplicates");
    if (answer.status != 200 || answer.number("/rows") != rows_a_batch || told != rows_a_batch) {
      contradict("a batch of 20 rows was answered " + answer.body);
    }
    {
      const std::lock_guard held{lock_};
      acknowledged_.batches.push_back({std::move(body), rows_a_batch});
      note_seq(answer);
    }
    pause();
  }
}

// ---- Payments of QT03 that wait for a word ------------------------------------------------------

void Load::ask_about_payments(std::uint64_t seed) {
  base::Rng rng{seed + 77};
  for (std::int64_t number = 1;; ++number) {
    {
      const std::lock_guard held{lock_};
      if (finishing_) {
        return;
      }
    }
    QuestionAcked acked;
    acked.body = json::serialize(
        json::object{{"payment_id", fmt::format("Q{}", number)},
                     {"payer", account_number("993303", static_cast<int>(rng.below(40)))},
                     {"payee", account_number("992202", static_cast<int>(rng.below(40)))},
                     {"amount_fen", rng.between(1, 1'000'000)}});
    const auto answer = insist(Who::centre, {"POST", "/api/v1/payments/screen", acked.body,
                                             "application/json", "", std::string{Site::feed_key}});
    acked.id = answer.text("/id");
    acked.decision = answer.text("/decision");
    if (answer.status != 200 || acked.decision.empty()) {
      contradict("a question was answered " + answer.body);
    }
    if (!acked.id.empty()) {  // told late: written down afterwards, or not before the crash
      const std::lock_guard held{lock_};
      note_seq(answer);
      acknowledged_.questions.push_back(std::move(acked));
    }
    pause();
  }
}

// ---- Fraud after fraud ------------------------------------------------------------------------

void Load::tell_stories(int teller, std::uint64_t seed) {
  base::Rng rng{seed + 1 + static_cast<std::uint64_t>(teller)};
  open_account(Who::bank_yz, victim_of(teller), victim_balance_fen);
  for (int number = 0;; ++number) {
    {
      const std::lock_guard held{lock_};
      if (finishing_) {
        return;
      }
    }
    const int serial = number * tellers + teller;
    Story story;
    story.name = fmt::format("{}-{}", teller, number);
    story.first_mule = account_number("992202", serial);
    story.second_mule = account_number("991101", serial);
    story.amount_fen = rng.between(1'000'000, 9'000'000);
    story.turn = number % 4;
    live_through(story);
    pause();
  }
}

void Load::live_through(const Story& story) {
  const auto victim = victim_of(story.name.front() - '0');
  // Some mules have money of their own: a hold that is placed twice shows there.
  open_account(Who::bank_sx, story.first_mule, story.turn % 2 == 0 ? own_money_fen : 0);
  open_account(Who::bank_yz, story.second_mule, own_money_fen);
  const auto theft = pay(Who::bank_yz, victim, story.first_mule, Who::bank_sx, story.amount_fen,
                         "theft-" + story.name);
  if (theft.status != 201) {
    contradict("the theft was answered " + theft.body);
    return;
  }
  const auto case_id = report(story, theft.text("/time"));
  // Refused when the money has not arrived yet or is held already: both are life.
  pay(Who::bank_sx, story.first_mule, story.second_mule, Who::bank_yz, story.amount_fen / 2,
      "move-" + story.name);
  if (story.turn == 0) {
    decide(story, case_id, "approve", "review");
  } else if (story.turn == 1) {
    decide(story, case_id, "reject", "review");
  } else if (story.turn == 2) {
    decide(story, case_id, "release", "in_force");
  }
}

void Load::open_account(Who bank, const std::string& number, std::int64_t balance_fen) {
  const json::object account{
      {"number", number}, {"name", "户" + number.substr(12)}, {"balance_fen", balance_fen}};
  const auto answer = insist(bank, {"POST", "/bank/v1/accounts", json::serialize(account)});
  if (answer.status != 201) {
    contradict("opening an account was answered " + answer.body);
  }
}

Answer Load::pay(Who bank, const std::string& payer, const std::string& payee, Who payee_bank,
                 std::int64_t amount_fen, const std::string& serial) {
  return insist(bank, {"POST", "/bank/v1/payments",
                       payment_body(payer, payee, payee_bank, amount_fen, serial)});
}

std::string Load::report(const Story& story, const std::string& time) {
  const json::object body{
      {"victim", {{"name", "张三丰"}, {"phone", "13800000000"}, {"id_no", ""}}},
      {"fraud_type", "刷单返利"},
      {"paid_by", "transfer"},
      {"narrative", story.name},
      {"losses", json::array{json::object{{"payer_account", victim_of(story.name.front() - '0')},
                                          {"payee_account", story.first_mule},
                                          {"payee_name", "户" + story.first_mule.substr(12)},
                                          {"amount_fen", story.amount_fen},
                                          {"time", time}}}},
      {"authorise_cascade", story.turn >= 2}};
  ReportAcked acked{"report-" + story.name, json::serialize(body), "", story.first_mule,
                    story.second_mule};
  const auto answer =
      insist(Who::centre, {"POST", "/api/v1/reports", acked.body, "application/json", acked.key});
  acked.case_id = answer.text("/case");
  if (answer.status != 201 || acked.case_id.empty()) {
    contradict("a report was answered " + answer.body);
  }
  const std::lock_guard held{lock_};
  note_seq(answer);
  acknowledged_.reports.push_back(acked);
  return acked.case_id;
}

/// Waits until the case has an order in `state` and decides it.
void Load::decide(const Story& story, const std::string& case_id, const std::string& what,
                  const std::string& state) {
  std::string order;
  const auto path = fmt::format("/api/v1/orders?case={}&state={}&family=stop", case_id, state);
  const bool found = eventually(officer_patience, [&] {
    order = site_.get(path).text("/items/0/id");
    return !order.empty();
  });
  if (!found) {
    return;  // the centre is down for long, or the money was gone
  }
  CommandAcked acked{what, fmt::format("/api/v1/orders/{}/{}", order, what),
                     what + "-" + story.name, order, ""};
  const auto answer = insist(
      Who::centre, {"POST", acked.path, R"({"reason":"核实"})", "application/json", acked.key});
  if (!answer.is_success()) {
    contradict(acked.path + " was answered " + answer.body);
    return;
  }
  acked.answer = answer.text("/order");
  const std::lock_guard held{lock_};
  note_seq(answer);
  acknowledged_.commands.push_back(std::move(acked));
}

}  // namespace holdfast::crash_test
