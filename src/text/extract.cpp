#include "text/extract.hpp"

#include <algorithm>

#include "text/page.hpp"

namespace holdfast::text {

std::vector<Span> extract(const TagModel& model, std::u32string_view text) {
  Page page(text, model);
  // What has the surest form goes first.
  find_mails(page);
  find_urls(page);
  find_times(page);
  find_amounts(page);
  find_numbers(page);
  find_handles(page);
  find_names(page);
  std::ranges::sort(page.spans, {}, &Span::begin);
  return std::move(page.spans);
}

}  // namespace holdfast::text
