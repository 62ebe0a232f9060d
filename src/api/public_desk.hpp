// What the public site answers, from the shelf of published documents alone (internal to api). Any
// thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "api/public_house.hpp"
#include "api/zone_intake.hpp"
#include "port/clock.hpp"
#include "zone/code_lock.hpp"

namespace holdfast::api {

class PublicDesk {
 public:
  /// `words` null: questions about texts are refused. `root`: under which citizens reach us.
  PublicDesk(std::unique_ptr<ZoneIntake> intake, std::shared_ptr<const Words> words,
             std::string root)
      : intake_(std::move(intake)), words_(std::move(words)), root_(std::move(root)) {}

  using Handler = Answer (PublicDesk::*)(const net::Request& request, std::string_view pattern);

  Answer healthz(const net::Request& request, std::string_view pattern);
  /// The same for everybody.
  Answer open_document(const net::Request& request, std::string_view pattern);
  /// What the code of the path opens.
  Answer coded_document(const net::Request& request, std::string_view pattern);
  Answer reputation(const net::Request& request, std::string_view pattern);
  Answer letter(const net::Request& request, std::string_view pattern);
  Answer advice(const net::Request& request, std::string_view pattern);
  Answer guides(const net::Request& request, std::string_view pattern);
  Answer poster(const net::Request& request, std::string_view pattern);

  /// With the headers that every answer has, and as of when it is.
  [[nodiscard]] net::Response finished(net::Response response) const;
  /// Takes what the centre published; one thread at a time.
  void look() { intake_->look(clock_.now()); }

 private:
  /// What the centre published of itself.
  struct Published {
    House house;
    std::size_t reputation_least = 16;
  };
  [[nodiscard]] base::Result<void> note_visit(const net::Request& request);
  [[nodiscard]] Published house() const;
  [[nodiscard]] base::Result<zone::CodeLock> lock_of(std::string_view pattern,
                                                     const std::string& code);

  const std::unique_ptr<ZoneIntake> intake_;
  const std::shared_ptr<const Words> words_;
  const std::string root_;
  const port::SystemClock clock_;
  const std::string secret_ = random_bytes(32);  // behind the entries that nobody's number has
  VisitThrottle visits_;
  Gate locks_{2, 64};  // eight megabytes each
  Gate drawings_{1, 16};
  PosterShelf posters_;
};

}  // namespace holdfast::api
