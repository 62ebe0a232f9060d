#include "api/exhibit_dossier.hpp"

#include <algorithm>
#include <fmt/core.h>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

#include "base/personal.hpp"
#include "engine/views.hpp"
#include "exhibit/replay.hpp"

namespace holdfast::api {

namespace {

using exhibit::Dossier;
using exhibit::Origin;

constexpr std::size_t digest_shown = 12;  // of a file, in the ids of its rows

/// What the state says beside the graph.
struct House {
  exhibit::Head head;
  std::map<desk::CaseId, std::string> victims;      // masked
  std::map<std::string, desk::Attachment> files;    // by the beginning of their digest
  std::map<order::OrderId, std::string> documents;  // the papers of queries
  std::map<std::string, std::string> institutions;  // names by code
};

std::string obtained_text(const desk::Obtained& obtained) {
  switch (obtained.origin) {
    case desk::FileOrigin::handed_in:
      return "当事人提供 " + obtained.document;
    case desk::FileOrigin::collected:
      return "调取 " + obtained.document;
    case desk::FileOrigin::order:
      return fmt::format("指令 {} {}",
                         obtained.order ? order::to_text(*obtained.order) : std::string{},
                         obtained.document);
  }
  return {};
}

void look_at_feeds(const core::State& state, House& house) {
  for (const auto& institution : state.routing.institutions) {
    house.institutions[institution.code] = institution.name;
    const auto feed = state.feeds.find(institution.code);
    const bool never = feed == state.feeds.end() || !feed->second.last_heard;
    if (institution.feed_expected && (never || feed->second.silent)) {
      house.head.silent.push_back(
          never ? fmt::format("{}（从未报送）", institution.name)
                : fmt::format("{}（{} 起中断）", institution.name,
                              base::display_instant(*feed->second.last_heard)));
    }
  }
}

House look(engine::Engine& engine, const desk::Exhibit& exhibit) {
  House house;
  engine.read([&](const core::State& state) {
    std::set<desk::CaseId> cases{exhibit.case_id};
    for (const auto& source : exhibit.sources) {
      cases.insert(source.case_id);
    }
    for (const auto id : cases) {
      house.victims[id] = base::mask_name(state.cases.at(id).victim.name.text);
      for (const auto order : state.cases.at(id).orders) {
        if (const auto found = state.papers_of.find(order);
            found != state.papers_of.end() && !found->second.empty()) {
          house.documents[order] = state.papers.at(found->second.front()).number;
        }
      }
      if (const auto found = state.files_of.find(id); found != state.files_of.end()) {
        for (const auto file : found->second) {
          auto& kept = house.files[state.files.at(file).sha256.substr(0, digest_shown)];
          kept = state.files.at(file);
          kept.obtained.document = obtained_text(kept.obtained);
        }
      }
    }
    look_at_feeds(state, house);
    house.head.is_drill = state.drill;
    if (const auto* unit = state.rules.find("house.unit", exhibit.asked_at)) {
      house.head.unit = unit->text;
    }
  });
  auto& head = house.head;
  head.number = desk::to_text(exhibit.id);
  head.case_number = order::to_text(exhibit.case_id);
  head.reason = exhibit.reason;
  head.asked_by = exhibit.asked_by;
  head.at = exhibit.asked_at;
  head.program = program_name;
  head.rules = exhibit.rules;
  head.rules_sha256 = exhibit.rules_sha256;
  head.as_of = exhibit.as_of.value();
  return house;
}

struct Sources {
  std::vector<trace::Seed> seeds;
  std::vector<desk::ExhibitSource> told;  // of the same places
};

/// In the order of their transfers in the world; no more than the transfer was stolen.
Sources sources_in_order(const fund::Graph& graph, const desk::Exhibit& exhibit) {
  Sources sources;
  sources.told = exhibit.sources;
  std::ranges::sort(sources.told, {}, [&](const desk::ExhibitSource& each) {
    return std::tuple(graph.time_of(each.transfer), each.transfer);
  });
  for (const auto& each : sources.told) {
    sources.seeds.push_back(
        {each.transfer, std::min(each.stolen, graph.transfer(each.transfer).amount)});
  }
  return sources;
}

class Gatherer {
 public:
  Gatherer(engine::Engine& engine, House house)
      : engine_(engine), world_(engine.world()), house_(std::move(house)) {}

