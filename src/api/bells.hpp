// Rings partners that fetch their orders when something waits for them (doc/formats/webhooks.md).
#pragma once

#include <map>
#include <memory>
#include <string>

#include "base/result.hpp"
#include "engine/engine.hpp"
#include "partner/doorbell.hpp"

namespace holdfast::api {

/// A bell for every channel of the kind `pull` that has a URL, rung at once for what waits at the
/// start and from then on by the engine's live events. Goes before the engine.
class PartnerBells {
 public:
  /// `keys`: what opens them, by channel. Errors: bad_input, for a URL that is none.
  [[nodiscard]] static base::Result<std::unique_ptr<PartnerBells>> start(
      engine::Engine& engine, const std::map<std::string, std::string>& keys,
      partner::DoorbellOptions options);
  ~PartnerBells();
  PartnerBells(const PartnerBells&) = delete;
  PartnerBells& operator=(const PartnerBells&) = delete;

  [[nodiscard]] std::map<std::string, partner::Doorbell::Standing> standings() const;

 private:
  struct Ear;
  PartnerBells(std::unique_ptr<partner::Doorbell> doorbell, std::shared_ptr<Ear> ear);

  std::unique_ptr<partner::Doorbell> doorbell_;
  std::shared_ptr<Ear> ear_;
};

}  // namespace holdfast::api
