#include "exhibit/bundle.hpp"

#include <array>
#include <fmt/core.h>

#include "base/digest.hpp"
#include "exhibit/graphml.hpp"
#include "exhibit/picture.hpp"
#include "exhibit/tables.hpp"
#include "exhibit/workbook.hpp"
#include "pack/pack.hpp"
#include "paper/report.hpp"

namespace holdfast::exhibit {

namespace {

std::vector<Table> tables_of(const Dossier& dossier, const Findings& findings) {
  return {result_policies(findings), result_accounts(dossier, findings),
          result_transfers(dossier, findings), input_seeds(dossier), input_origins(dossier)};
}

std::vector<Computed> input_parts(const Dossier& dossier) {
  std::vector<Computed> parts;
  for (const Table& table : {input_seeds(dossier), input_accounts(dossier), input_origins(dossier),
                             input_transfers(dossier)}) {
    parts.push_back({table.name + ".csv", csv_of(table)});
  }
  return parts;
}

std::vector<PartDigest> digests_of(const std::vector<Computed>& parts) {
  std::vector<PartDigest> digests;
  for (const Computed& part : parts) {
    digests.push_back({part.name, part.bytes.size(), base::to_hex(base::sha256(part.bytes))});
  }
  return digests;
}

/// All parts but those of the manifest, the pages first.
base::Result<std::vector<Computed>> parts_of(const Dossier& dossier, const Findings& findings) {
  auto parts = computed_parts(dossier, findings);
  for (auto& part : input_parts(dossier)) {
    parts.push_back(std::move(part));
  }
  auto workbook = workbook_of(tables_of(dossier, findings));
  if (!workbook) {
    return workbook.error();
  }
  auto pages = paper::report_pdf(pages_of(dossier, findings, digests_of(parts)));
  if (!pages) {
    return pages.error();
  }
  parts.insert(parts.begin(),
               {{"exhibit.pdf", *std::move(pages)}, {"exhibit.xlsx", *std::move(workbook)}});
  return parts;
}

}  // namespace

std::vector<Computed> computed_parts(const Dossier& dossier, const Findings& findings) {
  std::vector<Computed> parts{{"graph.svg", paper::svg_of(picture_of(dossier, findings))},
                              {"graph.graphml", graphml_of(dossier, findings)}};
  for (const Table& table : {result_policies(findings), result_accounts(dossier, findings),
                             result_transfers(dossier, findings)}) {
    parts.push_back({table.name + ".csv", csv_of(table)});
  }
  return parts;
}

base::Result<Bundle> bundle_of(const Dossier& dossier, const sign::PrivateKey& key) {
  auto findings = replay(dossier);
  if (!findings) {
    return findings.error();
  }
  const auto parts = parts_of(dossier, *findings);
  if (!parts) {
    return parts.error();
  }
  Bundle bundle;
  bundle.parts = digests_of(*parts);
  const auto manifest =
      manifest_json({dossier.head, dossier.method, key.public_key().id(), bundle.parts});
  pack::Writer archive;
  const std::array first{
      Computed{std::string{manifest_name}, manifest},
      Computed{std::string{signature_name}, base::to_base64(key.sign(manifest)) + "\n"},
      Computed{std::string{key_name}, key.public_key().pem()}};
  for (const auto* list : {first.data(), parts->data()}) {
    const auto count = list == first.data() ? first.size() : parts->size();
    for (std::size_t i = 0; i < count; ++i) {
      if (const auto added = archive.add(list[i].name, list[i].bytes); !added) {
        return added.error();
      }
    }
  }
  bundle.bytes = archive.finish();
  bundle.sha256 = base::to_hex(base::sha256(bundle.bytes));
  bundle.findings = *std::move(findings);
  return bundle;
}

}  // namespace holdfast::exhibit
