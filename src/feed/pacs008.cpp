#include "feed/pacs008.hpp"

#include <bitset>
#include <charconv>
#include <expat.h>
#include <fmt/core.h>
#include <limits>
#include <vector>

#include "base/check.hpp"
#include "feed/field.hpp"
#include "feed/pacs008_elements.hpp"
#include "feed/utf8.hpp"

namespace holdfast::feed {

namespace {

using pacs008::Element;
using pacs008::Side;

/// Every version of the message: elements that are read kept their names and meanings.
constexpr std::string_view message_namespace = "urn:iso:std:iso:20022:tech:xsd:pacs.008.001.";
constexpr char name_separator = '\x1f';  // between an element's namespace and its name
constexpr std::string_view currency = "CNY";
constexpr std::string_view not_provided = "NOTPROVIDED";
// Bytes are given to the parser in such pieces, so that a token without an end is noticed early.
constexpr std::size_t piece_bytes = std::size_t{1} << 14;

constexpr std::size_t index_of(Side side, Element element) {
  return static_cast<std::size_t>(side) * pacs008::element_count +
         static_cast<std::size_t>(element);
}

/// 8-4-4-4-12 hexadecimal digits.
bool is_uetr(std::string_view text) {
  if (text.size() != 36) {
    return false;
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool is_hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    const bool is_dash_place = i == 8 || i == 13 || i == 18 || i == 23;
    if (is_dash_place ? c != '-' : !is_hex) {
      return false;
    }
  }
  return true;
}

/// A transaction's own "no number" is none.
std::string_view provided(std::string_view text) {
  return text == not_provided ? std::string_view{} : text;
}

struct ParserFree {
  void operator()(XML_ParserStruct* parser) const { XML_ParserFree(parser); }
};

}  // namespace

struct Pacs008Rows::State {
  explicit State(std::optional<base::Instant> with)
      : now(with), parser(XML_ParserCreateNS("UTF-8", name_separator)) {
    base::check(parser != nullptr, "the XML parser's memory");
    auto* const own = parser.get();
    XML_SetUserData(own, this);
    XML_SetElementHandler(own, on_start, on_end);
    XML_SetCharacterDataHandler(own, on_text);
    XML_SetCommentHandler(own, [](void* to, const char*) { self(to).note_progress(); });
    XML_SetProcessingInstructionHandler(
        own, [](void* to, const char*, const char*) { self(to).note_progress(); });
    XML_SetXmlDeclHandler(own, on_declaration);
    XML_SetStartDoctypeDeclHandler(own, on_doctype);
  }

  static State& self(void* to) { return *static_cast<State*>(to); }
  static void on_start(void* to, const char* name, const char** attributes) {
    self(to).start(name, attributes);
  }
  static void on_end(void* to, const char* /*name*/) { self(to).end(); }
  static void on_text(void* to, const char* text, int bytes) {
    self(to).add_text({text, static_cast<std::size_t>(bytes)});
  }
  static void on_declaration(void* to, const char* /*version*/, const char* encoding, int) {
    self(to).note_progress();
    const std::string_view said = encoding == nullptr ? "UTF-8" : encoding;
    if (said != "UTF-8" && said != "utf-8") {
      self(to).give_up(fmt::format("the message must be UTF-8, and says {}", said.substr(0, 32)));
    }
  }
  // Entities can only be declared here: without a DOCTYPE there are none, neither inside nor out.
  static void on_doctype(void* to, const char*, const char*, const char*, int) {
    self(to).give_up("a DOCTYPE is not taken: a payment message needs no document type");
  }

  void note_progress() { silent_bytes = 0; }
  /// The first reason ends the reading; what the parser still says afterwards is not heard.
  void give_up(std::string reason) {
    if (!failure) {
      failure = base::Error{base::ErrorCode::bad_input, std::move(reason), place()};
      XML_StopParser(parser.get(), XML_FALSE);
    }
  }
  [[nodiscard]] RowPosition position() const {
    return {XML_GetCurrentLineNumber(parser.get()), XML_GetCurrentColumnNumber(parser.get()) + 1};
  }
  [[nodiscard]] std::string place() const {
    const auto at = position();
    return fmt::format("{}:{}", at.line, at.column);
  }

