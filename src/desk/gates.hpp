// The three gates of a case: it is studied (每案必研), it is investigated (每案必查), and the
// investigation has a result (查有结果). A case whose fraud happened is not closed while one of
// them stands open. Values; any thread.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"

namespace holdfast::desk {

/// From where the swindler knew what he knew of the victim.
enum class LeakSource {
  unknown,
  none,      // nothing that had to leak
  shopping,  // 电商平台
  courier,
  bank,
  telecom,
  employer,   // 单位、学校
  malware,    // 手机木马、仿冒应用
  disclosed,  // 被害人自行填报
  other,
};
BOOST_DESCRIBE_ENUM(LeakSource, unknown, none, shopping, courier, bank, telecom, employer, malware,
                    disclosed, other)

/// 研判: what the case teaches. The latest one counts.
struct Study {
  std::string fraud_type;  // as it turned out
  std::string method;      // 作案手法
  LeakSource leak = LeakSource::unknown;
  std::string people;  // persons, accounts and numbers behind it; empty: none known
  std::string lesson;  // 防范建议
  std::string by;
  base::Instant at;
  bool operator==(const Study&) const = default;
};
BOOST_DESCRIBE_STRUCT(Study, (), (fraud_type, method, leak, people, lesson, by, at))

/// 调查: one piece of work that was done, and what it showed.
struct Inquiry {
  std::string work;
  std::string by;
  base::Instant at;
  bool operator==(const Inquiry&) const = default;
};
BOOST_DESCRIBE_STRUCT(Inquiry, (), (work, by, at))

enum class ResultKind {
  solved,     // 破案
  suspects,   // 已锁定嫌疑人
  passed_on,  // 线索已移交
  exhausted,  // 现有线索已查尽
};
BOOST_DESCRIBE_ENUM(ResultKind, solved, suspects, passed_on, exhausted)

/// 结果: what the inquiries came to. The latest one counts.
struct InquiryResult {
  ResultKind kind = ResultKind::exhausted;
  std::string text;
  std::string by;
  base::Instant at;
  bool operator==(const InquiryResult&) const = default;
};
BOOST_DESCRIBE_STRUCT(InquiryResult, (), (kind, text, by, at))

struct Gates {
  std::optional<Study> study;
  std::vector<Inquiry> inquiries;  // in the order of their records
  std::optional<InquiryResult> result;
  bool operator==(const Gates&) const = default;
};
BOOST_DESCRIBE_STRUCT(Gates, (), (study, inquiries, result))

enum class Gate { study, inquiry, result };
BOOST_DESCRIBE_ENUM(Gate, study, inquiry, result)

/// The gates that stand open, in their order.
[[nodiscard]] std::vector<Gate> open_gates(const Gates& gates);

}  // namespace holdfast::desk
