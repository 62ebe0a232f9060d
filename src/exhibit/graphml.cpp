#include "exhibit/graphml.hpp"

#include <fmt/core.h>
#include <iterator>
#include <set>

#include "base/xml_text.hpp"

namespace holdfast::exhibit {

namespace {

constexpr std::string_view head = R"(<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="number" for="node" attr.name="number" attr.type="string"/>
<key id="name" for="node" attr.name="name" attr.type="string"/>
<key id="institution" for="node" attr.name="institution" attr.type="string"/>
<key id="tier" for="node" attr.name="tier" attr.type="int"/>
<key id="received" for="node" attr.name="received_fen" attr.type="long"/>
<key id="moved" for="node" attr.name="moved_fen" attr.type="long"/>
<key id="remaining" for="node" attr.name="remaining_fen" attr.type="long"/>
<key id="exit" for="node" attr.name="exit" attr.type="boolean"/>
<key id="id" for="edge" attr.name="id" attr.type="string"/>
<key id="time" for="edge" attr.name="time" attr.type="string"/>
<key id="amount" for="edge" attr.name="amount_fen" attr.type="long"/>
<key id="tainted" for="edge" attr.name="tainted_fen" attr.type="long"/>
<key id="kind" for="edge" attr.name="kind" attr.type="string"/>
<graph id="trace" edgedefault="directed">
)";

class Writer {
 public:
  explicit Writer(const Dossier& dossier) : dossier_(dossier) { out_ += head; }

  void node(std::uint32_t place) {
    if (known_.insert(place).second) {
      open_node(place);
      out_ += "</node>\n";
    }
  }
  void node(const trace::AccountTaint& one) {
    known_.insert(one.account.value());
    open_node(one.account.value());
    data("tier", one.tier);
    data("received", one.received.value());
    data("moved", one.moved.value());
    data("remaining", one.remaining.value());
    data("exit", one.exit ? "true" : "false");
    out_ += "</node>\n";
  }
  void edge(const trace::TransferTaint& one) {
    const Row& row = dossier_.rows[one.transfer.value()];
    fmt::format_to(std::back_inserter(out_), "<edge source=\"n{}\" target=\"n{}\">", row.payer,
                   row.payee);
    data("id", base::xml_text(row.id));
    data("time", base::format_instant(row.time));
    data("amount", row.amount.value());
    data("tainted", one.tainted.value());
    data("kind", fund::to_text(row.kind));
    out_ += "</edge>\n";
  }
  std::string finish() && {
    out_ += "</graph>\n</graphml>\n";
    return std::move(out_);
  }

 private:
  void open_node(std::uint32_t place) {
    const Account& account = dossier_.accounts[place];
    fmt::format_to(std::back_inserter(out_), "<node id=\"n{}\">", place);
    data("number", base::xml_text(account.number.empty() ? account.key : account.number));
    data("name", base::xml_text(account.name));
    data("institution", base::xml_text(account.institution));
  }
  template <typename Value>
  void data(std::string_view key, const Value& value) {
    fmt::format_to(std::back_inserter(out_), "<data key=\"{}\">{}</data>", key, value);
  }

  const Dossier& dossier_;
  std::string out_;
  std::set<std::uint32_t> known_;
};

}  // namespace

std::string graphml_of(const Dossier& dossier, const Findings& findings) {
  Writer writer(dossier);
  for (const auto& one : findings.main.accounts) {
    if (one.account != trace::unseen_account) {
      writer.node(one);
    }
  }
  for (const auto& one : findings.main.transfers) {
    writer.node(dossier.rows[one.transfer.value()].payer);
    writer.node(dossier.rows[one.transfer.value()].payee);
  }
  for (const auto& one : findings.main.transfers) {
    writer.edge(one);
  }
  return std::move(writer).finish();
}

}  // namespace holdfast::exhibit
