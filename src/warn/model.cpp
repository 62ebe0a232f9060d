#include "warn/model.hpp"

#include <bit>
#include <cmath>
#include <cstring>

#include "base/digest.hpp"

namespace holdfast::warn {

namespace {

constexpr std::string_view magic = "HOLDFAST WARN 2\n";
constexpr std::size_t node_bytes = 16;

void put(std::string& out, std::uint32_t value) {
  for (int i = 0; i < 4; ++i) {
    out.push_back(static_cast<char>(value >> (8 * i)));
  }
}

void put(std::string& out, float value) {
  put(out, std::bit_cast<std::uint32_t>(value));
}

base::Error broken(std::string reason) {
  return {base::ErrorCode::corrupt, std::move(reason), "model"};
}

/// Which features, in which order, a row has.
base::Digest features_digest(Target target, Round round) {
  std::string names;
  for (const Feature& feature : features_of(target, round)) {
    names += feature.name;
    names += '\n';
  }
  return base::sha256(names);
}

class Bytes {
 public:
  explicit Bytes(std::string_view rest) : rest_(rest) {}
  bool has(std::size_t count) const { return rest_.size() >= count; }
  std::size_t left() const { return rest_.size(); }
  std::uint32_t number() {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      value |= std::uint32_t{static_cast<unsigned char>(rest_[i])} << (8 * i);
    }
    rest_.remove_prefix(4);
    return value;
  }
  float real() { return std::bit_cast<float>(number()); }
  std::string_view take(std::size_t count) {
    const auto part = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return part;
  }

 private:
  std::string_view rest_;
};

void put_forest(std::string& out, const Forest& forest) {
  put(out, forest.base);
  put(out, static_cast<std::uint32_t>(forest.roots.size()));
  put(out, static_cast<std::uint32_t>(forest.nodes.size()));
  for (const std::uint32_t root : forest.roots) {
    put(out, root);
  }
  for (const Node& node : forest.nodes) {
    put(out, static_cast<std::uint32_t>(node.feature));
    put(out, node.threshold);
    put(out, node.next);
    put(out, node.value);
  }
}

base::Result<Forest> read_forest(Bytes& bytes, std::size_t features) {
  if (!bytes.has(12)) {
    return broken("the model ends before its trees");
  }
  Forest forest;
  forest.base = bytes.real();
  const std::uint32_t roots = bytes.number();
  const std::uint32_t nodes = bytes.number();
  if (!bytes.has(std::size_t{4} * roots + node_bytes * std::size_t{nodes})) {
    return broken("the model ends within its trees");
  }
  for (std::uint32_t i = 0; i < roots; ++i) {
    forest.roots.push_back(bytes.number());
    if (forest.roots.back() >= nodes) {
      return broken("a tree of the model begins nowhere");
    }
  }
  for (std::uint32_t i = 0; i < nodes; ++i) {
    Node node;
    node.feature = static_cast<std::int32_t>(bytes.number());
    node.threshold = bytes.real();
    node.next = bytes.number();
    node.value = bytes.real();
    const bool is_leaf = node.feature == -1;
    const bool splits = node.feature >= 0 && static_cast<std::size_t>(node.feature) < features;
    // Children stand behind their parent, so that no walk down a tree goes on for ever.
    const bool fits = node.next > i && node.next < nodes - 1;
    if ((!is_leaf && !(splits && fits)) || !std::isfinite(node.threshold) ||
        !std::isfinite(node.value)) {
      return broken("a node of the model does not fit");
    }
    forest.nodes.push_back(node);
  }
  return forest;
}

}  // namespace

std::string write_model(const Model& model) {
  std::string out(magic);
  put(out, model.target == Target::transfer ? 1U : 0U);
  put(out, model.threshold);
  put(out, model.bar);
  put(out, model.slope);
  put(out, model.offset);
  out += base::as_bytes(features_digest(model.target, Round::second));
  put_forest(out, model.first);
  put_forest(out, model.second);
  const base::Digest digest = base::sha256(out);
  out += base::as_bytes(digest);
  return out;
}

base::Result<Model> read_model(std::string_view bytes) {
  if (bytes.substr(0, magic.size()) != magic) {
    return broken("this is no model of early warning (or of another version)");
  }
  constexpr std::size_t digest_size = sizeof(base::Digest);
  if (bytes.size() < magic.size() + 20 + 2 * digest_size) {
    return broken("the model is cut off");
  }
  const auto body = bytes.substr(0, bytes.size() - digest_size);
  const base::Digest digest = base::sha256(body);
  if (bytes.substr(body.size()) != base::as_bytes(digest)) {
    return broken("the model does not match its digest");
  }
  Bytes rest(body.substr(magic.size()));
  Model model;
  const std::uint32_t target = rest.number();
  if (target > 1) {
    return broken("the model judges neither accounts nor transfers");
  }
  model.target = target == 1 ? Target::transfer : Target::account;
  model.threshold = rest.real();
  model.bar = rest.real();
  model.slope = rest.real();
  model.offset = rest.real();
  const base::Digest features = features_digest(model.target, Round::second);
  if (rest.take(digest_size) != base::as_bytes(features)) {
    return broken(
        "the model was trained for other features than this program knows; train it anew");
  }
  auto first = read_forest(rest, features_of(model.target, Round::first).size());
  if (!first) {
    return first.error();
  }
  auto second = read_forest(rest, features_of(model.target, Round::second).size());
  if (!second) {
    return second.error();
  }
  if (rest.left() != 0) {
    return broken("the model has bytes behind its trees");
  }
  model.first = *std::move(first);
  model.second = *std::move(second);
  return model;
}

}  // namespace holdfast::warn
