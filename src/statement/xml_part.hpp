// One XML part of a workbook through Expat, without document types, entities or deep nesting.
// Names come without their prefix (x:row is row). One thread at a time.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "statement/zip_file.hpp"

namespace holdfast::statement {

/// Name and value in turns, as Expat gives them, ended by a null.
class Attributes {
 public:
  explicit Attributes(const char* const* pairs) : pairs_(pairs) {}
  /// The attribute of that name, whatever its prefix; empty where it is not there.
  [[nodiscard]] std::string_view at(std::string_view name) const;

 private:
  const char* const* pairs_;
};

class XmlTaker {
 public:
  virtual void start(std::string_view name, const Attributes& attributes) = 0;
  virtual void end(std::string_view name) = 0;
  virtual void text(std::string_view text) = 0;
  /// Asked after each piece and each element; an error stops the reading.
  [[nodiscard]] const std::optional<base::Error>& failure() const { return failure_; }

 protected:
  ~XmlTaker() = default;
  void fail(base::Error error) {
    if (!failure_) {
      failure_ = std::move(error);
    }
  }

 private:
  std::optional<base::Error> failure_;
};

/// Errors: as ZipFile::read, bad_input for text that is not well-formed (with line and column) or
/// nested deeper than the limit, and the taker's own.
[[nodiscard]] base::Result<void> read_xml(ZipFile& zip, const std::string& part,
                                          const Limits& limits, XmlTaker& taker);

}  // namespace holdfast::statement