  base::Result<Dossier> gather(const std::vector<fund::Sequence>& rows, const Sources& sources) {
    dossier_.head = house_.head;
    for (const auto sequence : rows) {
      if (const auto added = add(sequence); !added) {
        return added.error();
      }
    }
    for (std::size_t i = 0; i < sources.seeds.size(); ++i) {
      const auto at = std::ranges::lower_bound(rows, sources.seeds[i].transfer) - rows.begin();
      const auto& told = sources.told[i];
      dossier_.seeds.push_back({static_cast<std::uint32_t>(at), sources.seeds[i].stolen,
                                house_.victims[told.case_id], order::to_text(told.case_id)});
    }
    name_accounts();
    return std::move(dossier_);
  }

 private:
  base::Result<void> add(fund::Sequence sequence) {
    const auto transfer = world_.graph().transfer(sequence);
    const auto texts = world_.texts(sequence);
    exhibit::Row row;
    row.id = engine::to_text(sequence);
    row.time = transfer.time;
    row.payer = account(transfer.payer);
    row.payee = account(transfer.payee);
    row.amount = transfer.amount;
    row.kind = transfer.kind;
    row.serial = texts.serial.empty() ? texts.clearing : texts.serial;
    const auto leg = world_.merged_leg(sequence);
    row.is_merged = leg && !leg->split;
    if (!note_file(texts.id, row)) {
      if (const auto noted = note_intake(sequence, texts.feed, row); !noted) {
        return noted.error();
      }
    }
    dossier_.rows.push_back(std::move(row));
    return {};
  }

  std::uint32_t account(base::AccountId id) {
    const auto [place, fresh] =
        places_.emplace(id, static_cast<std::uint32_t>(dossier_.accounts.size()));
    if (fresh) {
      const auto facts = world_.facts(id);
      const auto named = house_.institutions.find(facts.institution);
      dossier_.accounts.push_back(
          {engine::to_text(id), facts.number, facts.name,
           named == house_.institutions.end() ? facts.institution : named->second});
    }
    return place->second;
  }

  std::uint32_t origin(Origin origin) {
    const auto [place, fresh] =
        origins_.emplace(origin, static_cast<std::uint32_t>(dossier_.origins.size()));
    if (fresh) {
      dossier_.origins.push_back(std::move(origin));
    }
    return place->second;
  }

  /// Rows of a statement are known by its digest, the sheet and the row: "0123456789ab.1.17".
  bool note_file(std::string_view id, exhibit::Row& row) {
    const auto sheet = id.find('.');
    const auto place = id.rfind('.');
    if (sheet != digest_shown || place <= sheet) {
      return false;
    }
    const auto found = house_.files.find(std::string{id.substr(0, digest_shown)});
    if (found == house_.files.end()) {
      return false;
    }
    const auto& file = found->second;
    row.origin = origin({fmt::format("{} {} 第{}表", desk::to_text(file.id), file.name.text,
                                     id.substr(sheet + 1, place - sheet - 1)),
                         file.sha256, file.obtained.document, file.added_by, file.added_at});
    row.place = id.substr(place + 1);
    return true;
  }

  base::Result<void> note_intake(fund::Sequence sequence, const std::string& feed,
                                 exhibit::Row& row) {
    const auto batch = world_.batch_of(sequence);
    auto found = batches_.find(batch);
    if (found == batches_.end()) {
      auto read = engine_.intake_of(sequence);
      if (!read && read.error().code != base::ErrorCode::not_found) {
        return read.error();
      }
      found = batches_.emplace(batch, read ? *std::move(read) : engine::IntakeBatch{}).first;
    }
    const auto* intake = found->second.of(sequence);
    const auto named = house_.institutions.find(feed);
    const auto bank = named == house_.institutions.end() ? feed : named->second;
    if (intake == nullptr) {
      // A stated balance, an opening, or a leg that stands for itself: the batch says when.
      row.origin =
          origin({bank.empty() ? "平台记录" : bank,
                  found->second.hash,
                  fmt::format("日志批次 {}", batch),
                  {},
                  found->second.seq == 0 ? std::nullopt : std::optional{found->second.at}});
      row.place = std::to_string(sequence.value());
      return {};
    }
    const auto& mark = intake->taken.batch;
    const auto told = mark.number == 0 ? fmt::format("日志批次 {}", batch)
                                       : fmt::format("批次 {} 第 {} 号", mark.stream, mark.number);
    row.origin = origin({fmt::format("{} {}", bank.empty() ? "人工导入" : bank + " 报送", told),
                         mark.digest.empty() ? found->second.hash : mark.digest,
                         channel_text(*intake), intake->by, found->second.at});
    row.place = std::to_string(sequence.value() - intake->taken.first.value() + 1);
    return {};
  }

