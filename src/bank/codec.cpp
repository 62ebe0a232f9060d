// See codec.hpp. `Reader` takes members one after the other and remembers the first thing wrong.
#include "bank/codec.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <fmt/core.h>
#include <initializer_list>

#include "net/http.hpp"

namespace holdfast::bank {
namespace {

namespace json = boost::json;
using base::Error;
using base::ErrorCode;
using base::Fen;
using base::Instant;
using base::Result;

constexpr std::size_t text_bytes_max = 512;
constexpr std::size_t replaces_max = 16;
constexpr std::size_t serials_max = 100;

json::string_view view(std::string_view text) {
  return {text.data(), text.size()};
}

class Reader {
 public:
  explicit Reader(std::string_view body) {
    json::error_code error;
    json::parse_options options;
    options.max_depth = 16;
    value_ = json::parse(view(body), error, json::storage_ptr{}, options);
    if (error) {
      refuse("", fmt::format("the body is not JSON: {}", error.message()));
    } else if (!value_.is_object()) {
      refuse("", "the body must be a JSON object");
    } else {
      object_ = &value_.get_object();
    }
  }
  Reader(const json::object* object, std::string prefix)
      : object_(object), prefix_(std::move(prefix)) {}

  std::string text(std::string_view name) {
    const json::value* found = find(name);
    if (found == nullptr || found->is_null()) return {};
    if (!found->is_string()) return refuse(name, "must be text"), std::string{};
    const auto& got = found->get_string();
    if (got.size() > text_bytes_max) return refuse(name, "is too long"), std::string{};
    const std::string out{got.data(), got.size()};
    if (!net::is_utf8(out) || std::ranges::any_of(out, [](char c) {
          return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
        })) {
      return refuse(name, "holds control characters or is not UTF-8"), std::string{};
    }
    return out;
  }
  std::string needed(std::string_view name) {
    std::string out = text(name);
    if (out.empty()) refuse(name, "is missing");
    return out;
  }
  std::optional<std::int64_t> number(std::string_view name) {
    const json::value* found = find(name);
    if (found == nullptr || found->is_null()) return std::nullopt;
    if (found->is_int64()) return found->get_int64();
    refuse(name, "must be a whole number");
    return std::nullopt;
  }
  std::optional<Fen> money(std::string_view name, std::int64_t least) {
    const auto fen = number(name);
    if (!fen) return std::nullopt;
    if (*fen < least || *fen > Fen::limit().value()) {
      refuse(name, "is outside the range of amounts");
      return std::nullopt;
    }
    return Fen{*fen};
  }
  Fen needed_money(std::string_view name) {
    const auto fen = money(name, 1);
    if (!fen) refuse(name, "is missing");
    return fen.value_or(Fen{});
  }
  std::optional<Instant> time(std::string_view name) {
    const std::string written = text(name);
    if (written.empty()) return std::nullopt;
    const auto at = base::parse_instant(written);
    if (at) return *at;
    refuse(name, at.error().message);
    return std::nullopt;
  }
  bool flag(std::string_view name) {
    const json::value* found = find(name);
    if (found == nullptr || found->is_null()) return false;
    if (!found->is_bool()) refuse(name, "must be true or false");
    return found->is_bool() && found->get_bool();
  }
  std::vector<std::string> texts(std::string_view name, std::size_t count_max) {
    std::vector<std::string> out;
    const json::value* found = find(name);
    if (found == nullptr || found->is_null()) return out;
    if (!found->is_array() || found->get_array().size() > count_max) {
      refuse(name, "must be a list, and not a long one");
      return out;
    }
    for (const json::value& each : found->get_array()) {
      if (!each.is_string() || each.get_string().size() > text_bytes_max) {
        refuse(name, "must hold texts");
        return out;
      }
      out.emplace_back(each.get_string().data(), each.get_string().size());
    }
    return out;
  }
  std::optional<Reader> inner(std::string_view name) {
    const json::value* found = find(name);
    if (found == nullptr || found->is_null()) return std::nullopt;
    if (!found->is_object()) {
      refuse(name, "must be an object");
      return std::nullopt;
    }
    return Reader{&found->get_object(), prefix_ + "/" + std::string{name}};
  }
  std::string raw(std::string_view name) {
    const json::value* found = find(name);
    return found == nullptr || found->is_null() ? std::string{} : json::serialize(*found);
  }
  void refuse(std::string_view name, std::string_view why) {
    if (error_) return;
    const std::string where = name.empty() ? prefix_ : prefix_ + "/" + std::string{name};
    error_ = Error{ErrorCode::bad_input, fmt::format("{} {}", name, why), where};
  }
  void adopt(const Reader& other) {
    if (!error_) error_ = other.error_;
  }
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  const json::value* find(std::string_view name) {
    return object_ == nullptr ? nullptr : object_->if_contains(view(name));
  }

