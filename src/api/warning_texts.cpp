// The personal texts of a warning in plain, for whoever may see them: from the state while it is
// there, from the journal's own batches once it is past.
#include <algorithm>
#include <boost/json.hpp>
#include <fmt/core.h>

#include "api/warning_figures.hpp"
#include "api/warnings.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

constexpr std::size_t batches_max = 1'000;

struct Texts {
  std::string name;
  std::string phone;
  std::string area;
  std::vector<std::string> texts;

  void add(const dissuade::Evidence& evidence) {
    for (const auto& each : evidence.texts) {
      texts.push_back(each.text);
    }
  }
  void take(const dissuade::Warning& warning) {
    name = warning.name.text;
    phone = warning.phone.text;
    area = warning.place ? warning.place->told.text : std::string{};
    add(warning.evidence);
  }
};

/// What one event of the journal adds to what is known of the warning.
struct Fold {
  dissuade::WarningId id;
  Texts& texts;

  void operator()(const core::WarningRaised& body) const {
    if (body.warning.id == id) {
      texts.take(body.warning);
    }
  }
  void operator()(const core::WarningJoined& body) const {
    if (body.warning == id) {
      texts.add(body.evidence);
    }
  }
  void operator()(const core::WarnedNamed& body) const {
    if (body.warning == id) {
      texts.name = body.name.text;
      texts.phone = body.phone.text;
    }
  }
  void operator()(const core::WarningPlaced& body) const {
    if (body.warning == id) {
      texts.area = body.place.told.text;
    }
  }
  template <typename Other>
  void operator()(const Other& /*body*/) const {}
};

base::Result<Texts> from_journal(const Call& call, dissuade::WarningId id) {
  port::RowQuery query;
  query.kind = "warning_told";
  query.parent = dissuade::to_text(id);
  query.order = port::RowOrder::oldest_first;
  query.limit = batches_max;
  const auto page = call.engine().list(query, call.min_seq);
  if (!page) {
    return page.error();
  }
  Texts texts;
  std::uint64_t last = 0;
  for (const auto& doc : page->docs) {
    const auto batch = json::parse(doc).at("batch").to_number<std::uint64_t>();
    if (batch == last) {
      continue;
    }
    last = batch;
    const auto events = call.engine().events_of(batch);
    if (!events) {
      return events.error();
    }
    for (const auto& event : *events) {
      std::visit(Fold{id, texts}, event.body);
    }
  }
  return texts;
}

}  // namespace

base::Result<json::object> texts_of_warning(const Call& call, dissuade::WarningId id) {
  Texts texts;
  bool is_theirs = false;
  bool is_past = false;
  bool is_erased = false;
  call.engine().read([&](const core::State& state) {
    const auto known = find_counted(state, id);
    const auto chain =
        known ? core::chain_of(state.routing, known->seen.unit) : std::vector<std::string>{};
    is_theirs = known && (call.who.unit.empty() ||
                          std::find(chain.begin(), chain.end(), call.who.unit) != chain.end());
    is_past = state.past_warnings.contains(id);
    is_erased = known && known->seen.is_erased;
    if (is_theirs && !is_past) {
      texts.take(state.warnings.at(id));
    }
  });
  if (!is_theirs) {
    return json::object{};
  }
  if (is_erased) {
    return base::Error{base::ErrorCode::not_found, "该预警的个人信息已经销毁"};
  }
  if (is_past) {
    auto read = from_journal(call, id);
    if (!read) {
      return read.error();
    }
    texts = *std::move(read);
  }
  json::object values{{"name", texts.name}, {"phone", texts.phone}};
  if (!texts.area.empty()) {
    values["area"] = texts.area;
  }
  for (std::size_t i = 0; i < texts.texts.size(); ++i) {
    values[fmt::format("text/{}", i)] = texts.texts[i];
  }
  return values;
}

}  // namespace holdfast::api
