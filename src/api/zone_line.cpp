#include "api/zone_line.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <fmt/format.h>

#include "api/outreach_routes.hpp"
#include "api/public_house.hpp"
#include "api/zone_routes.hpp"
#include "base/background.hpp"
#include "base/log.hpp"
#include "base/thread_name.hpp"
#include "engine/views.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

constexpr zone::QueueLimits batch_limits{zone::batch_bytes_max, 1'000};
constexpr zone::QueueLimits letter_limits{letter_bytes_max * 2, 100'000};
constexpr std::size_t leaves_a_batch = 10'000;
constexpr std::size_t entries_a_read = 500;  // the engine is held up for no longer
constexpr std::size_t rows_a_page = 1'000;
constexpr std::int64_t least_usual = 16;
/// A term that lapses changes a document without an event of its own.
constexpr auto sweeps_every = std::chrono::minutes{10};
/// Whoever got hold of the zone may ask for everything as often as they like.
constexpr auto whole_again_after = std::chrono::minutes{10};

/// What a citizen cannot mend by waiting.
bool is_final(base::ErrorCode code) {
  using base::ErrorCode;
  return code != ErrorCode::unavailable && code != ErrorCode::too_many && code != ErrorCode::io;
}

Answer (*coded_handler(std::string_view pattern))(const Call&) {
  const auto routes = zone_coded_routes();
  return std::ranges::find(routes, pattern, &ZoneRoute::pattern)->handle;
}

/// What the code of a paper opens beside the check of the paper; empty: nothing.
std::string_view route_followed_by(order::PaperKind kind) {
  switch (kind) {
    case order::PaperKind::holder_notice:
      return notice_route;
    case order::PaperKind::acceptance_receipt:
      return case_progress_route;
    default:
      return {};
  }
}

/// What a route is asked for.
ZoneLetter about(std::string name, std::string value) {
  ZoneLetter asked;
  asked.params.push_back({std::move(name), std::move(value)});
  return asked;
}

/// Keys of `all` in order, a few at a time, after `last`.
template <typename Map, typename Take>
bool next_few(const Map& all, std::optional<typename Map::key_type>& last, Take take) {
  auto at = last ? all.upper_bound(*last) : all.begin();
  for (std::size_t count = 0; count < entries_a_read && at != all.end(); ++count, ++at) {
    take(at->second);
    last = at->first;
  }
  return at != all.end();
}

}  // namespace

ZoneLine::ZoneLine(Service& service, const ZoneOptions& options, zone::Queue batches,
                   zone::Queue letters, zone::Queue refused, std::unique_ptr<zone::Record> record)
    : service_(service),
      options_(options),
      batches_(std::move(batches)),
      letters_(std::move(letters)),
      refused_(std::move(refused)),
      record_(std::move(record)),
      key_(*service.options.signing),
      is_whole_(record_->number() == 0) {
  thread_ = std::thread{[this] { run(); }};
}

base::Result<std::shared_ptr<ZoneLine>> ZoneLine::open(Service& service,
                                                       const ZoneOptions& options) {
  if (!service.options.signing) {
    return base::Error{base::ErrorCode::conflict,
                       "a public zone needs a signing key: what it is sent is signed", "zone"};
  }
  auto batches = zone::Queue::open(options.out, ".batch", batch_limits);
  auto letters = zone::Queue::open(options.in, ".letter", letter_limits);
  if (!batches || !letters) {
    return !batches ? batches.error() : letters.error();
  }
  std::error_code failed;
  std::filesystem::create_directories(options.folder / "refused", failed);
  if (failed) {
    return base::Error{base::ErrorCode::io, failed.message(), options.folder.string()};
  }
  auto refused = zone::Queue::open(options.folder / "refused", ".letter", letter_limits);
  if (!refused) {
    return refused.error();
  }
  auto record = zone::Record::open(options.folder / "record.db");
  if (!record) {
    return record.error();
  }
  return std::shared_ptr<ZoneLine>{new ZoneLine{service, options, *std::move(batches),
                                                *std::move(letters), *std::move(refused),
                                                *std::move(record)}};
}

ZoneLine::~ZoneLine() {
  {
    const std::scoped_lock held{mutex_};
    is_stopping_ = true;
  }
  stopped_.notify_all();
  thread_.join();
}

void ZoneLine::run() {
  base::name_thread("zone");
  base::run_in_background();
  std::unique_lock held{mutex_};
  while (!is_stopping_) {
    held.unlock();
    look();
    held.lock();
    stopped_.wait_for(held, options_.every, [this] { return is_stopping_; });
  }
}

void ZoneLine::look() {
  const std::scoped_lock held{turn_};
  take_letters();
  if (const auto done = publish(); !done) {
    changes_.clear();  // not published, so they are found again
    base::log_warn("zone: {} {}", done.error().where, done.error().message);
  }
}

Answer ZoneLine::ask(std::string_view method, Answer (*handle)(const Call&),
                     const ZoneLetter& what) {
  net::Request request;
  request.method = method;
  request.params = what.params;
  request.body = what.body;
  request.headers.set("Content-Type", "application/json");
  if (!what.id.empty()) {
    request.headers.set("Idempotency-Key", "zone-" + what.id);
  }
  Call call{service_, request, {}, service_.engine.seq()};
  call.is_inside = true;
  call.given_code = what.code;
  return handle(call);
}

void ZoneLine::take_letters() {
  const auto names = letters_.names();
  if (!names) {
    base::log_warn("zone: {} {}", names.error().where, names.error().message);
    return;
  }
  for (const auto& name : *names) {
    take_letter(name);
  }
}

void ZoneLine::take_letter(const std::string& name) {
  const auto sealed = letters_.read(name);
  if (!sealed) {
    if (is_final(sealed.error().code)) {
      refuse_letter(name, {}, sealed.error());
    }
    return;
  }
  const auto text = record_->box().open(*sealed);
  auto letter = text ? read_letter(*text) : base::Result<ZoneLetter>{text.error()};
  if (!letter) {
    return refuse_letter(name, *sealed, letter.error());
  }
  if (letter->route == whole_wanted) {
    is_whole_wanted_ = true;
    return letters_.remove(name);
  }
  const auto* route = letter_route(letter->route);
  if (route == nullptr) {
    return refuse_letter(name, *sealed,
                         {base::ErrorCode::not_found, "for no route that takes any"});
  }
  const auto answer = ask("POST", route->handle, *letter);
  if (!answer) {
    if (is_final(answer.error().code)) {
      refuse_letter(name, *sealed, answer.error());
    }
    return;
  }
  letters_.remove(name);
}

void ZoneLine::refuse_letter(const std::string& name, std::string_view sealed,
                             const base::Error& why) {
  base::log_warn("zone: letter {} is not carried out: {}", name, why.message);
  if (const auto kept = refused_.put(name, sealed); !kept) {
    base::log_warn("zone: {}", kept.error().message);
    return;  // it stays where it was
  }
  letters_.remove(name);
}

base::Result<void> ZoneLine::publish() {
  if (auto ok = deliver(); !ok) {
    return ok;
  }
  const auto seq = service_.engine.seq();
  const auto now = service_.engine.now();
  if (is_whole_wanted_ && now - whole_made_ >= whole_again_after) {
    is_whole_ = true;
  }
  const bool is_swept = published_ == seq && now - swept_ < sweeps_every;
  if (is_swept && !is_whole_) {
    return {};
  }
  if (is_whole_) {
    // What was published counts no longer: the batch that says so comes first, and alone.
    checked_.clear();
    if (auto ok = record_->add({}, true, now, key_); !ok) {
      return ok;
    }
    is_whole_ = is_whole_wanted_ = false;
    whole_made_ = now;
    if (auto ok = deliver(); !ok) {
      return ok;
    }
  }
  for (const auto part :
       {&ZoneLine::publish_house, &ZoneLine::publish_open, &ZoneLine::publish_reputation,
        &ZoneLine::publish_papers, &ZoneLine::publish_applications, &ZoneLine::publish_tips}) {
    if (auto ok = (this->*part)(); !ok) {
      return ok;
    }
  }
  // One without changes tells the zone that what it has is still so.
  const bool is_quiet = changes_.empty() && now - published_at_ < sweeps_every;
  if (auto ok = is_quiet ? base::Result<void>{} : flush(); !ok) {
    return ok;
  }
  published_ = seq;
  swept_ = now;
  return {};
}

base::Result<void> ZoneLine::publish_house() {
  const net::Request nothing;
  const Call call{service_, nothing, {}, 0};
  const auto house = house_of(call);
  auto least = least_usual;
  service_.engine.read([&](const core::State& state) {
    if (const auto* rule = state.rules.find("reputation.least", state.now)) {
      least = rule->number;
    }
  });
  auto body = json::serialize(json::object{
      {"unit", house.unit}, {"telephone", house.telephone}, {"reputation_least", least}});
  return change({{std::string{house_place}, body}, body});
}

base::Result<void> ZoneLine::publish_open() {
  for (const auto& route : zone_open_routes()) {
    auto answer = ask("GET", route.handle, {});
    if (!answer) {
      return answer.error();
    }
    if (auto ok = change({{std::string{route.pattern}, answer->body}, answer->body}); !ok) {
      return ok;
    }
  }
  return {};
}

base::Result<void> ZoneLine::publish_reputation() {
  std::set<std::string> prefixes;
  port::RowQuery query;
  query.kind = "reputation";
  query.states = {"for_all"};
  query.from_ms = base::to_unix_ms(service_.engine.now());
  query.limit = rows_a_page;
  do {
    const auto page = service_.engine.list(query, service_.engine.seq());
    if (!page) {
      return page.error();
    }
    for (const auto& text : page->docs) {
      const auto doc = json::parse(text);
      prefixes.emplace(std::string_view{doc.at("digest").as_string()}.substr(
          0, engine::reputation_prefix_digits));
    }
    query.cursor = page->next_cursor;
  } while (!query.cursor.empty());
  for (const auto& prefix : prefixes) {
    const auto answer = ask("GET", public_reputation, about("prefix", prefix));
    if (!answer) {
      return answer.error();
    }
    if (auto ok = change({{reputation_place(prefix), answer->body}, answer->body}); !ok) {
      return ok;
    }
  }
  const auto there = record_->places(reputation_place({}));
  if (!there) {
    return there.error();
  }
  for (const auto& place : *there) {
    const auto prefix = place.substr(reputation_place({}).size());
    if (!prefixes.contains(prefix)) {
      if (auto ok = change({{place, std::nullopt}, std::nullopt}); !ok) {
        return ok;
      }
    }
  }
  return {};
}

base::Result<void> ZoneLine::publish_papers() {
  struct Known {
    std::string code;
    order::PaperKind kind;
  };
  std::optional<order::PaperId> last;
  for (bool goes_on = true; goes_on;) {
    std::vector<Known> few;
    service_.engine.read([&](const core::State& state) {
      goes_on = next_few(state.papers, last, [&](const order::Paper& paper) {
        few.push_back({paper.code, paper.kind});
      });
    });
    for (const auto& paper : few) {
      if (!checked_.contains(paper.code)) {
        if (auto ok = publish_coded(paper_route, paper.code); !ok) {
          return ok;
        }
        checked_.insert(paper.code);
      }
      const auto route = route_followed_by(paper.kind);
      if (!route.empty()) {
        if (auto ok = publish_coded(route, paper.code); !ok) {
          return ok;
        }
      }
    }
  }
  return {};
}

/// Everything of one map, each under its code.
template <typename Map>
base::Result<void> ZoneLine::publish_all(Map core::State::*map, std::string_view route) {
  std::optional<typename Map::key_type> last;
  for (bool goes_on = true; goes_on;) {
    std::vector<std::string> few;
    service_.engine.read([&](const core::State& state) {
      goes_on = next_few(state.*map, last, [&](const auto& each) { few.push_back(each.code); });
    });
    for (const auto& code : few) {
      if (auto ok = publish_coded(route, code); !ok) {
        return ok;
      }
    }
  }
  return {};
}

base::Result<void> ZoneLine::publish_applications() {
  return publish_all(&core::State::applications, progress_route);
}

base::Result<void> ZoneLine::publish_tips() {
  return publish_all(&core::State::tips, tip_progress_route);
}

base::Result<void> ZoneLine::publish_coded(std::string_view route, const std::string& code) {
  const auto answer = ask("GET", coded_handler(route), about("code", code));
  if (!answer) {
    return answer.error();
  }
  const auto lock = record_->lock(route, code);
  if (!lock) {
    return lock.error();
  }
  const auto is_there = record_->holds(lock->place, answer->body);
  if (!is_there || *is_there) {
    return is_there ? base::Result<void>{} : is_there.error();
  }
  changes_.push_back({{lock->place, zone::seal_for(*lock, answer->body)}, answer->body});
  return changes_.size() >= leaves_a_batch ? flush() : base::Result<void>{};
}

base::Result<void> ZoneLine::change(zone::Record::Change change) {
  if (change.plain) {
    const auto is_there = record_->holds(change.leaf.place, *change.plain);
    if (!is_there || *is_there) {
      return is_there ? base::Result<void>{} : is_there.error();
    }
  }
  changes_.push_back(std::move(change));
  return changes_.size() >= leaves_a_batch ? flush() : base::Result<void>{};
}

base::Result<void> ZoneLine::flush() {
  if (auto ok = deliver(); !ok) {
    return ok;
  }
  published_at_ = service_.engine.now();
  if (auto ok = record_->add(changes_, false, published_at_, key_); !ok) {
    return ok;
  }
  changes_.clear();
  return deliver();
}

base::Result<void> ZoneLine::deliver() {
  const auto waiting = record_->on_its_way();
  if (!waiting || !*waiting) {
    return waiting ? base::Result<void>{} : waiting.error();
  }
  if (auto ok = batches_.put((*waiting)->name, (*waiting)->bytes); !ok) {
    return ok;
  }
  return record_->sent();
}

}  // namespace holdfast::api
