// POST /cases/{id}/files: a file of a case, streamed from the body to where it is kept; each piece
// is sealed, digested and shown to the virus scanner before the next is read.
//
// What it is called and said to be comes in headers, percent-encoded, since addresses are written
// into logs on their way: X-File-Name, X-File-Note. The query says what obtained it.
#include <algorithm>
#include <boost/describe/enum_from_string.hpp>
#include <boost/json.hpp>
#include <fmt/core.h>

#include "api/case_files.hpp"
#include "api/desk_routes.hpp"
#include "base/digest.hpp"
#include "net/clamd.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

base::Result<std::string> told(const net::Request& request, std::string_view header) {
  const auto text = request.header(header);
  auto plain = net::percent_decode(text.value_or(""), net::PlusSign::literal);
  if (!plain) {
    return base::Error{base::ErrorCode::bad_input, plain.error().message, std::string{header}};
  }
  const bool is_plain = std::ranges::none_of(
      *plain, [](char each) { return static_cast<unsigned char>(each) < 0x20 || each == 0x7F; });
  if (!is_plain) {
    return base::Error{base::ErrorCode::bad_input, "has control characters", std::string{header}};
  }
  return plain;
}

base::Result<core::AddFile> read_question(const Call& call) {
  core::AddFile add;
  const auto id = read_case(call.request.param("id"));
  auto name = told(call.request, "X-File-Name");
  auto note = told(call.request, "X-File-Note");
  if (!id || !name || !note) {
    return !id ? id.error() : !name ? name.error() : note.error();
  }
  add.case_id = *id;
  add.name = *std::move(name);
  add.note = *std::move(note);
  const auto origin = call.query("origin");
  if (!origin.empty() && !boost::describe::enum_from_string(origin.c_str(), add.obtained.origin)) {
    return base::Error{base::ErrorCode::bad_input, "is handed_in, order or collected", "?origin"};
  }
  if (const auto order = call.query("order"); !order.empty()) {
    const auto read = read_order(order);
    if (!read) {
      return read.error();
    }
    add.obtained.order = *read;
  }
  add.obtained.document = call.query("document");
  return add;
}

/// There is such a case, and its files are kept. Told before anything of the body is read.
base::Result<void> may_keep(const Call& call, desk::CaseId id) {
  if (call.engine().files() == nullptr) {
    return base::Error{base::ErrorCode::unavailable, "no files are kept here"};
  }
  base::Result<void> may{
      base::Error{base::ErrorCode::not_found, fmt::format("no case {}", order::to_text(id))}};
  call.engine().read([&](const core::State& state) {
    if (const auto found = state.cases.find(id); found != state.cases.end()) {
      may = desk::is_erased(found->second)
                ? base::Result<void>{base::Error{base::ErrorCode::conflict,
                                                 "个人信息已销毁，不再收存材料"}}
                : base::Result<void>{};
    }
  });
  return may;
}

class UploadSink final : public net::BodySink {
 public:
  UploadSink(std::shared_ptr<Service> service, engine::Caller caller, core::AddFile add,
             std::unique_ptr<port::IncomingFile> incoming)
      : service_(std::move(service)),
        caller_(std::move(caller)),
        add_(std::move(add)),
        incoming_(std::move(incoming)),
        scan_(service_->options.files.scanner) {}

  base::Result<void> write(std::string_view piece) override {
    add_.bytes += piece.size();
    if (add_.bytes > service_->options.files.bytes_max) {
      return base::Error{
          base::ErrorCode::too_large,
          fmt::format("a file has at most {} MB", service_->options.files.bytes_max >> 20U)};
    }
    if (begin_.size() < desk::looked_at_begin) {
      begin_ += piece.substr(0, desk::looked_at_begin - begin_.size());
    }
    keep_end(piece);
    digest_.add(piece);
    scan_.add(piece);
    return incoming_->add(piece);
  }

  void finish(net::Responder responder) override {
    auto answer = taken();
    responder.answer(
        dressed(answer ? *std::move(answer) : net::problem(answer.error()), *service_));
  }

 private:
  void keep_end(std::string_view piece) {
    constexpr auto most = desk::looked_at_end;
    end_ += piece.substr(piece.size() - std::min(piece.size(), most));
    if (end_.size() > most) {
      end_.erase(0, end_.size() - most);
    }
  }

  Answer taken() {
    const auto kind = desk::kind_of_bytes(begin_, end_);
    if (!kind) {
      return base::Error{
          base::ErrorCode::bad_input,
          "不收这一类文件：收 PDF、OFD、JPEG、PNG、Excel、Word、文本、MP4、MP3、WAV"};
    }
    add_.kind = *kind;
    add_.sha256 = base::to_hex(digest_.finish());
    const auto answer = scan_.finish();
    add_.scan = answer.scan;
    add_.scanned = answer.said;
    if (add_.scan != desk::Scan::infected) {
      const auto kept = incoming_->finish();
      if (!kept) {
        return kept.error();
      }
    }
    const auto found = add_.scanned;
    const bool infected = add_.scan == desk::Scan::infected;
    const auto done = service_->engine.submit_and_wait(caller_, std::move(add_));
    if (!done) {
      return done.error();
    }
    if (infected) {
      return base::Error{base::ErrorCode::refused_by_rule, "文件带病毒，未收存，已记录：" + found};
    }
    return with_seq(net::json_response(201, json::serialize(json::object{{"file", done->answer.id},
                                                                         {"seq", done->seq}})),
                    done->seq);
  }

  std::shared_ptr<Service> service_;
  const engine::Caller caller_;
  core::AddFile add_;
  std::unique_ptr<port::IncomingFile> incoming_;
  FileScan scan_;
  base::Sha256 digest_;
  std::string begin_;
  std::string end_;
};

}  // namespace

net::Route files_route(std::shared_ptr<Service> service, Roles roles) {
  net::Route route;
  route.body_bytes_max = service->options.files.bytes_max;
  route.sink = [service = std::move(service), roles](
                   const net::Request& request) -> base::Result<std::unique_ptr<net::BodySink>> {
    const auto call = admit(*service, request, roles);
    if (!call) {
      return call.error();
    }
    auto add = read_question(*call);
    if (!add) {
      return add.error();
    }
    if (const auto may = may_keep(*call, add->case_id); !may) {
      return may.error();
    }
    auto incoming = call->engine().files()->receive(subject_of(add->case_id));
    if (!incoming) {
      return incoming.error();
    }
    return std::unique_ptr<net::BodySink>{
        new UploadSink{service, call->caller(), *std::move(add), *std::move(incoming)}};
  };
  return route;
}

}  // namespace holdfast::api
