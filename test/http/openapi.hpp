// Holds requests and answers against the OpenAPI document: the part of JSON Schema that the
// document uses, and no more; a keyword that is not known here is itself a fault.
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast::http_test {

class OpenApi {
 public:
  explicit OpenApi(std::string_view document);

  [[nodiscard]] bool knows(std::string_view method, std::string_view path) const {
    return operation(method, path) != nullptr;
  }
  /// What is wrong with the answer to `method path`; nothing when all is well.
  [[nodiscard]] std::vector<std::string> faults_of_answer(std::string_view method,
                                                          std::string_view path, int status,
                                                          std::string_view content_type,
                                                          std::string_view body) const;
  [[nodiscard]] std::vector<std::string> faults_of_request(std::string_view method,
                                                           std::string_view path,
                                                           std::string_view content_type,
                                                           std::string_view body) const;
  /// "GET /api/v1/cases/{id}", sorted.
  [[nodiscard]] std::vector<std::string> operations() const;

 private:
  [[nodiscard]] const boost::json::object* operation(std::string_view method,
                                                     std::string_view path) const;
  [[nodiscard]] const boost::json::value& resolve(const boost::json::value& schema) const;
  void check(const boost::json::value& schema, const boost::json::value& value,
             const std::string& where, std::vector<std::string>& faults) const;
  void check_object(const boost::json::object& schema, const boost::json::value& value,
                    const std::string& where, std::vector<std::string>& faults) const;
  void check_limits(const boost::json::object& schema, const boost::json::value& value,
                    const std::string& where, std::vector<std::string>& faults) const;
  [[nodiscard]] std::vector<std::string> check_text(const boost::json::value& media,
                                                    std::string_view content_type,
                                                    std::string_view body) const;

  boost::json::value document_;
};

}  // namespace holdfast::http_test
