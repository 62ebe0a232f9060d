#include "statement/xlsx.hpp"

#include <charconv>
#include <fmt/core.h>
#include <map>

#include "statement/xlsx_parts.hpp"
#include "statement/xml_part.hpp"

namespace holdfast::statement {

namespace {

template <typename Number>
Number number_or(std::string_view text, Number otherwise) {
  Number value = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

bool is_yes(std::string_view text) {
  return text == "1" || text == "true" || text == "on";
}

/// Which part an id means, from the part's companion in _rels.
class Relations final : public XmlTaker {
 public:
  void start(std::string_view name, const Attributes& attributes) override {
    if (name == "Relationship") {
      targets[std::string(attributes.at("Id"))] = attributes.at("Target");
      types[std::string(attributes.at("Type"))] = attributes.at("Target");
    }
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}
  /// The target of the type that ends so.
  [[nodiscard]] std::string of_type(std::string_view ending) const {
    for (const auto& [type, target] : types) {
      if (type.ends_with(ending)) {
        return target;
      }
    }
    return {};
  }

  std::map<std::string, std::string> targets;  // by id
  std::map<std::string, std::string> types;
};

/// The archive's name of a target that is told from within `folder`.
std::string part_name(std::string_view folder, std::string_view target) {
  if (target.starts_with('/')) {
    return std::string(target.substr(1));
  }
  std::string base(folder);
  while (target.starts_with("../")) {
    target.remove_prefix(3);
    const std::size_t slash = base.rfind('/', base.size() - (base.empty() ? 0 : 2));
    base = slash == std::string::npos ? "" : base.substr(0, slash + 1);
  }
  return base + std::string(target);
}

class Workbook final : public XmlTaker {
 public:
  Workbook(const Relations& relations, std::string folder, const Limits& limits, XlsxParts& parts)
      : relations_(relations), folder_(std::move(folder)), limits_(limits), parts_(parts) {}

  void start(std::string_view name, const Attributes& attributes) override {
    if (name == "workbookPr" && is_yes(attributes.at("date1904"))) {
      parts_.zero = DayZero::of_1904;
    }
    if (name != "sheet") {
      return;
    }
    const auto target = relations_.targets.find(std::string(attributes.at("id")));
    if (target == relations_.targets.end()) {
      return;  // a chart or a macro sheet that left nothing behind
    }
    if (parts_.sheets.size() == limits_.sheets) {
      fail(too_large(fmt::format("the workbook has more than {} sheets", limits_.sheets)));
      return;
    }
    const auto state = attributes.at("state");
    parts_.sheets.push_back({.name = std::string(attributes.at("name")),
                             .part = part_name(folder_, target->second),
                             .visibility = state.empty() || state == "visible"
                                               ? Visibility::shown
                                               : Visibility::hidden});
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}

 private:
  const Relations& relations_;
  std::string folder_;
  const Limits& limits_;
  XlsxParts& parts_;
};

class SharedStrings final : public XmlTaker {
 public:
  SharedStrings(const Limits& limits, SharedTexts& texts) : limits_(limits), texts_(texts) {}

  void start(std::string_view name, const Attributes&) override {
    in_text_ = in_text_ || (name == "t" && !in_reading_aid_);
    in_reading_aid_ = in_reading_aid_ || name == "rPh";
  }
  void end(std::string_view name) override {
    if (name == "t") {
      in_text_ = false;
    } else if (name == "rPh") {
      in_reading_aid_ = false;
    } else if (name == "si") {
      texts_.end_text();
    }
  }
  void text(std::string_view text) override {
    if (!in_text_) {
      return;
    }
    texts_.append(text);
    if (texts_.bytes() > limits_.shared_bytes) {
      fail(too_large(fmt::format("the workbook's shared texts are more than {} MB",
                                 limits_.shared_bytes >> 20U)));
    }
  }

 private:
  const Limits& limits_;
  SharedTexts& texts_;
  bool in_text_ = false;
  bool in_reading_aid_ = false;
};

class Styles final : public XmlTaker {
 public:
  explicit Styles(std::vector<bool>& is_date) : is_date_(is_date) {}

  void start(std::string_view name, const Attributes& attributes) override {
    if (name == "numFmt") {
      own_[number_or<std::uint32_t>(attributes.at("numFmtId"), 0)] =
          is_date_format(attributes.at("formatCode"));
    } else if (name == "cellXfs") {
      in_formats_ = true;
    } else if (name == "xf" && in_formats_) {
      const auto id = number_or<std::uint32_t>(attributes.at("numFmtId"), 0);
      const auto own = own_.find(id);
      is_date_.push_back(own == own_.end() ? is_date_format(id) : own->second);
    }
  }
  void end(std::string_view name) override { in_formats_ = in_formats_ && name != "cellXfs"; }
  void text(std::string_view) override {}

 private:
  std::map<std::uint32_t, bool> own_;
  std::vector<bool>& is_date_;
  bool in_formats_ = false;
};

}  // namespace

base::Result<XlsxParts> read_parts(ZipFile& zip, const Limits& limits) {
  XlsxParts parts;
  Relations package;
  if (zip.has("_rels/.rels")) {
    if (auto read = read_xml(zip, "_rels/.rels", limits, package); !read) {
      return read.error();
    }
  }
  std::string workbook = part_name("", package.of_type("/officeDocument"));
  if (workbook.empty()) {
    workbook = "xl/workbook.xml";
  }
  if (workbook.ends_with(".bin")) {
    return bad_file("a binary workbook (.xlsb) is not read: save it as .xlsx");
  }
  if (!zip.has(workbook)) {
    return bad_file("the archive holds no workbook: it is not an .xlsx file");
  }
  const std::size_t slash = workbook.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : workbook.substr(0, slash + 1);
  Relations relations;
  const std::string companion = folder + "_rels/" + workbook.substr(folder.size()) + ".rels";
  if (auto read = read_xml(zip, companion, limits, relations); !read) {
    return read.error();
  }
  Workbook book(relations, folder, limits, parts);
  if (auto read = read_xml(zip, workbook, limits, book); !read) {
    return read.error();
  }
  if (const auto target = relations.of_type("/sharedStrings"); !target.empty()) {
    SharedStrings strings(limits, parts.texts);
    if (auto read = read_xml(zip, part_name(folder, target), limits, strings); !read) {
      return read.error();
    }
  }
  if (const auto target = relations.of_type("/styles"); !target.empty()) {
    Styles styles(parts.is_date);
    if (auto read = read_xml(zip, part_name(folder, target), limits, styles); !read) {
      return read.error();
    }
  }
  if (parts.sheets.empty()) {
    return bad_file("the workbook has no sheet");
  }
  return parts;
}

base::Result<void> read_xlsx(std::string_view bytes, const Limits& limits, SheetTaker& taker,
                             const Progress& progress) {
  auto zip = ZipFile::open(bytes, limits);
  if (!zip) {
    return zip.error();
  }
  const auto parts = read_parts(*zip, limits);
  if (!parts) {
    return parts.error();
  }
  Budget budget;
  std::uint64_t done = 0;
  for (const XlsxSheet& sheet : parts->sheets) {
    if (auto read = read_xlsx_sheet(*zip, *parts, sheet, limits, budget, taker); !read) {
      return read;
    }
    if (progress) {
      progress(++done, parts->sheets.size());
    }
  }
  return {};
}

}  // namespace holdfast::statement
