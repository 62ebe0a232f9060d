// Partners that sign: what they tell must be signed and new, and they hold a signed receipt.
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "centre.hpp"
#include "sign/message.hpp"

namespace holdfast::http_test {
namespace {

namespace json = boost::json;

constexpr std::string_view replies = "/api/v1/partner/replies";

api::ApiOptions signing(const sign::PrivateKey& key) {
  api::ApiOptions options;
  options.signing = key;
  return options;
}

/// A theft reported, its stop sent to SX02, whose key `sx-signs` signs.
struct Desk {
  sign::PrivateKey house = sign::PrivateKey::generate(sign::Algorithm::ed25519);
  sign::PrivateKey bank = sign::PrivateKey::generate(sign::Algorithm::sm2);
  Centre centre{signing(house)};
  As key;
  std::string reply;

  Desk() {
    const auto made =
        centre.post("/api/v1/api-keys", centre.admin,
                    json::serialize(json::object{{"name", "sx-signs"},
                                                 {"role", "bank"},
                                                 {"institution", "SX02"},
                                                 {"public_key", bank.public_key().pem()}}));
    EXPECT_EQ(made.status, 201) << made.body;
    key.bearer = made.text("/key");
    EXPECT_EQ(centre
                  .send("POST", "/api/v1/transfers?institution=SX02", centre.other_bank,
                        stolen_row(centre), "application/x-ndjson")
                  .status,
              200);
    const auto wang = centre.log_in("wang");
    EXPECT_EQ(centre.post("/api/v1/reports", wang, report_body(centre)).status, 201);
    reply = json::serialize(
        json::object{{"application_id", centre.sent(1).at(0).application_id},
                     {"bank_number", "SX-1"},
                     {"result", "0000"},
                     {"account", mule_card},
                     {"held_fen", 5'000'000},
                     {"start", centre.time()},
                     {"end", base::format_instant(centre.now() + std::chrono::hours{48})},
                     {"feedback_time", centre.time()}});
  }
  [[nodiscard]] As signed_by(const sign::PrivateKey& by, std::string_view method,
                             std::string_view target, std::string_view body) const {
    net::Headers headers;
    sign::sign_request(headers, method, target, body, by, centre.now());
    auto as = key;
    for (const auto& field : headers.all()) {
      as = as.with(field.name, field.value);
    }
    return as;
  }
  [[nodiscard]] As signed_reply() const { return signed_by(bank, "POST", replies, reply); }
};

TEST(Signatures, AReplyIsTakenSignedAndOnceAndItsReceiptIsSigned) {
  Desk desk;
  const auto as = desk.signed_reply();
  const auto answer = desk.centre.post(std::string{replies}, as, desk.reply);
  ASSERT_EQ(answer.status, 200) << answer.body;
  const net::Response receipt{answer.status, answer.headers, answer.body};
  EXPECT_TRUE(sign::verify_response(receipt, desk.house.public_key(), desk.centre.now()).ok());
  const auto again = desk.centre.post(std::string{replies}, as, desk.reply);
  EXPECT_EQ(again.status, 409) << "the same signed message";
  EXPECT_EQ(again.text("/where"), "Signature-Input");
  EXPECT_EQ(desk.centre.post(std::string{replies}, desk.signed_reply(), desk.reply).status, 200)
      << "the same reply, signed anew";
}

TEST(Signatures, WithoutOneTheKeyAloneIsNotEnough) {
  Desk desk;
  const auto bare = desk.centre.post(std::string{replies}, desk.key, desk.reply);
  EXPECT_EQ(bare.status, 401);
  EXPECT_EQ(bare.text("/where"), "Signature-Input");
  const auto stranger = sign::PrivateKey::generate(sign::Algorithm::sm2);
  EXPECT_EQ(desk.centre
                .post(std::string{replies}, desk.signed_by(stranger, "POST", replies, desk.reply),
                      desk.reply)
                .status,
            401);
  const auto other_body = desk.reply + " ";
  EXPECT_EQ(desk.centre.post(std::string{replies}, desk.signed_reply(), other_body).status, 401);
  const auto early = desk.signed_reply();
  desk.centre.pass(sign::window + std::chrono::seconds{2});
  EXPECT_EQ(desk.centre.post(std::string{replies}, early, desk.reply).status, 401);
  EXPECT_EQ(desk.centre.get("/api/v1/partner/orders", desk.key).status, 401);
  EXPECT_EQ(desk.centre
                .get("/api/v1/partner/orders",
                     desk.signed_by(desk.bank, "GET", "/api/v1/partner/orders", ""))
                .status,
            200);
}

TEST(Signatures, TheHousesKeyIsPublicAndAPartnersIsChecked) {
  Desk desk;
  const auto keys = desk.centre.get("/api/v1/public/keys", {});
  ASSERT_EQ(keys.status, 200);
  EXPECT_EQ(keys.text("/keys/0/pem"), desk.house.public_key().pem());
  EXPECT_EQ(keys.text("/keys/0/algorithm"), "ed25519");
  const auto odd = desk.centre.post("/api/v1/api-keys", desk.centre.admin,
                                    R"({"name":"x","role":"bank","public_key":"-----"})");
  EXPECT_EQ(odd.status, 400);
  EXPECT_EQ(odd.text("/where"), "/public_key");
}

}  // namespace
}  // namespace holdfast::http_test
