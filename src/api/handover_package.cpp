// The package of a hand-over as a file. It shows accounts in full: who fetches it is put on record
// like any other look.
#include <fmt/core.h>

#include "api/handover_contents.hpp"
#include "api/handover_routes.hpp"
#include "api/paper_maker.hpp"

namespace holdfast::api {

namespace {

/// The hand-over of that case, where the caller may see it.
base::Result<desk::HandoverId> seen_in_path(const Call& call) {
  const auto case_id = read_case(call.request.param("id"));
  const auto id = read_handover(call.request.param("handover"));
  bool is_there = false;
  if (case_id && id) {
    call.engine().read([&](const core::State& state) {
      const auto found = state.handovers.find(*id);
      is_there = found != state.handovers.end() && found->second.case_id == *case_id &&
                 may_see(call.who, found->second);
    });
  }
  if (!is_there) {
    return base::Error{base::ErrorCode::not_found, "no such hand-over"};
  }
  return *id;
}

base::Result<dossier::Package> made(const Call& call, desk::HandoverId id,
                                    const sign::PrivateKey& key) {
  const Gate::Turn turn{call.service.traces};
  if (!turn.has_it()) {
    return base::Error{base::ErrorCode::too_many, "too many packages are being made; try again"};
  }
  const auto contents = handover_contents(
      call.engine(), id, [&](const order::Paper& paper) { return made_paper(call, paper); });
  return contents ? dossier::make_package(*contents, key) : contents.error();
}

}  // namespace

Answer handover_package(const Call& call) {
  const auto id = seen_in_path(call);
  if (!id) {
    return id.error();
  }
  const auto& key = call.service.options.signing;
  if (!key) {
    return base::Error{base::ErrorCode::conflict, "本机没有配置签名密钥，不能制作移送包"};
  }
  auto package = made(call, *id, *key);
  if (!package) {
    return package.error();
  }
  const auto name = desk::to_text(*id);
  const auto noted = call.engine().submit_and_wait(
      {call.who.name}, core::NotePackageMade{*id, package->manifest_sha256});
  if (!noted) {
    return noted.error();
  }
  const auto looked = call.engine().submit_and_wait(
      {call.who.name}, core::Reveal{"handover", name, "package", "调取随案移送包"});
  if (!looked) {
    return looked.error();
  }
  net::Response response;
  response.headers.set("Content-Type", "application/zip");
  response.headers.set("Content-Disposition",
                       fmt::format("attachment; filename=\"handover-{}.zip\"", name));
  response.body = std::move(package->bytes);
  return with_seq(std::move(response), looked->seq);
}

}  // namespace holdfast::api
