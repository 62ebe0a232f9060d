#include <boost/json.hpp>
#include <fmt/core.h>

#include "base/digest.hpp"
#include "base/personal.hpp"
#include "dossier/package.hpp"
#include "pack/pack.hpp"
#include "paper/page.hpp"

namespace holdfast::dossier {

namespace json = boost::json;

namespace {

constexpr std::string_view readme =
    "本包为随案移送包，各文件的 SHA-256 载于 "
    "manifest.json，由移送中心的密钥签名（signature.json）。\r\n"
    "核验：holdfast handover verify 文件 --key 中心公钥.pem\r\n"
    "公钥由移送中心另行提供，也可自其网站 /api/v1/public/keys 取得。\r\n"
    "\r\n"
    "This package goes with a case. manifest.json holds the SHA-256 of every file and is signed "
    "by\r\n"
    "the centre's key (signature.json). To verify: holdfast handover verify FILE --key "
    "centre.pem\r\n";

bool is_erased(const desk::Handover& handover) {
  for (const auto& item : handover.facts->items) {
    if (item.number.text == base::erased_text || item.holder.text == base::erased_text) {
      return true;
    }
  }
  return false;
}

json::object head_of(const desk::Handover& handover) {
  json::object head;
  head["format"] = format_name;
  head["handover"] = desk::to_text(handover.id);
  head["case"] = order::to_text(handover.case_id);
  head["kind"] = desk::name_of(handover.kind);
  head["document"] = handover.document;
  head["from"] = handover.from;
  head["to"] = handover.to;
  head["officer"] = handover.officer;
  head["sent_at"] = base::format_instant(*handover.sent_at);
  head["article"] = handover.article;
  head["property_article"] = handover.property_article;
  return head;
}

std::string manifest_of(const desk::Handover& handover, const std::vector<Part>& parts) {
  auto manifest = head_of(handover);
  json::array files;
  for (const auto& part : parts) {
    files.push_back(json::object{{"name", part.name},
                                 {"title", part.title},
                                 {"bytes", part.bytes.size()},
                                 {"sha256", base::to_hex(base::sha256(part.bytes))}});
  }
  manifest["files"] = std::move(files);
  return json::serialize(manifest);
}

std::string signature_of(const std::string& manifest, const sign::PrivateKey& key) {
  const auto& half = key.public_key();
  return json::serialize(json::object{{"algorithm", sign::name_of(half.algorithm())},
                                      {"key", half.id()},
                                      {"pem", half.pem()},
                                      {"manifest_sha256", base::to_hex(base::sha256(manifest))},
                                      {"signature", base::to_base64(key.sign(manifest))}});
}

}  // namespace

base::Result<Package> make_package(const Contents& contents, const sign::PrivateKey& key) {
  const auto& handover = contents.handover;
  if (!handover.facts || !handover.sent_at) {
    return base::Error{base::ErrorCode::conflict, "尚未送出的移送没有移送包"};
  }
  if (is_erased(handover)) {
    return base::Error{base::ErrorCode::conflict, "该案个人信息已销毁，移送包不能再制作"};
  }
  const auto& facts = *handover.facts;
  std::vector<Part> parts{
      {"inventory.csv", "涉案财物清单（表格）", inventory_csv(facts)},
      {"custody.csv", "款项台账（送出时）", custody_csv(facts)},
      {"losses.csv", "被害人付款", losses_csv(facts)},
      {"evidence.csv", "随案证据目录", evidence_csv(contents.evidence)},
  };
  const auto inventory = paper::set(inventory_sheet(handover));
  if (!inventory) {
    return inventory.error();
  }
  parts.insert(parts.begin(), {"inventory.pdf", "涉案财物清单", *inventory});
  parts.insert(parts.end(), contents.papers.begin(), contents.papers.end());
  parts.insert(parts.end(), contents.worksheets.begin(), contents.worksheets.end());
  const auto list = paper::set(handover_sheet(handover, parts));
  if (!list) {
    return list.error();
  }
  parts.insert(parts.begin(), {"handover.pdf", "随案移送清单", *list});
  parts.push_back({"README.txt", "说明", std::string{readme}});
  const auto manifest = manifest_of(handover, parts);
  std::size_t sum = manifest.size();
  pack::Writer writer;
  for (const auto& part : parts) {
    sum += part.bytes.size();
    if (sum > package_bytes_max) {
      return base::Error{base::ErrorCode::too_large, "移送包超过 512 MiB"};
    }
    if (const auto added = writer.add(part.name, part.bytes); !added) {
      return added.error();
    }
  }
  for (const auto& [name, bytes] : {std::pair{"manifest.json", manifest},
                                    std::pair{"signature.json", signature_of(manifest, key)}}) {
    if (const auto added = writer.add(name, bytes); !added) {
      return added.error();
    }
  }
  return Package{writer.finish(), base::to_hex(base::sha256(manifest))};
}

}  // namespace holdfast::dossier
