// Filing, the truth of a report, freezes and what follows them.
#include "api/body.hpp"
#include "api/routes.hpp"

namespace holdfast::api {

namespace {

constexpr std::size_t reason_bytes_max = 2000;
constexpr std::size_t document_bytes_max = 64;

}  // namespace

Answer file_case(const Call& call) {
  const auto id = read_case(call.request.param("id"));
  const auto fields = Fields::parse(call.request.body);
  if (!id || !fields) {
    return !id ? id.error() : fields.error();
  }
  core::FileCase filing{*id, fields->needed_text("number", 200), fields->needed_text("unit", 200),
                        fields->needed_text("approved_by", 200), fields->time("decided_at")};
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, std::move(filing), "case");
}

Answer review_truth(const Call& call) {
  const auto id = read_case(call.request.param("id"));
  const auto fields = Fields::parse(call.request.body);
  if (!id || !fields) {
    return !id ? id.error() : fields.error();
  }
  core::ReviewTruth review{*id,
                           needed_choice<desk::Verdict>(*fields, "verdict", "genuine or unfounded"),
                           fields->needed_text("reason", reason_bytes_max)};
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, std::move(review), "case");
}

Answer draft_freeze(const Call& call) {
  const auto id = read_case(call.request.param("id"));
  const auto fields = Fields::parse(call.request.body);
  if (!id || !fields) {
    return !id ? id.error() : fields.error();
  }
  const auto account = fields->needed_text("account", 32);
  core::DraftFreeze freeze;
  freeze.case_id = *id;
  freeze.scope = needed_choice<order::Scope>(*fields, "scope", "limited, in_only or full");
  freeze.amount = fields->amount("amount_fen");
  freeze.why_whole = fields->text("why_whole", reason_bytes_max);
  freeze.fruits = fields->flag("fruits", false);
  freeze.major = fields->flag("major", false);
  freeze.document = fields->text("document", document_bytes_max);
  freeze.second = fields->needed_text("second", 64);
  freeze.emergency = fields->text("emergency", reason_bytes_max);
  freeze.reason = fields->needed_text("reason", reason_bytes_max);
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  const auto known = read_account(call.engine().world(), account);
  if (!known) {
    return known.error();
  }
  freeze.account = *known;
  return submit(call, std::move(freeze), "order", 201);
}

Answer renew_freeze(const Call& call) {
  const auto id = read_order(call.request.param("id"));
  const auto fields = Fields::parse(call.request.body);
  if (!id || !fields) {
    return !id ? id.error() : fields.error();
  }
  core::RenewFreeze renewal{*id,
                            fields->flag("major", false),
                            fields->text("document", document_bytes_max),
                            fields->needed_text("second", 64),
                            fields->needed_text("reason", reason_bytes_max),
                            fields->text("late_reason", reason_bytes_max)};
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, std::move(renewal), "order", 201);
}

Answer release_freeze(const Call& call) {
  const auto id = read_order(call.request.param("id"));
  const auto fields = Fields::parse(call.request.body);
  if (!id || !fields) {
    return !id ? id.error() : fields.error();
  }
  core::ReleaseFreeze release{*id, fields->text("document", document_bytes_max),
                              fields->needed_text("second", 64),
                              fields->needed_text("reason", reason_bytes_max)};
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, std::move(release), "order", 201);
}

Answer screen_freeze(const Call& call) {
  const auto id = read_order(call.request.param("id"));
  const auto fields = Fields::parse(call.request.body);
  if (!id || !fields) {
    return !id ? id.error() : fields.error();
  }
  core::ScreenFreeze screening{
      *id, needed_choice<order::Finding>(*fields, "finding", "related or unrelated"),
      fields->needed_text("reason", reason_bytes_max)};
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, std::move(screening), "order");
}

Answer supply_paper(const Call& call) {
  const auto id = read_order(call.request.param("id"));
  const auto fields = Fields::parse(call.request.body);
  if (!id || !fields) {
    return !id ? id.error() : fields.error();
  }
  core::SupplyPaper paper{*id, fields->needed_text("document", document_bytes_max)};
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, std::move(paper), "order");
}

}  // namespace holdfast::api