  [[nodiscard]] std::string channel_text(const engine::Intake& intake) const {
    if (!intake.order) {
      return intake.taken.institution.empty() ? "导入" : "报送通道";
    }
    const auto paper = house_.documents.find(*intake.order);
    return fmt::format("查询指令 {} {}", order::to_text(*intake.order),
                       paper == house_.documents.end() ? std::string{} : paper->second);
  }

  /// By their numbers where no two have the same.
  void name_accounts() {
    std::unordered_map<std::string, std::size_t> counts;
    for (const auto& each : dossier_.accounts) {
      ++counts[each.number];
    }
    for (auto& each : dossier_.accounts) {
      if (!each.number.empty() && counts[each.number] == 1) {
        each.key = each.number;
      }
    }
  }

  engine::Engine& engine_;
  const engine::World& world_;
  House house_;
  Dossier dossier_;
  std::map<base::AccountId, std::uint32_t> places_;
  std::map<Origin, std::uint32_t> origins_;
  std::map<port::BatchSeq, engine::IntakeBatch> batches_;
};

}  // namespace

base::Result<trace::TraceOptions> trace_options(const desk::ExhibitMethod& method) {
  trace::TraceOptions options;
  const auto policy = trace::parse_policy(method.policy);
  if (!policy) {
    return policy.error();
  }
  options.policy = *policy;
  options.until = method.until;
  options.limits.min_amount = method.min_amount;
  if (method.hops) {
    options.limits.hops = static_cast<std::uint32_t>(*method.hops);
  }
  if (method.accounts) {
    options.limits.accounts = static_cast<std::size_t>(*method.accounts);
  }
  if (method.still_days) {
    options.limits.still = std::chrono::days{*method.still_days};
  }
  return options;
}

base::Result<Dossier> dossier_of(engine::Engine& engine, const desk::Exhibit& exhibit,
                                 const exhibit::Limits& limits) {
  const auto options = trace_options(exhibit.method);
  if (!options) {
    return options.error();
  }
  const auto& graph = engine.world().graph();
  const auto sources = sources_in_order(graph, exhibit);
  const auto rows = exhibit::rows_behind(graph, fund::Snapshot{exhibit.as_of.value()},
                                         sources.seeds, *options, limits.rows_max);
  if (!rows) {
    return rows.error();
  }
  auto dossier = Gatherer{engine, look(engine, exhibit)}.gather(*rows, sources);
  if (dossier) {
    dossier->method = *options;
  }
  return dossier;
}

base::Result<void> check_against_graph(engine::Engine& engine, const desk::Exhibit& exhibit,
                                       const Dossier& dossier, const trace::TraceResult& carried) {
  const auto& graph = engine.world().graph();
  const auto sources = sources_in_order(graph, exhibit);
  const auto whole =
      trace::trace(graph, fund::Snapshot{exhibit.as_of.value()}, sources.seeds, dossier.method);
  if (!whole) {
    return whole.error();
  }
  const auto wrong = [](const std::string& what) {
    return base::Error{base::ErrorCode::corrupt,
                       "由所附流水算出的结果与平台不一致，未予出具：" + what};
  };
  if (whole->stolen != carried.stolen || whole->accounts.size() != carried.accounts.size() ||
      whole->transfers.size() != carried.transfers.size()) {
    return wrong("合计");
  }
  for (std::size_t i = 0; i < whole->transfers.size(); ++i) {
    const auto& one = whole->transfers[i];
    const auto& other = carried.transfers[i];
    const auto& row = dossier.rows[other.transfer.value()];
    if (row.id != engine::to_text(one.transfer) || one.tainted != other.tainted) {
      return wrong(row.id);
    }
  }
  return {};
}

}  // namespace holdfast::api
