// Papers of orders: which there are and may be, issuing one, and its file. Who fetches a file sees
// it unmasked, which is put on record like any other look.
#include "core/papers.hpp"

#include <boost/json.hpp>
#include <fmt/core.h>

#include "api/body.hpp"
#include "api/paper_maker.hpp"
#include "api/password.hpp"
#include "api/routes.hpp"
#include "base/digest.hpp"
#include "paper/page.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

std::string kind_text(order::PaperKind kind) {
  return boost::describe::enum_to_string(kind, "");
}

base::Error no_paper() {
  return {base::ErrorCode::not_found, "this order has no such paper"};
}

/// What an order may have and has not yet.
base::Result<std::vector<order::PaperKind>> kinds_left(const Call& call, order::OrderId id) {
  std::optional<std::vector<order::PaperKind>> kinds;
  call.engine().read([&](const core::State& state) {
    const auto found = state.orders.find(id);
    if (found == state.orders.end()) {
      return;
    }
    kinds = order::papers_for(found->second);
    if (const auto papers = state.papers_of.find(id); papers != state.papers_of.end()) {
      for (const auto paper : papers->second) {
        std::erase(*kinds, state.papers.at(paper).kind);
      }
    }
  });
  if (!kinds) {
    return base::Error{base::ErrorCode::not_found, "no such order"};
  }
  return *kinds;
}

base::Result<order::Paper> paper_named(const Call& call, order::OrderId order, std::uint64_t id) {
  std::optional<order::Paper> paper;
  call.engine().read([&](const core::State& state) {
    const auto found = state.papers.find(order::PaperId{id});
    if (found != state.papers.end() && found->second.order == order) {
      paper = found->second;
    }
  });
  return paper ? base::Result<order::Paper>{*paper} : no_paper();
}

/// What the core does not know of the accounts.
base::Result<void> add_accounts(const Call& call, core::IssuePaper& issue) {
  std::optional<base::AccountId> account;
  std::optional<base::AccountId> payer;
  bool is_there = false;
  call.engine().read([&](const core::State& state) {
    const auto found = state.orders.find(issue.order);
    if (found == state.orders.end()) {
      return;
    }
    is_there = true;
    if (!found->second.mark) {
      account = found->second.account;
    }
    if (const auto* loss =
            core::paid_from(core::victim_file(state, found->second), found->second)) {
      payer = loss->payer;
    }
  });
  if (!is_there) {
    return base::Error{base::ErrorCode::not_found, "no such order"};
  }
  if (account) {
    const auto facts = call.engine().world().facts(*account);
    issue.number = facts.number;
    issue.holder = facts.name;
  }
  if (payer) {
    issue.payer_number = call.engine().world().facts(*payer).number;
  }
  return {};
}

}  // namespace

std::string check_address(const Service& service) {
  return public_root(service) + "/#/check/";
}

base::Result<std::string> made_paper(const Call& call, const order::Paper& paper) {
  const Gate::Turn turn{call.service.drawings};
  if (!turn.has_it()) {
    return base::Error{base::ErrorCode::too_many, "too many papers are being made; try again"};
  }
  auto bytes = paper::pdf_of(paper);
  if (!bytes) {
    return bytes;
  }
  const auto digest = base::to_hex(base::sha256(*bytes));
  if (!paper.sha256.empty() && paper.sha256 != digest) {
    return base::Error{
        base::ErrorCode::unavailable,
        fmt::format(
            "{} 出具时的字节在本机不能重现：字体或者 Cairo、Pango 版本不同（fonts-noto-cjk）",
            order::to_text(paper.id))};
  }
  if (paper.sha256.empty()) {
    const auto noted =
        call.engine().submit_and_wait({call.who.name}, core::NotePaperMade{paper.id, digest});
    if (!noted) {
      return noted.error();
    }
  }
  return bytes;
}

Answer list_papers(const Call& call) {
  const auto id = read_order(call.request.param("id"));
  if (!id) {
    return id.error();
  }
  const auto left = kinds_left(call, *id);
  if (!left) {
    return left.error();
  }
  port::RowQuery query;
  query.kind = "paper";
  query.parent = order::to_text(*id);
  query.order = port::RowOrder::oldest_first;
  const auto page = call.engine().list(query, call.min_seq);
  if (!page) {
    return page.error();
  }
  json::array items;
  for (const auto& doc : page->docs) {
    items.push_back(json::parse(doc));
  }
  json::array may;
  for (const auto kind : *left) {
    may.push_back(json::value(kind_text(kind)));
  }
  return with_seq(net::json_response(200, json::serialize(json::object{{"items", std::move(items)},
                                                                       {"may", std::move(may)}})),
                  page->seq);
}

Answer issue_paper(const Call& call) {
  const auto id = read_order(call.request.param("id"));
  const auto fields = Fields::parse(call.request.body);
  if (!id || !fields) {
    return !id ? id.error() : fields.error();
  }
  core::IssuePaper issue;
  issue.order = *id;
  issue.kind = needed_choice<order::PaperKind>(
      *fields, "kind",
      "stop_application, query_notice, freeze_notice, renewal_notice, release_notice, "
      "holder_notice, evidence_notice, return_notice, restriction_notice or return_receipt");
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  if (const auto ok = add_accounts(call, issue); !ok) {
    return ok.error();
  }
  issue.code = order::code_of(random_number());
  issue.check_url = check_address(call.service) + issue.code;
  const auto done = call.engine().submit_and_wait(call.caller(), std::move(issue));
  if (!done) {
    return done.error();
  }
  const auto number = read_number(done->answer.id, 'P');
  const auto paper = paper_named(call, *id, number.value_or(0));
  if (!paper) {
    return paper.error();
  }
  if (const auto made = made_paper(call, *paper); !made) {
    return made.error();
  }
  const auto seq = call.engine().seq();
  return with_seq(net::json_response(
                      201, json::serialize(json::object{{"paper", done->answer.id}, {"seq", seq}})),
                  seq);
}

Answer paper_file(const Call& call) {
  const auto id = read_order(call.request.param("id"));
  if (!id) {
    return id.error();
  }
  const auto number = read_number(call.request.param("paper"), 'P');
  const auto paper = number ? paper_named(call, *id, *number) : no_paper();
  return paper ? fetched_paper(call, *paper) : Answer{paper.error()};
}

Answer fetched_paper(const Call& call, const order::Paper& paper) {
  auto bytes = made_paper(call, paper);
  if (!bytes) {
    return bytes.error();
  }
  const auto name = order::to_text(paper.id);
  const auto looked = call.engine().submit_and_wait(
      {call.who.name}, core::Reveal{"paper", name, "file", "调取文书 " + paper.number});
  if (!looked) {
    return looked.error();
  }
  net::Response response;
  response.headers.set("Content-Type", "application/pdf");
  response.headers.set("Content-Disposition", fmt::format("inline; filename=\"{}.pdf\"", name));
  response.body = std::move(*bytes);
  return with_seq(std::move(response), looked->seq);
}

}  // namespace holdfast::api
