#include "cli/exhibit_input.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/core.h>
#include <unordered_map>

#include "base/digest.hpp"
#include "cli/mapped_file.hpp"
#include "exhibit/replay.hpp"

namespace holdfast::cli {

namespace {

using exhibit::Dossier;

/// What the trace does not need of a row, and the exhibit tells.
class RowFacts {
 public:
  explicit RowFacts(Dossier& dossier) : dossier_(dossier) {
    for (std::uint32_t i = 0; i < dossier.rows.size(); ++i) {
      places_.emplace(dossier.rows[i].id, i);
    }
  }

  void take(const feed::TransferRow& told) {
    const auto id = told.id.empty() ? fmt::format("L{}", told.position.line) : std::string{told.id};
    const auto found = places_.find(id);
    if (found == places_.end() || !dossier_.rows[found->second].place.empty()) {
      return;  // of no account that was followed, or a row whose id came before
    }
    auto& row = dossier_.rows[found->second];
    row.serial = told.serial;
    row.place = std::to_string(told.position.line);
    name(row.payer, told.payer_name, told.payer_institution);
    name(row.payee, told.payee_name, told.payee_institution);
  }

 private:
  /// The first row that says so names the account.
  void name(std::uint32_t account, std::string_view name, std::string_view institution) {
    auto& who = dossier_.accounts[account];
    if (who.name.empty()) {
      who.name = name;
    }
    if (who.institution.empty()) {
      who.institution = institution;
    }
  }

  Dossier& dossier_;
  std::unordered_map<std::string, std::uint32_t> places_;
};

void add_rows(Dossier& dossier, const TransferFile& transfers,
              const std::vector<fund::Sequence>& rows) {
  const auto& graph = transfers.graph();
  std::unordered_map<std::uint32_t, std::uint32_t> places;
  const auto account = [&](fund::AccountId id) {
    const auto next = static_cast<std::uint32_t>(dossier.accounts.size());
    const auto [place, fresh] = places.emplace(id.value(), next);
    if (fresh) {
      const std::string key{graph.key(id)};
      dossier.accounts.push_back({key, key, {}, {}});
    }
    return place->second;
  };
  for (const auto sequence : rows) {
    const auto transfer = graph.transfer(sequence);
    exhibit::Row row;
    row.id = transfers.id(sequence);
    row.time = transfer.time;
    row.payer = account(transfer.payer);
    row.payee = account(transfer.payee);
    row.amount = transfer.amount;
    row.kind = transfer.kind;
    dossier.rows.push_back(std::move(row));
  }
}

base::Result<void> add_facts(Dossier& dossier, const ExhibitQuestion& question) {
  feed::ReadOptions options{.format = feed::Format::canonical_csv};
  if (auto applied = apply(question.file.mapping, options); !applied) {
    return applied;
  }
  RowFacts facts{dossier};
  const auto read =
      feed::read_rows(question.file.transfers, std::move(options),
                      {.on_row = [&](const feed::TransferRow& row) { facts.take(row); },
                       .on_error = [](const feed::RowError& /*told before*/) {}});
  return read ? base::Result<void>{} : read.error();
}

}  // namespace

base::Result<Dossier> dossier_of_files(const ExhibitQuestion& question, Console console) {
  const auto original = MappedFile::open(question.file.transfers);
  if (!original) {
    return original.error();
  }
  TransferFile transfers;
  if (const auto read = read_file(question.file, console, transfers); !read) {
    return read.error();
  }
  const auto seeds = read_seeds(question.victims, transfers);
  if (!seeds) {
    return seeds.error();
  }
  const auto& graph = transfers.graph();
  const auto rows = exhibit::rows_behind(graph, graph.snapshot(), *seeds, question.method,
                                         exhibit::Limits{}.rows_max);
  if (!rows) {
    return rows.error();
  }
  Dossier dossier;
  dossier.head = question.head;
  dossier.method = question.method;
  dossier.origins.push_back({std::filesystem::path{question.file.transfers}.filename().string(),
                             base::to_hex(base::sha256(original->bytes())),
                             question.obtained,
                             question.taken_by,
                             {}});
  add_rows(dossier, transfers, *rows);
  for (std::size_t i = 0; i < seeds->size(); ++i) {
    const auto at = std::ranges::lower_bound(*rows, (*seeds)[i].transfer) - rows->begin();
    dossier.seeds.push_back({static_cast<std::uint32_t>(at), (*seeds)[i].stolen,
                             fmt::format("被害人 {}", i + 1), dossier.head.case_number});
  }
  if (const auto added = add_facts(dossier, question); !added) {
    return added.error();
  }
  return dossier;
}

}  // namespace holdfast::cli
