#include "centre.hpp"

#include <boost/json.hpp>
#include <fmt/core.h>
#include <fstream>
#include <gtest/gtest.h>
#include <thread>

#include "api/password.hpp"
#include "base/digest.hpp"
#include "openapi.hpp"
#include "store/memory_journal.hpp"
#include "store/memory_key_store.hpp"
#include "store/sealed_files.hpp"
#include "store/sqlite_projection.hpp"
#include "support/source_dir.hpp"

namespace holdfast::http_test {

namespace json = boost::json;

namespace {

class StandingClock final : public port::Clock {
 public:
  explicit StandingClock(std::shared_ptr<std::atomic<std::int64_t>> ms) : ms_(std::move(ms)) {}
  [[nodiscard]] base::Instant now() const override { return base::from_unix_ms(ms_->load()); }

 private:
  std::shared_ptr<std::atomic<std::int64_t>> ms_;
};

class KeepingPartner final : public port::Partner {
 public:
  explicit KeepingPartner(std::shared_ptr<Mailbox> mailbox) : mailbox_(std::move(mailbox)) {}
  void send(const port::ChannelAddress& channel, const port::PartnerMessage& message,
            std::function<void(base::Result<port::PartnerAck>)> done) override {
    std::string refusal;
    std::shared_ptr<port::Partner> files;
    {
      const std::lock_guard lock{mailbox_->mutex};
      files = channel.way == port::Way::files ? mailbox_->files : nullptr;
    }
    if (files) {
      files->send(channel, message, std::move(done));
      return;
    }
    {
      const std::lock_guard lock{mailbox_->mutex};
      mailbox_->messages.push_back(message);
      refusal = mailbox_->refusal;
    }
    if (!refusal.empty()) {
      done(port::PartnerAck{"", "", refusal, "no"});
      return;
    }
    done(port::PartnerAck{"B" + message.application_id, ""});
  }

 private:
  std::shared_ptr<Mailbox> mailbox_;
};

/// Takes every notice; what became of it comes later.
class KeepingNotifier final : public port::Notifier {
 public:
  explicit KeepingNotifier(std::shared_ptr<Mailbox> mailbox) : mailbox_(std::move(mailbox)) {}
  void send(const port::NoticeMessage& message,
            std::function<void(base::Result<port::NoticeAck>)> done) override {
    bool broken = false;
    {
      const std::lock_guard lock{mailbox_->mutex};
      mailbox_->notices.push_back(message);
      broken = mailbox_->notifier_broken;
    }
    if (broken) {
      done(base::Error{base::ErrorCode::unavailable, "nobody answers"});
    } else {
      done(port::NoticeAck{});
    }
  }

