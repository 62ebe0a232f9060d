// The commands that a story may ask for of files and exhibits.
#include <boost/describe/enum_from_string.hpp>

#include "core/story_words_test.hpp"

namespace holdfast::core::test {

namespace {

constexpr std::size_t digest_symbols = 64;

template <typename Enum>
Enum named(const std::string& name) {
  Enum value{};
  if (!boost::describe::enum_from_string(name.c_str(), value)) {
    throw BadStory{"\"" + name + "\" is not known here"};
  }
  return value;
}

/// "aa": those digits, filled up to the length of a digest.
std::string digest(Fields& fields) {
  auto text = fields.text("sha256", "aa");
  text.resize(digest_symbols, '0');
  return text;
}

CommandBody file(const Words& words, Fields& fields) {
  AddFile add;
  add.case_id = desk::CaseId{number_of(words.word(0))};
  add.name = fields.text("name", "材料.pdf");
  add.kind = named<desk::FileKind>(fields.text("kind", "pdf"));
  add.bytes = 4096;
  add.sha256 = digest(fields);
  add.scan = named<desk::Scan>(fields.text("scan", "not_scanned"));
  add.scanned = fields.text("found");
  add.obtained.origin = named<desk::FileOrigin>(fields.text("origin", "handed_in"));
  if (fields.has("order")) {
    add.obtained.order = order::OrderId{number_of(fields.text("order"))};
  }
  add.obtained.document = fields.text("document");
  return add;
}

CommandBody taken(const Words& words, Fields& fields) {
  const auto count = [&](const std::string& name) {
    return static_cast<std::uint64_t>(fields.number(name));
  };
  return NoteFileTaken{desk::AttachmentId{number_of(words.word(0))}, count("rows"), count("fresh"),
                       count("duplicates"), count("refused")};
}

CommandBody exhibit(const Words& words, Fields& fields) {
  AskForExhibit ask;
  ask.case_id = desk::CaseId{number_of(words.word(0))};
  ask.of_series = fields.has("series");
  ask.method.policy = fields.text("policy", "fifo");
  ask.as_of = base::Sequence{static_cast<std::uint64_t>(fields.number("as_of"))};
  ask.reason = fields.text("reason", "移送审查起诉");
  return ask;
}

}  // namespace

std::optional<CommandBody> exhibit_command(const Words& words, Fields& fields) {
  if (words.verb == "keep_file") {
    return file(words, fields);
  }
  if (words.verb == "file_scanned") {
    return NoteFileScanned{desk::AttachmentId{number_of(words.word(0))},
                           named<desk::Scan>(fields.text("scan")), fields.text("found")};
  }
  if (words.verb == "file_taken") {
    return taken(words, fields);
  }
  if (words.verb == "exhibit") {
    return exhibit(words, fields);
  }
  if (words.verb == "exhibit_made") {
    desk::ExhibitBundle bundle;
    bundle.sha256 = digest(fields);
    return NoteExhibitMade{desk::ExhibitId{number_of(words.word(0))}, bundle};
  }
  if (words.verb == "exhibit_failed") {
    return NoteExhibitFailed{desk::ExhibitId{number_of(words.word(0))}, fields.text("why")};
  }
  return std::nullopt;
}

}  // namespace holdfast::core::test
