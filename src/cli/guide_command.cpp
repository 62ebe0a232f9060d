// `holdfast guide`: the guides to the scams, read on the terminal or made into posters.
#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <memory>

#include "cli/commands.hpp"
#include "cli/file_query.hpp"
#include "cli/shipped.hpp"
#include "guide/poster.hpp"
#include "store/file.hpp"

namespace holdfast::cli {

namespace {

constexpr const char* help =
    R"(The guides that the binary carries, one a type of fraud; 其他 holds for every scam.

Examples:
  holdfast guide list
  holdfast guide show 刷单返利 --lang en
  holdfast guide poster 刷单返利 --site https://fz.example.gov.cn --out poster.pdf
  holdfast guide poster 虚假贷款 --size a3 --site https://fz.example.gov.cn --out poster-a3.pdf)";

struct Arguments {
  std::string type;
  std::string language = "zh";
  std::string size = "a4";
  std::string site;
  std::string out;
};

base::Result<std::vector<guide::Guide>> read_guides() {
  std::vector<guide::Guide> guides;
  for (const auto& file : shipped_guides()) {
    auto guide = guide::parse_guide(file.path, file.bytes);
    if (!guide) {
      return guide.error();
    }
    guides.push_back(*std::move(guide));
  }
  return guides;
}

base::Result<guide::Guide> guide_named(const std::string& type) {
  const auto guides = read_guides();
  if (!guides) {
    return guides.error();
  }
  if (const auto* guide = guide::guide_to(*guides, type); guide != nullptr) {
    return *guide;
  }
  return base::Error{
      base::ErrorCode::not_found,
      fmt::format("there is no guide to \"{}\"; `holdfast guide list` names them", type)};
}

int list(Console console) {
  const auto guides = read_guides();
  if (!guides) {
    return refuse(console, guides.error());
  }
  for (const auto& guide : *guides) {
    fmt::print(console.out, "{}\t{}\t{}\n", guide.type, guide.updated, guide.zh.title);
  }
  return finish(console);
}

void print_list(Console console, std::string_view heading, const std::vector<std::string>& items) {
  fmt::print(console.out, "\n## {}\n", heading);
  for (const auto& item : items) {
    fmt::print(console.out, "- {}\n", item);
  }
}

int show(Console console, const Arguments& arguments) {
  const auto guide = guide_named(arguments.type);
  const auto language = guide::language_named(arguments.language);
  if (!guide || !language) {
    return refuse(console, guide ? language.error() : guide.error());
  }
  const bool is_zh = *language == guide::Language::zh;
  const auto& words = is_zh ? guide->zh : guide->en;
  fmt::print(console.out, "# {}\n\n{}\n\n{}\n", words.title, words.summary, words.story);
  print_list(console, is_zh ? "对话" : "A talk", words.dialogue);
  print_list(console, is_zh ? "经过" : "How it goes", words.steps);
  print_list(console, is_zh ? "识破" : "How to tell", words.signs);
  print_list(console, is_zh ? "现在做什么" : "What to do", words.do_now);
  print_list(console, is_zh ? "绝不做" : "Never", words.never);
  print_list(console, is_zh ? "已经付了钱" : "Paid already", words.if_paid);
  print_list(console, is_zh ? "劝阻话术" : "The dissuader's call", words.ask);
  return finish(console);
}

int poster(Console console, const Arguments& arguments) {
  const auto guide = guide_named(arguments.type);
  const auto language = guide::language_named(arguments.language);
  const auto size = guide::size_named(arguments.size);
  if (!guide || !language || !size) {
    return refuse(console, !guide ? guide.error() : !language ? language.error() : size.error());
  }
  const auto bytes = paper::poster_pdf(guide::poster_of(*guide, *language, arguments.site), *size);
  if (!bytes) {
    return refuse(console, bytes.error());
  }
  if (const auto written = store::write_durably(arguments.out, {*bytes}); !written) {
    return refuse(console, written.error());
  }
  fmt::print(console.err, "{}: {} KB\n", arguments.out, (bytes->size() + 1023) / 1024);
  return finish(console);
}

}  // namespace

void add_guide_command(CLI::App& app, Console console, Action& chosen) {
  auto arguments = std::make_shared<Arguments>();
  auto* command = app.add_subcommand("guide", "Guides to the scams, and posters of them");
  command->footer(help);
  command->require_subcommand(1);
  command->add_subcommand("list", "Name them")->callback([console, &chosen] {
    chosen = [=] { return list(console); };
  });
  const auto add = [&](const char* name, const char* what) {
    auto* sub = command->add_subcommand(name, what);
    sub->add_option("type", arguments->type, "The type of fraud")->required();
    sub->add_option("--lang", arguments->language, "zh or en")->capture_default_str();
    return sub;
  };
  add("show", "Print one")->callback([arguments, console, &chosen] {
    chosen = [=] { return show(console, *arguments); };
  });
  auto* made = add("poster", "Make a poster of one (PDF)");
  made->add_option("--size", arguments->size, "a4 or a3")->capture_default_str();
  made->add_option("--site", arguments->site,
                   "Where citizens reach the public pages: what the QR code opens")
      ->type_name("URL")
      ->required();
  made->add_option("--out", arguments->out, "Where the PDF goes")->type_name("FILE")->required();
  made->callback(
      [arguments, console, &chosen] { chosen = [=] { return poster(console, *arguments); }; });
}

}  // namespace holdfast::cli
