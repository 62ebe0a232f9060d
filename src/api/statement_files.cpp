// POST /statements/files: a bank's file on its way into a case. It streams to the disk and waits
// there, without a name, for its preview and its import.
#include <boost/json.hpp>
#include <fmt/core.h>

#include "api/bench_routes.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

class FileSink final : public net::BodySink {
 public:
  FileSink(std::shared_ptr<Service> service, std::string who,
           std::unique_ptr<analyst::SpooledFile> file)
      : service_(std::move(service)), who_(std::move(who)), file_(std::move(file)) {}

  base::Result<void> write(std::string_view piece) override {
    const auto most = service_->statements->limits().file_bytes_max;
    if (file_->size() + piece.size() > most) {
      return base::Error{base::ErrorCode::too_large,
                         fmt::format("一个文件最多 {} MiB", most >> 20)};
    }
    return file_->append(piece);
  }

  void finish(net::Responder responder) override {
    auto kept = keep();
    responder.answer(
        dressed(kept ? net::json_response(201, json::serialize(*kept)) : net::problem(kept.error()),
                *service_));
  }

 private:
  base::Result<json::object> keep() {
    if (const auto ok = file_->finish(); !ok) {
      return ok.error();
    }
    if (file_->size() == 0) {
      return base::Error{base::ErrorCode::bad_input, "文件是空的"};
    }
    const auto format = statement::guess_file_format(file_->bytes());
    if (!format) {
      return format.error();
    }
    json::object answer{{"bytes", file_->size()},
                        {"sha256", file_->digest()},
                        {"format", statement::to_text(*format)}};
    const auto token = service_->statements->keep(who_, std::move(file_));
    if (!token) {
      return token.error();
    }
    answer["file"] = *token;
    return answer;
  }

  const std::shared_ptr<Service> service_;
  const std::string who_;
  std::unique_ptr<analyst::SpooledFile> file_;
};

}  // namespace

net::Route statement_files_route(std::shared_ptr<Service> service, Roles roles) {
  net::Route route;
  route.body_bytes_max = service->statements->limits().file_bytes_max;
  route.sink = [service = std::move(service), roles](
                   const net::Request& request) -> base::Result<std::unique_ptr<net::BodySink>> {
    const auto call = admit(*service, request, roles);
    if (!call) {
      return call.error();
    }
    auto file = service->statements->new_file();
    if (!file) {
      return file.error();
    }
    return std::unique_ptr<net::BodySink>{new FileSink{service, call->who.name, *std::move(file)}};
  };
  return route;
}

}  // namespace holdfast::api
