// What all handlers share, and what a call carries (internal to api).
//
// A handler is a function of a call that returns a response or an error; the frame around it
// (frame.cpp) has found out who calls and whether they may, and puts the common headers on. Any
// thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "analyst/keeper.hpp"
#include "analyst/statement_desk.hpp"
#include "api/intake_budget.hpp"
#include "api/password.hpp"
#include "api/server.hpp"
#include "api/sessions.hpp"
#include "api/throttle.hpp"
#include "core/house.hpp"
#include "net/http.hpp"
#include "net/responder.hpp"
#include "sign/message.hpp"

namespace holdfast::api {

/// Who calls: a user of the console or a machine with a key.
struct Identity {
  std::string name;
  std::string display;
  core::Role role = core::Role::officer;
  std::string institution;      // of a bank
  std::string session_digest;   // empty for a key
  std::string csrf;             // of the session
  std::string public_key = {};  // of a key whose requests are signed: PEM
  std::string unit = {};        // where a user serves; empty: at the centre

  [[nodiscard]] bool is_bank() const { return role == core::Role::bank; }
};

/// Users, keys and institutions as the state has them, a second old, or as old as the batch that
/// the engine is busy with: asked at every request.
class Directory {
 public:
  explicit Directory(const engine::Engine& engine) : engine_(engine) {}

  [[nodiscard]] std::optional<core::User> user(const std::string& name);
  [[nodiscard]] std::optional<core::ApiKey> key_of_hash(const std::string& hash);
  /// The key of a PEM that an ApiKey holds, read once. Errors: bad_input.
  [[nodiscard]] base::Result<sign::PublicKey> signing_key(const std::string& pem);
  [[nodiscard]] bool has_institution(const std::string& code);
  /// Users or keys were changed by us: look again at the next call.
  void forget();

 private:
  void refresh(std::unique_lock<std::mutex>& held, std::chrono::milliseconds age_max);

  const engine::Engine& engine_;
  std::mutex mutex_;
  std::optional<std::chrono::steady_clock::time_point> read_at_;
  bool is_reading_ = false;      // somebody looks at the engine's state just now
  std::uint64_t forgotten_ = 0;  // what was read before the last of them is old
  std::map<std::string, core::User> users_;
  std::map<std::string, core::ApiKey> keys_;  // by hash
  std::set<std::string> institutions_;
  std::map<std::string, sign::PublicKey> signing_keys_;  // by PEM: as many as the journal holds
};

/// A few at a time, a few waiting, the rest are told to come back.
class Gate {
 public:
  Gate(int at_once_max, int waiting_max) : at_once_max_(at_once_max), waiting_max_(waiting_max) {}
  class Turn {
   public:
    explicit Turn(Gate& gate);
    ~Turn();
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    [[nodiscard]] bool has_it() const { return has_it_; }

   private:
    Gate& gate_;
    bool has_it_ = false;
  };

 private:
  const int at_once_max_;
  const int waiting_max_;
  std::mutex mutex_;
  std::condition_variable freed_;
  int running_ = 0;
  int waiting_ = 0;
};

/// The screens that listen.
class StreamHub {
 public:
  void add(net::EventStream stream, const Identity& who, port::BatchSeq seq);
  void tell(const engine::LiveEvent& event);
  /// To the screens of one user alone; `text` is a formatted event.
  void tell_user(std::string_view user, const std::string& text);
  void end_session(const std::string& digest);
  void end_all_of(std::string_view user);
  void close();

 private:
  struct Listener {
    net::EventStream stream;
    Identity who;
  };
  void send_to_all(const std::string& text, const std::string& institution, bool is_order);

  std::mutex mutex_;
  std::vector<Listener> listeners_;
  std::chrono::steady_clock::time_point stats_told_at_;
};

/// The last answer of /stats: computing it walks over every case.
struct StatsCache {
  std::mutex mutex;
  std::string body;
  std::chrono::steady_clock::time_point good_until;
};

/// Posters that were drawn: a guide does not change while we run, so there are a few dozen at most.
struct PosterShelf {
  std::mutex mutex;
  std::map<std::string, std::string> made;  // by type, language and size
};

class ExhibitDesk;  // exhibit_desk.hpp
class ZoneLine;     // zone_line.hpp

struct Service {
  Service(engine::Engine& with, ApiOptions by, std::unique_ptr<Sessions> kept)
      : engine(with), options(std::move(by)), sessions(std::move(kept)), directory(with) {}

