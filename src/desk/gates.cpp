#include "desk/gates.hpp"

namespace holdfast::desk {

std::vector<Gate> open_gates(const Gates& gates) {
  std::vector<Gate> open;
  if (!gates.study) {
    open.push_back(Gate::study);
  }
  if (gates.inquiries.empty()) {
    open.push_back(Gate::inquiry);
  }
  if (!gates.result) {
    open.push_back(Gate::result);
  }
  return open;
}

}  // namespace holdfast::desk
