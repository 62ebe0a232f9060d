#include "profile/json_form.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <charconv>
#include <fmt/core.h>
#include <span>

#include "base/fen.hpp"
#include "profile/values.hpp"
#include "profile/vocabulary.hpp"

namespace holdfast::profile {

namespace json = boost::json;

namespace {

enum class As { text, fen, time, flag, number, list };

struct Pair {
  std::string_view json;  // "justification.payer" lies in the object `justification`
  std::string_view xml;
  As as = As::text;
};

constexpr std::array order_pairs{
    Pair{"application_id", "ApplicationID"},
    Pair{"original_application_id", "OriginalApplicationID"},
    Pair{"case_number", "CaseNumber"},
    Pair{"institution", "BankID"},
    Pair{"account", "AccountNumber"},
    Pair{"account_name", "AccountName"},
    Pair{"name_unknown", "NameUnknown", As::flag},
    Pair{"amount_fen", "Amount", As::fen},
    Pair{"freeze_type", "FreezeType"},
    Pair{"term_hours", "TermHours", As::number},
    Pair{"term_months", "TermMonths", As::number},
    Pair{"queue", "Queue", As::flag},
    Pair{"fruits", "Fruits", As::flag},
    Pair{"papers_later", "PapersLater", As::flag},
    Pair{"drill", "Drill", As::flag},
    Pair{"consent.way", "ConsentWay"},
    Pair{"consent.reference", "ConsentReference"},
    Pair{"consent.given_at", "ConsentTime", As::time},
    Pair{"evidence.kind", "EvidenceKind"},
    Pair{"evidence.place", "EvidencePlace"},
    Pair{"evidence.serials", "EvidenceSerials", As::list},
    Pair{"evidence.overwrites_at", "OverwriteTime", As::time},
    Pair{"payee.account", "TransferInAccountNumber"},
    Pair{"payee.name", "TransferInAccountName"},
    Pair{"payee.institution", "TransferInBankID"},
    Pair{"mark", "Mark"},
    Pair{"platform", "Platform"},
    Pair{"document", "Document"},
    Pair{"organisation", "ApplicationOrgName"},
    Pair{"replaces", "Replaces", As::list},
    Pair{"reason", "Reason"},
    Pair{"article", "LegalGround"},
    Pair{"telephone", "OperatorPhone"},
    Pair{"may_be_told", "MayBeTold"},
    Pair{"from", "StartTime", As::time},
    Pair{"until", "ExpireTime", As::time},
    Pair{"justification.payer", "TransferOutAccountNumber"},
    Pair{"justification.payer_name", "TransferOutAccountName"},
    Pair{"justification.amount_fen", "TransferAmount", As::fen},
    Pair{"justification.time", "TransferTime", As::time},
    Pair{"justification.serial", "TransferSerial"},
};

constexpr std::array result_pairs{
    Pair{"application_id", "ApplicationID"},
    Pair{"result", "Result"},
    Pair{"bank_number", "BankNumber"},
    Pair{"platform_number", "PlatformNumber"},
    Pair{"message", "FeedbackRemark"},
    Pair{"account", "AccountNumber"},
    Pair{"balance_fen", "AccountBalance", As::fen},
    Pair{"held_fen", "FrozenBalance", As::fen},
    Pair{"start", "StartTime", As::time},
    Pair{"end", "EndTime", As::time},
    Pair{"feedback_time", "FeedbackTime", As::time},
    Pair{"queued", "Queued", As::flag},
    Pair{"former.department", "FormerApplicationDepartment"},
    Pair{"former.amount_fen", "FormerFrozenBalance", As::fen},
    Pair{"former.until", "FormerFrozenExpireTime", As::time},
    Pair{"registered_name", "RegisteredName"},
    Pair{"account_type", "AccountType"},
    Pair{"is_account", "IsAccount", As::flag},
    Pair{"account_since", "AccountSince", As::time},
    Pair{"evidence.reference", "EvidenceReference"},
    Pair{"evidence.sha256", "EvidenceSha256"},
};

constexpr std::array receipt_pairs{
    Pair{"code", "Code"},
    Pair{"application_id", "ApplicationID"},
    Pair{"bank_number", "BankNumber"},
    Pair{"platform_number", "PlatformNumber"},
    Pair{"message", "Description"},
    Pair{"received_at", "ReceivedTime", As::time},
};

constexpr std::array row_pairs{
    Pair{"serial", "Serial"},
    Pair{"kind", "TransactionType"},
    Pair{"flag", "DebitCreditFlag"},
    Pair{"amount_fen", "Amount", As::fen},
    Pair{"balance_fen", "Balance", As::fen},
    Pair{"time", "Time", As::time},
    Pair{"clearing", "Clearing"},
};

/// A row names the other side; JSON names payer and payee.
struct OtherSide {
  std::string_view account;
  std::string_view name;
  std::string_view institution;
};
constexpr OtherSide payer_side{"payer", "payer_name", "payer_institution"};
constexpr OtherSide payee_side{"payee", "payee_name", "payee_institution"};
constexpr std::string_view debit = "0";

json::string_view view(std::string_view text) {
  return {text.data(), text.size()};
}

std::string plain(const json::string& text) {
  return {text.data(), text.size()};
}

base::Error bad(std::string_view name, std::string_view why) {
  return {base::ErrorCode::bad_input, fmt::format("{} {}", name, why), std::string{name}};
}

// ---- to XML ------------------------------------------------------------------------------------

const json::value* find(const json::object& object, std::string_view path) {
  const auto dot = path.find('.');
  const auto* found = object.if_contains(view(path.substr(0, dot)));
  if (found == nullptr || found->is_null() || dot == std::string_view::npos) {
    return found == nullptr || found->is_null() ? nullptr : found;
  }
  const auto* inner = found->if_object();
  return inner == nullptr ? nullptr : find(*inner, path.substr(dot + 1));
}

base::Result<std::string> text_of(const json::value& value, const Pair& pair) {
  switch (pair.as) {
    case As::text:
      if (const auto* text = value.if_string()) {
        return plain(*text);
      }
      return bad(pair.json, "is not text");
    case As::fen:
      if (const auto* fen = value.if_int64()) {
        return base::format_yuan(base::Fen{*fen});
      }
      return bad(pair.json, "is not a whole number of fen");
    case As::time: {
      const auto* text = value.if_string();
      const auto at = text == nullptr ? base::Result<base::Instant>{bad(pair.json, "is no time")}
                                      : base::parse_instant(plain(*text));
      return at ? base::Result<std::string>{write_time(*at)} : at.error();
    }
    case As::flag:
      if (const auto* flag = value.if_bool()) {
        return std::string{*flag ? "1" : "0"};
      }
      return bad(pair.json, "is neither true nor false");
    case As::number:
      if (const auto* number = value.if_int64()) {
        return std::to_string(*number);
      }
      return bad(pair.json, "is not a whole number");
    case As::list: {
      std::string all;
      const auto* list = value.if_array();
      for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
        const auto* text = (*list)[i].if_string();
        if (text == nullptr) {
          return bad(pair.json, "holds something that is not text");
        }
        all += (i == 0 ? "" : ",") + plain(*text);
      }
      return list == nullptr ? base::Result<std::string>{bad(pair.json, "is not a list")} : all;
    }
  }
  return std::string{};
}

bool has_field(std::span<const FieldRule> rules, std::string_view name) {
  return std::any_of(rules.begin(), rules.end(),
                     [&](const FieldRule& rule) { return rule.name == name; });
}

base::Result<Row> row_from(const json::object& object, std::span<const Pair> pairs,
                           std::span<const FieldRule> rules) {
  Row row;
  for (const auto& pair : pairs) {
    const auto* value = find(object, pair.json);
    if (value == nullptr || !has_field(rules, pair.xml)) {
      continue;
    }
    auto text = text_of(*value, pair);
    if (!text) {
      return text.error();
    }
    if (!text->empty()) {
      row.push_back({std::string{pair.xml}, std::move(*text)});
    }
  }
  return row;
}

void add_text(Row& row, std::string_view name, const json::object& object, std::string_view from) {
  const auto* value = object.if_contains(view(from));
  const auto* text = value == nullptr ? nullptr : value->if_string();
  if (text != nullptr && !text->empty()) {
    row.push_back({std::string{name}, plain(*text)});
  }
}

void add_officers(Row& row, const json::object& object) {
  const auto* value = object.if_contains("officers");
  const auto* list = value == nullptr ? nullptr : value->if_array();
  constexpr std::array<std::string_view, 2> names{"OperatorName", "InvestigatorName"};
  for (std::size_t i = 0; list != nullptr && i < std::min(list->size(), names.size()); ++i) {
    if (const auto* officer = (*list)[i].if_object()) {
      add_text(row, names.at(i), *officer, "name");
    }
  }
}

base::Result<std::vector<Row>> statement_from(const json::object& object,
                                              std::span<const FieldRule> rules) {
  std::vector<Row> rows;
  const auto* value = object.if_contains("rows");
  const auto* list = value == nullptr ? nullptr : value->if_array();
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
    const auto* each = (*list)[i].if_object();
    if (each == nullptr) {
      return bad("rows", "holds something that is not an object");
    }
    auto row = row_from(*each, row_pairs, rules);
    if (!row) {
      return row.error();
    }
    const auto& other =
        profile::text_of(*row, "DebitCreditFlag") == debit ? payee_side : payer_side;
    add_text(*row, "CounterpartyAccount", *each, other.account);
    add_text(*row, "CounterpartyName", *each, other.name);
    add_text(*row, "CounterpartyBank", *each, other.institution);
    rows.push_back(std::move(*row));
  }
  return rows;
}

