#include "partner/doorbell.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <fmt/core.h>
#include <mutex>
#include <sodium.h>

#include "base/digest.hpp"
#include "base/log.hpp"
#include "port/clock.hpp"
#include "sign/message.hpp"

namespace holdfast::partner {

namespace json = boost::json;

namespace {

constexpr std::size_t challenge_bytes = 16;
constexpr std::size_t answer_bytes_max = 4'096;

std::string random_challenge() {
  std::string bytes(challenge_bytes, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return base::to_hex(bytes);
}

bool is_heard(const base::Result<net::Response>& response) {
  return response.ok() && response->status / 100 == 2;
}

std::string why_not(const base::Result<net::Response>& response) {
  return response ? fmt::format("HTTP {}", response->status) : response.error().message;
}

/// The answer repeats the challenge.
bool answers(const net::Response& response, const std::string& challenge) {
  json::error_code failed;
  const auto value =
      response.body.size() > answer_bytes_max
          ? json::value{}
          : json::parse(json::string_view{response.body.data(), response.body.size()}, failed);
  const auto* object = failed ? nullptr : value.if_object();
  const auto* said = object == nullptr ? nullptr : object->if_contains("challenge");
  return said != nullptr && said->is_string() && said->get_string() == challenge;
}

}  // namespace

struct Doorbell::State {
  struct Line {
    Bell bell;
    net::Url url;
    Standing standing;
    std::uint64_t wanted = 0;  // rings asked for
    std::uint64_t told = 0;    // of them, those that were heard
    bool is_busy = false;      // a request is out, or waits for its time
  };

  DoorbellOptions options;
  mutable std::mutex mutex;
  std::map<std::string, Line> lines;
  bool is_ending = false;  // what is under way fails, and nothing new begins
  // Goes first: its thread uses everything above until it has joined.
  std::unique_ptr<net::HttpClient> client;

  [[nodiscard]] net::ClientRequest request(const Line& line, const json::object& body) const;
  void go_on(Line& line);
  void verify(Line& line);
  void tell(Line& line);
  /// Under the lock. The next attempt after a pause; `why` is remembered.
  void put_off(Line& line, std::string why);
  void succeeded(Line& line);
};

net::ClientRequest Doorbell::State::request(const Line& line, const json::object& body) const {
  net::ClientRequest made;
  made.method = "POST";
  made.url = line.url;
  made.headers.set("Content-Type", "application/json");
  if (!line.bell.key.empty()) {
    made.headers.set("Authorization", "Bearer " + line.bell.key);
  }
  made.body = json::serialize(body);
  if (options.signing) {
    sign::sign_request(made.headers, made.method, made.url.target, made.body, *options.signing,
                       port::SystemClock{}.now());
  }
  made.timeout = options.timeout;
  return made;
}

/// Under the lock: the next thing that this line needs, if it needs any.
void Doorbell::State::go_on(Line& line) {
  if (is_ending || line.is_busy || (line.standing.is_verified && line.told >= line.wanted)) {
    return;
  }
  line.is_busy = true;
  if (line.standing.is_verified) {
    tell(line);
  } else {
    verify(line);
  }
}

void Doorbell::State::verify(Line& line) {
  const auto challenge = random_challenge();
  client->send(
      request(line,
              {{"event", "verify"}, {"channel", line.bell.channel}, {"challenge", challenge}}),
      [this, &line, challenge](const base::Result<net::Response>& response) {
        const std::scoped_lock held{mutex};
        line.is_busy = false;
        if (is_heard(response) && answers(*response, challenge)) {
          line.standing.is_verified = true;
          succeeded(line);
        } else {
          put_off(line, is_heard(response) ? "the answer does not repeat the challenge"
                                           : why_not(response));
        }
      });
}

void Doorbell::State::tell(Line& line) {
  const auto covers = line.wanted;
  client->send(request(line, {{"event", "orders.waiting"}, {"channel", line.bell.channel}}),
               [this, &line, covers](const base::Result<net::Response>& response) {
                 const std::scoped_lock held{mutex};
                 line.is_busy = false;
                 if (is_heard(response)) {
                   line.told = std::max(line.told, covers);
                   ++line.standing.rung;
                   succeeded(line);
                 } else {
                   put_off(line, why_not(response));
                 }
               });
}

void Doorbell::State::succeeded(Line& line) {
  line.standing.failures = 0;
  line.standing.last_error.clear();
  line.standing.last_heard = port::SystemClock{}.now();
  go_on(line);
}

void Doorbell::State::put_off(Line& line, std::string why) {
  constexpr int doublings_max = 20;
  if (line.standing.last_error != why) {
    base::log_error("webhook of {}: {}", line.bell.channel, why);
  }
  line.standing.last_error = std::move(why);
  const auto times = std::min(line.standing.failures++, doublings_max);
  const auto pause =
      std::min(options.first_pause * (std::int64_t{1} << times), options.longest_pause);
  if (is_ending) {
    return;
  }
  line.is_busy = true;
  client->after(pause, [this, &line] {
    const std::scoped_lock held{mutex};
    line.is_busy = false;
    go_on(line);
  });
}

Doorbell::Doorbell(std::unique_ptr<State> state) : state_(std::move(state)) {}

Doorbell::~Doorbell() {
  {
    const std::scoped_lock held{state_->mutex};
    state_->is_ending = true;
  }
  state_->client.reset();
}

base::Result<std::unique_ptr<Doorbell>> Doorbell::create(DoorbellOptions options,
                                                         const std::vector<Bell>& bells) {
  auto client =
      net::HttpClient::create({.response_bytes_max = std::size_t{64} << 10, .tls = options.tls});
  if (!client) {
    return client.error();
  }
  auto state = std::make_unique<State>();
  state->options = std::move(options);
  for (const auto& bell : bells) {
    const auto url = net::parse_url(bell.url);
    if (!url) {
      return base::Error{base::ErrorCode::bad_input,
                         fmt::format("channel {}: {}", bell.channel, url.error().message),
                         bell.channel};
    }
    State::Line line;
    line.bell = bell;
    line.url = *url;
    state->lines.emplace(bell.channel, std::move(line));
  }
  state->client = std::move(*client);
  {
    const std::scoped_lock held{state->mutex};
    for (auto& [channel, line] : state->lines) {
      state->go_on(line);  // each is verified at once, before anything waits
    }
  }
  return std::unique_ptr<Doorbell>{new Doorbell{std::move(state)}};
}

bool Doorbell::has(const std::string& channel) const {
  return state_->lines.contains(channel);  // which there are never changes
}

void Doorbell::ring(const std::string& channel) {
  const auto found = state_->lines.find(channel);
  if (found == state_->lines.end()) {
    return;
  }
  const std::scoped_lock held{state_->mutex};
  ++found->second.wanted;
  state_->go_on(found->second);
}

void Doorbell::later(std::function<void(Doorbell&)> task) {
  state_->client->after(base::Milliseconds{0}, [this, task = std::move(task)] { task(*this); });
}

std::map<std::string, Doorbell::Standing> Doorbell::standings() const {
  const std::scoped_lock held{state_->mutex};
  std::map<std::string, Standing> all;
  for (const auto& [channel, line] : state_->lines) {
    auto standing = line.standing;
    standing.is_ringing = line.told < line.wanted;
    all.emplace(channel, std::move(standing));
  }
  return all;
}

}  // namespace holdfast::partner
