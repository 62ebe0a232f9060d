#include "workbench/rhythm.hpp"

#include <algorithm>
#include <span>

namespace holdfast::workbench {

namespace {

constexpr std::size_t pauses_looked_at = 256;
constexpr std::int64_t ms_an_hour = 3'600'000;
constexpr base::Milliseconds beijing = std::chrono::hours{8};

struct Stretch {
  base::Milliseconds from{};
  base::Milliseconds middle{};
  base::Milliseconds to{};
  std::uint32_t pauses = 0;
};

/// Of the pauses that lasted longer than `waited`, where a tenth, half and nine tenths end.
std::optional<Stretch> stretch_of(std::span<const base::Milliseconds> pauses,
                                  base::Milliseconds waited) {
  std::vector<base::Milliseconds> longer;
  for (const auto pause : pauses) {
    if (pause > waited) {
      longer.push_back(pause);
    }
  }
  if (longer.size() < pauses_needed) {
    return std::nullopt;
  }
  std::ranges::sort(longer);
  const auto at = [&](std::size_t tenths) { return longer[(longer.size() - 1) * tenths / 10]; };
  return Stretch{at(1), at(5), at(9), static_cast<std::uint32_t>(longer.size())};
}

std::span<const base::Milliseconds> latest(std::span<const base::Milliseconds> pauses) {
  return pauses.last(std::min(pauses.size(), pauses_looked_at));
}

void count_hour(RhythmAnswer& answer, base::Instant at) {
  const auto local = at + beijing;
  const auto day = std::chrono::floor<std::chrono::days>(local);
  const auto weekday = std::chrono::weekday{day}.iso_encoding() - 1;
  const auto hour = static_cast<std::size_t>((local - day).count() / ms_an_hour);
  ++answer.hours[weekday][hour];
}

}  // namespace

RhythmAnswer rhythm(const Payments& payments, const RhythmQuestion& question) {
  RhythmAnswer answer{.last = {}, .next = {}, .truncated = payments.truncated};
  std::vector<base::Milliseconds> pauses;
  std::uint32_t tried = 0;
  std::uint32_t right = 0;
  for (const Payment& payment : payments.rows) {
    const bool out = payment.payer == question.account && question.side != fund::Side::in;
    const bool in = payment.payee == question.account && question.side != fund::Side::out;
    if ((!out && !in) || payment.time > question.now) {
      continue;
    }
    ++answer.payments;
    count_hour(answer, payment.time);
    // Payments of one moment are one move.
    if (answer.last && payment.time > *answer.last) {
      const auto pause = payment.time - *answer.last;
      if (const auto told = stretch_of(latest(pauses), base::Milliseconds{0})) {
        ++tried;
        right += told->from <= pause && pause <= told->to ? 1 : 0;
      }
      pauses.push_back(pause);
    }
    answer.last = payment.time;
  }
  if (!answer.last) {
    return answer;
  }
  if (const auto told = stretch_of(latest(pauses), question.now - *answer.last)) {
    answer.next = Forecast{.from = *answer.last + told->from,
                           .middle = *answer.last + told->middle,
                           .to = *answer.last + told->to,
                           .pauses = told->pauses,
                           .tried = tried,
                           .right = right};
  }
  return answer;
}

}  // namespace holdfast::workbench
