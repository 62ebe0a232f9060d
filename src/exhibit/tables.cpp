#include "exhibit/tables.hpp"

#include <algorithm>
#include <fmt/core.h>
#include <iterator>
#include <tuple>

namespace holdfast::exhibit {

namespace {

const std::vector<std::string> origin_headings{"source", "source_sha256", "obtained_by", "taken_by",
                                               "taken_at"};

void append(std::vector<std::string>& headings, const std::vector<std::string>& more) {
  headings.insert(headings.end(), more.begin(), more.end());
}

std::vector<std::string> cells_of(const Origin& origin) {
  return {origin.source, origin.sha256, origin.obtained, origin.by,
          origin.at ? base::format_instant(*origin.at) : std::string{}};
}

std::string kind_text(fund::Kind kind) {
  return std::string{fund::to_text(kind)};
}

}  // namespace

Table input_accounts(const Dossier& dossier) {
  Table table{"input/accounts", "账户 accounts", {"account", "number", "name", "institution"}, {}};
  for (const Account& each : dossier.accounts) {
    table.rows.push_back({each.key, each.number, each.name, each.institution});
  }
  return table;
}

Table input_transfers(const Dossier& dossier) {
  Table table{
      "input/transfers",
      "流水 transfers",
      {"id", "time", "payer", "payee", "amount_yuan", "kind", "serial", "origin", "row", "merged"},
      {}};
  for (const Row& row : dossier.rows) {
    table.rows.push_back({row.id, base::format_instant(row.time), dossier.accounts[row.payer].key,
                          dossier.accounts[row.payee].key, base::format_yuan(row.amount),
                          kind_text(row.kind), row.serial, std::to_string(row.origin), row.place,
                          row.is_merged ? "yes" : ""});
  }
  return table;
}

Table input_seeds(const Dossier& dossier) {
  Table table{"input/seeds",
              "被骗转账 stolen payments",
              {"source", "transfer_id", "stolen_yuan", "victim", "case"},
              {}};
  for (std::size_t i = 0; i < dossier.seeds.size(); ++i) {
    const Seed& seed = dossier.seeds[i];
    table.rows.push_back({std::to_string(i), dossier.rows[seed.row].id,
                          base::format_yuan(seed.stolen), seed.victim, seed.case_number});
  }
  return table;
}

Table input_origins(const Dossier& dossier) {
  Table table{"input/origins", "数据来源 origins", {"origin"}, {}};
  append(table.headings, origin_headings);
  for (std::size_t i = 0; i < dossier.origins.size(); ++i) {
    std::vector<std::string> row{std::to_string(i)};
    append(row, cells_of(dossier.origins[i]));
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::string shares_text(std::span<const trace::Piece> shares) {
  std::string text;
  for (const trace::Piece& share : shares) {
    fmt::format_to(std::back_inserter(text), "{}{}:{}", text.empty() ? "" : ";", share.source,
                   base::format_yuan(share.amount));
  }
  return text;
}

Table result_accounts(const Dossier& dossier, const Findings& findings) {
  Table table{"results/accounts",
              "涉案账户 accounts reached",
              {"tier", "account", "number", "name", "institution", "received_yuan", "moved_yuan",
               "remaining_yuan", "exited_yuan", "unfollowed_yuan", "exit", "by_source"},
              {}};
  auto accounts = findings.main.accounts;
  std::ranges::sort(accounts, {}, [](const trace::AccountTaint& one) {
    return std::tuple(one.tier, -one.received.value(), one.account);
  });
  const Account unseen{"unseen", "", "银行所报余额显示已不在账户 (gone by the bank's balance)", ""};
  for (const auto& one : accounts) {
    const auto& who =
        one.account == trace::unseen_account ? unseen : dossier.accounts[one.account.value()];
    table.rows.push_back({std::to_string(one.tier), who.key, who.number, who.name, who.institution,
                          base::format_yuan(one.received), base::format_yuan(one.moved),
                          base::format_yuan(one.remaining), base::format_yuan(one.exited),
                          base::format_yuan(one.unfollowed), one.exit ? "yes" : "",
                          shares_text(one.by_source)});
  }
  return table;
}

Table result_transfers(const Dossier& dossier, const Findings& findings) {
  Table table{"results/transfers",
              "涉案转账 transfers that carried stolen money",
              {"id", "time", "payer", "payee", "amount_yuan", "tainted_yuan", "kind", "by_source",
               "serial", "row"},
              {}};
  append(table.headings, origin_headings);
  for (const auto& one : findings.main.transfers) {
    const Row& row = dossier.rows[one.transfer.value()];
    std::vector<std::string> cells{row.id,
                                   base::format_instant(row.time),
                                   dossier.accounts[row.payer].key,
                                   dossier.accounts[row.payee].key,
                                   base::format_yuan(row.amount),
                                   base::format_yuan(one.tainted),
                                   kind_text(row.kind),
                                   shares_text(findings.main.by_source(one)),
                                   row.serial,
                                   row.place};
    append(cells, cells_of(dossier.origins[row.origin]));
    table.rows.push_back(std::move(cells));
  }
  return table;
}

Table result_policies(const Findings& findings) {
  Table table{"results/policies",
              "五种口径 policies",
              {"policy", "accounts", "tiers", "stolen_yuan", "resting_yuan", "exited_yuan",
               "unfollowed_yuan", "unseen_yuan"},
              {}};
  for (const PolicyEffect& one : findings.effects) {
    table.rows.push_back({std::string{trace::to_text(one.policy)}, std::to_string(one.accounts),
                          std::to_string(one.tiers), base::format_yuan(one.stolen),
                          base::format_yuan(one.resting), base::format_yuan(one.exited),
                          base::format_yuan(one.unfollowed), base::format_yuan(one.unseen)});
  }
  return table;
}

namespace {

void put_cell(std::string& out, std::string_view text) {
  std::string guarded;
  if (!text.empty() && std::string_view{"=+-@'\t\r"}.find(text[0]) != std::string_view::npos) {
    guarded = "'" + std::string{text};
    text = guarded;
  }
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += text;
    return;
  }
  out += '"';
  for (const char each : text) {
    out += each;
    if (each == '"') {
      out += '"';
    }
  }
  out += '"';
}

void put_row(std::string& out, const std::vector<std::string>& cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) {
      out += ',';
    }
    put_cell(out, cells[i]);
  }
  out += '\n';
}

}  // namespace

std::string csv_of(const Table& table) {
  std::string out;
  put_row(out, table.headings);
  for (const auto& row : table.rows) {
    put_row(out, row);
  }
  return out;
}

}  // namespace holdfast::exhibit
