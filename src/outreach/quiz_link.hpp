// 扫码测验: a link for one community, under which anybody takes the quiz of a topic on a telephone.
// Nothing is kept of a sheet but how many answers were right and whether its taker would have paid;
// at the link's end all sheets are one entry beside the quizzes on paper. Values; any thread.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "base/instant.hpp"
#include "outreach/ledger.hpp"

namespace holdfast::outreach {

using QuizLinkId = base::StrongId<struct QuizLinkTag>;

/// Taken no further. `quiz`: the entry that its sheets became; none where nobody took it.
struct QuizLinkEnd {
  base::Instant at;
  std::string by;  // "engine": its time was over
  std::optional<QuizId> quiz;
  bool operator==(const QuizLinkEnd&) const = default;
};
BOOST_DESCRIBE_STRUCT(QuizLinkEnd, (), (at, by, quiz))

struct QuizLink {
  QuizLinkId id;
  std::string code;  // twelve symbols, order::read_code
  std::optional<CampaignId> campaign;
  std::string street;
  std::string community;
  std::string topic;  // a guide's type that has a quiz
  std::uint64_t questions = 0;
  base::Instant until;  // exclusive
  std::string by;
  base::Instant at;
  std::uint64_t takers = 0;
  std::uint64_t right = 0;
  std::uint64_t fell = 0;
  std::optional<QuizLinkEnd> end;
  bool operator==(const QuizLink&) const = default;
};
BOOST_DESCRIBE_STRUCT(QuizLink, (),
                      (id, code, campaign, street, community, topic, questions, until, by, at,
                       takers, right, fell, end))

/// "QL000001".
[[nodiscard]] std::string to_text(QuizLinkId id);

}  // namespace holdfast::outreach
