// What the lines above a table say of the account that it is about: 账号：6222..., 户名：张三,
// 开户行：..., in one cell or in two. Pure; any thread.
#pragma once

#include <span>

#include "statement/row_reader.hpp"
#include "statement/sheet.hpp"

namespace holdfast::statement {

/// Puts what the row says into `owner`; true where it names an account.
bool read_title(std::span<const Cell> cells, Owner& owner);

}  // namespace holdfast::statement
