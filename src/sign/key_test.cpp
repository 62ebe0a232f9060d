#include "sign/key.hpp"

#include <gtest/gtest.h>

#include "base/digest.hpp"

namespace holdfast::sign {
namespace {

// RFC 9421, appendix B.1.4 (key) and B.2.6 (what is signed, and the signature).
constexpr std::string_view rfc_private =
    "-----BEGIN PRIVATE KEY-----\n"
    "MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF\n"
    "-----END PRIVATE KEY-----\n";
constexpr std::string_view rfc_public =
    "-----BEGIN PUBLIC KEY-----\n"
    "MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=\n"
    "-----END PUBLIC KEY-----\n";
constexpr std::string_view rfc_text =
    "\"date\": Tue, 20 Apr 2021 02:07:55 GMT\n"
    "\"@method\": POST\n"
    "\"@path\": /foo\n"
    "\"@authority\": example.com\n"
    "\"content-type\": application/json\n"
    "\"content-length\": 18\n"
    "\"@signature-params\": (\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" "
    "\"content-length\");created=1618884473;keyid=\"test-key-ed25519\"";
constexpr std::string_view rfc_signature =
    "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==";

TEST(SigningKey, AgreesWithTheStandardsExample) {
  const auto key = PrivateKey::from_pem(rfc_private).value();
  EXPECT_EQ(key.public_key().pem(), rfc_public);
  EXPECT_EQ(base::to_base64(key.sign(rfc_text)), rfc_signature);
  const auto open = PublicKey::from_pem(rfc_public).value();
  EXPECT_EQ(open.id(), key.public_key().id());
  EXPECT_TRUE(open.verifies(rfc_text, base::from_base64(rfc_signature).value()));
}

class EveryAlgorithm : public testing::TestWithParam<Algorithm> {};

TEST_P(EveryAlgorithm, VerifiesItsOwnAndNothingElse) {
  const auto key = PrivateKey::generate(GetParam());
  const auto other = PrivateKey::generate(GetParam());
  const auto signature = key.sign("止付 12,000.00");
  EXPECT_EQ(key.public_key().algorithm(), GetParam());
  EXPECT_TRUE(key.public_key().verifies("止付 12,000.00", signature));
  EXPECT_FALSE(key.public_key().verifies("止付 12,000.01", signature));
  EXPECT_FALSE(other.public_key().verifies("止付 12,000.00", signature));
  auto bent = signature;
  bent.back() = static_cast<char>(bent.back() ^ 1);
  EXPECT_FALSE(key.public_key().verifies("止付 12,000.00", bent));
  EXPECT_FALSE(key.public_key().verifies("止付 12,000.00", ""));
}

TEST_P(EveryAlgorithm, ComesBackFromItsText) {
  const auto key = PrivateKey::generate(GetParam());
  const auto again = PrivateKey::from_pem(key.pem()).value();
  const auto open = PublicKey::from_pem(key.public_key().pem()).value();
  EXPECT_EQ(again.public_key().id(), open.id());
  EXPECT_EQ(open.id().size(), 16U);
  EXPECT_TRUE(open.verifies("x", again.sign("x")));
}

INSTANTIATE_TEST_SUITE_P(All, EveryAlgorithm, testing::Values(Algorithm::ed25519, Algorithm::sm2),
                         [](const auto& each) {
                           return each.param == Algorithm::sm2 ? "Sm2" : "Ed25519";
                         });

TEST(SigningKey, WhatIsNoKeyIsRefused) {
  EXPECT_FALSE(PublicKey::from_pem("").ok());
  EXPECT_FALSE(PublicKey::from_pem(rfc_private).ok());
  EXPECT_FALSE(PrivateKey::from_pem(rfc_public).ok());
  // An RSA key of 512 bits: a key, and of no kind that signs here.
  constexpr std::string_view rsa =
      "-----BEGIN PUBLIC KEY-----\n"
      "MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAKj34GkxFhD90vcNLYLInFEX6Ppy1tPf\n"
      "9Cnzj4p4WGeKLs1Pt8QuKUpRKfFLfRYC9AIKjbJTWit+CqvjWYzvQwECAwEAAQ==\n"
      "-----END PUBLIC KEY-----\n";
  const auto refused = PublicKey::from_pem(rsa);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().message, "the key is neither Ed25519 nor SM2");
  EXPECT_FALSE(algorithm_named("rsa").ok());
  EXPECT_EQ(algorithm_named("sm2-sm3").value(), Algorithm::sm2);
}

}  // namespace
}  // namespace holdfast::sign