base::Result<json::object> parse(std::string_view text) {
  json::error_code failed;
  json::parse_options options;
  options.max_depth = 16;
  auto value = json::parse(view(text), failed, {}, options);
  if (failed || !value.is_object()) {
    return bad("", "the text is not a JSON object");
  }
  return std::move(value.as_object());
}

std::string_view text_at(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(view(name));
  const auto* text = value == nullptr ? nullptr : value->if_string();
  return text == nullptr ? std::string_view{} : std::string_view{text->data(), text->size()};
}

// ---- to JSON -----------------------------------------------------------------------------------

json::value value_of(std::string_view text, As as) {
  switch (as) {
    case As::text:
      return json::value(view(text));
    case As::fen:
      return base::parse_yuan(text).value().value();
    case As::time: {
      const auto at = base::format_instant(read_time(text).value());
      return json::value(at);
    }
    case As::flag:
      return text == "1";
    case As::number: {
      std::int64_t number = 0;
      std::from_chars(text.data(), text.data() + text.size(), number);
      return number;
    }
    case As::list: {
      json::array list;
      for (std::size_t from = 0; from <= text.size();) {
        const auto comma = std::min(text.find(',', from), text.size());
        list.emplace_back(view(text.substr(from, comma - from)));
        from = comma + 1;
      }
      return list;
    }
  }
  return nullptr;
}

