// What the demonstration says over HTTP: payments to the banks as their customers, reports and
// questions to the centre as an officer's key. Waits for each answer. One thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "city/city.hpp"
#include "net/client.hpp"

namespace holdfast::cli {

/// What a bank did with a payment.
enum class PaymentFate {
  paid,
  held,       // a stop forbids it
  too_short,  // the money is not there, or not yet
};
struct PaymentAnswer {
  PaymentFate fate = PaymentFate::paid;
  base::Instant time;  // when the bank booked it
  std::string serial;  // the bank's number of it
};

/// An account as its bank has it.
struct BankAccount {
  base::Fen balance;
  base::Fen held;
};

/// What a victim tells the hotline.
struct VictimReport {
  struct Loss {
    std::size_t payee = 0;  // in City::people
    base::Fen amount;
    base::Instant time;
  };
  std::size_t victim = 0;  // in City::people
  std::string fraud_type;
  std::string narrative;
  std::vector<Loss> losses;
};

/// What the centre is told of somebody who is being cheated.
struct WarningReport {
  std::string grade;
  std::string source;
  std::string fraud_type;
  std::string reason;
  std::string feature_code;
  std::string unit;
  base::Fen amount;
};

class DemoWire {
 public:
  struct Peers {
    std::string centre;              // base URLs
    std::vector<std::string> banks;  // as city::bank_sites()
    std::string city_key;
    std::string officer_key;
    std::string exchange_key;
  };
  [[nodiscard]] static base::Result<std::unique_ptr<DemoWire>> open(Peers peers);

  // Errors of all: unavailable, when nobody answers or the answer is not one that was expected.
  [[nodiscard]] base::Result<PaymentAnswer> pay(const city::City& city,
                                                const city::Payment& payment);
  [[nodiscard]] base::Result<void> open_account(const city::Person& person);
  [[nodiscard]] base::Result<BankAccount> bank_account(const city::Person& person);
  /// The number of the case.
  [[nodiscard]] base::Result<std::string> report(const city::City& city,
                                                 const VictimReport& report);
  /// Somebody rings the line at that extension, speaks, and the recording is there.
  [[nodiscard]] base::Result<void> ring(const city::Person& person, const std::string& extension);
  /// Somebody who is about to pay is warned of. The number of the warning.
  [[nodiscard]] base::Result<std::string> warn(const city::Person& person,
                                               const WarningReport& report);
  /// The centre's JSON answer to GET `path`.
  [[nodiscard]] base::Result<std::string> get(const std::string& path);
  /// Whether that server answers its /healthz.
  [[nodiscard]] bool is_healthy(const std::string& base_url);

 private:
  explicit DemoWire(Peers peers, std::unique_ptr<net::HttpClient> client);
  [[nodiscard]] base::Result<net::Response> call(std::string method, const std::string& base_url,
                                                 std::string_view path, const std::string& key,
                                                 std::string body = {});
  [[nodiscard]] const std::string& bank_of(const city::Person& person) const {
    return peers_.banks[person.bank];
  }

  Peers peers_;
  std::unique_ptr<net::HttpClient> client_;
};

}  // namespace holdfast::cli
