#include "sign/message.hpp"

#include <gtest/gtest.h>

namespace holdfast::sign {
namespace {

using base::ErrorCode;

const base::Instant noon = base::parse_instant("2021-01-03T12:00:00.500+08:00").value();
constexpr std::string_view target = "/bank/v1/orders?from=1";
constexpr std::string_view body = R"({"code":"100101"})";

struct Sent {
  PrivateKey key = PrivateKey::generate(Algorithm::ed25519);
  net::Headers headers{{"Content-Type", "application/json"}};

  Sent() { sign_request(headers, "POST", target, body, key, noon); }

  [[nodiscard]] base::Result<Signed> taken(base::Instant at = noon) const {
    return verify_request(headers, "POST", target, body, key.public_key(), at);
  }
  [[nodiscard]] std::string why() const {
    const auto result = taken();
    return result ? "taken" : result.error().where + " " + result.error().message;
  }
  void replace(std::string_view field, std::string_view from, std::string_view to) {
    auto value = std::string{*headers.find(field)};
    const auto at = value.find(from);
    ASSERT_NE(at, std::string::npos) << value;
    headers.set(field, value.replace(at, from.size(), to));
  }
};

TEST(SignedMessage, IsTakenAsItWasSent) {
  for (const auto algorithm : {Algorithm::ed25519, Algorithm::sm2}) {
    const auto key = PrivateKey::generate(algorithm);
    net::Headers headers;
    sign_request(headers, "POST", target, body, key, noon);
    const auto taken = verify_request(headers, "POST", target, body, key.public_key(), noon);
    ASSERT_TRUE(taken.ok()) << taken.error().message;
    EXPECT_EQ(taken->key_id, key.public_key().id());
    EXPECT_EQ(taken->created, noon - base::Milliseconds{500});
    EXPECT_EQ(taken->nonce.size(), 32U);
  }
}

TEST(SignedMessage, NothingThatItCoversMayChange) {
  const Sent sent;
  const auto& key = sent.key.public_key();
  EXPECT_FALSE(verify_request(sent.headers, "PUT", target, body, key, noon).ok());
  EXPECT_FALSE(verify_request(sent.headers, "POST", "/bank/v1/orders", body, key, noon).ok());
  const auto changed = verify_request(sent.headers, "POST", target, "{}", key, noon);
  EXPECT_EQ(changed.error().where, "Content-Digest");
  const auto stranger = PrivateKey::generate(Algorithm::ed25519);
  EXPECT_FALSE(
      verify_request(sent.headers, "POST", target, body, stranger.public_key(), noon).ok());
}

TEST(SignedMessage, NoParameterOfTheSignatureMayChange) {
  for (const auto& [from, to] :
       {std::pair{"created=16", "created=15"}, {"nonce=\"", "nonce=\"0"}, {"alg=", "alg2="}}) {
    Sent sent;
    sent.replace("Signature-Input", from, to);
    EXPECT_FALSE(sent.taken().ok()) << from;
  }
}

TEST(SignedMessage, IsRefusedWithTheHeaderThatIsWrong) {
  Sent sent;
  sent.replace("Signature-Input", "\"@method\" ", "");
  EXPECT_EQ(sent.why(), "Signature-Input does not cover \"@method\"");
  Sent twice;
  twice.replace("Signature-Input", "holdfast=", "a=(),holdfast=");
  EXPECT_EQ(twice.why(), "Signature-Input holds more than one signature");
  Sent bare;
  bare.headers = {};
  EXPECT_EQ(bare.why(), "Signature-Input is missing: this key's messages are signed");
  Sent bent;
  bent.headers.set("Signature", "holdfast=:%%:");
  EXPECT_EQ(bent.why(), "Signature is not base64");
  Sent absent;
  absent.replace("Signature-Input", "\"content-digest\"", "\"content-digest\" \"x-none\"");
  EXPECT_EQ(absent.why(), "Signature-Input the message has no \"x-none\"");
}

TEST(SignedMessage, CountsForFiveMinutesEitherWay) {
  const Sent sent;
  const auto created = noon - base::Milliseconds{500};
  EXPECT_TRUE(sent.taken(created + window).ok());
  EXPECT_FALSE(sent.taken(created + window + base::Milliseconds{1}).ok());
  EXPECT_TRUE(sent.taken(created - window).ok());
  EXPECT_FALSE(sent.taken(created - window - base::Milliseconds{1}).ok());
  EXPECT_TRUE(verify_kept_request(sent.headers, "POST", target, body, sent.key.public_key()).ok());
}

TEST(SignedMessage, AnAnswerIsSignedWithItsStatus) {
  const auto key = PrivateKey::generate(Algorithm::sm2);
  auto response = net::json_response(200, R"({"received":true})");
  sign_response(response, key, noon);
  EXPECT_TRUE(verify_response(response, key.public_key(), noon).ok());
  response.status = 202;
  EXPECT_FALSE(verify_response(response, key.public_key(), noon).ok());
}

TEST(SignedMessage, OddInputIsRefused) {
  for (const auto* odd :
       {"", "holdfast", "holdfast=", "holdfast=(", "holdfast=()", "holdfast=(\"@method\"",
        "holdfast=(\"@method\"\"@status\")", "holdfast=(\"@method\" \"@method\")",
        "holdfast=(\"@method\");created=", "holdfast=(\"@method\");created=-1",
        "holdfast=(\"@method\");created=999999999999", "holdfast=(\"@method\");nonce=\"",
        "holdfast=(\"a\\\"\")", "HOLDFAST=()", "holdfast=(\"@method\") "}) {
    Sent sent;
    sent.headers.set("Signature-Input", odd);
    const auto result = sent.taken();
    ASSERT_FALSE(result.ok()) << odd;
    EXPECT_EQ(result.error().code, ErrorCode::unauthenticated) << odd;
  }
}

TEST(Nonces, NothingIsTakenTwice) {
  Nonces nonces{3};
  const Signed first{"k", noon, "n1"};
  EXPECT_TRUE(nonces.take(first, noon).ok());
  EXPECT_EQ(nonces.take(first, noon + window).error().code, ErrorCode::conflict);
  EXPECT_TRUE(nonces.take({"other", noon, "n1"}, noon).ok());
  EXPECT_TRUE(nonces.take({"k", noon, "n2"}, noon).ok());
  EXPECT_EQ(nonces.take({"k", noon, "n3"}, noon).error().code, ErrorCode::too_many);
  // What has left the window is forgotten; the time refuses it then.
  EXPECT_TRUE(nonces.take({"k", noon, "n3"}, noon + window + base::Milliseconds{1}).ok());
}

}  // namespace
}  // namespace holdfast::sign
