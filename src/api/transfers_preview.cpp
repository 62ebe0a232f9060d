// POST /transfers/preview: what a file would be read as, from its beginning; nothing is taken and
// nothing is kept. The answer shows the file's own text in plain: it goes back to whoever sent it.
#include <boost/json.hpp>

#include "api/reads.hpp"
#include "api/routes.hpp"
#include "api/transfer_options.hpp"
#include "feed/preview.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

std::string_view name_of(feed::Format format) {
  switch (format) {
    case feed::Format::json_array:
      return "json";
    case feed::Format::ndjson:
      return "ndjson";
    case feed::Format::pacs008:
      return "pacs008";
    case feed::Format::automatic:
    case feed::Format::canonical_csv:
    case feed::Format::csv:
      return "csv";
  }
  return "csv";
}

std::string_view name_of(feed::Encoding encoding) {
  switch (encoding) {
    case feed::Encoding::gb18030:
      return "gb18030";
    case feed::Encoding::utf16:
      return "utf-16";
    case feed::Encoding::automatic:
    case feed::Encoding::utf8:
      return "utf-8";
  }
  return "utf-8";
}

json::value field_or_null(feed::Field field) {
  return field == feed::Field::none ? json::value(nullptr) : json::value(feed::to_text(field));
}

json::array columns_json(const feed::Preview& shown) {
  json::array list;
  for (const auto& column : shown.columns) {
    json::array samples;
    for (const auto& sample : column.samples) {
      samples.push_back(json::value(sample));
    }
    list.push_back(json::object{{"heading", column.heading},
                                {"field", field_or_null(column.field)},
                                {"by_hand", column.by_hand},
                                {"samples", std::move(samples)}});
  }
  return list;
}

json::array rows_json(const feed::Preview& shown) {
  json::array list;
  for (const auto& row : shown.rows) {
    list.push_back(json::object{{"line", row.line},
                                {"id", row.id},
                                {"time", base::format_instant(row.time)},
                                {"payer", row.payer},
                                {"payer_name", row.payer_name},
                                {"payee", row.payee},
                                {"payee_name", row.payee_name},
                                {"amount_fen", row.amount.value()},
                                {"kind", fund::to_text(row.kind)}});
  }
  return list;
}

}  // namespace

json::object refusal_json(const feed::RowError& error) {
  return {{"line", error.position.line},
          {"column", error.position.column},
          {"field", error.field},
          {"reason", error.reason}};
}

Answer preview_transfers(const Call& call) {
  feed::ReadOptions options;
  options.file = "file";
  options.now = call.engine().now();
  auto mapping = mapping_of(call.request);
  if (!mapping) {
    return mapping.error();
  }
  options.mapping = *std::move(mapping);
  const auto encoding = encoding_of(call.request);
  if (!encoding) {
    return encoding.error();
  }
  options.encoding = *encoding;
  const auto beginning =
      call.query("partial") == "1" ? feed::Beginning::cut_off : feed::Beginning::whole_file;
  const auto shown = feed::preview(call.request.body, beginning, options);
  json::array refused;
  for (const auto& error : shown.refused) {
    refused.push_back(refusal_json(error));
  }
  return net::json_response(
      200,
      json::serialize(json::object{
          {"format", name_of(shown.format)},
          {"encoding", name_of(shown.encoding)},
          {"canonical", shown.format == feed::Format::canonical_csv},
          {"header_line", shown.header_line},
          {"columns", columns_json(shown)},
          {"missing", shown.missing ? field_or_null(*shown.missing) : json::value(nullptr)},
          {"problem", shown.problem ? json::value(shown.problem->message) : json::value(nullptr)},
          {"rows", rows_json(shown)},
          {"rows_read", shown.read.rows},
          {"refused", std::move(refused)},
          {"refused_total", shown.read.bad}}));
}

}  // namespace holdfast::api