  json::value value_;
  const json::object* object_ = nullptr;
  std::string prefix_;
  std::optional<Error> error_;
};

template <typename T>
Result<T> finish(const Reader& reader, T value) {
  if (reader.error()) return *reader.error();
  return value;
}

bool is_kind(std::string_view kind) {
  constexpr std::string_view kinds[] = {"transfer", "cash", "merchant", "overseas", "crypto"};
  return std::ranges::find(kinds, kind) != std::end(kinds);
}

std::string kind_of(Reader& reader) {
  std::string kind = reader.text("kind");
  if (kind.empty()) kind = "transfer";
  if (!is_kind(kind)) {
    reader.refuse("kind", "is none of transfer, cash, merchant, overseas, crypto");
  }
  return kind;
}

void put(json::object& object, std::string_view name, std::string_view text) {
  object[view(name)] = view(text);
}
void put_some(json::object& object, std::string_view name, std::string_view text) {
  if (!text.empty()) put(object, name, text);
}
void put_time(json::object& object, std::string_view name, const std::optional<Instant>& at) {
  if (at) put(object, name, base::format_instant(*at));
}
void put_money(json::object& object, std::string_view name, const std::optional<Fen>& amount) {
  if (amount) object[view(name)] = amount->value();
}

json::object feed_object(const Posting& posting) {
  json::object row;
  put(row, "id", posting.serial);
  put(row, "serial", posting.serial);
  put(row, "time", base::format_instant(posting.time));
  put(row, "payer", posting.payer);
  put(row, "payee", posting.payee);
  put_some(row, "payer_name", posting.payer_name);
  put_some(row, "payee_name", posting.payee_name);
  put_some(row, "payer_institution", posting.payer_institution);
  put_some(row, "payee_institution", posting.payee_institution);
  row["amount_fen"] = posting.amount.value();
  put(row, "kind", posting.kind);
  put_some(row, "clearing", posting.clearing);
  return row;
}

std::optional<Justification> read_justification(Reader& reader) {
  auto inner = reader.inner("justification");
  if (!inner) return std::nullopt;
  Justification justification;
  justification.payer = inner->needed("payer");
  justification.payer_name = inner->text("payer_name");
  justification.amount = inner->needed_money("amount_fen");
  const auto time = inner->time("time");
  if (!time) inner->refuse("time", "is missing");
  justification.time = time.value_or(Instant{});
  justification.serial = inner->text("serial");
  reader.adopt(*inner);
  return justification;
}

std::optional<EvidenceAsk> read_evidence(Reader& reader) {
  auto inner = reader.inner("evidence");
  if (!inner) return std::nullopt;
  EvidenceAsk ask;
  ask.kind = inner->needed("kind");
  constexpr std::string_view kinds[] = {"opening_file", "device_log", "camera", "vouchers"};
  if (std::ranges::find(kinds, ask.kind) == std::end(kinds)) {
    inner->refuse("kind", "is none of opening_file, device_log, camera, vouchers");
  }
  ask.place = inner->text("place");
  ask.serials = inner->texts("serials", serials_max);
  ask.overwrites_at = inner->time("overwrites_at");
  reader.adopt(*inner);
  return ask;
}

std::optional<Payee> read_payee(Reader& reader) {
  auto inner = reader.inner("payee");
  if (!inner) return std::nullopt;
  Payee payee{inner->needed("account"), inner->text("name"), inner->needed("institution")};
  reader.adopt(*inner);
  return payee;
}

/// The needs of the messages of our own; false for any other.
bool check_special(Reader& reader, const Order& order) {
  const auto is = [&](std::initializer_list<const char*> codes) {
    return std::ranges::find(codes, order.code) != codes.end();
  };
  const auto need = [&](bool there, std::string_view name) {
    if (!there) reader.refuse(name, "is missing");
  };
  if (is({message::unprotect, message::restore_number, message::unblock_url,
          message::restore_profile})) {
    need(!order.original_application_id.empty(), "original_application_id");
    return true;
  }
  if (is({message::suspend_number, message::block_url, message::suspend_profile})) {
    need(!order.mark.empty(), "mark");
    return true;
  }
  if (!is({message::protect, message::evidence, message::give_back, message::recall})) return false;
  need(!order.account.empty(), "account");
  if (order.code == message::evidence) {
    need(order.evidence.has_value(), "evidence");
    const bool spans = order.evidence &&
                       (order.evidence->kind == "camera" || order.evidence->kind == "device_log");
    need(!spans || (order.from && order.until), "from");
  } else if (order.code == message::give_back) {
    need(!order.original_application_id.empty(), "original_application_id");
    need(order.amount.has_value(), "amount_fen");
    need(order.payee.has_value(), "payee");
  } else if (order.code == message::recall) {
    need(order.justification.has_value(), "justification");
  }
  return true;
}

/// freezeType 01, 02, 03; an order that is none has none.
FreezeScope read_scope(Reader& reader) {
  const std::string type = reader.text("freeze_type");
  if (type == "02") return FreezeScope::in_only;
  if (type == "03") return FreezeScope::full;
  if (!type.empty() && type != "01") reader.refuse("freeze_type", "must be 01, 02 or 03");
  return FreezeScope::limited;
}

void check_needs(Reader& reader, const Order& order) {
  if (order.application_id.size() > 36) {
    reader.refuse("application_id", "is longer than 36 characters");
  }
  if (order.term_hours < 1) reader.refuse("term_hours", "must be at least 1");
  if (check_special(reader, order)) return;
  if (order.code == message::stop) {
    if (order.account.empty()) reader.refuse("account", "is missing");
    if (order.account_name.empty() && !order.name_unknown) {
      reader.refuse("account_name", "is missing and name_unknown does not say so");
    }
    if (!order.justification) reader.refuse("justification", "is missing");
  } else if (order.code == message::freeze) {
    if (order.account.empty()) reader.refuse("account", "is missing");
    if (order.account_name.empty() && !order.name_unknown) {
      reader.refuse("account_name", "is missing and name_unknown does not say so");
    }
    if ((order.scope == FreezeScope::limited) != order.amount.has_value()) {
      reader.refuse("amount_fen", "belongs to freeze_type 01, and to no other");
    }
    if (order.term_months < 1) reader.refuse("term_months", "must be at least 1");
  } else if (order.code == message::freeze_renewal && order.term_months < 1) {
    reader.refuse("term_months", "must be at least 1");
  } else if (order.code == message::release || order.code == message::extend ||
             order.code == message::freeze_release || order.code == message::freeze_renewal) {
    if (order.original_application_id.empty()) {
      reader.refuse("original_application_id", "is missing");
    }
  } else if (order.code == message::transactions || order.code == message::subject) {
    if (order.account.empty()) reader.refuse("account", "is missing");
  } else {
    reader.refuse("code", "is no order that this bank knows");
  }
}

}  // namespace

Result<Account> parse_account(std::string_view body) {
  Reader reader{body};
  Account account;
  account.number = reader.needed("number");
  account.name = reader.needed("name");
  account.phone = reader.text("phone");
  if (const std::string type = reader.text("type"); !type.empty()) account.type = type;
  if (account.type != "01" && account.type != "02" && account.type != "03") {
    reader.refuse("type", "must be 01, 02 or 03");
  }
  account.balance = reader.money("balance_fen", 0).value_or(Fen{});
  return finish(reader, std::move(account));
}

Result<Payment> parse_payment(std::string_view body) {
  Reader reader{body};
  Payment payment;
  payment.payer = reader.needed("payer");
  payment.payee = reader.needed("payee");
  payment.payee_name = reader.text("payee_name");
  payment.payee_institution = reader.text("payee_institution");
  payment.amount = reader.needed_money("amount_fen");
  payment.kind = kind_of(reader);
  payment.time = reader.time("time");
  payment.serial = reader.text("serial");
  return finish(reader, std::move(payment));
}

Result<Credit> parse_credit(std::string_view body) {
  Reader reader{body};
  Credit credit;
  credit.payer = reader.needed("payer");
  credit.payer_name = reader.text("payer_name");
  credit.payer_institution = reader.text("payer_institution");
  credit.payee = reader.needed("payee");
  credit.amount = reader.needed_money("amount_fen");
  credit.kind = kind_of(reader);
  credit.clearing = reader.needed("clearing");
  credit.remote_serial = reader.text("serial");
  return finish(reader, std::move(credit));
}

Result<Order> parse_order(std::string_view body) {
  Reader reader{body};
  Order order;
  order.code = reader.needed("code");
  order.application_id = reader.needed("application_id");
  order.case_number = reader.text("case_number");
  order.account = reader.text("account");
  order.account_name = reader.text("account_name");
  order.name_unknown = reader.flag("name_unknown");
  order.amount = reader.money("amount_fen", 1);
  order.justification = read_justification(reader);
  order.reason = reader.text("reason");
  order.article = reader.text("article");
  order.term_hours = reader.number("term_hours").value_or(48);
  order.original_application_id = reader.text("original_application_id");
  order.from = reader.time("from");
  order.until = reader.time("until");
  order.scope = read_scope(reader);
  order.term_months = static_cast<int>(
      std::clamp<std::int64_t>(reader.number("term_months").value_or(0), 0, 10'000));
  order.queue = reader.flag("queue");
  order.papers_later = reader.flag("papers_later");
  order.document = reader.text("document");
  order.organisation = reader.text("organisation");
  order.replaces = reader.texts("replaces", replaces_max);
  order.institution = reader.text("institution");
  order.evidence = read_evidence(reader);
  order.payee = read_payee(reader);
  order.mark = reader.text("mark");
  order.platform = reader.text("platform");
  order.body = body;
  check_needs(reader, order);
  return finish(reader, std::move(order));
}

Result<Faults> parse_faults(std::string_view body, const Faults& current, Instant now) {
  Reader reader{body};
  Faults faults = current;
  const auto rate = [&](std::string_view name, std::uint64_t& value) {
    const auto number = reader.number(name);
    if (!number) return;
    if (*number < 0 || *number > 1'000'000) reader.refuse(name, "must be 0 to 1000000");
    value = static_cast<std::uint64_t>(*number);
  };
  rate("refuse_per_million", faults.refuse_rate);
  rate("drop_ack_per_million", faults.drop_ack_rate);
  rate("duplicate_reply_per_million", faults.duplicate_reply_rate);
  rate("slow_per_million", faults.slow_rate);
  if (const auto ms = reader.number("slow_ms")) {
    if (*ms < 0 || *ms > 3'600'000) reader.refuse("slow_ms", "must be 0 to 3600000");
    faults.slow_ms = *ms;
  }
  if (const auto ms = reader.number("outage_ms")) {
    if (*ms < 0 || *ms > 86'400'000) reader.refuse("outage_ms", "must be 0 to 86400000");
    faults.outage_from = now;
    faults.outage_until = now + base::Milliseconds{*ms};
  }
  return finish(reader, faults);
}

std::string to_json(const Ack& ack) {
  json::object object;
  put(object, "code", ack.code);
  put_some(object, "application_id", ack.application_id);
  put_some(object, "bank_number", ack.bank_number);
  put_some(object, "platform_number", ack.platform_number);
  if (ack.received_at != Instant{}) put_time(object, "received_at", ack.received_at);
  put_some(object, "message", ack.message);
  if (!ack.reply.empty()) object["reply"] = json::parse(view(ack.reply));
  return json::serialize(object);
}

Result<Ack> parse_ack(std::string_view body) {
  Reader reader{body};
  Ack ack;
  ack.code = reader.needed("code");
  ack.application_id = reader.text("application_id");
  ack.bank_number = reader.text("bank_number");
  ack.platform_number = reader.text("platform_number");
  ack.received_at = reader.time("received_at").value_or(Instant{});
  ack.message = reader.text("message");
  ack.reply = reader.raw("reply");
  return finish(reader, std::move(ack));
}

std::string to_json(const Account& account, const Holds& holds) {
  json::object object;
  put(object, "number", account.number);
  put(object, "name", account.name);
  put(object, "type", account.type);
  put_some(object, "phone", account.phone);
  put_money(object, "balance_fen", account.balance);
  object["stopped"] = holds.whole;
  put_money(object, "held_fen",
            holds.whole ? account.balance : std::min(holds.limited, account.balance));
  return json::serialize(object);
}

std::string to_json(const Posting& posting) {
  return json::serialize(feed_object(posting));
}

std::string feed_line(const Posting& posting) {
  return json::serialize(feed_object(posting)) + "\n";
}

std::string credit_json(const Posting& debit) {
  return json::serialize(feed_object(debit));
}

std::string to_json(const Reply& reply) {
  json::object object;
  put(object, "code", reply.code);
  put(object, "application_id", reply.application_id);
  put(object, "bank_number", reply.bank_number);
  put(object, "result", reply.result);
  put(object, "message", reply.message);
  put_some(object, "account", reply.account);
  put_money(object, "balance_fen", reply.balance);
  put_money(object, "held_fen", reply.held);
  put_time(object, "start", reply.start);
  put_time(object, "end", reply.end);
  put_time(object, "feedback_time", reply.feedback_time);
  if (reply.queued) object["queued"] = true;
  if (reply.former) {
    json::object former;
    put(former, "department", reply.former->department);
    put_money(former, "amount_fen", reply.former->amount);
    put_time(former, "until", reply.former->until);
    object["former"] = std::move(former);
  }
  if (reply.evidence) {
    object["evidence"] =
        json::object{{"reference", reply.evidence->reference}, {"sha256", reply.evidence->sha256}};
  }
  if (reply.subject) {
    put(object, "registered_name", reply.subject->name);
    put(object, "account_type", reply.subject->type);
    put_some(object, "phone", reply.subject->phone);
    if (reply.subject->type == "03") object["is_account"] = true;
  }
  if (reply.has_rows) {
    json::array rows;
    for (const Posting& posting : reply.rows) {
      json::object row = feed_object(posting);
      const bool pays = posting.payer == reply.account;
      put(row, "flag", pays ? "0" : "1");  // 0 debit, 1 credit
      row["balance_fen"] = (pays ? posting.payer_balance : posting.payee_balance).value();
      rows.push_back(std::move(row));
    }
    object["rows"] = std::move(rows);
    object["rows_cut"] = reply.rows_cut;
  }
  return json::serialize(object);
}

std::string to_json(const Faults& faults) {
  json::object object;
  object["refuse_per_million"] = faults.refuse_rate;
  object["drop_ack_per_million"] = faults.drop_ack_rate;
  object["duplicate_reply_per_million"] = faults.duplicate_reply_rate;
  object["slow_per_million"] = faults.slow_rate;
  object["slow_ms"] = faults.slow_ms;
  put_time(object, "outage_from", faults.outage_from);
  put_time(object, "outage_until", faults.outage_until);
  return json::serialize(object);
}

std::string order_state_json(const Ack& ack, std::string_view state) {
  json::object object = json::parse(view(to_json(ack))).as_object();
  object.erase("code");
  put(object, "state", state);
  return json::serialize(object);
}

Result<ReplyHead> parse_reply_head(std::string_view body) {
  Reader reader{body};
  ReplyHead head;
  head.application_id = reader.needed("application_id");
  head.bank_number = reader.text("bank_number");
  head.result = reader.needed("result");
  return finish(reader, std::move(head));
}

std::string with_platform_number(std::string_view reply, std::string_view number) {
  json::error_code error;
  json::value value = json::parse(view(reply), error);
  if (error || !value.is_object()) return std::string{reply};
  put(value.get_object(), "platform_number", number);
  return json::serialize(value);
}

std::string altered(std::string_view reply, const Alteration& by) {
  json::error_code error;
  json::value value = json::parse(view(reply), error);
  if (error || !value.is_object()) return std::string{reply};
  auto& object = value.get_object();
  if (!by.result.empty()) put(object, "result", by.result);
  if (!by.message.empty()) put(object, "message", by.message);
  if (!by.account.empty()) put(object, "account", by.account);
  const auto* held = object.if_contains("held_fen");
  if (by.held_percent && held != nullptr && held->is_int64()) {
    object["held_fen"] = held->get_int64() * *by.held_percent / 100;
  }
  return json::serialize(value);
}

std::string reply_code(std::string_view order_code) {
  std::string code{order_code};
  if (!code.empty()) ++code.back();
  return code;
}

}  // namespace holdfast::bank