  void start(std::string_view name, const char** attributes);
  void end();
  void add_text(std::string_view more);
  void start_transfer();
  void end_transfer();
  void take_header(Element element);
  void note_currency(const char** attributes);
  /// The first thing wrong with the transfer at hand; `path` is below it.
  void refuse(std::string_view path, std::string reason);
  [[nodiscard]] std::string_view text(Element element, Side side = Side::none) const {
    return seen[index_of(side, element)] ? std::string_view{texts[index_of(side, element)]}
                                         : std::string_view{};
  }
  [[nodiscard]] std::string_view first_of(std::initializer_list<Element> elements,
                                          Side side = Side::none) const {
    for (const Element element : elements) {
      if (const auto found = provided(text(element, side)); !found.empty()) {
        return found;
      }
    }
    return {};
  }
  void read_identity(TransferRow& row);
  void read_time(TransferRow& row);
  void read_amount_of(TransferRow& row);
  void read_side(TransferRow& row, Side side);
  void read_rest(TransferRow& row);
  void take_text(TransferRow& row, Field field, std::string_view value, std::string_view path);
  base::Result<void> parse(std::string_view bytes, bool is_last);
  base::Result<void> hold_to_its_word() const;

  const std::optional<base::Instant> now;
  std::unique_ptr<XML_ParserStruct, ParserFree> parser;
  RowTaker* taker = nullptr;  // while bytes are given
  std::optional<base::Error> failure;
  std::size_t silent_bytes = 0;  // given since the parser last said anything

  std::vector<Element> path;
  std::vector<Side> sides;  // beside `path`
  std::string space;        // of the document's elements

  // The transfer, or the header, at hand.
  std::array<std::string, 3 * pacs008::element_count> texts;
  std::bitset<3 * pacs008::element_count> seen;
  RowPosition began;
  std::optional<RowFault> fault;
  std::string uetr;
  bool is_in_currency = false;

