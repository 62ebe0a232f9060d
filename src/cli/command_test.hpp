// Running commands inside a test: what they print and how they end. Tests only.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "cli/run.hpp"

namespace holdfast::cli {

struct Ran {
  int exit = 0;
  std::string out;
  std::string err;
};

inline Ran run_words(const std::vector<std::string>& words) {
  char* out_text = nullptr;
  char* err_text = nullptr;
  std::size_t out_size = 0;
  std::size_t err_size = 0;
  std::FILE* const out = ::open_memstream(&out_text, &out_size);
  std::FILE* const err = ::open_memstream(&err_text, &err_size);
  Ran ran;
  ran.exit = run(words, Console{out, err});
  std::fclose(out);
  std::fclose(err);
  ran.out.assign(out_text, out_size);
  ran.err.assign(err_text, err_size);
  std::free(out_text);
  std::free(err_text);
  return ran;
}

/// A folder of files that goes away with it.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "holdfast-cli-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~ScratchFolder() { std::filesystem::remove_all(path_); }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::string file(const std::string& name, const std::string& text) const {
    const std::string path = (path_ / name).string();
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }

 private:
  std::filesystem::path path_;
};

}  // namespace holdfast::cli
