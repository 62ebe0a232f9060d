// The steps of a case's first days: one command each.
#include "api/first_routes.hpp"
#include "api/paper_maker.hpp"
#include "api/password.hpp"
#include "api/path_command.hpp"
#include "order/paper.hpp"

namespace holdfast::api {

namespace {

constexpr std::size_t reason_bytes_max = 2000;

base::Result<desk::CaseId> case_in_path(const Call& call) {
  return read_case(call.request.param("id"));
}

std::string new_code() {
  return order::code_of(random_number());
}

core::ServiceTold read_service(const Fields& fields) {
  core::ServiceTold told;
  told.way = needed_choice<desk::ServedBy>(
      fields, "way", "in_person, post, electronic, left, unreachable or refused");
  told.to = fields.text("to", 128);
  told.at = fields.time("at");
  told.note = fields.text("note", 1000);
  return told;
}

desk::AppealKind read_kind(const Fields& fields, std::string_view name) {
  return needed_choice<desk::AppealKind>(fields, name, "reconsideration, superior or supervision");
}

bool is_approved(const Fields& fields) {
  if (!fields.has("approved")) {
    fields.refuse("approved", "is true or false");
  }
  return fields.flag("approved", false);
}

/// The command of a case that `read` makes of the body.
template <typename Read>
Answer case_step(const Call& call, int status, const Read& read) {
  return path_command(call, case_in_path(call), "case", status,
                      [&](desk::CaseId id, const Fields& fields) {
                        auto body = read(id, fields);
                        return base::Result<decltype(body)>{std::move(body)};
                      });
}

/// What the step issued is made at once, so that its digest stands beside it. What cannot be made
/// now (fonts are missing) is made when somebody fetches it.
Answer with_papers(const Call& call, Answer done) {
  const auto id = case_in_path(call);
  if (!done || !id) {
    return done;
  }
  std::vector<order::Paper> issued;
  call.engine().read([&](const core::State& state) {
    const auto found = state.case_papers.find(*id);
    if (found == state.case_papers.end()) {
      return;
    }
    for (const auto each : found->second) {
      if (const auto& paper = state.papers.at(each); paper.sha256.empty()) {
        issued.push_back(paper);
      }
    }
  });
  for (const auto& paper : issued) {
    static_cast<void>(made_paper(call, paper));
  }
  return done;
}

}  // namespace

Answer accept_report(const Call& call) {
  return with_papers(call, case_step(call, 201, [&](desk::CaseId id, const Fields& fields) {
                       return core::AcceptReport{id, read_service(fields), new_code(), new_code(),
                                                 check_address(call.service)};
                     }));
}

Answer extend_review(const Call& call) {
  return case_step(call, 200, [](desk::CaseId id, const Fields& fields) {
    return core::ExtendFilingReview{
        id, needed_choice<desk::ReviewTerm>(fields, "term", "doubtful or complex"),
        fields.needed_text("reason", reason_bytes_max)};
  });
}

Answer propose_refusal(const Call& call) {
  return case_step(call, 201, [](desk::CaseId id, const Fields& fields) {
    return core::ProposeRefusal{
        id,
        needed_choice<desk::RefusalGround>(fields, "ground", "no_crime, minor or not_pursuable"),
        fields.needed_text("reason", reason_bytes_max)};
  });
}

Answer decide_refusal(const Call& call) {
  return with_papers(call, case_step(call, 200, [&](desk::CaseId id, const Fields& fields) {
                       return core::DecideRefusal{id, is_approved(fields),
                                                  fields.needed_text("reason", reason_bytes_max),
                                                  new_code(), check_address(call.service)};
                     }));
}

Answer serve_first_paper(const Call& call) {
  return case_step(call, 200, [](desk::CaseId id, const Fields& fields) {
    core::ServeFirstPaper body;
    body.case_id = id;
    body.paper = needed_choice<core::FirstPaper>(
        fields, "paper", "receipt, refusal, ruling, explanation or transfer");
    if (body.paper == core::FirstPaper::ruling) {
      body.appeal = read_kind(fields, "appeal");
    }
    body.service = read_service(fields);
    return body;
  });
}

Answer file_appeal(const Call& call) {
  return case_step(call, 201, [](desk::CaseId id, const Fields& fields) {
    return core::FileAppeal{id, read_kind(fields, "kind"), fields.needed_text("text", 6000),
                            fields.time("asked_at")};
  });
}

Answer extend_appeal(const Call& call) {
  return case_step(call, 200, [](desk::CaseId id, const Fields& fields) {
    return core::ExtendAppeal{id, read_kind(fields, "kind"),
                              fields.needed_text("reason", reason_bytes_max)};
  });
}

Answer rule_appeal(const Call& call) {
  return case_step(call, 200, [](desk::CaseId id, const Fields& fields) {
    core::RuleAppeal body;
    body.case_id = id;
    body.kind = read_kind(fields, "kind");
    body.outcome = needed_choice<desk::AppealOutcome>(fields, "outcome", "upheld or changed");
    body.number = fields.needed_text("number", 64);
    body.organ = fields.text("organ", 200);
    body.decided_at = fields.time("decided_at");
    body.reason = fields.needed_text("reason", reason_bytes_max);
    return body;
  });
}

Answer propose_transfer(const Call& call) {
  return case_step(call, 201, [](desk::CaseId id, const Fields& fields) {
    return core::ProposeTransfer{id, fields.needed_text("authority", 200),
                                 fields.needed_text("reason", reason_bytes_max),
                                 fields.text("urgent", 2000)};
  });
}

Answer decide_transfer(const Call& call) {
  return with_papers(call, case_step(call, 200, [&](desk::CaseId id, const Fields& fields) {
                       return core::DecideTransfer{id, is_approved(fields),
                                                   fields.needed_text("reason", reason_bytes_max),
                                                   new_code(), check_address(call.service)};
                     }));
}

Answer hand_transfer(const Call& call) {
  return case_step(call, 200, [](desk::CaseId id, const Fields& fields) {
    return core::HandTransfer{id, read_service(fields)};
  });
}

Answer answer_transfer(const Call& call) {
  return case_step(call, 200, [](desk::CaseId id, const Fields& fields) {
    if (!fields.has("accepted")) {
      fields.refuse("accepted", "is true or false");
    }
    return core::AnswerTransfer{id, fields.flag("accepted", false), fields.text("number", 64),
                                fields.needed_text("reason", reason_bytes_max),
                                fields.time("answered_at")};
  });
}

}  // namespace holdfast::api