 private:
  std::shared_ptr<Mailbox> mailbox_;
};

const OpenApi& document() {
  static const OpenApi api{api::openapi_document()};
  return api;
}

const std::string& hashed_password() {
  static const std::string hash = *api::hash_password(password);
  return hash;
}

core::Routing routing() {
  core::Routing routing;
  routing.institutions = {{"YZ01", "渝州银行", "direct-YZ01", "95001", {"990011"}, true},
                          {"SX02", "山峡银行", "hub-1", "95002", {"990022"}, true}};
  routing.channels = {{"direct-YZ01", "http://127.0.0.1:1", false},
                      {"hub-1", "http://127.0.0.1:2", true},
                      {"desk", "", false, core::ChannelKind::assisted},
                      {"fetch", "", false, core::ChannelKind::pull}};
  routing.units = {{"5000", "市反诈骗中心", "city", ""},
                   {"500103", "渝中区分局", "district", "5000"},
                   {"50010301", "解放碑派出所", "station", "500103"},
                   {"500105", "江北区分局", "district", "5000"}};
  return routing;
}

std::unique_ptr<engine::Engine> open_engine(const store::Scratch& scratch,
                                            std::shared_ptr<std::atomic<std::int64_t>> ms,
                                            std::shared_ptr<Mailbox> mailbox,
                                            engine::Options options) {
  engine::Parts parts;
  parts.clock = std::make_unique<StandingClock>(std::move(ms));
  parts.journal = std::make_unique<store::MemoryJournal>();
  auto keys = std::make_unique<store::MemoryKeyStore>(7);
  parts.search_hash = [keys = keys.get()](std::string_view text) { return keys->keyed_hash(text); };
  auto files = store::SealedFiles::open(scratch / "files", *keys);
  base::check(files.ok(), "the files");
  parts.files = std::move(*files);
  parts.keys = std::move(keys);
  auto projection = store::SqliteProjection::open(scratch / "projection.db");
  base::check(projection.ok(), "the projection");
  auto reader = store::SqliteProjectionReader::open(scratch / "projection.db");
  base::check(reader.ok(), "its reader");
  parts.projection = std::move(*projection);
  parts.reader = std::move(*reader);
  parts.notifier = std::make_unique<KeepingNotifier>(mailbox);
  parts.partner = std::make_unique<KeepingPartner>(std::move(mailbox));
  options.tick = base::Milliseconds{20};
  auto engine = engine::Engine::open(std::move(parts), options);
  base::check(engine.ok(), "the engine");
  return std::move(*engine);
}

}  // namespace

std::string Answer::text(const std::string& pointer) const {
  boost::json::error_code error;
  const auto* found = json.find_pointer(pointer, error);
  return found != nullptr && found->is_string() ? std::string{found->as_string()} : "";
}

std::int64_t Answer::number(const std::string& pointer) const {
  boost::json::error_code error;
  const auto* found = json.find_pointer(pointer, error);
  return found != nullptr && found->is_number() ? found->to_number<std::int64_t>() : -1;
}

Centre::Centre(api::ApiOptions options, engine::Options engine, Screening screening)
    : now_ms_(std::make_shared<std::atomic<std::int64_t>>(
          base::to_unix_ms(*base::parse_instant("2026-11-24T10:00:00.000+08:00")))),
      mailbox_(std::make_shared<Mailbox>()),
      engine_(open_engine(scratch_, now_ms_, mailbox_, std::move(engine))) {
  settle_in();
  if (screening == Screening::on) {
    const auto read = [](std::string_view path) {
      return store::slurp((test::source_dir() / path).string());
    };
    auto screener = screen::Screener::start(
        *engine_,
        {screen::files_in_memory(), read("data/model/warn.hfw"), read("rules/warn.toml"), {}});
    base::check(screener.ok(), "the screener");
    screener_ = std::move(*screener);
    options.screener = screener_;
  }
  options.listen = "127.0.0.1:0";
  auto server = api::ApiServer::start(*engine_, std::move(options));
  base::check(server.ok(), "the server");
  server_ = std::move(*server);
  auto client = net::HttpClient::create();
  base::check(client.ok(), "the client");
  client_ = std::move(*client);
}

Centre::~Centre() {
  client_.reset();
  server_.reset();
  screener_.reset();
  engine_.reset();
}

void Centre::settle_in() {
  std::ifstream file{test::source_dir() / "rules/spine.toml"};
  const std::string rules{std::istreambuf_iterator<char>{file}, {}};
  const engine::Caller house{"house"};
  base::check(engine_->submit_and_wait(house, core::LoadRules{rules}).ok(), "rules");
  base::check(engine_->submit_and_wait(house, core::SetRouting{routing()}).ok(), "routing");
  const auto user = [&](const std::string& name, core::Role role, const std::string& institution) {
    core::User made{name,  "用户" + name,    role, institution, hashed_password(),
                    false, order::Duty::none};
    base::check(engine_->submit_and_wait(house, core::AddUser{made}).ok(), "a user");
  };
  user("wang", core::Role::officer, "");
  user("li", core::Role::investigator, "");
  core::User station{"he",  "何警官",          core::Role::officer, "", hashed_password(),
                     false, order::Duty::none, "50010301"};
  base::check(engine_->submit_and_wait(house, core::AddUser{station}).ok(), "a station's officer");
  user("root", core::Role::admin, "");
  user("desk", core::Role::bank, "YZ01");
  officer = key("k-officer", core::Role::officer, "");
  investigator = key("k-investigator", core::Role::investigator, "");
  admin = key("k-admin", core::Role::admin, "");
  bank = key("k-bank", core::Role::bank, "YZ01");
  other_bank = key("k-other", core::Role::bank, "SX02");
  hub = key("hub-1", core::Role::bank, "");
  notifier = key("notifier", core::Role::bank, "");
}

As Centre::key(const std::string& name, core::Role role, const std::string& institution) {
  const auto token = "hfk_" + name + "_for_this_test";
  core::ApiKey key{name, role, institution, base::to_hex(base::sha256(token))};
  base::check(engine_->submit_and_wait({"house"}, core::AddApiKey{key}).ok(), "a key");
  As as;
  as.bearer = token;
  return as;
}

Answer Centre::send(const std::string& method, const std::string& path, const As& as,
                    const std::string& body, const std::string& type) {
  net::ClientRequest request;
  request.method = method;
  request.url.host = "127.0.0.1";
  request.url.port = port();
  request.url.target = path;
  request.body = body;
  request.timeout = base::Milliseconds{60'000};
  if (method != "GET") request.headers.add("Content-Type", type);
  if (!as.bearer.empty()) request.headers.add("Authorization", "Bearer " + as.bearer);
  if (!as.cookie.empty()) request.headers.add("Cookie", as.cookie);
  if (!as.csrf.empty()) request.headers.add("X-CSRF-Token", as.csrf);
  for (const auto& field : as.more) request.headers.add(field.name, field.value);
  auto response = client_->fetch(std::move(request));
  Answer answer;
  if (!response) {
    ADD_FAILURE() << method << " " << path << ": " << response.error().message;
    return answer;
  }
  answer.status = response->status;
  answer.headers = response->headers;
  answer.body = response->body;
  auto content = std::string{response->headers.find("Content-Type").value_or("")};
  content = content.substr(0, content.find(';'));
  if (content.ends_with("json")) {
    json::error_code error;
    answer.json = json::parse(answer.body, error);
    EXPECT_FALSE(error) << answer.body;
  }
  if (!document().knows(method, path)) {
    EXPECT_TRUE(!path.starts_with("/api/") || answer.status == 404 || answer.status == 405) << path;
  } else {
    for (const auto& fault :
         document().faults_of_answer(method, path, answer.status, content, answer.body)) {
      ADD_FAILURE() << method << " " << path << " -> " << answer.status << " " << fault;
    }
    if (answer.status < 300 && !body.empty()) {
      for (const auto& fault : document().faults_of_request(method, path, type, body)) {
        ADD_FAILURE() << method << " " << path << " was accepted, but " << fault;
      }
    }
  }
  return answer;
}

As Centre::log_in(const std::string& name) {
  const auto answer = send("POST", "/api/v1/login", {},
                           json::serialize(json::object{{"name", name}, {"password", password}}));
  EXPECT_EQ(answer.status, 200) << answer.body;
  As as;
  const auto cookie = answer.header("Set-Cookie");
  as.cookie = cookie.substr(0, cookie.find(';'));
  as.csrf = answer.text("/csrf");
  return as;
}

bool Centre::eventually(const std::function<bool()>& done) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{10};
  while (!done()) {
    if (std::chrono::steady_clock::now() > until) {
      return false;
    }
    std::this_thread::yield();
  }
  return true;
}

void Centre::refuse_orders(const std::string& code) {
  const std::lock_guard lock{mailbox_->mutex};
  mailbox_->refusal = code;
}

void Centre::lay_files_with(std::shared_ptr<port::Partner> files) {
  const std::lock_guard lock{mailbox_->mutex};
  mailbox_->files = std::move(files);
}

std::vector<port::PartnerMessage> Centre::sent(std::size_t count) {
  std::vector<port::PartnerMessage> messages;
  EXPECT_TRUE(eventually([&] {
    const std::lock_guard lock{mailbox_->mutex};
    messages = mailbox_->messages;
    return messages.size() >= count;
  })) << "only "
      << messages.size() << " orders were sent";
  return messages;
}

std::vector<port::NoticeMessage> Centre::noticed(std::size_t count) {
  std::vector<port::NoticeMessage> notices;
  EXPECT_TRUE(eventually([&] {
    const std::lock_guard lock{mailbox_->mutex};
    notices = mailbox_->notices;
    return notices.size() >= count;
  })) << "only "
      << notices.size() << " notices were sent";
  return notices;
}

void Centre::break_notifier(bool is_broken) {
  const std::lock_guard lock{mailbox_->mutex};
  mailbox_->notifier_broken = is_broken;
}

std::string report_body(const Centre& centre) {
  return json::serialize(json::object{
      {"victim", {{"name", "张三丰"}, {"phone", "13812345678"}, {"id_no", "500101199001011234"}}},
      {"fraud_type", "刷单返利"},
      {"paid_by", "transfer"},
      {"narrative", "转到 9900220000000000014"},
      {"losses", json::array{json::object{{"payer_account", victim_card},
                                          {"payee_account", mule_card},
                                          {"payee_name", "李四"},
                                          {"amount_fen", 5'000'000},
                                          {"time", centre.time(std::chrono::minutes{10})}}}},
      {"authorise_cascade", true}});
}

std::string stolen_row(const Centre& centre) {
  return json::serialize(json::object{{"id", "S1"},
                                      {"serial", "S1"},
                                      {"time", centre.time(std::chrono::minutes{10})},
                                      {"payer", victim_card},
                                      {"payee", mule_card},
                                      {"payee_name", "李四"},
                                      {"amount_fen", 5'000'000}}) +
         "\n";
}

}  // namespace holdfast::http_test
