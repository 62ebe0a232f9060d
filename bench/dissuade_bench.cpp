// Warnings of a large city, a month of them, in the core alone: 15,000 a day through station,
// district and city. Officers sign, call, visit and report at times of their own, often too late,
// some never; machines' messages arrive or do not; a fifth of the warnings is about somebody who is
// warned already. Time is told to the core by ticks a second apart wherever a clock may ring, as
// the engine's does.
//
// It counts for itself what must have happened: every clock that ran past its end rang for it, in
// the tick that found it; no ring, no step and no open warning is there twice. What a warning that
// is over takes in memory is measured on copies of those that there are at the end, before and
// after it left for the archive; indexes by person are the same for both and left out.
//
//   bench_dissuade [DAYS [A_DAY]]
#include <chrono>
#include <cstdlib>
#include <fmt/core.h>
#include <malloc.h>
#include <map>
#include <memory>
#include <queue>
#include <set>
#include <unordered_set>

#include "base/rng.hpp"
#include "core/centre_test.hpp"
#include "dissuade/machine.hpp"
#include "figure.hpp"

namespace {

using namespace holdfast;
using core::test::Centre;
using dissuade::Result;
using dissuade::Step;
using dissuade::WarningId;

constexpr int stations_per_district = 10;
constexpr int districts = 10;

core::Routing city() {
  auto routing = core::test::small_city();
  routing.units = {{"5", "市反诈骗中心", "city", ""}};
  for (int district = 0; district < districts; ++district) {
    const auto code = fmt::format("5{:02}", district);
    routing.units.push_back({code, "分局" + code, "district", "5"});
    for (int station = 0; station < stations_per_district; ++station) {
      const auto own = fmt::format("{}{:02}", code, station);
      routing.units.push_back({own, "派出所" + own, "station", code});
    }
  }
  return routing;
}

/// What somebody will do, and when.
struct Plan {
  base::Instant at;
  WarningId warning;
  Step step = Step::sign_off;
  bool operator>(const Plan& other) const { return at > other.at; }
};

class Month {
 public:
  Month(int days, int a_day) : end_(centre_.now + std::chrono::days{days}), a_day_(a_day) {
    centre_.must(core::SetRouting{city()});
    centre_.journal.clear();
  }

  void run() {
    base::Instant next_raise = centre_.now;
    while (centre_.now < end_) {
      base::Instant next = next_raise;
      if (!plans_.empty()) {
        next = std::min(next, plans_.top().at);
      }
      if (!centre_.state.warning_rings.empty()) {
        next = std::min(next, std::max(centre_.state.warning_rings.begin()->first,
                                       centre_.now + std::chrono::milliseconds{1}));
      }
      centre_.now = std::max(centre_.now, next);
      tick();
      while (!plans_.empty() && plans_.top().at <= centre_.now) {
        const auto plan = plans_.top();
        plans_.pop();
        act(plan);
      }
      if (next_raise <= centre_.now) {
        raise();
        next_raise = centre_.now + base::Milliseconds{rng_.between(1, 2 * 86'400'000 / a_day_)};
      }
    }
  }

  /// Clocks that ran out and never said so, by the state alone.
  [[nodiscard]] std::size_t missed() const {
    std::size_t count = 0;
    for (const auto& [id, warning] : centre_.state.warnings) {
      for (const auto& clock : warning.clocks) {
        const bool ran_out = !clock.stopped && clock.due <= centre_.now;
        count += ran_out && clock.told != dissuade::Told::lapsed ? 1U : 0U;
      }
    }
    return count + late_rings;
  }
  [[nodiscard]] std::size_t open_twice() const {
    std::unordered_set<std::string> people;
    std::size_t twice = 0;
    for (const auto& [id, warning] : centre_.state.warnings) {
      if (warning.state == dissuade::State::open) {
        twice += people.insert(warning.person).second ? 0U : 1U;
      }
    }
    return twice;
  }
  [[nodiscard]] const core::State& state() const { return centre_.state; }

  std::uint64_t raised = 0;
  std::uint64_t told = 0;
  std::uint64_t events = 0;
  std::uint64_t rings = 0;
  std::uint64_t lapses = 0;
  std::uint64_t doubled = 0;
  std::size_t late_rings = 0;
  std::uint64_t escalated_to_city = 0;

