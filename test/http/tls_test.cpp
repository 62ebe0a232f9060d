// TLS of our own: the door for everybody, and the one that asks partners for their certificates.
#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>

#include "centre.hpp"
#include "net/client.hpp"

namespace holdfast::http_test {
namespace {

/// A throw-away authority with a server's and two partners' certificates, by the openssl command.
class Authority {
 public:
  Authority() {
    EXPECT_TRUE(
        run("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 "
            "-subj /CN=test-ca -keyout ca.key -out ca.pem"));
    issue("server", "subjectAltName=IP:127.0.0.1");
    issue("yz01.bank", "extendedKeyUsage=clientAuth");
    issue("sx02.bank", "extendedKeyUsage=clientAuth");
  }
  [[nodiscard]] std::string file(const std::string& name) const {
    return (scratch_.path() / name).string();
  }
  /// A client that shows the certificate; none for an empty name.
  [[nodiscard]] std::unique_ptr<net::HttpClient> client(const std::string& name = {}) const {
    net::ClientTlsOptions tls{file("ca.pem"), {}, {}};
    if (!name.empty()) {
      tls.certificate_file = file(name + ".pem");
      tls.key_file = file(name + ".key");
    }
    return std::move(*net::HttpClient::create({.tls = tls}));
  }

 private:
  bool run(const std::string& arguments) const {
    return std::system(
               ("cd " + scratch_.path().string() + " && openssl " + arguments + " 2>/dev/null")
                   .c_str()) == 0;
  }
  void issue(const std::string& name, const std::string& extension) const {
    EXPECT_TRUE(
        run("req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=" + name +
            " -addext " + extension + " -keyout " + name + ".key -out " + name + ".csr"));
    EXPECT_TRUE(run("x509 -req -in " + name +
                    ".csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -copy_extensions copy "
                    "-out " +
                    name + ".pem"));
  }

  store::Scratch scratch_;
};

api::ApiOptions with_tls(const Authority& authority) {
  api::ApiOptions options;
  options.tls = api::TlsFiles{authority.file("server.pem"), authority.file("server.key"),
                              "127.0.0.1:0", authority.file("ca.pem")};
  options.certificates = {{"k-bank", "yz01.bank"}};
  return options;
}

int status(net::HttpClient& client, std::uint16_t port, const std::string& path, const As& as) {
  net::ClientRequest request;
  request.url = net::Url{true, "127.0.0.1", port, path};
  if (!as.bearer.empty()) {
    request.headers.set("Authorization", "Bearer " + as.bearer);
  }
  const auto response = client.fetch(std::move(request));
  return response ? response->status : 0;
}

TEST(Tls, APartnersKeyIsGoodOnlyWithItsOwnCertificate) {
  const Authority authority;
  Centre centre{with_tls(authority)};
  const auto everybody = centre.port();
  const auto partners = centre.server().partner_port();
  ASSERT_NE(partners, 0);
  const auto orders = "/api/v1/partner/orders";
  const auto own = authority.client("yz01.bank");
  const auto other = authority.client("sx02.bank");
  const auto nobody = authority.client();
  EXPECT_EQ(status(*nobody, everybody, "/healthz", {}), 200);
  EXPECT_EQ(status(*nobody, partners, "/healthz", {}), 0) << "that door asks for a certificate";
  EXPECT_EQ(status(*own, partners, orders, centre.bank), 200);
  EXPECT_EQ(status(*other, partners, orders, centre.bank), 401) << "another's certificate";
  EXPECT_EQ(status(*nobody, everybody, orders, centre.bank), 401) << "no certificate";
  EXPECT_EQ(status(*nobody, everybody, orders, centre.other_bank), 200)
      << "a key that is not bound";
}

TEST(Tls, AFileThatIsNotThereIsNamed) {
  const Authority authority;
  auto options = with_tls(authority);
  options.tls->certificate = "/nowhere/server.pem";
  Centre centre;
  const auto started = api::ApiServer::start(centre.engine(), options);
  ASSERT_FALSE(started.ok());
  EXPECT_NE(started.error().message.find("/nowhere/server.pem"), std::string::npos);
}

}  // namespace
}  // namespace holdfast::http_test