void put(json::object& object, std::string_view path, json::value value) {
  const auto dot = path.find('.');
  if (dot == std::string_view::npos) {
    object[view(path)] = std::move(value);
    return;
  }
  auto& inner = object[view(path.substr(0, dot))];
  if (!inner.is_object()) {
    inner = json::object{};
  }
  put(inner.as_object(), path.substr(dot + 1), std::move(value));
}

json::object object_of(const Row& row, std::span<const Pair> pairs) {
  json::object object;
  for (const auto& pair : pairs) {
    if (const auto text = profile::text_of(row, pair.xml); !text.empty()) {
      put(object, pair.json, value_of(text, pair.as));
    }
  }
  return object;
}

void put_some(json::object& object, std::string_view name, std::string_view text) {
  if (!text.empty()) {
    object[view(name)] = json::value(view(text));
  }
}

json::object statement_object(const Row& row, std::string_view account) {
  auto object = object_of(row, row_pairs);
  const bool pays = profile::text_of(row, "DebitCreditFlag") == debit;
  const auto& own = pays ? payer_side : payee_side;
  const auto& other = pays ? payee_side : payer_side;
  put_some(object, "id", profile::text_of(row, "Serial"));
  put_some(object, own.account, account);
  put_some(object, other.account, profile::text_of(row, "CounterpartyAccount"));
  put_some(object, other.name, profile::text_of(row, "CounterpartyName"));
  put_some(object, other.institution, profile::text_of(row, "CounterpartyBank"));
  return object;
}

void put_officers(json::object& object, const Message& message) {
  json::array officers;
  for (const auto* name : {"OperatorName", "InvestigatorName"}) {
    if (const auto text = message.text(name); !text.empty()) {
      officers.push_back(json::object{{"name", view(text)}});
    }
  }
  object["officers"] = std::move(officers);
}

}  // namespace

base::Result<Message> from_json(std::string_view text) {
  const auto object = parse(text);
  if (!object) {
    return object.error();
  }
  Message message;
  message.code = text_at(*object, "code");
  const auto* rule = find_message(message.code);
  if (rule == nullptr) {
    return bad("code", "is no message of the profile");
  }
  const bool is_order = rule->sender == Sender::police;
  const auto pairs = is_order ? std::span<const Pair>{order_pairs} : std::span{result_pairs};
  auto body = row_from(*object, pairs, rule->fields);
  auto rows = statement_from(*object, rule->row);
  if (!body || !rows) {
    return body ? rows.error() : body.error();
  }
  if (is_order) {
    add_officers(*body, *object);
  }
  message.body = std::move(*body);
  if (rule->rows_max > 0) {
    message.rows = std::move(*rows);
  }
  return message;
}

base::Result<Message> receipt_from_json(std::string_view text) {
  const auto object = parse(text);
  if (!object) {
    return object.error();
  }
  Message message;
  message.code = receipt_code;
  auto body = row_from(*object, receipt_pairs, find_message(receipt_code)->fields);
  if (!body) {
    return body.error();
  }
  message.body = std::move(*body);
  return message;
}

std::string to_json(const Message& message) {
  if (message.code == receipt_code) {
    return json::serialize(object_of(message.body, receipt_pairs));
  }
  const bool is_order = find_message(message.code)->sender == Sender::police;
  auto object = object_of(message.body,
                          is_order ? std::span<const Pair>{order_pairs} : std::span{result_pairs});
  object["code"] = json::value(message.code);
  if (is_order) {
    put_officers(object, message);
  }
  if (!message.rows.empty()) {
    json::array rows;
    for (const auto& row : message.rows) {
      rows.push_back(statement_object(row, message.text("AccountNumber")));
    }
    object["rows"] = std::move(rows);
  }
  return json::serialize(object);
}

}  // namespace holdfast::profile
