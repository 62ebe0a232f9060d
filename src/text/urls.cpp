// Addresses of the web: with and without a scheme, and pulled apart by blanks (d7w . cc/a9).
#include <algorithm>
#include <array>

#include "text/page.hpp"

namespace holdfast::text {

namespace {

bool is_host(char32_t c) {
  return is_letter(c) || is_digit(c) || c == U'-' || c == U'_';
}

bool is_path(char32_t c) {
  constexpr std::u32string_view marks = U"/-_.?=&%#~+:@!$*";
  return is_letter(c) || is_digit(c) || (c != 0 && marks.find(c) != std::u32string_view::npos);
}

/// What may stand between the parts of an address that is pulled apart.
std::size_t skip_blank(const Page& page, std::size_t i) {
  return is_blank(page.at(i)) ? i + 1 : i;
}

/// Where the label ends whose characters have blanks between them: c c, or cc.
std::size_t label_end(const Page& page, std::size_t i, bool spaced) {
  std::size_t end = i;
  while (is_host(page.at(end))) {
    ++end;
    if (spaced && page.at(end) == U' ' && is_host(page.at(end + 1)) && !is_host(page.at(end + 2))) {
      ++end;
    }
  }
  return end;
}

/// Files and versions that look like hosts.
bool is_file_ending(std::u32string_view label) {
  constexpr std::array<std::u32string_view, 10> endings{U"pdf", U"doc", U"docx", U"xls", U"xlsx",
                                                        U"jpg", U"png", U"apk",  U"exe", U"zip"};
  return std::ranges::find(endings, label) != endings.end();
}

struct Host {
  std::size_t end = 0;
  std::size_t labels = 0;
  std::u32string last;
};

/// labels . labels: nothing when there is no dot between two of them.
Host host_at(const Page& page, std::size_t begin) {
  Host host;
  std::size_t i = begin;
  const bool spaced = is_host(page.at(i)) && page.at(i + 1) == U' ' && is_host(page.at(i + 2)) &&
                      (page.at(i + 3) == U' ' || page.at(i + 3) == U'.');
  for (std::size_t n = 0; n < 12; ++n) {
    const std::size_t end = label_end(page, i, spaced);
    if (end == i) {
      break;
    }
    host.end = end;
    ++host.labels;
    host.last = page.folded.substr(i, end - i);
    std::erase(host.last, U' ');
    const std::size_t dot = skip_blank(page, end);
    const bool is_dot =
        page.at(dot) == U'.' || (page.at(dot) == U'。' && is_letter(page.at(dot + 1)));
    const std::size_t next = skip_blank(page, dot + 1);
    // "1. abc" is a list; a blank after the dot only where one stands before it too.
    if (!is_dot || (next != dot + 1 && dot == end) || !is_host(page.at(next))) {
      break;
    }
    i = next;
  }
  return host;
}

std::size_t path_end(const Page& page, std::size_t i) {
  std::size_t end = i;
  while (is_path(page.at(end))) {
    ++end;
  }
  constexpr std::u32string_view trailing = U".?:!,;*~";
  while (end > i && trailing.find(page.at(end - 1)) != std::u32string_view::npos) {
    --end;
  }
  return end;
}

/// http, pulled apart or not: where what follows :// begins, or `i`.
std::size_t after_scheme(const Page& page, std::size_t i) {
  std::size_t at = i;
  for (const char32_t c : std::u32string_view(U"http")) {
    at = skip_blank(page, at);
    if (page.at(at) != c) {
      return i;
    }
    ++at;
  }
  at = skip_blank(page, at);
  if (page.at(at) == U's') {
    at = skip_blank(page, at + 1);
  }
  for (const char32_t c : std::u32string_view(U"://")) {
    at = skip_blank(page, at);
    if (page.at(at) != c) {
      return i;
    }
    ++at;
  }
  return skip_blank(page, at);
}

}  // namespace

void find_urls(Page& page) {
  const std::size_t size = page.folded.size();
  std::size_t free_from = 0;  // hosts do not begin inside what was looked at already
  for (std::size_t i = 0; i < size;) {
    if (i < free_from || !is_host(page.at(i)) || (i > 0 && is_host(page.at(i - 1))) ||
        page.taken[i] != 0) {
      ++i;
      continue;
    }
    const std::size_t host_begin = after_scheme(page, i);
    const bool has_scheme = host_begin != i;
    const Host host = host_at(page, host_begin);
    const bool is_name = host.labels >= 2 && host.last.size() >= 2 &&
                         std::ranges::all_of(host.last, is_letter) && !is_file_ending(host.last);
    const bool is_number = has_scheme && host.labels == 4;
    const char32_t last = i > 0 ? page.at(i - 1) : U'\0';
    if ((!is_name && !is_number) || last == U'@' || page.at(host.end) == U'@' || last == U'.') {
      free_from = std::max(host.end, i + 1);
      i = std::max(i + 1, std::min(free_from, host_begin == i ? free_from : i + 1));
      continue;
    }
    std::size_t end = host.end;
    if (page.at(end) == U':' && is_digit(page.at(end + 1))) {
      while (is_digit(page.at(++end))) {
      }
    }
    if (page.at(end) == U'/' || page.at(end) == U'?') {
      end = path_end(page, end);
    } else if (page.at(end) == U' ' && page.at(end + 1) == U'/' && page.at(end + 2) != U'/') {
      end = path_end(page, page.at(end + 2) == U' ' ? end + 3 : end + 1);
    }
    page.take(Kind::url, i, end);
    i = end;
  }
}

}  // namespace holdfast::text