 private:
  void take_in() {
    events += centre_.journal.size();
    for (const auto& event : centre_.journal) {
      if (const auto* rung = std::get_if<core::WarningClockRung>(&event.body)) {
        ++rings;
        lapses += rung->lapsed ? 1U : 0U;
        escalated_to_city += rung->lapsed && rung->held_by == "5" ? 1U : 0U;
        const auto key =
            fmt::format("{}/{}/{}/{}", rung->warning.value(), static_cast<int>(rung->step),
                        base::to_unix_ms(rung->due), rung->lapsed);
        doubled += rung_.insert(key).second ? 0U : 1U;
        late_rings += rung->lapsed && event.at - rung->due > std::chrono::seconds{1} ? 1U : 0U;
      } else if (const auto* began = std::get_if<core::WarningRaised>(&event.body)) {
        ++raised;
        plan(began->warning.id, began->warning.grade == "低危" ? Step::sms : Step::sign_off);
      }
    }
    centre_.journal.clear();
    if (rung_.size() > 2'000'000) {
      rung_.clear();  // a ring is not told again days later: its clock is another one by then
    }
  }
  void tick() {
    (void)centre_.must(core::Tick{});
    take_in();
  }
  void raise() {
    ++told;
    core::RaiseWarning body;
    body.source = dissuade::SourceKind::pattern;
    const auto roll = rng_.below(100);
    body.grade = roll < 2 ? "特危" : roll < 12 ? "高危" : roll < 40 ? "中危" : "低危";
    body.fraud_type = "刷单返利";
    body.reasons = {fmt::format("向 {} 个新收款人付款，余额随后归零", rng_.below(50))};
    const auto person = rng_.chance(200'000) && newest_ > 0
                            ? newest_ - rng_.below(std::min<std::uint64_t>(newest_, 500))
                            : ++newest_;
    body.phone = fmt::format("139{:08}", person);
    body.person = fmt::format("{:032x}", person * 2'654'435'761U);
    body.name = "赵敏";
    body.unit =
        fmt::format("5{:02}{:02}", rng_.below(districts), rng_.below(stations_per_district));
    (void)centre_.must(body);
    take_in();
  }
  void plan(WarningId id, Step step) {
    constexpr std::int64_t minute = 60'000;
    if (rng_.chance(30'000)) {
      return;  // nobody ever does
    }
    const auto within = step == Step::sign_off     ? rng_.between(1, 12 * minute)
                        : step == Step::sms        ? rng_.between(1, 2 * minute)
                        : step == Step::call       ? rng_.between(minute, 40 * minute)
                        : step == Step::visit      ? rng_.between(10 * minute, 200 * minute)
                        : step == Step::back_check ? rng_.between(minute, 3000 * minute)
                                                   : rng_.between(minute, 20 * minute);
    plans_.push({centre_.now + base::Milliseconds{within}, id, step});
  }
  void act(const Plan& plan_now) {
    const auto found = centre_.state.warnings.find(plan_now.warning);
    if (found == centre_.state.warnings.end()) {
      return;  // over for a week
    }
    const auto& warning = found->second;
    const auto take = [&](Step step, Result result) {
      const auto done = centre_.ask(core::TakeWarningStep{plan_now.warning, step, result, {}});
      take_in();
      return done.ok();
    };
    switch (plan_now.step) {
      case Step::sms:
        (void)centre_.ask(core::MoveNotice{
            plan_now.warning,
            Step::sms,
            warning.round,
            rng_.chance(970'000) ? dissuade::NoticeState::delivered : dissuade::NoticeState::failed,
            {}});
        take_in();
        return;
      case Step::sign_off:
        if (take(Step::sign_off, Result::done)) {
          plan(plan_now.warning, Step::call);
        }
        return;
      case Step::call: {
        const bool heard = rng_.chance(750'000);
        if (take(Step::call, heard ? Result::answered : Result::no_answer)) {
          const bool visits = warning.grade == "特危" || warning.grade == "高危";
          plan(plan_now.warning, !heard && rng_.chance(600'000) ? Step::call
                                 : visits                       ? Step::visit
                                                                : Step::outcome);
        }
        return;
      }
      case Step::visit:
        if (take(Step::visit, Result::met)) {
          (void)take(Step::identity, Result::verified);
          plan(plan_now.warning, Step::outcome);
        }
        return;
      case Step::outcome:
        conclude(plan_now.warning);
        return;
      case Step::back_check:
        if (take(Step::back_check, rng_.chance(980'000) ? Result::held : Result::relapsed) &&
            warning.state == dissuade::State::open) {
          plan(plan_now.warning, Step::call);
        }
        return;
      case Step::dispatch:
      case Step::identity:
        return;
    }
  }
  void conclude(WarningId id) {
    const auto roll = rng_.below(100);
    const std::string code = roll < 78   ? "convinced"
                             : roll < 86 ? "unreachable"
                             : roll < 92 ? "unconvinced"
                             : roll < 95 ? "paid"
                                         : "untrue";
    const auto done = centre_.ask(core::ConcludeWarning{id, code, {}, {}, {}});
    take_in();
    const auto& warning = centre_.state.warnings.at(id);
    if (done && warning.state == dissuade::State::settled) {
      plan(id, Step::back_check);
    } else if (done && warning.state == dissuade::State::open) {
      plan(id, Step::call);
    }
  }

  Centre centre_;
  base::Instant end_;
  int a_day_;
  base::Rng rng_{20261127};
  std::uint64_t newest_ = 0;
  std::priority_queue<Plan, std::vector<Plan>, std::greater<>> plans_;
  std::unordered_set<std::string> rung_;
};

std::uint64_t heap_bytes() {
  const auto info = ::mallinfo2();
  return info.uordblks + info.hblkhd;
}

/// Of one entry of a copy of the map; 0 where there is none.
template <typename Map>
double bytes_each(const Map& map) {
  const auto before = heap_bytes();
  const auto copy = std::make_unique<Map>(map);
  const auto grown = heap_bytes() - before;
  return copy->empty() ? 0 : static_cast<double>(grown) / static_cast<double>(copy->size());
}

std::map<WarningId, dissuade::Warning> finished_in(const core::State& state) {
  std::map<WarningId, dissuade::Warning> finished;
  for (const auto& [id, warning] : state.warnings) {
    if (warning.finished_at) {
      finished.emplace(id, warning);
    }
  }
  return finished;
}

}  // namespace

int main(int count, char** words) {
  const int days = count > 1 ? std::atoi(words[1]) : 30;
  const int a_day = count > 2 ? std::atoi(words[2]) : 15'000;
  bench::Suite suite("dissuade");
  const auto before = bench::resident_mb();
  const auto began = bench::cpu_ms();
  Month month(days, a_day);
  month.run();
  const auto took = bench::cpu_ms() - began;
  const auto grown = (bench::resident_mb() - before) * 1048576;
  const auto name = fmt::format("{} days, {} warnings a day, three tiers", days, a_day);
  suite.figure(name, {.name = "told",
                      .unit = "warnings",
                      .value = static_cast<double>(month.told),
                      .is_exact = true});
  suite.figure(name, {.name = "raised",
                      .unit = "warnings",
                      .value = static_cast<double>(month.raised),
                      .is_exact = true});
  suite.figure(name, {.name = "events",
                      .unit = "events",
                      .value = static_cast<double>(month.events),
                      .is_exact = true});
  suite.figure(name, {.name = "rings",
                      .unit = "rings",
                      .value = static_cast<double>(month.rings),
                      .is_exact = true});
  suite.figure(name, {.name = "lapses",
                      .unit = "rings",
                      .value = static_cast<double>(month.lapses),
                      .is_exact = true});
  suite.figure(name, {.name = "lapses at the city",
                      .unit = "rings",
                      .value = static_cast<double>(month.escalated_to_city),
                      .is_exact = true});
  suite.figure(name, {.name = "clocks missed",
                      .unit = "clocks",
                      .value = static_cast<double>(month.missed()),
                      .at_most = 0});
  suite.figure(name, {.name = "told twice",
                      .unit = "rings",
                      .value = static_cast<double>(month.doubled),
                      .at_most = 0});
  suite.figure(name, {.name = "processor", .unit = "s", .value = took / 1000});
  suite.figure(name, {.name = "memory a warning",
                      .unit = "bytes",
                      .value = static_cast<double>(grown) / static_cast<double>(month.raised)});
  const auto finished = finished_in(month.state());
  suite.figure(name, {.name = "over and archived",
                      .unit = "warnings",
                      .value = static_cast<double>(month.state().past_warnings.size()),
                      .is_exact = true});
  suite.figure(name, {.name = "over and not archived yet",
                      .unit = "warnings",
                      .value = static_cast<double>(finished.size()),
                      .is_exact = true});
  suite.figure(name, {.name = "one that is over", .unit = "bytes", .value = bytes_each(finished)});
  suite.figure(name, {.name = "the same archived",
                      .unit = "bytes",
                      .value = bytes_each(month.state().past_warnings)});
  suite.check("no clock is missed", month.missed() == 0);
  suite.check("no ring is told twice", month.doubled == 0);
  suite.check("nobody has two open warnings", month.open_twice() == 0);
  suite.check("clocks lapsed up to the city", month.escalated_to_city > 0 || days == 0);
  return suite.exit_code();
}