  std::uint64_t transfers = 0;
  std::uint64_t refused = 0;
  std::int64_t sum_fen = 0;  // of those that were taken
  std::optional<base::Instant> created;
  std::string count_text;
  std::string sum_text;
  bool has_header = false;
};

// ---- The parser's words -----------------------------------------------------------------------

void Pacs008Rows::State::start(std::string_view name, const char** attributes) {
  note_progress();
  if (failure) {
    return;
  }
  if (path.size() == xml_depth_max) {
    return give_up(fmt::format("elements lie deeper than {}", xml_depth_max));
  }
  const auto cut = name.find(name_separator);
  const auto own_space = cut == std::string_view::npos ? std::string_view{} : name.substr(0, cut);
  const auto local = cut == std::string_view::npos ? name : name.substr(cut + 1);
  const Element parent = path.empty() ? Element::outside : path.back();
  if (path.empty()) {
    if (local != "Document" || !own_space.starts_with(message_namespace)) {
      return give_up(
          fmt::format("a pacs.008 begins with <Document xmlns=\"{}NN\">", message_namespace));
    }
    space = own_space;
  }
  const auto* const found = own_space == space ? pacs008::place_of(parent, local) : nullptr;
  if (parent == Element::document && found == nullptr) {
    return give_up("<FIToFICstmrCdtTrf> should be here: the message is no pacs.008");
  }
  const Element element = found == nullptr ? Element::passed_over : found->element;
  const Side outer = sides.empty() ? Side::none : sides.back();
  path.push_back(element);
  sides.push_back(found != nullptr && found->side != Side::none ? found->side : outer);
  if (element == Element::header) {
    has_header = true;
  } else if (element == Element::transfer) {
    start_transfer();
  } else if (pacs008::holds_text(element)) {
    const auto at = index_of(sides.back(), element);
    if (seen[at] && element != Element::remittance_text) {
      refuse(local, fmt::format("<{}> is there twice", local));
    }
    if (!seen[at]) {
      texts[at].clear();
    }
    seen[at] = true;
    if (element == Element::amount) {
      note_currency(attributes);
    }
  }
}

void Pacs008Rows::State::note_currency(const char** attributes) {
  std::string_view found;
  for (; *attributes != nullptr; attributes += 2) {
    if (std::string_view{attributes[0]} == "Ccy") {
      found = attributes[1];
    }
  }
  is_in_currency = found == currency;
  if (!is_in_currency) {
    refuse("IntrBkSttlmAmt/@Ccy",
           found.empty() ? "the amount has no currency"
                         : fmt::format("only CNY is taken, and this is {}", cut_utf8(found, 16)));
  }
}

void Pacs008Rows::State::add_text(std::string_view more) {
  note_progress();
  if (failure || path.empty() || !pacs008::holds_text(path.back())) {
    return;
  }
  auto& own = texts[index_of(sides.back(), path.back())];
  if (own.size() + more.size() > xml_text_bytes_max) {
    refuse({}, fmt::format("a text is longer than {} bytes", xml_text_bytes_max));
    return;
  }
  own += more;
}

void Pacs008Rows::State::end() {
  note_progress();
  if (failure) {
    return;
  }
  const Element element = path.back();
  path.pop_back();
  sides.pop_back();
  if (element == Element::transfer) {
    end_transfer();
  } else if (!path.empty() && path.back() == Element::header) {
    take_header(element);
  }
}

void Pacs008Rows::State::take_header(Element element) {
  if (element == Element::count) {
    count_text = trim(text(element));
  } else if (element == Element::sum) {
    sum_text = trim(text(element));
  } else if (element == Element::created) {
    const auto at = base::parse_instant_beijing(trim(text(element)));
    if (!at) {
      return give_up(fmt::format("CreDtTm: {}", at.error().message));
    }
    created = *at;
  }
}

// ---- One transfer -----------------------------------------------------------------------------

void Pacs008Rows::State::start_transfer() {
  if (!has_header) {
    return give_up("<GrpHdr> should come before the transfers");
  }
  ++transfers;
  began = position();
  seen.reset();
  fault.reset();
  is_in_currency = false;
}

void Pacs008Rows::State::refuse(std::string_view below, std::string reason) {
  if (fault || transfers == 0) {
    return;
  }
  std::string field = fmt::format("CdtTrfTxInf[{}]", transfers);
  if (!below.empty()) {
    field += fmt::format("/{}", cut_utf8(below, 64));
  }
  fault = RowFault{position(), std::move(field), std::move(reason)};
}

void Pacs008Rows::State::take_text(TransferRow& row, Field field, std::string_view value,
                                   std::string_view below) {
  const auto trimmed = trim(value);
  if (auto reason = refuse_text(field, trimmed)) {
    refuse(below, *std::move(reason));
    return;
  }
  put_text(row, field, trimmed);
}

void Pacs008Rows::State::read_identity(TransferRow& row) {
  const auto serial =
      first_of({Element::transaction_id, Element::instruction_id, Element::end_to_end_id});
  const auto id =
      first_of({Element::end_to_end_id, Element::transaction_id, Element::instruction_id});
  if (id.empty()) {
    refuse("PmtId", "there is neither EndToEndId nor TxId nor InstrId to tell it by");
    return;
  }
  take_text(row, Field::id, id, "PmtId");
  take_text(row, Field::serial, serial, "PmtId");
  if (const auto told = trim(text(Element::uetr)); !told.empty()) {
    if (!is_uetr(told)) {
      refuse("PmtId/UETR", "the UETR is not of the form 8-4-4-4-12 hexadecimal digits");
      return;
    }
    uetr = told;
    for (char& c : uetr) {  // both banks must tell the same
      c = c >= 'A' && c <= 'F' ? static_cast<char>(c + ('a' - 'A')) : c;
    }
    row.clearing = uetr;
  } else {
    take_text(row, Field::clearing, text(Element::clearing_reference), "PmtId/ClrSysRef");
  }
}

void Pacs008Rows::State::read_time(TransferRow& row) {
  const bool is_accepted = !text(Element::accepted).empty();
  const auto told = trim(is_accepted ? text(Element::accepted) : text(Element::debited));
  const std::string_view below = is_accepted    ? "AccptncDtTm"
                                 : told.empty() ? ""
                                                : "SttlmTmIndctn/DbtDtTm";
  if (told.empty()) {
    if (!created) {
      refuse({}, "there is no time: neither AccptncDtTm nor DbtDtTm nor the header's CreDtTm");
      return;
    }
    row.time = *created;
  } else {
    const auto at = base::parse_instant_beijing(told);
    if (!at) {
      refuse(below, at.error().message);
      return;
    }
    row.time = *at;
  }
  if (auto reason = refuse_future(row.time, now)) {
    refuse(below, *std::move(reason));
  }
}

void Pacs008Rows::State::read_amount_of(TransferRow& row) {
  if (!seen[index_of(Side::none, Element::amount)]) {
    refuse("IntrBkSttlmAmt", "IntrBkSttlmAmt is missing");
    return;
  }
  const auto amount = read_amount(trim(text(Element::amount)));
  if (!amount) {
    refuse("IntrBkSttlmAmt", amount.error().message);
    return;
  }
  row.amount = *amount;
}

void Pacs008Rows::State::read_side(TransferRow& row, Side side) {
  const bool pays = side == Side::debtor;
  const auto account = first_of({Element::other_account_id, Element::iban}, side);
  const auto name = first_of({Element::party_name, Element::account_name}, side);
  const auto agent =
      first_of({Element::clearing_member_id, Element::other_institution_id, Element::bic}, side);
  take_text(row, pays ? Field::payer : Field::payee, account,
            pays ? "DbtrAcct/Id/Othr/Id" : "CdtrAcct/Id/Othr/Id");
  take_text(row, pays ? Field::payer_name : Field::payee_name, name, pays ? "Dbtr/Nm" : "Cdtr/Nm");
  take_text(row, pays ? Field::payer_institution : Field::payee_institution, agent,
            pays ? "DbtrAgt/FinInstnId" : "CdtrAgt/FinInstnId");
}

/// A purpose is an exit only where it says so in our own word: taking a payment for an exit by a
/// code that means something else would end the pursuit of its money.
void Pacs008Rows::State::read_rest(TransferRow& row) {
  const auto purpose = trim(text(Element::own_purpose));
  if (const auto kind = fund::parse_kind(purpose)) {
    row.kind = *kind;
  }
  take_text(row, Field::note, text(Element::remittance_text), "RmtInf/Ustrd");
}

void Pacs008Rows::State::end_transfer() {
  TransferRow row;
  row.position = began;
  read_identity(row);
  read_time(row);
  read_amount_of(row);
  read_side(row, Side::debtor);
  read_side(row, Side::creditor);
  read_rest(row);
  if (fault) {
    ++refused;
    taker->fault(*fault, fmt::format("EndToEndId {}, TxId {}", text(Element::end_to_end_id),
                                     text(Element::transaction_id)));
    return;
  }
  if (sum_fen > std::numeric_limits<std::int64_t>::max() - row.amount.value()) {
    return give_up("the transfers add up to more than can be");
  }
  sum_fen += row.amount.value();
  taker->row(row);
}

// ---- The message as a whole -------------------------------------------------------------------

base::Result<void> Pacs008Rows::State::hold_to_its_word() const {
  const auto where = std::string{"GrpHdr"};
  std::uint64_t count = 0;
  const auto [end, error] =
      std::from_chars(count_text.data(), count_text.data() + count_text.size(), count);
  if (error != std::errc{} || end != count_text.data() + count_text.size()) {
    return base::Error{base::ErrorCode::bad_input, "NbOfTxs is missing or not a number", where};
  }
  if (count != transfers) {
    return base::Error{base::ErrorCode::bad_input,
                       fmt::format("NbOfTxs says {}, and there are {} transfers", count, transfers),
                       where};
  }
  if (sum_text.empty() || refused > 0) {
    return {};  // of refused ones the amount is not known
  }
  const auto sum = base::parse_yuan(sum_text);
  if (!sum) {
    return base::Error{base::ErrorCode::bad_input, fmt::format("CtrlSum: {}", sum.error().message),
                       where};
  }
  if (sum->value() != sum_fen) {
    return base::Error{base::ErrorCode::bad_input,
                       fmt::format("CtrlSum says {}, and the transfers add up to {}",
                                   base::format_yuan(*sum), base::format_yuan(base::Fen{sum_fen})),
                       where};
  }
  return {};
}

base::Result<void> Pacs008Rows::State::parse(std::string_view bytes, bool is_last) {
  do {
    const auto piece = bytes.substr(0, piece_bytes);
    bytes.remove_prefix(piece.size());
    silent_bytes += piece.size();
    const bool ends = is_last && bytes.empty();
    const auto status = XML_Parse(parser.get(), piece.data(), static_cast<int>(piece.size()),
                                  ends ? XML_TRUE : XML_FALSE);
    if (!failure && status != XML_STATUS_OK) {
      failure = base::Error{
          base::ErrorCode::bad_input,
          fmt::format("not well-formed XML: {}", XML_ErrorString(XML_GetErrorCode(parser.get()))),
          place()};
    }
    // A token that never ends would be read from its start again with every piece.
    if (!failure && silent_bytes > xml_token_bytes_max) {
      failure = base::Error{
          base::ErrorCode::bad_input,
          fmt::format("a tag or comment is longer than {} bytes", xml_token_bytes_max), place()};
    }
    if (failure) {
      return *failure;
    }
  } while (!bytes.empty());
  return {};
}

Pacs008Rows::Pacs008Rows(std::optional<base::Instant> now) : state_(std::make_unique<State>(now)) {}
Pacs008Rows::~Pacs008Rows() = default;
Pacs008Rows::Pacs008Rows(Pacs008Rows&&) noexcept = default;
Pacs008Rows& Pacs008Rows::operator=(Pacs008Rows&&) noexcept = default;

base::Result<void> Pacs008Rows::feed(std::string_view bytes, RowTaker& taker) {
  if (state_->failure) {
    return *state_->failure;
  }
  state_->taker = &taker;
  return bytes.empty() ? base::Result<void>{} : state_->parse(bytes, false);
}

base::Result<void> Pacs008Rows::finish(RowTaker& taker) {
  if (state_->failure) {
    return *state_->failure;
  }
  state_->taker = &taker;
  if (const auto parsed = state_->parse({}, true); !parsed) {
    return parsed;
  }
  return state_->hold_to_its_word();
}

}  // namespace holdfast::feed
