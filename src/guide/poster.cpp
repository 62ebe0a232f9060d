#include "guide/poster.hpp"

#include <algorithm>
#include <fmt/core.h>

#include "base/calendar.hpp"

namespace holdfast::guide {

namespace {

/// What every poster says, whatever the scam.
struct Frame {
  std::string_view kind;
  std::array<std::string_view, 3> labels;
  std::string_view signs;
  std::string_view never;
  std::string_view before;
  std::string_view after;
  std::string_view scan;
  std::string_view footer;
};

constexpr Frame zh_frame{"反诈提醒",
                         {"他会说", "一眼识破", "这样做"},
                         "怎样识破",
                         "绝不做",
                         "拿不准，先打反诈专线",
                         "钱已经付了？马上拨 110 或 96110，越早越可能拦住。",
                         "扫码看全文和对话",
                         "反诈骗中心 · {} 版 · 可自由张贴复印"};
constexpr Frame en_frame{"Scam warning",          {"They say", "What gives it away", "What to do"},
                         "How to tell",           "Never",
                         "Not sure? Call first:", "Paid already? Call 110 or 96110 at once.",
                         "The whole guide",       "Anti-fraud centre · {} · free to copy and post"};

/// The Chinese font's curly quotes are as wide as a character: English stands between straight
/// ones.
std::string straight(std::string text) {
  for (const std::string_view quote : {"\u201C", "\u201D"}) {
    for (auto at = text.find(quote); at != std::string::npos; at = text.find(quote, at)) {
      text.replace(at, quote.size(), "\"");
    }
  }
  return text;
}

Wording straight(Wording words) {
  for (auto* text : {&words.title, &words.summary}) {
    *text = straight(std::move(*text));
  }
  for (auto* list : {&words.poster, &words.signs, &words.never}) {
    for (auto& text : *list) {
      text = straight(std::move(text));
    }
  }
  return words;
}

std::vector<std::string> first_of(const std::vector<std::string>& items, std::size_t most) {
  return {items.begin(), items.begin() + static_cast<std::ptrdiff_t>(std::min(most, items.size()))};
}

}  // namespace

base::Result<Language> language_named(std::string_view name) {
  if (name == "zh" || name == "en") {
    return name == "zh" ? Language::zh : Language::en;
  }
  return base::Error{base::ErrorCode::bad_input, fmt::format("\"{}\" is neither zh nor en", name)};
}

base::Result<paper::PosterSize> size_named(std::string_view name) {
  if (name == "a4" || name == "a3") {
    return name == "a4" ? paper::PosterSize::a4 : paper::PosterSize::a3;
  }
  return base::Error{base::ErrorCode::bad_input, fmt::format("\"{}\" is neither a4 nor a3", name)};
}

paper::Poster poster_of(const Guide& guide, Language language, const std::string& site) {
  const auto& frame = language == Language::zh ? zh_frame : en_frame;
  const auto words = language == Language::zh ? guide.zh : straight(guide.en);
  constexpr std::string_view every_scam = "其他";
  paper::Poster poster;
  poster.kind = std::string{frame.kind};
  if (language == Language::zh && guide.type != every_scam) {
    poster.kind += " · " + guide.type;
  }
  poster.title = words.title;
  poster.summary = words.summary;
  for (std::size_t i = 0; i < poster.lines.size(); ++i) {
    poster.lines[i] = {std::string{frame.labels[i]}, words.poster.at(i)};
  }
  poster.lists[0] = {std::string{frame.signs}, first_of(words.signs, 5)};
  poster.lists[1] = {std::string{frame.never}, first_of(words.never, 4)};
  poster.before_number = std::string{frame.before};
  poster.number = "96110";
  poster.after_number = std::string{frame.after};
  poster.url = site + "/#/guides/" + guide.type;
  poster.url_line = std::string{frame.scan};
  poster.footer = fmt::format(fmt::runtime(frame.footer), guide.updated);
  poster.date = base::parse_instant(guide.updated + "T00:00:00+08:00").value();
  return poster;
}

const Guide* guide_to(const std::vector<Guide>& guides, std::string_view type) {
  const auto found = std::ranges::find(guides, type, &Guide::type);
  return found == guides.end() ? nullptr : &*found;
}

}  // namespace holdfast::guide