  engine::Engine& engine;
  const ApiOptions options;
  const std::unique_ptr<Sessions> sessions;
  Directory directory;
  PasswordGate passwords;
  LoginThrottle throttle;
  Gate traces{2, 6};
  Gate drawings{1, 16};       // of papers: a font takes some megabytes
  VisitThrottle visits;       // of pages without login
  VisitThrottle tellings{6};  // of what such a page writes down: tips, sheets of a quiz
  LoginThrottle phrases;      // guesses at the pass phrase of a tip
  Gate readings{4, 1000};     // of held bodies into rows, several times their size
  IntakeBudget intake{options.intake_bytes_max};
  std::shared_ptr<StreamHub> hub = std::make_shared<StreamHub>();
  StatsCache stats;
  PosterShelf posters;
  std::shared_ptr<ExhibitDesk> exhibits;  // null: none are made
  sign::Nonces nonces;                    // of signed requests, so that none is taken twice
  const base::Instant started = engine.now();
  std::unique_ptr<analyst::StatementDesk> statements;  // set by whoever starts the server
  std::unique_ptr<analyst::Keeper> analyses;
  std::shared_ptr<ZoneLine> zone;  // null: there is no public zone apart
};

struct Call {
  Service& service;
  const net::Request& request;
  Identity who;
  port::BatchSeq min_seq = 0;
  /// Asked by ourselves for the public zone (zone_line.cpp): no visitor is counted.
  bool is_inside = false;
  /// The code that the public zone gave out for what is handed in; empty: one is made.
  std::string given_code = {};

  [[nodiscard]] engine::Engine& engine() const { return service.engine; }
  /// Who commands, and the Idempotency-Key, which is the caller's own.
  [[nodiscard]] engine::Caller caller() const;
  [[nodiscard]] std::string query(std::string_view name) const;
};

using Answer = base::Result<net::Response>;
using Handle = std::function<Answer(const Call&)>;

[[nodiscard]] net::Response with_seq(net::Response response, port::BatchSeq seq);
/// 200 with an ETag of the body; 304 where the caller has it already.
[[nodiscard]] net::Response tagged(const Call& call, std::string body);

/// "C000001" and the like. Errors: not_found, as for one that nobody has given out.
[[nodiscard]] base::Result<desk::CaseId> read_case(std::string_view text);
[[nodiscard]] base::Result<order::OrderId> read_order(std::string_view text);
[[nodiscard]] base::Result<base::AccountId> read_account(const engine::World& world,
                                                         std::string_view text);
/// "0", "17": the number of a payment within its case. Errors: not_found.
[[nodiscard]] base::Result<std::size_t> read_index(std::string_view text);
[[nodiscard]] std::optional<std::uint64_t> read_number(std::string_view text, char letter);

/// A page of documents from the projection: ?cursor, ?limit, ?from, ?until, ?order.
[[nodiscard]] base::Result<port::RowQuery> page_query(const Call& call, std::string kind);
/// {"items":[...],"next","total","seq"}: the page that the query asks for, as of the batch that the
/// caller waits for.
[[nodiscard]] net::Response page_response(const port::RowPage& page);
[[nodiscard]] Answer list_page(const Call& call, const port::RowQuery& query);

/// Under which citizens reach this server, without a slash at the end.
[[nodiscard]] std::string public_root(const Service& service);

/// The address of a peer without its port.
[[nodiscard]] inline std::string_view host_of(std::string_view peer) {
  return peer.substr(0, peer.rfind(':'));
}
/// A new code for whoever hands something in without a login.
[[nodiscard]] std::string code_for(const Call& call);
/// What is asked for without a login is counted by address. Errors: too_many.
[[nodiscard]] base::Result<void> note_visit(const Call& call);

/// Submits and answers {"seq"}, with `name` for the id of what was made where it is not empty.
[[nodiscard]] Answer submit(const Call& call, core::CommandBody body, std::string_view name = {},
                            int status = 200);

}  // namespace holdfast::api
