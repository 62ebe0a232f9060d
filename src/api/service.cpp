#include "api/service.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <fmt/core.h>

#include "api/public_house.hpp"
#include "base/digest.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

constexpr auto directory_age_max = std::chrono::milliseconds{1000};
constexpr auto directory_retry = std::chrono::milliseconds{100};  // for names that are not in it

}  // namespace

void Directory::refresh(std::unique_lock<std::mutex>& held, std::chrono::milliseconds age_max) {
  const auto now = std::chrono::steady_clock::now();
  if (read_at_ && (now - *read_at_ < age_max || is_reading_)) {
    return;
  }
  // The engine may be in the middle of a batch: nobody but the one who looks waits for it.
  is_reading_ = true;
  const auto forgotten = forgotten_;
  held.unlock();
  std::map<std::string, core::User> users;
  std::map<std::string, core::ApiKey> keys;
  std::set<std::string> institutions;
  engine_.read([&](const core::State& state) {
    users = state.users;
    for (const auto& [name, key] : state.api_keys) {
      keys[key.key_hash] = key;
    }
    for (const auto& institution : state.routing.institutions) {
      institutions.insert(institution.code);
    }
  });
  held.lock();
  is_reading_ = false;
  users_ = std::move(users);
  keys_ = std::move(keys);
  institutions_ = std::move(institutions);
  if (forgotten == forgotten_) {
    read_at_ = now;
  }
}

std::optional<core::User> Directory::user(const std::string& name) {
  std::unique_lock held{mutex_};
  refresh(held, directory_age_max);
  auto found = users_.find(name);
  if (found == users_.end()) {
    refresh(held, directory_retry);
    found = users_.find(name);
  }
  return found == users_.end() ? std::nullopt : std::optional{found->second};
}

std::optional<core::ApiKey> Directory::key_of_hash(const std::string& hash) {
  std::unique_lock held{mutex_};
  refresh(held, directory_age_max);
  auto found = keys_.find(hash);
  if (found == keys_.end()) {
    refresh(held, directory_retry);
    found = keys_.find(hash);
  }
  return found == keys_.end() ? std::nullopt : std::optional{found->second};
}

base::Result<sign::PublicKey> Directory::signing_key(const std::string& pem) {
  const std::lock_guard held{mutex_};
  if (const auto found = signing_keys_.find(pem); found != signing_keys_.end()) {
    return found->second;
  }
  auto key = sign::PublicKey::from_pem(pem);
  if (key) {
    signing_keys_.emplace(pem, *key);
  }
  return key;
}

bool Directory::has_institution(const std::string& code) {
  std::unique_lock held{mutex_};
  refresh(held, directory_age_max);
  if (!institutions_.contains(code)) {
    refresh(held, directory_retry);
  }
  return institutions_.contains(code);
}

void Directory::forget() {
  const std::lock_guard lock{mutex_};
  read_at_.reset();
  ++forgotten_;
}

Gate::Turn::Turn(Gate& gate) : gate_(gate) {
  std::unique_lock lock{gate_.mutex_};
  if (gate_.running_ >= gate_.at_once_max_ && gate_.waiting_ >= gate_.waiting_max_) {
    return;
  }
  ++gate_.waiting_;
  gate_.freed_.wait(lock, [&] { return gate_.running_ < gate_.at_once_max_; });
  --gate_.waiting_;
  ++gate_.running_;
  has_it_ = true;
}

Gate::Turn::~Turn() {
  if (has_it_) {
    const std::lock_guard lock{gate_.mutex_};
    --gate_.running_;
    gate_.freed_.notify_one();
  }
}

engine::Caller Call::caller() const {
  const auto key = request.header("Idempotency-Key");
  if (!key || key->empty()) {
    return {who.name};
  }
  const auto asked = fmt::format("{} {}\n{}", request.method, request.path, request.body);
  return {who.name, std::string{*key}, base::to_hex(base::sha256(asked))};
}

std::string Call::query(std::string_view name) const {
  return std::string{request.query_value(name).value_or("")};
}

net::Response with_seq(net::Response response, port::BatchSeq seq) {
  response.headers.set("X-Seq", std::to_string(seq));
  return response;
}

std::string public_root(const Service& service) {
  return public_root(service.options.public_url, service.options.listen);
}

net::Response tagged(const Call& call, std::string body) {
  const auto tag = fmt::format("\"{}\"", base::to_hex(base::sha256(body)).substr(0, 32));
  net::Response response;
  if (call.request.header("If-None-Match") == std::optional<std::string_view>{tag}) {
    response.status = 304;
  } else {
    response = net::json_response(200, std::move(body));
  }
  response.headers.set("ETag", tag);
  return with_seq(std::move(response), call.min_seq);
}

