#include "desk_paths.hpp"

#include <chrono>

namespace holdfast::bench {

namespace {

constexpr std::int64_t stolen_fen = 5'000'000;
constexpr std::uint32_t first_account = 1'000;

std::uint32_t payee_of(std::size_t report) {
  return first_account + static_cast<std::uint32_t>(report) * 3;
}

}  // namespace

void report(core::test::Centre& centre) {
  for (std::size_t i = 0; i < hot_reports; ++i) {
    centre.now += std::chrono::seconds{1};
    centre.must(core::test::report_of({core::test::loss_of(stolen_fen, payee_of(i) + 1, payee_of(i),
                                                           centre.now - std::chrono::minutes{5})}));
  }
  base::check(centre.state.cases.size() == hot_reports, "a case for each report");
}

void pursue(core::test::Centre& centre) {
  const auto before = centre.state.orders.size();
  for (std::size_t i = 0; i < hot_reports; ++i) {
    centre.now += std::chrono::milliseconds{100};
    centre.pursue(desk::CaseId{i + 1}, {core::test::need_of(payee_of(i) + 2, stolen_fen)});
  }
  base::check(centre.state.orders.size() == before + hot_reports, "a stop for each case");
}

std::size_t write_and_read(const core::test::Centre& centre) {
  const core::Seal seal = [](base::SubjectId, std::string_view text) { return std::string{text}; };
  const core::Open open = [](base::SubjectId, std::string_view text) -> base::Result<std::string> {
    return std::string{text};
  };
  for (const auto& event : centre.journal) {
    const auto line = core::encode(event, seal);
    base::check(core::decode(line, open).ok(), "what was written can be read");
  }
  return centre.journal.size();
}

}  // namespace holdfast::bench
