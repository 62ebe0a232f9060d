#include "desk/first_days.hpp"

#include <algorithm>

namespace holdfast::desk {

namespace {

const Refusal* last_in(const FirstDays& days, RefusalState state) {
  const auto found = std::find_if(days.refusals.rbegin(), days.refusals.rend(),
                                  [&](const Refusal& each) { return each.state == state; });
  return found == days.refusals.rend() ? nullptr : &*found;
}

}  // namespace

const Refusal* standing_refusal(const FirstDays& days) {
  return last_in(days, RefusalState::standing);
}

const Refusal* proposed_refusal(const FirstDays& days) {
  return last_in(days, RefusalState::proposed);
}

const Transfer* open_transfer(const FirstDays& days) {
  const auto found =
      std::find_if(days.transfers.begin(), days.transfers.end(), [](const Transfer& each) {
        return each.state == TransferState::proposed || each.state == TransferState::approved ||
               each.state == TransferState::handed;
      });
  return found == days.transfers.end() ? nullptr : &*found;
}

const Appeal* appeal_of(const Refusal& refusal, AppealKind kind) {
  const auto found = std::find_if(refusal.appeals.rbegin(), refusal.appeals.rend(),
                                  [&](const Appeal& each) { return each.kind == kind; });
  return found == refusal.appeals.rend() ? nullptr : &*found;
}

const Appeal* open_appeal(const Refusal& refusal, AppealKind kind) {
  const auto* appeal = appeal_of(refusal, kind);
  return appeal == nullptr || appeal->ruling ? nullptr : appeal;
}

FirstClockKind clock_for(AppealKind kind) {
  switch (kind) {
    case AppealKind::reconsideration:
      return FirstClockKind::reconsideration;
    case AppealKind::superior:
      return FirstClockKind::superior;
    case AppealKind::supervision:
      return FirstClockKind::supervision;
  }
  return FirstClockKind::supervision;
}

const FirstClock* running(const FirstDays& days, FirstClockKind kind) {
  const auto found =
      std::find_if(days.clocks.begin(), days.clocks.end(),
                   [&](const FirstClock& each) { return each.kind == kind && !each.ended; });
  return found == days.clocks.end() ? nullptr : &*found;
}

const FirstClock* filing_clock(const FirstDays& days) {
  const auto* review = running(days, FirstClockKind::review);
  return review != nullptr ? review : running(days, FirstClockKind::filing);
}

ReviewTerm term_of(const FirstDays& days) {
  return days.extensions.empty() ? ReviewTerm::ordinary : days.extensions.back().term;
}

FirstStage stage_of(const FirstDays& days, bool is_filed) {
  if (!days.transfers.empty()) {
    const auto state = days.transfers.back().state;
    if (state == TransferState::handed) {
      return FirstStage::transferring;
    }
    if (state == TransferState::accepted) {
      return FirstStage::transferred;
    }
  }
  if (is_filed) {
    return FirstStage::filed;
  }
  if (standing_refusal(days) != nullptr) {
    return FirstStage::refused;
  }
  return running(days, FirstClockKind::filing) != nullptr ? FirstStage::to_be_filed
                                                          : FirstStage::reviewing;
}

std::optional<base::Instant> next_ring(const FirstDays& days) {
  std::optional<base::Instant> next;
  for (const auto& clock : days.clocks) {
    if (clock.ended || clock.told == FirstTold::lapsed) {
      continue;
    }
    const auto at = clock.told == FirstTold::nothing ? clock.ahead : clock.due;
    next = std::min(next.value_or(at), at);
  }
  return next;
}

std::vector<FirstRing> rings_by(const FirstDays& days, base::Instant at) {
  std::vector<FirstRing> rings;
  for (std::size_t i = 0; i < days.clocks.size(); ++i) {
    const auto& clock = days.clocks[i];
    if (clock.ended || clock.told == FirstTold::lapsed) {
      continue;
    }
    if (clock.due <= at) {
      rings.push_back({i, true});
    } else if (clock.ahead <= at && clock.told == FirstTold::nothing) {
      rings.push_back({i, false});
    }
  }
  return rings;
}

std::string_view words_of(FirstClockKind kind) {
  switch (kind) {
    case FirstClockKind::review:
      return "立案审查";
    case FirstClockKind::notice:
      return "送达不予立案通知书";
    case FirstClockKind::reconsideration:
      return "复议决定";
    case FirstClockKind::superior:
      return "复核决定";
    case FirstClockKind::supervision:
      return "向检察院说明不立案理由";
    case FirstClockKind::filing:
      return "撤销不予立案后立案";
    case FirstClockKind::transfer:
      return "移送管辖";
    case FirstClockKind::transfer_answer:
      return "接收单位答复";
  }
  return "";
}

std::string_view words_of(RefusalGround ground) {
  switch (ground) {
    case RefusalGround::no_crime:
      return "没有犯罪事实";
    case RefusalGround::minor:
      return "犯罪事实显著轻微，不需要追究刑事责任";
    case RefusalGround::not_pursuable:
      return "具有其他依法不追究刑事责任的情形";
  }
  return "";
}

std::string_view words_of(AppealKind kind) {
  switch (kind) {
    case AppealKind::reconsideration:
      return "复议";
    case AppealKind::superior:
      return "复核";
    case AppealKind::supervision:
      return "立案监督";
  }
  return "";
}

std::string_view words_of(ServedBy way) {
  switch (way) {
    case ServedBy::in_person:
      return "当面交付";
    case ServedBy::post:
      return "邮寄";
    case ServedBy::electronic:
      return "电子送达";
    case ServedBy::left:
      return "留置送达";
    case ServedBy::unreachable:
      return "无法取得联系";
    case ServedBy::refused:
      return "拒绝接收";
  }
  return "";
}

}  // namespace holdfast::desk
