#include "durable_rows.hpp"

#include <boost/json.hpp>
#include <cstring>
#include <fmt/core.h>
#include <iterator>

#include "base/check.hpp"
#include "base/digest.hpp"
#include "cli/data_dir.hpp"
#include "engine/feed_row.hpp"
#include "engine/segment.hpp"
#include "feed/batch.hpp"
#include "store/sqlite_journal.hpp"

namespace holdfast::bench {

namespace json = boost::json;

namespace {

std::string json_of(const std::vector<feed::TransferRow>& rows) {
  std::string body = "[";
  for (const auto& row : rows) {
    body += body.size() == 1 ? "" : ",";
    body += json::serialize(json::object{{"id", row.id},
                                         {"serial", row.serial},
                                         {"time", base::format_instant(row.time)},
                                         {"payer", row.payer},
                                         {"payee", row.payee},
                                         {"amount_fen", row.amount.value()},
                                         {"kind", fund::to_text(row.kind)}});
  }
  return body + "]";
}

std::string pacs008_of(const std::vector<feed::TransferRow>& rows) {
  std::string body = fmt::format(
      "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08\"><FIToFICstmrCdtTrf>"
      "<GrpHdr><MsgId>M</MsgId><CreDtTm>2026-11-24T10:00:00+08:00</CreDtTm><NbOfTxs>{}</NbOfTxs>"
      "<SttlmInf><SttlmMtd>CLRG</SttlmMtd></SttlmInf></GrpHdr>",
      rows.size());
  for (const auto& row : rows) {
    body += fmt::format(
        "<CdtTrfTxInf><PmtId><EndToEndId>{}</EndToEndId><TxId>{}</TxId></PmtId>"
        "<IntrBkSttlmAmt Ccy=\"CNY\">{}</IntrBkSttlmAmt><AccptncDtTm>{}</AccptncDtTm>"
        "<ChrgBr>SLEV</ChrgBr><Dbtr/><DbtrAcct><Id><Othr><Id>{}</Id></Othr></Id></DbtrAcct>"
        "<DbtrAgt><FinInstnId/></DbtrAgt><CdtrAgt><FinInstnId/></CdtrAgt><Cdtr/>"
        "<CdtrAcct><Id><Othr><Id>{}</Id></Othr></Id></CdtrAcct></CdtTrfTxInf>",
        row.id, row.serial, base::format_yuan(row.amount), base::format_instant(row.time),
        row.payer, row.payee);
  }
  return body + "</FIToFICstmrCdtTrf></Document>";
}

}  // namespace

std::string_view to_text(Form form) {
  switch (form) {
    case Form::rows:
      return "rows in process";
    case Form::binary:
      return "binary over TCP";
    case Form::json:
      return "JSON over TCP";
    case Form::pacs008:
      return "pacs.008 over TCP";
  }
  return "";
}

void DurableRows::Sum::add(std::string_view serial) {
  std::uint64_t part = 0;
  std::memcpy(&part, base::sha256(serial).data(), sizeof part);
  ++rows;
  digests += part;
}

DurableRows::DurableRows(std::uint64_t seed, std::uint32_t accounts)
    : traffic_({.seed = seed,
                .transfers = 1'000'000'000,
                .accounts = accounts,
                .repeated_per_million = 0,
                .gangs = TrafficSpec::Gangs::none}) {
  for (std::uint32_t i = 0; i < accounts; ++i) {
    accounts_.push_back(account_text(fund::AccountId{i}));
  }
}

feed::TransferRow DurableRows::row() {
  TrafficRow made;
  const bool has_more = traffic_.next(made);
  base::check(has_more, "the traffic goes on");
  feed::TransferRow row;
  row.serial = texts_.emplace_back(fmt::format("S{:015}", next_serial_++));
  row.id = row.serial;
  row.time = made.transfer.time;
  row.payer = accounts_[made.transfer.payer.value()];
  row.payee = accounts_[made.transfer.payee.value()];
  row.amount = made.transfer.amount;
  row.kind = made.transfer.kind;
  made_.add(row.serial);
  return row;
}

ReadyBatch DurableRows::batch_of(std::vector<feed::TransferRow> rows, Form form) {
  ReadyBatch batch{next_number_++, rows.size()};
  if (form == Form::rows) {
    for (const auto& row : rows) {
      batch.rows.push_back(row);
    }
  } else if (form == Form::binary) {
    feed::BatchWriter writer;
    for (const auto& row : rows) {
      const bool added = writer.add(row);
      base::check(added, "a row fits");
    }
    feed::BatchHead head;
    head.stream = "bench";
    head.number = batch.number;
    batch.body = writer.finish(head);
  } else {
    batch.body = form == Form::json ? json_of(rows) : pacs008_of(rows);
  }
  texts_.clear();
  return batch;
}

ReadyBatch DurableRows::next(std::size_t count, Form form) {
  texts_.reserve(count);  // views into it stay
  std::vector<feed::TransferRow> rows;
  rows.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    rows.push_back(row());
  }
  return batch_of(std::move(rows), form);
}

std::vector<ReadyBatch> DurableRows::introductions(std::size_t rows_a_batch) {
  std::vector<ReadyBatch> batches;
  for (std::size_t at = 0; at < accounts_.size();) {
    texts_.reserve(rows_a_batch);
    std::vector<feed::TransferRow> rows;
    for (; rows.size() < rows_a_batch && at < accounts_.size(); at += 2) {
      auto one = row();
      one.payer = accounts_[at];
      one.payee = accounts_[std::min(at + 1, accounts_.size() - 1)];
      rows.push_back(one);
    }
    batches.push_back(batch_of(std::move(rows), Form::rows));
  }
  return batches;
}

base::Result<DurableRows::Sum> journalled(const std::filesystem::path& data) {
  auto journal = store::SqliteJournal::open(cli::journal_file(data), store::Access::read_only);
  if (!journal) {
    return journal.error();
  }
  // Names and numbers stay sealed: only the serials are looked at.
  const engine::OpenText closed = [](base::SubjectId, std::string_view) {
    return base::Result<std::string>{std::string{"sealed"}};
  };
  DurableRows::Sum sum;
  const auto replayed =
      (*journal)->replay(0, [&](const port::BatchView& batch) -> base::Result<void> {
        const auto segment = engine::decode_segment(batch.transfers, closed);
        if (!segment) {
          return segment.error();
        }
        for (const auto& each : segment->transfers) {
          sum.add(each.serial);
        }
        return {};
      });
  return replayed ? base::Result<DurableRows::Sum>{sum} : replayed.error();
}

}  // namespace holdfast::bench
