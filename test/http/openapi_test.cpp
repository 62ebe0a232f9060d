// The checker of the other tests must itself find what is wrong.
#include "openapi.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "api/server.hpp"

namespace holdfast::http_test {
namespace {

std::vector<std::string> faults(const std::string& health) {
  return OpenApi{api::openapi_document()}.faults_of_answer("GET", "/healthz", 200,
                                                           "application/json", health);
}

std::vector<std::string> faults_of_session(std::string_view institution) {
  const std::string body = R"({"user":{"name":"a","display":"b","role":"bank","institution":)" +
                           std::string{institution} + R"(},"csrf":"c","drill":false})";
  return OpenApi{api::openapi_document()}.faults_of_answer("GET", "/api/v1/me", 200,
                                                           "application/json", body);
}

TEST(OpenApiChecker, FindsWhatIsMissingWrongOrUnknown) {
  EXPECT_TRUE(faults(R"({"ok":true,"seq":0})").empty());
  EXPECT_FALSE(faults(R"({"ok":true})").empty()) << "missing";
  EXPECT_FALSE(faults(R"({"ok":1,"seq":0})").empty()) << "wrong type";
  EXPECT_FALSE(faults(R"({"ok":true,"seq":-1})").empty()) << "below the minimum";
  EXPECT_FALSE(faults(R"({"ok":true,"seq":0,"more":1})").empty()) << "unknown";
  EXPECT_FALSE(faults("{").empty()) << "not JSON";
}

TEST(OpenApiChecker, KnowsNullEnumsAndReferences) {
  EXPECT_TRUE(faults_of_session("null").empty());
  EXPECT_TRUE(faults_of_session("\"YZ01\"").empty());
  EXPECT_FALSE(faults_of_session("5").empty());
  const OpenApi document{api::openapi_document()};
  EXPECT_FALSE(document
                   .faults_of_answer("GET", "/api/v1/me", 200, "application/json",
                                     R"({"user":{"name":"a","display":"b","role":"king",
                                         "institution":null},"csrf":"c","drill":false})")
                   .empty());
  EXPECT_FALSE(
      document.faults_of_answer("GET", "/api/v1/me", 204, "application/json", "{}").empty());
  EXPECT_FALSE(document.faults_of_answer("GET", "/nowhere", 200, "text/plain", "").empty());
}

TEST(OpenApiChecker, ChecksCommandsAsTheyAreAccepted) {
  const OpenApi document{api::openapi_document()};
  const auto of = [&](const std::string& body) {
    return document.faults_of_request("POST", "/api/v1/partner/replies", "application/json", body);
  };
  EXPECT_TRUE(of(R"({"application_id":"x-O000001","result":"0000"})").empty());
  EXPECT_FALSE(of(R"({"application_id":"x-O000001","result":"000"})").empty());
  EXPECT_FALSE(of(R"({"application_id":"x-O000001","result":"0000","start":"noon"})").empty());
  EXPECT_FALSE(of(R"({"application_id":"x-O000001","result":"0000","rows":[{}]})").empty());
}

}  // namespace
}  // namespace holdfast::http_test
