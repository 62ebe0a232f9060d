// Fifty partners on ports of their own, ten of which misbehave until they are cured: what arrived
// where and when. HTTP as in doc/formats/bank-messages.md. Any thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace holdfast::bench {

enum class Manner {
  silent,      // takes the request and never answers it
  failing,     // HTTP 500
  shut,        // code 200006: the channel is closed
  refusing,    // code 200001: cannot be read
  babbling,    // answers something that is no JSON
  slow,        // answers after four seconds
  flapping,    // fails every second time
  forgetful,   // acknowledges and never says what it did
  stammering,  // says what it did three times
  gone,        // ends the connection without an answer
  good,
};
inline constexpr std::size_t misbehaving = static_cast<std::size_t>(Manner::good);

struct Arrival {
  std::string application_id;
  double at_ms = 0;  // of wall_ms(), of the first copy
  int copies = 0;    // in all
  int taken = 0;     // of them acknowledged
};

class PartnerStreet {
 public:
  /// Listening on return; ends the program when it cannot.
  explicit PartnerStreet(std::size_t count);
  ~PartnerStreet();
  PartnerStreet(const PartnerStreet&) = delete;
  PartnerStreet& operator=(const PartnerStreet&) = delete;

  [[nodiscard]] std::string url(std::size_t partner) const;
  [[nodiscard]] static Manner manner(std::size_t partner);
  /// Everybody behaves from here on.
  void cure();
  [[nodiscard]] std::vector<Arrival> arrivals(std::size_t partner) const;

  /// What partners have to say of orders since the last call: an application id each time it is
  /// said.
  [[nodiscard]] std::vector<std::string> take_answers();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace holdfast::bench
