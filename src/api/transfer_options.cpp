#include "api/transfer_options.hpp"

#include <charconv>
#include <fmt/core.h>

#include "feed/batch.hpp"

namespace holdfast::api {

namespace {

constexpr std::size_t words_max = 64;  // of ?map and ?set each
constexpr std::size_t refusals_shown_max = 10'000;

base::Error at(const base::Error& error, std::string where) {
  auto placed = error;
  placed.where = std::move(where);
  return placed;
}

/// Every ?name through `parse` into `list`.
template <typename List, typename Parse>
base::Result<void> collect(const net::Request& request, std::string_view name, List& list,
                           Parse parse) {
  for (const auto& field : request.query) {
    if (field.name != name) {
      continue;
    }
    const auto where = "?" + std::string{name};
    if (list.size() == words_max) {
      return base::Error{base::ErrorCode::bad_input, "too many of them: 64 at most", where};
    }
    auto parsed = parse(field.value);
    if (!parsed) {
      return at(parsed.error(), where);
    }
    list.push_back(*std::move(parsed));
  }
  return {};
}

}  // namespace

base::Result<feed::MappingOptions> mapping_of(const net::Request& request) {
  feed::MappingOptions mapping;
  if (const auto ok = collect(request, "map", mapping.columns, feed::parse_map); !ok) {
    return ok.error();
  }
  if (const auto ok = collect(request, "set", mapping.constants, feed::parse_set); !ok) {
    return ok.error();
  }
  const auto base = request.query_value("time_base");
  const auto unit = request.query_value("time_unit");
  if (base || unit) {
    const auto begin = base::parse_instant(base.value_or(""));
    if (!begin) {
      return at(begin.error(), "?time_base");
    }
    const auto length = feed::parse_unit(unit.value_or(""));
    if (!length) {
      return at(length.error(), "?time_unit");
    }
    mapping.steps = feed::StepTime{*begin, *length};
  }
  return mapping;
}

base::Result<feed::Encoding> encoding_of(const net::Request& request) {
  const auto name = request.query_value("encoding");
  if (!name || name->empty()) {
    return feed::Encoding::automatic;
  }
  const auto encoding = feed::parse_encoding(*name);
  return encoding ? encoding : at(encoding.error(), "?encoding");
}

namespace {

base::Result<feed::Format> format_of(const net::Request& request) {
  const auto type = request.content_type();
  if (type == "application/json") {
    return feed::Format::json_array;
  }
  if (type == "application/x-ndjson") {
    return feed::Format::ndjson;
  }
  if (type == "text/csv") {
    return feed::Format::csv;
  }
  if (type == "application/xml" || type == "text/xml") {
    return feed::Format::pacs008;
  }
  return base::Error{base::ErrorCode::bad_input,
                     "send application/json (an array), application/x-ndjson, text/csv, "
                     "application/xml (pacs.008) or application/vnd.holdfast.transfers",
                     "Content-Type"};
}

/// How the body is read, and how much is told of what cannot be.
base::Result<void> read_reading(const Call& call, Intake& intake) {
  auto mapping = mapping_of(call.request);
  if (!mapping) {
    return mapping.error();
  }
  const auto encoding = encoding_of(call.request);
  if (!encoding) {
    return encoding.error();
  }
  if (intake.format != feed::Format::csv && !(mapping->empty() && call.query("encoding").empty())) {
    return base::Error{base::ErrorCode::bad_input, "only text/csv has columns to map", "?map"};
  }
  intake.mapping = *std::move(mapping);
  intake.encoding = *encoding;
  if (const auto text = call.query("refusals"); !text.empty()) {
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), intake.refusals_max);
    if (error != std::errc{} || end != text.data() + text.size() ||
        intake.refusals_max > refusals_shown_max) {
      return base::Error{base::ErrorCode::bad_input, "?refusals is a number up to 10000",
                         "?refusals"};
    }
  }
  return {};
}

/// ?stream and ?batch: the body is the numbered batch of a stream.
base::Result<void> read_mark(const Call& call, Intake& intake) {
  const auto stream = call.query("stream");
  const auto text = call.query("batch");
  if (stream.empty() && text.empty()) {
    return {};
  }
  if (!feed::is_stream_name(stream)) {
    return base::Error{base::ErrorCode::bad_input,
                       "a stream's name has 1 to 64 letters, digits, - _ . or :", "?stream"};
  }
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), intake.mark.number);
  if (error != std::errc{} || end != text.data() + text.size() || intake.mark.number == 0) {
    return base::Error{base::ErrorCode::bad_input, "batches are numbered from 1", "?batch"};
  }
  intake.mark.stream = stream;
  intake.mark.owner = owner_of(call.who, intake.institution);
  return {};
}

}  // namespace

feed::ReadOptions read_options(const Intake& intake, base::Instant now) {
  feed::ReadOptions options;
  options.file = "body";
  options.format = intake.format;
  options.encoding = intake.encoding;
  options.mapping = intake.mapping;
  options.now = now;
  return options;
}

base::Result<std::string> institution_for(Service& service, const Identity& who,
                                          std::string institution, std::string_view where) {
  if (who.is_bank()) {
    if (institution.empty()) {
      institution = who.institution;
    }
    if (institution.empty() || institution != who.institution) {
      return base::Error{base::ErrorCode::forbidden,
                         "a bank reports the transfers of its own institution", std::string{where}};
    }
  }
  if (!institution.empty() && !service.directory.has_institution(institution)) {
    return base::Error{base::ErrorCode::bad_input,
                       fmt::format("no institution {}", institution.substr(0, 64)),
                       std::string{where}};
  }
  return institution;
}

std::string owner_of(const Identity& who, const std::string& institution) {
  return institution.empty() ? "@" + who.name : institution;
}

base::Result<Intake> read_intake(const Call& call) {
  Intake intake;
  intake.caller = {call.who.name};  // rows are told apart by their serials: no key is needed
  if (call.request.content_type() == feed::batch_media_type) {
    if (!call.request.query.empty()) {
      return base::Error{base::ErrorCode::bad_input,
                         "a binary batch says everything itself: no query is read beside it",
                         fmt::format("?{}", call.request.query.front().name.substr(0, 64))};
    }
    intake.is_batch = true;
    return intake;
  }
  const auto format = format_of(call.request);
  if (!format) {
    return format.error();
  }
  intake.format = *format;
  if (const auto ok = read_reading(call, intake); !ok) {
    return ok.error();
  }
  intake.is_strict = call.query("strict") == "1";
  auto institution =
      institution_for(call.service, call.who, call.query("institution"), "?institution");
  if (!institution) {
    return institution.error();
  }
  intake.institution = *std::move(institution);
  if (const auto text = call.query("as_of"); !text.empty()) {
    const auto at = base::parse_instant(text);
    if (!at || *at > call.engine().now() + std::chrono::hours{1}) {
      return base::Error{base::ErrorCode::bad_input,
                         at ? "?as_of lies in the future" : at.error().message, "?as_of"};
    }
    intake.as_of = *at;
  }
  if (const auto ok = read_mark(call, intake); !ok) {
    return ok.error();
  }
  return intake;
}

}  // namespace holdfast::api
