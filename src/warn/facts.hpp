// What is known of one account from the movements so far: counts, sums and fading sums, each kept
// in constant time a movement. Nothing here knows a movement that was not taken yet, so whatever is
// read at a time depends on nothing after it. One thread.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>

namespace holdfast::warn {

/// A sum that halves every `half_life` hours.
struct Fading {
  double value = 0;
  double at = 0;

  [[nodiscard]] double now(double time, double half_life) const {
    return value <= 0 ? 0 : value * std::exp2(-(time - at) / half_life);
  }
  void add(double amount, double time, double half_life) {
    value = now(time, half_life) + amount;
    at = time;
  }
};

/// One side of an account: what came in, or what went out. Amounts are yuan.
struct Side {
  std::uint32_t count = 0;
  std::uint32_t partners = 0;
  std::uint32_t round = 0;  // whole hundreds
  std::uint32_t under = 0;  // just under a usual limit
  std::uint32_t night = 0;  // 23:00 to 06:00, Beijing
  std::uint32_t weekend = 0;
  std::uint32_t tested = 0;     // after a far smaller one to the same partner
  std::uint32_t odd = 0;        // by a third or more off what its payer used to pay
  std::uint32_t pair_most = 0;  // movements with the partner that there were most with
  std::uint32_t split = 0;      // like the one before of the same pair within a day
  double sum = 0;
  double max = 0;
  double log_sum = 0;  // of logarithms of amounts
  double log_square = 0;
  double gap_sum = 0;  // of logarithms of hours between one and the next
  double gap_square = 0;
  double last = 0;
  double new_sum = 0;         // paid between two that had not met
  double surprise_sum = 0;    // amount times log(amount / what its payer used to pay)
  double surprise_least = 0;  // the lowest and highest of those logarithms
  double surprise_most = 0;
  double surprise_size = 0;    // sum of their absolute values, not weighed
  double record_sum = 0;       // amounts that exceed all that their payer paid before
  double strange_sum = 0;      // to a new payee, and far above what the payer used to pay
  double regular_sum = 0;      // between two that met three times or more
  double lately = 0;           // logarithm of amounts, the newest count most
  double lately_new = 0;       // share of new partners, the newest count most
  double largest_partner = 0;  // what the largest partner paid or got
  double partner_age = 0;      // sum of log(1 + hours) that the other side was known for
  double partner_new = 0;      // how many of the other side were unknown until that day
  Fading two_days;             // count
  Fading new_week;             // count of new partners
  double peak_two_days = 0;
  double peak_new_week = 0;
};

constexpr std::array<double, 4> cover_hours{3, 24, 120, 480};

/// What clings to money, however far it goes: it was once a payment that is unlike its payer.
enum class Stain : std::uint8_t { strange, record, hurried };
inline constexpr std::size_t stains = 3;
using Stained = std::array<double, stains>;  // yuan

constexpr std::array<double, 3> aside_hours{24, 120, 480};

/// What an account moves beside its routine: not with those whom it has paid or been paid by for
/// long, not with employers and shops. Wages and rent do not drown what is done on the side.
struct Aside {
  double in = 0;
  double out = 0;
  double most_in = 0;
  std::uint32_t in_count = 0;
  std::uint32_t out_count = 0;
  std::uint32_t payers = 0;
  std::uint32_t payees = 0;
  double pot = 0;
  double pot_time = 0;  // as of Facts
  double dwell_sum = 0;
  double dwelt = 0;
  double matched = 0;
  Stained stained{};  // of what came in
  std::array<Fading, aside_hours.size()> recent;
  std::array<double, aside_hours.size()> covered{};
};

struct Facts {
  Side in;
  Side out;
  double first = 0;
  double last = 0;
  /// Money that came in and has not gone out; withdrawals beyond it are not told of.
  double pot = 0;
  double pot_time = 0;   // when it came in, on average by amount
  double dwell_sum = 0;  // amount times log(1 + hours) that it stayed
  double dwelt = 0;
  double swept = 0;  // paid out by movements that took nine tenths of the pot or more
  std::array<Fading, cover_hours.size()> recent;     // what came in lately and is not yet matched
  std::array<double, cover_hours.size()> covered{};  // paid out from it
  double matched = 0;  // paid out in an amount within a twentieth under one that came in before
  double cash = 0;
  double merchant = 0;
  double abroad = 0;  // overseas and crypto
  double merchant_in = 0;
  std::uint32_t mutual = 0;  // partners that both paid and were paid
  std::uint32_t days = 0;    // with a movement
  std::int64_t last_day = -1;
  double longest_gap = 0;
  double after_gap = 0;  // moved since the longest gap
  Fading flow_week;
  double peak_week = 0;
  Aside aside;
  Stained in_pot{};                 // of the pot
  Stained stained_in{};             // of what came in
  Stained stained_out{};            // of what went out
  std::array<double, 3> cycles{};   // moved by movements that closed a circle of 2, 3, 4
  std::array<double, 4> last_in{};  // the latest amounts that came in, for `matched`
  std::uint32_t next_in = 0;

  [[nodiscard]] bool is_known() const { return in.count + out.count > 0; }
};

}  // namespace holdfast::warn
