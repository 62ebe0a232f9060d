#include "partner_street.hpp"

#include <atomic>
#include <boost/json.hpp>
#include <fmt/core.h>
#include <map>
#include <mutex>

#include "base/check.hpp"
#include "figure.hpp"
#include "net/client.hpp"
#include "net/server.hpp"

namespace holdfast::bench {

namespace json = boost::json;

struct PartnerStreet::State {
  struct Partner {
    std::map<std::string, Arrival> arrivals;
    std::vector<std::string> unsaid;  // taken by the forgetful one
    std::vector<net::Responder> unanswered;
    int sendings = 0;
  };

  std::atomic<bool> is_cured{false};
  mutable std::mutex lock;
  std::vector<Partner> partners;
  std::vector<std::string> answers;
  std::unique_ptr<net::HttpClient> clock;  // delays answers
  std::vector<std::unique_ptr<net::HttpServer>> servers;

  void take(std::size_t partner, const net::Request& request, const net::Responder& to);
  void act(std::size_t partner, const std::string& id, const net::Responder& to, int answers_count);
};

/// Takes the order: acknowledges, and says what it did so many times.
void PartnerStreet::State::act(std::size_t partner, const std::string& id, const net::Responder& to,
                               int answers_count) {
  auto& arrival = partners[partner].arrivals[id];
  const bool is_new = ++arrival.taken == 1;
  for (int i = 0; is_new && i < answers_count; ++i) {
    answers.push_back(id);
  }
  to.answer(net::json_response(
      200, fmt::format(R"({{"code":"{}","application_id":"{}","bank_number":"B-{}"}})",
                       is_new ? "100000" : "200003", id, id)));
}

void PartnerStreet::State::take(std::size_t partner, const net::Request& request,
                                const net::Responder& to) {
  const double at = wall_ms();
  const auto order = json::parse(request.body);
  const std::string id{order.at("application_id").as_string()};
  const std::scoped_lock held{lock};
  auto& own = partners[partner];
  auto& arrival = own.arrivals[id];
  if (++arrival.copies == 1) {
    arrival.application_id = id;
    arrival.at_ms = at;
  }
  ++own.sendings;
  switch (is_cured ? Manner::good : PartnerStreet::manner(partner)) {
    case Manner::silent:
      own.unanswered.push_back(to);
      return;
    case Manner::failing:
      return (void)to.answer(net::problem(500, "broken", "the server failed"));
    case Manner::shut:
      return (void)to.answer(net::json_response(200, R"({"code":"200006"})"));
    case Manner::refusing:
      return (void)to.answer(net::json_response(200, R"({"code":"200001"})"));
    case Manner::babbling:
      return (void)to.answer(net::text_response(200, "<html>login</html>"));
    case Manner::slow:
      clock->after(base::Milliseconds{4'000}, [this, partner, id, to] {
        const std::scoped_lock later{lock};
        act(partner, id, to, 1);
      });
      return;
    case Manner::flapping:
      if (own.sendings % 2 == 0) {
        return (void)to.answer(net::problem(503, "down", "down"));
      }
      return act(partner, id, to, 1);
    case Manner::forgetful:
      own.unsaid.push_back(id);
      return act(partner, id, to, 0);
    case Manner::stammering:
      return act(partner, id, to, 3);
    case Manner::gone:
      return (void)to.answer(net::Response{.status = 502});
    case Manner::good:
      return act(partner, id, to, 1);
  }
}

PartnerStreet::PartnerStreet(std::size_t count) : state_(std::make_unique<State>()) {
  state_->partners.resize(count);
  auto client = net::HttpClient::create();
  base::check(client.ok(), "the street's clock");
  state_->clock = std::move(*client);
  for (std::size_t partner = 0; partner < count; ++partner) {
    net::Route route;
    route.run_on = net::RunOn::inline_on_loop;
    route.handler = [state = state_.get(), partner](const net::Request& request,
                                                    const net::Responder& to) {
      state->take(partner, request, to);
    };
    auto server = net::HttpServer::start({.listen = "127.0.0.1:0", .workers = 1},
                                         net::always(std::move(route)));
    base::check(server.ok(), "a partner listens");
    state_->servers.push_back(std::move(*server));
  }
}

PartnerStreet::~PartnerStreet() {
  for (const auto& server : state_->servers) {
    server->stop(base::Milliseconds{10});
  }
  state_->clock.reset();  // its callbacks use the rest
}

std::string PartnerStreet::url(std::size_t partner) const {
  return fmt::format("http://127.0.0.1:{}", state_->servers.at(partner)->port());
}

Manner PartnerStreet::manner(std::size_t partner) {
  return partner < misbehaving ? static_cast<Manner>(partner) : Manner::good;
}

void PartnerStreet::cure() {
  state_->is_cured = true;
  const std::scoped_lock held{state_->lock};
  for (auto& partner : state_->partners) {
    for (auto& id : partner.unsaid) {
      state_->answers.push_back(std::move(id));
    }
    partner.unsaid.clear();
  }
}

std::vector<Arrival> PartnerStreet::arrivals(std::size_t partner) const {
  const std::scoped_lock held{state_->lock};
  std::vector<Arrival> all;
  for (const auto& [id, arrival] : state_->partners.at(partner).arrivals) {
    all.push_back(arrival);
  }
  return all;
}

std::vector<std::string> PartnerStreet::take_answers() {
  const std::scoped_lock held{state_->lock};
  return std::move(state_->answers);
}

}  // namespace holdfast::bench