std::optional<std::uint64_t> read_number(std::string_view text, char letter) {
  if (text.size() < 2 || text.size() > 18 || (text[0] != letter && text[0] != letter + 32)) {
    return std::nullopt;
  }
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) {
    return std::nullopt;
  }
  return number;
}

namespace {

base::Error nothing_called(std::string_view what, std::string_view text) {
  return {base::ErrorCode::not_found, fmt::format("no {} {}", what, text.substr(0, 32))};
}

}  // namespace

base::Result<desk::CaseId> read_case(std::string_view text) {
  const auto number = read_number(text, 'C');
  return number ? base::Result<desk::CaseId>{desk::CaseId{*number}} : nothing_called("case", text);
}

base::Result<std::size_t> read_index(std::string_view text) {
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index);
  const bool is_number = error == std::errc{} && end == text.data() + text.size();
  return is_number ? base::Result<std::size_t>{index} : nothing_called("payment", text);
}

base::Result<order::OrderId> read_order(std::string_view text) {
  const auto number = read_number(text, 'O');
  return number ? base::Result<order::OrderId>{order::OrderId{*number}}
                : nothing_called("order", text);
}

base::Result<base::AccountId> read_account(const engine::World& world, std::string_view text) {
  const auto number = read_number(text, 'A');
  if (!number || *number >= world.graph().account_count()) {
    return nothing_called("account", text);
  }
  return base::AccountId{static_cast<std::uint32_t>(*number)};
}

namespace {

base::Error bad_query(std::string_view name, std::string_view why) {
  return {base::ErrorCode::bad_input, fmt::format("?{} {}", name, why), fmt::format("?{}", name)};
}

base::Result<std::optional<std::int64_t>> time_of(const Call& call, std::string_view name) {
  const auto text = call.query(name);
  if (text.empty()) {
    return std::optional<std::int64_t>{};
  }
  // A day alone is its midnight in Beijing.
  const auto at = base::parse_instant_beijing(text.size() == 10 ? text + "T00:00:00" : text);
  if (!at) {
    return bad_query(name, at.error().message);
  }
  return std::optional{base::to_unix_ms(*at)};
}

base::Result<port::RowOrder> order_of(const Call& call) {
  const auto text = call.query("order");
  if (text.empty() || text == "newest_first") {
    return port::RowOrder::newest_first;
  }
  if (text == "oldest_first") {
    return port::RowOrder::oldest_first;
  }
  if (text == "amount_descending") {
    return port::RowOrder::amount_descending;
  }
  return bad_query("order", "is newest_first, oldest_first or amount_descending");
}

}  // namespace

base::Result<port::RowQuery> page_query(const Call& call, std::string kind) {
  port::RowQuery query;
  query.kind = std::move(kind);
  query.cursor = call.query("cursor");
  if (const auto text = call.query("limit"); !text.empty()) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), query.limit);
    if (error != std::errc{} || end != text.data() + text.size() || query.limit < 1 ||
        query.limit > 1000) {
      return bad_query("limit", "is a number of 1 to 1000");
    }
  }
  const auto from = time_of(call, "from");
  const auto until = time_of(call, "until");
  const auto order = order_of(call);
  if (!from || !until || !order) {
    return !from ? from.error() : !until ? until.error() : order.error();
  }
  query.from_ms = *from;
  query.until_ms = *until;
  query.order = *order;
  return query;
}

net::Response page_response(const port::RowPage& page) {
  std::string body = "{\"items\":[";
  for (std::size_t i = 0; i < page.docs.size(); ++i) {
    body += i == 0 ? "" : ",";
    body += page.docs[i];
  }
  body +=
      fmt::format("],\"next\":\"{}\",\"total\":{},\"total_is_least\":{},\"seq\":{}}}",
                  net::json_escape(page.next_cursor), page.total, page.total_is_least, page.seq);
  return with_seq(net::json_response(200, std::move(body)), page.seq);
}

Answer list_page(const Call& call, const port::RowQuery& query) {
  const auto page = call.engine().list(query, call.min_seq);
  return page ? Answer{page_response(*page)} : Answer{page.error()};
}

Answer submit(const Call& call, core::CommandBody body, std::string_view name, int status) {
  const auto done = call.engine().submit_and_wait(call.caller(), std::move(body));
  if (!done) {
    return done.error();
  }
  json::object answer{{"seq", done->seq}};
  if (!name.empty()) {
    answer[json::string_view{name.data(), name.size()}] = done->answer.id;
  }
  return with_seq(net::json_response(status, json::serialize(answer)), done->seq);
}

}  // namespace holdfast::api
