#include "site.hpp"

#include <boost/json.hpp>
#include <fmt/core.h>

#include "base/check.hpp"

namespace holdfast::crash_test {

namespace json = boost::json;

namespace {

constexpr std::string_view officer_key = "key-of-the-officer-for-this-test-0001";
constexpr std::string_view bank_key = "key-that-every-bank-accepts-in-this-test";
constexpr std::chrono::milliseconds start_patience{60'000};

std::string reply_key(std::string_view institution) {
  return fmt::format("key-of-the-bank-{}-for-this-test-0001", institution);
}

}  // namespace

std::string_view institution_of(Who bank) {
  switch (bank) {
    case Who::centre:
      return "";
    case Who::bank_yz:
      return "YZ01";
    case Who::bank_sx:
      return "SX02";
  }
  return "";
}

std::string Answer::text(std::string_view pointer) const {
  json::error_code error;
  const auto* found = json.find_pointer({pointer.data(), pointer.size()}, error);
  return found != nullptr && found->is_string() ? std::string{found->as_string()} : "";
}

std::int64_t Answer::number(std::string_view pointer) const {
  json::error_code error;
  const auto* found = json.find_pointer({pointer.data(), pointer.size()}, error);
  return found != nullptr && found->is_number() ? found->to_number<std::int64_t>() : -1;
}

Site::Site() {
  for (auto& place : places_) {
    place.port = free_port();
  }
  write_centre();
  write_bank(Who::bank_yz, Who::bank_sx);
  write_bank(Who::bank_sx, Who::bank_yz);
  auto client = net::HttpClient::create();
  base::check(client.ok(), "the client");
  client_ = std::move(*client);
  for (const auto who : {Who::centre, Who::bank_yz, Who::bank_sx}) {
    start(who);
  }
}

Site::~Site() {
  client_.reset();
}

std::string Site::url(Who who) const {
  return fmt::format("http://127.0.0.1:{}", places_[index(who)].port);
}

void Site::write_centre() const {
  std::string text = fmt::format("listen = \"127.0.0.1:{}\"\ndata = \"{}\"\nlog = \"warn\"\n",
                                 places_[index(Who::centre)].port, data_dir());
  for (const auto bank : {Who::bank_yz, Who::bank_sx}) {
    const auto code = institution_of(bank);
    text += fmt::format("[[channel]]\nname = \"direct-{}\"\nurl = \"{}\"\nkey = \"{}\"\n", code,
                        url(bank), bank_key);
    text += fmt::format(
        "[[institution]]\ncode = \"{0}\"\nname = \"{0}\"\nchannel = \"direct-{0}\"\nbins = "
        "[\"{1}\"]\n",
        code, bank == Who::bank_yz ? "991101" : "992202");
    text += fmt::format(
        "[[api_key]]\nname = \"bank-{0}\"\nrole = \"bank\"\ninstitution = \"{0}\"\nkey = "
        "\"{1}\"\n",
        code, reply_key(code));
  }
  text += "[[institution]]\ncode = \"QT03\"\nname = \"QT03\"\nbins = [\"993303\"]\n";
  text += fmt::format(
      "[[api_key]]\nname = \"feed-QT03\"\nrole = \"bank\"\ninstitution = \"QT03\"\nkey = "
      "\"{}\"\n",
      feed_key);
  text += fmt::format("[[api_key]]\nname = \"officer\"\nrole = \"officer\"\nkey = \"{}\"\n",
                      officer_key);
  store::spill(file("holdfast.toml"), text);
}

void Site::write_bank(Who who, Who other) const {
  const auto code = institution_of(who);
  const json::object config{{"institution", code},
                            {"name", code},
                            {"listen", fmt::format("127.0.0.1:{}", places_[index(who)].port)},
                            {"data_dir", file(code)},
                            {"api_keys", json::array{bank_key}},
                            {"reply_url", url(Who::centre) + "/api/v1/partner/replies"},
                            {"reply_key", reply_key(code)},
                            {"feed_url", url(Who::centre)},
                            {"feed_key", reply_key(code)},
                            {"peers", json::object{{institution_of(other), url(other)}}},
                            {"peer_key", bank_key},
                            {"latency_ms", 5},
                            {"heartbeat_ms", 200}};
  store::spill(file(fmt::format("{}.json", code)), json::serialize(config));
}

void Site::start(Who who) {
  auto& place = places_[index(who)];
  const auto code = institution_of(who);
  place.process =
      who == Who::centre
          ? std::make_unique<Process>(
                std::vector<std::string>{"serve", "--config", file("holdfast.toml")},
                file("centre.log"))
          : std::make_unique<Process>(
                std::vector<std::string>{"bank", "--config", file(fmt::format("{}.json", code))},
                file(fmt::format("{}.log", code)));
}

void Site::kill(Who who) {
  places_[index(who)].process->kill();
}

int Site::stop(Who who) {
  return places_[index(who)].process->stop();
}

bool Site::is_up(Who who) {
  auto& place = places_[index(who)];
  bool up = false;
  const bool settled = eventually(start_patience, [&] {
    up = ask(who, {.path = "/healthz"}).status == 200;
    return up || !place.process->is_running();
  });
  place.words = place.process->last_words();
  return settled && up;
}

Answer Site::ask(Who who, Ask ask) {
  net::ClientRequest request;
  request.method = ask.method;
  request.url.host = "127.0.0.1";
  request.url.port = static_cast<std::uint16_t>(places_[index(who)].port);
  request.url.target = ask.path;
  request.body = std::move(ask.body);
  if (ask.method != "GET") {
    request.headers.add("Content-Type", ask.type);
  }
  if (!ask.idempotency_key.empty()) {
    request.headers.add("Idempotency-Key", ask.idempotency_key);
  }
  const auto usual = who == Who::centre ? officer_key : bank_key;
  request.headers.add("Authorization",
                      "Bearer " + (ask.key.empty() ? std::string{usual} : ask.key));
  auto response = client_->fetch(std::move(request));
  Answer answer;
  if (response) {
    answer.status = response->status;
    answer.body = std::move(response->body);
    json::error_code not_json;
    answer.json = json::parse(answer.body, not_json);
  }
  return answer;
}

json::array Site::all(const std::string& path) {
  json::array items;
  std::string cursor;
  do {
    const auto page =
        get(fmt::format("{}{}limit=200{}", path, path.find('?') == std::string::npos ? "?" : "&",
                        cursor.empty() ? "" : "&cursor=" + net::percent_encode(cursor)));
    base::check(page.status == 200, "a list is refused");
    for (const auto& item : page.json.at("items").as_array()) {
      items.push_back(item);
    }
    cursor = page.text("/next");
  } while (!cursor.empty());
  return items;
}

int Site::run(const std::vector<std::string>& words) {
  return Process{words, file("run.log")}.wait();
}

}  // namespace holdfast::crash_test
