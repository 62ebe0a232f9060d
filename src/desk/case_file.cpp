#include "desk/case_file.hpp"

#include <fmt/core.h>

namespace holdfast::desk {

base::Fen total_loss(const CaseFile& file) {
  base::Fen sum;
  for (const auto& loss : file.losses) {
    sum += loss.amount;
  }
  return sum;
}

bool is_erased(const CaseFile& file) {
  return file.erasure && file.erasure->state == ErasureState::erased;
}

bool is_pursued(const CaseFile& file) {
  return !file.closed && !file.withdrawn &&
         !(file.truth && file.truth->verdict == Verdict::unfounded) &&
         !(file.first_days && standing_refusal(*file.first_days) != nullptr);
}

std::string why_not_pursued(const CaseFile& file) {
  if (file.withdrawn) {
    return "已撤案：" + file.withdrawn->number;
  }
  const auto* refusal = file.first_days ? standing_refusal(*file.first_days) : nullptr;
  if (refusal != nullptr) {
    return "不予立案：" + refusal->number;
  }
  return file.truth ? "报案不实：" + file.truth->reason : std::string{};
}

PaidBy way_of(const CaseFile& file, const Loss& loss) {
  return loss.paid_by.value_or(file.paid_by);
}

std::string to_text(TaskId id) {
  return fmt::format("K{:06}", id.value());
}

}  // namespace holdfast::desk
