#include "screen/screener.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/core.h>

#include "base/log.hpp"
#include "base/thread_name.hpp"
#include "fund/graph_seek.hpp"

namespace holdfast::screen {

namespace {

constexpr auto looked_every = std::chrono::milliseconds{500};
constexpr std::size_t transfers_shown = 5;
constexpr std::size_t flags_at_once = 500;
constexpr auto shown_within = std::chrono::hours{24 * 7};
constexpr double millionths = 1'000'000;

desk::Judgement judgement_of(desk::ScoringId scoring, const warn::Opinion& opinion) {
  return {scoring, std::llround(opinion.score * millionths), opinion.of_payer};
}

std::vector<desk::ScreenReason> reasons_of(const warn::Opinion& opinion) {
  std::vector<desk::ScreenReason> reasons;
  for (const auto& reason : opinion.reasons) {
    reasons.push_back(
        {reason.code, fmt::format("{}账户：{}", opinion.of_payer ? "付款" : "收款", reason.words)});
  }
  return reasons;
}

}  // namespace

base::Result<std::shared_ptr<const warn::Scale>> read_scale(std::string_view model,
                                                            std::string_view rules) {
  auto read = warn::read_model(model);
  if (!read) {
    return read.error();
  }
  auto beside = warn::read_warn_rules(rules);
  if (!beside) {
    return beside.error();
  }
  return std::make_shared<const warn::Scale>(*std::move(read), *std::move(beside));
}

base::Result<std::unique_ptr<Screener>> Screener::start(engine::Engine& engine,
                                                        ScreenerOptions options) {
  if (const auto scale = read_scale(options.model, options.rules); !scale) {
    return scale.error();
  }
  std::unique_ptr<Screener> screener{new Screener{engine, std::move(options)}};
  if (const auto adopted = screener->adopt(); !adopted) {
    return adopted.error();
  }
  screener->refresh();
  screener->thread_ = std::thread{[raw = screener.get()] {
    base::name_thread("screening");
    raw->run();
  }};
  return screener;
}

Screener::Screener(engine::Engine& engine, ScreenerOptions options)
    : engine_(engine),
      options_(std::move(options)),
      versions_(std::make_shared<const Versions>()) {}

Screener::~Screener() {
  {
    const std::scoped_lock held{lock_};
    is_stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) {
    thread_.join();
  }
}

/// Where the journal names no version, the one that was brought along is the first. Its files are
/// kept in any case: the next program may bring another one.
base::Result<void> Screener::adopt() {
  const auto model = keep(options_.files, options_.model);
  if (!model) {
    return model.error();
  }
  const auto rules = keep(options_.files, options_.rules);
  if (!rules) {
    return rules.error();
  }
  bool is_first = false;
  engine_.read([&](const core::State& state) { is_first = !state.screening.active; });
  if (!is_first) {
    return {};
  }
  core::ProposeScoring first;
  first.name = "随产品交付";
  first.model = *model;
  first.rules = *rules;
  first.reason = "首次启动时装载";
  const auto done = engine_.submit_and_wait({"config"}, std::move(first));
  return done ? base::Result<void>{} : done.error();
}

void Screener::run() {
  for (;;) {
    {
      std::unique_lock held{lock_};
      if (changed_.wait_for(held, looked_every, [&] { return is_stopping_; })) {
        return;
      }
    }
    refresh();
    if (std::chrono::steady_clock::now() >= next_noting_) {
      note_flags();
      next_noting_ = std::chrono::steady_clock::now() + options_.flags_noted_every;
    }
  }
}

/// Whom the active version flags, each once: what it is measured by when cases come. After a start
/// all of them are told once more, and the core knows those that it was told before.
void Screener::note_flags() {
  const auto now = versions();
  if (!now->active || now->active->follower == nullptr || !now->active->follower->is_ready()) {
    return;
  }
  if (noted_of_ != now->active->id) {
    noted_of_ = now->active->id;
    noted_.clear();
  }
  auto& follower = *now->active->follower;
  core::NoteFlagged command;
  for (const auto account : follower.flagged()) {
    const auto flag = noted_.contains(account) ? std::nullopt : follower.flag_of(account);
    if (flag) {
      command.flagged.push_back({noted_of_,
                                 account,
                                 std::llround(flag->first.score * millionths),
                                 flag->first.pattern,
                                 flag->since,
                                 {}});
    }
    if (command.flagged.size() == flags_at_once) {
      break;  // the rest next time
    }
  }
  if (command.flagged.empty()) {
    return;
  }
  const auto told = command.flagged;
  const auto done = engine_.submit_and_wait({"screening"}, std::move(command));
  if (!done) {
    base::log_warn("flagged accounts could not be written down: {}", done.error().message);
    return;
  }
  for (const auto& each : told) {
    noted_.insert(each.account);
  }
}

std::shared_ptr<const Screener::Versions> Screener::versions() const {
  const std::scoped_lock held{lock_};
  return versions_;
}

std::shared_ptr<Follower> Screener::active() const {
  const auto now = versions();
  return now->active ? now->active->follower : nullptr;
}

std::shared_ptr<Follower> Screener::candidate() const {
  const auto now = versions();
  return now->candidate ? now->candidate->follower : nullptr;
}

void Screener::note(const desk::Screening& screening) {
  if (!screening.judged) {
    return;
  }
  const Weighed one{screening.judged->score, screening.amount, screening.payee};
  const std::scoped_lock held{weighed_lock_};
  if (weighed_.size() < weighed_max) {
    weighed_.push_back(one);
  } else {
    weighed_[next_weighed_] = one;
    next_weighed_ = (next_weighed_ + 1) % weighed_max;
  }
}

std::vector<Weighed> Screener::weighed() const {
  const std::scoped_lock held{weighed_lock_};
  return weighed_;
}

core::EffectiveTerms Screener::terms(const std::string& institution) const {
  const auto now = versions();
  const auto found = now->terms.find(institution);
  return found == now->terms.end() ? now->terms_of_others : found->second;
}

void Screener::refresh() {
  const std::scoped_lock one_at_a_time{refreshing_};
  const auto before = versions();
  auto next = std::make_shared<Versions>();
  std::optional<desk::Scoring> active;
  std::optional<desk::Scoring> candidate;
  engine_.read([&](const core::State& state) {
    const auto now = state.now;
    if (state.rules.find("screening.delay_from", now) == nullptr) {
      return;
    }
    next->terms_of_others = core::screening_terms(state, {}, now);
    for (const auto& institution : state.routing.institutions) {
      if (institution.screening != core::ScreeningTerms{}) {
        next->terms.emplace(institution.code,
                            core::with_own(next->terms_of_others, institution.screening));
      }
    }
    const auto take = [&](const std::optional<desk::ScoringId>& id,
                          std::optional<desk::Scoring>& scoring, std::optional<Version>& version) {
      if (id) {
        scoring = state.screening.scorings.at(*id);
        version = Version{*id, core::thresholds_of(state, *id, now), nullptr};
      }
    };
    take(state.screening.active, active, next->active);
    take(state.screening.candidate, candidate, next->candidate);
  });
  if (active) {
    next->active->follower = follower_of(*active, *before);
  }
  if (candidate) {
    next->candidate->follower = follower_of(*candidate, *before);
  }
  const std::scoped_lock held{lock_};
  versions_ = std::move(next);
}

/// The one that runs already, in whatever place; else a new one from its files.
std::shared_ptr<Follower> Screener::follower_of(const desk::Scoring& scoring,
                                                const Versions& before) {
  for (const auto* version : {&before.active, &before.candidate}) {
    if (*version && (*version)->id == scoring.id && (*version)->follower) {
      return (*version)->follower;
    }
  }
  const auto model = fetch(options_.files, scoring.model);
  const auto rules = fetch(options_.files, scoring.rules);
  auto scale = !model   ? base::Result<std::shared_ptr<const warn::Scale>>{model.error()}
               : !rules ? base::Result<std::shared_ptr<const warn::Scale>>{rules.error()}
                        : read_scale(*model, *rules);
  if (!scale) {
    if (refused_ != desk::to_text(scoring.id)) {
      refused_ = desk::to_text(scoring.id);
      base::log_error("version {} cannot judge payments: {}", refused_, scale.error().message);
    }
    return nullptr;
  }
  return std::make_shared<Follower>(engine_, *std::move(scale), options_.limits);
}

Answer Screener::judge(const Question& question) {
  Answer answer;
  const auto now = versions();
  if (!now->active || now->active->follower == nullptr) {
    answer.unjudged = desk::Unjudged::no_model;
    return answer;
  }
  auto& follower = *now->active->follower;
  if (!follower.is_ready()) {
    answer.unjudged = desk::Unjudged::warming;
    return answer;
  }
  const warn::Live::Payment payment{question.time, question.payer, question.payee, question.amount,
                                    question.kind};
  const auto reasons_from =
      static_cast<double>(now->active->thresholds.delay_from) / millionths - 1e-6;
  const auto opinion = follower.ask(payment, reasons_from);
  answer.judged = judgement_of(now->active->id, opinion);
  if (answer.judged->score >= now->active->thresholds.delay_from) {
    answer.reasons = reasons_of(opinion);
    if (const auto& account = opinion.of_payer ? question.payer : question.payee) {
      answer.transfers = shown_by(*account);
    }
  }
  if (now->candidate && now->candidate->follower && now->candidate->follower->is_ready()) {
    constexpr double no_reasons = 2;
    answer.shadow =
        judgement_of(now->candidate->id, now->candidate->follower->ask(payment, no_reasons));
  }
  return answer;
}

/// The newest transfers of the account, of a week at most: what the reasons are about.
std::vector<base::Sequence> Screener::shown_by(base::AccountId account) const {
  const auto snapshot = engine_.durable();
  const auto until = engine_.now();
  std::vector<base::Sequence> newest;
  engine_.world().graph().for_each_within(
      account, snapshot, {until - shown_within, until},
      [&](base::Sequence sequence, const fund::Transfer& /*transfer*/) {
        if (newest.size() == transfers_shown) {
          newest.erase(newest.begin());
        }
        newest.push_back(sequence);
      });
  return newest;
}

}  // namespace holdfast::screen
