#include "core/centre_test.hpp"

#include <fstream>
#include <sstream>

#include "base/digest.hpp"
#include "support/source_dir.hpp"

namespace holdfast::core::test {

std::string read_source(std::string_view path) {
  std::ifstream file{holdfast::test::source_dir() / path, std::ios::binary};
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

const std::string& shipped_rules() {
  static const std::string text = read_source("rules/spine.toml");
  return text;
}

std::string rules_with(std::string_view from, std::string_view to) {
  std::string text = shipped_rules();
  const auto place = text.find(from);
  base::check(place != std::string::npos, "the shipped rules do not hold that text");
  return text.replace(place, from.size(), to);
}

base::Instant beijing(std::string_view text) {
  return base::parse_instant_beijing(text).value();
}

Seal hex_seal() {
  return [](base::SubjectId subject, std::string_view text) {
    return base::to_hex(std::to_string(subject.value()) + ":" + std::string{text});
  };
}

Open hex_open() {
  return [](base::SubjectId subject, std::string_view cipher) -> base::Result<std::string> {
    const auto plain = base::from_hex(cipher);
    const std::string head = std::to_string(subject.value()) + ":";
    if (!plain || !plain->starts_with(head)) {
      return base::Error{base::ErrorCode::corrupt, "does not open under its subject's key"};
    }
    return plain->substr(head.size());
  };
}

Routing small_city() {
  return {{{"YZ01", "渝中一行", "hub", "023-1", {"62220101"}, true},
           {"YZ02", "渝中二行", "hub", "023-2", {"62220202"}, true},
           {"YZ03", "江北支付", "direct", "023-3", {}, false},
           {"YZ09", "无通道社", "", "", {}, false},
           {"YD01", "渝中电信", "direct", "023-4", {}, false, "", {}, InstitutionKind::telecom},
           {"HL01", "渝中互联", "direct", "023-5", {}, false, "", {}, InstitutionKind::internet}},
          {{"hub", "http://hub.test", true},
           {"direct", "http://direct.test", false},
           {"desk", "", false, ChannelKind::assisted}},
          {{"5000", "渝州市反诈骗中心", "city", ""},
           {"500103", "渝中区分局", "district", "5000"},
           {"50010301", "解放碑派出所", "station", "500103"},
           {"500105", "江北区分局", "district", "5000"},
           {"50010501", "观音桥派出所", "station", "500105"}}};
}

desk::Loss loss_of(std::int64_t fen, std::uint32_t payer, std::uint32_t payee, base::Instant time) {
  desk::Loss loss;
  loss.payer = base::AccountId{payer};
  loss.payee = base::AccountId{payee};
  loss.payer_institution = "YZ02";
  loss.payee_institution = "YZ01";
  loss.amount = base::Fen{fen};
  loss.time = time;
  loss.serial = "S" + std::to_string(payee);
  return loss;
}

desk::Need need_of(std::uint32_t account, std::int64_t due_fen) {
  desk::Need need;
  need.account = base::AccountId{account};
  need.institution = "YZ01";
  need.name_known = true;
  need.tier = 1;
  need.due = base::Fen{due_fen};
  need.low = need.due;
  need.high = need.due;
  need.known_balance = need.due;
  need.received = need.due;
  need.justification = {base::Sequence{7}, base::AccountId{1}, need.due,
                        beijing("2023-01-01T08:59:00"), "S7"};
  return need;
}

ReportLoss report_of(std::vector<desk::Loss> losses) {
  ReportLoss report;
  report.victim.name.text = "王芳";
  report.victim.phone.text = "13800000001";
  report.fraud_type = "刷单返利";
  report.narrative = "先小额返利，后要求垫付";
  report.losses = std::move(losses);
  return report;
}

Centre::Centre(std::string rules, std::string_view begin) : now(beijing(begin)) {
  must(LoadRules{std::move(rules)});
  must(SetRouting{small_city()});
}

base::Result<Decision> Centre::ask(CommandBody body, std::string key, std::string digest) {
  auto decided =
      decide(state, Command{now, actor, std::move(key), std::move(digest), std::move(body)});
  if (decided) {
    for (const auto& event : decided->events) {
      evolve(state, event);
      journal.push_back(event);
    }
  }
  return decided;
}

Decision Centre::must(CommandBody body) {
  auto decided = ask(std::move(body));
  base::check(decided.ok(), decided ? "" : decided.error().message);
  return std::move(decided).value();
}

Decision Centre::pursue(desk::CaseId case_id, std::vector<desk::Need> needs) {
  desk::Standing standing;
  standing.as_of = base::Sequence{++moves_};
  standing.accounts = static_cast<int>(needs.size());
  return must(MovePursuit{case_id, standing, std::move(needs)});
}

const order::Order& Centre::order(std::uint64_t id) const {
  return state.orders.at(order::OrderId{id});
}

const desk::CaseFile& Centre::file(std::uint64_t id) const {
  return state.cases.at(desk::CaseId{id});
}

}  // namespace holdfast::core::test
