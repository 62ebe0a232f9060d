// The files port on disk: FOLDER/SUBJECT/SHA-256, sealed in pieces under the subject's key.
//
// A file: "HFSF" version(u32=1), then each piece as length(u32) and what KeyStore::seal made of up
// to 1 MiB; little-endian. It is written beside its place, synced and renamed, so that a name
// stands for a whole file. Reading compares what comes out with the name. Threads: any.
#pragma once

#include <filesystem>
#include <memory>

#include "port/files.hpp"
#include "port/key_store.hpp"

namespace holdfast::store {

class SealedFiles final : public port::Files {
 public:
  /// Makes the folder; what an earlier process left unfinished is removed. `keys` outlives it.
  /// Errors: io.
  [[nodiscard]] static base::Result<std::unique_ptr<SealedFiles>> open(
      const std::filesystem::path& folder, port::KeyStore& keys);

  [[nodiscard]] base::Result<std::unique_ptr<port::IncomingFile>> receive(
      base::SubjectId subject) override;
  [[nodiscard]] base::Result<std::string> read(base::SubjectId subject,
                                               std::string_view sha256) const override;
  [[nodiscard]] base::Result<void> drop(base::SubjectId subject) override;

 private:
  SealedFiles(std::filesystem::path folder, port::KeyStore& keys)
      : folder_(std::move(folder)), keys_(keys) {}

  std::filesystem::path folder_;
  port::KeyStore& keys_;
};

}  // namespace holdfast::store
